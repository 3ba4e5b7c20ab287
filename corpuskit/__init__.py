"""corpuskit: from raw pasted or exported articles to a validated, documented data set.

The Python API is a handful of functions; the command line calls the same ones::

    import corpuskit

    built = corpuskit.build("my-corpus")          # a workspace: my-corpus/seeds/ → my-corpus/dist/
    for record in corpuskit.split("paste.txt"):   # a dry run: nothing is written
        print(record.date, record.title)
    for found in corpuskit.mark(articles):        # the caveats alone, for dicts of any origin
        print(found["id"], found["outlet_ids"])
    problems = corpuskit.validate("my-corpus/dist")
    table = corpuskit.load("my-corpus/dist")      # a pyarrow.Table

Heavy libraries are imported when a function is called, not when the package is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from corpuskit.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.model import CorpuskitError, PathLike, Problem, Record
    from corpuskit.pipeline import Build, Progressed

__all__ = ["CorpuskitError", "Problem", "Record", "__version__", "build", "load", "mark", "split", "validate"]


def __getattr__(name: str) -> Any:
    """The nouns, loaded when asked for: the command line is to answer an interruption from its first moment."""
    if name not in ("CorpuskitError", "Problem", "Record"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from corpuskit import model

    return getattr(model, name)


def build(
    *paths: PathLike,
    out: PathLike | None = None,
    encoding: str | None = None,
    strict: bool = False,
    keep_going: bool = False,
    without: Collection[str] = (),
    also: Collection[str] = (),
    locked: bool = False,
    update_lock: bool = False,
    fetch: bool = False,
    jobs: int | None = None,
    engine: str = "local",
    address: str | None = None,
    cache: bool = True,
    min_confidence: float | None = None,
    withhold_text: bool = False,
    features: bool = False,
    progress: Callable[[Progressed], None] | None = None,
) -> Build:
    """Build a data set from a workspace (a folder that holds seeds/) or from loose files.

    ``paths`` defaults to the working directory. ``out`` is the folder to write, by default dist/ in the workspace;
    loose files need it. ``encoding`` is that of seeds which are not UTF-8. ``strict`` makes warnings stop the build;
    ``keep_going`` turns a seed without any article into one outside span. ``without`` leaves out steps (names in
    `corpuskit.model.STEPS`), ``also`` names further formats to write (`corpuskit.model.FORMATS`). With ``locked`` the
    corpus has to be what corpuskit.lock says, ``update_lock`` writes that file; ``fetch`` gets seeds that lie
    elsewhere. ``jobs`` is how many processes work at the same time (default: one a core; a few megabytes are built in
    this one); what is built does not depend on it. ``engine`` "ray" has Ray do the work, on the cluster at
    ``address`` if one is given. Without ``cache`` seeds that were cut before are cut again, and nothing is kept.
    Records whose boundary is less sure than ``min_confidence`` are sent to review: they carry the caveat ``low-
    confidence-boundary``. ``withhold_text`` leaves the texts out of what is built, and writes where in the seeds they
    stand; ``features`` adds numbers that say what each is like. ``progress`` is called now and then with how far the
    build is (`corpuskit.pipeline.Progressed`).

    Returns what was built: folder, problems, figures. Raises CorpuskitError, and leaves an earlier build as it was,
    when a problem is an error or the folder cannot be written.
    """
    from corpuskit import pipeline

    options = pipeline.Options(
        encoding=encoding,
        strict=strict,
        keep_going=keep_going,
        without=frozenset(without),
        also=frozenset(also),
        locked=locked,
        update_lock=update_lock,
        fetch=fetch,
        jobs=jobs,
        engine=engine,
        address=address,
        cache=cache,
        min_confidence=min_confidence,
        withhold_text=withhold_text,
        features=features,
    )
    return pipeline.build(paths, out, options, progress)


def split(*paths: PathLike, encoding: str | None = None, without: Collection[str] = ()) -> Iterator[Record]:
    """The records that a build of ``paths`` would contain, one by one; nothing is written.

    Raises CorpuskitError for a seed that cannot be read or holds no article.
    """
    from corpuskit import pipeline

    return pipeline.split(paths, pipeline.Options(encoding, without=frozenset(without)))


def mark(articles: Iterable[Mapping[str, Any]], *, registry: PathLike | None = None) -> Iterator[dict[str, Any]]:
    """The outlets that each article credits, and its caveats: for articles that another pipeline has cut.

    An article is a mapping with ``id``, ``text``, ``credit``, ``date`` and ``language``, each of which may be empty,
    None or absent. Each gives ``id``, ``outlet_ids`` (of the registry; an outlet that it lacks adds nothing),
    ``affiliation`` (parallel to it) and ``caveats`` (as in schemas/record.schema.json), in the same order. ``registry``
    is a registry file to lay over the packaged one. Raises TypeError for a value that is no string, CorpuskitError for
    a registry file that cannot be used.
    """
    from corpuskit import marking

    return marking.mark(articles, marking.context(registry))


def validate(
    *paths: PathLike,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    config: PathLike | None = None,
    baseline: PathLike | None = None,
    locked: bool = False,
    fetch: bool = False,
) -> list[Problem]:
    """Every problem found in records (JSONL, Parquet, a dist folder, or a workspace, which is cut in memory).

    ``paths`` defaults to the working directory. ``select`` and ``ignore`` hold codes to report, or not to. Severities,
    rules and requirements are those of the workspace, or of the corpus.toml ``config``; problems that the file
    ``baseline`` (by default corpuskit.baseline of the workspace) accepts are left out. With ``locked`` the workspace
    has to be what its corpuskit.lock says, too; ``fetch`` gets seeds that lie elsewhere.

    An empty list means that all is well. Raises CorpuskitError when something cannot be read at all.
    """
    from corpuskit import validation

    found = validation.validate(
        paths or (".",), select, ignore, config=config, baseline=baseline, locked=locked, fetch=fetch
    )
    return list(found.problems)


@overload
def load(path: PathLike, columns: Collection[str] | None = None, form: Literal["table"] = "table") -> pa.Table: ...
@overload
def load(path: PathLike, columns: Collection[str] | None = None, *, form: Literal["frame"]) -> Any: ...
@overload
def load(path: PathLike, columns: None = None, *, form: Literal["records"]) -> Iterator[Record]: ...
def load(path: PathLike, columns: Collection[str] | None = None, form: str = "table") -> Any:
    """The records of a dist folder or Parquet file, in one of three forms.

    ``table`` is a flat pyarrow.Table, ``frame`` a pandas.DataFrame with Arrow types (pandas has to be installed), both
    with all columns or those named; ``records`` yields a `Record` at a time, whole, in bounded memory.

    Raises CorpuskitError when there is no such data set, column or form.
    """
    from corpuskit.checking import loading

    return loading.load_as(path, columns, form)
