"""corpus.toml and its like: read, checked with the line of each mistake, and written by a program."""
