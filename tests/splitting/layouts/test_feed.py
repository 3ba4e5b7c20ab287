"""Feeds saved to disk: RSS, Atom, JSON Feed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

RSS = """<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Küstenblatt</title><link>https://coast.example/</link><description>News</description>
<item><title>Ferry &amp; mill</title><link>https://coast.example/1</link>
<pubDate>Fri, 03 May 2024 10:00:00 +0000</pubDate>
<dc:creator>Ana Vale</dc:creator><category>Local</category><category>Sea</category><guid>g1</guid>
<description>Another short text.</description>
<content:encoded><![CDATA[<p>One.</p><p>Two &amp; more&nbsp;text.</p>]]></content:encoded></item>
<item><link>https://coast.example/3</link></item>
<item><title>Second</title><description>&lt;p&gt;Text&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Island Paper</title><updated>2024-05-04T00:00:00Z</updated>
<link rel="self" href="https://i.example/feed"/>
<entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; title</title><link rel="alternate" href="https://i.example/1"/>
<id>urn:1</id><published>2024-05-03T10:00:00Z</published><author><name>Piet Holm</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second.</p></div></content></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Island Paper",
    "items": [
        {
            "id": "7",
            "url": "https://i.example/7",
            "title": "Ferry",
            "content_html": "<p>One.</p>",
            "date_published": "2024-05-03T10:00:00Z",
            "authors": [{"name": "Ana Vale"}],
            "tags": ["Sea", "Local"],
        }
    ],
}


def test_each_item_of_rss_is_a_record(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.xml", RSS))
    first, second = found.records
    assert (first["title"], first["date"], first["section"]) == ("Ferry & mill", "2024-05-03", "Local")
    assert (first["url"], first["source_id"], first["authors"]) == ("https://coast.example/1", "g1", ["Ana Vale"])
    assert first["text"] == "One.\nTwo & more text."
    assert first["extra"] == {"category": "Sea", "summary": "Another short text."}
    assert first["outlets"][0]["name"] == "Küstenblatt"
    assert (second["title"], second["text"]) == ("Second", "Text")
    assert [problem.code for problem in found.problems] == ["article-unread"]
    assert found.statement["database"] == ["Küstenblatt"]


def test_what_the_file_declares_does_not_count_where_its_bytes_are_utf_8(tmp_path: Path) -> None:
    read_as = read_export(written(tmp_path / "a.xml", RSS)).view.read_as
    assert read_as is not None
    assert (read_as.value, read_as.rule) == ("utf-8", "valid-utf-8")
    assert "it declares windows-1252" in read_as.source
    record = read_export(written(tmp_path / "b.xml", RSS, "iso-8859-1")).records[0]
    assert record["outlets"][0]["name"] == "Küstenblatt"
    evidence = next(entry for entry in record["evidence"] if entry["field"] == "provenance.encoding")
    assert (evidence["rule"], record["provenance"]["encoding"]) == ("declared", "utf-8")


def test_each_entry_of_atom_is_a_record(tmp_path: Path) -> None:
    (record,) = read_export(written(tmp_path / "a.xml", ATOM)).records
    assert (record["title"], record["date"], record["text"]) == ("A bold title", "2024-05-03", "First.\nSecond.")
    assert (record["url"], record["source_id"], record["authors"]) == ("https://i.example/1", "urn:1", ["Piet Holm"])


def test_each_item_of_a_json_feed_is_a_record(tmp_path: Path) -> None:
    (record,) = read_export(written(tmp_path / "a.json", json.dumps(JSON))).records
    assert (record["title"], record["date"], record["text"]) == ("Ferry", "2024-05-03", "One.")
    assert (record["url"], record["source_id"], record["authors"]) == ("https://i.example/7", "7", ["Ana Vale"])
    assert (record["section"], record["extra"]) == ("Sea", {"category": "Local"})


def test_of_a_feed_that_is_cut_off_the_items_before_are_read(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.xml", RSS[: RSS.index("<item><link>") + 20]))
    assert [record["title"] for record in found.records] == ["Ferry & mill"]
    assert "markup-damaged" in [problem.code for problem in found.problems]


def test_a_feed_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpuskitError, match="expected items or entries"):
        read_export(written(tmp_path / "a.xml", "<rss version='2.0'><chan></chan></rss>"))
    with pytest.raises(CorpuskitError, match="looks like JSON Feed"):
        read_export(written(tmp_path / "a.json", json.dumps(JSON)[:-5]))


def test_a_warning_of_a_detected_encoding_names_that_of_the_file(tmp_path: Path) -> None:
    import corpuskit

    text = "Паром снова ходит между гаванью и островом после зимы, сказал совет. " * 20
    feed = (
        f"<rss version='2.0'><channel><title>Вестник</title><item><title>Паром</title><description>{text}</description>"
    )
    path = written(tmp_path / "a.xml", feed + "</item></channel></rss>", "windows-1251")
    (record,) = corpuskit.split(path)
    (caveat,) = (one for one in record.caveats if one["code"] == "legacy-encoding")
    assert caveat["statement"] == "read as windows-1251, which was detected and is not stated"
    assert record.provenance["encoding"] == "utf-8"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Fri, 03 May 24 10:00:00 EST", "2024-05-03"),
        ("Wed, 22 Sep 99 05:05:28 GMT", "1999-09-22"),
        ("3 May 24", "2024-05-03"),
        ("Fri, 03 May 2024 10:00:00 GMT", "2024-05-03"),
    ],
)
def test_a_date_as_mail_writes_it_can_have_a_year_of_two_digits(tmp_path: Path, printed: str, day: str) -> None:
    item = f"<item><title>Ferry</title><pubDate>{printed}</pubDate><author>ana@c.example (Ana Vale)</author></item>"
    found = read_export(written(tmp_path / "a.xml", f"<rss version='2.0'><channel>{item}</channel></rss>"))
    assert (found.records[0]["date"], found.records[0]["authors"]) == (day, ["Ana Vale"])
    mail = f"From: Ana Vale <ana@c.example>\nSubject: Ferry\nDate: {printed}\nTo: b@c.example\n\nThe ferry sails.\n"
    assert read_export(written(tmp_path / "a.eml", mail)).records[0]["date"] == day


