"""A registry file is checked whole, and an outlet that the registry lacks comes back as a stanza to fill in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.caveats.affiliation import history
from corpuskit.lexicon.outlets import Registry
from corpuskit.lexicon.outlets.upkeep import Missing, check, laid_over, missing, problems_of, stanza
from corpuskit.model import CorpuskitError

REGISTRY = Registry.load()
PERIOD = """
[[outlets.periods]]
affiliation = "{affiliation}"
act = "{act}"
authority = "an authority"
instrument = "a law"
says = "something"
citation = "a citation"
confidence = "high"
{more}
"""


ASSERTION = """
outlet = "tass"
act = "statute"
authority = "a"
instrument = "b"
says = "c"
citation = "d"
confidence = "low"
"""


def outlet(head: str, affiliation: str = "unknown", act: str = "description", more: str = "") -> str:
    return "[[outlets]]\n" + head + PERIOD.format(affiliation=affiliation, act=act, more=more)


def seen(address: str = "https://a.example/b", date: str = "2024-02-01", words: str = "owned by a family") -> str:
    return f'seen = [{{address = "{address}", date = "{date}", words = "{words}"}}]'


def test_what_was_seen_is_kept_with_a_statement(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    said = seen(words="so " * 24 + "so")
    assertion = ASSERTION.replace('"tass"', '"x"')
    text = outlet('id = "x"\nnames = ["X"]', more=said) + f"[[assertions]]\n{assertion}{said}\n"
    file.write_text(text)
    assert check(file, REGISTRY) == []
    mine = Registry.load(file)
    (period,), (assertion_,) = mine.outlet("x").periods, mine.assertions("x")
    assert period.seen == assertion_.seen
    assert (period.seen[0].address, period.seen[0].date) == ("https://a.example/b", "2024-02-01")
    assert all("seen 2024-02-01 at https://a.example/b: “so so" in line for line in history("x", mine))


def test_a_history_says_of_each_row_whether_its_page_was_opened() -> None:
    lines = [line for entry in REGISTRY for line in history(entry.id, REGISTRY)]
    rows = [row for entry in REGISTRY for row in (*entry.periods, *REGISTRY.assertions(entry.id))]
    assert sum("; the page was not opened for this row]" in line for line in lines) == sum(row.unopened for row in rows)
    assert sum("in a stored copy" in line for line in lines) == sum(
        any(page.stored for page in row.seen) for row in rows
    )


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('[[outlets]]\nid = "x"\n', "outlets/x", "'names'"),
        (outlet('id = "X Y"\nnames = ["X"]'), "outlets/X Y/id", "not written"),
        (outlet('id = "x"\nnames = ["X"]', "independent"), "outlets/x/periods/0/affiliation", "has to be"),
        (outlet('id = "x"\nnames = ["X"]', "state-controlled", "sanctions", seen()), "outlets/x/periods/0", "no date"),
        (
            outlet('id = "x"\nnames = ["X"]', "state-controlled", "agent-registration", 'date = "2020"\n' + seen()),
            "outlets/x/periods/0/affiliation",
            "unknown",
        ),
        (outlet('id = "x"\nnames = ["TASS"]'), "outlets/x", "'TASS' also means 'tass'"),
        (outlet('id = "x"\nnames = ["X"]\ndomains = ["rt.com"]'), "outlets/x", "'rt.com' is also of 'rt'"),
        (outlet('id = "x"\nnames = ["X"]\ndomains = ["https://x.com"]'), "outlets/x/domains/0", "not written"),
        (outlet('id = "x"\nnames = ["X"]\nparent = "nobody"'), "outlets/x/parent", "nobody"),
        (outlet('id = "x"\nnames = ["X"]\ncountri = "FR"'), "outlets/x/countri", "did you mean country?"),
        (outlet('id = "x"\nnames = ["X"]') + outlet('id = "x"\nnames = ["Z"]'), "outlets/x", "2 times"),
        (
            outlet('id = "x"\nnames = ["X"]', more='seen = [{address = "https://a.example", date = "2024-02-01"}]'),
            "outlets/x/periods/0/seen/0",
            "has no words",
        ),
        (outlet('id = "x"\nnames = ["X"]', more=seen(words="so " * 26)), "outlets/x/periods/0/seen/0/words", "written"),
        (outlet('id = "x"\nnames = ["X"]', more=seen(date="2024")), "outlets/x/periods/0/seen/0/date", "written"),
        (
            outlet('id = "x"\nnames = ["X"]', more=seen(address="page 3")),
            "outlets/x/periods/0/seen/0/address",
            "written",
        ),
        (outlet('id = "x"\nnames = ["X"]', "party-aligned"), "outlets/x/periods/0", "has no seen"),
        ("[[assertions]]\n" + ASSERTION, "assertions/0", "has no seen"),
        (
            outlet('id = "x"\nnames = ["X"]', "party-aligned", more="unopened = true"),
            "outlets/x/periods/0/unopened",
            "keep the page, the day and the words in 'seen'",
        ),
        ("[[assertions]]\n" + ASSERTION + "unopened = true\n", "assertions/0/unopened", "keep the page"),
        ("not toml", "mine.toml", ""),
    ],
)
def test_each_fault_is_found_with_its_place(tmp_path: Path, text: str, place: str, message: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    faults = check(file, REGISTRY)
    assert [fault.place for fault in faults] and faults[0].place == place  # noqa: PT018
    assert message in faults[0].message


def test_an_assertion_about_nobody_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    lines = ("act", "authority", "instrument", "says", "citation")
    text = '[[assertions]]\noutlet = "nobody"\nconfidence = "low"\n' + "".join(f'{key} = "statute"\n' for key in lines)
    file.write_text(text + seen())
    assert [fault.place for fault in check(file, REGISTRY)] == ["assertions/0"]


def test_faults_are_problems_with_the_line_of_the_entry_or_key(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('version = "1"\n\n' + outlet('id = "x"\nnames = ["X"]\ncountry = "Utopia"'))
    (found,) = problems_of(file, REGISTRY)
    assert (found.code, found.place.file, found.place.line) == ("registry-invalid", str(file), 6)
    assert "outlets/x/country" in found.message
    file.write_text(outlet('id = "x"\nnames = ["X"]') + outlet('id = "x"\nnames = ["Z"]'))
    assert [one.place.line for one in problems_of(file, REGISTRY)] == [13]
    with pytest.raises(CorpuskitError) as raised:
        laid_over(file)
    assert raised.value.exit_code == 2
    with pytest.raises(CorpuskitError, match="no such file"):
        problems_of(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[outlets]]\nid = "a"\nnames = ["A"\n', 3, "end it with ]"),
        ("[[outlets]]\nid =\n", 2, 'id = "…"'),
        ("\noutlets = 3\n", 2, "has to be a list"),
        ("[outlets]\n", 1, "has to be a list"),
        ('outlets = ["a"]\n', 1, "has to be a table"),
    ],
)
def test_a_file_that_is_no_registry_at_all_says_where_and_what_to_do(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    file = tmp_path / "outlets.toml"
    file.write_text(text, encoding="utf-8")
    found = problems_of(file)[0]
    assert found.place.line == line
    assert said in found.message
    assert found.message.count("outlets.toml") <= 1


def test_missing_outlets_come_most_frequent_first_and_only_those() -> None:
    credited = ["Example Post", "RT", "NTV", "Example Post", "TASS/Kyodo", "Sputnik"]
    assert missing(credited, REGISTRY) == [Missing("Example Post", 2), Missing("Kyodo", 1), Missing("NTV", 1)]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x7f"), min_size=1, max_size=40))
def test_a_stanza_for_any_name_is_a_valid_file_that_claims_nothing(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    file = tmp_path_factory.mktemp("stanza") / "mine.toml"
    file.write_text(stanza(name), "utf-8")
    assert check(file) == []
    (entry,) = [entry for entry in Registry.load(file) if name in entry.names]
    assert entry.periods[-1].affiliation == "unknown" or entry.id in REGISTRY.entries
