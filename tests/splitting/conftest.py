"""Makes the dumps and views beside it importable in the folders below, which are those of corpuskit/splitting/."""
