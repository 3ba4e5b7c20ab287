"""What a label says of the name behind it, and places that are no outlets."""

from __future__ import annotations

import pytest

from corpuskit.lexicon.credits.habits import CreditHabits
from corpuskit.lexicon.credits.parsing import parse_credit


def named(text: str, habits: CreditHabits | None = None) -> tuple[list[str], list[str]]:
    read = parse_credit(text, habits=habits)
    return [one.name for one in read.authors], [one.name for one in read.outlets]


@pytest.mark.parametrize(
    ("credit", "authors", "outlets"),
    [
        ("NEWS PROVIDED BY\nHelvor Biotech\nMay 3, 2024, 08:00 ET", [], ["Helvor Biotech"]),
        ("Source:\nJane Lane\n3 May 2024", [], ["Jane Lane"]),
        ("Author\tAna Vale\nPublication\tQuay Post\nDate\t2024-05-03\nLanguage\ten", ["Ana Vale"], ["Quay Post"]),
        ("Ana Vale\tQuay Post\t3 May 2024", ["Ana Vale"], ["Quay Post"]),
        ("NEWS RELEASE 3-MAY-2024", [], []),
        ("Science, May 3, 2024", [], ["Science"]),
        ("Posted in News | 3 Comments", [], []),
        ("By Jo Roe on May 3, 2024 in Books", ["Jo Roe"], []),
        ("May 3, 2024 / Ida Moor / Community / Leave a comment", ["Ida Moor"], []),
        ("Quay Post (1923-Current file); May 3, 2024;\npg. 3", [], ["Quay Post"]),
        ("Quay Post (Hillford, Vic. : 1848 - 1957), Friday 3 May 2024, page 3", [], ["Quay Post"]),
        ("*Quay Post*, 2024-05-03 · [link](https://quay.example/3)", [], ["Quay Post"]),
        ("Quay Post, print edition, 3 May 2024", [], ["Quay Post"]),
        ("湖畔新聞 2024年5月2日 朝刊 佐藤花子", ["佐藤花子"], ["湖畔新聞"]),
        ("湖畔新聞 夕刊 2024年5月2日", [], ["湖畔新聞"]),
        ("原创 张志强 江城日报 2024年05月03日 08:32", ["张志强"], ["江城日报"]),
        ("2024/5/3(金) 15:39配信\n39\nコメント39件", [], []),
        ("Zeynep Kaya\n03.05.2024 - 09:09 | Son Güncellenme: 03.05.2024 - 09:59", ["Zeynep Kaya"], []),
        ("👁 12.3K  edited 14:02", [], []),
        ("r/worldnews\nPosted by u/janeroe 6 months ago\nquay.example.org", [], ["quay.example.org"]),
        ("Xq Moor – Quay Courier\n3 May 2024", ["Xq Moor"], ["Quay Courier"]),
        ("Jo Roe\nWater correspondent\n3 May 2024", ["Jo Roe"], []),
        ("Jo Roe\nThe Correspondent\n3 May 2024", ["Jo Roe"], ["The Correspondent"]),
        ("By Jo Roe and\nQuay Post, 3 May 2024", ["Jo Roe"], ["Quay Post"]),
        ("VON JO ROE UND\nHafenblatt, 3. Mai 2024", ["JO ROE"], ["Hafenblatt"]),
        ("Von Jo Roe\nOberlauchheim\nHafenblatt, 3. Mai 2024", ["Jo Roe"], ["Hafenblatt"]),
        ("Von Jo Roe\nHafenblatt\nOberlauchheim, 3. Mai 2024", ["Jo Roe"], ["Hafenblatt"]),
        ("El Faro | EFE\nVillanueva del Pinar, 3 may 2024", [], ["El Faro", "EFE"]),
        ("IDA MOOR\nMAY 3, 2024 ∙ PREVIEW\nREAD IN APP", ["IDA MOOR"], []),
        ("Jo Roe\nJournal of Quays, Volume 30(2), Issue 1, May 2024", ["Jo Roe"], ["Journal of Quays"]),
        ("Jo Roe\nRedaktor serwisu\nData utworzenia: 3 maja 2024\nGłos Nabrzeża", ["Jo Roe"], ["Głos Nabrzeża"]),
        ("جريدة الرصيف - سارة المنصوري\n3 مايو 2024", ["سارة المنصوري"], ["جريدة الرصيف"]),
        ("文／王小明\n2024年5月3日", ["王小明"], []),
        ("海岸报记者 王小明\n2024年5月3日", ["王小明"], ["海岸报"]),
        ("[항구일보=박준석 기자]\n2024.05.03", ["박준석"], ["항구일보"]),
        ("Ana Vale, dpa\n3. Mai 2024\nUferrand", ["Ana Vale"], ["Uferrand", "dpa"]),
        ("Ana Vale • 3 mai 2024 • Lecture 3 min", ["Ana Vale"], []),
        ("سارة المنصوري • 3 مايو 2024 • 3 دقائق قراءة", ["سارة المنصوري"], []),
        ("[09/05/2024, 19:31:02] Jo Roe: thanks!", [], []),
        ("ROMA, 3 maggio 2024, 14:35\nRedazione ANSA", [], ["ANSA"]),
        ("Il Molo | 3 maggio 2024 (modifica il 4 maggio 2024 | 11:36)", [], ["Il Molo"]),
        ("송고시간 2024-05-03 22:26\n박준석 기자", ["박준석"], []),
        ("文｜海岸晚报 王小明\n2024年05月03日 22:00", ["王小明"], ["海岸晚报"]),
        ("文丨王小明\n2024年05月03日 22:00", ["王小明"], []),
        ("Publicat de Ana Popescu, 3 mai 2024, 16:26\nSursa: Ziarul Cheiului", ["Ana Popescu"], ["Ziarul Cheiului"]),
        ("May 3, 2024 · by Jo Roe · in Health · Leave a comment", ["Jo Roe"], []),
        ("By Jo Roe\nHealth & Science Desk\nQuay Post\n3 May 2024", ["Jo Roe"], ["Quay Post"]),
        ("Lusa\nTexto\n3 mai. 2024, 11:01\nJornal do Cais", [], ["Jornal do Cais", "Lusa"]),
        ("03.05.2024, 20.41 Uhr • aus DER HAFEN 18/2024", [], ["DER HAFEN"]),
        ("Xq Moor Published May 3, 2024 Updated May 4, 2024", ["Xq Moor"], []),
        ("Quay Post Published May 3, 2024", [], ["Quay Post"]),
        ("By Jo Roe\n1,204 words\n3 May 2024\nQuay Post\nQUPO\nEnglish", ["Jo Roe"], ["Quay Post"]),
    ],
)
def test_a_label_says_what_the_name_behind_it_is(credit: str, authors: list[str], outlets: list[str]) -> None:
    assert named(credit) == (authors, outlets)


