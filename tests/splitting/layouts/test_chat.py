"""Chats in text: what people say is a record each, what a program says of the chat is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import Read, read_export, written

IN_BRACKETS = """[03/09/24, 21:14:05] \u200eMessages and calls are end-to-end encrypted.
[03/09/24, 21:15:40] Ana Vale: The ferry stops tomorrow: tell everybody.

Second paragraph.
[03/09/24, 21:17:02] ~\u202fPiet: is this true??
\u200e[03/09/24, 21:18:13] \u200eAna Vale: \u200eimage omitted
[{last}, 08:01:55] +49 170 0000000: No. See https://coast.example/check
"""
WITH_A_DASH = """03.09.24, 21:14 - Nachrichten sind Ende-zu-Ende-verschlüsselt.
03.09.24, 21:15 - Onkel Jo: Die Fähre fällt morgen aus.
03.09.24, 21:17 - Anna: stimmt das??
03.09.24, 21:18 - Anna hat den Betreff von „Fähre: neu“ geändert
04.09.24, 08:01 - Onkel Jo: <Medien ausgeschlossen>
04.09.24, 08:02 - Anna: Nein.
"""
POSTS = """Coast Channel, [03.09.2024 18:22]
Long queues at three petrol stations.

Nobody knows why.

Coast Channel, [03.09.2024 18:40]
[ Photo ]

Coast Channel, [04.09.2024 07:15]
[Forwarded from Morning Mill]
[ Photo ]
A mill was closed this morning.
"""


def read(tmp_path: Path, text: str) -> Read:
    return read_export(written(tmp_path / "a.txt", text))


@pytest.mark.parametrize(
    ("last", "day"),
    [("13/09/24", "2024-09-03"), ("09/13/24", "2024-03-09"), ("04/09/24", None), ("03/10/24", None)],
)
def test_all_days_of_an_export_are_in_one_order_and_follow_each_other(
    tmp_path: Path, last: str, day: str | None
) -> None:
    found = read(tmp_path, IN_BRACKETS.replace("{last}", last))
    assert found.view.layout == "chat"
    assert [record["date"] for record in found.records[:2]] == [day, day]


def test_the_order_in_time_settles_days_that_can_be_read_both_ways(tmp_path: Path) -> None:
    text = "".join(
        f"[{day}/24, 10:00] {who}: Hello.\n" for day, who in (("05/03", "A"), ("01/04", "B"), ("02/04", "A"))
    )
    assert [record["date"] for record in read(tmp_path, text).records] == ["2024-03-05", "2024-04-01", "2024-04-02"]


def test_who_sent_a_message_is_its_author_and_a_number_is_none(tmp_path: Path) -> None:
    found = read(tmp_path, IN_BRACKETS.replace("{last}", "13/09/24"))
    assert [record["authors"] for record in found.records] == [["Ana Vale"], ["Piet"], []]
    assert found.records[0]["text"] == "The ferry stops tomorrow: tell everybody.\nSecond paragraph."
    assert found.records[2]["extra"] == {"sender": "+49 170 0000000", "time": "08:01:55"}
    assert all(record["outlets"] == [] and record["title"] is None for record in found.records)
    assert [text.count("image omitted") + text.count("encrypted") for _, text in found.outside] == [1, 1]


def test_what_the_program_says_is_outside_in_any_language(tmp_path: Path) -> None:
    found = read(tmp_path, WITH_A_DASH)
    assert [(record["authors"], record["text"]) for record in found.records] == [
        (["Onkel Jo"], "Die Fähre fällt morgen aus."), (["Anna"], "stimmt das??"), (["Anna"], "Nein."),
    ]  # fmt: skip
    assert [record["date"] for record in found.records] == ["2024-09-03", "2024-09-03", "2024-09-04"]
    assert len(found.outside) == 3


def test_posts_of_a_channel_have_their_day_and_where_they_were_forwarded_from(tmp_path: Path) -> None:
    found = read(tmp_path, POSTS)
    first, second = found.records
    assert first["text"] == "Long queues at three petrol stations.\nNobody knows why."
    assert [outlet["name"] for outlet in first["outlets"]] == ["Coast Channel"]
    assert (second["date"], second["text"]) == ("2024-09-04", "A mill was closed this morning.")
    assert second["extra"] == {"attached": "[ Photo ]", "forwarded_from": "Morning Mill", "time": "07:15"}
    assert [text for _, text in found.outside] == ["Coast Channel, [03.09.2024 18:40]\n[ Photo ]\n"]


@pytest.mark.parametrize(
    "text",
    [
        # one line of a day is no chat
        "Coast Gazette, [03.09.2024 18:22]\nThe ferry stops tomorrow, as the harbour office said in the morning.\n",
        # a live blog: nobody speaks twice
        "".join(f"03.09.24, 21:1{n} - {who}: it stops.\n" for n, who in enumerate(("Ferry", "Bus", "Tram", "Train"))),
        # notes with days
        "03.09.24, 21:14 - called the office\n03.09.24, 21:20 - no answer\n03.09.24, 21:30 - called again\n",
    ],
)
def test_other_lines_with_days_are_no_chat(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).view.layout != "chat"


def test_a_file_that_is_said_to_be_a_chat_and_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="expected a line with a day, a time and who sent a message"):
        read_export(written(tmp_path / "a.txt", "The ferry stops.\n"), layout="chat")
