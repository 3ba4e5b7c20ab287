"""Packaging: records and outside spans → the files of dist/, sealed with a manifest and swapped in as a whole.

manifest = package(dist, parts, facts=..., pages=...)
"""

from corpuskit.packaging.groups import Part
from corpuskit.packaging.outside import OutsideSpan, byte_order_mark, outside_spans, withheld
from corpuskit.packaging.sealing.file_facts import FileFacts
from corpuskit.packaging.sealing.manifest import Counts, Facts, Manifest, SeedCounts, SeedFacts, seed_facts
from corpuskit.packaging.writing import Written, package

__all__ = [
    "Counts",
    "Facts",
    "FileFacts",
    "Manifest",
    "OutsideSpan",
    "Part",
    "SeedCounts",
    "SeedFacts",
    "Written",
    "byte_order_mark",
    "outside_spans",
    "package",
    "seed_facts",
    "withheld",
]
