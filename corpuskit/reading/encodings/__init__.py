"""Which encoding a file is in, and why; what is no text."""
