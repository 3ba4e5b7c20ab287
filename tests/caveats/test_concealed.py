"""What cannot be seen in a title, a credit line or a text is flagged; what a script needs is not."""

from __future__ import annotations

import pyarrow as pa
import pytest

from corpuskit.caveats import Context, concealed
from corpuskit.lexicon.outlets import Registry
from corpuskit.lexicon.unseen import unseen

CONTEXT = Context(Registry.load())


def of(**fields: str | None) -> list[tuple[str | None, str, int | None]]:
    values = {name: pa.array([fields.get(name)], pa.string()) for name in concealed.FIELDS}
    return [(one.category, one.statement, one.start) for _, one in concealed.mark(pa.table(values), CONTEXT)]


def test_each_field_that_holds_some_is_named_with_the_characters() -> None:
    found = of(title="Safe \u202etxt.exe\u202c", text="a\u200bb\u200bc", credit_line="Harbour Post")
    said = "holds characters that cannot be seen and change what is read:"
    assert found == [
        ("title", f"The title {said} U+202C, U+202E (2 times).", None),
        ("text", f"The text {said} U+200B (2 times).", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ferry\u2066 sails",
        "\u200eFerry sails",
        "pass\u2060word",
        "Ferry \U000e0041 sails",
        "Ferry\ufeff sails",
        "\U0001f3f4 and \U000e0067 apart",
    ],
)
def test_what_reorders_parts_or_hides_is_found(text: str) -> None:
    assert unseen(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "Ferry sails – “again”, 12 °C",
        "می\u200cخواهم",  # Persian joins with U+200C
        "क्\u200dष",
        "co\u00adoperate",
        "\u200fשלום ABC\u200e",
        "ภาษา\u200bไทย",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f plays",  # the flag of Scotland
    ],
)
def test_what_writing_needs_is_let_be(text: str) -> None:
    assert unseen(text) == []
    assert of(title=text, text=text) == []
