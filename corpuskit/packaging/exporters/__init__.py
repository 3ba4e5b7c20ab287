"""One file a format that is written to dist/, and the one list of them."""
