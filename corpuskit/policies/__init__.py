"""What becomes of problems that were found: the severities that a corpus has set, and those it has accepted."""

from corpuskit.policies.baseline import BASELINE
from corpuskit.policies.judging import NO_CAP, Judge, baseline_path, of_paths, of_workspace

__all__ = ["BASELINE", "NO_CAP", "Judge", "baseline_path", "of_paths", "of_workspace"]
