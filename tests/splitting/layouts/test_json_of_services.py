"""JSON as services and managers of references write it: chats, archives of posts, stores of blogs, lists to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from exports import Read, read_export, written

BRIDGE = "The harbour bridge closes on Monday for repairs that will take four weeks, the town said."
MARKET = "The fish market will open on Sundays from June, as the traders have asked for years."


def read(tmp_path: Path, value: Any, name: str = "a.json") -> Read:
    return read_export(written(tmp_path / name, json.dumps(value, ensure_ascii=False, indent=1)))


def test_a_count_of_the_page_is_not_added_to_that_of_all(tmp_path: Path) -> None:
    articles = [{"title": "Bridge closes", "body": BRIDGE}, {"title": "Market opens", "body": MARKET}]
    found = read(tmp_path, {"articles": {"results": articles, "totalResults": 2, "page": 1, "count": 2}})
    assert (len(found.records), found.problems) == (2, [])
    assert found.statement["count"] == ["2"]
    assert ("footer", "count: 2\n") in found.outside


def test_what_happened_in_a_chat_is_no_record(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "service", "date": "2024-05-01T09:00:00", "action": "create_channel", "title": "Quay"},
        {"id": 2, "type": "message", "date": "2024-05-02T09:00:00", "from": "Quay", "from_id": "channel1",
         "text": [{"type": "bold", "text": "Bridge closes"}, f"\n\n{BRIDGE}"]},
        {"id": 3, "type": "service", "date": "2024-05-02T10:00:00", "action": "pin_message", "text": ""},
        {"id": 4, "type": "message", "date": "2024-05-03T10:00:00", "from": "Quay", "from_id": "channel1",
         "photo": "photos/1.jpg", "text": ""},
        {"id": 5, "type": "message", "date": "2024-05-04T10:00:00", "from": "Ana Vale", "from_id": "user7",
         "text": [{"type": "italic", "text": MARKET}]},
    ]  # fmt: skip
    found = read(tmp_path, {"name": "Quay", "type": "public_channel", "id": 9, "messages": messages})
    assert [record["text"] for record in found.records] == [f"Bridge closes\n{BRIDGE}", MARKET]
    assert [record["source_id"] for record in found.records] == ["2", "5"]
    # a channel publishes what it sends; a person in a group does not
    assert [[one["name"] for one in record["outlets"]] for record in found.records] == [["Quay"], []]
    assert found.problems == []
    assert sum("action: " in text or "photo: " in text for _, text in found.outside) == 3


@pytest.mark.parametrize("event", [{"type": "message", "subtype": "channel_join"}, {"type": "GuildMemberJoin"}])
def test_events_of_other_chats_are_none_either(tmp_path: Path, event: dict[str, str]) -> None:
    rows = [{"title": "", "text": "Ana Vale has joined", **event}, {"title": "Bridge closes", "text": BRIDGE}]
    assert [record["title"] for record in read(tmp_path, rows).records] == ["Bridge closes"]


def test_an_article_may_be_of_any_type(tmp_path: Path) -> None:
    rows = [{"type": "service", "title": "Where to buy fish", "text": MARKET}, {"title": "Bridge", "text": BRIDGE}]
    assert len(read(tmp_path, rows).records) == 2


@pytest.mark.parametrize("opening", ["window.YTD.tweets.part0 = ", "var posts=", "const DATA = "])
@pytest.mark.parametrize("closing", ["", ";", ";\n"])
def test_json_that_a_script_gives_a_name_is_read(tmp_path: Path, opening: str, closing: str) -> None:
    posts = [
        {"tweet": {"id_str": "17", "created_at": "Thu May 02 10:00:00 +0000 2024", "full_text": f"{BRIDGE} A &amp; B.",
                   "source": '<a href="https://example.org" rel="nofollow">Web App</a>'}},
        {"tweet": {"id_str": "18", "created_at": "Fri May 03 10:00:00 +0000 2024", "full_text": MARKET}},
    ]  # fmt: skip
    found = read_export(written(tmp_path / "tweets.js", opening + json.dumps(posts, indent=2) + closing))
    assert [record["text"] for record in found.records] == [f"{BRIDGE} A & B.", MARKET]
    assert [record["date"] for record in found.records] == ["2024-05-02", "2024-05-03"]
    assert [record["outlets"] for record in found.records] == [[], []]
    assert found.problems == []


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_draft_was_not_published_on_the_day_it_was_made(tmp_path: Path, name: str) -> None:
    posts = [
        {"title": "Market opens", "html": MARKET, "created_at": "2024-04-02", "published_at": None},
        {"title": "Bridge closes", "html": BRIDGE, "created_at": "2024-04-01", "published_at": "2024-05-02"},
    ]
    lines = "\n".join(map(json.dumps, posts)) if name.endswith("l") else json.dumps({"posts": posts})
    found = read_export(written(tmp_path / name, lines))
    assert [record["date"] for record in found.records] == [None, "2024-05-02"]
    assert found.records[0]["extra"]["created_at"] == "2024-04-02"


@pytest.mark.parametrize(
    "row", [{"folder": "Unread", "timestamp": "1714600000"}, {"toread": "no", "time": "2024-05-01"}]
)
def test_a_list_to_read_has_days_of_keeping(tmp_path: Path, row: dict[str, str]) -> None:
    rows = [{"title": "Bridge closes", "text": BRIDGE, **row}, {"title": "Market opens", "text": MARKET, **row}]
    found = read(tmp_path, rows)
    assert [record["date"] for record in found.records] == [None, None]
    assert all(value in found.records[0]["extra"].values() for value in row.values())


def test_a_table_of_what_somebody_kept_has_days_of_keeping(tmp_path: Path) -> None:
    table = f"URL,Title,Selection,Folder,Timestamp\nhttps://example.org/a,Bridge,{BRIDGE[:40]},Unread,1714600000\n" * 2
    found = read_export(written(tmp_path / "a.csv", table.replace("\nURL,Title,Selection,Folder,Timestamp", "")))
    assert [record["date"] for record in found.records] == [None, None]
    dated = read_export(written(tmp_path / "b.csv", "Title,Text,Timestamp\nBridge,It closes.,1714600000\n"))
    assert dated.records[0]["date"] == "2024-05-01"


@pytest.mark.parametrize(
    ("issued", "day", "partial"),
    [
        ({"date-parts": [[2024, 5, 2]]}, "2024-05-02", None),
        ({"date-parts": [["2024", "05", "2"]]}, "2024-05-02", None),
        ({"date-parts": [[2024, 5]]}, None, "2024-05"),
        ({"raw": "2024-05-02"}, "2024-05-02", None),
    ],
)
def test_dates_in_parts_are_read(tmp_path: Path, issued: Any, day: str | None, partial: str | None) -> None:
    row = {"type": "article-newspaper", "title": "Bridge closes", "abstract": BRIDGE, "issued": issued}
    (record,) = read(tmp_path, [{**row, "accessed": {"date-parts": [[2024, 6, 1]]}}]).records
    assert (record["date"], record["date_partial"]) == (day, partial)
    assert record["extra"]["accessed"] == "2024-06-01"


@pytest.mark.parametrize("text", ['[{"title": "Bridge", "text": "It closes."},\n{"title": "Mark', "[" + '{"a": [1, '])
def test_a_list_that_is_cut_off_is_told_as_such(tmp_path: Path, text: str) -> None:
    if "title" in text:
        (problem,) = read_export(written(tmp_path / "a.json", text)).problems
        assert (problem.code, problem.place.line) == ("export-cut-off", 2)
        assert "an object in JSON begins here and does not end" in problem.message
        return
    with pytest.raises(Exception, match="JSON that does not end"):
        read_export(written(tmp_path / "a.json", text))


def test_a_list_that_is_damaged_in_the_middle_is_not_told_to_be_cut_off(tmp_path: Path) -> None:
    text = '[{"title": "Bridge", "text": "It closes."},\n{"title": "Market" "text": "Open"}]'
    (problem,) = read_export(written(tmp_path / "a.json", text)).problems
    assert problem.code == "article-unread"
