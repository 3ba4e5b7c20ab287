"""Random credit styles for training: order, separators, labels, brackets, date forms and languages are drawn, none is
listed.

A style is drawn once for a dump (or anew for each record) and then prints every article in the same way.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_MONTHS: dict[str, Any] = tomllib.loads((ROOT / "corpuskit/lexicon/data/months.toml").read_text("utf-8"))["languages"]
Article = dict[str, Any]

SEPARATORS = [
    " | ",
    " | ",
    " – ",
    " - ",
    " — ",
    ", ",
    ", ",
    " • ",
    " · ",
    " / ",
    " // ",
    "; ",
    " ",
    ": ",
    " » ",
    "\t",
    " ~ ",
    "|",
    " * ",
    " > ",
    " :: ",
    "  ",
    " ● ",
    "/",
    " − ",
    ". ",
    ". ",
    " ◆ ",
    "\u3000",
]
#: What stands before every line of a credit: bullets, arrows, pictures.
PREFIXES = ["- ", "• ", "* ", "> ", "→ ", "▸ ", "✍ ", "📌 ", "🗓️ ", "| "]
#: Pictures that stand for a label.
PICTURES = {"authors": ["✍ ", "✍️ ", "👤 ", "🖊 "], "outlet": ["📰 ", "🗞 ", "🗞️ "], "date": ["📅 ", "🗓 ", "🕒 "]}
BY = {
    "": [
        "By ",
        "by ",
        "BY ",
        "By: ",
        "Written by ",
        "Words: ",
        "Author: ",
        "Story by ",
        "Reported by ",
        "Text: ",
        "Posted by ",
        "Opinion by ",
        "Analysis by ",
    ],
    "de": ["Von ", "von ", "VON ", "Autor: ", "Text: ", "Ein Gastbeitrag von ", "Ein Kommentar von "],
    "fr": ["Par ", "par ", "PAR ", "Écrit par ", "Auteur : "],
    "es": ["Por ", "por ", "POR ", "Escrito por ", "Texto: "],
    "pt": ["Por ", "por ", "Redigido por ", "Autor: "],
    "it": ["di ", "Di ", "a cura di ", "Autore: "],
    "nl": ["Door ", "door ", "Tekst: "],
    "sv": ["Av ", "Text: "],
    "no": ["Av ", "Tekst: "],
    "da": ["Af ", "Tekst: "],
    "pl": ["Autor: ", "Tekst: "],
    "ru": ["Автор: ", "Текст: ", ""],
    "tr": ["Yazar: ", "Haber: "],
    "id": ["Penulis: ", "Oleh "],
    "zh": ["作者：", "记者 ", "文/"],
    "ja": ["文・", ""],
    "ar": ["بقلم ", "كتب: "],
    "hu": ["Szerző: ", "Írta: "],
    "uk": ["Автор: "],
    "vi": ["Tác giả: ", ""],
}
AND = {
    "": " and ",
    "de": " und ",
    "fr": " et ",
    "es": " y ",
    "pt": " e ",
    "it": " e ",
    "nl": " en ",
    "sv": " och ",
    "no": " og ",
    "da": " og ",
    "pl": " i ",
    "ru": " и ",
    "tr": " ve ",
    "id": " dan ",
}
SOURCE = {
    "": ["Source: ", "via ", "Via ", "From ", "SOURCE: ", "Source - ", "Publication: ", "Originally from "],
    "de": ["Quelle: ", "aus: "],
    "fr": ["Source : "],
    "es": ["Fuente: "],
    "pt": ["Fonte: "],
    "it": ["Fonte: "],
    "nl": ["Bron: "],
    "ru": ["Источник: "],
    "sv": ["Källa: "],
    "zh": ["来源：", "来源: "],
    "ja": ["出典："],
    "pl": ["Źródło: "],
}
ON = {
    "": [
        "",
        "Published ",
        "Published: ",
        "Published on ",
        "Posted ",
        "Posted on ",
        "Date: ",
        "on ",
        "First published ",
        "Updated ",
        "Filed ",
        "PUBLISHED: ",
        "Publication date: ",
    ],
    "de": ["", "Veröffentlicht am ", "vom ", "Stand: ", "Erschienen am ", "Veröffentlicht: "],
    "fr": ["", "Publié le ", "publié le ", "le ", "Mis en ligne le "],
    "es": ["", "Publicado el ", "Publicado: "],
    "pt": ["", "Publicado em ", "Publicado: "],
    "it": ["", "Pubblicato il ", "del "],
    "nl": ["", "Gepubliceerd op ", "Gepubliceerd: "],
    "ru": ["", "Опубликовано: ", "от "],
    "sv": ["", "Publicerad "],
    "no": ["", "Publisert "],
    "da": ["", "Publiceret "],
    "pl": ["", "Opublikowano: "],
    "zh": ["", "发布时间："],
    "ja": ["", "公開日："],
}
CITIES = [
    "LONDON",
    "WASHINGTON",
    "BERLIN",
    "PARIS",
    "MADRID",
    "ROME",
    "VIENNA",
    "TOKYO",
    "SEOUL",
    "LAGOS",
    "ACCRA",
    "LIMA",
    "BOGOTA",
    "OTTAWA",
    "MANILA",
    "JAKARTA",
    "HANOI",
    "ANKARA",
    "TEHRAN",
    "BAGHDAD",
    "UNITED NATIONS",
    "NEW YORK",
    "LOS ANGELES",
    "SAN FRANCISCO",
    "HONG KONG",
    "ADDIS ABABA",
    "DAKAR",
    "KINSHASA",
    "WARSAW",
    "PRAGUE",
    "BUDAPEST",
    "ATHENS",
    "LISBON",
    "DUBLIN",
    "OSLO",
    "STOCKHOLM",
    "HELSINKI",
    "SYDNEY",
    "MUMBAI",
    "DHAKA",
    "KARACHI",
]
ZONES = [" GMT", " UTC", " EST", " EDT", " CET", " PST", " BST", " MSK", " Uhr", ""]


def months(language: str, long: bool) -> list[str]:
    """Month names of a language: the first spelling, or the second where there is one and a short one is wanted."""
    table = _MONTHS.get(language) or _MONTHS["en"]
    names = []
    for spellings in table["months"]:
        listed = [s.strip() for s in spellings.split(",")]
        names.append(listed[0] if long or len(listed) == 1 else listed[1])
    return names


def clock(r: random.Random) -> str:
    hour, minute = r.randrange(24), r.randrange(60)
    return r.choice(
        [
            f"{hour:02d}:{minute:02d}",
            f"{hour:02d}:{minute:02d}",
            f"{hour % 12 + 1}:{minute:02d} {r.choice(['AM', 'PM', 'am', 'p.m.'])}",
            f"{hour:02d}.{minute:02d}",
            f"{hour}h{minute:02d}",
            f"{hour:02d}:{minute:02d}:{r.randrange(60):02d}",
        ]
    ) + r.choice(ZONES)


def ordinal(n: int) -> str:
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


DATE_FORMS = [
    "mdy",
    "mdy",
    "mdy",
    "mdy_short",
    "mdy_ap",
    "dmy",
    "dmy",
    "dmy_short",
    "dots",
    "dots",
    "dots_short",
    "slash_dmy",
    "slash_mdy",
    "iso",
    "iso",
    "iso_dots",
    "hyphen",
    "ordinal",
    "weekday_mdy",
    "weekday_dmy",
    "caps_mdy",
    "local",
    "local",
    "local_short",
    "two_digit",
    "two_digit_slash",
    "of_ordinal",
    "wire",
    "rfc",
    "iso_time",
    "compact",
    "dmy_hyphen",
    "ordinal_mdy",
    "slash_ymd",
    "caps_dmy",
    "two_digit_us",
]


def print_date(x: date, form: str, language: str) -> str:
    en, short = months("en", long=True), months("en", long=False)
    day, year = x.day, x.year
    long_name, short_name = en[x.month - 1], short[x.month - 1]
    weekday = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][x.weekday()]
    if form in ("local", "local_short"):
        return _local(x, language, form == "local")
    return {
        "mdy": f"{long_name} {day}, {year}",
        "mdy_short": f"{short_name} {day}, {year}",
        "mdy_ap": f"{short_name}. {day}, {year}",
        "dmy": f"{day} {long_name} {year}",
        "dmy_short": f"{day} {short_name} {year}",
        "dots": f"{day:02d}.{x.month:02d}.{year}",
        "dots_short": f"{day}.{x.month}.{year}",
        "slash_dmy": f"{day:02d}/{x.month:02d}/{year}",
        "slash_mdy": f"{x.month}/{day}/{year}",
        "iso": x.isoformat(),
        "iso_dots": f"{year}.{x.month:02d}.{day:02d}",
        "hyphen": f"{day:02d}-{x.month:02d}-{year}",
        "ordinal": f"{ordinal(day)} {long_name} {year}",
        "weekday_mdy": f"{weekday}, {long_name} {day}, {year}",
        "weekday_dmy": f"{weekday[:3]} {day} {short_name} {year}",
        "caps_mdy": f"{long_name} {day}, {year}".upper(),
        "two_digit": f"{day:02d}.{x.month:02d}.{year % 100:02d}",
        "two_digit_slash": f"{day:02d}/{x.month:02d}/{year % 100:02d}",
        "of_ordinal": f"{weekday} {ordinal(day)} of {long_name}, {year}",
        "wire": f"{short_name} {day} {year}",
        "rfc": f"{weekday[:3]}, {day:02d} {short_name} {year} {day % 24:02d}:{year % 60:02d}:00 GMT",
        "iso_time": f"{x.isoformat()}T{day % 24:02d}:{year % 60:02d}:00Z",
        "compact": f"{year}{x.month:02d}{day:02d}",
        "dmy_hyphen": f"{day:02d}-{short_name}-{year}",
        "ordinal_mdy": f"{long_name} {ordinal(day)}, {year}",
        "slash_ymd": f"{year}/{x.month:02d}/{day:02d}",
        "caps_dmy": f"{day:02d} {short_name} {year}".upper(),
        "two_digit_us": f"{x.month}/{day}/{year % 100:02d}",
    }[form]


def _local(x: date, language: str, long: bool) -> str:
    if language in ("zh", "ja"):
        return f"{x.year}年{x.month}月{x.day}日"
    if language == "ko":
        return f"{x.year}년 {x.month}월 {x.day}일"
    name = months(language, long)[x.month - 1]
    if language in ("de", "cs", "no", "da", "fi", "sk"):
        return f"{x.day}. {name} {x.year}"
    if language in ("es", "pt", "gl"):
        return f"{x.day} de {name} de {x.year}"
    if language == "hu":
        return f"{x.year}. {name} {x.day}."
    if language == "en":
        return f"{name} {x.day}, {x.year}"
    return f"{x.day} {name} {x.year}"


@dataclass
class Printed:
    """A credit as a style prints it: its lines, or a dateline put before the first paragraph; where it stands."""

    lines: list[str]
    lead: str = ""
    above: bool = False
    foot: bool = False


@dataclass
class Style:
    """A drawn style. ``fields`` in their order, each with the line it stands on."""

    fields: list[tuple[str, int]]
    separator: str
    by: int | None
    source: int | None
    on: int | None
    date_form: str
    local: bool
    wrap: str
    upper: bool
    time: bool
    extra: str
    above: bool
    foot: bool
    lead: str
    and_style: int
    bracketed: str  #: the field that stands in brackets behind another
    behind_author: str
    labels: int | None  #: which of all known labels is printed, whatever the language
    prefix: str  #: what stands before every line
    pictures: bool  #: whether pictures stand for labels
    around: bool  #: whether the first line stands above the title and the others below it
    cited: bool  #: whether the first author is printed as in a list of references: "Berg, I."

    def print(self, article: Article, r: random.Random) -> Printed:
        language = article["lang"] if self.local else ""
        rows: dict[int, list[str]] = {}
        for name, row in self.fields:
            text = self._field(name, article, language, r)
            if text:
                rows.setdefault(row, []).append(text)
        lines = [self._join(rows[row]) for row in sorted(rows)]
        if lines and self.extra:
            extra = self._extra(r, article)
            if r.random() < 0.5 and len(lines) < 3:
                lines.append(extra)
            else:
                lines[-1] += (self.separator if self.separator.strip() else " · ") + extra
        if self.upper:
            lines = [line.upper() for line in lines]
        if lines and self.wrap:
            lines[0] = {
                "[]": f"[{lines[0]}]",
                "()": f"({lines[0]})",
                "—": f"— {lines[0]}",
                "-": f"- {lines[0]}",
                ".": f"{lines[0]}.",
                "*": f"*{lines[0]}*",
                "#": f"#{lines[0]}",
                ">": f"> {lines[0]}",
                "–": f"– {lines[0]} –",
                "<>": f"<{lines[0]}>",
                "**": f"**{lines[0]}**",
                "_": f"_{lines[0]}_",
                "【】": f"【{lines[0]}】",
                "~": f"~ {lines[0]} ~",
            }[self.wrap]
        lines = [self.prefix + line for line in lines]
        return Printed(lines, self._lead(article, r), self.above, self.foot)

    def _join(self, parts: list[str]) -> str:
        if len(parts) > 1 and parts[-1][:1] in "([" and self.bracketed:
            return self.separator.join(parts[:-1]) + " " + parts[-1]
        if len(parts) == 2 and self.separator == " " and self.wrap == "":
            return " ".join(parts)
        return self.separator.join(parts)

    def _field(self, name: str, article: Article, language: str, r: random.Random) -> str:
        text = self._text(name, article, language, r)
        if text and self.pictures and name in PICTURES:
            text = PICTURES[name][(self.by or 0) % len(PICTURES[name])] + text
        return f"({text})" if text and name == self.bracketed else text

    def _label(self, chosen: int | None, labels: list[str], known: list[str]) -> str:
        """The label before a field: of a usual list, or any of the lexicon's."""
        if chosen is None:
            return ""
        if self.labels is None:
            return labels[chosen % len(labels)]
        label = known[(self.labels + chosen) % len(known)]
        return (label if self.labels % 2 else label.capitalize()) + (" " if label[-1:] in ":：/" else ": ")

    def _text(self, name: str, article: Article, language: str, r: random.Random) -> str:
        if name == "outlet":
            return self._label(self.source, SOURCE.get(language) or SOURCE[""], _KNOWN["source"]) + article["outlet"]
        if name == "authors":
            if not article["authors"]:
                return ""
            names = [_cited(article["authors"][0]), *article["authors"][1:]] if self.cited else article["authors"]
            joint = [AND.get(language, " and "), " & ", ", ", "; ", " and ", "/"][self.and_style]
            joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + joint + names[-1]
            behind = self.behind_author and _BEHIND_AUTHOR[self.behind_author](article, r)
            return self._label(self.by, BY.get(language) or BY[""], _KNOWN["author"]) + joined + behind
        if name == "date":
            labels = ON.get(language) or ON[""]
            form = self.date_form
            text = print_date(
                date.fromisoformat(article["date"]), form, article["lang"] if form.startswith("local") else "en"
            )
            return (
                self._label(self.on, labels, _KNOWN["published"])
                + text
                + (r.choice([", ", " ", " at ", " - ", " | "]) + clock(r) if self.time else "")
            )
        if name == "month":
            x = date.fromisoformat(article["date"])
            return f"{months('en', True)[x.month - 1]} {x.year}"
        if name == "noyear":
            x = date.fromisoformat(article["date"])
            return r.choice(
                [f"{months('en', False)[x.month - 1]} {x.day}", f"{x.day} {months('en', True)[x.month - 1]}"]
            ) + (", " + clock(r) if self.time else "")
        if name == "relative":
            n = r.randint(2, 23)
            return r.choice(
                [
                    f"{n} hours ago",
                    "yesterday",
                    "Yesterday",
                    f"{n} days ago",
                    f"{n}h ago",
                    "an hour ago",
                    "Today",
                    "just now",
                    f"vor {n} Stunden",
                    f"il y a {n} heures",
                    f"hace {n} horas",
                    f"{n} min ago",
                ]
            )
        if name == "place":
            return r.choice(CITIES).title()
        if name == "url":
            return _address(article, r)
        if name == "pages":
            n = r.randint(1, 40)
            return r.choice(
                [f"S. {n}", f"p. A{n}", f"Page {n}", f"Nr. {n * 7}", f"Vol. {n}, No. {n % 12 + 1}", f"pg. {n}"]
            )
        return r.choice(
            [
                "World",
                "Politics",
                "Health",
                "Opinion",
                "Business",
                "Science",
                "Wissenschaft",
                "Politik",
                "Monde",
                "Mundo",
                "Economia",
            ]
        )

    def _extra(self, r: random.Random, article: Article) -> str:
        n = r.randint(2, 14)
        return {
            "read": r.choice(
                [
                    f"{n} min read",
                    f"{n} minutes read",
                    f"{n} Min. Lesezeit",
                    f"Reading time: {n} min",
                    f"{n} min de lecture",
                ]
            ),
            "words": r.choice([f"LENGTH: {n * 97} words", f"{n * 97} words"]),
            "editor": r.choice(["Editor: ", "Edited by ", "Editor: ", "Redaktion: "])
            + r.choice(["Li", "MK", "Jo Park", "huang", "A. Berg"]),
            "section": r.choice(
                [
                    "Section: World",
                    "SECTION: News; Pg. 4",
                    "Section A, Page 1",
                    "Rubrik: Politik",
                    "Tags: politics, health",
                    "Category: Opinion",
                ]
            ),
            "updated": r.choice(
                [
                    f"Updated {clock(r)}",
                    f"Last updated: {clock(r)}",
                    "Updated 2 hours ago",
                    f"Aktualisiert um {clock(r)}",
                ]
            ),
            "role": r.choice(
                ["Staff Writer", "Correspondent", "Staff writer", "Health Correspondent", "Korrespondentin"]
            ),
            "time": clock(r),
            "weekday": r.choice(["Monday", "Dienstag", "samedi", "Friday"]),
            "comments": f"{n} comments",
            "seen": r.choice(["(accessed {})", "Retrieved {}", "accessed {}", "Abgerufen am {}", "Saved on {}"]).format(
                print_date(date.fromisoformat(article["date"]) + timedelta(days=n), self.date_form, "en")
            ),
        }[self.extra]

    def _lead(self, article: Article, r: random.Random) -> str:
        if not self.lead:
            return ""
        x = date.fromisoformat(article["date"])
        city = r.choice(CITIES) if r.random() < 0.8 else r.choice(CITIES).title()
        short, long_name = months("en", False)[x.month - 1], months("en", True)[x.month - 1]
        outlet = article["outlet"]
        return {
            "city_date_outlet": f"{city}, {short} {x.day}, {x.year} ({outlet}) - ",
            "city_outlet": f"{city} ({outlet}) — ",
            "city_noyear": f"{city}, {short} {x.day} ({outlet}) - ",
            "tass": f"{city}, {long_name} {x.day}. /{outlet}/. ",
            "xinhua": f"{city}, {short}. {x.day} ({outlet}) -- ",
            "city": f"{city} – ",
            "city_date": f"{city}, {long_name} {x.day}, {x.year} – ",
            "city_lower": f"{city.title()} ({outlet}) - ",
            "dmy": f"{city}, {x.day} {long_name} {x.year} ({outlet}) – ",
            "colon": f"{city}: ",
            "outlet_first": f"({outlet}) - ",
        }[self.lead]


