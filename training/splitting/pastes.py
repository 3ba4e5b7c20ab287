"""Random raw pastes with the role of every line, to learn splitting from. Articles come from a pool given by path,
never stored here.
"""

from __future__ import annotations

import hashlib
import json
import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from credit_styles import DATE_FORMS, Printed, Style, draw_style, print_date
from pages import SIGNS, Piece, draw_above, draw_form, draw_head, draw_tail, formed, wrapped
from pages import printed as page
from variety import SCRIPTS, in_another_script, on_one_subject, renamed

Article = dict[str, Any]
Line = tuple[str, str]  #: text, role ("" for a blank line)
ROOT = Path(__file__).parents[2]
_OUTSIDE = tomllib.loads((ROOT / "corpuskit/lexicon/data/outside.toml").read_text("utf-8"))
_HEADS = [
    "Background",
    "What we know",
    "The bigger picture",
    "What comes next",
    "A long road",
    "How it works",
    "Reactions",
    "Method",
    "Conclusion",
    "The cost",
    "Zum Hintergrund",
    "Wie geht es weiter?",
    "Was bedeutet das?",
    "Kritik aus der Opposition",
    "Le contexte",
    "Et maintenant ?",
    "Una larga historia",
    "O que vem a seguir",
    "Il contesto",
    "De achtergrond",
    "Что дальше",
    "背景",
    "Is It Safe?",
    "Life After the Vote",
    "Money Talks",
    "A New Beginning for Old Rivals",
    "“Nobody asked us”",
    "Questions Remain Over the Deal",
    "The view from the border",
    "Numbers at a glance",
    "Step 1: Prepare",
    "FAQ",
    "Summary",
    "Key points",
    "Why now?",
]


def load_pool(path: Path, holdout: Path, part: str = "train", more: Path | None = None) -> list[Article]:
    """The articles whose outlet is not kept aside: one outlet in eight is for calibrating, the others for training.

    ``more`` has articles without outlet, author or date (title, text, lang): each borrows them from one of the pool.
    """
    kept = set(tomllib.loads(holdout.read_text("utf-8"))["outlets"])
    articles = [a for a in map(json.loads, path.read_text("utf-8").splitlines()) if a["outlet_key"] not in kept]
    chosen = [a for a in articles if _for_calibration(a["outlet_key"]) == (part == "calibrate")]
    if more is None:
        return chosen
    draw = random.Random(5)
    others = [_borrowed(a, draw.choice(chosen)) for a in map(json.loads, more.read_text("utf-8").splitlines())]
    return chosen + [a for a in others if a["title"].strip() and len(a["paragraphs"]) > 2]


def _borrowed(article: Article, other: Article) -> Article:
    paragraphs = [p.strip() for p in article["text"].split("\n") if p.strip()]
    kept = {key: other[key] for key in ("outlet", "authors", "date")}
    return {
        **kept,
        "title": article["title"] or "",
        "lang": article["lang"],
        "subtitle": None,
        "paragraphs": paragraphs,
    }


def _for_calibration(outlet: str) -> bool:
    return int(hashlib.sha256(outlet.encode()).hexdigest()[:8], 16) % 16 in (1, 3)


