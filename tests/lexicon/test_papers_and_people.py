"""A paper told from a person, a town, an office or an issue that is printed right beside it."""

from __future__ import annotations

import pytest

from corpuskit.lexicon.credits.datelines import parse_dateline
from corpuskit.lexicon.credits.parsing import parse_credit
from corpuskit.lexicon.dates import find_dates


def named(text: str) -> tuple[list[str], list[str]]:
    credit = parse_credit(text)
    assert all(text[one.start : one.end] == one.name for one in (*credit.authors, *credit.outlets))
    return [one.name for one in credit.authors], [one.name for one in credit.outlets]


@pytest.mark.parametrize(
    ("credit", "authors", "outlets"),
    [
        ("IDA MOOR FOR THE QUAY POST\n3 May 2024", ["IDA MOOR"], ["THE QUAY POST"]),
        ("Ouest Matin Hélène DUVAL\nPublié le 03/05/2024 à 12:33", ["Hélène DUVAL"], ["Ouest Matin"]),
        ("Vives Nouvelles Jean LE GOFF", ["Jean LE GOFF"], ["Vives Nouvelles"]),
        ("Marie Claire MOOR", ["Marie Claire MOOR"], []),
        ("Radio Ana", [], ["Radio Ana"]),
        ("Ida Moor from Quay Post\n3 May 2024", ["Ida Moor"], ["Quay Post"]),
        ("Letters from Ashby\n3 May 2024", [], ["Letters from Ashby"]),
        ("Text by:\nQUAY 24 with AFP", [], ["QUAY 24", "AFP"]),
        ("Text by:\nIda Moor\nQuay Post", ["Ida Moor"], ["Quay Post"]),
        ("Von Anna Vogel und Jo Roe (Fotos)\nHafenblatt, 03.05.2024", ["Anna Vogel"], ["Hafenblatt"]),
        ("Anna Vogel und Jo Roe (Fotos)\nHafenblatt, 03.05.2024", [], ["Hafenblatt"]),
        ("3. Mai 2024 | Mit Anna Vogel", ["Anna Vogel"], []),
        ("MIT Anna Review | 3 May 2024", [], ["MIT Anna Review"]),
        ("Ufficio stampa Comune di Aldara\n03/05/2024", [], ["Comune di Aldara"]),
        ("Gabinete de prensa de Puertos del Valle\n3 de mayo de 2024", [], ["Puertos del Valle"]),
        ("홍길동\n2024년 5월 3일", ["홍길동"], []),
        ("홍바다\n2024년 5월 3일", [], ["홍바다"]),
        ("สมชาย ใจงาม\n3 พฤษภาคม 2567", ["สมชาย ใจงาม"], []),
        ("Jo: thanks!\n3 May 2024", [], []),
        ("Posted on May 3, 2024 by Ida Moor\nFiled under: News, Ships, Media", ["Ida Moor"], []),
        ("Hafenblatt Nr. 29 vom 03.05.2024, S. 4", [], ["Hafenblatt"]),
        ("Quay Post no. 1204, 3 May 2024", [], ["Quay Post"]),
        ("Quay Post staff | 3 May 2024", [], ["Quay Post"]),
        ("Ольга ЛЕБЕДЬ, «Берег и время»\n3 мая 2024 года", ["Ольга ЛЕБЕДЬ"], ["Берег и время"]),
        ("Автор: Иван Петров / Газета «Берег» / 03.05.2024", ["Иван Петров"], ["Газета «Берег»"]),
        ("Home » Quay Post » 3 May 2024", [], ["Home"]),
        ("Anna Vogel/dpa\nHafenblatt, 03.05.2024, 14:05 Uhr", ["Anna Vogel"], ["Hafenblatt", "dpa"]),
        ("Veröffentlicht am 03.05.2024\nVon Anna Vogel\nRedakteurin Politik", ["Anna Vogel"], []),
        ("Von Anna Vogel\nRedakteur für Wirtschaft\nHafenblatt", ["Anna Vogel"], ["Hafenblatt"]),
        ("Photographs by Jo Roe. Words by Ida Moor. Quay Post, May 2024", ["Ida Moor"], ["Quay Post"]),
        ("Moor, Ida. Quay Post; Leeds [Leeds] 03 May 2024: A.18.", ["Moor, Ida"], ["Quay Post"]),
        ("Reuters, Ida. Quay Post; 03 May 2024", [], ["Reuters"]),
        ("IDA MOOR\nMAY 03, 2024 ∙ PAID", ["IDA MOOR"], []),
        ("QUAY POST – Fri 3 May 2024 – p.13 – circ. 65,000", [], ["QUAY POST"]),
        ("Anna Vogel, Oberlauchheim 03.05.2024, 14.05 Uhr", ["Anna Vogel"], []),
        ("Anna Vogel, Bad Kelm 03.05.2024", ["Anna Vogel"], []),
        ("Bad Kelm, 03.05.2024", [], ["Bad Kelm"]),
        ("Der Landbote am Sonntag, Dienstag, 3. Mai 2022 / Anna Vogel", ["Anna Vogel"], ["Der Landbote am Sonntag"]),
        ("民國113年5月3日 海岸時報 記者王小明／台北報導", ["王小明"], ["海岸時報"]),
        ("Trần Thị Hoa – Tin Biển, 03/05/2024", ["Trần Thị Hoa"], ["Tin Biển"]),
        ("Trần Thị Hoa (Theo Báo Biển Mới, 23/05/2024)", ["Trần Thị Hoa"], ["Báo Biển Mới"]),
        ("Theo Sommer, Hafenblatt, 3. Mai 2024", ["Theo Sommer"], ["Hafenblatt"]),
        ("Ida Moor and agencies", ["Ida Moor"], []),
        (
            "— Osk Tvarn and Deutsche Presse-Agentur, Zehn Minuten, 3 May 2024",
            ["Osk Tvarn", "Deutsche Presse-Agentur"],
            ["Zehn Minuten"],
        ),
        ("Fri Kust och TT | 3 maj 2024", [], ["Fri Kust och TT"]),
        ("Reposted from Quay Post with permission. Original by Ida Moor, 3 May 2024.", ["Ida Moor"], ["Quay Post"]),
        ("Hafen und Leben, 03.05.2024 (aw)", [], ["Hafen und Leben"]),
        ("Hafenblatt (dpa), 03.05.2024", [], ["Hafenblatt", "dpa"]),
        ("Luc Morel (à Genève) pour La Gazette du Quai – 3 mai 2024", ["Luc Morel"], ["La Gazette du Quai"]),
        ("Tóth Katalin | Parti Szó | 2024.05.03. 20:53", ["Tóth Katalin"], ["Parti Szó"]),
        ("Bright Quays and The Coast Courier, 3 May 2024", [], ["Bright Quays", "The Coast Courier"]),
        ("Pobřeží.cz - Víte, co se děje, 3. května 2024", [], ["Pobřeží.cz - Víte, co se děje"]),
        ("Landbote am Sonntag, 05.05.2024 (kv)", [], ["Landbote am Sonntag"]),
        ("The Quay on Sunday, 5 May 2024", [], ["The Quay on Sunday"]),
        ("Ida Moor on Sunday, 5 May 2024", ["Ida Moor"], []),
        ("Published in Quay Post on Sunday, 5 May 2024", [], ["Quay Post"]),
        ("Kanal 24, November 2023", [], ["Kanal 24"]),
        ("Ida Moor mit dpa | 3. Mai 2024", ["Ida Moor"], ["dpa"]),
        ("Laura Moor | The Quay Staff Writer | May 3, 2024", ["Laura Moor"], ["The Quay"]),
        ("Laura Moor, The Quay's health correspondent, 3 May 2024", ["Laura Moor"], ["The Quay"]),
        ("The Quay: Laura Moor, 3 May 2024", ["Laura Moor"], ["The Quay"]),
        ("Guest essay: Laura Moor, 3 May 2024", [], ["Guest essay: Laura Moor"]),
        ("The Quay · Laura Moor · 3h", ["Laura Moor"], ["The Quay"]),
        ("From The Quay, 3 May 2024", [], ["The Quay"]),
        ("By Laura Moor, The Quay (TNS)", ["Laura Moor"], ["The Quay", "TNS"]),
        ("Laura Moor/The Quay/TNS", ["Laura Moor"], ["The Quay", "TNS"]),
        ("Redacción El Faro del Sur - 3 mayo, 2024", [], ["El Faro del Sur"]),
        ("Redacción Médica - 3 mayo, 2024", [], ["Redacción Médica"]),
        ("Jornal do Cais (com agências), 3 de maio de 2024", [], ["Jornal do Cais"]),
        ("Автор: Иван Петров, издание «Вечерний берег», 3 мая 2024", ["Иван Петров"], ["Вечерний берег"]),
        ("صحيفة الساحل الجديد، أحمد حسن، 3 مايو 2024", ["أحمد حسن"], ["صحيفة الساحل الجديد"]),
        ("王小明 海岸晚报 2024-05-03", ["王小明"], ["海岸晚报"]),
        ("海岸晚报讯（记者王小明）2024年5月3日", ["王小明"], ["海岸晚报"]),
        ("홍길동 (항구일보), 2024년 5월 3일", ["홍길동"], ["항구일보"]),
        ("<p>By <b>Ida Moor</b>, Quay Post, 3 May 2024</p>", ["Ida Moor"], ["Quay Post"]),
        ("2024-05-03 (rev. 2024-05-05)", [], []),
        ("The Quay [online], 3 May 2024", [], ["The Quay"]),
        ("by Ida Moor at The Quay — 3 May 2024", ["Ida Moor"], ["The Quay"]),
        ("By Ida Moor at large | 3 May 2024", ["Ida Moor at large"], []),
        ("Laura Moor and The Quay team, 3 May 2024", ["Laura Moor"], ["The Quay"]),
        ("Mit Material von dpa | Hafenbote | 3. Mai 2024", [], ["Hafenbote"]),
        ("Hafenbote mit Agenturmaterial, 3. Mai 2024", [], ["Hafenbote"]),
        ("María López. Corresponsal de El Correo del Mar. 3 de mayo de 2024", ["María López"], ["El Correo del Mar"]),
        ("João Silva, enviado especial do Jornal do Cais | 3/5/2024", ["João Silva"], ["Jornal do Cais"]),
        ("Journal of Science, 3 May 2024", [], ["Journal of Science"]),
        ("(PAP) Gazeta Nadmorska, 3 maja 2024", [], ["Gazeta Nadmorska", "PAP"]),
        ("MTI/Parti Hírlap | 2024. május 3.", [], ["Parti Hírlap", "MTI"]),
        ("AP | World Cup | 3 May 2024", [], ["AP"]),
        ("Firma: María López. Medio: El Correo del Mar. Fecha: 13/5/2024", ["María López"], ["El Correo del Mar"]),
    ],
)
def test_a_paper_is_told_from_what_is_printed_beside_it(credit: str, authors: list[str], outlets: list[str]) -> None:
    assert named(credit) == (authors, outlets)


