"""Versions of schemas in their order: a minor or major step is another version, a patch only says it better."""

from __future__ import annotations


def parts(version: str) -> tuple[int, int]:
    """Major and minor number. Raises ValueError for what is no version."""
    major, minor, *_ = (int(part) for part in version[:40].split("."))
    return major, minor


def newer(theirs: str, ours: str) -> bool:
    """Whether a version may hold what ours does not know."""
    return parts(theirs) > parts(ours)


def older(theirs: str, ours: str) -> bool:
    """Whether a version may lack what ours has."""
    return parts(theirs) < parts(ours)