def _outside_block(r: random.Random, pool: list[Article]) -> list[str]:
    z = r.random()
    if z < 0.17:
        return [r.choice(_OUTSIDE["read-more"]["exact"]).capitalize() + r.choice(["", ":"])] + [
            a["title"] for a in r.sample(pool, r.randint(1, 4))
        ]
    if z < 0.23:
        return [
            r.choice(
                [
                    "* * *",
                    "***",
                    "---",
                    "-----------",
                    "=" * 30,
                    "_" * 20,
                    "•••",
                    "~~~",
                    "+++",
                    "#" * 12,
                    "– – –",
                    "* * * * *",
                ]
            )
        ]
    if z < 0.28:
        items = r.sample(sorted(_OUTSIDE["share-buttons"]["items"]), r.randint(2, 6))
        return (
            [r.choice([" ", " | ", " · ", "  "]).join(i.capitalize() for i in items)]
            if r.random() < 0.6
            else [i.capitalize() for i in items]
        )
    if z < 0.33:
        n = r.randint(2, 20)
        return [
            r.choice(
                [
                    f"Page {n}",
                    f"{r.randint(1, n)} of {n}",
                    f"{n} Comments",
                    f"Comments ({n})",
                    f"Shares: {n}",
                    f"{n} min",
                    f"Seite {n}",
                    f"{n} Kommentare",
                    f"{n} shares",
                    f"Views: {n * 87}",
                ]
            )
        ]
    if z < 0.38:
        return [
            r.choice(["Home", "Start", "News", "Startseite"])
            + "".join(
                f" {r.choice('>/»›')} {s}"
                for s in r.sample(
                    ["News", "World", "Politics", "Europe", "Africa", "Health", "Opinion"], r.randint(1, 3)
                )
            )
        ]
    if z < 0.45:
        return (
            [
                f"© {r.randint(2005, 2025)} {r.choice(pool)['outlet']}"
                + r.choice(["", ". All rights reserved.", ", alle Rechte vorbehalten"])
            ]
            if r.random() < 0.7
            else [r.choice(["Copyright", "(c)"]) + f" {r.choice(pool)['outlet']}"]
        )
    if z < 0.52:
        return [
            r.choice(
                [
                    "Click here to ",
                    "Subscribe to ",
                    "Sign up for ",
                    "Follow us on ",
                    "Get the latest ",
                    "Download our app for ",
                    "We use cookies to ",
                ]
            )
            + r.choice(
                [
                    "our newsletter",
                    "see more",
                    "Facebook and Twitter",
                    "news in your inbox",
                    "share this (Opens in new window)",
                    "measure traffic. Learn more.",
                    "daily briefings",
                ]
            )
        ] + ([r.choice(["Accept", "OK", "Enter your email", "Submit", "Close"])] if r.random() < 0.4 else [])
    kind = r.choice(
        [
            "share-buttons",
            "advertisement",
            "read-more",
            "navigation",
            "navigation",
            "footer",
            "copyright",
            "advertisement",
            "share-buttons",
        ]
    )
    lines = r.sample(_OUTSIDE[kind]["exact"], min(r.choice([1, 1, 1, 2, 2, 3, 4]), len(_OUTSIDE[kind]["exact"])))
    style = r.choice([str.capitalize, str.capitalize, str.upper, str.title, str])
    return [style(x) + (r.choice([" »", " →", ":", " ›", "..."]) if r.random() < 0.1 else "") for x in lines]


_CAPTIONS = ["Photo", "Image", "Foto", "Photo by", "Picture", "Credit", "Image credit"]
_JOBS = ["reporter", "columnist", "senior writer", "fellow"]
_COVERS = ["Daily digest", "Press review", "Collected articles", "Clippings for the board", "Pressespiegel"]
_COVERS += ["Revue de presse", "Media watch", "NEWS OF THE WEEK"]


def _trap(r: random.Random, article: Article, other: Article) -> list[str]:
    """Lines inside a body that look like titles or credits and are neither."""
    x = date.fromisoformat(other["date"])
    day = print_date(x, r.choice(["mdy", "dmy", "mdy_short", "dots", "iso"]), "en")
    author = (other["authors"] or ["a spokesman"])[0]
    own = (article["authors"] or [author])[0]
    tail = r.choice([f" | {day}", f", {day}", "", f" ({day})"])
    z = r.randrange(22)
    if z < 5:
        return [r.choice(_HEADS)]
    if z < 7:
        title = r.choice(other["paragraphs"])[:200].split(".")[0].split(",")[0]
        return [title[: r.randint(15, 70)].rsplit(" ", 1)[0] or title]
    return {
        7: [f"— {author}, {other['outlet']}, {day}"],
        8: [f"{other['outlet']} {r.choice(['reported', 'wrote', 'said'])} on {day} that nothing had been decided."],
        9: [f"By {day}, {r.choice(['the talks had failed', 'most had left', 'the bill was law'])}."],
        10: [f"{r.choice(_CAPTIONS)}: {r.choice([other['outlet'], author, author + '/' + other['outlet']])}{tail}"],
        11: [f"“{other['title']},” {r.choice(['wrote', 'said'])} {other['outlet']} on {day}."],
        12: [f"> {other['title']}", f"> {other['outlet']}, {day}"],
        13: [
            r.choice([f"Correction, {day}: ", "Correction: ", f"Editor’s note ({day}): ", "Clarification: "])
            + "an earlier version gave the wrong place."
        ],
        14: [
            f"{i + 1}{r.choice('.)')} {s}"
            for i, s in enumerate(
                r.sample(
                    [
                        "the budget must be met;",
                        "No new taxes",
                        "a date for the vote",
                        "All troops leave",
                        "prices stay as they are",
                        "Water for every village",
                    ],
                    3,
                )
            )
        ],
        15: [r.choice(_HEADS).upper()],
        16: [f"{own} is a {r.choice(_JOBS)} {r.choice(['at', 'for', 'with'])} {article['outlet']}."],
        17: [day],
        18: [f"{r.choice(['Read also', 'See also', 'Related', 'Mehr dazu', 'Lire aussi'])}: {other['title']}"],
        19: [
            r.choice(["Q:", "A:", "Frage:", author + ":"])
            + " "
            + r.choice(["Why now?", "What did you see?", "Warum gerade jetzt?", "I do not know."])
        ],
        20: [f"• {s}" for s in r.sample(["Milk", "Two eggs", "500 g flour", "A pinch of salt", "Butter"], 3)],
        21: [f"{r.choice(['Source', 'Quelle'])}: {other['outlet']}"]
        if r.random() < 0.3
        else [f"({other['outlet']}, {day})"],
    }[z]


