"""What changed between two builds: records added, removed, changed field by field, caveats gained and lost."""

from corpuskit.checking.differences.records import Changed, Differences, Side, differences

__all__ = ["Changed", "Differences", "Side", "differences"]
