"""What a record is called: a hash of its span, numbered where records are identical."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from corpuskit.describing.parts import parts_of
from corpuskit.model import Cut

if TYPE_CHECKING:
    import pyarrow as pa

#: Hexadecimal digits of an id: 64 bits, of which two records of a million share one with a chance of 1 in 37 million.
DIGITS = 16


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

    Records have to be given in the order of the corpus. Keeps some 100 bytes a record.
    """

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}

    def number(self, ids: Iterable[str]) -> list[str]:
        """Ids as `span_id` gives them, with the numbers that they get."""
        numbered = []
        for plain in ids:
            key = int(plain, 16)
            times = self._seen[key] = self._seen.get(key, 0) + 1
            numbered.append(plain if times == 1 else f"{plain}-{times}")
        return numbered

    def knows(self, name: str) -> bool:
        """Whether a record of that id has been numbered."""
        return self._seen.get(int(name[:DIGITS], 16), 0) >= int(name[DIGITS + 1 :] or 1)

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
