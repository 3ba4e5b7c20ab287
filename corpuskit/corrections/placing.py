"""Which line or record a correction means, now that the seeds are as they are; and which no longer fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpuskit.corrections.finding import MOST, Standing, find
from corpuskit.corrections.stanzas import LINES, Correction, short
from corpuskit.model import Place, Problem, View
from corpuskit.problems import problem

_EVERY = 1 << 62


@dataclass(slots=True)
class Placed:
    """A correction with the places of its line or quote. ``anchored``: the quote stands once, so that it alone says
    which record is meant, whatever its id is now.
    """

    correction: Correction
    at: list[Standing] = field(default_factory=list)

    @property
    def anchored(self) -> bool:
        return self.correction.quote is not None and len(self.at) == 1


def place(corrections: Sequence[Correction], views: Iterable[View]) -> tuple[list[Placed], list[Problem]]:
    """Every correction with its place, and a problem for each that has none. Reads the seeds once."""
    lines: dict[str, int] = {}
    quotes: dict[str, None] = {}
    for one in corrections:
        if one.kind in LINES:
            wanted = _EVERY if one.said.get("everywhere") else MOST
            lines[one.said[one.kind]] = max(wanted, lines.get(one.said[one.kind], 0))
            if "after" in one.said:
                lines[one.said["after"]] = max(MOST, lines.get(one.said["after"], 0))
        elif one.quote is not None:
            quotes[one.quote] = None
    standings = find(quotes, lines, views) if lines or quotes else None
    placed: list[Placed] = []
    problems: list[Problem] = []
    for one in corrections:
        if standings is None:
            placed.append(Placed(one))
        elif one.kind in LINES:
            found, reason, remedy = line(one, standings.lines)
            placed.append(Placed(one, found))
            if reason:
                problems.append(unfit(one, reason, remedy))
        else:
            at = standings.quotes[one.quote] if one.quote is not None else []
            placed.append(Placed(one, list(at)))
            if one.quote is not None and not at:
                reason = f"no seed holds the words {short(one.quote)}"
                problems.append(unfit(one, reason, "quote words that stand on one line of the record"))
    return placed, problems


def line(one: Correction, standings: Mapping[str, Sequence[Standing]]) -> tuple[list[Standing], str, str]:
    """The places that a correction of a line means, of all at which its lines stand.

    With a reason and a remedy where it means none, or cannot be told.
    """
    text = short(one.said[one.kind])
    found = _whole(at for at in standings[one.said[one.kind]] if one.said.get("file") in (None, at.file))
    if not found:
        where = f"the seed {one.said['file']}" if "file" in one.said else "no seed"
        has = "has no" if "file" in one.said else "has a"
        return [], f"{where} {has} line that begins with {text}", "give the line as it stands in the seed now"
    if one.said.get("everywhere"):
        return found, "", ""
    if len(found) > 1:
        near = [
            at for at in found if _beside(one.said.get("above"), at.above) and _beside(one.said.get("below"), at.below)
        ]
        if "after" in one.said:
            ahead = _whole(at for at in standings[one.said["after"]] if one.said.get("file") in (None, at.file))
            if len(ahead) != 1:
                reason = f"the line {short(one.said['after'])} (after) stands in {len(ahead)} places"
                return [], reason, "give a line above it that stands in the seeds once"
            near = [at for at in near if at.file == ahead[0].file and at.line > ahead[0].line][:1]
        if len(near) == 1:
            return near, "", ""
        places = ", ".join(f"{at.file}:{at.line}" for at in (near or found)[:5])
        reason = f"the line {text} stands in {len(near or found)} places ({places})"
        return [], reason, "say which with after =, above =, below = or file =, or everywhere = true"
    return found, "", ""


def _whole(standing: Iterable[Standing]) -> list[Standing]:
    """The places where the text is a whole line, else those where a line begins with it."""
    found = list(standing)
    return [at for at in found if at.whole] or found


def _beside(stated: str | None, line: str | None) -> bool:
    return stated is None or (line is not None and line.startswith(stated))


def unfit(one: Correction, reason: str, remedy: str) -> Problem:
    """A correction that no longer fits."""
    return problem(
        "correction-unfit",
        Place(one.path, one.line, record=one.record),
        about=one.about(),
        reason=reason,
        remedy=remedy,
    )


def decided(placed: Sequence[Placed]) -> Mapping[str, dict[int, bool]]:
    """By file, the lines at which a person says that a record begins (True) or does not (False)."""
    found: dict[str, dict[int, bool]] = {}
    for one in placed:
        if one.correction.kind in LINES:
            for at in one.at:
                found.setdefault(at.file, {})[at.line] = one.correction.kind == "begins"
    return found
