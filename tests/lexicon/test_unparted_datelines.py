"""Datelines in Chinese, Japanese and Korean, and ones whose dash was misread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.credits.datelines import Dateline, parse_dateline


def named(found: Dateline | None, paragraph: str) -> tuple[str | None, str | None, list[str], str]:
    assert found is not None
    names = (*found.authors, *([found.agency] if found.agency else []))
    assert all(paragraph[one.start : one.end] == one.name for one in names)
    agency = found.agency.name if found.agency else None
    return found.place, agency, [one.name for one in found.authors], paragraph[found.end :]


@pytest.mark.parametrize(
    ("paragraph", "place", "agency", "authors"),
    [
        ("新华社北京7月1日电 市议会", "北京", "新华社", []),
        ("新华社北京7月1日电（记者李明）市议会", "北京", "新华社", ["李明"]),
        ("海岸时报武汉5月1日电 （记者 李明、王芳）市议会", "武汉", "海岸时报", ["李明", "王芳"]),
        ("海岸时报小渡口5月1日电 市议会", "小渡口", "海岸时报", []),
        ("本报北京7月1日讯（记者 王芳）市议会", "北京", None, ["王芳"]),
        ("中新网北京7月1日电 (记者 李明 王芳)市议会", "北京", "中新网", ["李明", "王芳"]),
        ("【海岸日報・佐藤花子】市議会", None, "海岸日報", ["佐藤花子"]),
        ("【ロンドン時事】市議会", "ロンドン", "時事", []),
        ("【ワシントン=佐藤花子】市議会", "ワシントン", None, ["佐藤花子"]),
        ("[東京 1日 ロイター] - 市議会", "東京", "ロイター", []),
        ("[항구일보=김민수 기자] 시의회", None, "항구일보", ["김민수"]),
        ("[김민수 기자] 시의회", None, None, ["김민수"]),
        ("(강릉=연합뉴스) 김민수 박서준 기자 = 시의회", "강릉", "연합뉴스", ["김민수", "박서준"]),
    ],
)
def test_a_dateline_without_spaces_is_taken_apart(
    paragraph: str, place: str | None, agency: str | None, authors: list[str]
) -> None:
    assert named(parse_dateline(paragraph), paragraph) == (place, agency, authors, paragraph[-3:])


@pytest.mark.parametrize(
    "paragraph",
    [
        "新华社记者在现场",
        "【重要】お知らせ",
        "【東京】市議会",
        "[속보] 시의회",
        "[앵커] 오늘",
        "（本报记者李明）市议会",
        "五一假期7月1日电影票房",
    ],
)
def test_brackets_and_days_of_a_text_are_no_dateline(paragraph: str) -> None:
    assert parse_dateline(paragraph) is None


def test_a_dateline_that_was_misread_is_given_as_printed() -> None:
    paragraph = "SÃO KELM (Folha do Cais) — A council".encode().decode("cp1252", "replace").replace("â€”", "â\x80\x94")
    place, agency, authors, rest = named(parse_dateline(paragraph), paragraph)
    assert (place, agency, authors, rest) == ("SÃO KELM", "Folha do Cais", [], "A council")


@given(st.text(alphabet="新华社北京记者李明7月1日电讯（）()【】[]=＝・ 、기자연합뉴스서울ロイター", max_size=60))
def test_a_dateline_ends_within_its_paragraph(paragraph: str) -> None:
    found = parse_dateline(paragraph)
    if found is not None:
        named(found, paragraph)
        assert 0 < found.end <= len(paragraph)
