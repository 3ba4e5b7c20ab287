"""Articles as agencies send them: NITF, and NewsML-G2 with the text in NITF, in HTML or plain."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

NITF = """<nitf version="-//IPTC//DTD NITF 3.6//EN"><head><title>Ferry</title>
<docdata><doc-id id-string="cst-1"/><date.issue norm="20240503T101500Z"/><urgency ed-urg="4"/>
<doc.copyright holder="Coast Media" year="2024"/></docdata>
<pubdata name="Coast Courier" position.section="LOCAL" position.sequence="A12"/></head>
<body><body.head><hedline><hl1>Ferry back
 in service</hl1><hl2>Islanders wait</hl2></hedline>
<byline>By <person>Ana Vale</person> and <person>Piet Holm</person><byttl>Staff</byttl></byline>
<dateline><location>MOORBACH</location></dateline><abstract><p>In short.</p></abstract></body.head>
<body.content><p>The <em>ferry</em> sailed again.</p><hl2>A winter</hl2><media media-type="image">
<media-caption><p>The ferry.</p></media-caption></media><p>It lay in the yard.</p></body.content>
<body.end><tagline>Ana Vale reported.</tagline></body.end></body></nitf>"""
ITEM = """<newsItem guid="urn:newsml:{n}" version="1" xml:lang="en"><itemMeta>
<provider literal="COAST"><name>Coast News Agency</name></provider>
<versionCreated>2024-05-04T09:00:00Z</versionCreated></itemMeta>
<contentMeta><contentCreated>2024-05-0{n}T08:00:00+02:00</contentCreated><creditline>CNA</creditline><by>Ana Vale</by>
<dateline>MOORBACH</dateline><headline>Ferry back {n}</headline>
<language tag="en"/><subject><name>Ferries</name></subject>
</contentMeta><rightsInfo><copyrightNotice>(c) 2024 CNA</copyrightNotice></rightsInfo>
<contentSet>{text}</contentSet></newsItem>"""
TEXTS = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    "</head><body><p>The ferry sailed again.</p><p>It lay in the yard.</p></body></html></inlineXML>",
    f'<inlineXML contenttype="application/nitf+xml">{NITF.replace("<hl2>A winter</hl2>", "")}</inlineXML>',
    "<inlineData>The ferry sailed again.\n\nIt lay in the yard.</inlineData>",
)


def message(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>'
        f"<itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


def test_a_document_of_nitf_gives_what_its_elements_state(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.xml", f"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'>{NITF}"))
    (record,) = found.records
    assert record["provenance"]["layout"] == "news-xml"
    assert (record["title"], record["subtitle"]) == ("Ferry back in service", "Islanders wait")
    assert (record["date"], record["section"], record["page"]) == ("2024-05-03", "LOCAL", "A12")
    assert [one["name"] for one in record["outlets"]] == ["Coast Courier"]
    assert (record["authors"], record["source_id"]) == (["Ana Vale", "Piet Holm"], "cst-1")
    assert record["text"] == "The ferry sailed again.\nA winter\nIt lay in the yard."
    assert record["rights"] == "Coast Media"
    assert record["extra"] == {
        "abstract": "In short.",
        "byline_title": "Staff",
        "caption": "The ferry.",
        "dateline": "MOORBACH",
        "notes": "Ana Vale reported.",
    }


@pytest.mark.parametrize("text", TEXTS)
def test_each_item_of_newsml_is_a_record_however_its_text_is_wrapped(tmp_path: Path, text: str) -> None:
    found = read_export(written(tmp_path / "a.xml", message(ITEM.format(n=1, text=text), ITEM.format(n=2, text=text))))
    assert len(found.records) == 2
    for record in found.records:
        assert record["text"] == "The ferry sailed again.\nIt lay in the yard."
        assert record["rights"] == "(c) 2024 CNA"
        assert record["language"] == "en"
        assert record["extra"]["credit"] == "CNA"
    assert [one["source_id"] for one in found.records] == ["urn:newsml:1", "urn:newsml:2"]


def test_a_prefix_and_the_head_of_newsml_make_no_difference(tmp_path: Path) -> None:
    item = ITEM.format(n=3, text=TEXTS[2])
    (record,) = read_export(written(tmp_path / "a.xml", item)).records
    assert (record["title"], record["date"], record["authors"]) == ("Ferry back 3", "2024-05-03", ["Ana Vale"])
    assert [one["name"] for one in record["outlets"]] == ["Coast News Agency"]


def test_an_item_without_headline_and_text_is_named_and_a_message_without_items_is_an_error(tmp_path: Path) -> None:
    empty = '<newsItem guid="urn:newsml:9"><itemMeta/></newsItem>'
    found = read_export(written(tmp_path / "a.xml", message(ITEM.format(n=1, text=TEXTS[0]), empty)))
    assert (len(found.records), [problem.code for problem in found.problems]) == (1, ["article-unread"])
    with pytest.raises(CorpuskitError, match="looks like news in XML"):
        read_export(written(tmp_path / "b.xml", message()))


def test_a_description_is_kept_as_an_abstract_that_of_a_picture_too(tmp_path: Path) -> None:
    more = "<description role='drol:summary'>In short.</description></contentMeta>"
    text = ITEM.format(n=1, text="<inlineData>It sails.</inlineData>").replace("</contentMeta>", more)
    (record,) = read_export(written(tmp_path / "a.xml", text)).records
    assert record["extra"]["abstract"] == "In short."
