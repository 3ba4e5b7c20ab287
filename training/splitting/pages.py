"""What pages put around an article and into it: heads in pieces of a line each, sub-headings with times and numbers,
interviews, wrapped lines, tails. All of it is drawn at random, so that no site is known by its looks.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from credit_styles import print_date

Article = dict[str, Any]
Line = tuple[str, str]
Piece = Callable[[Article, str, random.Random], str]


def _day(article: Article, r: random.Random) -> str:
    form = r.choice(["mdy", "dmy", "mdy_short", "dots", "iso"])
    return print_date(date.fromisoformat(article["date"]), form, article["lang"])


def _site(article: Article) -> str:
    return "".join(c for c in article["outlet"].lower() if c.isalnum())[:20] + ".com"


def _address(article: Article, r: random.Random) -> str:
    words = ["".join(c for c in w.lower() if c.isalnum()) for w in article["title"].split()[:6]]
    path = "-".join(w for w in words if w)
    return f"{r.choice(['https://www.', 'https://', 'http://', 'www.'])}{_site(article)}/{path}"


def _clock(r: random.Random) -> str:
    hour, minute = r.randint(0, 23), r.randint(0, 59)
    return r.choice(
        [
            f"{hour:02d}:{minute:02d}",
            f"{hour:02d}:{minute:02d}",
            f"{hour}.{minute:02d}",
            f"{hour % 12 + 1}:{minute:02d} {r.choice(['AM', 'PM', 'am', 'p.m.'])}",
            f"{hour:02d}:{minute:02d} {r.choice(['GMT', 'Uhr', 'ET', 'CET'])}",
            f"{hour}h{minute:02d}",
        ]
    )


def _ago(r: random.Random) -> str:
    n = r.randint(2, 23)
    return r.choice([f"{n}h ago", f"{n} hours ago", f"{n}h", f"vor {n} Stunden", f"il y a {n} heures", f"{n} days ago"])


def _reading(r: random.Random) -> str:
    n = r.randint(2, 15)
    return r.choice(
        [
            f"{n} min read",
            f"{n}-minute read",
            f"{n}-{n + 3} minutes",
            f"Lesezeit: {n} Min.",
            f"{n} min de lecture",
            f"Reading time: {n} minutes",
            f"{n} MIN",
        ]
    )


_BUTTONS = ["Share", "Save", "Listen", "Follow", "Copy link", "Print", "Tweet", "Email", "Subscribe", "Bookmark"]
_BUTTONS += ["Comments", "Teilen", "Merken", "Drucken", "Partager", "Compartir", "Like", "Gift this article"]
_SECTIONS = ["Politics", "World", "Culture", "Climate", "Health", "Business", "Books", "Wissen", "Kultur", "Économie"]
_SECTIONS += ["Sport", "Opinion", "Technology", "Regional", "Mundo"]
_STAMPS = ["Published", "Posted", "Updated", "Last updated", "Veröffentlicht", "Publié le", "Published On", "Stand"]
#: What a page may print of its article, a line each; those that name nobody and no day among them.
_NAMES: list[Piece] = [
    lambda _a, n, r: n,
    lambda _a, n, r: n,
    lambda _a, n, r: f"By {n}",
    lambda _a, n, r: f"by {n}",
    lambda _a, n, r: n.upper(),
    lambda a, n, r: f"{n}, {a['outlet']}",
    lambda _a, n, r: f"Written by {n}",
    lambda _a, n, r: f"{n} {r.choice(['in', 'and'])} {r.choice(['agencies', 'Paris', 'Nairobi', 'Lima'])}",
    lambda a, _n, r: a["outlet"],
    lambda a, _n, r: _site(a),
]
_DAYS: list[Piece] = [
    lambda a, _n, r: _day(a, r),
    lambda a, _n, r: _day(a, r),
    lambda a, _n, r: f"{_day(a, r)}{r.choice([' ', ', ', ' at ', ' - '])}{_clock(r)}",
    lambda a, _n, r: f"{r.choice(_STAMPS)}{r.choice([' ', ': '])}{_day(a, r)}",
    lambda a, _n, r: f"{r.choice(_STAMPS)}: {_day(a, r)}, {_clock(r)}",
    lambda _a, _n, r: _ago(r),
    lambda _a, _n, r: f"{r.choice(_STAMPS)} {_ago(r)}",
]
_SIGNS: list[Piece] = [
    lambda _a, n, r: n[:1],
    lambda _a, _n, r: r.choice(["·", "•", "|", "-", "--", "∙", "/", "—"]),
    lambda _a, _n, r: _reading(r),
    lambda _a, _n, r: str(r.randint(0, 900)),
    lambda _a, _n, r: f"{r.randint(1, 90)}{r.choice(['K', ' comments', ' shares', ' likes', ' claps', ' views'])}",
    lambda _a, _n, r: r.choice(_BUTTONS),
    lambda _a, n, r: "@" + n.lower().replace(" ", "")[:15],
    lambda _a, _n, r: r.choice(_STAMPS),
    lambda _a, _n, r: r.choice(["By", "by", "Von", "Par"]),
    lambda _a, _n, r: r.choice(_SECTIONS),
]


def draw_head(r: random.Random) -> list[Piece]:
    """The pieces of a head, in order: what one page prints, it prints with each of its articles."""
    signs = r.sample(_SIGNS, r.choice([0, 1, 2, 3, 4, 5]))
    known = [r.choice(_NAMES)] * (r.random() < 0.85) + [r.choice(_DAYS)] * (r.random() < 0.85)
    pieces = [*signs, *known]
    r.shuffle(pieces)
    if r.random() < 0.5:  # the name first, as most pages have it
        pieces.sort(key=lambda piece: piece not in _NAMES)
    if r.random() < 0.3 and signs:
        pieces.append(r.choice(signs))
    if _SIGNS[8] in pieces and known:  # "By" is printed above whom it names
        pieces.remove(_SIGNS[8])
        pieces.insert(pieces.index(known[0]), _SIGNS[8])
    return pieces or [_SIGNS[2]]


def draw_above(r: random.Random) -> list[Piece]:
    """What stands over every title: an address, a section, the head of a message, a note of an archive."""
    n = r.randrange(9)
    subject: list[Piece] = [
        lambda a, _n, _r: f"From: {a['outlet']} <news@{_site(a)}>",
        lambda a, _n, r: f"{r.choice(['Date', 'Sent'])}: {_day(a, r)} {_clock(r)}",
        lambda a, _n, _r: f"Subject: {a['title']}",
        lambda _a, _n, _r: "To: list@example.org",
    ]
    choice: list[list[Piece]] = [
        [lambda a, _n, r: _address(a, r)],
        [lambda a, _n, _r: _site(a)],
        [lambda _a, _n, r: r.choice(_SECTIONS)],
        [lambda a, _n, _r: a["outlet"], lambda a, _n, r: _address(a, r)],
        [lambda _a, _n, _r: "---------- Forwarded message ---------", *subject],
        subject,
        [lambda _a, _n, r: r.choice(["PRESS RELEASE", "FOR IMMEDIATE RELEASE", "Pressemitteilung"]), _DAYS[0]],
        [lambda a, _n, r: f"Saved from {_address(a, r)} on {_day(a, r)}"],
        [lambda a, _n, r: f"Archive - https://archive.example/web/{a['date'].replace('-', '')}/{_site(a)}"],
    ]
    return choice[n]


def printed(pieces: list[Piece], article: Article, name: str, r: random.Random) -> list[str]:
    """The lines of a head."""
    return [line for piece in pieces if (line := " ".join(piece(article, name, r).split()))]


def draw_form(r: random.Random) -> str:
    """How the bodies of a dump are built; most have no such form."""
    return r.choice(["live", "interview", "list", "chapters", "speakers", "recipe", "thread", "sections", "results"])


_QUESTIONS = [
    "How did it begin?",
    "And then?",
    "Why now?",
    "Were you afraid?",
    "What comes next?",
    "Is that realistic?",
]
_QUESTIONS += ["What do you say to critics?", "Wie kam es dazu?", "Und jetzt?", "Et maintenant ?", "¿Y ahora?"]
_QUESTIONS += ["What would you do differently if you could begin again?", "Do you regret leaving in 2019?"]


def formed(form: str, paragraphs: list[str], heads: list[str], r: random.Random) -> list[str]:
    """The body with sub-headings, speakers or numbers as its form has them; ``heads`` can be headings."""
    every = [p for p in paragraphs if p]
    heads = heads or ["Background"]
    return _FORMS[form](every, heads, r)


def _live(every: list[str], heads: list[str], r: random.Random) -> list[str]:
    way, own = r.randrange(4), r.random() < 0.7
    at = date(2024, r.randint(1, 12), r.randint(1, 28))
    dated, relative = r.random() < 0.2, r.random() < 0.15
    out: list[str] = []
    for paragraph in every:
        clock = _ago(r) if relative else _clock(r)
        if dated:
            clock = f"{print_date(at + timedelta(days=r.randint(0, 2)), 'mdy_short', 'en')} {clock}"
        head = r.choice(heads)
        if way == 0:
            out += [f"{clock} {r.choice(['', '– ', '- ', '| '])}{head}"]
        elif way == 1 and own:
            out += [head, clock]
        else:
            out += [clock, *([head] if own and r.random() < 0.85 else [])]
        out.append(paragraph)
    return out


def _interview(every: list[str], heads: list[str], r: random.Random) -> list[str]:
    out, mark = every[:1], r.choice(["", "", "Q: ", "Q. ", "– ", "F: "])
    answer = {"Q: ": "A: ", "Q. ": "A. ", "F: ": "A: "}.get(mark, "")
    for paragraph in every[1:]:
        head = r.choice(heads).rstrip(".!?:") + "?" if r.random() < 0.5 else r.choice(_QUESTIONS)
        out += [mark + head, answer + paragraph]
    return out


def _list(every: list[str], heads: list[str], r: random.Random) -> list[str]:
    mark = r.choice(["{}. ", "{}. ", "{}) ", "#{} ", "{} ", "No. {}: ", "Tip {}: ", "Step {}: ", "{}\n"])
    count = len(every)
    down, some = r.random() < 0.3, r.random() < 0.3
    out = every[:1]
    for number, paragraph in enumerate(every[1:], 1):
        shown = count - number if down else number
        out += (mark.format(shown) + r.choice(heads)).split("\n")
        out += [r.choice(heads)] * (some and r.random() < 0.5) + [paragraph]
    return out


_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]


def _chapters(every: list[str], heads: list[str], r: random.Random) -> list[str]:
    frame = r.choice(["Chapter {n}", "Chapter {n}: {h}", "{i}. {h}", "{i}", "Part {n}", "Part {i}: {h}", "{y}", "{h}"])
    frame = r.choice([frame, "{y}: {h}", "{m} {y}", "Kapitel {n}", "{h} ({y})", "§ {n}", "{y}–{z}"])
    months = ["January", "March", "May", "August", "October"]
    out, year = [], r.randint(1930, 2015)
    for number in range(min(9, max(2, len(every) // r.randint(1, 4)))):
        share = every[number::9] if number >= len(every) else every[number : number + 1]
        year += r.randint(1, 3)
        names = {"n": number + 1, "i": _ROMAN[number], "h": r.choice(heads), "y": year, "z": year + 3}
        out += [frame.format(m=r.choice(months), **names), *share]
    return out + every[9:]


def _speakers(every: list[str], heads: list[str], r: random.Random) -> list[str]:
    names = [r.choice(heads).split()[0].strip(".,:;“”\"'") for _ in range(3)] + ["Host", "Unidentified speaker"]
    names = [n.upper() if r.random() < 0.5 else n for n in names if n] or ["Host"]
    own, time = r.random() < 0.4, r.random() < 0.2
    out: list[str] = []
    for paragraph in every:
        stamp = f"[{r.randint(0, 59):02d}:{r.randint(0, 59):02d}] " if time else ""
        out += [f"{stamp}{r.choice(names)}:", paragraph] if own else [f"{stamp}{r.choice(names)}: {paragraph}"]
    return out


_THINGS = ["200 g flour", "2 eggs", "1 tsp salt", "100 ml milk", "1 onion, chopped", "Olive oil", "A pinch of pepper"]
_THINGS += ["3 cups of water", "½ lemon", "1 Prise Salz", "250 g Mehl", "2 cuillères de sucre", "4 tomatoes, halved"]
_STEPS = ["Heat the oil and fry until soft.", "Stir in the flour.", "Simmer for half an hour", "Serve with bread."]
_STEPS += ["Leave to rest overnight", "Preheat the oven to 180°C.", "Den Ofen vorheizen.", "Mélanger le tout."]


def _recipe(every: list[str], _heads: list[str], r: random.Random) -> list[str]:
    facts = r.sample([f"Serves {r.randint(2, 8)}", "Prep 15 min", "Cook 40 min", "Difficulty: easy", "4 Portionen"], 2)
    things, steps = r.sample(_THINGS, r.randint(3, 8)), r.sample(_STEPS, r.randint(2, 5))
    numbered = r.random() < 0.5
    steps = [f"{n}. {s}" if numbered else s for n, s in enumerate(steps, 1)]
    named = [r.choice(["Ingredients", "You need", "Zutaten", "INGREDIENTS"])], [r.choice(["Method", "Directions"])]
    return [*every[: r.randint(1, 2)], *facts[: r.randint(0, 2)], *named[0], *things, *named[1], *steps]


def _thread(every: list[str], _heads: list[str], r: random.Random) -> list[str]:
    parts = [s.strip() for p in every for s in p.split(". ") if s.strip()][: r.randint(4, 14)]
    mark = r.choice(["{}/ ", "{}. ", "({}) ", "{}/" + str(len(parts)) + " "])
    behind = r.random() < 0.3
    return [f"{p} {n}/{len(parts)}" if behind else mark.format(n) + p for n, p in enumerate(parts, 1)]


def _sections(every: list[str], heads: list[str], r: random.Random) -> list[str]:
    tail = r.choice(["", "[edit]", "[edit]", ":", " »"])
    some = [r.choice(heads) + tail for _ in every]
    out = every[:1]
    if r.random() < 0.4:
        out += [r.choice(["Contents", "In this article", "Inhalt"])]
        out += [r.choice(["", f"{n} "]) + h.removesuffix(tail) for n, h in enumerate(some, 1)]
    for head, paragraph in zip(some, every[1:], strict=False):
        out += [head, paragraph]
    if r.random() < 0.4:
        out += ["References" + tail, f"^ “{r.choice(heads)}”. Retrieved {r.randint(1, 28)} May 2021."]
        out += [f"Categories: {r.choice(heads)} · {r.choice(heads)}"]
    return out


def _results(every: list[str], heads: list[str], r: random.Random) -> list[str]:
    names = [r.choice(heads).split(",")[0][:24] for _ in range(8)]
    kinds = [
        lambda: f"{r.choice(names)} {r.randint(0, 5)}-{r.randint(0, 5)} {r.choice(names)}",
        lambda: f"{r.choice(names)} v {r.choice(names)}",
        lambda: f"{r.choice(names)}: {r.randint(1, 99)}.{r.randint(0, 9)} %",
        lambda: f"{r.choice(['June', 'October', 'March'])} {r.randint(1, 28)}",
        lambda: f"{r.choice(['June', 'Oct.', 'March'])} {r.randint(1, 28)} -- {r.choice(names)}, {r.choice(names)}",
        lambda: f"{r.choice(names)}: {r.choice(names)}",
        lambda: r.choice(names),
    ]
    chosen = r.sample(kinds, r.randint(1, 3))
    at = r.randint(1, len(every))
    return [*every[:at], *[r.choice(chosen)() for _ in range(r.randint(3, 14))], *every[at:]]


_FORMS: dict[str, Callable[[list[str], list[str], random.Random], list[str]]] = {
    "live": _live,
    "interview": _interview,
    "list": _list,
    "chapters": _chapters,
    "speakers": _speakers,
    "recipe": _recipe,
    "thread": _thread,
    "sections": _sections,
    "results": _results,
}

_ENDS = ["-END-", "ENDS", "(END)", "###", "-30-", "*", "■", "Ende", "FIN", "Visit Website", "Top", "Back to top"]
_ENDS += ["Sent from my phone", "Get Outlook for iOS", "Share this article", "Related Topics", "Read more", "Reply"]


#: What may stand at the foot of articles that have no credit otherwise.
SIGNS = ["{outlet}", "{outlet}", "{name}", "Read more at {outlet}", "Read more at {outlet} >", "via {outlet}"]
SIGNS += ["({outlet})", "Weiterlesen auf {outlet}", "— {name}", "{name}, {outlet}", "More: {outlet}"]


def draw_tail(r: random.Random) -> Callable[[Article, str], list[str]]:
    """What stands at the end of every article of a dump."""
    kind, end = r.choice([0, 0, 0, 1, 2, 2, 3, 4, 5, 6]), r.choice(_ENDS)
    fact = r.choice(["born {day}", "died {day}", "1921–2019", "is the author of three books", "reported from Graz"])

    def tail(article: Article, name: str) -> list[str]:
        about = [f"About {article['outlet']}", f"{article['outlet']} has been printed since {r.randint(1850, 1999)}."]
        contact = [r.choice(["Media contact:", "Contact:"]), name, f"press@{_site(article)}", "+44 20 7946 0123"]
        return {
            0: [end],
            1: [end, *about, *contact[: r.randint(1, 4)]],
            2: [r.choice(["Find this article at:", "Source:", "Link:"]), _address(article, r)],
            3: [end, *r.sample(_SECTIONS, r.randint(1, 3))],
            4: [name, r.choice(["Leeds", "Hobart, Tasmania", "Bath, Somerset", "Graz"])],
            5: about,
            6: [f"{name}, {fact.format(day=_day(article, r))}"],
        }[kind]

    return tail


def wrapped(lines: list[Line], width: int) -> list[Line]:
    """Bodies as they are copied from a printed page: no line is longer than ``width``."""
    out: list[Line] = []
    for text, role in lines:
        out += [(part, role) for part in textwrap.wrap(text, width)] if role == "B" else [(text, role)]
    return out
