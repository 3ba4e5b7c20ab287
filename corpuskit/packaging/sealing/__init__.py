"""The seal of a finished corpus: manifest, checksums, provenance, and the bag that they can be."""
