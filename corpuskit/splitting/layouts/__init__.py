"""One file a kind of dump, and the one list of them."""
