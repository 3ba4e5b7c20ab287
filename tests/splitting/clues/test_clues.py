"""Clues of many lines at once are those of each alone, and words are compared as sets of words would be."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.clues import compared
from corpuskit.splitting.clues.compared import compare
from corpuskit.splitting.clues.line_clues import Found, line_clues
from corpuskit.splitting.clues.relations import relations

PARTS = (
    *("The Council", "votes", "on Tuesday", "HARBOUR", "by Anna Bell", "|", "–", " - ", "March 3, 2024", "“quoted”"),
    *("Straße", "ÜBER", "министр сказал", "新しい計画", "2019年", "éléphant", "İstanbul", "www.example.org", "…", "»"),
    *("ﬁn", "ŉ", "Ǆ", "über die Stadt", "ago", "(AP)", "?", "3.", "said. He", "of the", "e.g.", "\u2028", "US", "WHO"),
    *("x", "12", "\u00a0"),
)


def lines_of_parts(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [rng.choice((" ", "  ", "\t")).join(rng.choices(PARTS, k=rng.randint(1, 12))) for _ in range(count)]


def names_of(texts: list[str]) -> list[set[str]]:
    found = Found()
    line_clues(found, np.arange(len(texts)), texts)
    matrix = np.zeros((len(texts), len(c.CLUE_NAMES)), np.uint8)
    found.fill(matrix)
    return [{c.CLUE_NAMES[clue] for clue in np.flatnonzero(row)} for row in matrix]


def test_the_clues_of_a_line_are_the_same_whatever_lines_are_seen_with_it() -> None:
    texts = lines_of_parts(300, 1)
    together = names_of(texts)
    for text, names in zip(texts, together, strict=True):
        assert names_of([text]) == [names], text


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Council Votes on the Harbour", {"title case", "2 or 3 words in small letters", "at most 5 words"}),
        ("COUNCIL VOTES", {"all capitals", "no words in small letters"}),
        ("council votes", {"small letters"}),
        ("The council votes on a plan for the harbour", {"sentence case", "7 or more words in small letters"}),
        ("新しい計画", {"script without case", "begins with a letter without case"}),
        ("He came. They saw.", {"1 sentence ends inside"}),
        ("By Anna Bell | Harbour Post | March 3, 2024", {"full date", "bar between fields", "byline word first"}),
    ],
)
def test_a_line_has_the_clues_that_a_reader_sees(line: str, names: set[str]) -> None:
    assert names <= names_of([line])[0]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert not {"1 sentence ends inside", "2 or more sentence ends inside"} & names_of(["Dr. Bell of St. Mary’s"])[0]


def words(text: str) -> set[str]:
    """The words of a line as they are compared, the plain way."""
    runs = re.findall(r"[^\W\d_]+", text[:300])
    found = {word.casefold()[:5] for word in runs if len(word.casefold()) > 3}
    if not text.isupper():
        found |= {word.casefold() for word in runs if 1 < len(word) < 4 and word.isupper()}
    return found


def test_words_are_counted_as_sets_of_words_would_be() -> None:
    """Beyond function words, which none of these has; lines begin with a letter of Latin script."""
    rng = random.Random(2)
    stock = (
        "Hafen",
        "harbour",
        "HARBOUR",
        "élan",
        "Élans",
        "plan",
        "US",
        "UN",
        "Straße",
        "strasse",
        "ok",
        "zwölf",
        "12th",
    )
    many = [
        a + b + c for a in ("ka", "lo", "mi") for b in ("ren", "tus", "vel", "dor") for c in ("ba", "ge", "sin", "pol")
    ]
    texts = [" ".join(rng.choices(stock, k=rng.randint(1, 7))) for _ in range(200)]
    texts += [" ".join(rng.choices((*stock, *many), k=rng.randint(4, 20))) for _ in range(200)]
    rows = np.arange(len(texts))
    told, clues = relations(compare(texts, rows, len(texts)), rows)
    found = set(zip(told.tolist(), (c.CLUE_NAMES[clue] for clue in clues), strict=True))
    sets = [words(text) for text in texts]
    for row, own in enumerate(sets):
        following, before = sets[row + 1 : row + 4], sets[max(0, row - 3) : row]
        shares = [len(own & set().union(*near)) / len(own) if own else 0.0 for near in (following, before)]
        for which, share, near in zip(("follows", "precedes"), shares, (following, before), strict=True):
            level = "none" if share == 0 else "few" if share <= 0.2 else "some" if share <= 0.45 else "many"
            wanted = len(own) >= 2 and bool(near)
            assert ((row, f"shares {level} of its words with what {which}") in found) == wanted, texts[row]
        assert ((row, "shares a word with the next line") in found) == bool(following and own & following[0])
        both = len(set().union(*before) & set().union(*following))
        fewer = min(sum(map(len, before)), sum(map(len, following)))
        wanted = fewer >= 24 and 100 * both <= 40 * fewer
        level = [percent for percent in (4, 8, 15) if 100 * both > percent * fewer]
        told_of = [clue for clue in c.BRIDGED if (row, c.CLUE_NAMES[clue]) in found]
        assert told_of == ([c.BRIDGED[1 + len(level) if both else 0]] if wanted else []), texts[row]


def shared(texts: list[str]) -> list[tuple[int, ...]]:
    """Which lines have which words in common, word by word."""
    words, rows = np.divmod(compare(texts, np.arange(len(texts)), len(texts)).pairs, compared.JOINED)
    lines: dict[int, list[int]] = {}
    for word, row in zip(words.tolist(), rows.tolist(), strict=True):
        lines.setdefault(word, []).append(row)
    return sorted(map(tuple, lines.values()))


def test_lines_of_all_scripts_share_the_words_that_each_has_alone() -> None:
    """Words of lines that are looked at together, and of those that are looked at one by one, are the same words."""
    texts = [*lines_of_parts(400, 3), "İstanbul US Straße éléphant", "新しい US plan", "Éléphant ﬁn STRASSE", "ẞẞẞ ß"]
    lines: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        for word in compared.words_of_one(text)[0]:
            lines.setdefault(word, []).append(row)
    assert shared(texts) == sorted(map(tuple, lines.values()))


def test_lines_of_one_are_told_a_language_as_lines_of_many() -> None:
    texts = lines_of_parts(400, 4)
    together = compare(texts, np.arange(400), 400).languages.tolist()
    assert together == [compared.words_of_one(text)[1] for text in texts]


def test_a_line_that_folding_makes_longer_is_looked_at_by_itself() -> None:
    letter = re.compile(r"[^\W\d_]")
    for sign in filter(str.isprintable, map(chr, range(0x110000))):
        folded = sign.casefold()
        stays = len(folded) == 1 and (letter.match(sign) is None) == (letter.match(folded) is None)
        assert stays or sign == "ß" or compared.CHANGING.match(sign), sign


def test_languages_around_a_line_are_told_by_function_words() -> None:
    texts = ["The mayor was in the city and with them", "Harbour plan", "Der Minister und die Partei sind nicht da"]
    told, clues = relations(compare(texts, np.arange(3), 3), np.arange(3))
    names = {(row, c.CLUE_NAMES[clue]) for row, clue in zip(told.tolist(), clues.tolist(), strict=True)}
    assert (1, "language changes around it") in names
    assert (0, "language differs from after") in names


@pytest.mark.parametrize(
    ("credit", "pieces"),
    [
        ("- Harbour Post - March 3, 2024", ["Harbour Post"]),
        ("• Anna Bell • Harbour Post", ["Anna Bell", "Harbour Post"]),
        ("by line: Anna Bell, Harbour Post", ["Anna Bell", "Harbour Post"]),
        ("Anna Bell / Harbour Post", ["Anna Bell", "Harbour Post"]),
        ("Harbour Post (HP), an hour ago", ["Harbour Post (HP)"]),
        ("ハーバー・ポスト・東京", ["ハーバー・ポスト・東京"]),
    ],
)
def test_a_credit_is_parted_at_its_signs(credit: str, pieces: list[str]) -> None:
    assert [piece.text for piece in look_at_credit(credit).pieces] == pieces


FERRY = [
    "The ferry left the harbour late on Monday, half empty, because its engine needed oil, tools, patience",
    "Passengers waited aboard the ferry, reading papers, eating sandwiches, watching gulls circle above grey water",
    "Its crew had slept below deck since Friday evening, says captain, mate, cook",
]
HARBOUR = [
    "Another ferry was in the harbour; its engine ran smoothly, although gulls nested inside one lifeboat",
    "Divers looked under the hull, found neither leak nor rust, praised crew, captain, shipyard",
    "Passengers may travel again from Tuesday morning, at half price until summer begins",
]
BAKERS = [
    "Bakers want cheaper flour, longer opening hours, fewer inspections, younger apprentices",
    "Wheat became dearer again after another dry spring ruined fields between both rivers",
    "Three ovens stand cold this winter; their owner sells bicycles, lamps, second-hand clothes",
]
SHORT = ["Bakers want cheaper flour", "Wheat became dearer again", "Three ovens stand cold since winter"]


@pytest.mark.parametrize(
    ("below", "clue"),
    [(BAKERS, 0), (HARBOUR, 4), (FERRY, None), (SHORT, None)],
    ids=["other subject", "same subject", "same text", "too few words"],
)
def test_words_on_both_sides_of_a_line_show_whether_the_subject_changes(below: list[str], clue: int | None) -> None:
    texts = [*FERRY, "What comes next", *below]
    told, clues = relations(compare(texts, np.arange(7), 7), np.arange(7))
    found = {number for row, number in zip(told.tolist(), clues.tolist(), strict=True) if row == 3} & set(c.BRIDGED)
    assert found == (set() if clue is None else {c.BRIDGED[clue]})
