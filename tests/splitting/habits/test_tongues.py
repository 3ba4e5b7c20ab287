"""In a dump whose articles are in several languages an article ends where the language changes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from splitting_views import tiles, view_of

from corpuskit import splitting
from corpuskit.splitting.habits.tongues import STAYS, UNKNOWN, changes, scripts_of, turns

ENGLISH = (
    "The ferry of the bay sails again",
    "The ferry has been in the yard for a year, and the crew was glad to be back on the water with all of its guests.",
    "It was not clear who will pay for the work that is still to be done, but the owner said that this can wait.",
    "They have asked the town for a new pier, and it is said that the council will not be against it.",
)
GERMAN = (
    "Neue Orgel im alten Dom",
    "Die Orgel ist aus Eiche und Zinn, und sie wurde von einer Werkstatt im Süden gebaut, die es seit langem gibt.",
    "Wer die neue Orgel spielen wird, ist noch nicht bekannt, aber der Chor hat schon mit den Proben begonnen.",
    "Das alte Werk soll nicht verkauft werden, sondern in einer Kirche auf dem Land einen neuen Platz finden.",
)
FRENCH = (
    "Le moulin du canal tourne encore",
    "Le moulin est dans la vallée depuis des siècles, et les habitants ne veulent pas qu’il soit vendu à une banque.",
    "La mairie a dit que le toit sera réparé avec des tuiles anciennes, mais que cela prendra plus de deux ans.",
    "Les enfants du village ont fait des dessins pour la fête, et une partie sera exposée dans la salle du conseil.",
)
RUSSIAN = (
    "Тихий причал",
    "Маленький причал на берегу реки был построен сто лет назад, и теперь его снова красят к началу лета.",
    "Жители говорят, что это хорошо, но не все согласны с тем, как город будет платить за эту работу в этом году.",
    "Сначала нужно убрать старые доски, а потом положить новые, и для этого уже нашли людей из соседней деревни.",
)
CREDITS = (
    "Quay News | {} May 2021",
    "Nordlicht, {}. Mai 2021",
    "Le Petit Phare, {} mai 2021",
    "Тихая газета, {} мая 2021",
)
ALL = (ENGLISH, GERMAN, FRENCH, RUSSIAN)


def article(number: int, which: int, credit: bool = True) -> str:
    title, *text = ALL[which]
    head = [f"{title} {number}" if credit else title]
    return "\n".join([*head, *([CREDITS[which].format(number + 1)] if credit else []), *text]) + "\n"


def titles(text: str) -> list[str]:
    view, data = view_of(text), text.encode()
    cut = tiles(splitting.cut(view, splitting.learn(view)))
    return [data[start:end].decode().strip() for kind, start, end, _, _ in cut if kind == "title"]


@pytest.mark.parametrize(("above", "which"), [(0, 1), (0, 2), (1, 0), (1, 2), (2, 1)])
def test_articles_in_other_languages_are_told_apart_without_credits(above: int, which: int) -> None:
    """Of 15 articles without blank lines, six have no credit; one more of these is found than by their looks alone."""
    before = [article(number, number % 4, credit=number % 3 != 0) for number in range(12)]
    found = titles("".join([*before, article(19, above), article(10, which, credit=False), article(21, above)]))
    assert len(found) >= 14


def test_a_line_in_another_language_begins_no_article() -> None:
    before = [article(number, number % 4) for number in range(8)]
    title, *text = GERMAN
    quoted = "\n".join([title, "Nordlicht, 9. Mai 2021", *text, "The ferry is back in town", FRENCH[1], *text]) + "\n"
    found = titles("".join([*before, quoted, article(10, 0)]))
    assert "The ferry is back in town" not in found
    assert len(found) == 10


def test_a_line_in_a_language_of_its_own_is_told_from_a_change() -> None:
    languages = np.array([1, 1, 1, 1, 2, 0, 1, 1, 1, 1, 3, 0, 3, 3, 3, 3, 3])
    told = changes(languages, None, np.arange(len(languages)))
    assert told[4] <= STAYS
    assert told[10] > STAYS


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("before", [ENGLISH, GERMAN, FRENCH])
def test_a_title_of_two_words_above_a_subtitle_is_told_by_its_script(before: tuple[str, ...], gap: str) -> None:
    subtitle = "Как доски и краска вернули лодки на реку"
    article_ = "\n".join(("Тихий причал", subtitle, "Тихая газета – 14.05.2021", *RUSSIAN[1:]))
    text = "\n".join((before[0], "Quay News, May 3, 2021", *before[1:])) + f"\n{gap}{article_}\n"
    assert titles(text) == [before[0], "Тихий причал"]


def test_an_article_that_is_misread_begins_with_its_own_title() -> None:
    """Of UTF-8 read as Windows-1252 language and script are those of the text that was meant."""

    def misread(line: str) -> str:
        raw = line.encode()
        return "".join(bytes([one]).decode("cp1252", "replace").replace("\ufffd", chr(one)) for one in raw)

    title, *text = map(misread, RUSSIAN)
    whole = "\n".join((ENGLISH[0], "Quay News, May 3, 2021", *ENGLISH[1:], title, *text, article(2, 1)))
    assert len(titles(whole)) == 3
    assert titles(whole)[1] == title


def test_a_turn_is_where_a_row_is_as_those_on_one_side() -> None:
    texts = ["Ferry", "Quay", "7", "Причал", "Река", "Quay", "Лодка", "Берег"]
    nothing, rows = np.zeros(len(texts), np.int64), np.arange(len(texts))
    assert turns(scripts_of(texts), nothing, rows).tolist() == [0, -1, 0, 1, 0, 0, 0, 0]
    misread = np.array([1, 0, 1, 2, 0, 2, 2, 0])
    assert turns(None, misread, rows).tolist() == [0, 0, -1, 1, 0, 0, 0, 0]


@given(st.lists(st.integers(0, 3), min_size=40, max_size=60), st.integers(0, 39))
def test_what_is_said_of_a_row_depends_on_the_rows_near_it(languages: list[int], row: int) -> None:
    told = np.array(languages)
    texts = ["абв" if language == 3 else "abc" for language in languages]
    whole = changes(told, scripts_of(texts), np.arange(len(told)))
    low, high = max(0, row - 12), row + 13
    part = changes(told[low:high], scripts_of(texts[low:high]), np.arange(len(told[low:high])))
    assert part[row - low] == whole[row]


def test_nothing_is_said_where_no_language_is_known_and_no_change_in_one() -> None:
    rows = np.arange(20)
    assert (changes(np.zeros(20, np.int64), None, rows) == UNKNOWN).all()
    assert (changes(np.ones(20, np.int64), scripts_of(["Ferry"] * 20), rows)[4:-4] == STAYS).all()
