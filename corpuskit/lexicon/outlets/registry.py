"""The outlet registry: who is listed under which names, what was asserted by whom and when, and the affiliation."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

from corpuskit.lexicon.outlets.days import first_day, last_day, may_lie_within, surely_not_after

PACKAGED = Path(__file__).parent.parent / "data" / "registry"
#: The digests of the packaged files, to find which is a quarter of their reading (docs/make_ready.py writes it).
DIGEST = PACKAGED / "digest.txt"
UNKNOWN = "unknown"

#: How much a printed name says: alone; only beside a date, byline or listed outlet; only with a clue to this outlet.
Strength = Literal["name", "context", "clue"]


class Seen(NamedTuple):
    """A page that the compiler opened: its address, the day, and the words on it that support the statement.

    ``stored`` says that a stored copy of the page was read, not the page as it stood on that day.
    """

    address: str
    date: str
    words: str
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, under which instrument and when: what both layers of the registry are made of.

    ``act`` is the kind of statement (corpuskit/caveats/affiliation.toml lists them), ``date`` is YYYY[-MM[-DD]] or None
    where the source itself is undated, ``confidence`` is the compiler's word for the source: high, medium or low.
    ``unopened`` marks a row that was taken over from others without its page having been opened; ``seen`` is empty
    then.
    """

    act: str
    authority: str
    citation: str
    confidence: str
    instrument: str | None = None
    date: str | None = None
    says: str | None = None
    seen: tuple[Seen, ...] = ()
    unopened: bool = False

    @property
    def dated(self) -> str:
        """The date of the statement; where its source is undated, the day on which it was seen."""
        if self.date is not None:
            return self.date
        return f"undated, seen {min(page.date for page in self.seen)}" if self.seen else "undated"


@dataclass(frozen=True, slots=True)
class Assertion(Statement):
    """A statement of an authority about an outlet: a fact, not a reading. Those that disagree stand side by side."""

    outlet: str = ""
    jurisdiction: str | None = None
    criterion: str | None = None
    effective: str | None = None
    ended: str | None = None
    subject: str | None = None  #: whom the act names, where that is not the outlet itself
    support: str | None = None  #: how the statement was seen: primary text, agency report, …


@dataclass(frozen=True, slots=True)
class Period(Statement):
    """The affiliation word of an outlet from ``start`` to ``end`` (inclusive, open where None), with its one source."""

    affiliation: str = UNKNOWN
    code: str | None = None  #: class of the source's own scheme, such as ``SMM:SC``
    group: str | None = None  #: set where the source rates a group to which the outlet belongs
    owner: str | None = None
    start: str | None = None
    end: str | None = None


class Entry(NamedTuple):
    """An outlet of the registry."""

    id: str
    names: tuple[str, ...]
    names_in_context: tuple[str, ...]
    names_with_clue: tuple[str, ...]
    domains: tuple[str, ...]
    domains_unverified: tuple[str, ...]
    country: str | None
    parent: str | None
    editions: tuple[str, ...]  #: countries after which editions of it are named: "Sputnik Japan"
    also_a_place: bool  #: its name is printed for a town or region, too
    active_from: str | None
    active_to: str | None
    note: str | None
    periods: tuple[Period, ...]

    @property
    def name(self) -> str:
        """The name under which the outlet is spoken of."""
        return self.names[0]


class Reading(NamedTuple):
    """The affiliation of an outlet for an article, with the periods that it rests on.

    One period, normally. None where no period covers the date, and several where the date does not tell which of them
    applies: both read ``unknown``.
    """

    affiliation: str
    periods: tuple[Period, ...]


class Memory(dict[Any, Any]):
    """Results by argument, forgotten all at once when they are many, so that a corpus of any size fits."""

    LIMIT = 1 << 16

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= self.LIMIT:
            self.clear()
        super().__setitem__(key, value)


class RegistryError(ValueError):
    """A registry file that cannot be used; the message names the file and the entry."""


