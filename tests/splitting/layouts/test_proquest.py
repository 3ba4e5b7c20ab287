"""Articles saved from ProQuest as HTML, or sent by it as mail."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

ARTICLE = """<div><a name="DocID_{n}"></a><p></p><p style="font-weight:bold">{title}</p>
<p><strong>Author:  </strong>Vale, Ana; Holm, Piet</p>
<p><strong>Publication info:  </strong>Coast Courier ; Moorbach, Coast [Moorbach, Coast]0{n} May 2024: A.{n}.</p>
<p><strong>Abstract:  </strong><body></p><p>In short.</p><p></body></p>
<p><strong>Full text: </strong><Text><html><head><title></title></head><body>
<p>The ferry <strong>sailed:</strong> again.</p>
<p><strong>Winter:</strong> it lay in the yard.</p></body></html></Text></p>
<p><strong>Subject: </strong>Ferries; Harbours</p>
<p><strong>Publication title: </strong>Coast Courier; Moorbach</p><p><strong>Pages: </strong>A.{n}</p>
<p><strong>Publication date: </strong>May {day}, 2024</p><p><strong>Language of publication: </strong>English</p>
<p><strong>ProQuest document ID: </strong>25{n}</p><p><strong>Document URL: </strong><a href="x">https://p.example/{n}</a></p>
<p><strong>Reading time: </strong>2 min</p>
<p><strong>Database: </strong>Coast Dailies</p></div>"""
PAGE = (
    "<html><body><p>Sent by Jane</p>"
    + ARTICLE.format(n=1, title="Ferry back", day=1)
    + ARTICLE.format(n=2, title="Mill closes", day="1 2")
    + "<div class='copyright'><p>Contact ProQuest</p></div></body></html>"
)
MESSAGE = (
    b"From: <noreply@proquest.com>\nTo: <jane@example.org>\nSubject: Your research\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html; charset="UTF-8"\n'
    b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(PAGE.encode()) + b"\n--x--\n"
)


@pytest.mark.parametrize("name", ["a.html", "a.eml"])
def test_each_article_gives_what_its_labels_state(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(MESSAGE if name == "a.eml" else PAGE.encode())
    found = read_export(tmp_path / name)
    first, second = found.records
    assert (first["title"], first["date"], first["page"], first["source_id"]) == (
        "Ferry back",
        "2024-05-01",
        "A.1",
        "251",
    )
    assert first["authors"] == ["Vale, Ana", "Holm, Piet"]
    assert first["outlets"][0]["name"] == "Coast Courier; Moorbach"
    assert first["text"] == "The ferry sailed: again.\nWinter: it lay in the yard."
    assert (first["url"], first["language"]) == ("https://p.example/1", "en")
    assert first["extra"]["abstract"] == "In short."
    assert (first["extra"]["subject"], first["extra"]["reading_time"]) == ("Ferries; Harbours", "2 min")
    assert (second["title"], second["date"]) == ("Mill closes", "2024-05-02")
    assert found.statement == {"database": ["Coast Dailies"]}
    assert [kind for kind, _ in found.outside] == ["navigation", "footer"]


def test_an_article_without_labels_is_kept_outside_and_named(tmp_path: Path) -> None:
    page = PAGE.replace("<div class='copyright'>", "<div><a name='DocID_3'></a><p>Only this.</p></div><div>")
    found = read_export(written(tmp_path / "a.html", page))
    assert len(found.records) == 2
    assert [problem.code for problem in found.problems] == ["article-unread"]


def test_a_message_from_proquest_without_its_anchors_is_an_error_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(MESSAGE.replace(b"DocID_", b"Dok_").replace(b"Sent by Jane", b"ProQuest Export"))
    with pytest.raises(CorpuskitError, match="looks like an export of ProQuest"):
        read_export(path)
