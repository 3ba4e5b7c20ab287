"""The figures of a corpus for a person at a terminal: the end of a build, and ``corpuskit stats``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from corpuskit.cli import terminal
from corpuskit.counting import counted
from corpuskit.model import DOUBTFUL
from corpuskit.reports.safe import cells, cut, show

if TYPE_CHECKING:
    from corpuskit.metering import Profile
    from corpuskit.pipeline import Build

#: The tenth of confidence from which on a boundary is no longer in doubt.
SURE = round(DOUBTFUL * 10)
#: Width of the names of the rows.
LABEL = 10
#: Values of a chart, and changes of a lock, that are shown: the rest is counted.
MOST = 20


def of_build(built: Build, stream: TextIO) -> str:
    """What was built: records, outlets, dates, caveats, what was left outside, and where the files are."""
    from corpuskit.packaging.exporters import asked

    figures = built.figures
    folder = built.dist
    if isinstance(folder, str):
        from corpuskit.packaging.placing.in_store import name_of

        folder = f"{folder}/{name_of(built.manifest.to_bytes())}"
    options = built.manifest.content["options"]
    shown = [
        *rows(figures, options["without"]),
        ("written to", f"{terminal.shown(folder)}/ (begin with datasheet.html or DATASHEET.md)"),
    ]
    if firsts := [exporter.FILES[0].path for exporter in asked(options["also"]) if exporter.FILES]:
        shown.append(("also", ", ".join(firsts)))
    return table(records(figures), shown, stream)


def table(head: str, rows: Iterable[tuple[str, str]], stream: TextIO) -> str:
    """A head in bold, and below it one row per label, folded to the width of the stream."""
    room = max(20, min(terminal.width(stream), 100) - LABEL - 2)
    lines = [terminal.style(part, stream, bold=True) for part in terminal.fitted(head, stream)]
    for label, text in rows:
        for number, part in enumerate(terminal.folded(text, room)):
            name = terminal.style(label.ljust(LABEL), stream, dim=True) if not number else " " * LABEL
            lines.append(f"{name}  {part}")
    return "\n".join(lines) + "\n"


def of_profile(profile: Profile) -> str:
    """What each step of a build cost, the steps in their order."""
    from corpuskit.metering import STEPS

    total = sum(seconds for seconds, _ in profile.steps.values()) if profile.workers else profile.cpu
    lines = ["step          CPU s  share        MB    MB/s"]
    named = 0.0
    for step in (*(s for s in STEPS if s in profile.steps), *(s for s in profile.steps if s not in STEPS)):
        seconds, count = profile.steps[step]
        named += seconds
        amount = f"{count / 1e6:10.1f}" if count else " " * 10
        rate = f"{count / 1e6 / seconds:8.1f}" if count and seconds > 0.001 else ""
        lines.append(f"{step:12}{seconds:7.2f}{_share(seconds, total)}{amount}{rate}".rstrip())
    if not profile.workers:
        lines.append(f"{'elsewhere':12}{max(0.0, total - named):7.2f}{_share(total - named, total)}")
    lines.append(f"{profile.wall:.2f} s by the clock; most memory: {terminal.size(profile.peak)}")
    if profile.workers:
        held = ", ".join(terminal.size(peak) for peak in profile.workers[:8])
        lines[-1] += f" here, {held} in {counted(len(profile.workers), 'worker')}"
    return "\n".join(lines) + "\n"


def _share(seconds: float, total: float) -> str:
    return f"{100 * max(0.0, seconds) / max(total, 1e-9):5.0f} %"


def of_lock(changes: Sequence[str]) -> str:
    """What was changed in corpuskit.lock."""
    if not changes:
        return "corpuskit.lock is unchanged\n"
    lines = [f"  {show(change)}" for change in changes[:MOST]]
    if len(changes) > MOST:
        lines.append(f"  … and {len(changes) - MOST:,} more")
    return "\n".join(["corpuskit.lock was written:", *lines]) + "\n"


def records(figures: Mapping[str, Any]) -> str:
    """How many records there are, from how many seeds."""
    seeds, total, lost = figures["seeds"], figures["bytes"]["total"], figures["bytes"]["unaccounted"]
    accounted = "every byte accounted for" if not lost else f"{counted(lost, 'byte')} not accounted for"
    found, files = counted(figures["records"], "record"), counted(len(seeds), "seed")
    return f"{found} from {files} ({terminal.size(total)}), {accounted}"


def rows(figures: Mapping[str, Any], without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """How the seeds were read and what the records hold: label and text of each row.

    ``without`` names the steps that were left out.
    """
    yield "read as", listed(_layouts(figures["seeds"]))
    yield "outlets", listed(f"{show(row['name'], 40)} {row['main']:,}" for row in figures["outlets"] if row["main"])
    words = ((row["affiliation"], row["records"]) for row in figures["affiliations"])
    yield "affiliated", listed(f"{word} {count:,}" for word, count in words)
    yield "dates", _dates(figures["dates"], figures["records"])
    if undecided := figures["dates"]["ambiguous"]:
        yield "undecided", _undecided(undecided, "language" in without)
    if without_text := next(row["empty"] for row in figures["fields"] if row["name"] == "text"):
        yield "texts", f"none in {without_text:,} of {counted(figures['records'], 'record')}"
    yield "languages", listed(f"{row['language']} {row['records']:,}" for row in figures["languages"])
    yield "caveats", listed(_caveat(row) for row in figures["caveats"]["codes"])
    kinds = (f"{row['kind']} {row['spans']:,} ({terminal.size(row['bytes'])})" for row in figures["outside"])
    yield "outside", listed(kinds)
    if doubtful := sum(figures["confidence"]["tenths"][:SURE]):
        share = f"{doubtful:,} of {counted(figures['records'], 'record')}"
        yield "in doubt", f"{share} may begin at the wrong line; `corpuskit correct --next` goes through them"


def _layouts(seeds: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The layouts by which seeds were cut, with records and seeds of each, most records first."""
    by: dict[str, list[int]] = {}
    for seed in seeds:
        by.setdefault(" and ".join(seed["layouts"]) or "none", []).append(seed["records"])
    for name, found in sorted(by.items(), key=lambda item: (-sum(item[1]), item[0])):
        yield f"{name} {sum(found):,} in {counted(len(found), 'seed')}"


