"""Clues: what can be seen of each line by itself and beside its neighbours, as named yes/no features."""
