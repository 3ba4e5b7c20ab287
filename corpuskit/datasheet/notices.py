"""What a reader has to know before anything else: the warnings with their counts, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from corpuskit.caveats import affiliation, health
from corpuskit.counting import counted
from corpuskit.datasheet import detection, statements
from corpuskit.datasheet.about import About
from corpuskit.datasheet.blocks import listed
from corpuskit.datasheet.escape import paragraphs
from corpuskit.datasheet.tallies.figures import Figures, share
from corpuskit.datasheet.tallies.measures import NO_OUTLET
from corpuskit.datasheet.wording import has, say
from corpuskit.lexicon.outlets.registry import UNKNOWN
from corpuskit.problems import codes
from corpuskit.ready import read_list

TIED, FUNDED = affiliation.CODES
CLAIMS, NOT_ASSESSED = health.CODES
#: Groups of outlets of which a warning says who asserts the tie; of more it says where that stands.
MOST = 4
#: Codes that have a sentence of their own below.
WORDED = frozenset({TIED, FUNDED, CLAIMS, NOT_ASSESSED, "ambiguous-date", "undated"})


class Notice(NamedTuple):
    """``key`` names what it is about, ``records`` in how many records it holds (None: of the whole)."""

    key: str
    records: int | None
    text: str


def notices(figures: Figures, config: Mapping[str, Any], about: About) -> list[Notice]:
    """The warnings that hold for a corpus, the gravest first."""
    return [
        *_made_from(about),
        *_not_looked_for(about),
        *_affiliations(figures),
        *_unknown(figures, about),
        *_health(figures),
        *_dates(figures),
        *_others(figures),
        *_terms(config),
    ]


def of_content(figures: Figures) -> list[Notice]:
    """Those about who speaks and what is claimed."""
    return [*_affiliations(figures), *_health(figures)]


def of_code(figures: Figures, code: str) -> Mapping[str, Any]:
    """The tally of a caveat code; zeros where it does not occur."""
    found = (tally for tally in figures["caveats"]["codes"] if tally["code"] == code)
    return next(found, {"code": code, "caveats": 0, "records": 0, "withdrawn": 0})


def _made_from(about: About) -> Iterator[Notice]:
    """That the records are those of other corpora, and how they were taken from them."""
    if about.made_from is None:
        return
    how = dict(about.made_from["how"])
    command = how.pop("command")
    sources = [
        say(
            "warnings",
            "source",
            title=source["title"],
            records=counted(source["records"], "record"),
            sha256=source["records_sha256"],
        )
        for source in about.made_from["sources"]
    ]
    arguments = "; ".join(f"{name}: {value}" for name, value in how.items())
    told = say("warnings", f"made_by_{command}", sources=listed(sources), how=arguments)
    yield Notice("made-from", None, told)


def _not_looked_for(about: About) -> Iterator[Notice]:
    if not about.assessed:
        yield Notice("caveats-left-out", None, say("warnings", "left_out"))


def _affiliations(figures: Figures) -> Iterator[Notice]:
    every = statements.said(figures)
    for code in (TIED, FUNDED):
        records = of_code(figures, code)["records"]
        if not records:
            continue
        raising = frozenset(affiliation_wording()["raises"][code])
        outlets = [outlet for outlet in figures["outlets"] if raising & set(outlet["affiliations"])]
        text = say(
            "warnings",
            code,
            share=share(records, figures["records"]),
            outlets=listed([f"{outlet['name']} ({outlet['records']:,})" for outlet in outlets]),
        )
        text += _authorities([one for one in every if one.code == code and (one.control or code == FUNDED)], code)
        groups = (group for group in figures["caveats"]["groups"] if group["code"] == code)
        later = sum(group["records"] for group in groups if group["rule"] == "asserted-later")
        if later:
            text += say("warnings", "asserted_later", records=counted(later, "record"))
        yield Notice(code, records, text)


def _authorities(found: list[statements.Said], code: str) -> str:
    """Who states the tie of which outlet, and when, as far as a warning has room for it."""
    named = statements.by_outlets(found)
    if not named:
        return say("warnings", "by_others")
    if len(named) > MOST:
        return say("warnings", "by_many", outlets=counted(len({one.outlet for one in found}), "outlet"))
    told = " ".join(say("warnings", f"{code}_by", outlets=listed(outlets), authorities=by) for outlets, by in named)
    return f" {told}{say('warnings', 'by_others')}"


@cache
def affiliation_wording() -> Mapping[str, Any]:
    """The wording of the affiliation caveats, which is theirs: which word raises which, and what is said of unknown."""
    return read_list(affiliation.WORDING)


def _unknown(figures: Figures, about: About) -> Iterator[Notice]:
    by_word = {row["affiliation"]: row["records"] for row in figures["affiliations"]}
    if unknown := by_word.get(UNKNOWN, 0):
        part = share(unknown, figures["records"])
        statement = affiliation.unlisted_statement(about.registry)
        yield Notice("affiliation-unknown", unknown, say("warnings", "unknown", share=part, statement=statement))
    if uncredited := by_word.get(NO_OUTLET, 0):
        part = share(uncredited, figures["records"])
        yield Notice("no-outlet", uncredited, say("warnings", "no_outlet", share=part))


def _health(figures: Figures) -> Iterator[Notice]:
    claims, blind = of_code(figures, CLAIMS), of_code(figures, NOT_ASSESSED)
    if claims["records"]:
        summed = health.summary(claims["caveats"], claims["records"])
        yield Notice(CLAIMS, claims["records"], f"{summed} {detection.in_plain_words()}")
    if blind["records"]:
        part = share(blind["records"], figures["records"])
        yield Notice(NOT_ASSESSED, blind["records"], say("warnings", "not_assessed", share=part))


def _dates(figures: Figures) -> Iterator[Notice]:
    ambiguous = figures["dates"]["ambiguous"]
    undated = figures["records"] - figures["dates"]["day"] - ambiguous
    for code, name, records in (("ambiguous-date", "ambiguous", ambiguous), ("undated", "undated", undated)):
        if records:
            yield Notice(code, records, say("warnings", name, share=share(records, figures["records"])))


def _others(figures: Figures) -> Iterator[Notice]:
    """Caveats of other rooms and of third parties, by what the list of codes says of them."""
    for tally in figures["caveats"]["codes"]:
        code, records = tally["code"], tally["records"]
        if code in WORDED or not records:
            continue
        part = share(records, figures["records"])
        if has("warnings", code):
            yield Notice(code, records, say("warnings", code, share=part))
            continue
        first = next(group for group in figures["caveats"]["groups"] if group["code"] == code)
        known = codes().get(code)
        meaning = known.about if known else say("warnings", "third_party", statement=first["statement"])
        yield Notice(code, records, say("warnings", "other", share=part, code=code, meaning=" ".join(meaning.split())))


def _terms(config: Mapping[str, Any]) -> Iterator[Notice]:
    """How the articles were chosen and under what they are given, or that nobody says so."""
    answered = config.get("datasheet", {})
    chosen = answered.get("composition-3") or answered.get("collection-3")
    if chosen:
        statement = " ".join(paragraphs(chosen)[0]) if paragraphs(chosen) else chosen
        yield Notice("selection", None, say("warnings", "selection_stated", statement=statement))
    else:
        yield Notice("selection", None, say("warnings", "selection"))
    if "license" not in config and "distribution-4" not in answered:
        yield Notice("license", None, say("warnings", "license"))