@pytest.mark.parametrize(
    ("paragraph", "agency", "day"),
    [
        ("(Quay Gazette, Kelm, 3 May 2024) The council met.", "Quay Gazette", "2024-05-03"),
        ("(London, AFP) - The council met.", "AFP", None),
        ("KELM, May 3, 2024 (Coast News, LLC) - The council met.", "Coast News, LLC", "2024-05-03"),
        ("KELM, May 3, 2024 (Coast News of Kelm, Ohio) - Rain.", "Coast News of Kelm, Ohio", "2024-05-03"),
        ("नई दिल्ली, ३ मई २०२४ (तट समाचार)। परिषद की बैठक हुई।", "तट समाचार", "2024-05-03"),
    ],
)
def test_a_dateline_in_one_bracket_names_its_agency(paragraph: str, agency: str, day: str | None) -> None:
    read = parse_dateline(paragraph)
    assert read is not None
    assert read.agency is not None
    assert read.agency.name == agency
    assert (read.date.iso if read.date else None) == day


@pytest.mark.parametrize(
    ("credit", "day"),
    [
        ("Kanal 24, November 2023", "2023-11"),
        ("Monday 20, November 2023", "2023-11-20"),
        ("Published 24, November 2023", "2023-11-24"),
        ("on 24, November 2023", "2023-11-24"),
    ],
)
def test_a_number_that_ends_a_name_is_no_day(credit: str, day: str) -> None:
    date = parse_credit(credit).date
    assert date is not None
    assert (date.iso or date.partial) == day


@pytest.mark.parametrize(
    ("text", "iso"),
    [("民國113年5月3日", "2024-05-03"), ("民國99年5月3日", "2010-05-03"), ("Quay Post. 2024 May 3.", "2024-05-03")],
)
def test_years_of_three_digits_and_years_behind_a_full_stop_are_read(text: str, iso: str) -> None:
    assert [date.iso for date in find_dates(text)] == [iso]
