"""Credit lines: taken apart into pieces, read piece by piece, and counted as the habits of a dump."""