class Registry:
    """The packaged registry, extended or overridden by files of the same form (`Registry.load`)."""

    def __init__(self, version: str, entries: Iterable[Entry], assertions: Iterable[Assertion]) -> None:
        self.version = version
        self.entries: Mapping[str, Entry] = {entry.id: entry for entry in entries}
        by_outlet: dict[str, list[Assertion]] = {}
        for assertion in assertions:
            by_outlet.setdefault(assertion.outlet, []).append(assertion)
        self._assertions = {
            outlet: tuple(sorted(of_outlet, key=lambda one: (one.date or "", one.authority, one.instrument or "")))
            for outlet, of_outlet in by_outlet.items()
        }
        self._always = {entry.id: _constant(entry) for entry in self.entries.values()}
        self._memories: dict[str, Memory] = {}

    @staticmethod
    def load(*extra: Path | str) -> Registry:
        """The packaged registry, with the entries of further files (TOML or JSON) laid over it in their order.

        An entry with a new id is added. One with a known id adds its names, domains and editions, and replaces what
        else it states (``periods`` as a whole). Assertions are added. Raises OSError, and RegistryError for a file that
        is not a registry; `corpuskit.lexicon.outlets.upkeep.check` lists every fault of one.
        """
        return _build([*_packaged_files(), *(Path(path) for path in extra)]) if extra else _packaged()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def outlet(self, outlet_id: str) -> Entry:
        """The entry with this id. Raises KeyError."""
        return self.entries[outlet_id]

    def assertions(self, outlet_id: str, on: str | None = None) -> tuple[Assertion, ...]:
        """Assertions about an outlet, oldest first; with ``on`` (YYYY[-MM[-DD]]) those surely in force on that date."""
        every = self._assertions.get(outlet_id, ())
        return every if on is None else tuple(assertion for assertion in every if in_force(assertion, on))

    def reading(self, outlet_id: str, date: str | None = None) -> Reading:
        """The affiliation of an outlet for an article of ``date`` (YYYY[-MM[-DD]], None when it is not known).

        A rating that was first made after the article still counts, where the registry does not limit its period (the
        caveat says that it came later); a designation counts from its date on. Raises KeyError for an unknown id.
        """
        always = self._always[outlet_id]
        if always is not None:
            return always
        memory = self.memory("reading")
        found: Reading | None = memory.get((outlet_id, date))
        if found is None:
            found = memory[outlet_id, date] = _read(self.entries[outlet_id].periods, date)
        return found

    def memory(self, of: str) -> Memory:
        """What a pure function over this registry has found, by its name; kept while the registry lives."""
        memory = self._memories.get(of)
        if memory is None:
            memory = self._memories[of] = Memory()
        return memory

    def lookup(self, name: str) -> list[tuple[Entry, Strength]]:
        """Entries that list a printed name or domain, with what else it takes to be sure of each; best first."""
        from corpuskit.lexicon.outlets.index import NameIndex

        return [(self.entries[found.id], found.strength) for found in NameIndex.of(self).everything(name)]


def in_force(assertion: Assertion, on: str) -> bool:
    """Whether an assertion was made on or before a date and had not ended by then."""
    if assertion.date is None or not surely_not_after(assertion.date, on):
        return False
    return assertion.ended is None or first_day(on) <= last_day(assertion.ended)