def make_paste(pool: list[Article], r: random.Random, count: int, *, roughest: bool = False) -> list[Line]:
    """A paste of ``count`` articles as lines with roles: T title, TA title under a credit, S subtitle, SA the same, CA
    credit above, CB below, CF at the foot, B body, J outside, U nothing placed, "" blank.

    One in three is rough: outside lines, traps, changes of habit; with ``roughest`` each is.
    """
    rough = 1.0 if roughest else r.random()
    single = r.random()
    styles = [draw_style(r) for _ in range(1 if single < 0.4 else r.randint(2, 4) if single < 0.6 else 40)]
    fresh = single > 0.72
    hostile = rough > 0.66
    manner = _draw_manner(r, hostile, count < 5)
    junk_rate = r.choice([0.2, 0.45, 0.6]) if hostile else r.choice([0.0, 0.0, 0.05, 0.2])
    lines: list[Line] = []
    langs: dict[str, list[Article]] = {}
    for a in pool:
        langs.setdefault(a["lang"], []).append(a)
    if r.random() < 0.45:
        language = r.choices(sorted(langs), [len(langs[k]) for k in sorted(langs)])[0]
        candidates = langs[language] if len(langs[language]) > 20 else pool
        articles = [r.choice(candidates) for _ in range(count)]
    else:
        keys = sorted(langs)
        articles = [r.choice(langs[k]) for k in r.choices(keys, [len(langs[k]) ** 0.7 for k in keys], k=count)]
    single_style = single < 0.4
    if single_style and ("authors" in [f for f, _ in styles[0].fields]) and r.random() < 0.7:
        with_authors = [a for a in pool if a["authors"]]
        articles = [a if a["authors"] else r.choice(with_authors) for a in articles]
    if r.random() < 0.35:
        articles = on_one_subject(articles, r)
    articles = [renamed(a, r) if r.random() < 0.35 else a for a in articles]
    if r.random() < 0.1:
        script = r.choice(sorted(SCRIPTS))
        articles = [in_another_script(a, script) for a in articles]
    _opening(lines, r, pool, articles, hostile)
    for article in articles:
        style = draw_style(r) if fresh else r.choice(styles)
        if r.random() < 0.35 and not single_style:
            style.local = True
        _record(lines, r, article, r.choice(pool), style, manner, pool)
        if r.random() < junk_rate:
            if r.random() < 0.4:
                lines.append(("", ""))
            lines += [(t, "J") for t in _outside_block(r, pool)]
            if r.random() < 0.1:
                lines += [(t, "J") for t in _outside_block(r, pool)]
    return lines


