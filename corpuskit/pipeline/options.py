"""What a build is asked for, how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit.metering import Profile
from corpuskit.model import ENGINES, FORMATS, STEPS, Exit, Problem
from corpuskit.problems import wrong_option

if TYPE_CHECKING:
    from corpuskit.packaging import Manifest


class Progressed(NamedTuple):
    """How far a build is: bytes of the seed at hand, bytes of all seeds, and the records so far."""

    seed: str
    done: int
    size: int
    all_done: int
    all_size: int
    records: int


#: Called now and then.
Progress = Callable[[Progressed], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How seeds are read and what is done with problems; see `corpuskit.build`."""

    encoding: str | None = None
    strict: bool = False
    keep_going: bool = False
    without: frozenset[str] = field(default_factory=frozenset)
    locked: bool = False
    update_lock: bool = False
    fetch: bool = False
    also: frozenset[str] = field(default_factory=frozenset)
    jobs: int | None = None  #: processes that work at the same time; None: as many as there are cores
    engine: str = ENGINES[0]
    address: str | None = None  #: of a Ray cluster
    cache: bool = True  #: whether seeds that were cut before are not cut again
    min_confidence: float | None = None
    withhold_text: bool = False  #: whether the texts stay out of what is built
    features: bool = False  #: whether numbers say what they are like

    def __post_init__(self) -> None:
        for step in sorted(self.without):
            if step not in STEPS:
                raise wrong_option(f"there is no step {step!r} to leave out", ", ".join(STEPS))
        for name in sorted(self.also - FORMATS.keys()):
            raise wrong_option(f"there is no format {name!r} to write", ", ".join(FORMATS))
        if self.encoding is not None:
            from corpuskit.reading.encodings.names import encoding_named

            encoding_named(self.encoding)
        if self.engine not in ENGINES:
            raise wrong_option(f"there is no engine {self.engine!r}", ", ".join(ENGINES))
        if self.address is not None and self.engine != "ray":
            raise wrong_option("an address is that of a Ray cluster", "--engine ray --address HOST:PORT")
        if self.features and not self.withhold_text:
            raise wrong_option("features stand in place of texts that are withheld", "--withhold-text --features")
        if self.jobs is not None and self.jobs < 1:
            raise wrong_option(f"{self.jobs} processes cannot do any work", "--jobs 1 and more")


class Build(NamedTuple):
    """What was built: the folder, its manifest, the figures of its datasheet, and the problems that did not stop it."""

    dist: Path | str  #: the folder, or the address in a store
    manifest: Manifest
    figures: Mapping[str, Any]
    problems: tuple[Problem, ...]
    exit_code: Exit
    profile: Profile  #: what it cost
    lock_changes: tuple[str, ...] | None = None  #: what corpuskit.lock says otherwise now; None if it was not written

    def __repr__(self) -> str:
        records, problems = self.figures["records"], len(self.problems)
        return f"<Build {str(self.dist)!r}: records={records}, problems={problems}, exit_code={self.exit_code.name}>"