@pytest.mark.parametrize("space", ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"])
def test_the_items_of_rss_in_rdf_stand_beside_the_channel(tmp_path: Path, space: str) -> None:
    root = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{space}">'
    page = f"{root}<channel><title>Coast Courier</title></channel><item><title>Ferry</title></item></rdf:RDF>"
    (record,) = read_export(written(tmp_path / "a.rdf", page)).records
    assert (record["title"], record["outlets"][0]["name"]) == ("Ferry", "Coast Courier")


WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4.3" created="2024-05-06 09:12" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Coast Courier</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login><![CDATA[avale]]></wp:author_login>
<wp:author_display_name><![CDATA[Ana Vale]]></wp:author_display_name></wp:author>
<item><title>Ferry</title><pubDate>Fri, 03 May 2024 10:00:00 +0000</pubDate><dc:creator>avale</dc:creator>
<content:encoded><![CDATA[It sails <em>at
noon</em>.

[caption id="1"]<img src="a.jpg" />[/caption]

<blockquote>It stops.</blockquote>]]></content:encoded>
<excerpt:encoded><![CDATA[All about it.]]></excerpt:encoded><wp:post_type>post</wp:post_type></item>
<item><title>photo</title><wp:post_type>attachment</wp:post_type></item>
<item><title>Home</title><content:encoded>Menu</content:encoded><wp:post_type>nav_menu_item</wp:post_type></item>
</channel></rss>"""


def test_an_export_of_wordpress_gives_its_articles_and_no_other_items(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.xml", WXR))
    (record,) = found.records
    assert (record["title"], record["authors"]) == ("Ferry", ["Ana Vale"])
    assert record["text"] == 'It sails at noon.\n[caption id="1"][/caption]\nIt stops.'
    assert record["extra"]["summary"] == "All about it."
    assert record["extra"]["author_login"] == "avale"
    assert ("unassigned", "title: photo\npost_type: attachment\n") in found.outside


def test_an_export_of_blogger_gives_its_articles_and_no_other_entries(tmp_path: Path) -> None:
    kinds = "http://schemas.google.com/blogger/2008/kind#"
    scheme = "http://schemas.google.com/g/2005#kind"
    entries = "".join(
        f"<entry><title>{title}</title><category scheme='{scheme}' term='{kinds}{kind}'/>{more}</entry>"
        for title, kind, more in (
            ("Template", "template", "<content>body</content>"),
            ("Ferry", "post", "<category scheme='x' term='Sea'/><content>It sails.</content>"),
            ("A shame.", "comment", "<content>A shame.</content>"),
        )
    )
    text = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast</title>{entries}</feed>"
    (record,) = read_export(written(tmp_path / "a.xml", text)).records
    assert (record["title"], record["section"], record["text"]) == ("Ferry", "Sea", "It sails.")


@pytest.mark.parametrize("entities", [10, 400])
def test_a_doctype_with_many_entities_stands_above_a_feed(tmp_path: Path, entities: int) -> None:
    declared = "".join(f'<!ENTITY sign{number} "&#{number + 200};">\n' for number in range(entities))
    text = RSS.replace("<rss ", f"<!-- saved --><!DOCTYPE rss [\n{declared}]>\n<rss ", 1)
    found = read_export(written(tmp_path / "a.xml", text, "iso-8859-1"))
    assert found.view.layout == "feed"
    assert [record["title"] for record in found.records] == ["Ferry & mill", "Second"]


DECLARED = """<!DOCTYPE rss [ <!-- ours: "[ -->
<!ENTITY co "Coast &amp; Co"> <!ENTITY all '&co;, [&#x201c;the office&#x201d;]'> <!ENTITY tide "low">
]>
<rss """


def test_entities_that_a_feed_declares_are_read_and_the_text_behind_them_is_kept(tmp_path: Path) -> None:
    text = RSS.replace("<rss ", DECLARED, 1).replace("Second", "Second &all; &tide;-water &other; port")
    found = read_export(written(tmp_path / "a.xml", text, "iso-8859-1"))
    title = found.records[1]["title"]
    assert title == "Second Coast & Co, [\u201cthe office\u201d] low-water &other; port"


def test_entities_that_grow_without_bound_or_lie_in_files_stay_as_they_are_printed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    grown = "".join(f"<!ENTITY e{one} '{f'&e{one - 1};' * 10}'>" for one in range(1, 9))
    declared = f"<!DOCTYPE rss [<!ENTITY e0 'lol'>{grown}<!ENTITY f SYSTEM 'secret.txt'><!ENTITY own '&own;'>]>\n<rss "
    text = RSS.replace("<rss ", declared, 1).replace("Second", "Second &e1; &e8; &f; &own;")
    found = read_export(written(tmp_path / "a.xml", text, "iso-8859-1"))
    assert found.records[1]["title"] == f"Second {'lol' * 10} &e8; &f; &own;"


def test_a_problem_of_a_feed_names_the_line_of_the_file(tmp_path: Path) -> None:
    (problem,) = read_export(written(tmp_path / "a.xml", RSS)).problems
    assert (problem.code, problem.place.line) == ("article-unread", 9)
    assert "<item><link>" in RSS.splitlines()[problem.place.line - 1]


def test_a_problem_whose_line_in_the_file_is_unknown_names_that_of_the_extracted_text(tmp_path: Path) -> None:
    text = json.dumps({**JSON, "items": [{"id": "6"}, *JSON["items"]]}, indent=1)
    (problem,) = read_export(written(tmp_path / "a.json", text)).problems
    assert (problem.code, problem.place.line, problem.place.byte) == ("article-unread", None, None)
    assert "a.json (line 2 of its extracted text)" in problem.message


def test_people_in_one_element_are_several_authors_and_a_picture_is_no_text(tmp_path: Path) -> None:
    item = (
        "<item><title>Ferry</title><dc:creator>Ana Vale and Piet Holm</dc:creator><description>One.</description>"
        '<media:content url="https://coast.example/a.jpg" medium="image"/></item>'
    )
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    feed = f'<rss version="2.0" {spaces}><channel><title>Coast</title>{item}</channel></rss>'
    (record,) = read_export(written(tmp_path / "a.xml", feed)).records
    assert record["authors"] == ["Ana Vale", "Piet Holm"]
    assert (record["text"], record["extra"]) == ("One.", {"enclosure": "https://coast.example/a.jpg"})


def test_text_that_stands_in_a_feed_as_markup_of_its_own_is_read_whole(tmp_path: Path) -> None:
    text = "The ferry sails again, and <b>not only</b> in summer."
    items = (
        f"<item><title>Ferry <i>back</i></title><description>{text}</description></item>"
        f"<item><title>Ferry &amp; co</title><description><p>{text}</p>"
        "<p>It is <a href='x'>blue</a>.</p></description></item>"
        "<item><title>Ferry <!-- really --> out</title><description>It sails <!-- not -->today.</description>"
        "<category><!-- none --></category><note>Seen <x>by</x> all</note></item>"
    )
    page = f"<rss><channel><title>Coast</title>{items}</channel></rss>"
    records = read_export(written(tmp_path / "a.rss", page)).records
    said = "The ferry sails again, and not only in summer."
    assert [(one["title"], one["text"]) for one in records] == [
        ("Ferry back", said),
        ("Ferry & co", f"{said}\nIt is blue."),
        ("Ferry out", "It sails today."),
    ]
    assert records[2]["extra"] == {"note": "Seen by all"}
