"""What damage to a file may do: an error or a problem, never a traceback, never an article before it lost in silence.

``python tests/splitting/layouts/damage.py N FILE…`` damages files N times in all and prints what went wrong.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpuskit import splitting
from corpuskit.model import KIND_CODE, CorpuskitError
from corpuskit.reading import seeds
from corpuskit.splitting import Statement
from corpuskit.workspace import open_workspace

TITLE = KIND_CODE["title"]


class Damage(NamedTuple):
    """A file cut off at a place, or with another byte there."""

    data: bytes
    at: int
    cut: bool


def damages(data: bytes, rng: random.Random) -> Iterator[Damage]:
    """Endless damages of one file."""
    while True:
        at = rng.randrange(1, len(data))
        if rng.random() < 0.5:
            yield Damage(data[:at], at, True)
        else:
            other = bytes([data[at] ^ (1 + rng.randrange(255))])
            yield Damage(data[:at] + other + data[at + 1 :], at, False)


def titles(path: Path) -> tuple[list[str], bool]:
    """The titles that are found in a file, and whether any problem was told. Checks that the spans tile the view.

    Raises CorpuskitError as reading does, and AssertionError where bytes are lost.
    """
    found: list[str] = []
    told = False
    opened = seeds(open_workspace([path]))
    for error in opened.failures:
        raise error
    for seed in opened.seeds:
        view = splitting.open_view(seed)
        statement = Statement(view.file)
        end = view.bom
        for cut in splitting.cut(view, splitting.learn(view)):
            spans, data = cut.spans, cut.block.data
            assert [*spans.start, len(data)] == [0, *spans.end], "the spans do not tile the block"
            assert cut.block.start == end, "blocks do not follow each other"
            end = cut.block.end()
            statement.add(cut)
            told |= bool(cut.problems)
            found += [
                " ".join(data[spans.start[at] : spans.end[at]].decode().split())
                for at in range(len(spans))
                if spans.kind[at] == TITLE
            ]
        assert end == view.size, "bytes of the view are lost"
        told |= any(True for _ in statement.problems())
    return found, told


def before(data: bytes, known: Sequence[str], at: int) -> list[str]:
    """The titles of articles that end before a place: those whose next title is printed before it.

    The last words of titles are looked for from the end of the file, as lists of contents print them too.
    """
    places: list[int] = []
    end = len(data)
    for title in reversed(known):
        place = data.rfind(title.split(" ")[-1].encode(), 0, end) if title else -1
        if place < 0:
            return []
        places.insert(0, place)
        end = place
    return [title for title, following in zip(known, places[1:], strict=False) if following < at]


def complaint(path: Path, damage: Damage, known: Sequence[str], data: bytes) -> str | None:
    """What is wrong with how a damaged file is read; None where nothing is."""
    path.write_bytes(damage.data)
    try:
        found, told = titles(path)
    except CorpuskitError:
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if told:
        return None
    lost = [title for title in before(data, known, damage.at) if title not in found]
    return f"lost in silence: {lost[:3]}" if lost else None


def main() -> None:
    """Damages the files that are named, in turn."""
    import tempfile

    count, names = int(sys.argv[1]), sys.argv[2:]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        each = max(1, count // len(names))
        for name in names:
            path = Path(folder, Path(name).name)
            data = Path(name).read_bytes()
            path.write_bytes(data)
            try:
                known, _ = titles(path)
            except CorpuskitError as error:
                known = []
                print(f"{name}: {error}")
            rng = random.Random(f"{Path(name).name} 7")  # the same for a file whichever others are named
            for damage, _ in zip(damages(data, rng), range(each), strict=False):
                found = complaint(path, damage, known, data)
                if found is not None:
                    wrong += 1
                    print(f"{name} {'cut off' if damage.cut else 'changed'} at {damage.at}: {found}")
    print(f"{each * len(names)} damages of {len(names)} files: {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
