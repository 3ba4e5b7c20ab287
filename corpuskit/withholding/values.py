"""Which values of a record are withheld, by path (``title``, ``outlets/0/name``, ``extra/KEY``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from corpuskit.corrections.passages import INSTEAD
from corpuskit.lexicon.words import word_count
from corpuskit.patterns import later

#: Values of more words are withheld: fewer than eight in a row are not reckoned to be a text.
MOST = 7
#: Withheld whatever their length: they are part of the text, or are next to it as printed.
ALWAYS = ("credit_line", "correction_notice")
#: Withheld where they are long, with all that they hold: what the seed prints. A caption in a field of an export's own
#: can be the text of the next edition's record.
PRINTED = frozenset(
    {*("title", "subtitle", "dateline", "date_raw", "section", "page", "source_id"), "authors", "outlets", "extra"}
)
#: Never withheld: names, hashes and fixed words, whose loss would leave a record that nothing can be asked of.
FIXED = frozenset({"schema_version", "id", "text", "text_sha256", "headings", "provenance", "date", "language"})
#: Leaves that must not be null where they are withheld.
REQUIRED = frozenset({"name", "statement", "reason", "by"})

_TOKEN = later("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def tokens(text: str) -> list[str]:
    """Words without punctuation, in one case; each ideograph and kana is one. Underscores join none: addresses do."""
    return _TOKEN.findall(text.casefold())


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every run of one more than `MOST` words."""
    words = tokens(text)
    return {tuple(words[at : at + MOST + 1]) for at in range(len(words) - MOST)}


def hidden(record: Mapping[str, Any]) -> list[tuple[str, str, str | None]]:
    """Path, value and what stands instead, of each value that is withheld beside text and headings."""
    taken = shingles(record["text"] or "")
    found: list[tuple[str, str, str | None]] = []
    for path, value in _leaves(record, ""):
        name = path.rpartition("/")[2]
        said = unquote(value)  # an address can spell the words of a headline with percent signs
        if path in ALWAYS or (path.partition("/")[0] in PRINTED and is_long(value)) or shingles(said) & taken:
            required = name in REQUIRED or path.startswith(("authors/", "extra/"))
            found.append((path, value, INSTEAD if required else None))
    return found


def is_long(value: str) -> bool:
    """Whether a value has more than `MOST` words, however words are told apart."""
    return max(word_count(value), len(tokens(value))) > MOST


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """The strings of a record with their paths, less those that are never withheld."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if path or name not in FIXED:
                yield from _leaves(inner, f"{path}/{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}/{number}")


def put(record: dict[str, Any], path: str, value: str | None) -> None:
    """Sets a value by its path. A name may hold "/" only below ``extra``."""
    first, *rest = path.split("/", 1) if path.startswith("extra/") else path.split("/")
    if not rest:
        record[first] = value
        return
    at: Any = record[first]
    for name in rest[:-1]:
        at = at[int(name)] if isinstance(at, list) else at[name]
    at[int(rest[-1]) if isinstance(at, list) else rest[-1]] = value