def _opening(lines: list[Line], r: random.Random, pool: list[Article], articles: list[Article], hostile: bool) -> None:
    z = r.random()
    if z > (0.5 if hostile else 0.1):
        return
    kind = r.randrange(6)
    if kind == 0:
        head = [r.choice(_OUTSIDE["contents"]["exact"]).capitalize()] + [
            a["title"] for a in articles[: r.randint(2, 8)]
        ]
    elif kind == 1:
        day = print_date(date(2023, r.randint(1, 12), r.randint(1, 28)), "mdy", "en")
        head = [r.choice(_COVERS), *r.choice([[], ["For internal use only"], ["Compiled by the library"], [day]])]
    elif kind == 2:
        head = _outside_block(r, pool)
    elif kind == 3 and r.random() < 0.5:
        lines += [(p, "U") for p in r.choice(pool)["paragraphs"][2 : r.randint(3, 7)]]
        return
    else:
        head = [
            r.choice(
                [
                    "Media digest",
                    "Articles",
                    "Untitled document",
                    "My collection",
                    "Export",
                    "Notes",
                    "Weekly reading list",
                    "Artikelsammlung",
                ]
            )
        ]
    lines += [(t, "J") for t in head]
    lines += [("", "")] * r.choice([0, 1, 1, 2])


_CLOSINGS = [
    "More soon.",
    "Thanks for reading!",
    "Not here. Not now.",
    "This is a developing story.",
    "And that is that.",
    "Who would have thought?",
    "Wir bleiben dran.",
    "To be continued",
    "À suivre…",
    "Until next time!",
    "We will see.",
    "Case closed",
    "What do you think?",
    "Good luck!",
    "Fortsetzung folgt",
    "No more, no less.",
    "Nothing else happened that day",
    "He declined to comment",
    "(With reporting by our staff)",
    "So be it!",
]


def _recased(title: str, r: random.Random) -> str:
    z = r.random()
    if z < 0.17:
        return " ".join(w if w[:1].isupper() or len(w) < 4 else w[:1].upper() + w[1:] for w in title.split(" "))
    return title.upper() if z < 0.15 else title


def _loose_ends(paragraphs: list[str], other: Article, r: random.Random) -> list[str]:
    """Lines at the end of a body that are no sentences: a heading without text, a list, a link, a name."""
    z = r.randrange(15)
    if z > 11:
        return [
            r.choice(["{n}. {h}", "{n}. {h}", "{n}) {h}", "{h}"]).format(
                n=r.randint(2, 30), h=r.choice(_headings(paragraphs, r))
            )
        ]
    if z < 1:
        return [r.choice(_HEADS)]
    if z > 7:
        return _signature(other, r)
    if z == 3:
        return [c for c in (_clause(paragraphs, r, 6, 40) for _ in range(r.randint(1, 4))) if c]
    if z == 4:
        return [(other["authors"] or ["The editors"])[0]]
    if z == 5:
        return [
            r.choice([f"{other['title']} | {other['outlet']}", f"Photo: {other['outlet']}", f"({other['outlet']})"])
        ]
    return [c for c in (_clause(paragraphs, r, 25, 80),) if c]


_KICKERS = [
    "Politics",
    "Opinion",
    "World",
    "Local news",
    "Press release",
    "Science",
    "Kommentar",
    "Wirtschaft",
    "Kultur",
]
_KICKERS += [
    "Pressemitteilung",
    "Sport",
    "Société",
    "Économie",
    "Cultura",
    "Opinión",
    "Mundo",
    "Esteri",
    "Общество",
    "国际",
]
_MARKS = [
    "# {}",
    "## {}",
    "### {}",
    "**{}**",
    "* {}",
    "{}.",
    "» {}",
    "Title: {}",
    "HEADLINE: {}",
    "■ {}",
    "- {}",
    "→ {}",
]
_MARKS += [
    "{number}. {}",
    "{number}. {}",
    "{number}) {}",
    "({number}) {}",
    "[{number}] {}",
    "Article {number}: {}",
    "#{number} {}",
]
_MARKS += ["[{outlet}] {}", "{outlet}: {}", "{} - {outlet}", "{} | {outlet}"]
#: A whole credit around the title: where one stands, no other line has it.
_CREDITED = ["[{outlet}] {}", "{outlet}: {}", "{} — {outlet}", "{} ({outlet})", "{outlet} | {}", "【{outlet}】{}"]
_CREDITED += ["{outlet}: {} ({date})", "{} — {outlet}, {date}", "{} ({outlet}, {date})", "{} | {outlet} | {date}"]
_CREDITED += ["{date}\t{outlet}\t{}", "{date} | {outlet} | {}", "{date} – {outlet} – {}", "{outlet}, {date}: {}"]
_CREDITED += ["{date}: {}", "[{date}] {}", "{} ({date})", "{outlet} ({date}): {}", "{}, {outlet}, {date}"]
#: What some pages print below every article.
_BELOW_ALL = ["{n}K views", "👁 {n}.2K", "💬 {n}", "#news #{tag}", "#{tag} #{n}", "Read more: {url}", "{url}", "Share"]
_BELOW_ALL += ["→ {url}", "@{tag}", "Подписаться", "Subscribe: @{tag}", "Like · Reply · {n}h", "[link]", "Weiterlesen"]
_BELOW_ALL += ["اشترك", "{n} ♥"]


