"""Articles saved from Nexis as HTML: its text, with the centring in style sheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports import read_export, written

from corpuskit.model import CorpuskitError

PAGE = """<HTML>
<HEAD>
<STYLE TYPE="text/css"><!--
.c0 { text-align: center; }
.c1 { text-align: center; margin-top: 0em; margin-bottom: 0em; }
.c2 { font-family: Arial; font-size: 10pt; font-weight: normal; }
.c3 { text-align: center; margin-left: 13%; margin-right: 13%; }
.c4 { font-size: 10pt; font-weight: bold; color: #CC0033; }
.c5 { text-align: left; }
.c7 { font-size: 14pt; font-weight: bold; }
.c8 { font-size: 10pt; font-weight: bold; }
--></STYLE>
<TITLE>&nbsp;</TITLE></HEAD>
<BODY>
<DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c12">Download Request: Selected Items: 1-3<BR>Time Of Request: Friday,
 May 10, 2024 &nbsp;16:51:31<BR><BR>Send To:<BR>A READER<BR>Terms: (ferry OR harbour)<BR>Source: Coast Papers<BR>
Project ID: <BR></SPAN></P>
</DIV>
<A NAME="DOC_ID_1_0"></A><!-- Hide XML section from browser
<DOC NUMBER=1>
<DOCFULL> -->
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">1 of 3 DOCUMENTS</SPAN></P>
</DIV>
<BR><DIV CLASS="c0"><BR><P CLASS="c1"><IMG SRC="x"><BR><SPAN CLASS="c2">The Coast Courier</SPAN></P>
</DIV>
<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">May</SPAN><SPAN CLASS="c2"> 3, 2024 Friday 9:15 AM GMT<BR>First
 Edition</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">Ferry back in service;<BR>Islanders wait for
 the timetable</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">BYLINE: </SPAN><SPAN CLASS="c2">Ana Vale</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">SECTION: </SPAN><SPAN CLASS="c2">LOCAL; Pg. 12</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c9"><SPAN CLASS="c2">The </SPAN><SPAN CLASS="c4">ferry</SPAN><SPAN CLASS="c2">
 sailed again.</SPAN></P>
<P CLASS="c9"><SPAN CLASS="c4">MID:</SPAN><SPAN CLASS="c2"> the crew was glad.<BR>Everybody was.</SPAN></P>
</DIV>
<TABLE><TR><TD><P CLASS="c6">Ship</P></TD><TD><P CLASS="c6">Berth</P></TD></TR>
<TR><TD><P CLASS="c6">Ferry</P></TD><TD><P CLASS="c6">4</P></TD></TR></TABLE>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LANGUAGE: </SPAN><SPAN CLASS="c2">ENGLISH</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">SHIP-CODE: </SPAN><SPAN CLASS="c2">FRY</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">CORRECTION:<BR></SPAN></P>
<P CLASS="c9"><SPAN CLASS="c2">The berth is number 3.</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LOAD-DATE: </SPAN><SPAN CLASS="c2">May 4, 2024</SPAN></P>
</DIV>
<BR><DIV CLASS="c0"><BR><P CLASS="c1"><SPAN CLASS="c2">Courier 2024<BR>All Rights Reserved</SPAN></P>
</DIV>
<A NAME="DOC_ID_2_0"></A>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c2">This document cannot be displayed.</SPAN></P>
</DIV>
<A NAME="DOC_ID_3_0"></A>
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">Dokument 3 von 3</SPAN></P>
</DIV>
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">Inselblatt</SPAN></P>
</DIV>
<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c2">4. Mai 2024 Samstag</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c2">M&uuml;hle schlie&szlig;t</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">L&Auml;NGE: </SPAN><SPAN CLASS="c2">20 W&ouml;rter</SPAN></P>
</DIV>
<BR><DIV CLASS="c5"><P CLASS="c9"><SPAN CLASS="c2">Die M&uuml;hle schlie&szlig;t.</SPAN></P>
</DIV>
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">Copyright 2024 Inselblatt<BR>Alle Rechte vorbehalten</SPAN></P>
</DIV>
</BODY></HTML>
"""


def test_each_article_gives_what_stands_in_it(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", PAGE))
    first, second = found.records
    assert (found.view.layout, found.view.view) == ("nexis-html", "text-by-nexis-html")
    assert (first["title"], first["date"]) == ("Ferry back in service;Islanders wait for the timetable", "2024-05-03")
    assert (first["section"], first["page"], first["authors"]) == ("LOCAL", "12", ["Ana Vale"])
    assert first["outlets"][0]["name"] == "The Coast Courier"
    assert first["text"] == ("The ferry sailed again.\nMID: the crew was glad.\nEverybody was.\nShip\tBerth\nFerry\t4")
    assert (first["language"], first["rights"]) == ("en", "Courier 2024 All Rights Reserved")
    assert (first["extra"]["ship_code"], first["extra"]["load_date"]) == ("FRY", "May 4, 2024")
    assert first["extra"]["correction"] == "The berth is number 3."
    assert (second["title"], second["date"]) == ("Mühle schließt", "2024-05-04")
    assert (second["outlets"][0]["name"], second["text"]) == ("Inselblatt", "Die Mühle schließt.")


def test_an_article_that_nexis_left_out_is_named_and_the_cover_page_says_how_it_was_collected(tmp_path: Path) -> None:
    found = read_export(written(tmp_path / "a.html", PAGE))
    unread, differs = found.problems
    assert (unread.code, differs.code) == ("article-unread", "declared-count-differs")
    assert "This document cannot be displayed" in unread.message
    assert found.statement["query"] == ["(ferry OR harbour)"]
    assert found.statement["date"] == ["Friday, May 10, 2024 16:51:31"]


def test_a_copy_without_anchors_and_style_sheet_is_read_by_its_attributes(tmp_path: Path) -> None:
    page = PAGE.replace('CLASS="c0"', 'ALIGN="center"').replace('CLASS="c3"', 'style="text-align: center"')
    page = page.replace('CLASS="c1"', "").replace("<A NAME", "<!-- LXNComment 1 --><A ID")
    first, second = read_export(written(tmp_path / "a.html", page)).records
    assert (first["date"], first["outlets"][0]["name"]) == ("2024-05-03", "The Coast Courier")
    assert second["title"] == "Mühle schließt"


def test_a_page_of_nexis_without_numbered_lines_is_an_error_that_says_what_was_expected(tmp_path: Path) -> None:
    page = PAGE[: PAGE.index("<A NAME")].replace("<BODY>", "<BODY><!-- LXNComment 1 -->")
    with pytest.raises(CorpuskitError, match="looks like an export of Nexis"):
        read_export(written(tmp_path / "a.html", page))
