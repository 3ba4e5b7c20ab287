"""Articles pasted with the head of the message that brought them: who sent them, and when, is in no field."""

from __future__ import annotations

import pytest
from splitting_dumps import UNCREDITED
from splitting_views import records_of, view_of

from corpuskit import splitting
from corpuskit.lexicon.titles.frames import forwarding
from corpuskit.splitting.layouts import mail
from corpuskit.splitting.pages.mail_heads import heads

HEADS = {
    "English": ["From: Karen Holt <karen@quay.example>", "Sent: Monday, May 6, 2024 8:1{n} AM", "To: Mark Ellery",
                "Cc: Press list", "Subject: FW: {title}"],
    "German": ["Von: Karin Holt", "Gesendet: Montag, 6. Mai 2024 08:1{n}", "An: Mark Ehlers", "Betreff: WG: {title}"],
    "French": ["De : Karine Holt", "Envoyé : lundi 6 mai 2024 08:1{n}", "À : Marc Elléry", "Objet : TR : {title}"],
    "Russian": ["От: Карина Холт", "Отправлено: 6 мая 2024 г. 8:1{n}", "Кому: Марк Эллин", "Тема: FW: {title}"],
    "Chinese": ["发件人： 王丽", "发送时间： 2024年5月6日 8:1{n}", "收件人： 李强", "主题： 转发： {title}"],
    "forwarded": ["---------- Forwarded message ---------", "From: Karen Holt <karen@quay.example>",
                  "Date: Mon, May 6, 2024 at 8:1{n} AM", "Subject: {title}", "To: <mark@quay.example>", "", ""],
    "starred": ["**From:** Karen Holt", "**Sent:** Monday, May 6, 2024 8:1{n} AM", "**To:** Mark Ellery",
                "**Subject:** RE: {title}"],
}  # fmt: skip


def mailed(how: str, count: int, *, titled: bool) -> str:
    """Articles below such heads, with a credit of their own if they have a title of their own."""
    parts = []
    for n, (title, *text) in enumerate(UNCREDITED[:count]):
        head = [line.format(n=n, title=title) for line in HEADS[how]]
        own = [title, f"Quay Post, May {n + 1}, 2024"] if titled else []
        parts.append("\n".join([*head, "", *own, "", "\n\n".join(text)]))
    return "\n\n\n".join(parts) + "\n"


@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("how", HEADS)
def test_the_head_of_a_message_is_in_no_field(how: str, count: int) -> None:
    records = records_of(mailed(how, count, titled=True))
    assert [record["title"] for record in records] == [title for title, *_ in UNCREDITED[:count]]
    assert [record["date"] for record in records] == [f"2024-05-0{n + 1}" for n in range(count)]
    assert [[o["name"] for o in record["outlets"]] for record in records] == [["Quay Post"]] * count
    assert not any(record["authors"] or record["subtitle"] for record in records)


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("how", ["English", "German", "French", "Russian"])
def test_a_subject_is_the_title_where_no_other_is_printed(how: str, count: int) -> None:
    records = records_of(mailed(how, count, titled=False))
    assert [record["title"] for record in records] == [title for title, *_ in UNCREDITED[:count]]
    assert not any(record["authors"] or record["outlets"] or record["date"] for record in records)


def test_what_labels_the_fields_of_an_article_is_no_head_of_a_message() -> None:
    lines = ["From: Quay Post", "Date: May 3, 2024", "Subject: Old ferry returns", "", "Text of it."]
    text = dict(enumerate(lines)).get
    assert [found for _, found in heads([0], text)] == [[]]
    assert [found for _, found in heads([0], dict(enumerate(["To: Mark", *lines])).get)] == []


def test_blocks_of_any_size_find_the_same_heads() -> None:
    view = view_of(mailed("English", 4, titled=True))
    habits = splitting.learn(view)
    whole, parts = (
        [start for cut in splitting.cut(view, habits, block_size=size) for start in cut.block.places(cut.spans.start)]
        for size in (1 << 20, 300)
    )
    assert whole == parts
    assert "mail-head" in {rule for cut in splitting.cut(view, habits) for rule in cut.spans.rule}


def test_a_message_that_was_pasted_is_not_read_as_one_that_was_sent(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from corpuskit import split

    seed = tmp_path / "pasted.txt"
    seed.write_text(mailed("English", 3, titled=True), "utf-8")
    assert [record["provenance"]["layout"] for record in split(seed)] == ["pasted"] * 3
    assert mail.NAME == "mail"


@pytest.mark.parametrize(
    ("subject", "left"),
    [("FW: RE: Ferry", "Ferry"), ("WG: AW: Fähre", "Fähre"), ("Ferry: back", "Ferry: back"), ("Re:", "Re:")],
)
def test_what_mail_programs_put_in_front_of_a_subject(subject: str, left: str) -> None:
    assert subject[forwarding(subject) :] == left


@pytest.mark.parametrize("how", HEADS)
def test_short_messages_with_a_blank_line_between_are_each_an_article(how: str) -> None:
    said = ("The inquiry opened on Monday with three engineers.", "The minister said that no warning had reached her.")
    titles = ("Dam breach inquiry opens", "Minister denies knowledge")
    parts = [
        "\n".join([*(line.format(n=n, title=titles[n]) for line in HEADS[how]), "", said[n], "", "More is to follow."])
        for n in range(2)
    ]
    records = records_of("\n\n".join(parts) + "\n")
    assert [(record["title"], record["text"]) for record in records] == [
        (titles[n], f"{said[n]}\nMore is to follow.") for n in range(2)
    ]
