"""How much a printed name reads like a person's or an outlet's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.scripts import is_small
from corpuskit.patterns import EAST_ASIA, later

_DOMAIN_ENDS = (
    "com|org|net|info|de|fr|es|it|nl|ru|uk|eu|at|ch|br|pt|pl|se|no|dk|fi|tv|io|co|news|us|ca|au|in|cn|jp|kr|tr|za|gov|edu|"
    "int|mx|ar|be|ie|cz|hu|ro|gr|blog|online|media|press|ae|az|ba|bd|bf|bg|bo|bw|ci|cl|cm|cr|cu|cy|dz|ec|ee|eg|ge|gh|gt|hk|"
    "hn|hr|ht|id|iq|ir|jm|jo|ke|kg|kh|kw|kz|lb|li|lk|lt|lu|lv|ly|ma|md|mg|mk|ml|mm|mn|mt|mu|na|ng|ni|np|nz|pa|pe|ph|pk|pr|"
    "py|qa|rs|rw|sa|sd|sg|si|sk|sn|sv|sy|th|tn|tt|tw|tz|ua|ug|uy|uz|ve|vn|zm|zw"
)
_DOMAIN = later(rf"(?:\w[\w-]{{0,60}}\.){{1,4}}(?:{_DOMAIN_ENDS})$", re.IGNORECASE)
_DOMAIN_END = re.compile(rf"\.(?:{_DOMAIN_ENDS})$", re.IGNORECASE)
#: "A. Khan", "J. R. Malik", "A. de Vries".
_INITIALED = re.compile(
    r"(?:[^\W\d_]\.[ \u00a0-]?){1,3}(?:(?:van|von|de|der|den|la|di|da)[ \u00a0]){0,2}[^\W\d_][^\W\d_'’-]{1,30}"
)
_TRAILING_PLACE = re.compile(r"[ \u00a0](?:in|aus|à|en|em|a|i)[ \u00a0](?=[^\W\d_])")
PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "abu",
        "af",
        "av",
        "zu",
        "zur",
        "y",
        "e",
        "san",
        "st.",
        "mc",
        "o’",
        "o'",
        "d’",
        "d'",
        "und",
    ]
)
#: Those of these words that join two names in another language ("Jan Vos en Els Moor").
_ALSO_AND = frozenset({"en", "i", "a"})
#: A name in Chinese, Japanese or Korean; the family name stands first.
_UNPARTED = later(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,20}", beyond=EAST_ASIA)
#: A name in Korean has so many syllables.
_KOREAN = 3
#: So many words say at most of what somebody is the correspondent: "West Africa correspondent".
_OFFICE = 3
#: So many words of a department's name are looked at.
_DEPARTMENT = 4
#: Above this `person_score` a name is taken for a person's.
PERSON = 0.9
#: Below it a name reads like an outlet's: a word alone, which may be a place, does not by itself.
OUTLET = -1.55
#: Words with which names of outlets begin, and no office.
ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "el", "il"})
#: Further words that begin names of outlets, of which some join other names.
_OPENINGS = ARTICLES | {"de", "o", "a", "al"}


class Named(NamedTuple):
    """A name as printed, where it stands, the rule that found it and how sure that rule is."""

    name: str
    start: int
    end: int
    rule: str
    confidence: float


def is_domain(text: str) -> bool:
    """Whether a name is that of a site: "example.org"."""
    at = text.rfind(".")
    return at >= 0 and _DOMAIN_END.match(text, at) is not None and _DOMAIN.search(text) is not None


@lru_cache(maxsize=16_384)
def looks_like_name(text: str) -> bool:
    """Whether every word could be part of a name: capitalised, a particle, or of a script without capitals."""
    if not text or len(text) > 60:
        return False
    tokens = text.split()
    if len(tokens) > 7:
        return False
    for word in tokens:
        first = word[0]
        if is_small(first):
            if word.casefold() not in PARTICLES:
                return False
        elif not first.isalnum() and word not in "&+-–.!" and first not in '("“„«#@':
            return False
    return True


@lru_cache(maxsize=16_384)
def person_score(text: str) -> float:
    """How much a name reads like a person's: above 0 a person, below 0 an organisation. Rough, and used with other
    clues.
    """
    lists = words()
    tokens = [t for t in (t.strip(".,()") for t in text.replace("\u00a0", " ").split()) if t]
    folded = [t.casefold() for t in tokens]
    if not tokens:
        return -1.0
    name = " ".join(folded)
    if name in lists.sets["outlet.agencies"] or name in lists.sets["outlet.like_others"]:
        return -4.0
    if is_domain(text.strip()) or any(map(str.isdigit, text)):
        return -4.0
    if len(tokens) == 1 and _UNPARTED.fullmatch(tokens[0]):
        return _unparted_score(tokens[0])
    score = _like_an_outlet(folded) + _like_a_person(tokens, folded)
    serious = [t for t in tokens if t.casefold() not in PARTICLES]
    if len(tokens) == 1:
        capital = tokens[0][0].isupper() and not _INITIALED.fullmatch(text)  # "Б.Болд" is one word
        score -= 1.5 if text.isascii() or capital else 0.3
    elif len(serious) in (2, 3):
        score += 0.5
    elif len(serious) > 4:
        score -= 1.0
    if any(len(t) == 1 and t.isupper() for t in tokens[1:]) or _INITIALED.fullmatch(text):
        score += 1.0
    if all(t.isupper() and 1 < len(t) <= 5 for t in tokens):
        score -= 1.0
    if any(is_small(t[0]) for t in serious):
        score -= 1.0
    if folded[0] in _OPENINGS:
        score -= 1.5
    return score


def _like_a_person(tokens: list[str], folded: list[str]) -> float:
    """Above 0 for a given name, and for a word behind the name that marks an author ("박준석 기자"); in
    Hungary the given name stands last ("Kovács János"), and of other scripts some family names are known.
    """
    given = words().given_names
    if len(tokens) < 2:
        return 0.0
    if folded[0] in given or folded[0].split("-")[0] in given or words().byline_end.fullmatch(tokens[-1]):
        return 2.5
    if len(tokens) <= 3 and folded[-1] in words().sets["person.given_last"]:
        return 2.5
    common = tokens[-1].isascii() or is_small(tokens[-1][0])
    if len(tokens) <= 4 and not common and _is_family_name(folded[-1]):
        return 2.5
    return 1.0 if any(t in given for t in folded[1:-1]) else 0.0


def _is_family_name(word: str) -> bool:
    """Whether a word is a family name of those that stand last, or ends as such names do."""
    return word in words().sets["person.family_last"] or words().family_end.search(word) is not None


def _unparted_score(name: str) -> float:
    """`person_score` of a name in a script that does not part words: "北岸週刊" is a weekly, "陈一鸣" may be a person.

    So short a name is never surely a person's: it is where another one reads like an outlet's. In Korean a family name
    and two syllables of given names are one; papers like that are on a list ("한겨레").
    """
    lists = words()
    if lists.unparted_outlet.search(name):
        return -2.5
    if not 2 <= len(name) <= 5:
        return -1.0
    family = next((known for known in lists.unparted_names if name.startswith(known)), "")
    if family and len(name) == _KOREAN and all(syllable in lists.sets["person.given_korean"] for syllable in name[1:]):
        return PERSON + 0.1
    return 0.8 if family and 0 < len(name) - len(family) <= 1 + len(family) else 0.1


def _like_an_outlet(folded: list[str]) -> float:
    """Below 0 for each word that occurs in the names of outlets, and for one that ends like such a word."""
    sets = words().sets
    parts = [part for t in folded for part in (t.split("-") if "-" in t else (t,))]
    score = -2.2 * sum(t in sets["outlet.words"] and t not in PARTICLES for t in parts)
    if len(folded) > 1 and any(words().outlet_end.search(t) or t in sets["outlet.agencies"] for t in folded):
        score -= 2.2
    if not folded[0].isascii() and any(words().outlet_kind.search(t) for t in folded):
        score -= 2.2
    return score


def names_outlet(text: str) -> bool:
    """Whether this is a site, or a word of it occurs in the names of outlets or ends like one that does."""
    folded = text.casefold().split()
    return is_domain(text) or _like_an_outlet(folded) < 0 or any(words().outlet_end.search(word) for word in folded)


def is_nameable(text: str) -> bool:
    """Whether a piece without a label can name anybody: letters, not long, not a sentence in small letters."""
    tokens = text.split()
    if len(tokens) > 10 or len(text) > 90 or not any(c.isalpha() for c in text):
        return False
    lower = sum(is_small(t[0]) and t.casefold() not in PARTICLES for t in tokens)
    return lower <= max(1, len(tokens) // 2)


def is_paper(word: str) -> bool:
    """Whether a word is an agency or a paper on the lists, or ends as names of papers do."""
    sets = words().sets
    if word.casefold() in sets["outlet.agencies"] or word.casefold() in sets["outlet.like_others"]:
        return True
    return words().unparted_outlet.search(word) is not None


def is_role(text: str) -> bool:
    """Whether this says what somebody is or does, and not who: "Staff Writer", "La rédaction", "Crime Editor"."""
    folded = " ".join(text.casefold().split())
    sets = words().sets
    helped, _, who = folded.partition(" ")
    if folded in sets["text.roles"] or (helped in sets["byline.with"] and who in sets["text.roles"]):
        return True
    before, _, last = folded.rpartition(" ")
    if last in sets["text.offices"] and before:
        return _says_which(before.split()) or (last in sets["text.correspondents"] and _is_of_no_one(text, before))
    first, _, behind = folded.partition(" ")  # "Redakteurin Politik", "Redakteur für Wirtschaft"
    return first in sets["text.offices"] and behind.removeprefix("für ") in sets["text.sections"]


def is_department(text: str) -> bool:
    """Whether a name opens as those of departments do: "Office of Communications"."""
    opening = text.casefold().split()[:_DEPARTMENT]
    listed = words().sets["text.departments"]
    return any(" ".join(opening[:count]) in listed for count in range(1, len(opening) + 1))


def is_listed_agency(text: str) -> bool:
    """Whether a name is that of a listed agency."""
    return " ".join(text.casefold().split()) in words().sets["outlet.agencies"]


def is_agency(text: str) -> bool:
    """Whether a name is that of a listed agency, or opens as those of agencies do: "Agence Littoral"."""
    folded = " ".join(text.casefold().split())
    first, _, rest = folded.partition(" ")
    return is_listed_agency(text) or (bool(rest) and first in words().sets["outlet.agency_openings"])


def _says_which(office: list[str]) -> bool:
    """Whether words before "editor" and the like are all of an office, as "daily" in "Daily Reporter" is not."""
    sets = words().sets
    rest = [word for word in office if word not in sets["text.office_words"]]
    return not rest or " ".join(rest) in sets["text.sections"]


def _is_of_no_one(text: str, before: str) -> bool:
    """Whether the words before "correspondent" are neither a person's name nor a paper's ("HT Correspondent")."""
    first, *more = text[: len(before)].split()
    if first.isupper() or first.casefold() in _OPENINGS or len(more) >= _OFFICE or "," in before:
        return False
    return person_score(text[: len(before)]) <= 0


def split_place(text: str) -> tuple[int, int] | None:
    """ "Jane Doe in London": where the name ends and where the place begins."""
    match = _TRAILING_PLACE.search(text)
    if match is None or not text[match.end()].isupper() or len(text) - match.end() > 40:
        return None
    if match.group().strip() in _ALSO_AND and _joins_names(match, text[match.end() :]):
        return None
    return match.span()


def _joins_names(link: re.Match[str], behind: str) -> bool:
    """Whether a word is no preposition before a place but joins two names: "Jan Vos en Els Moor"."""
    return link.group().strip() not in _ALSO_AND or person_score(behind) > PERSON


def links_between_names(text: str) -> list[tuple[int, int]]:
    """Where words that join names begin and end ("and", "und", "&"), from left to right."""
    found = list(words().conjunction.finditer(text))
    ends = [*(link.start() for link in found[1:]), len(text)]
    return [link.span() for link, end in zip(found, ends, strict=False) if _joins_names(link, text[link.end() : end])]


def credited_person_score(text: str) -> float:
    """`person_score` of a name without the place behind it; of several linked names the best."""
    place = split_place(text)
    names = words().conjunction.split(text if place is None else text[: place[0]])
    scores = [person_score(name) for name in names]
    if len(names) == 1:
        return scores[0]
    whole = all(" " in name.strip() for name in names)  # "Better Homes and Gardens" is no list of persons
    return (max(scores) if whole else sum(scores) / len(scores)) + 0.5
