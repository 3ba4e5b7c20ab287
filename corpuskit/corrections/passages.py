"""Words that must not be in the data set, taken out of a record: where they lay, their hash and the reason stay.

The hash is SHA-256 of the record's id, a line end and the words, in UTF-8. The id keeps tables useless that were
computed beforehand; it keeps nobody from trying: whoever can write the words down can check them, by the id of the
record alone, since everything around them is there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpuskit.corrections.stanzas import Correction
from corpuskit.lexicon.words import word_count
from corpuskit.patterns import later
from corpuskit.workspace import CORRECTIONS

RULE = "withheld"
#: What stands in place of the words, on each line that they were printed on.
INSTEAD = "[withheld]"
#: Fields of printed words, beside lists and text. An address with a gap would be none.
PRINTED = (
    *("title", "subtitle", "date_raw", "credit_line", "dateline", "section", "page", "correction_notice"),
    *("source_id", "rights"),
)
_HASHED = later(r"SHA-256 after the id ([0-9a-f]{64})")


def pattern(words: str) -> re.Pattern[str]:
    """The words with any white space between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())))


def withhold(record: dict[str, Any], one: Correction, data: bytes, encoding: str) -> bool:
    """Takes the words of a correction out of a record in the shape of the table, wherever they stand in it.

    ``data`` are the record's bytes in its view, in the view's ``encoding``: each place at which they print the words
    gets evidence with its hash. Returns whether any field held the words; else nothing is changed.
    """
    words = pattern(one.said["passage"])
    changed = _take_out(record, words)
    if changed:
        first = record["provenance"]["byte_start"]
        found = [
            _entry(record, one, changed, (first + start, first + end), said)
            for start, end, said in _places(words, data, encoding)
        ]
        record["evidence"] += found or [_entry(record, one, changed, None, one.said["passage"])]
    return bool(changed)


def hash_of(record_id: str, words: str) -> str:
    """The hash of words that were taken out of a record."""
    return hashlib.sha256(f"{record_id}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()


def hashes(evidence: Mapping[str, Any]) -> str | None:
    """The hash that an entry of evidence tells, None where it is of no words that were taken out."""
    found = _HASHED.search(evidence["source"] or "") if evidence["rule"] == RULE else None
    return found and found[1]


def has_gaps(record: Mapping[str, Any]) -> bool:
    """Whether words were taken out of a record."""
    return any(entry["rule"] == RULE for entry in record["evidence"])


def holds(printed: str, value: str) -> bool:
    """Whether a printed text has everything of a value but what was taken out of it, in its order."""
    at = 0
    for piece in value.split(INSTEAD):
        found = printed.find(piece.strip(), at)
        if found < 0:
            return False
        at = found + len(piece.strip())
    return True


# -- taking out ------------------------------------------------------------------------------------------------------


def _take_out(record: dict[str, Any], words: re.Pattern[str]) -> list[str]:
    """Puts `INSTEAD` for the words in every field, and returns the names of those that had them, text first."""
    changed: dict[str, None] = {}

    def without(name: str, value: str) -> str:
        made = _without(value, _gaps(words, value))
        if made != value:
            changed[name] = None
        return made

    _take_out_of_text(record, words, changed)
    for name in PRINTED:
        if record[name] is not None:
            record[name] = without(name, record[name])
    if record["url"] is not None and words.search(record["url"]):
        record["url"] = changed["url"] = None
    record["authors"] = [without("authors", name) for name in record["authors"]]
    for outlet in record["outlets"]:
        outlet["name"] = without("outlets", outlet["name"])
    for pair in record["extra"]:
        pair["value"] = without(f"extra.{pair['key']}", pair["value"])
    for entry in record["evidence"]:
        if entry["source"] is not None and entry["rule"] != RULE:
            entry["source"] = _without(entry["source"], _gaps(words, entry["source"]))
    return list(changed)


def _take_out_of_text(record: dict[str, Any], words: re.Pattern[str], changed: dict[str, None]) -> None:
    text: str | None = record["text"]
    gaps = _gaps(words, text) if text else []
    if not text or not gaps:
        return
    changed["text"] = None
    record["text"] = made = _without(text, gaps)
    record["text_sha256"] = hashlib.sha256(made.encode()).hexdigest()
    record["word_count"] = word_count(made)
    for heading in record["headings"]:
        at = heading["offset"]
        heading["offset"] = at + sum(len(INSTEAD) - (end - start) for start, end in gaps if end <= at)
        end = made.find("\n", heading["offset"])
        heading["text"] = made[heading["offset"] : len(made) if end < 0 else end]


def _gaps(words: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the words stand, a stretch for each line."""
    found = []
    for match in words.finditer(text):
        at = match.start()
        for line in match[0].split("\n"):
            if said := line.strip():
                start = at + line.index(said)
                found.append((start, start + len(said)))
            at += len(line) + 1
    return found


def _without(text: str, gaps: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in gaps:
        pieces += [text[at:start], INSTEAD]
        at = end
    return "".join((*pieces, text[at:]))


# -- evidence --------------------------------------------------------------------------------------------------------


def _places(words: re.Pattern[str], data: bytes, encoding: str) -> Iterator[tuple[int, int, str]]:
    """Where bytes print the words, from their begin, and how."""
    text = data.decode(encoding, "replace")
    for match in words.finditer(text):
        start = len(text[: match.start()].encode(encoding, "replace"))
        yield start, start + len(match[0].encode(encoding, "replace")), match[0]


def _entry(
    record: Mapping[str, Any], one: Correction, changed: list[str], lies: tuple[int, int] | None, printed: str
) -> dict[str, Any]:
    by = f", {one.by}" if one.by else ""
    hashed = hash_of(record["id"], printed)
    source = f"{CORRECTIONS}{by}: {one.reason} ({one.said['withhold']}; SHA-256 after the id {hashed})"
    start, end = lies or (None, None)
    return {
        "field": _field(record, changed, lies),
        "rule": RULE,
        "byte_start": start,
        "byte_end": end,
        "source": source,
        "confidence": None,
    }


def _field(record: Mapping[str, Any], changed: list[str], lies: tuple[int, int] | None) -> str:
    """The field that a place is of: what has the narrowest evidence around it, among those that were changed."""
    if lies is None:
        return changed[0]
    around = [
        (entry["byte_end"] - entry["byte_start"], entry["field"])
        for entry in record["evidence"]
        if entry["byte_start"] is not None
        and entry["rule"] != RULE
        and (entry["field"] in changed or re.split(r"[.\[]", entry["field"])[0] in changed)
        and entry["byte_start"] <= lies[0]
        and lies[1] <= entry["byte_end"]
    ]
    return min(around)[1] if around else changed[0]