_CREDITS: dict[str, Any] = tomllib.loads((ROOT / "corpuskit/lexicon/data/credits.toml").read_text("utf-8"))
_KNOWN: dict[str, list[str]] = {
    "author": _CREDITS["byline"]["strong"],
    "source": _CREDITS["label"]["source"],
    "published": _CREDITS["label"]["published"],
}
_ROLES = ["Staff Writer", "Reporter", "Correspondent", "Editor", "Redakteurin", "Gastautor", "Columnist", "MD", "PhD"]
_BEHIND_AUTHOR: dict[str, Any] = {
    "role": lambda a, r: r.choice([", ", " | ", " – ", " / "]) + r.choice(_ROLES),
    "handle": lambda a, r: " " + r.choice(["(@{})", "@{}", "| @{}"]).format(a["authors"][0].split()[-1].lower()),
    "mail": lambda a, r: f" {a['authors'][0].split()[0].lower()}@{_host(a)}",
    "for": lambda a, r: r.choice([" for ", " | Special to ", ", for "]) + a["outlet"],
    "in": lambda a, r: " in " + r.choice(CITIES).title(),
}


def _cited(name: str) -> str:
    given, _, surname = name.rpartition(" ")
    return f"{surname}, {' '.join(f'{part[0]}.' for part in given.split())}" if given else name


