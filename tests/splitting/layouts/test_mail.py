"""Mail as it is kept: mbox, single messages, digests; each part in the encoding that it is really in."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

MBOX = (
    b"From ana at example.org  Wed Dec  1 08:26:40 2010\n"
    b"From: ana at example.org (=?ISO-8859-1?Q?Ana_V=E4le?=)\n"
    b"Date: Wed, 01 Dec 2010 14:26:40 +0100\n"
    b"Subject: [coast] =?utf-8?B?RmVycnkgw7xiZXI=?=\n =?utf-8?Q?_all?=\n"
    b"Message-ID: <1@example.org>\n"
    b'Content-Type: text/plain; charset="iso-8859-1"\n'
    b"Newsgroups: coast.ferry\n"
    b"\n"
    b"The f\xe4hre sails.\n\n>From the yard it comes.\nFrom here it goes to 2010.\n"
    b"\n"
    b"From piet at example.org  Wed Dec  1 08:26:40 2010\n"
    b"From: Piet Holm <piet@example.org>\n"
    b"Subject: No date\n"
    b'Content-Type: multipart/alternative; boundary="x"\n'
    b"\n"
    b"--x\nContent-Type: text/html; charset=no-such-charset\nContent-Transfer-Encoding: quoted-printable\n\n"
    b"<p>One =C3=A4.</p><p>Two.</p>\n--x--\n"
)
DIGEST = (
    b"From: list@example.org\nTo: all@example.org\nDate: Wed, 1 Dec 2010 10:00:00 +0000\nSubject: Digest 7\n"
    b"Message-ID: <d@example.org>\n\n"
    b"Topics: 1. Ferry 2. Mill\n" + b"-" * 70 + b"\n\n"
    b"Date: Mon, 29 Nov 2010 09:00:00 +0000\nFrom: Ana <ana@example.org>\nSubject: Ferry\n\nIt sails.\n\n"
    + b"-"
    * 30
    + b"\n\n"
    b"Date: Tue, 30 Nov 2010 09:00:00 +0000\nFrom: Piet <piet@example.org>\nSubject: Mill\n\nIt stopped.\n\n"
    + b"-" * 30
    + b"\n\nEnd of digest\n"
)


def mail(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_each_message_is_a_record_with_its_headers(tmp_path: Path) -> None:
    found = read_export(mail(tmp_path / "a.mbox", MBOX))
    first, second = found.records
    assert (first["title"], first["date"], first["source_id"]) == (
        "[coast] Ferry über all",
        "2010-12-01",
        "1@example.org",
    )
    assert first["authors"] == ["Ana Väle"]
    assert first["text"].split("\n") == ["The fähre sails.", "From the yard it comes.", "From here it goes to 2010."]
    assert first["extra"]["newsgroups"] == "coast.ferry"
    assert first["extra"]["encoding"] == "windows-1252"
    assert (second["title"], second["date"], second["text"]) == ("No date", None, "One ä.\nTwo.")
    assert second["authors"] == ["Piet Holm"]


def test_the_messages_of_a_digest_are_records_of_their_own(tmp_path: Path) -> None:
    found = read_export(mail(tmp_path / "a.eml", DIGEST))
    assert [(record["title"], record["date"], record["text"]) for record in found.records] == [
        ("Ferry", "2010-11-29", "It sails."),
        ("Mill", "2010-11-30", "It stopped."),
    ]


def test_a_text_in_no_encoding_that_is_declared_is_read_with_evidence(tmp_path: Path) -> None:
    body = "Паром снова ходит между гаванью и островом после зимы. ".encode("koi8-r") * 20
    data = b"From: a@example.org\nDate: Wed, 1 Dec 2010 10:00:00 +0000\nSubject: Ferry\n\n" + body
    (record,) = read_export(mail(tmp_path / "a.eml", data)).records
    assert record["text"].startswith("Паром снова ходит")
    entry = next(entry for entry in record["evidence"] if entry["field"] == "extra.encoding")
    assert "chardet" in entry["source"]
    assert "no encoding is declared" in entry["source"]


def test_a_paste_that_begins_with_one_header_is_no_mail(tmp_path: Path) -> None:
    text = (
        b"Subject: a word on ferries\nCoast Courier | 3 May 2024\nThe ferry sails again, the council said on Friday.\n"
    )
    assert read_export(mail(tmp_path / "a.txt", text)).view.layout is None


def test_messages_of_a_mime_digest_and_of_a_batch_of_news_are_records(tmp_path: Path) -> None:
    digest = (
        b"From: l@example.org\nDate: Wed, 1 Dec 2010 10:00:00 +0000\nSubject: Digest\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/digest; boundary="x"\n\n'
        b"--x\n\nFrom: a@example.org\nSubject: One\n\nFirst.\n"
        b"--x\n\nFrom: b@example.org\nSubject: Two\n\nSecond.\n--x--\n"
    )
    found = read_export(mail(tmp_path / "a.eml", digest))
    assert [(record["title"], record["text"]) for record in found.records] == [("One", "First."), ("Two", "Second.")]
    news = b"#! rnews 80\nFrom: a@example.org\nNewsgroups: x.y\nSubject: One\n\nFirst.\n"
    found = read_export(mail(tmp_path / "b.news", news + news.replace(b"One", b"Two")))
    assert [record["title"] for record in found.records] == ["One", "Two"]


def test_shift_states_are_read_and_words_that_cannot_be_decoded_stay_as_they_are(
    tmp_path: Path,
) -> None:
    data = (
        b"From: =?iso-2022-jp?B?" + base64.b64encode("港".encode("iso-2022-jp")) + b"?= <a@example.org>\n"
        b"Date: Wed, 1 Dec 2010 10:00:00 +0000\nSubject: =?utf-8?B?not base64!?= F\xe4hre\n"
        b'Content-Type: multipart/mixed; boundary="x"\n\n'
        b"--x\nContent-Type: text/plain; charset=iso-2022-jp\n\n" + "港の船".encode("iso-2022-jp") + b"\n"
        b'--x\nContent-Type: image/png\nContent-Disposition: attachment; filename="boat.png"\n\nxx\n--x--\n'
    )
    (record,) = read_export(mail(tmp_path / "a.eml", data)).records
    assert (record["text"], record["authors"]) == ("港の船", ["港"])
    assert record["extra"]["attachment"] == "boat.png (image/png)"
    assert "not base64!" in record["title"]


def test_a_name_in_an_encoding_that_nothing_tells_is_no_author(tmp_path: Path) -> None:
    head = b"Date: Wed, 1 Dec 2010 10:00:00 +0000\nSubject: Ferry\n"
    cases: dict[str, tuple[bytes, list[str]]] = {
        "raw bytes": (b'From: "\xd4\xac\xb4\xcf" <a@example.org>\n' + head, []),
        "an unknown charset": (b"From: =?x-none?Q?=D4=AC=B4=CF?= <a@example.org>\n" + head, []),
        "garbled before": ('From: "Ô¬´Ï" <a@example.org>\n'.encode() + head, []),
        "declared by the text": (
            b'From: "\xd4\xac\xb4\xcf" <a@example.org>\n' + head + b"Content-Type: text/plain; charset=gbk\n",
            ["袁聪"],
        ),
        "letters among letters": (b"From: J\xf6rg M\xfcller <a@example.org>\n" + head, ["Jörg Müller"]),
        "UTF-8": ("From: Jörg Müller <a@example.org>\n".encode() + head, ["Jörg Müller"]),
    }
    for name, (data, authors) in cases.items():
        (record,) = read_export(mail(tmp_path / "a.eml", data + b"\nIt sails.\n")).records
        assert record["authors"] == authors, name
        if not authors:
            assert "<a@example.org>" in record["extra"]["from"]
            assert record["extra"]["encoding"] == "unknown"
            entry = next(entry for entry in record["evidence"] if entry["field"] == "extra.encoding")
            assert entry["source"] == "nothing tells the encoding of the header From"


def test_what_stands_behind_the_last_part_of_a_message_is_not_lost(tmp_path: Path) -> None:
    pasted = (
        "Harbour ferry to run all night from June\nCoast Courier | 3 May 2024\n"
        + "The ferry between the old harbour and the island will run all night from June, the council said.\n" * 4
    )
    found = read_export(mail(tmp_path / "a.mbox", MBOX + b"\n" + pasted.encode()))
    assert [(one["title"], one["provenance"]["layout"]) for one in found.records][2:] == [
        ("Harbour ferry to run all night from June", "pasted")
    ]
    found = read_export(mail(tmp_path / "b.mbox", MBOX + b"\nA line.\n"))
    assert ("footer", "A line.") in [(kind, text.strip()) for kind, text in found.outside]


ONE, TWO = (
    f"From: Ana Vale <ana@c.example>\nDate: 3 May 2024\nSubject: {title}\n\nThe ferry sails.\n" for title in "AB"
)


@pytest.mark.parametrize(
    "mailbox",
    [
        f"From ana@c Fri May  3 10:00:00 2024\n{ONE}From ana@c Sat May  4 10:00:00 2024\n{TWO}",
        f"From - Fri May 03 10:00:00 2024\n{ONE}\nFrom - Sat May 04 10:00:00 2024\n{TWO}",
        f"\1\1\1\1\n{ONE}\1\1\1\1\n\1\1\1\1\n{TWO}\1\1\1\1\n",
    ],
)
def test_mailboxes_of_other_programs_are_read(tmp_path: Path, mailbox: str) -> None:
    found = read_export(written(tmp_path / "a.mbox", mailbox))
    assert [one["title"] for one in found.records] == ["A", "B"]
    assert [one["text"] for one in found.records] == ["The ferry sails."] * 2


def test_a_line_of_a_text_that_begins_like_an_envelope_is_text(tmp_path: Path) -> None:
    text = (
        ONE
        + "From here on Fri May 3 10:00 the ferry sails\nSaid: nobody.\nFrom ana it came on 3 May 2024\nSo: it is.\n"
    )
    (record,) = read_export(written(tmp_path / "a.eml", text)).records
    assert "it came" in record["text"]


def test_a_mailbox_of_babyl_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="Babyl"):
        read_export(written(tmp_path / "a", f"BABYL OPTIONS: -*- rmail -*-\nVersion: 5\n\n\x1f\x0c\n1,,\n{ONE}"))


def test_a_message_of_parts_beyond_any_depth_is_named_and_those_behind_it_are_read(tmp_path: Path) -> None:
    body = "Content-Type: text/plain\n\nIt sails.\n"
    for depth in range(3000):
        body = f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n{body}\n--b{depth}--\n"
    head = "Subject: Ferry\nFrom: a@coast.example\nDate: Fri, 3 May 2024 10:00:00 +0000\nMIME-Version: 1.0\n"
    envelope = "From a@coast.example Fri May  3 10:00:00 2024\n"
    plain = f"{envelope}{head}\nIt stops.\n"
    found = read_export(written(tmp_path / "a.mbox", f"{envelope}{head}{body}\n{plain}"))
    assert [record["text"] for record in found.records] == ["It stops."]
    assert [problem.code for problem in found.problems] == ["article-unread"]


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_last_line_that_begins_like_an_envelope_is_text(tmp_path: Path, end: str) -> None:
    (record,) = read_export(written(tmp_path / "a.eml", f"{ONE}\nFrom Berlin, 3 May 2024{end}")).records
    assert record["text"].split("\n") == ["The ferry sails.", "From Berlin, 3 May 2024"]
