"""data/references.*: each record as a reference, for reference managers: BibTeX, RIS and CSL JSON.

Names of authors stay as printed: nobody stated which part is the family name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile, Writing
from corpuskit.packaging.groups import Group
from corpuskit.packaging.joining import around, constant, each, filled, mapped, raw, stringed, whole

NAME = "references"
BIBTEX, RIS, CSL = "data/references.bib", "data/references.ris", "data/references.json"
FILES = (
    DataFile(BIBTEX, "application/x-bibtex", about="A reference for each record, in BibTeX."),
    DataFile(RIS, "application/x-research-info-systems", about="A reference for each record, in RIS."),
    DataFile(CSL, "application/vnd.citationstyles.csl+json", about="A reference for each record, in CSL JSON."),
)

#: What TeX would not print as it stands.
TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)
#: Signs that TeX would not print so, and what ends a line, controls something or is no character yet (RE2).
_OF_TEX = r"[&%$#_{}~^\\]"
_BETWEEN_WORDS = r"[^\pL\pM\pN\pP\pS]+"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Writer(Writing):
    """Appends the references of each group to the three files."""

    WRITES = FILES

    def begin(self) -> None:
        self.files[CSL].write(b"[")

    def end(self) -> None:
        self.files[CSL].write(b"\n]\n")

    def write(self, group: Group) -> None:
        for told in group.told():
            records = printed(told)
            self.files[BIBTEX].write(bibtex(records))
            self.files[RIS].write(ris(records))
            items = csl(told)
            self.files[CSL].write(items if self.rows[CSL] else items.removeprefix(b","))
            for path in self.rows:
                self.rows[path] += len(told["id"])


def printed(records: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """What BibTeX and RIS say of records: values on one line; year, month and day as far as they are known."""
    found = {name: on_one_line(records[name]) for name in ("title", "outlet", "page", "url")}
    found["authors"] = _in_lists(records["authors"], on_one_line)
    for name, begin, end in (("year", 0, 4), ("month", 5, 7), ("day", 8, 10)):
        found[name] = filled(pc.utf8_slice_codeunits(records["date"], begin, end))
    return found | {name: records[name] for name in ("id", "date", "language")}


def on_one_line(values: pa.Array) -> pa.Array:
    """Texts on one line, without control characters, which none of the formats has."""
    return pc.utf8_trim(pc.replace_substring_regex(values, _BETWEEN_WORDS, " "), " ")


def _in_lists(lists: pa.ListArray, function: Callable[[pa.Array], pa.Array]) -> pa.ListArray:
    return pa.ListArray.from_arrays(pc.subtract(lists.offsets, lists.offsets[0]), function(lists.flatten()))


def bibtex(records: Mapping[str, pa.Array]) -> bytes:
    """An entry of the type article for each record, keyed by its id."""
    names = _in_lists(records["authors"], _tex)
    authors = each(names, around(b"{", raw(names.flatten()), b"}"), b" and ")
    fields = {
        "title": around(b"{", raw(filled(_tex(records["title"]))), b"}"),
        "author": filled(authors),
        "journal": raw(filled(_tex(records["outlet"]))),
        "year": raw(records["year"]),
        "month": raw(pa.array(MONTHS).take(pc.subtract(records["month"].cast(pa.int64()), 1))),
        "day": raw(pc.utf8_ltrim(records["day"], "0")),
        "pages": raw(filled(_tex(records["page"]))),
        "url": raw(filled(mapped(records["url"], "[{}]", lambda url: url.replace("{", "%7B").replace("}", "%7D")))),
        "langid": raw(records["language"]),
    }
    shown = [
        around(f"  {name} = ".encode(), value if name == "month" else around(b"{", value, b"}"), b"")
        for name, value in fields.items()
    ]
    head = around(b"@article{", raw(records["id"]), b",\n")
    return whole(stringed(head, stringed(*shown, between=b",\n"), constant(b"\n}\n\n")))


def _tex(values: pa.Array) -> pa.Array:
    return mapped(values, _OF_TEX, lambda text: text.translate(TEX))


def ris(records: Mapping[str, pa.Array]) -> bytes:
    """An entry of the type NEWS for each record; lines end as the format asks."""
    names = records["authors"].flatten()
    authors = pc.if_else(pc.equal(names, ""), b"", _tag("AU", names))
    unknown = pc.if_else(records["month"].is_valid(), pc.if_else(records["day"].is_valid(), "/", "//"), "///")
    date = pc.binary_join_element_wise(pc.replace_substring(records["date"], "-", "/"), unknown, "")
    return whole(
        stringed(
            constant(b"TY  - NEWS\r\n"),
            _tag("ID", records["id"]),
            _tag("TI", records["title"]),
            each(records["authors"], authors, b""),
            _tag("T2", records["outlet"]),
            _tag("PY", records["year"]),
            _tag("DA", date),
            _tag("SP", records["page"]),
            _tag("LA", records["language"]),
            _tag("UR", records["url"]),
            constant(b"ER  - \r\n\r\n"),
        )
    )


def _tag(name: str, values: pa.Array) -> pa.Array:
    """A line for each value; null where nothing stands in it."""
    return around(f"{name}  - ".encode(), raw(filled(values)), b"\r\n")


def csl(records: Mapping[str, pa.Array]) -> bytes:
    """An item of the type article-newspaper for each record, a comma and a line end before it."""
    quoted = jsonl.QUOTE.join((b"{", b"literal", b":"))
    authors = records["authors"]
    entries = around(quoted, jsonl.json_of(authors.flatten(), {}), b"}")
    numbers = pc.replace_substring_regex(pc.replace_substring_regex(records["date"], "^0{1,3}", ""), "-0?", ",")
    known = {
        "id": jsonl.json_of(records["id"], {}),
        "type": jsonl.json_of(pa.repeat("article-newspaper", len(authors)), {}),
        "title": jsonl.stated(records["title"]),
        "author": around(b"[", filled(each(authors, entries, b",")), b"]"),
        "container-title": jsonl.stated(records["outlet"]),
        "issued": around(jsonl.QUOTE.join((b"{", b"date-parts", b":[[")), raw(numbers), b"]]}"),
        "page": jsonl.stated(records["page"]),
        "section": jsonl.stated(records["section"]),
        "URL": jsonl.stated(records["url"]),
        "language": jsonl.stated(records["language"]),
    }
    return jsonl.objects(known)