def _host(article: Article) -> str:
    return "".join(c for c in article["outlet"].lower() if c.isascii() and c.isalnum())[:24] + ".com"


def _address(article: Article, r: random.Random) -> str:
    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in article["title"].lower()).split()[:7])
    x = date.fromisoformat(article["date"])
    path = r.choice(
        [slug, f"news/{slug}.html", f"{x.year}/{x.month:02d}/{x.day:02d}/{slug}", f"article/{r.randrange(10**6)}"]
    )
    return r.choice(["https://", "https://www.", "http://", "www."]) + f"{_host(article)}/{path}"


def _at_the_foot(style: Style, r: random.Random) -> None:
    """Makes a style one of the short credits that stand below a text: "— Coast News", "(Ida Berg/Coast News)"."""
    fields = r.choice(
        [["outlet"], ["outlet"], ["outlet", "date"], ["authors", "outlet"], ["authors", "outlet", "date"]]
    )
    style.fields = [(field, 0) for field in fields]
    style.wrap = r.choice(["—", "—", "–", "()", "()", "[]", "-", "", "", "_"])
    style.separator = r.choice([", ", ", ", "/", " – ", " | ", " / ", "; "])
    style.source = r.randrange(12) if not style.wrap and r.random() < 0.7 else None
    style.lead, style.above, style.foot, style.bracketed = "", False, True, ""


