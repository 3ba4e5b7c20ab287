"""Credits: parted (``pieces``, ``linked_names``), read piece by piece (``scored``, ``reader``), counted as habits."""