def _signature(other: Article, r: random.Random) -> list[str]:
    """What stands below an article: pictures, tags, rights, who reported."""
    name, outlet = (other["authors"] or ["Jo Park"])[0], other["outlet"]
    year = other["date"][:4]
    return r.sample(
        [
            f"{r.choice(['Photo', 'Foto', 'Image', 'Bild', 'Featured image'])}: {r.choice([name, outlet])}",
            f"{r.choice(['Tags', 'Topics', 'Schlagworte', 'Filed under', 'Keywords'])}: {r.choice(_HEADS)}, {outlet}",
            f"© {year} {outlet}",
            f"Copyright {year} {outlet}. All rights reserved.",
            f"{r.choice(['Reporting by', 'Edited by', 'Additional reporting by', 'Mit Material von'])} {name}",
            f"This {r.choice(['article', 'story', 'post'])} {r.choice(['originally', 'first'])} appeared on {outlet}.",
            f"Contact: {name}, {outlet}",
            f"More from {outlet}",
            f"Follow {name} on Twitter",
            f"({name})",
            f"Source: {outlet}",
        ],
        r.choice([1, 1, 1, 2, 3]),
    )


def _some_paragraphs(article: Article, r: random.Random, brief: bool) -> list[str]:
    """The first paragraphs, the last ones (bodies end oddly), or some in between, so that bodies differ."""
    every = article["paragraphs"]
    count = r.randint(1, 3) if brief else r.randint(2, 20)
    z, last = r.random(), max(0, len(every) - count)
    first = 0 if z < 0.35 or not last else r.randrange(last) if z < 0.6 else last
    chosen = list(every[first : first + count])
    if r.random() < 0.08:  # up to a heading
        ends = [i for i, p in enumerate(every) if 1 < i < 20 and 12 < len(p) < 90 and p[-1] not in ".!?:;…"]
        chosen = list(every[: r.choice(ends) + 1]) if ends else chosen
    if brief:
        chosen = [_first_sentences(p, r.randint(1, 2)) if r.random() < 0.6 else p for p in chosen]
    return chosen


def _first_sentences(paragraph: str, count: int) -> str:
    parts = paragraph.split(". ")
    return ". ".join(parts[:count]) + ("." if len(parts) > count else "")


def _tail_of(article: Article, r: random.Random) -> list[str]:
    """The last short paragraphs of an article: who wrote it, where it ran first, links, tags."""
    tail: list[str] = []
    for paragraph in reversed(article["paragraphs"][-4:]):
        if len(paragraph) > 170:
            break
        tail.insert(0, paragraph)
    return tail[-r.randint(1, 3) :]


def _clause(paragraphs: list[str], r: random.Random, least: int, most: int) -> str | None:
    """A title-like clause cut out of a paragraph."""
    sentence = r.choice(r.choice(paragraphs).split(". "))
    clause = sentence.strip(' ."“”„«»')[: r.randint(least, most)]
    if len(clause) > least and " " in clause and len(clause) < len(sentence) - 2:
        clause = clause.rsplit(" ", 1)[0].rstrip(",;:–- ")
    return clause[:1].upper() + clause[1:] if len(clause) >= least * 2 // 3 else None


def _subtitle(article: Article, r: random.Random) -> str | None:
    """The article's subtitle, with or without its full stop, or a short one cut out of a paragraph."""
    printed = article["subtitle"]
    if not printed or r.random() < 0.1:
        if r.random() < (0.3 if printed else 0.9):
            return printed
        printed = _clause(article["paragraphs"][:4], r, 8, r.choice([30, 60, 100, 150, 200]))
        if printed is None:
            return None
    if r.random() < 0.35:
        printed = printed.rstrip(".")
    return _recased(printed, r)