def draw_style(r: random.Random) -> Style:
    """A style nobody has listed. Most have a date; some only an outlet, only an author, or a dateline."""
    z = r.random()
    fields = (
        ["outlet", "date"]
        if z < 0.34
        else ["authors", "outlet", "date"]
        if z < 0.62
        else ["authors", "date"]
        if z < 0.75
        else ["date"]
        if z < 0.78
        else ["outlet"]
        if z < 0.82
        else ["authors"]
        if z < 0.87
        else ["authors", "outlet"]
        if z < 0.90
        else ["outlet", r.choice(["month", "noyear", "relative"])]
        if z < 0.96
        else ["authors", r.choice(["month", "noyear", "relative"])]
    )
    r.shuffle(fields)
    if r.random() < 0.45 and "authors" in fields:
        fields.remove("authors")
        fields.insert(0, "authors")
    if r.random() < 0.07:
        fields.insert(r.randrange(len(fields) + 1), r.choice(["place", "section", "pages"]))
    if r.random() < 0.05:
        fields = r.choice([["url"], [*fields, "url"], ["url", *fields]])
    listed = r.random() < 0.06  # a line for each field, each with its label: "Source: …", "Date: …"
    rows = len(fields) if listed else 1 if r.random() < 0.68 else r.choice([2, 2, 3])
    placed = [(f, 0 if rows == 1 else min(i, rows - 1)) for i, f in enumerate(fields)]
    lead = ""
    if r.random() < 0.10:
        lead = r.choice(
            [
                "city_date_outlet",
                "city_outlet",
                "city_noyear",
                "tass",
                "xinhua",
                "city",
                "city_date",
                "city_lower",
                "dmy",
                "colon",
                "outlet_first",
            ]
        )
        if r.random() < 0.6:
            placed = [] if r.random() < 0.6 else [("authors", 0)]
    elif r.random() < 0.04:
        placed = []
    elif r.random() < 0.04:
        placed = [("outlet", 0)]
    style = Style(
        fields=placed,
        separator=r.choice(SEPARATORS),
        by=r.randrange(12) if listed or r.random() < 0.7 else None,
        source=r.randrange(12) if listed or r.random() < 0.22 else None,
        on=r.randrange(1, 13) if listed or r.random() < 0.3 else None,
        date_form=r.choice(DATE_FORMS),
        local=r.random() < 0.5,
        wrap=r.choice(["[]", "()", "—", "-", ".", "*", "#", ">", "–", "—", "<>", "**", "_", "【】", "~"])
        if r.random() < 0.16
        else "",
        upper=r.random() < 0.06,
        time=r.random() < 0.22,
        extra=r.choice(["read", "words", "editor", "section", "updated", "role", "time", "weekday", "comments", "seen"])
        if r.random() < 0.2
        else "",
        above=(place := r.random()) < 0.11,
        foot=place > 0.92,
        lead=lead,
        and_style=r.randrange(6),
        bracketed=r.choice(["date", "outlet"]) if r.random() < 0.07 else "",
        behind_author=r.choice(sorted(_BEHIND_AUTHOR)) if r.random() < 0.1 else "",
        labels=r.randrange(1000) if r.random() < 0.25 else None,
        prefix=r.choice(PREFIXES) if r.random() < 0.05 else "",
        pictures=r.random() < 0.03,
        cited=r.random() < 0.03,
        around=r.random() < 0.12,
    )
    if r.random() < 0.06:
        _at_the_foot(style, r)
    if style.wrap == "—" and style.above:  # a credit behind a dash is printed below a text
        style.above, style.foot = False, True
    return style
