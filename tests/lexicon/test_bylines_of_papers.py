"""Credits as papers of many languages print them: who helped, who is a role and who an agency, names in lists."""

from __future__ import annotations

import pytest

from corpuskit.lexicon.credits.parsing import is_byline, parse_credit

#: Credit, authors, outlets.
BYLINES = [
    # What others did who did not write it.
    ("By Mary Lane\nPhotographs by Peter Strand\nMay 5, 2024", ["Mary Lane"], []),
    ("By Mary Lane\nEdited by Peter Strand\nMay 5, 2024", ["Mary Lane"], []),
    ("By Mary Lane May 5, 2024\nUpdated by Peter Strand on May 6, 2024", ["Mary Lane"], []),
    ("With additional reporting by Jo Roe\nBy Mary Lane\nMay 5, 2024", ["Mary Lane"], []),
    ("Reported by: Rohan Nair, Edited by: Divya Rao\nMay 5, 2024", ["Rohan Nair"], []),
    ("Von Anna Vogel\nÜbersetzung: Petra Strand\n5. Mai 2024", ["Anna Vogel"], []),
    ("Par Mary Lane\nTraduit de l’anglais par Luc Morel\n5 mai 2024", ["Mary Lane"], []),
    ("Texte : Luc Morel\nPhotos : Jean Roc\n5 mai 2024", ["Luc Morel"], []),
    ("Texto: Ana Ruiz / Fotos: Juan Gil\n5 de mayo de 2024", ["Ana Ruiz"], []),
    ("Text: Erik Holm Foto: Maja Lund\nPublicerad 2024-05-05", ["Erik Holm"], []),
    ("Reportagem: Ana Rocha | Edição: Rui Prado\n5 de maio de 2024", ["Ana Rocha"], []),
    ("Rozmawiała: Anna Lis\nFot. Jan Wilk\n5 maja 2024", ["Anna Lis"], []),
    ("Перевод: Анна Зимина\nАвтор: Мэри Лейн\n5 мая 2024", ["Мэри Лейн"], []),
    ("إعداد: أحمد سالم\nترجمة: ليلى حداد\n5 مايو 2024", ["أحمد سالم"], []),
    ("צילום: אבי דור\nמאת דנה ברק\n5 במאי 2024", ["דנה ברק"], []),
    ("摄影：王芳\n撰文：周文静\n2024年5月5日", ["周文静"], []),
    ("文/周文静 编辑/王芳\n2024年5月5日", ["周文静"], []),
    ("文・古賀直人 写真・山田翔\n2024年5月5日", ["古賀直人"], []),
    # Who is a role and nobody.
    ("By Staff Writer\nMay 5, 2024", [], []),
    ("By Our Correspondent\nMay 5, 2024", [], []),
    ("Redactie\n5 mei 2024", [], []),
    ("La rédaction avec AFP\n5 mai 2024", [], ["AFP"]),
    ("Agencias | Madrid | 5 de mayo de 2024", [], []),
    ("Mette Lund, journalist\n5. maj 2024", ["Mette Lund"], []),
    ("By Dr. Mary Lane, MD\nMay 5, 2024", ["Dr. Mary Lane"], []),
    ("Mary Lane is a reporter at Harbour Post.\nMay 5, 2024", [], []),
    ("By in Cairo\nMay 5, 2024", [], []),
    ("Mary Lane\nORCID: 0000-0002-1825-0097\nMay 5, 2024", ["Mary Lane"], []),
    # A correspondent's name behind the office, and an office behind the name.
    ("Von unserer Korrespondentin Anna Vogel, Paris\n5. Mai 2024", ["Anna Vogel"], []),
    ("dal nostro inviato Luca Moro\n5 maggio 2024", ["Luca Moro"], []),
    ("Door onze correspondent Jan de Wit\n5 mei 2024", ["Jan de Wit"], []),
    ("Специальный корреспондент Анна Зимина\n5 мая 2024", ["Анна Зимина"], []),
    ("Mary Lane Chief Political Correspondent\nSun 5 May 2024 06.00 BST", ["Mary Lane"], []),
    ("Von Anna Vogel (Text) und Petra Strand (Fotos)\n5. Mai 2024", ["Anna Vogel"], []),
    ("Aus Paris berichtet Anna Vogel\n5. Mai 2024", ["Anna Vogel"], []),
    ("Por Ana Rocha, q1 — São Paulo\n15/05/2024 05h00", ["Ana Rocha"], ["q1"]),
    ("Ana Rocha\nDo QOL, em São Paulo\n15/05/2024 04h00", ["Ana Rocha"], ["QOL"]),
    # Lists: a city behind each name, a paper behind each, agencies.
    ("By Mary Lane in Paris and Peter Strand in Berlin\nMay 5, 2024", ["Mary Lane", "Peter Strand"], []),
    ("By Mary Lane, Quay News and Peter Strand, The Post", ["Mary Lane", "Peter Strand"], ["Quay News", "The Post"]),
    ("Par Luc Morel avec AFP\nPublié le 5 mai 2024", ["Luc Morel"], ["AFP"]),
    ("Rédigé par Luc Morel et publié le 5 mai 2024", ["Luc Morel"], []),
    ("Von Anna Vogel und Petra Strand, Washington/Kiew\n5. Mai 2024", ["Anna Vogel", "Petra Strand"], []),
    ("Door Jan de Wit en Els Moor\n5 mei 2024", ["Jan de Wit", "Els Moor"], []),
    ("De Ana Munteanu și Ion Marin | 5 mai 2024", ["Ana Munteanu", "Ion Marin"], []),
    ("De Morgen | 5 mei 2024", [], ["De Morgen"]),
    ("بقلم أحمد سالم وليلى حداد\n5 مايو 2024", ["أحمد سالم", "ليلى حداد"], []),
    ("بقلم أحمد وليد\n5 مايو 2024", ["أحمد وليد"], []),
    ("דנה ברק ויוסי כהן | 05.05.2024", ["דנה ברק", "יוסי כהן"], []),
    # Names stand beside offices, papers and places without a sign between.
    ("박준석·이서연 기자\n2024.05.05 14:20", ["박준석", "이서연"], []),
    ("강마을신문 박준석 기자\n2024-05-05 14:20", ["박준석"], ["강마을신문"]),
    ("정치부 박준석 기자\n2024-05-05", ["박준석"], []),
    ("베를린=박준석 특파원\n2024.05.05", ["박준석"], []),
    ("글 박준석 기자, 사진 이서연 기자\n2024.05.05", ["박준석"], []),
    ("ロンドン=佐藤直人\n2024年5月5日", ["佐藤直人"], []),
    ("編集委員 古賀直人\n2024年5月5日", ["古賀直人"], []),
    ("记者 周文静 王芳 北京报道\n2024年5月5日", ["周文静", "王芳"], []),
    ("記者周文静／台北報導\n2024-05-05", ["周文静"], []),
    ("新华社记者周文静\n2024年5月5日", ["周文静"], ["新华社"]),
    ("作者：玛丽·莱恩\n2024年5月5日", ["玛丽·莱恩"], []),
    # Pages: a word alone above its name, places, times and sections in other scripts.
    ("By\nMary Lane\nand\nPeter Strand\nMay 5, 2024", ["Mary Lane", "Peter Strand"], []),
    ("كتب - أحمد سالم:\n02:20 م الأحد 05 مايو 2024", ["أحمد سالم"], []),
    ("القاهرة: أحمد سالم\nنشر: 14:20-5 مايو 2024 م", ["أحمد سالم"], []),
    ("لندن: «نهار الوادي»\nنُشر: 14:20-5 مايو 2024", [], ["نهار الوادي"]),
    ("دبي - الميناء.نت\nنشر في: 05 مايو ,2024: 02:20 م GST", [], ["الميناء.نت"]),
    ("نهار الوادي - أبوظبي\n5 مايو 2024", [], ["نهار الوادي"]),
    ("آخر تحديث: 15/5/2024 02:20 م (مكة المكرمة)\nالمصدر : الميناء + وكالات", [], ["الميناء"]),
    ("تم النشر في: 5 مايو ,2024: 02:20 م\nتم التحديث: 6 مايو ,2024", [], []),
    ("Kültür Sanat | Ayşe Yıldırım | 5 Mayıs 2024", ["Ayşe Yıldırım"], []),
    # Outlets that are named as such, and names that read like something else.
    ("Originally published at Harbour Post.", [], ["Harbour Post"]),
    ("Originally published by Harbour Post on May 5, 2024.", [], ["Harbour Post"]),
    ("Dieser Artikel erschien zuerst im Hafenblatt.", [], ["Hafenblatt"]),
    ("Article paru dans Le Petit Phare du 5 mai 2024", [], ["Le Petit Phare"]),
    ("Página 12 | 5 de mayo de 2024", [], ["Página 12"]),
    ("By Mary Lane | The Namibian | May 5, 2024", ["Mary Lane"], ["The Namibian"]),
    # More authors than are named, and a paper that prints the report of an agency.
    ("By Mary Lane and 2 others | Quay News | May 5, 2024", ["Mary Lane"], ["Quay News"]),
    ("By Mary Lane and colleagues | Quay News | May 5, 2024", ["Mary Lane"], ["Quay News"]),
    ("By Mary Lane et al. | Quay News | 5 May 2024", ["Mary Lane"], ["Quay News"]),
    ("박준석 기자 외 1명 · Jul 12, 2024 · 4 min read", ["박준석"], []),
    ("记者周文静等 | 海岸报 | 2024-05-05", ["周文静"], ["海岸报"]),
    ("By Mary Lane (with inputs from agencies)\nMay 5, 2024", ["Mary Lane"], []),
    ("Karolin Sandvi, Alin Torve · May 5, 2024 · 4 min read", ["Karolin Sandvi", "Alin Torve"], []),
    ("Agencia Efe, Noticiero Costero\nPublished May 5, 2024", [], ["Agencia Efe"]),
    # A copyright names an outlet, without its sign and year.
    ("Copyright (c) Quay News 2015 | May 5, 2024", [], ["Quay News"]),
    ("© Quay News 2024\nMay 5, 2024", [], ["Quay News"]),
    # Parts in another order: the author behind the outlet, the agency beside the author, who helped before both.
    ("Published on 5 May 2024 in Quay News by Mary Lane", ["Mary Lane"], ["Quay News"]),
    ("Special to Quay News by Mary Lane, May 5, 2024", ["Mary Lane"], ["Quay News"]),
    ("Gastbeitrag von Anna Vogel, erschienen am 5. Mai 2024 im Hafenblatt", ["Anna Vogel"], ["Hafenblatt"]),
    ("Anna Vogel im Hafenblatt vom 5. Mai 2024", ["Anna Vogel"], ["Hafenblatt"]),
    ("Publicado em 5 de maio de 2024 por Ana Rocha no Jornal do Cais", ["Ana Rocha"], ["Jornal do Cais"]),
    ("Von Anna Vogel (dpa) | Hafenblatt | 05.05.2024", ["Anna Vogel"], ["Hafenblatt", "dpa"]),
    ("dpa/Anna Vogel, 05.05.2024", ["Anna Vogel"], ["dpa"]),
    ("Par Luc Morel (à Kiev) et Ana Vale (à Paris) | Le Phare | 5 mai 2024", ["Luc Morel", "Ana Vale"], ["Le Phare"]),
    ("By Mary Lane, Quay News, and Ian Strand, The Post", ["Mary Lane", "Ian Strand"], ["Quay News", "The Post"]),
    ("Quay News via Yahoo News | May 5, 2024", [], ["Quay News", "Yahoo News"]),
    ("Autorin: Anna Vogel | Quelle: Hafenblatt | Datum: 05.05.2024", ["Anna Vogel"], ["Hafenblatt"]),
    ("Recherche: Anna Vogel, Text: Petra Strand | Hafenblatt | 05.05.2024", ["Petra Strand"], ["Hafenblatt"]),
    ("Kirjoittaja: Anna Virtanen | Rannikkolehti | 5.5.2024", ["Anna Virtanen"], ["Rannikkolehti"]),
    ("Napsala Jana Nováková, Přístavní noviny, 5. května 2024", ["Jana Nováková"], ["Přístavní noviny"]),
    ("박준석 기자 = 강마을신문 2024-05-05", ["박준석"], ["강마을신문"]),
    ("【港湾日報】2024年5月5日 記者・佐藤花子", ["佐藤花子"], ["港湾日報"]),
    ("Γιώργος Παππάς | Ακτή Νέα | 5 Μαΐου 2024", ["Γιώργος Παππάς"], ["Ακτή Νέα"]),
    ("Anna Vogel in Washington\nSun 5 May 2024\nAutorin: Anna Vogel", ["Anna Vogel"], []),
    # The same words where they part nothing.
    ("Sieg im Hafen, 5. Mai 2024", [], ["Sieg im Hafen"]),
    ("Stand by Me, May 5, 2024", [], ["Stand by Me"]),
    ("Quay News (London) | May 5, 2024", [], ["Quay News"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "authors", "outlets"), BYLINES)
def test_a_byline_names_those_who_wrote_and_nobody_else(text: str, authors: list[str], outlets: list[str]) -> None:
    credit = parse_credit(text)
    assert [one.name for one in credit.authors] == authors
    assert [one.name for one in credit.outlets] == outlets
    assert all(text[one.start : one.end] == one.name for one in (*credit.authors, *credit.outlets))


@pytest.mark.parametrize(
    "line",
    ["Por Ana Ruiz y Juan Gil, enviados especiales a Kiev", "By Mary Lane and Peter Strand in Nairobi", "AFP mit dpa"],
)
def test_a_line_that_names_authors_or_agencies_is_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By the river, nobody sleeps",
        "By Mary Lane, who lost her house, we learn how it was.",
        "Mary Lane",
        "Von Berlin nach Paris",
        "The Harbour Post",
        "A strike of three weeks ends with more pay",
    ],
)
def test_a_subtitle_is_no_byline(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Oluşturulma Tarihi: Mayıs 05, 2024 14:20\nSon Güncelleme: Mayıs 06, 2024 10:00", "2024-05-05"),
        ("نشر: 14:20-5 مايو 2024 م", "2024-05-05"),
        ("Por Ana Rocha, G1\n02/11/2017 14h22", "2017-11-02"),
        ("تم النشر في: 5 مايو ,2024: 02:20 م\nتم التحديث: 6 مايو ,2024", "2024-05-05"),
    ],
)
def test_the_day_of_publication_is_told_from_that_of_an_update(text: str, date: str) -> None:
    printed = parse_credit(text).date
    assert printed is not None
    assert printed.iso == date


def test_the_day_of_an_update_is_not_that_of_publication_where_that_has_no_year() -> None:
    printed = parse_credit("Quay Post\nUpdated 3 May 2021, 10:15; first published 1 May").date
    assert printed is not None
    assert (printed.iso, printed.raw) == (None, "1 May")
