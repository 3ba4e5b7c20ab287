"""What every page about a corpus says, before it is written as Markdown, HTML or JSON."""

from __future__ import annotations

from typing import NamedTuple

from corpuskit.counting import counted
from corpuskit.datasheet import answers as answering
from corpuskit.datasheet.about import About
from corpuskit.datasheet.answers import Answer
from corpuskit.datasheet.blocks import listed
from corpuskit.datasheet.notices import Notice, notices
from corpuskit.datasheet.stated import Config, title
from corpuskit.datasheet.tallies.figures import Figures, figures
from corpuskit.datasheet.tallies.measures import Measures
from corpuskit.datasheet.wording import say
from corpuskit.lexicon.languages import english_name


class Document(NamedTuple):
    """Title, summary, warnings, figures and answers of a corpus."""

    title: str
    summary: str
    description: str | None
    notices: tuple[Notice, ...]
    figures: Figures
    answers: tuple[Answer, ...]
    config: Config
    about: About


def document(measures: Measures, config: Config, about: About) -> Document:
    """Everything that is said of a corpus, from what was counted, what is stated and what the build knows of itself."""
    counts = figures(measures)
    return Document(
        title(config, counts),
        summary(counts, about),
        config.get("description"),
        tuple(notices(counts, config, about)),
        counts,
        tuple(answering.answers(counts, config, about)),
        config,
        about,
    )


def summary(figures: Figures, about: About) -> str:
    """What the corpus is, in one sentence, from figures alone."""
    dates, outlets = figures["dates"], len(figures["outlets"])
    tags = [row["language"] for row in figures["languages"] if row["language"] != "und"]
    languages = [english_name(tag) or tag for tag in tags]
    days = {"first": dates["first"], "last": dates["last"]}
    told = say(
        "page",
        "summary",
        articles=counted(figures["records"], "article"),
        words=counted(figures["words"], "word"),
        languages=say("page", "languages", languages=listed(languages, 5)) if languages else "",
        outlets=say("page", "outlets", outlets=counted(outlets, "outlet")) if outlets else "",
        dates=say("page", "one_day" if dates["first"] == dates["last"] else "days", **days) if dates["first"] else "",
        seeds=counted(len(figures["seeds"]), "seed file"),
        version=about.corpuskit,
    )
    return told[:1].upper() + told[1:]
