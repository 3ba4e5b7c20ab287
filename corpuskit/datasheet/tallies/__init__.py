"""What is counted of a corpus while its records pass, and the figures that are made of it."""