@pytest.mark.parametrize(
    "translator",
    [
        "Translated from the Czech by Alice Burns",
        "Translated from German by Alice Burns",
        "Aus dem Hebräischen von Britta Oehler",
        "Traduit de l’ukrainien par Nadine Ferrand",
        "Traducido del griego por Marta Quiroga",
        "Tradotto dall'ungherese da Piera Re",
        "Vertaald uit het Deens door Marijke Dijkstra",
        "Z czeskiego przełożyła Hanna Krupa",
    ],
)
def test_who_translated_it_did_not_write_it(translator: str) -> None:
    assert named(f"By Ana Vale\n{translator}\nQuay Post, 3 May 2024") == (["Ana Vale"], ["Quay Post"])


@pytest.mark.parametrize("credit", ["Hamburg, 3 May 2024", "Lyon | 3 mai 2024", "Kyiv, 2024-05-03"])
def test_a_city_alone_beside_a_day_is_no_outlet(credit: str) -> None:
    assert named(credit) == ([], [])
    assert parse_credit(credit).place is not None


def test_small_towns_are_told_by_the_cities_that_stand_where_they_do() -> None:
    towns, papers = CreditHabits(), CreditHabits()
    for city in ("Berlin", "Hamburg", "Wien", "Graz", "Basel", "Little Ashby"):
        towns.add(f"{city}, 3 May 2024")
    for paper in ("Quay Post", "Coast News", "Lake Gazette", "Hill Herald", "Bay Times", "Moor Mail", "Dale Star"):
        papers.add(f"{paper}, 3 May 2024")
    papers.add("Cleveland, 3 May 2024")
    assert named("Little Ashby, 3 May 2024", towns) == ([], [])
    assert named("Coast News, 3 May 2024", towns) == ([], ["Coast News"])
    assert named("Cleveland, 3 May 2024", papers) == ([], ["Cleveland"])


@pytest.mark.parametrize("town", ["Rom", "Kopenhagen", "Londen", "Ginevra", "Bruksela", "런던", "לונדון"])
def test_a_city_is_no_outlet_in_the_languages_of_others(town: str) -> None:
    assert named(f"Jo Roe, {town}\n3.5.2024") == (["Jo Roe"], [])


def test_a_day_printed_twice_is_read_in_the_form_that_is_sure() -> None:
    date = parse_credit("03/05/24, 14:05 - Jo Roe\nQuay Post | 3 May 2024").date
    assert date is not None
    assert date.iso == "2024-05-03"
    other = parse_credit("03/05/24, 14:05 - Jo Roe\nQuay Post | 9 May 2024").date
    assert other is not None
    assert other.ambiguous


