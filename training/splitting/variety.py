"""More variety than a pool of articles has: other names of outlets and authors, and dumps on one subject."""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

Article = dict[str, Any]
_DATA = Path(__file__).parents[2] / "corpuskit/lexicon/data"
_AGENCIES: list[str] = tomllib.loads((_DATA / "credits.toml").read_text("utf-8"))["outlet"]["agencies"]
_GIVEN = [
    name.capitalize()
    for line in (_DATA / "given_names.txt").read_text("utf-8").splitlines()
    if line[:1] != "#"
    for name in line.split()
]
_PLACES = [
    "Accra",
    "Brno",
    "Cork",
    "Dakar",
    "Essen",
    "Fargo",
    "Graz",
    "Hilo",
    "Izmir",
    "Kigali",
    "Lima",
    "Malmö",
    "Nancy",
]
_PLACES += [
    "Oxford",
    "Parma",
    "Quito",
    "Riga",
    "Sofia",
    "Tampa",
    "Umeå",
    "Varna",
    "Warsaw",
    "Yerevan",
    "Zagreb",
    "Harbour",
]
_PAPERS = [
    "Herald",
    "Times",
    "Post",
    "Tribune",
    "Gazette",
    "Wire",
    "Today",
    "News",
    "Journal",
    "Review",
    "Observer",
    "Zeitung",
]
_PAPERS += [
    "Anzeiger",
    "Kurier",
    "Rundschau",
    "Echo",
    "Monitor",
    "Courier",
    "Ledger",
    "Insider",
    "Report",
    "Online",
    "Life",
]
_SURNAMES = [
    "Berg",
    "Diallo",
    "Okafor",
    "Lindqvist",
    "Petrov",
    "Marsh",
    "O’Dell",
    "de Vries",
    "García",
    "Nowak",
    "Tanaka",
    "Kim",
]
_SURNAMES += [
    "van Dam",
    "Schmidt-Rau",
    "Haddad",
    "Silva",
    "Rossi",
    "Moreau",
    "Ivanova",
    "Ndiaye",
    "Larsen",
    "McCrae",
    "Yilmaz",
]


def renamed(article: Article, r: random.Random) -> Article:
    """The article with another outlet, and with other authors where it has some."""
    authors = [f"{r.choice(_GIVEN)} {r.choice(_SURNAMES)}" for _ in article["authors"]]
    return {**article, "outlet": _outlet(r), "authors": authors or article["authors"]}


def _outlet(r: random.Random) -> str:
    place, paper, z = r.choice(_PLACES), r.choice(_PAPERS), r.random()
    if z < 0.3:
        agency = r.choice(_AGENCIES)
        return agency.upper() if len(agency) < 6 and r.random() < 0.8 else agency.title()
    if z < 0.4:
        return "".join(r.choice("ABCDEFGIKLMNOPRSTVZ") for _ in range(r.randint(2, 5)))
    if z < 0.5:
        return f"{place.lower()}{paper.lower()}.{r.choice(['com', 'org', 'de', 'net', 'fr'])}"
    if z < 0.6:
        return f"{r.choice(['The ', 'Le ', 'Der ', 'El ', 'Il '])}{r.choice([paper, f'{place} {paper}'])}"
    if z < 0.7:
        return f"{r.choice(_GIVEN)} {r.choice(['on', 'und', '&', 'van'])} {place}"
    if z < 0.8:
        return f"{r.choice(['Institute', 'Centre', 'Ministry', 'University', 'Friends', 'Society'])} of {place}"
    return f"{place} {paper}"


_NAME = re.compile(r"(?<=[a-zà-ÿа-я,] )[A-ZÀ-ÞА-Я][\w’-]{3,}")


def on_one_subject(articles: list[Article], r: random.Random) -> list[Article]:
    """The articles with the names that each has most put in common, so that neighbours share words."""
    subjects = [name for a in r.sample(articles, min(4, len(articles))) for name in _names(a)][: r.randint(2, 5)]
    return [_on(a, subjects, r) for a in articles] if subjects else articles