def _blank(r: random.Random, hostile: bool) -> Line:
    return (r.choice(["  ", "\t", "\u00a0", " "]) if hostile and r.random() < 0.15 else "", "")


@dataclass
class Manner:
    """How a dump is pasted: rough or tidy, how often something is missing or out of place, blank lines."""

    hostile: bool
    missing: float
    move: float
    traps: float
    paragraph_gap: int
    record_gap: int
    credit_gap: float
    subtitle_gap: float
    subtitles: float
    brief: bool  #: bodies of one to three paragraphs, some of them a sentence long
    mark: str  #: what stands around every title
    kickers: float  #: how often a section stands above the title
    dated: str  #: form of the dates around titles
    credited: bool  #: whether what stands around the title is the credit
    below_all: str  #: what stands below every article
    indent: str  #: what stands before every line of a credit and a body
    open_ends: float  #: how often a body ends without its full stop
    apart_at_foot: bool  #: whether a credit at the foot stands as far from the body as paragraphs from each other
    bare: bool  #: no article has a credit
    sign: str  #: what stands at the foot of every article then
    head: list[Piece]  #: what a page prints of its article, a line each, instead of a credit
    head_above: bool  #: whether it does so over the title
    above: list[Piece]  #: what stands over every title besides
    form: str  #: how bodies are built
    forms: float  #: how often they are
    tail: Callable[[Article, str], list[str]] | None  #: what stands at the end of every article
    wrap: int  #: where the lines of bodies are wrapped; 0 where they are not


def _draw_manner(r: random.Random, hostile: bool, few: bool) -> Manner:
    """How a dump is pasted; ``few``: it has few articles."""
    manner = Manner(
        hostile=hostile,
        missing=0.0 if not hostile and r.random() < 0.7 else r.choice([0.03, 0.07, 0.12]),
        move=r.choice([0.0, 0.1, 0.2]) if hostile else 0.0,
        traps=r.choice([0.6, 1.0, 1.6]) if hostile else r.choice([0.0, 0.0, 0.3, 0.5]),
        paragraph_gap=r.choice([0, 0, 1, 1, 2] if r.random() < 0.9 else [3]),
        record_gap=r.choice([0, 0, 0, 1, 1, 2, 3]),
        credit_gap=r.choice([0, 0, 0, 0.1, 0.1, 1]) if r.random() < 0.6 else 0,
        subtitle_gap=r.choice([0, 0, 0, 0, 0.2, 1]) if r.random() < 0.5 else 0,
        subtitles=r.choice([0.0, 0.4, 0.5, 1.0, 1.0]),
        brief=r.random() < (0.6 if few else 0.3),
        mark=r.choice(_MARKS) if r.random() < 0.1 else "{}",
        kickers=r.choice([0.6, 1.0]) if r.random() < 0.05 else 0.0,
        dated=r.choice(DATE_FORMS),
        credited=r.random() < 0.06,
        below_all=r.choice(_BELOW_ALL) if r.random() < 0.08 else "",
        indent=r.choice(["  ", "   ", "    ", "\t"]) if r.random() < 0.04 else "",
        open_ends=r.choice([0.05, 0.1, 0.3]) if r.random() < 0.4 else 0.0,
        apart_at_foot=r.random() < 0.6,
        bare=r.random() < 0.09,
        sign=r.choice(SIGNS) if r.random() < 0.3 else "",
        head=draw_head(r) if r.random() < 0.14 else [],
        head_above=r.random() < 0.15,
        above=draw_above(r) if r.random() < 0.06 else [],
        form=draw_form(r),
        forms=r.choice([0.3, 1.0, 1.0]) if r.random() < 0.14 else 0.03,
        tail=draw_tail(r) if r.random() < 0.07 else None,
        wrap=r.choice([56, 64, 72, 80, 96]) if r.random() < 0.08 else 0,
    )
    if manner.wrap and r.random() < 0.3:
        manner.bare = True
    if manner.credited:
        manner.mark = r.choice(_CREDITED)
    elif manner.indent and r.random() < 0.6:
        manner.mark = r.choice(["{number}. {}", "{number}) {}", "- {}", "• {}"])
    if r.random() < 0.17:  # as many blank lines between articles as between paragraphs
        manner.paragraph_gap = manner.record_gap = r.choice([1, 1, 1, 2])
        manner.credit_gap = manner.subtitle_gap = r.choice([0, 0, 1])
    if r.random() < 0.2:  # no blank line anywhere, as pasted from a word processor
        manner.paragraph_gap = manner.record_gap = 0
        manner.credit_gap, manner.subtitle_gap = r.choice([0, 0, 0.1]), 0
    return manner


