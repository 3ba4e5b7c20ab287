"""From clues and habits to the role of each line: the network, what overrules it, the best path of a stretch."""
