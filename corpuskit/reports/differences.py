"""Differences of two builds printed: for a terminal, for machines, and as a comment on a change (Markdown)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpuskit.counting import counted
from corpuskit.reports.markdown import escaped
from corpuskit.reports.safe import dumps, show

if TYPE_CHECKING:
    from corpuskit.checking.differences import Changed, Differences
    from corpuskit.checking.differences.words import Change

#: Records of each kind that text and Markdown list; JSON has them all.
MOST = 100
#: Changes of a text, fields and caveats of a record that text and Markdown show.
MOST_WITHIN = 8
#: Characters of a value or of changed words.
WIDTH = 200
#: Longest comment that GitHub takes is 65,536 characters.
COMMENT = 60_000

Json = Mapping[str, Any]


def text(found: Differences) -> str:
    """For a terminal: a line of counts, then one paragraph per record."""
    lines = [counts(found)]
    for title, sign, records in (("added", "+", found.added), ("removed", "-", found.removed)):
        if records:
            lines += ["", title, *(f"  {sign} {_named(record)}" for record in records[:MOST]), *_more(records, "  ")]
    if found.moved:
        lines += ["", "seeds", *(f"  > {line}" for line in _moved(found)[:MOST]), *_more(_moved(found), "  ")]
    if found.changed:
        lines += ["", "changed"]
        for change in found.changed[:MOST]:
            lines.append(f"  ~ {_renamed(change)}{_named(change.after)}")
            lines += [f"      {line}" for line in _within(change, show)]
        lines += _more(found.changed, "  ")
    return "\n".join(lines) + "\n"


def markdown(found: Differences) -> str:
    """As a comment on a pull request: counts, then folded lists, cut to what a comment may hold."""
    parts = [f"**corpuskit diff:** {counts(found)}\n"]
    for title, records in (("added", found.added), ("removed", found.removed)):
        if records:
            listed = [f"- {escaped(_named(record))}" for record in records[:MOST]]
            parts.append(_folded(f"{len(records):,} {title}", [*listed, *_more(records, "- ")]))
    if found.moved:
        listed = [f"- {escaped(line)}" for line in _moved(found)[:MOST]]
        parts.append(_folded(f"{len(found.moved):,} renamed", [*listed, *_more(_moved(found), "- ")]))
    if found.changed:
        listed = []
        for change in found.changed[:MOST]:
            listed.append(f"- {escaped(_renamed(change) + _named(change.after))}")
            listed += [f"  - {line}" for line in _within(change, lambda value: escaped(show(value)))]
        parts.append(_folded(f"{len(found.changed):,} changed", [*listed, *_more(found.changed, "- ")]))
    whole = "\n".join(parts)
    if len(whole) <= COMMENT:
        return whole
    return parts[0] + "\nToo much for a comment; `corpuskit diff --format text` lists it.\n"


def json(found: Differences) -> str:
    """For machines: every difference, of texts the words that changed."""
    told = {
        "same": found.same,
        "added": [_brief(record) for record in found.added],
        "removed": [_brief(record) for record in found.removed],
        "changed": [_as_json(change) for change in found.changed],
        "moved": [{"before": one, "after": other, "records": count} for (one, other), count in found.moved.items()],
    }
    return dumps(told, indent=1) + "\n"


#: Name of a format → what writes it.
FORMATS: Mapping[str, Callable[[Differences], str]] = {"text": text, "json": json, "markdown": markdown}


def counts(found: Differences) -> str:
    """How many records were added, removed, changed, and are the same, in a line."""
    moved = [f"{sum(found.moved.values()):,} in a seed of another name"] if found.moved else []
    if not found:
        return ", ".join([f"no difference in {counted(found.same, 'record')}", *moved])
    numbers = (len(found.added), len(found.removed), len(found.changed), found.same)
    told = zip(numbers, ("added", "removed", "changed", "the same"), strict=True)
    return ", ".join([*(f"{number:,} {word}" for number, word in told if number), *moved])


def _moved(found: Differences) -> list[str]:
    """Seeds whose records are now in one of another name, one line per pair."""
    return [
        f"{show(one, WIDTH)} → {show(other, WIDTH)}: {counted(count, 'record')}"
        for (one, other), count in found.moved.items()
    ]


def _brief(record: Json) -> dict[str, Any]:
    outlets = record["outlets"]
    return {
        "id": record["id"],
        "date": record["date"] or record["date_partial"],
        "outlet": outlets[0]["name"] if outlets else None,
        "title": record["title"],
        "file": record["provenance"]["file"],
    }


def _named(record: Json) -> str:
    brief = _brief(record)
    known = (brief["id"], brief["date"], brief["outlet"], brief["title"] or "(no title)")
    return "  ".join(show(part, WIDTH) for part in known if part)


def _renamed(change: Changed) -> str:
    return "" if change.likeness is None else f"{show(change.before['id'])} → "


def _within(change: Changed, safe: Callable[[str], str]) -> Iterator[str]:
    """What changed in a record, a line each; ``safe`` makes strings of others fit to be shown."""
    for name, (before, after) in list(change.fields.items())[:MOST_WITHIN]:
        yield f"{name}: {safe(_value(before))} → {safe(_value(after))}"
    for words in change.text[:MOST_WITHIN]:
        yield f"text: {safe(_words(words))}"
    if len(change.text) > MOST_WITHIN:
        yield f"text: {counted(len(change.text) - MOST_WITHIN, 'more change')}"
    for sign, caveats in (("caveat gained:", change.gained), ("caveat lost:", change.lost)):
        for caveat in caveats[:MOST_WITHIN]:
            yield f"{sign} {safe(_short(caveat['code'] + ': ' + caveat['statement']))}"
        if len(caveats) > MOST_WITHIN:
            yield f"{sign} {len(caveats) - MOST_WITHIN:,} more"


def _value(value: Any) -> str:
    return "(none)" if value in (None, [], {}) else _short(value if isinstance(value, str) else dumps(value))


def _words(change: Change) -> str:
    removed = f"[-{_short(' '.join(change.removed))}-]" if change.removed else ""
    added = f"{{+{_short(' '.join(change.added))}+}}" if change.added else ""
    return " ".join([*change.before, *filter(None, (removed, added)), *change.after])


def _short(value: str) -> str:
    return value if len(value) <= WIDTH else value[: WIDTH - 1] + "…"


def _more(records: Sequence[Any], before: str) -> list[str]:
    return [f"{before}… and {len(records) - MOST:,} more"] if len(records) > MOST else []


def _folded(title: str, lines: Sequence[str]) -> str:
    return f"<details><summary>{title}</summary>\n\n" + "\n".join(lines) + "\n\n</details>\n"


def _as_json(change: Changed) -> dict[str, Any]:
    return {
        "before": _brief(change.before),
        "after": _brief(change.after),
        "likeness": None if change.likeness is None else round(change.likeness, 3),
        "fields": {name: {"before": before, "after": after} for name, (before, after) in change.fields.items()},
        "text": [{"removed": " ".join(words.removed), "added": " ".join(words.added)} for words in change.text],
        "caveats_gained": list(change.gained),
        "caveats_lost": list(change.lost),
    }