def _credit(style: Style, article: Article, name: str, r: random.Random, manner: Manner) -> tuple[Printed, str]:
    """The credit as printed, and its place: above, below, foot."""
    if manner.bare:
        sign = manner.sign.format(outlet=article["outlet"], name=name)
        return Printed([sign] if sign else []), "foot"
    if manner.head:
        return Printed(page(manner.head, article, name, r)), "above" if manner.head_above else "below"
    printed = style.print(article, r)
    if r.random() < manner.missing or (manner.credited and r.random() < 0.9):
        printed = Printed([])
    place = "above" if printed.above else "foot" if printed.foot and not printed.lead else "below"
    if place == "below" and style.around and len(printed.lines) > 1:
        place = "around"
    if printed.lines and manner.hostile:
        if not printed.lead and r.random() < manner.move:
            place = r.choice(["above", "foot", "foot"])
        if r.random() < 0.08:
            printed.lines = [c.replace(" ", "\u00a0") for c in printed.lines]
        if r.random() < 0.08:
            printed.lines = ["  " + c + " " for c in printed.lines]
    return printed, place


def _title(article: Article, other: Article, paragraphs: list[str], r: random.Random, manner: Manner) -> str:
    title: str = article["title"]
    z = r.random()
    if z < 0.1:
        title = _clause(r.choice([paragraphs, other["paragraphs"]]), r, 18, 75) or title
    elif z < 0.17:
        title = _like_sentences(title, paragraphs, r)
    if manner.hostile and r.random() < 0.05:
        x = print_date(date.fromisoformat(other["date"]), r.choice(["mdy", "dmy"]), "en")
        title = r.choice([f"{title} – {x}", f"{x}: {title}", f"{title} ({x})"])
    return _recased(title, r)


def _like_sentences(title: str, paragraphs: list[str], r: random.Random) -> str:
    """A title with a full stop, of two sentences, a question and its answer, a quotation."""
    more = _clause(paragraphs, r, 12, 50) or "They may be right"
    bare = title.rstrip(".?!")
    return r.choice(
        [
            f"{bare}.",
            f"{bare}. {more}.",
            f"{bare}. {more}",
            f"{bare}? {more}.",
            f"{more}? {bare}",
            f"“{more}”: {bare}",
            f"‘{more}.’ {bare}",
            f"{bare}? {more}?",
            f"{bare}!",
        ]
    )


def _body(
    paragraphs: list[str], article: Article, other: Article, r: random.Random, manner: Manner, pool: list[Article]
) -> list[Line]:
    if r.random() < manner.forms:
        form = manner.form if manner.forms > 0.1 else draw_form(r)
        paragraphs = formed(form, paragraphs, _headings(paragraphs, r), r)
    if r.random() < manner.open_ends:
        paragraphs[-1] = paragraphs[-1].rstrip(".。۔")
    if r.random() < 0.08:
        paragraphs = [*paragraphs, r.choice(_CLOSINGS)]
    elif r.random() < 0.12:
        paragraphs = [*paragraphs, *_loose_ends(paragraphs, other, r)]
    elif r.random() < 0.07:
        paragraphs = [*paragraphs, *_tail_of(r.choice(pool), r)]
    body: list[Line] = [(p, "B") for p in paragraphs]
    for _ in range(int(manner.traps) + (r.random() < manner.traps % 1)):
        if len(body) >= 2:
            at = r.randrange(1, len(body))
            body[at:at] = [(t, "B") for t in _trap(r, article, other)]
    if manner.hostile and r.random() < 0.06 and len(body) > 3:
        at = r.randrange(1, len(body) - 1)
        body[at:at] = [(t, "J") for t in _outside_block(r, pool)[:2]]
    return body


