"""Corrections applied to the tables of records as they pass: fields set, caveats withdrawn, records excluded."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from corpuskit.corrections import fields, passages
from corpuskit.corrections.placing import Placed, decided, unfit
from corpuskit.corrections.stanzas import LINES, Correction, short
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Place, Problem, View
from corpuskit.problems import codes, problem

if TYPE_CHECKING:
    import pyarrow as pa

#: Gives records their caveats anew, after their fields have changed.
Attach = Callable[["pa.Table"], "pa.Table"]
#: The view that records are of, so that it can be read.
Readable = Callable[[], View]


class Excluded(NamedTuple):
    """Where a record lay that a person excluded (view offsets), and what is said of it."""

    file: str
    byte_start: int
    byte_end: int
    reason: str


class Applied(NamedTuple):
    """A correction with what it is about and the number of records that it changed, for the datasheet.

    ``about`` quotes nothing of the articles, so that it may stand where their text is withheld.
    """

    correction: Correction
    about: str
    records: int


class _Printed:
    """The bytes of the view that records are of, opened when a correction first needs them."""

    def __init__(self, readable: Readable) -> None:
        self._readable = readable
        self._file: BinaryIO | None = None

    def bytes(self, start: int, end: int) -> bytes:
        """Those of a record."""
        self._file = self._file or self._readable().open_bytes()
        self._file.seek(start)
        return self._file.read(end - start)

    def close(self) -> None:
        """Lets go of them."""
        if self._file is not None:
            self._file.close()


class Applying:
    """The corrections of a corpus on their way through its records, which have to come in the order of the corpus.

    Memory: the corrections, and the ids of the records that they touch.
    """

    def __init__(self, placed: Sequence[Placed], registry: Registry) -> None:
        self.registry = registry
        self.all_placed = tuple(placed)
        self.placed = [one for one in placed if one.correction.kind not in LINES]
        self.decided: Mapping[str, Mapping[int, bool]] = decided(placed)
        self._pending = {file: dict(lines) for file, lines in self.decided.items()}
        self._by_line = {
            (at.file, at.line): one.correction for one in placed if one.correction.kind in LINES for at in one.at
        }
        self._problems: list[Problem] = []
        self._touched: dict[Correction, list[str]] = {}
        self._withdrawn: dict[str, list[Correction]] = {}
        self._needed: set[Correction] = set()
        self._everywhere = [one.correction for one in self.placed if one.correction.record is None]
        self._by_id: dict[str, list[Placed]] = {}
        self._anchors: dict[str, list[tuple[int, Placed]]] = {}
        for one in self.placed:
            if one.correction.record is not None:
                self._by_id.setdefault(one.correction.record, []).append(one)
                if one.anchored:
                    self._anchors.setdefault(one.at[0].file, []).append((one.at[0].line, one))

    def __bool__(self) -> bool:
        return bool(self.all_placed)

    # -- records as they pass ----------------------------------------------------------------------------------------

    def apply(self, records: pa.Table, attach: Attach, readable: Readable) -> tuple[pa.Table, list[Excluded]]:
        """The records of one view with numbered ids and their caveats → the same, corrected, and what is left out."""
        if not self or not records.num_rows:
            return records, []
        with closing(_Printed(readable)) as printed:
            return self._applied(records, attach, printed)

    def _applied(self, records: pa.Table, attach: Attach, printed: _Printed) -> tuple[pa.Table, list[Excluded]]:
        import pyarrow as pa

        wanted = self._rows(records)
        changed: dict[int, dict[str, Any]] = {}
        excluded: dict[int, Excluded] = {}
        for row in sorted(wanted):
            record = records.slice(row, 1).to_pylist()[0]
            if (left_out := self._excluded(record, wanted[row])) is not None:
                excluded[row] = left_out
            elif self._corrected(record, wanted[row], printed):
                changed[row] = record
        if not changed and not excluded:
            return records, []
        anew = pa.Table.from_pylist(list(changed.values()), schema=records.schema)
        anew = attach(anew) if changed else anew
        pieces, at, taken = [], 0, 0
        for row in sorted({*changed, *excluded}):
            pieces += [records.slice(at, row - at), anew.slice(taken, row in changed)]
            at, taken = row + 1, taken + (row in changed)
        return pa.concat_tables([*pieces, records.slice(at)]), list(excluded.values())

    def _rows(self, records: pa.Table) -> dict[int, list[Correction]]:
        """The rows that corrections are about."""
        provenance = records["provenance"].combine_chunks()
        first, last = (provenance.field(name).to_pylist() for name in ("line_start", "line_end"))
        file = provenance.field("file")[0].as_py()
        self._check_lines(file, first, last)
        found: dict[int, list[Correction]] = {}
        for row, one in self.targets(file, records["id"].to_pylist(), first, last):
            found.setdefault(row, []).append(one)
        if self._everywhere:
            for row, outlets in enumerate(records["outlets"].to_pylist()):
                names = {outlet["name"] for outlet in outlets}
                for one in self._everywhere:
                    if one.said["outlet"] in names:
                        found.setdefault(row, []).append(one)
        return found

    def targets(
        self, file: str, ids: Sequence[str], first: Sequence[int], last: Sequence[int]
    ) -> Iterator[tuple[int, Correction]]:
        """Each correction of a record of a view with the row that it is about; lines are those of the records."""
        for row, name in enumerate(ids):
            for one in self._by_id.get(name, ()):
                if not one.anchored:
                    yield row, one.correction
                elif one.at[0].file != file or not first[row] <= one.at[0].line <= last[row]:
                    where = f"{one.at[0].file}:{one.at[0].line}"
                    reason = f"the words {short(one.correction.quote or '')} stand in another record ({where})"
                    self._problems.append(unfit(one.correction, reason, "correct the id or the quote"))
        for line, one in self._anchors.get(file, ()):
            row = bisect_right(first, line) - 1
            if row >= 0 and line <= last[row]:
                if ids[row] != one.correction.record:
                    self._moved(one.correction, ids[row])
                yield row, one.correction

    def _moved(self, one: Correction, now: str) -> None:
        place = Place(one.path, one.line, record=now)
        self._problems.append(problem("correction-moved", place, about=one.about(), now=now))

    def _check_lines(self, file: str, first: Sequence[int], last: Sequence[int]) -> None:
        """Whether records begin where a person says so."""
        lines = self._pending.get(file)
        starts = set(first)
        for line in [line for line in lines or () if line <= last[-1]]:
            assert lines is not None
            begins = lines.pop(line)
            row = bisect_right(first, line) - 1
            if begins != (line in starts) or row < 0 or line > last[row]:
                self._not_taken(file, line, begins)

    def _not_taken(self, file: str, line: int, begins: bool) -> None:
        if begins:
            reason = "no record can begin there: the line is within a passage that is read as one, or in no article"
            remedy = "name the line at which the passage begins, or remove the correction"
        else:
            reason, remedy = "no record above goes on there", "remove the correction"
        self._problems.append(unfit(self._by_line[file, line], f"{file}:{line}: {reason}", remedy))

    def _excluded(self, record: Mapping[str, Any], corrections: Sequence[Correction]) -> Excluded | None:
        for one in corrections:
            if one.kind == "exclude":
                self._touched.setdefault(one, []).append(record["id"])
                place = record["provenance"]
                by = f" ({one.by})" if one.by else ""
                reason = f"{one.said['exclude']}: {one.reason}{by}"
                return Excluded(place["file"], place["byte_start"], place["byte_end"], reason)
        return None

    def _corrected(self, record: dict[str, Any], corrections: Sequence[Correction], printed: _Printed) -> bool:
        """Whether the corrections change the record; its caveats are then to be attached anew."""
        changed = False
        for one in sorted(corrections, key=lambda one: one.kind == "withhold"):  # also out of what the others say
            if one.kind == "withhold":
                changed |= self._withheld(record, one, printed)
            elif one.kind == "caveat":
                self._withdrawn.setdefault(record["id"], []).append(one)
            elif self._change(record, one, fields.holds(record, one)):
                self._touched.setdefault(one, []).append(record["id"])
                changed = True
        if changed:
            fields.look_up(record, self.registry)
            record["caveats"] = []
        return changed

    def _withheld(self, record: dict[str, Any], one: Correction, printed: _Printed) -> bool:
        """Takes words out of the record; a problem where it has none of them."""
        lies = record["provenance"]
        data = printed.bytes(lies["byte_start"], lies["byte_end"])
        found = passages.withhold(record, one, data, lies["encoding"])
        if found:
            self._touched.setdefault(one, []).append(record["id"])
        else:
            reason = f"record {record['id']} does not have these words"
            self._problems.append(unfit(one, reason, "give the words as the record has them"))
        return found

    def _change(self, record: dict[str, Any], one: Correction, held: bool) -> bool:
        if not held:
            self._needed.add(one)
        if one.kind == "field":
            fields.set_field(record, one, self.registry)
            return True
        if one.said["id"] and one.said["id"] not in self.registry.entries:
            if one not in self._touched:
                reason = f"the registry has no outlet {one.said['id']!r}"
                self._problems.append(unfit(one, reason, "give the id of an entry of the outlet registry"))
            self._touched[one] = []
            return False
        return fields.name_outlet(record, one)

    def withdraw(self, records: pa.Table) -> pa.Table:
        """The records with the caveats marked that a person withdrew; every caveat has to be attached by now."""
        import pyarrow as pa

        if not self._withdrawn:
            return records
        pieces, at = [], 0
        for row, name in enumerate(records["id"].to_pylist()):
            if name not in self._withdrawn:
                continue
            record = records.slice(row, 1).to_pylist()[0]
            corrections = self._withdrawn[name]
            vain = fields.withdraw(record, corrections)
            for one in corrections:
                self._touched.setdefault(one, []).extend([] if one in vain else [name])
            self._problems.extend(_in_vain(one, record) for one in vain)
            pieces += [records.slice(at, row - at), pa.Table.from_pylist([record], schema=records.schema)]
            at = row + 1
        return pa.concat_tables([*pieces, records.slice(at)])

    # -- when all have passed ----------------------------------------------------------------------------------------

    def problems(self, *, with_caveats: bool = True) -> list[Problem]:
        """What was found, and an error for each correction that fits nothing. ``with_caveats``: they were attached."""
        for file, lines in self._pending.items():
            for line, begins in lines.items():
                self._not_taken(file, line, begins)
            lines.clear()
        named = {each.place.line for each in self._problems if each.severity == "error"}
        found = [each for each in self._problems if each.severity == "error" or each.place.line not in named]
        for one in (each.correction for each in self.placed):
            skipped = one.kind == "caveat" and not with_caveats
            if one not in self._touched and not skipped and one.line not in named:
                found.append(self._fits_nothing(one))
            elif one.kind in ("field", "outlet") and self._touched.get(one) and one not in self._needed:
                found.append(problem("correction-needless", Place(one.path, one.line), about=one.about()))
        return sorted(found, key=lambda each: each.place.line or 0)

    def _fits_nothing(self, one: Correction) -> Problem:
        if one.record is None:
            reason = f"no record credits {short(one.said['outlet'])}"
            return unfit(one, reason, "give the name as it is printed, or remove the correction")
        if one.quote is None:
            remedy = "`corpuskit explain FILE:LINE` names the record now; add a quote of its text, by which it is found"
            return unfit(one, f"there is no record {one.record} any more", remedy)
        reason = f"there is no record {one.record} any more, and its quote stands in more than one place, or outside"
        return unfit(one, reason, "give the id that the record has now, or quote words that only it has")

    def applied(self) -> list[Applied]:
        """What was corrected, in the order of the file."""
        found = [
            Applied(each.correction, each.correction.about(), len(self._touched.get(each.correction, ())))
            for each in self.placed
        ]
        for (file, line), one in self._by_line.items():
            verb = "begins" if one.kind == "begins" else "does not begin"
            found.append(Applied(one, f"a record {verb} at {file}:{line}", 1))
        return sorted(found, key=lambda each: (each.correction.line, each.about))

    def sha256(self) -> str | None:
        """Hash of what the corrections say, as JSON with sorted keys; None where there are none."""
        if not self:
            return None
        said = [dict(each.said) for each in (one.correction for one in self.all_placed)]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _in_vain(one: Correction, record: Mapping[str, Any]) -> Problem:
    """A withdrawn caveat that the record does not carry: no longer needed, if it can ever have been meant."""
    code, passage = one.said["caveat"], one.said.get("passage")
    listed, look = codes().get(code), f"`corpuskit explain {record['id']}` shows its caveats"
    if "/" not in code and (listed is None or listed.kind != "caveat"):
        return unfit(one, f"no caveat has the code {code}", look)
    if passage is not None and passage not in (record["text"] or passage):
        reason = f"record {record['id']} has no such caveat, and not the words {short(passage)}"
        return unfit(one, reason, look)
    return problem("correction-needless", Place(one.path, one.line), about=one.about())