def read_file(path: Path) -> dict[str, Any]:
    """A registry file as plain data: keys ``version``, ``outlets``, ``assertions``. Raises OSError, RegistryError."""
    try:
        data: dict[str, Any] = (json.loads if path.suffix == ".json" else tomllib.loads)(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RegistryError(f"{path.name}: {error}") from error
    return data


def entry_from(stated: Mapping[str, Any]) -> Entry:
    """An entry from its plain data. Raises KeyError and TypeError where the schema does not hold."""
    keys: dict[str, Any] = dict.fromkeys(_OPTIONAL) | dict.fromkeys(_LISTS, ()) | dict(stated)
    keys.update({key: tuple(keys[key]) for key in _LISTS}, also_a_place=bool(keys.get("also_a_place")))
    keys["periods"] = tuple(_period(period) for period in stated["periods"])
    return Entry(**keys)


_OPTIONAL = ("country", "parent", "active_from", "active_to", "note")
_LISTS = ("names", "names_in_context", "names_with_clue", "domains", "domains_unverified", "editions")


def _period(stated: Mapping[str, Any]) -> Period:
    renamed = {"from": "start", "to": "end"}
    return Period(**{renamed.get(key, key): value for key, value in _opened(stated).items()})


def _opened(stated: Mapping[str, Any]) -> dict[str, Any]:
    """A statement's plain data with what was seen as objects."""
    return {**stated, "seen": tuple(Seen(**page) for page in stated.get("seen", ()))}


def _packaged_files() -> list[Path]:
    return sorted(PACKAGED.glob("*.json"))


@cache
def _packaged() -> Registry:
    return _build(_packaged_files())


def _build(paths: list[Path]) -> Registry:
    stated: dict[str, dict[str, Any]] = {}
    assertions: list[Assertion] = []
    version = ""
    files = [read_file(path) for path in paths]
    for path, data in zip(paths, files, strict=True):
        version = version or str(data.get("version", ""))
        try:
            for outlet in data.get("outlets", ()):
                _lay_over(stated, outlet)
            assertions += [Assertion(**_opened(assertion)) for assertion in data.get("assertions", ())]
        except (KeyError, TypeError) as error:
            raise RegistryError(f"{path.name}: {error}") from error
    try:
        entries = [entry_from(outlet) for outlet in stated.values()]
    except (KeyError, TypeError) as error:
        raise RegistryError(f"{paths[-1].name}: an outlet lacks or misnames a key: {error}") from error
    return Registry(f"{version}+{_known_digest(paths) or digest_of(files)}", entries, assertions)


def _known_digest(paths: Iterable[Path]) -> str | None:
    """`digest_of` some files where they are those of digest.txt, whose other word is the SHA-256 of their bytes."""
    of, known = DIGEST.read_text("utf-8").split()
    return known if bytes_digest(paths) == of else None


def bytes_digest(paths: Iterable[Path]) -> str:
    """The SHA-256 of files, one after the other."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def digest_of(files: Iterable[Mapping[str, Any]]) -> str:
    """What tells two states of a registry apart, by what its files say and not by how they are laid out."""
    written = (json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for data in files)
    return hashlib.sha256("".join(written).encode()).hexdigest()[:12]


def made_digest() -> str:
    """What digest.txt is to hold."""
    return f"{bytes_digest(_packaged_files())} {digest_of(map(read_file, _packaged_files()))}\n"


def _lay_over(stated: dict[str, dict[str, Any]], outlet: Mapping[str, Any]) -> None:
    known = stated.setdefault(outlet["id"], {})
    for key, value in outlet.items():
        known[key] = list(dict.fromkeys(chain(known.get(key, ()), value))) if key in _LISTS else value


def _constant(entry: Entry) -> Reading | None:
    """The reading of an outlet whose one period has no limits: the same on every date."""
    period = entry.periods[0]
    limited = len(entry.periods) > 1 or period.start is not None or period.end is not None
    return None if limited else Reading(period.affiliation, entry.periods)


def _read(periods: tuple[Period, ...], date: str | None) -> Reading:
    if date is None:
        possible = periods
    else:
        days = dict.fromkeys((first_day(date), last_day(date)))
        possible = tuple(dict.fromkeys(period for day in days if (period := _on(periods, day)) is not None))
    words = {period.affiliation for period in possible}
    return Reading(words.pop() if len(words) == 1 else UNKNOWN, possible)


def _on(periods: tuple[Period, ...], day: str) -> Period | None:
    """The period of a day. Where two meet (their limits may be known by year only), the later one counts from the date
    of its source on.
    """
    covering = [period for period in periods if may_lie_within(day, period.start, period.end)]
    made = [period for period in covering if period.date is not None and surely_not_after(period.date, day)]
    return made[-1] if made else covering[0] if covering else None
