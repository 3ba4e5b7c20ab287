"""Addresses of fsspec (``s3://bucket/folder``): seeds and finished corpora that lie in a store instead of on a disk.

fsspec is imported when an address is used, and nothing speaks to a store that was not named. Objects are read by
ranges of bytes; what a store answers is an error that says what to do. A folder of a store that rooms need as files has
a stand-in on disk (`standins`), which messages call by its address.
"""

from __future__ import annotations

from corpuskit.stores.addresses import PRIVATE, SCHEMES, is_address, on_disk, private, reach
from corpuskit.stores.answers import answered, explained
from corpuskit.stores.objects import Listed, Reopened, below, entries, heads, kind, look, opened, put
from corpuskit.stores.paths import Stored, path_of
from corpuskit.stores.standins import address_of, copied, shown, stand_in

__all__ = [
    "PRIVATE",
    "SCHEMES",
    "Listed",
    "Reopened",
    "Stored",
    "address_of",
    "answered",
    "below",
    "copied",
    "entries",
    "explained",
    "heads",
    "is_address",
    "kind",
    "look",
    "on_disk",
    "opened",
    "path_of",
    "private",
    "put",
    "reach",
    "shown",
    "stand_in",
]