def _names(article: Article) -> list[str]:
    """The capitalised words that occur most within sentences, at least twice."""
    counted = Counter(_NAME.findall(" ".join([article["title"], *article["paragraphs"]])))
    return [name for name, count in counted.most_common(3) if count > 1]


def _on(article: Article, subjects: list[str], r: random.Random) -> Article:
    own = _names(article)
    common = dict(zip(own, r.sample(subjects, min(len(own), len(subjects))), strict=False))
    if not common:
        return article
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in common))

    def put(text: str) -> str:
        return pattern.sub(lambda m: common[m.group()], text)

    title, subtitle = put(article["title"]), article["subtitle"]
    if r.random() < 0.4 and not any(s in title for s in subjects):
        title = f"{r.choice(subjects)}: {title}" if r.random() < 0.5 else f"{title} in {r.choice(subjects)}"
    return {
        **article, "title": title, "subtitle": put(subtitle) if subtitle else subtitle,
        "paragraphs": [put(p) for p in article["paragraphs"]],
    }  # fmt: skip


#: Letters of scripts of which a pool may have few articles: clues see case, length, signs and blanks, not words.
SCRIPTS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "fa": "ابپتجچخدرزسشصطعغفقکگلمنهوی",
    "he": "אבגדהוזחטיכלמנסעפצקרשת",
    "hi": "कखगघचछजझटठडढतथदधनपफबभमयरलवशसह",
    "ja": "のにはをたがでてとしれさあるいかもなことよ日本人年大会国中",
    "zh": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出",
}
_ARABIC = {",": "،", ";": "؛", "?": "؟"}
_WIDE = {",": "，", ".": "。", "?": "？", ":": "：", "!": "！"}
_PRINTED = {"ar": _ARABIC, "fa": _ARABIC, "ja": {**_WIDE, ",": "、"}, "zh": _WIDE}
_UNSPACED = ("ja", "zh")


def in_another_script(article: Article, language: str) -> Article:
    """The article with its letters replaced by those of a script without case; of one without spaces, every third."""
    letters = SCRIPTS[language]

    def put(text: str) -> str:
        kept = [c for n, c in enumerate(text) if language not in _UNSPACED or not c.isalpha() or n % 3 == 0]
        signs = _PRINTED.get(language, {})
        shown = "".join(letters[ord(c.lower()[0]) % len(letters)] if c.isalpha() else signs.get(c, c) for c in kept)
        return shown.replace(" ", "") if language in _UNSPACED else shown

    subtitle = article["subtitle"]
    return {
        **article,
        "lang": language,
        "title": put(article["title"]),
        "subtitle": put(subtitle) if subtitle else subtitle,
        "outlet": put(article["outlet"]),
        "authors": [put(name) for name in article["authors"]],
        "paragraphs": [shown for p in article["paragraphs"] if (shown := put(p))],
    }


#: Where a sentence ends, in letters of any script.
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？।])\s*")
#: How long a sentence of a short piece is, in characters.
_LEAST, _MOST = 30, 260


def briefly(article: Article, r: random.Random) -> Article | None:
    """An article as a piece of one or two sentences, seldom three, in one paragraph or two; None where it has no
    sentences of usual length.
    """
    sentences = [s for p in article["paragraphs"] for s in _SENTENCE_END.split(p) if _LEAST <= len(s) <= _MOST]
    if not sentences:
        return None
    at, count = r.randrange(len(sentences)), r.choice([1, 1, 2, 2, 3])
    some = sentences[at : at + count]
    space = "" if "。" in some[0] else " "
    paragraphs = some if r.random() < 0.2 else [space.join(some)]
    return article | {"paragraphs": paragraphs, "subtitle": article["subtitle"] if r.random() < 0.2 else None}