def _dates(dates: Mapping[str, Any], records: int) -> str:
    if dates["first"] is None:
        return f"none of {counted(records, 'record')} is dated"
    span = dates["first"] if dates["first"] == dates["last"] else f"{dates['first']} to {dates['last']}"
    return f"{span} ({dates['day']:,} of {counted(records, 'record')})"


def _undecided(dates: int, without_language: bool) -> str:
    """What would settle dates such as 03/04/2024, in which day and month are in doubt."""
    from corpuskit.lexicon.dates.order import ENOUGH

    ways = ["the language of the text for full stops (left out by --without language)"] if without_language else []
    ways += [f"at least {ENOUGH} dates of the same dump that can be read one way only", "or date_order in corpus.toml"]
    return f"{counted(dates, 'date')} can be read as two days; what settles them: {', '.join(ways)}"


def _caveat(row: Mapping[str, Any]) -> str:
    return f"{row['code']} {row['caveats']:,} in {counted(row['records'], 'record')}"


def listed(parts: Iterable[str], most: int = 8) -> str:
    """The first of the parts, and how many more there are."""
    known = list(parts)
    more = f", and {len(known) - most:,} more" if len(known) > most else ""
    return (", ".join(known[:most]) or "none") + more


def of_corpus(figures: Mapping[str, Any], stream: TextIO) -> str:
    """What a finished corpus contains, with small bar charts that fit the width."""
    columns = min(terminal.width(stream), 100)
    parts = [terminal.style(part, stream, bold=True) for part in terminal.fitted(records(figures), stream)]
    parts.append("")
    if figures["records"]:
        for said in (_lengths(figures), _dates(figures["dates"], figures["records"])):
            parts += terminal.fitted(said, stream)
        parts.append("")
    outlets = [(f"{show(row['name'], 30)} ({_words(row)})", row["main"]) for row in figures["outlets"] if row["main"]]
    charts = (
        ("records by outlet (affiliation)", outlets),
        ("records by month", [(row["month"], row["records"]) for row in figures["dates"]["months"]]),
        ("records by language", [(row["language"], row["records"]) for row in figures["languages"]]),
        ("caveats", [(row["code"], row["caveats"]) for row in figures["caveats"]["codes"]]),
        ("bytes outside records", [(row["kind"], row["bytes"]) for row in figures["outside"]]),
    )
    for title, rows in charts:
        if rows:
            parts += [terminal.style(title, stream, bold=True), *_bars(rows, columns), ""]
    return "\n".join(parts[:-1]) + "\n"


def _lengths(figures: Mapping[str, Any]) -> str:
    """How many words there are, and how long the records are in words; there is at least one record."""
    length = figures["length"]
    words = f"{counted(figures['words'], 'word')}; a record has {length['least']:,} to {length['greatest']:,}"
    return f"{words}, half of them at most {length['median']:,}"


def _words(row: Mapping[str, Any]) -> str:
    return ", ".join(row["affiliations"]) or "unknown"


def _bars(rows: list[tuple[str, int]], columns: int) -> Iterator[str]:
    """A row a value: name, bar, number. Bars are of ASCII, so that they line up everywhere."""
    shown = rows[:MOST]
    wide = min(max(cells(name) for name, _ in shown), max(12, columns // 2))
    greatest = max(count for _, count in shown)
    digits = len(f"{greatest:,}")
    room = max(3, columns - wide - digits - 6)
    for name, count in shown:
        label = cut(name, wide)
        bar = "#" * max(1 if count else 0, count * room // max(greatest, 1))
        yield f"  {label}{' ' * (wide - cells(label))}  {count:>{digits},}  {bar}"
    if len(rows) > MOST:
        yield f"  … and {len(rows) - MOST:,} more"