@pytest.mark.parametrize(
    ("credit", "authors", "outlets"),
    [
        ("Critique : Anna Moor\nQuay Post, 3 mai 2024\nNote : 3/5", ["Anna Moor"], ["Quay Post"]),
        ("Anna Moor\n4 out of 5 stars\nQuay Post – 3 May 2024", ["Anna Moor"], ["Quay Post"]),
        ("3.5.2024 · Autor/Redakteur: Anna Moor · 2 min Lesedauer", ["Anna Moor"], []),
        ("Quay Lines · Episode 20\nMay 3, 2024 · 60 min\nHosts: Anna Moor and Jo Roe", ["Anna Moor", "Jo Roe"], None),
        ("Anna Moor, Gazzetta del Molo, n. 3, 3 maggio 2024", ["Anna Moor"], ["Gazzetta del Molo"]),
        ("By Anna Moor, Office of Communications\nQuay Post, 3 May 2024", ["Anna Moor"], ["Quay Post"]),
        ("Anna Moor Stabsstelle Kommunikation\nHochschule Kai\n3.5.2024", ["Anna Moor"], ["Hochschule Kai"]),
        ("Pressestelle Landkreis Kai, 3.5.2024", [], ["Landkreis Kai"]),
        ("Le Quai avec Agence Littoral\nPublié le 3 mai 2024", [], ["Le Quai", "Agence Littoral"]),
        ("Published on May 3, 2024\nClaim checked by Anna Moor\nThe Quay Desk\nRating: False", ["Anna Moor"], None),
        ("Apuntes del muelle, el boletín de Ana Vale\n3 de mayo de 2024", ["Ana Vale"], ["Apuntes del muelle"]),
        ("Letters, May 3, 2024", [], []),
    ],
)
def test_genres_ratings_episodes_and_departments_name_nobody(
    credit: str, authors: list[str], outlets: list[str] | None
) -> None:
    found = named(credit)
    assert found[0] == authors
    assert outlets is None or found[1] == outlets


@pytest.mark.parametrize(
    ("credit", "author", "outlets"),
    [
        ("Anna Moor · Little Quaywick · May 3, 2024", "Anna Moor", []),
        ("Nether Stow | Anna Moor | May 3, 2024", "Anna Moor", []),
        ("Anna Moor · Villers-sur-Quai · 3 mai 2024", "Anna Moor", []),
        ("Anna Moor / Alvik\n3 May 2024\nQuay Post", "Anna Moor", ["Quay Post"]),
        ("Anna Moor / Quay Post\n3 May 2024", "Anna Moor", ["Quay Post"]),
        ("Anna Moor · The Nether Stow Courier · May 3, 2024", "Anna Moor", ["The Nether Stow Courier"]),
    ],
)
def test_a_town_beside_an_author_is_no_outlet_in_any_list_or_none(credit: str, author: str, outlets: list[str]) -> None:
    assert named(credit) == ([author], outlets)


def test_a_dump_whose_towns_are_in_no_list_has_towns_there() -> None:
    towns = CreditHabits()
    for town in ("Oberquaibach", "Little Stowe", "Kaihausen", "Great Moor", "Quaydale", "Xarn"):
        towns.add(f"Ida Lane · {town} · 3 May 2024")
    assert named("Anna Moor · Tvarn · 3 May 2024", towns) == (["Anna Moor"], [])


@pytest.mark.parametrize(
    ("credit", "authors", "outlets"),
    [
        ("Ein Nachruf von Anna Moor\nKaizeitung, 3. Mai 2024", ["Anna Moor"], ["Kaizeitung"]),
        ("Une critique de Anna Moor | Le Quai | 3 mai 2024", ["Anna Moor"], ["Le Quai"]),
        ("Un documentaire de Anna Moor in Lyon\n3 mai 2024", ["Un documentaire de Anna Moor"], []),
        ("A Journal of Peace by Quay Press, 3 May 2024", [], ["A Journal of Peace by Quay Press"]),
        ("Quay Post by Anna Moor\n3 May 2024", ["Anna Moor"], ["Quay Post"]),
        ("Anna Moor\nAlvik. 3 de mayo de 2024\nEl Diario del Muelle", ["Anna Moor"], ["El Diario del Muelle"]),
        ("Anna Moor\nAlvik, 3 May 2024", ["Anna Moor"], ["Alvik"]),
    ],
)
def test_a_text_of_some_kind_is_by_whom_it_names_and_an_outlet_below_a_day_leaves_a_town_beside_it(
    credit: str, authors: list[str], outlets: list[str]
) -> None:
    assert named(credit) == (authors, outlets)
