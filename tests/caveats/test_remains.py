"""What machines left in a text is marked where it stands; good text that looks similar is not."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.caveats import Context
from corpuskit.caveats.remains import CODES, NAME, kinds, mark
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Caveat

CONTEXT = Context(Registry.load())


def of(*texts: str | None) -> list[tuple[int, Caveat]]:
    return list(mark(pa.table({"text": pa.array(texts, pa.string())}), CONTEXT))


@pytest.mark.parametrize(
    ("text", "category", "code", "first"),
    [
        ("The café in Montréal".encode().decode("cp1252"), "utf-8-as-latin", "mojibake", "Ã©"),
        ("It’s said".encode().decode("cp1252"), "utf-8-as-latin", "mojibake", "â€™"),
        ("Sie hört Änderungen".encode().decode("latin-1"), "utf-8-as-latin", "mojibake", "Ã¶"),
        ("привет мир".encode().decode("latin-1"), "utf-8-as-latin", "mojibake", "Ð¿"),
        ("привет мир".encode().decode("cp1251"), "utf-8-as-cyrillic", "mojibake", "РїСЂРёРІРµС‚"),
        ("a lost l\ufffdtter", "replacement-character", "mojibake", "\ufffd"),
        ("bell \x07 rings", "control-character", "machine-remains", "\x07"),
        ('read <a href="x">more</a>', "html-tag", "machine-remains", '<a href="x">'),
        ("end.</p>", "html-tag", "machine-remains", "</p>"),
        ("Tom &amp; Jerry &#8217;", "html-entity", "machine-remains", "&amp;"),
        ("Dear {{ name }},", "placeholder", "machine-remains", "{{ name }}"),
        ("[caption id=3] A house", "placeholder", "machine-remains", "[caption id=3]"),
        ("window.dataLayer = []", "script", "machine-remains", "window.dataLayer"),
    ],
)
def test_each_kind_is_marked_at_its_first_place(text: str, category: str, code: str, first: str) -> None:
    ((row, caveat),) = of(text)
    assert (row, caveat.code, caveat.category) == (0, code, category)
    assert text[caveat.start : caveat.end] == first


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO, ÂNGULO, Âu, Đà Nẵng, « Â », ÇÃO, Ñandú, ÐÓRUR",
        "РСФСР, Р. С. Петров, «С», С…, Сёла Рёва, РЁВ",
        "AT&T and R&D; a < b > c; x<y; 5 <p; [sic] [video] {a} % %% 100%%",
        "The function (f) and a document. Write it; window. Data",
        "naïve café — “quoted” ‘text’ … œuvre Žižek 北京 한국 العربية",
        "",
        None,
    ],
)
def test_good_text_is_left_alone(text: str | None) -> None:
    assert of(text) == []


def test_remains_are_counted_and_told_in_the_order_of_records() -> None:
    found = of("fine", "a &amp; b &amp; c <br/>", None, "d &amp; e")
    assert [(row, caveat.category) for row, caveat in found] == [
        (1, "html-tag"),
        (1, "html-entity"),
        (3, "html-entity"),
    ]
    assert "2 times" in found[1][1].statement
    assert "once" in found[2][1].statement
    assert {caveat.code for _, caveat in found} <= set(CODES)
    assert NAME == "remains"


@given(st.text(st.sampled_from("ÃÂÐÑâ€™© aRС°…<&[{%#;/pbr}]!\ufffd\x07x-"), max_size=30))
def test_a_screen_matches_wherever_its_pattern_does(text: str) -> None:
    for kind in kinds().values():
        if kind.pattern.search(text):
            screens = kind.screen or (kind.pattern.pattern,)
            assert any(pc.match_substring_regex(pa.array([text]), screen)[0].as_py() for screen in screens), kind
