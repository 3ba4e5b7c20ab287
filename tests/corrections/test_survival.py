"""A correction survives what is done to the seeds around it; one that no longer fits is an error that names it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from corrected import ARTICLES, MEANT, paste, records, workspace
from hypothesis import given, settings
from hypothesis import strategies as st

import corpuskit
from corpuskit.model import CorpuskitError

NEW = (
    "Choir sings in the pumping station",
    "Coast Courier | 30 May 2024",
    "The choir of the waterworks sings in the old pumping station on Sunday, where the echo lasts for nine seconds.",
    "It is the last concert before the pumps are sold, and the rehearsals are open to anyone who brings a lamp.",
)
TITLE = ARTICLES[MEANT][0]
Articles = list[tuple[str, ...]]


def _others(articles: Articles) -> list[int]:
    return [number for number, article in enumerate(articles) if article[0] != TITLE]


def _added(articles: Articles, random: Random) -> Articles:
    at = random.randrange(len(articles) + 1)
    return [*articles[:at], NEW, *articles[at:]]


def _removed(articles: Articles, random: Random) -> Articles:
    gone = random.choice(_others(articles))
    return [article for number, article in enumerate(articles) if number != gone or len(articles) < 4]


def _reordered(articles: Articles, random: Random) -> Articles:
    return random.sample(articles, len(articles))


def _edited(articles: Articles, random: Random) -> Articles:
    number = random.choice(_others(articles))
    article = articles[number]
    return [
        *articles[:number],
        (*article[:3], "The paper has written this paragraph anew since.", *article[4:]),
        *articles[number + 1 :],
    ]


#: Edits of the list of articles, and edits of the file's text or bytes.
OF_ARTICLES: dict[str, Callable[[Articles, Random], Articles]] = {
    "an article added": _added,
    "another article removed": _removed,
    "articles reordered": _reordered,
    "another article edited": _edited,
    "text put before": lambda articles, random: [("Printed from the archive of the Courier",), *articles],
    "text put behind": lambda articles, random: [*articles, ("End of the list.",)],
}
OF_TEXT: dict[str, Callable[[str, Random], str]] = {
    "line ends of Windows": lambda text, random: text.replace("\n", "\r\n"),
    "line ends of old Macs": lambda text, random: text.replace("\n", "\r"),
    "a byte-order mark": lambda text, random: "\ufeff" + text,
    "more blank lines between articles": lambda text, random: text.replace("\n\n", "\n" * random.randint(3, 6)),
    "blank lines before credits": lambda text, random: text.replace("\nCoast Courier", "\n\nCoast Courier"),
    "white space at the ends of lines": lambda text, random: text.replace("\n", " \t \n"),
    "no line end at the end": lambda text, random: text.rstrip("\n"),
}
NAMES = ("paste.txt", "renamed.txt", "2024/autumn.txt")
EDITS = st.tuples(
    st.lists(st.sampled_from(sorted(OF_ARTICLES)), max_size=3),
    st.lists(st.sampled_from(sorted(OF_TEXT)), max_size=2, unique=True),
    st.sampled_from(NAMES),
    st.integers(0, 1000),
)


@pytest.fixture(scope="module")
def stanza() -> str:
    """What corrects the article that is meant, with the id that it has before any edit."""
    with tempfile.TemporaryDirectory() as folder:
        known = records(workspace(Path(folder), paste()))[TITLE]
    quote = "The owner of the last mill on the Hollin Beck"
    record = f'record = "{known.id}"\nquote = "{quote}"\nreason = "r"\nby = "P. Erson"\n'
    return (
        f'[[correction]]\n{record}field = "date"\nvalue = "2024-05-08"\n'
        f'[[correction]]\n{record}field = "authors"\nvalue = ["A. Writer", "B. Other"]\n'
        '[[correction]]\nbegins = "Anglers hope for trout"\nreason = "Two notes were pasted as one."\n'
    )


def edited(folder: Path, edits: tuple[list[str], list[str], str, int], corrections: str) -> Path:
    of_articles, of_text, name, seed = edits
    random = Random(seed)
    articles: Articles = list(ARTICLES)
    for edit in of_articles:
        articles = OF_ARTICLES[edit](articles, random)
    text = paste(tuple(articles))
    for edit in of_text:
        text = OF_TEXT[edit](text, random)
    (folder / "seeds" / name).parent.mkdir(parents=True)
    return workspace(folder, text, corrections, name)


def survives(edits: tuple[list[str], list[str], str, int], stanza: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = edited(Path(folder), edits, stanza)
        found = list(corpuskit.split(made))
    ours = [record for record in found if "The owner of the last mill" in (record.text or "")]
    assert [(record.date, record.authors) for record in ours] == [("2024-05-08", ["A. Writer", "B. Other"])]
    assert "Anglers" not in (ours[0].text or "")
    assert [record.title for record in found if (record.title or "").startswith("Anglers hope for trout")] != []
    assert sum("corrected" in {entry["rule"] for entry in record.evidence} for record in found) == 2


@pytest.mark.parametrize("edit", [*OF_ARTICLES, *OF_TEXT, *NAMES])
def test_a_correction_survives_each_kind_of_edit_of_the_seed_around_it(edit: str, stanza: str) -> None:
    of_articles, of_text = [edit] * (edit in OF_ARTICLES), [edit] * (edit in OF_TEXT)
    survives((of_articles, of_text, edit if edit in NAMES else NAMES[0], 1), stanza)


@settings(max_examples=12, deadline=None)
@given(EDITS)
def test_a_correction_survives_any_mixture_of_edits(stanza: str, edits: tuple[list[str], list[str], str, int]) -> None:
    survives(edits, stanza)


def test_a_correction_of_a_record_whose_id_has_changed_says_so(tmp_path: Path, stanza: str) -> None:
    made = workspace(tmp_path, paste().replace("The county pays", "The county council pays"), stanza)
    problems = corpuskit.build(made).problems
    moved = [problem for problem in problems if problem.code == "correction-moved"]
    assert len(moved) == 2
    assert all(
        problem.place.line in (1, 8) and problem.place.file == str(made / "seeds/corrections.toml") for problem in moved
    )


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        ('record = "0123456789abcdef"\nfield = "title"\nvalue = "x"', "no record 0123456789abcdef"),
        ('record = "0123456789abcdef"\nquote = "No such words"\nfield = "title"\nvalue = "x"', "“No such words”"),
        ('record = "0123456789abcdef"\nquote = "Coast Courier"\nfield = "title"\nvalue = "x"', "more than one place"),
        ('record = "MEANT"\nquote = "Two roads into the valley"\nfield = "title"\nvalue = "x"', "another record"),
        ('begins = "A line that is gone"', "“A line that is gone”"),
        ('continues = "Coast Courier"', "paste.txt:2, paste.txt:8"),
        ('begins = "Anglers hope"\nfile = "other.txt"', "other.txt"),
        ('record = "MEANT"\ncaveat = "ambigous-date"\nby = "P."', "no caveat has the code"),
        ('record = "MEANT"\ncaveat = "undated"\npassage = "No such words"\nby = "P."', "no such caveat"),
        ('outlet = "The Moon"\nid = "tass"', "no record credits “The Moon”"),
        ('outlet = "Coast Courier"\nid = "no-such-outlet"', "no outlet 'no-such-outlet'"),
        ('continues = "Harbour ferry to run"', "paste.txt:1"),
        ('continues = "Coast Courier"\nafter = "Coast"', "“Coast” (after) stands in"),
        ('continues = "Coast Courier"\nafter = "No such line"', "“No such line” (after) stands in 0 places"),
    ],
)
def test_a_correction_that_does_not_fit_is_an_error_that_names_it(tmp_path: Path, correction: str, why: str) -> None:
    known = records(workspace(tmp_path, paste()))[TITLE]
    text = f'# ours\n\n[[correction]]\nreason = "r"\n{correction.replace("MEANT", known.id)}\n'
    made = workspace(tmp_path, paste(), text)
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build(made)
    found = caught.value.problems
    assert [(problem.code, problem.place.file, problem.place.line) for problem in found] == [
        ("correction-unfit", str(made / "seeds/corrections.toml"), 3)
    ]
    assert why in found[0].message
    assert found[0].hint
    assert not (made / "dist").exists()
