"""Times of day over the entries of a live blog, and lines that pages print below their articles."""

from __future__ import annotations

import pytest
from splitting_dumps import UNCREDITED
from splitting_views import starts_of, view_of

from corpuskit import splitting
from corpuskit.model import KINDS

TIMES = ["18:51", "18:49", "18.35", "18:28", "17:54", "17:30", "5:12 pm", "16:40", "16:02"]


def test_times_over_short_posts_are_one_article() -> None:
    text = "Storm reaches the northern lakes\n"
    posts = [paragraph for _, *paragraphs in UNCREDITED[:3] for paragraph in paragraphs]
    posts[3], posts[6] = "The harbour is closed", "No train before noon"
    text += "".join(f"\n{time}\n{post}\n" for time, post in zip(TIMES, posts, strict=True))
    assert starts_of(text) == [1]


def test_times_over_titles_open_articles() -> None:
    text, starts = "", []
    for time, (title, *paragraphs) in zip(TIMES, UNCREDITED, strict=False):
        starts.append(text.count("\n") + 1)
        text += "\n".join([time, title, *paragraphs, "", ""])
    assert starts_of(text) == starts


@pytest.mark.parametrize("times", [[f"{n}h ago" for n in range(1, 13)], [f"3 May 1{n}:05" for n in range(9)]])
def test_times_over_headings_open_no_articles_where_the_first_has_none(times: list[str]) -> None:
    text, starts = "", []
    for title, *paragraphs in UNCREDITED[:3]:
        starts.append(text.count("\n") + 1)
        text += f"{title}\nAna Vale\n\n"
        for time, (entry, *_), paragraph in zip(times, UNCREDITED[3:], paragraphs, strict=False):
            text += f"{time}\n{entry}\n\n{paragraph}\n\n"
    assert starts_of(text) == starts


@pytest.mark.parametrize("site", ["", " - Quay Post"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_titles_that_a_dump_prints_twice_begin_articles(site: str, gap: str) -> None:
    text, starts = "", []
    for title, *paragraphs in UNCREDITED:
        starts.append(text.count("\n") + 1)
        text += gap.join([title + site, title, *paragraphs, ""])
    assert starts_of(text) == starts


def test_a_line_that_one_article_has_twice_begins_none() -> None:
    text, starts = "", []
    for n, (title, *paragraphs) in enumerate(UNCREDITED[:5]):
        starts.append(text.count("\n") + 1)
        again = ["What the harbour master wants to hear"] * 2 if n == 2 else []
        text += "\n\n".join([f"{title}\nAna Vale, 3 May 2021", paragraphs[0], *again, *paragraphs[1:]]) + "\n\n"
    assert starts_of(text) == starts


@pytest.mark.parametrize(
    "printed",
    [
        ["Sign up for our newsletter", "Thanks for signing up!"],
        ["Jetzt kostenlos anmelden"],
        ["Most read", "A bridge too wide for two", "Mayor sells his old bicycle", "What the rain left behind"],
        ["Recibe las noticias en tu correo", "Lo más leído"],
    ],
)
def test_lines_of_a_page_below_an_article_belong_to_none(printed: list[str]) -> None:
    text = ""
    for title, *paragraphs in UNCREDITED:
        text += "\n".join([title, "By Ana Vale", "3 May 2021", "", "\n\n".join(paragraphs), "", *printed, "\n\n"])
    view = view_of(text)
    outside = b""
    for cut in splitting.cut(view, splitting.learn(view)):
        spans = cut.spans
        for start, end, kind, record in zip(spans.start, spans.end, spans.kind, spans.record, strict=True):
            if record < 0 and KINDS[kind] != "blank-outside":
                outside += cut.block.data[start:end]
    assert outside.decode() == "\n".join([*printed, ""]) * len(UNCREDITED)


def test_a_phrase_of_a_page_inside_an_article_stays_in_its_text() -> None:
    title, first, second, third = UNCREDITED[0]
    text = "\n\n".join([f"{title}\nBy Ana Vale\n3 May 2021", first, "Sign up for our newsletter", second, third]) + "\n"
    view = view_of(text)
    cuts = list(splitting.cut(view, splitting.learn(view)))
    assert {record for cut in cuts for record in cut.spans.record} == {0}
