"""Credit lines and datelines: who, where and when."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.lexicon.credits.datelines import parse_dateline
from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.lexicon.credits.parsing import parse_credit

#: Credit, authors, outlets, ISO date.
CREDITS = [
    ("Harbour Post | November 12, 2024", [], ["Harbour Post"], "2024-11-12"),
    ("By Mary Lane | Harbour Post | September 28, 2024", ["Mary Lane"], ["Harbour Post"], "2024-09-28"),
    ("Nordlicht – 27.09.2024", [], ["Nordlicht"], "2024-09-27"),
    ("Published: 5 May 2024, by Mary Lane and Peter Strand", ["Mary Lane", "Peter Strand"], [], "2024-05-05"),
    ("[2024-01-05] Nordlicht", [], ["Nordlicht"], "2024-01-05"),
    ("2024-01-05 | Nordlicht | Mary Lane, Peter Strand", ["Mary Lane", "Peter Strand"], ["Nordlicht"], "2024-01-05"),
    ("(Nordlicht, 05.01.2024)", [], ["Nordlicht"], "2024-01-05"),
    ("Source: Harbour Post, May 5, 2024", [], ["Harbour Post"], "2024-05-05"),
    ("By Mary Lane\nHarbour Post\n5 May 2024, 10:22", ["Mary Lane"], ["Harbour Post"], "2024-05-05"),
    ("Le Petit Phare avec AFP, publié le 5 mai 2024 à 6h32", [], ["Le Petit Phare", "AFP"], "2024-05-05"),
    ("Von A. Vogel und Petra Strand, Nordlicht, 05.01.2024", ["A. Vogel", "Petra Strand"], ["Nordlicht"], "2024-01-05"),
    ("Nordlicht vom 5. Mai 2024", [], ["Nordlicht"], "2024-05-05"),
    ("Mary Lane in London\nTue 5 May 2024 10.22 GMT", ["Mary Lane"], [], "2024-05-05"),
    ("via Nordlicht • May 5, 2024 • 5 min read", [], ["Nordlicht"], "2024-05-05"),
    ("Quay\nMay 5, 2024 Tuesday\nBYLINE: Mary Lane; Jo Roe\nLENGTH:", ["Mary Lane", "Jo Roe"], ["Quay"], "2024-05-05"),
    ("— Mary Lane, Nordlicht, 5 May 2024", ["Mary Lane"], ["Nordlicht"], "2024-05-05"),
    ("Nordlicht / Mary Lane & Peter Strand / 5 May 2024", ["Mary Lane", "Peter Strand"], ["Nordlicht"], "2024-05-05"),
    ("Mary Lane, Nordlicht\nPublished May 5, 2024. Updated 5:32 PM", ["Mary Lane"], ["Nordlicht"], "2024-05-05"),
    ("Updated June 7, 2024 | Harbour Post | May 5, 2024", [], ["Harbour Post"], "2024-05-05"),
    ("Source: Nordlicht | 2024-05-05 10:22:11 | Editor: kb", [], ["Nordlicht"], "2024-05-05"),
    ("TASS/AFP, 5 May 2024", [], ["TASS", "AFP"], "2024-05-05"),
    ("Nordlicht · 2 hours ago", [], ["Nordlicht"], None),
    ("5 MAY, 10:22 | Nordlicht", [], ["Nordlicht"], None),
    ("Posted May 5, 2024 in Harbour Post", [], ["Harbour Post"], "2024-05-05"),
    ("First published in Harbour Post on Sunday, 5 May 2024", [], ["Harbour Post"], "2024-05-05"),
    ("By Mary Lane | Special to The Quay", ["Mary Lane"], ["The Quay"], None),
    ("Mary Lane in Cairo for Harbour Post\n5 May 2024", ["Mary Lane"], ["Harbour Post"], "2024-05-05"),
    ("5 May 2024: Osk Tvarn reports for Harbour Post", ["Osk Tvarn"], ["Harbour Post"], "2024-05-05"),
    ("Osk Tvarn for harbourpost.com, 5 May 2024", ["Osk Tvarn"], ["harbourpost.com"], "2024-05-05"),
    ("Osk Tvarn for Harbour Post\nPublished 5 May 2024", ["Osk Tvarn"], ["Harbour Post"], "2024-05-05"),
    ("Centre for Coastal Policy\nPublished 5 May 2024", [], ["Centre for Coastal Policy"], "2024-05-05"),
    ("Mary Lane in the Philippines\n5 May 2024", ["Mary Lane"], [], "2024-05-05"),
    ("Mary Lane in the Outer Skerries, 5 May 2024", ["Mary Lane"], [], "2024-05-05"),
    ("Anna Vogel im Sudan, 5. Mai 2024", ["Anna Vogel"], [], "2024-05-05"),
    ("Mary Lane in Harbour News, 5 May 2024", ["Mary Lane"], ["Harbour News"], "2024-05-05"),
    ("Osk Tvarn @ Harbour Post — 5 May 2024", ["Osk Tvarn"], ["Harbour Post"], "2024-05-05"),
    ("Nordlicht, 5 May 2024, 1,204 words", [], ["Nordlicht"], "2024-05-05"),
    ("Mary Lane (harbourpost.com), 5 May 2024", ["Mary Lane"], ["harbourpost.com"], "2024-05-05"),
    ("Neue Küsten Zeitung (NKZ), 05.05.2024", [], ["Neue Küsten Zeitung (NKZ)"], "2024-05-05"),
    ("Mary Lane @mlane · May 5, 2024", ["Mary Lane"], [], "2024-05-05"),
    ("By Mary Lane mlane@harbourpost.com | Harbour Post", ["Mary Lane"], ["Harbour Post"], None),
    ("By Mary Lane\n© 2023 Harbour Post", ["Mary Lane"], ["Harbour Post"], None),
    ("© Harbour Post, May 5, 2024", [], ["Harbour Post"], "2024-05-05"),
    ("Harbour Post #451 · 5 May 2024", [], ["Harbour Post"], "2024-05-05"),
    ("Created: 2025-02-11 10:14\nHarbour Post, 5 May 2024", [], ["Harbour Post"], "2024-05-05"),
    ("Erstellt am 11. Februar 2025\nNordlicht", [], ["Nordlicht"], None),
    ("By Mary Lane, Chief Reporter\nThe Quay\n5 May 2024", ["Mary Lane"], ["The Quay"], "2024-05-05"),
    ("By Mary Lane, Senior Africa Correspondent, The Quay", ["Mary Lane"], ["The Quay"], None),
    ("By Mary Lane, The Marlow Reporter, 5 May 2024", ["Mary Lane"], ["The Marlow Reporter"], "2024-05-05"),
    ("dpa/lby, 5. Mai 2024", [], ["dpa"], "2024-05-05"),
    ("Door Jeroen Marl en Sanne Moor\nDe Kade, 5 mei 2024", ["Jeroen Marl", "Sanne Moor"], ["De Kade"], "2024-05-05"),
    ("A. Marl, The Quay, 5 May 2024", ["A. Marl"], ["The Quay"], "2024-05-05"),
    ("Osk Tvarn, Mary Lane and Jo Roe in Berlin\n5 May 2024", ["Osk Tvarn", "Mary Lane", "Jo Roe"], [], "2024-05-05"),
    ("Teksti: Anna Marl ja Matti Roe\n5.5.2024", ["Anna Marl", "Matti Roe"], [], "2024-05-05"),
    ("文・佐藤健、山田花子\n2024年5月5日", ["佐藤健", "山田花子"], [], "2024-05-05"),
    ("The Quay – World, 5 May 2024", [], ["The Quay"], "2024-05-05"),
    ("Nordlicht - Politik | 5. Mai 2024", [], ["Nordlicht"], "2024-05-05"),
    ("Mary Lane, Cairo\n5 May 2024 · 4 min read", ["Mary Lane"], [], "2024-05-05"),
    ("San Antonio Harbour-News 20/11/2019", [], ["San Antonio Harbour-News"], "2019-11-20"),
    ("Osk net in Cairo\nTue 5 May 2024 10.22 GMT", ["Osk net"], [], "2024-05-05"),
    ("Kirche in Deutschland\n5 May 2024", [], ["Kirche in Deutschland"], "2024-05-05"),
    ("Unterwegs in Berlin | 5 May 2024", [], ["Unterwegs in Berlin"], "2024-05-05"),
    ("By Ministerium für Fischerei in Paris, 5 May 2024", ["Ministerium für Fischerei"], [], "2024-05-05"),
    ("quayside.example - See, co se děje – 5 May 2024", [], ["quayside.example - See, co se děje"], "2024-05-05"),
    ("El Faro. Mary Lane. 05-05-2024", ["Mary Lane"], ["El Faro"], "2024-05-05"),
    ("Mary Lane. Nordlicht, 5 May 2024.", ["Mary Lane"], ["Nordlicht"], "2024-05-05"),
    ("Prof. Mary Lane. Nordlicht, 5 May 2024", ["Prof. Mary Lane"], ["Nordlicht"], "2024-05-05"),
    ("Ida Moor. Sie kam nicht zur Wahl · 5 May 2024", [], ["Ida Moor. Sie kam nicht zur Wahl"], "2024-05-05"),
    ("Lane, M. (2024, May 5). Harbour Post.", ["Lane, M."], ["Harbour Post"], "2024-05-05"),
    ("Lane, M. K., & Strand, P. (2024, May 5). Quay News.", ["Lane, M. K.", "Strand, P."], ["Quay News"], "2024-05-05"),
    ("✍️ Mary Lane\n📅 5 May 2024\n📰 Nordlicht", ["Mary Lane"], ["Nordlicht"], "2024-05-05"),
    ("📌 Mary Lane / The Quay", ["Mary Lane"], ["The Quay"], None),
    ("The Northern Sun, May 5, 2024", [], ["The Northern Sun"], "2024-05-05"),
    ("Quay News Sun, 5 May 2024 14:20:00 GMT", [], ["Quay News"], "2024-05-05"),
    ("来源：Nordlicht\u3000发布时间：2024-05-05 10:22", [], ["Nordlicht"], "2024-05-05"),
    ("<Nordlicht> 05.05.2024", [], ["Nordlicht"], "2024-05-05"),
    ("20240505 Nordlicht", [], ["Nordlicht"], "2024-05-05"),
    ("Story by Mary Lane, for Harbour Post, May 5, 2024", ["Mary Lane"], ["Harbour Post"], "2024-05-05"),
    ("Clipped from Nordlicht – 5 May 2024", [], ["Nordlicht"], "2024-05-05"),
    ("Forwarded from Nordlicht", [], ["Nordlicht"], None),
    ("EFE in Cairo\nTue 5 May 2024 10.22 GMT", ["EFE"], [], "2024-05-05"),
    ("Hafenverein\u00a0e.V.\u00a0• May 5, 2024", [], ["Hafenverein\u00a0e.V."], "2024-05-05"),
    ("5 May 2024\nHomepage: https://quay.example.org", [], [], "2024-05-05"),
    ("מאת: דנה ברק | ידיעות העמק | 5 במאי 2024", ["דנה ברק"], ["ידיעות העמק"], "2024-05-05"),
    ("חדשות העיר, 5.5.2024, דנה ברק", ["דנה ברק"], ["חדשות העיר"], "2024-05-05"),
    ("مجلة الأفق, 05.05.2024, ليلى منصور", ["ليلى منصور"], ["مجلة الأفق"], "2024-05-05"),
    ("文・古賀直人 | 北岸ジャーナル | 2024年5月5日", ["古賀直人"], ["北岸ジャーナル"], "2024-05-05"),
    ("北岸周刊, 05.05.2024, 周文静", ["周文静"], ["北岸周刊"], "2024-05-05"),
    ("박준석 기자 | 강마을신문 | 2024년 5월 5일", ["박준석"], ["강마을신문"], "2024-05-05"),
    ("강마을 | 2024-05-05", [], ["강마을"], "2024-05-05"),
    ("Köln, 5. Mai 2024 – KÜSTE KLARER", [], ["KÜSTE KLARER"], "2024-05-05"),
    ("Hamburg, 5. Mai 2024 – die-fähre.net", [], ["die-fähre.net"], "2024-05-05"),
    ("Mary Lane\nSevilla - 05 may 2024 - 10:22 CEST", ["Mary Lane"], [], "2024-05-05"),
    ("5 maggio 2024 Il Faro di Ponente", [], ["Il Faro di Ponente"], "2024-05-05"),
    ("Mary Lane. harbourpost.com [Oslo] 5 May 2024: A.21.", ["Mary Lane"], ["harbourpost.com"], "2024-05-05"),
    ("Quay\nMay 5, 2024\nCopyright 2024 Quay All Rights Reserved", [], ["Quay"], "2024-05-05"),
    ("Harbour Post, May 2024 issue, pp. 29–36", [], ["Harbour Post"], None),
    ("Nordlicht, Heft 4/2024, S. 62", [], ["Nordlicht"], None),
    ("Nordlicht, Ausgabe 19, 5. Mai 2024", [], ["Nordlicht"], "2024-05-05"),
    ("Opinión de Mary Lane, Radio Faro, 5 de mayo de 2024", ["Mary Lane"], ["Radio Faro"], "2024-05-05"),
    ("Forfatter: Mary Lane\nKilde: Havnebladet\nDato: 5. mai 2024", ["Mary Lane"], ["Havnebladet"], "2024-05-05"),
    ("Tribune de Montsec, 5 mai 2024", [], ["Tribune de Montsec"], "2024-05-05"),
    ("World | 5 May 2024 | 5 min read", [], [], "2024-05-05"),
    ("Science, 5 May 2024", [], ["Science"], "2024-05-05"),
    ("Opinion | 5. toukokuuta 2024 | Lukuaika 9 min", [], [], "2024-05-05"),
    ("Lesezeit: 4 Min. | Nordlicht | 5. Mai 2024", [], ["Nordlicht"], "2024-05-05"),
    ("منذ 2 ساعات – مجلة الأفق", [], ["مجلة الأفق"], None),
    ("2 tuntia sitten – Rannikon Uutiset", [], ["Rannikon Uutiset"], None),
    ("for 3 timer siden – Havnebladet", [], ["Havnebladet"], None),
    ("更新时间 2024年6月7日\n发布时间 2024年5月5日\n来源：北岸周刊", [], ["北岸周刊"], "2024-05-05"),
    ("수정 2024년 6월 7일, 입력 2024년 5월 5일\n강마을신문", [], ["강마을신문"], "2024-05-05"),
    ("Cập nhật 7/6/2024\nĐăng 5 tháng 5, 2024\nHarbour Post", [], ["Harbour Post"], "2024-05-05"),
    ("→ Harbour Post, 5 May 2024", [], ["Harbour Post"], "2024-05-05"),
    ("By By By By .", [], [], None),
    ("", [], [], None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "authors", "outlets", "date"), CREDITS)
def test_a_credit_states_its_authors_outlets_and_date(
    text: str, authors: list[str], outlets: list[str], date: str | None
) -> None:
    credit = parse_credit(text)
    assert [a.name for a in credit.authors] == authors
    assert [o.name for o in credit.outlets] == outlets
    assert (credit.date.iso if credit.date else None) == date


@pytest.mark.parametrize("text", [c[0] for c in CREDITS])
def test_names_stand_where_their_offsets_say(text: str) -> None:
    credit = parse_credit(text)
    for named in (*credit.authors, *credit.outlets):
        assert text[named.start : named.end] == named.name
        assert 0 < named.confidence <= 1


def test_a_date_of_numbers_stays_open_until_dump_or_language_settles_it() -> None:
    text = "Nordlicht, 03/04/2024"
    assert parse_credit(text).date.iso is None
    assert parse_credit(text, date_order="dmy").date.iso == "2024-04-03"
    assert parse_credit(text, date_order="mdy").date.iso == "2024-03-04"
    assert parse_credit(text, language="fr").date.iso == "2024-04-03"
    assert parse_credit(text, language="en").date.iso is None
    assert parse_credit("Nordlicht, 03.04.19", language="de").date.iso == "2019-04-03"
    assert parse_credit("Nordlicht, 03.04.19", language="ko").date.iso is None


@pytest.mark.parametrize(
    "text",
    ["Nordlicht (accessed 5 May 2024)", "Nordlicht, abgerufen am 5.5.2024", "Saved from Nordlicht on 5 May 2024"],
)
def test_the_day_on_which_a_text_was_looked_at_is_not_its_date(text: str) -> None:
    credit = parse_credit(text)
    assert ([o.name for o in credit.outlets], credit.date) == (["Nordlicht"], None)
    assert parse_credit(f"Nordlicht, 3 May 2024\n{text}").date.iso == "2024-05-03"


def test_habits_tell_an_author_from_an_outlet_where_the_words_do_not() -> None:
    text = "Zyx Qwv / Abc Def / 5 May 2024"
    habits = CreditHabits()
    for name in ("Mary Lane", "Peter Strand", "Anna Vogel", "Peter Lane", "Anna Strand"):
        habits.add(f"The Quay News / {name} / 5 May 2024")
    assert [a.name for a in parse_credit(text, habits=habits).authors] == ["Abc Def"]
    assert [o.name for o in parse_credit(text, habits=habits).outlets] == ["Zyx Qwv"]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                *"ABc é.,|–-/()[]\n\r\u00a01205:;",
                "By ",
                "von ",
                "Source: ",
                "May 5, 2024",
                " and ",
                "語",
                "Mary Lane",
                "AFP",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_is_read_without_failing_and_every_offset_holds(text: str) -> None:
    credit = parse_credit(text)
    for named in (*credit.authors, *credit.outlets):
        assert text[named.start : named.end] == named.name
        assert named.name.strip()
    dateline = parse_dateline(text)
    if dateline is not None and dateline.agency is not None:
        assert text[dateline.agency.start : dateline.agency.end] == dateline.agency.name


@pytest.mark.parametrize(
    ("text", "place", "agency", "date"),
    [
        ("LONDON, Jan 5, 2024 (Reuters) - Rain fell.", "LONDON", "Reuters", "2024-01-05"),
        ("MOSCOW, November 5. /TASS/. Rain fell.", "MOSCOW", "TASS", None),
        ("BEIJING, Jan. 5 (Xinhua) -- Rain fell.", "BEIJING", "Xinhua", None),
        ("PARIS (AP) — Rain fell.", "PARIS", "AP", None),
        ("PARIS (The Quay and Post) — Rain fell.", "PARIS", "The Quay and Post", None),
        ("PARIS (quay.example) — Rain fell.", "PARIS", "quay.example", None),
        ("Hamburg (dpa/lno) – Es regnet.", "Hamburg", "dpa/lno", None),
        ("UNITED NATIONS – Rain fell.", "UNITED NATIONS", None, None),
        ("CHICAGO — May 5, 2024 (Quay News) — Rain fell.", "CHICAGO", "Quay News", "2024-05-05"),
        ("(ANSA) - ROMA, 05 MAG 2024 - Rain fell.", "ROMA", "ANSA", "2024-05-05"),
        ("AMSTERDAM (De Kade, 5 mei 2024) - Rain fell.", "AMSTERDAM", "De Kade", "2024-05-05"),
        ("МОСКВА, 5 мая 2024. /ТАСС/. Rain fell.", "МОСКВА", "ТАСС", "2024-05-05"),
        ("Altmar (Ravenna), 4 marzo 2023 – Rain fell.", "Altmar", None, "2023-03-04"),
        ("Altmar (Ohio), May 5, 2024 - Rain fell.", "Altmar", None, "2024-05-05"),
        ("Hamburg (Abendpost), 5. Mai 2024 – Rain fell.", "Hamburg", "Abendpost", "2024-05-05"),
        ("Beirut (Petra), May 5, 2024 - Rain fell.", "Beirut", "Petra", "2024-05-05"),
        ("NEW YORK--(BUSINESS WIRE)--Rain fell.", "NEW YORK", "BUSINESS WIRE", None),
        ("OSLO - Rain fell on May 5, 2024 - twice.", "OSLO", None, None),
    ],
)
def test_a_dateline_states_place_agency_and_date(text: str, place: str, agency: str | None, date: str | None) -> None:
    found = parse_dateline(text)
    assert found is not None
    assert found.place == place
    assert (found.agency.name if found.agency else None) == agency
    assert (found.date.iso if found.date else None) == date
    assert text[found.end :].startswith(("Rain fell", "Es regnet."))


@pytest.mark.parametrize(
    "text",
    [
        "The minister (AP) - said so.",
        "Speaking on May 5, 2024 - he said.",
        "Berlin - Es regnet.",
        "PARIS (by mail) — He said so.",
        "Rain fell.",
        "",
        "(",
        "- ",
        "Correction, May 5, 2024: An earlier version gave the wrong place.",
    ],
)
def test_prose_has_no_dateline(text: str) -> None:
    assert parse_dateline(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "By " * 20_000,
        "a, " * 20_000,
        "(" * 60_000,
        " - " * 20_000,
        "A/" * 30_000,
        "/ " * 30_000,
        "1:" * 30_000,
        "- " * 30_000,
    ],
)
def test_of_a_line_of_60_kb_only_the_start_is_read(text: str) -> None:
    assert parse_credit(text) == parse_credit(text[:2_000])
    assert parse_dateline(text) == parse_dateline(text[:140])


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("Metro Herald, 2 May 2023, p. 4, by Lena Ortiz", "4"),
        ("Metro Herald | 2 May 2023 | Page A12", "A12"),
        ("Süddeutsche Zeitung, 11.02.2024, S. 5", "5"),
        ("El Faro, 3-5-2020, pág. 12", "12"),
        ("Северный вестник\n12.03.2022, стр. 3", "3"),
        ("Quelle: taz\nDatum: 13.02.2024\nSeite: 7", "7"),
        ("Paper: Coast Courier\nPages: 3-4\nDate: 3 May 2024", "3-4"),
        ("Ida Moor. Coast Courier [Oslo] 3 May 2024: B.14.", "B.14"),
        ("Coast Courier, Vol. 2, No. 14, 3 May 2024", None),
        ("Page One News, 3 May 2024", None),
    ],
)
def test_the_page_is_read_where_a_word_says_that_it_is_one(line: str, page: str | None) -> None:
    found = parse_credit(line)
    assert (found.page.name if found.page else None) == page
    if found.page is not None:
        assert line[found.page.start : found.page.end] == page
    assert all("age" not in outlet.name or outlet.name == "Page One News" for outlet in found.outlets)


def test_a_section_is_read_behind_its_label() -> None:
    found = parse_credit("Coast Courier | Section: Harbour and Ferries | 3 May 2024")
    assert found.section is not None
    assert (found.section.name, found.section.rule) == ("Harbour and Ferries", "section-label")
    assert [outlet.name for outlet in found.outlets] == ["Coast Courier"]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Ian Vale Science editor", "Ian Vale"),
        ("Maria Keller Senior political correspondent", "Maria Keller"),
        ("By Ian Vale Deputy political editor", "Ian Vale"),
        ("Claire Dubois Envoyée spéciale et journaliste", "Claire Dubois"),
    ],
)
def test_the_office_right_behind_a_name_is_no_part_of_it(line: str, author: str) -> None:
    assert [named.name for named in parse_credit(f"{line}\nCoast Courier\n3 May 2024").authors] == [author]


def test_an_outlet_in_front_of_an_office_is_no_author() -> None:
    assert parse_credit("Coast Courier Science editor\n3 May 2024").authors == ()


@pytest.mark.parametrize(
    "office", ["Science correspondent", "CRIME EDITOR", "Chief Political Writer", "Legal affairs editor", "Books desk"]
)
def test_an_office_on_a_line_of_its_own_is_no_outlet(office: str) -> None:
    found = parse_credit(f"By Ida Moor\n{office}\n3 May 2024")
    assert [named.name for named in found.authors] == ["Ida Moor"]
    assert found.outlets == ()


def test_a_paper_called_after_an_office_is_an_outlet() -> None:
    found = parse_credit("By Ida Moor\nDaily Reporter\n3 May 2024")
    assert [named.name for named in found.outlets] == ["Daily Reporter"]


@pytest.mark.parametrize("place", ["Monterrey", "Pune", "Veracruz, Ver.", "Kumasi, Ghana"])
def test_a_city_beside_an_author_is_no_outlet(place: str) -> None:
    found = parse_credit(f"By Ida Moor\n{place}, 3 May 2024")
    assert found.outlets == ()
    assert found.place is not None
    assert found.place.name == place.split(",")[0]


@pytest.mark.parametrize("line", ["Nairobi, 3 March 2011 (Relief Wire)", "Dhaka | Relief Wire | 3 March 2011"])
def test_a_city_beside_an_outlet_is_none(line: str) -> None:
    assert [outlet.name for outlet in parse_credit(line).outlets] == ["Relief Wire"]


def test_the_day_on_which_a_text_was_saved_is_not_its_own() -> None:
    for credit in ("quay.example · 4 min read · Saved May 6, 2021", "Quay News\nDate saved: 6 May 2021"):
        assert parse_credit(credit).date is None


@pytest.mark.parametrize(
    "counted", ["124 Kommentare", "1.2K views", "Comments (12)", "3,204 просмотра", "12 shares", "12 Retweets 40 Likes"]
)
def test_what_a_page_counts_names_nobody(counted: str) -> None:
    found = parse_credit(f"Ada Marlow\n3 May 2024\n{counted}")
    assert [named.name for named in found.authors] == ["Ada Marlow"]
    assert found.outlets == ()


def test_of_two_sections_the_more_exact_one_is_given() -> None:
    found = parse_credit("News|Politics\nPublished On 12 Mar 2022")
    assert (found.section and found.section.name, found.outlets) == ("Politics", ())
    assert [outlet.name for outlet in parse_credit("Science, May 5, 2024").outlets] == ["Science"]


def test_a_country_beside_an_author_is_no_outlet() -> None:
    found = parse_credit("14:05, 12 марта 2022\nРоссия\nИван Петров")
    assert ([named.name for named in found.authors], found.outlets) == (["Иван Петров"], ())


@pytest.mark.parametrize(
    ("text", "authors", "outlets"),
    [
        ("(Ian Vale/Coast News)", ["Ian Vale"], ["Coast News"]),
        ("May 3, 2021 by Ian Vale Leave a Comment", ["Ian Vale"], []),
        ("Posted by Ian Vale on May 3, 2021\n12 comments", ["Ian Vale"], []),
        ("Coast News\n35.9K views", [], ["Coast News"]),
        ("REDACCIÓN / LUGO\n21/11/2019 - 10:34 h.", [], []),
        ("Scris de Ion Vale | Publicat: 3 mai 2021\nVizualizări: 812", ["Ion Vale"], []),
        ("Author: n/a\nSource: Coast News\nDate: 2021-05-03", [], ["Coast News"]),
        ("Author: Unknown\nSource: N/A\nDate: unknown", [], []),
        ("Autor: unbekannt\nNordlicht, 3.5.2021", [], ["Nordlicht"]),
        ("Page 1 of 3\nThe Coast Week Thursday, July 8, 1999", [], ["The Coast Week"]),
        ("Rovers 1-1 Athletic\nBy Ian Vale", ["Ian Vale"], []),
        ("Words and pictures by Ian Vale\nSpring 2018", ["Ian Vale"], []),
        ("Contact: Ian Vale\nEMBARGOED UNTIL 00:01 GMT 5 JUNE 2019", [], []),
        ("Published: 7 Nov 2019 | Tags: floods, budget, harbour", [], []),
        ("Length: 812 words\nCoast News, 3 May 2021", [], ["Coast News"]),
        ("From Alan Vale in Belfast\n12 Apr 2014", ["Alan Vale"], []),
        ("From the Quay, 12 Apr 2014", [], ["From the Quay"]),
        ("Von unserem Redaktionsmitglied Ida Moor\nNordlicht, 3.5.2021", ["Ida Moor"], ["Nordlicht"]),
        ("Ian Vale\nLocal Democracy Reporter\n3 May 2021", ["Ian Vale"], []),
        ("oprac. (MK)\n10 czerwca 2021, 07:00", ["MK"], []),
        ("#harbour #ferry\nCoast News · May 3, 2021", [], ["Coast News"]),
        ("来源：海岸报 发布时间：2021-05-03", [], ["海岸报"]),
    ],
)
def test_what_stands_beside_names_is_none(text: str, authors: list[str], outlets: list[str]) -> None:
    credit = parse_credit(text)
    assert ([a.name for a in credit.authors], [o.name for o in credit.outlets]) == (authors, outlets)


def test_the_city_of_a_correspondent_is_no_outlet() -> None:
    found = parse_credit("Natasha Daly • in Johannesburg\nThu 1 Jan 2015 19.54 GMT")
    assert ([named.name for named in found.authors], found.outlets) == (["Natasha Daly"], ())
    assert found.place is not None
    assert found.place.name == "Johannesburg"


def test_tags_of_a_page_are_no_part_of_names_and_days() -> None:
    text = 'By <b>Ana</b> <i>Vale</i> and Jon <a href="/bo">Roe</a> | Coast <b>Courier</b> | 3 <b>May</b> 2024'
    found = parse_credit(text)
    assert ([one.name for one in found.authors], [one.name for one in found.outlets]) == (
        ["Ana Vale", "Jon Roe"],
        ["Coast Courier"],
    )
    assert found.date is not None
    assert (found.date.iso, found.date.raw) == ("2024-05-03", "3 May 2024")
    assert text[found.authors[0].start : found.authors[0].end] == "Ana</b> <i>Vale"
