"""Words that say in which country: the second clue to which of several outlets of one name is meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpuskit.lexicon.outlets.names import folded
from corpuskit.patterns import later
from corpuskit.ready import read_list

DATA = Path(__file__).parent.parent / "data"
COUNTRIES = DATA / "countries.toml"
CITIES = DATA / "cities.txt"


@cache
def _tables() -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str], frozenset[str]]:
    """Words for a country, places in one, and languages of one, to its ISO 3166-1 code; the names of countries."""
    countries = read_list(COUNTRIES)
    words = {
        folded(word): code for code, said in countries.items() for word in [*said["names"], *said.get("demonyms", ())]
    }
    places = {folded(place): code for code, said in countries.items() for place in said["places"]}
    languages = {language: code for code, said in countries.items() for language in said.get("languages", ())}
    names = frozenset(folded(name) for said in countries.values() for name in said["names"])
    return words, places, languages, names


@cache
def _cities() -> frozenset[str]:
    """Names of larger cities, which tell no country: several have the same."""
    return frozenset(line for line in CITIES.read_text("utf-8").splitlines() if line[:1] != "#")


@cache
def _regions() -> tuple[frozenset[str], frozenset[str]]:
    """States and provinces that datelines print after a town, and countries with papers of one name in many towns."""
    countries = read_list(COUNTRIES)
    regions = {folded(region) for said in countries.values() for region in said.get("regions", ())}
    return frozenset(regions), frozenset(code for code, said in countries.items() if said.get("one_name_in_many_towns"))


def country_by_name(word: str) -> str | None:
    """The country that a word names as such: ``Japan``, ``Polska``; a city names none."""
    words, _, _, _ = _tables()
    name = folded(word)
    return words.get(name) or words.get(name.removeprefix("the "))


def is_region(word: str) -> bool:
    """Whether a word is a state or province as datelines print it after a town: ``Idaho``, ``Fla.``."""
    return folded(word) in _regions()[0]


def tells_paper(word: str, country: str) -> bool:
    """Whether a place in brackets says which paper of a name is meant; a city may not, in a country of many such."""
    return country_by_name(word) is not None or country not in _regions()[1]


def country_of(word: str) -> str | None:
    """The country that a word names: ``UAE``, ``Serbian``, ``Harare``; None when it names none that is listed."""
    words, places, _, _ = _tables()
    name = folded(word)
    return words.get(name) or places.get(name) or words.get(name.removeprefix("the "))


def is_place(word: str) -> bool:
    """Whether a word is a place that datelines name, a larger city or a country; "The Namibian" is none."""
    return tells_country(word) or folded(word) in _cities()


#: How names of towns end, and begin with a word of their own.
_TOWN = later(
    r"[^\W\d_]{3,20}(?:hausen|heim|dorf|stadt|burg|berg|bach|ingen|ungen|kirchen|stetten|weiler|brück|brücken|haven|furt|born|rode"
    r"|leben|wald|walde|thal|hofen|kirch|stedt|hagen|münster|feld|ington|hampton|borough|burgh|chester|minster|bury|combe"
    r"|thorpe|worth|wick|bridge|mouth|dale|stead|ville|villiers|gnac|gny|court|owice|owo|köping|hamn|torp|bygd|fjord|sund"
    r"|dijk|veen|hoven|wijk|kerk|dorp)"
    r"|(?:Bad|Sankt|St\.?|Saint|Sainte|Villanueva|Villa|Puerto|Ciudad|Nether|Upper|Lower|Little|Great|Market|Chipping|Oud"
    r"|Horní|Dolní|Velké|Malé|Nowy|Nowa|Stary|Stara)[ -][^\W\d_]{3,20}"
    r"|[^\W\d_]{3,20}(?:-(?:sur|sous|lès|les|en|upon|on|under|le|la)-|[ ](?:am|an[ ]der|ob[ ]der|bei)[ ])[^\W\d_]{3,20}"
    r"|(?:Villanueva|Villa|Puerto|Ciudad)[ ](?:de|del|de[ ]la|de[ ]los)[ ][^\W\d_]{3,20}"
)


def reads_like_town(word: str) -> bool:
    """Whether a capitalised word ends as names of towns do, listed or not: "Lauchheim"; it may be another name."""
    return word[:1].isupper() and _TOWN.fullmatch(word) is not None


def are_places(text: str) -> bool:
    """Whether this is a place, or several with slashes between ("Washington/Kiew")."""
    return all(is_place(part.strip()) for part in text.split("/"))


def tells_country(word: str) -> bool:
    """Whether a word is a country, or a place that says in which one it lies."""
    _, places, _, names = _tables()
    name = folded(word)
    return name in places or name in names or name.removeprefix("the ") in names


@cache
def country_of_language(language: str | None) -> str | None:
    """The country in which a language (BCP 47) is printed far more than elsewhere, where there is one."""
    return _tables()[2].get(language.partition("-")[0].lower()) if language else None