def _headings(paragraphs: list[str], r: random.Random) -> list[str]:
    """Lines that can be headings in an article: cut out of its text as a rule."""
    own = [c for c in (_clause(paragraphs, r, 8, r.choice([20, 35, 60])) for _ in range(6)) if c]
    heads = own + r.sample(_HEADS, 2 if own else 6)
    recase = r.choice([str, str, str.upper, str.title])
    return [recase(h) for h in heads]


def _misread(text: str) -> str:
    """UTF-8 read as Latin-1."""
    return text.encode("utf8").decode("latin-1").replace("\x85", " ").replace("\n", " ").replace("\r", " ")


def _record(
    lines: list[Line],
    r: random.Random,
    article: Article,
    other: Article,
    style: Style,
    manner: Manner,
    pool: list[Article],
) -> None:
    """Adds a record to the paste."""
    hostile = manner.hostile
    name = (article["authors"] or other["authors"] or ["Jo Park"])[0]
    printed, place = _credit(style, article, name, r, manner)
    paragraphs = _some_paragraphs(article, r, manner.brief)
    title = _title(article, other, paragraphs, r, manner)
    day = print_date(date.fromisoformat(article["date"]), manner.dated, article["lang"])
    number = 1 + sum(role[:1] == "T" for _, role in lines)
    title = manner.mark.format(title, number=number, outlet=article["outlet"], date=day)
    subtitle = _subtitle(article, r) if r.random() < manner.subtitles else None
    credit, above = printed.lines, page(manner.above, article, name, r)
    paragraphs[0] = printed.lead + paragraphs[0]
    if hostile and r.random() < 0.05:
        title, subtitle, credit = _misread(title), subtitle and _misread(subtitle), [_misread(c) for c in credit]
    gap = manner.record_gap if not hostile or r.random() < 0.3 else r.choice([0, 0, 1, 1, 2, 3])
    if not credit and not printed.lead and not manner.credited and not manner.bare and r.random() < 0.75:
        gap = max(gap, 2 if hostile else manner.paragraph_gap + 1)
    if lines:
        lines += [_blank(r, hostile) for _ in range(gap)]
    credit_gap: list[Line] = [("", "")] * int(r.random() < manner.credit_gap or (hostile and r.random() < 0.12))
    kicker = [r.choice(_KICKERS)] if r.random() < manner.kickers else []
    kicker = [k.upper() if len(credit) % 2 else k for k in kicker]
    over = "A" if kicker or above else ""
    lines += [(k, "CA") for k in above]
    lines += [("", "")] * int(bool(above) and r.random() < 0.3)
    lines += [(k, "CA") for k in kicker]
    head = credit if place == "above" else credit[:1] if place == "around" else []
    if head:
        over = "A"
        lines += [*[(c, "CA") for c in head], *credit_gap]
    lines.append((title, "T" + over))
    if subtitle:
        lines += [("", "")] * int(r.random() < manner.subtitle_gap or (hostile and r.random() < 0.15))
        lines.append((subtitle, "S" + over))
    below = credit if place == "below" else credit[1:] if place == "around" else []
    if below:
        lines += [*credit_gap, *[(manner.indent + c, "CB") for c in below]]
    between = manner.paragraph_gap if not hostile or r.random() < 0.3 else int(r.random() < 0.4)
    body = _body(paragraphs, article, other, r, manner, pool)
    body += [(t, "B") for t in manner.tail(article, name)] if manner.tail is not None else []
    for i, (text, role) in enumerate(body):
        some = max(between, int(r.random() < 0.15)) if i == 0 else between or int(hostile and r.random() < 0.05)
        lines += [("", "")] * some
        lines += wrapped([(text, role)], manner.wrap) if manner.wrap else [(manner.indent + text, role)]
    if place == "foot" and credit:
        foot_gap = credit_gap or [("", "")] * (between * int(manner.apart_at_foot))
        lines += [*foot_gap, *[(c, "CF") for c in credit]]
    if manner.below_all:
        tag, n = "".join(c for c in article["outlet"] if c.isalnum()), r.randint(1, 30)
        text = manner.below_all.format(n=n, tag=tag, url=f"https://example.org/{n * 713}")
        lines += [*[("", "")] * between, (text, "J")]
