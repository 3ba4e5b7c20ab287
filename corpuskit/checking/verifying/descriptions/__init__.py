"""Whether every description in dist/ (Croissant, Data Package, RO-Crate …) agrees with the files that are there."""
