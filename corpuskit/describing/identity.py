"""What a record is called: a hash of its span, numbered where records are identical."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from corpuskit.describing.parts import parts_of
from corpuskit.model import Cut

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

#: Hexadecimal digits of an id: 64 bits, of which two records of a million share one with a chance of 1 in 37 million.
DIGITS = 16
#: Ids that are kept as they came, until they are put in order.
_NEW = 4096


def span_id(data: bytes) -> str:
    """The id of a record from its span in UTF-8: the same whatever its line ends, and the blank lines around it.

    A line is blank here when it holds nothing but ASCII white space.
    """
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    stop = data.find(b"\n", len(data.rstrip()))
    start = data.rfind(b"\n", 0, len(data) - len(data.lstrip())) + 1
    return sha256(data[start : stop if stop >= 0 else len(data)]).hexdigest()[:DIGITS]


class Identities:
    """Numbers identical records in corpus order: the first keeps its id, further ones get -2, -3 …

    Records have to be given in the order of the corpus. Keeps 8 bytes a record, and some 100 of one that comes again.
    """

    def __init__(self) -> None:
        self._new: set[int] = set()  #: those that came last
        self._seen: list[npt.NDArray[np.uint64]] = []  #: the others in order, each array less than half of that before
        self._times: dict[int, int] = {}  #: of those that have come more than once

    def number(self, ids: Iterable[str]) -> list[str]:
        """Ids as `span_id` gives them, with the numbers that they get."""
        numbered = list(ids)
        keys = [int(plain, 16) for plain in numbered]
        known = self._known(keys)
        for row, key in enumerate(keys):
            if key in known or key in self._new:
                times = self._times[key] = self._times.get(key, 1) + 1
                numbered[row] += f"-{times}"
            else:
                self._new.add(key)
        if len(self._new) > _NEW:
            self._put_in_order()
        return numbered

    def knows(self, name: str) -> bool:
        """Whether a record of that id has been numbered."""
        key = int(name[:DIGITS], 16)
        come = key in self._new or key in self._known([key])
        return come and self._times.get(key, 1) >= int(name[DIGITS + 1 :] or 1)

    def _known(self, keys: Sequence[int]) -> set[int]:
        """Those of the keys that came before the last ones."""
        if not self._seen:
            return set()
        import numpy as np

        from corpuskit.sorted_numbers import among

        asked = np.array(keys, np.uint64)
        return {key for seen in self._seen for key in asked[among(asked, seen)].tolist()}

    def _put_in_order(self) -> None:
        import numpy as np

        self._seen.append(np.sort(np.fromiter(self._new, np.uint64, len(self._new))))
        self._new.clear()
        while len(self._seen) > 1 and 2 * len(self._seen[-1]) >= len(self._seen[-2]):
            joined = np.concatenate([self._seen.pop(), self._seen.pop()])
            joined.sort()
            self._seen.append(joined)

    def of(self, cut: Cut) -> list[str]:
        """The numbered ids of a cut's records."""
        data = cut.block.data
        return self.number(span_id(data[parts.start : parts.end]) for parts in parts_of(cut))

    def numbered(self, records: pa.Table) -> pa.Table:
        """A table of records, as `describe` gives it, with numbered ids."""
        import pyarrow as pa

        at = records.schema.get_field_index("id")
        ids = pa.array(self.number(records["id"].to_pylist()), pa.string())
        return records.set_column(at, records.schema.field(at), ids)
