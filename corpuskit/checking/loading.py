"""A finished corpus back in memory: the flat table for analysis, or the records themselves."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpuskit import stores
from corpuskit.flat import tables
from corpuskit.flat.columns import RECORDS, flat_schema, table_names
from corpuskit.model import FORMAT_VERSION, MANIFEST, CorpuskitError, Exit, PathLike, Record
from corpuskit.packaging.placing import in_store
from corpuskit.problems import failure, wrong_option
from corpuskit.versions import later_format
from corpuskit.workspace.files import no_corpus, place, shown_name

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

TABLE = Path("data", f"{RECORDS}.parquet")
DATASHEET = "datasheet.json"
#: A file on a disk or in a store.
File = Path | stores.Stored


def load(path: PathLike, columns: Collection[str] | None = None) -> pa.Table:
    """The records of a dist folder or of its records.parquet as a flat Arrow table, all columns or those named.

    Of one in a store only the bytes of these columns are read. Page checksums are verified. Raises CorpuskitError:
    ``no-dist`` and ``no-such-column`` (exit 2),
    ``schema-version-newer`` for a data set of a later format, ``table-unreadable`` when the file is damaged.
    """
    file = _table_file(path)
    with opened(file) as parquet:
        known = parquet.schema_arrow.names
        for name in columns or ():
            if name not in known:
                raise failure("no-such-column", place(file), Exit.USAGE, column=name, known=", ".join(known))
        return parquet.read(None if columns is None else list(columns))


def load_as(path: PathLike, columns: Collection[str] | None, form: str) -> Any:
    """The records as a table, a data frame or one by one; see `corpuskit.load`."""
    if form == "records" and columns is None:
        return load_records(path)
    if form == "table":
        return load(path, columns)
    if form == "frame":
        return _frame(load(path, columns))
    reason = f"there is no form {form!r}" if form != "records" else "records are whole, and have no choice of columns"
    raise wrong_option(reason, "table, frame, records")


def _frame(table: pa.Table) -> Any:
    """The table as a pandas.DataFrame whose columns keep their Arrow types: no null becomes a float."""
    try:
        import pandas as pd
    except ImportError:
        raise wrong_option("a data frame needs pandas, which is not installed", "pip install pandas") from None
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def load_records(path: PathLike) -> Iterator[Record]:
    """The records of a dist folder or of its records.parquet, one by one, in corpus order, in bounded memory.

    Raises CorpuskitError as `load` does.
    """
    for table in nested_tables(path):
        yield from map(Record, tables.to_json(table))


def flat_tables(path: PathLike, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Some columns of the records, a flat table for each row group. Raises CorpuskitError as `load` does."""
    with opened(_table_file(path)) as records:
        for number in range(records.num_row_groups):
            yield records.read_row_group(number, columns=list(columns))


def nested_tables(path: PathLike) -> Iterator[pa.Table]:
    """The records as tables of the contract's Arrow schema: a table for each row group, caveats and evidence joined.

    Raises CorpuskitError: ``no-dist`` (exit 2), ``table-unreadable`` when a file is missing, damaged or does not fit
    the others.
    """
    file = _table_file(path)
    with opened(file) as records:
        _require_schema(records, file, RECORDS)
        others = {name: _Rows(file.with_name(f"{name}.parquet"), name) for name in table_names() if name != RECORDS}
        for number in range(records.num_row_groups):
            flat = records.read_row_group(number)
            ids = flat.column("id").combine_chunks()
            yield tables.nest({RECORDS: flat} | {name: rows.of(ids) for name, rows in others.items()})
        for rows in others.values():
            rows.finish()


def figures(path: PathLike) -> Mapping[str, Any]:
    """The figures of a dist folder, as its datasheet has them. Raises CorpuskitError as `datasheet` does."""
    found: Mapping[str, Any] = datasheet(path)["figures"]
    return found


def datasheet(path: PathLike) -> Mapping[str, Any]:
    """datasheet.json of a dist folder: figures, answers, completeness (schemas/datasheet.schema.json).

    Raises CorpuskitError: ``no-dist`` (exit 2), ``table-unreadable`` when the file is damaged.
    """
    folder = stores.path_of(path)
    if isinstance(folder, stores.Stored):
        folder = stores.Stored(in_store.current(folder.address) or folder.address)
    refuse_later(folder)
    file = folder / DATASHEET
    if not file.is_file():
        raise no_corpus(path)
    try:
        found: Mapping[str, Any] = json.loads(file.read_bytes())
        for part, kind in (("figures", dict), ("answers", list)):
            if not isinstance(found[part], kind):
                raise TypeError(f"{part} is not what a build writes")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unreadable(file, error) from error
    return found


class _Rows:
    """The rows of a table beside the records, taken record by record."""

    def __init__(self, path: File, name: str) -> None:
        self.path = path
        with opened(path) as file:
            _require_schema(file, path, name)
        self.groups = self._groups()
        self.waiting = flat_schema(name).empty_table()

    def _groups(self) -> Iterator[pa.Table]:
        with opened(self.path) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number)

    def of(self, ids: pa.Array) -> pa.Table:
        """The next rows, as far as they belong to these records."""
        import pyarrow as pa
        import pyarrow.compute as pc

        taken = []
        while True:
            owners = pc.index_in(self.waiting.column("record_id"), ids).combine_chunks()
            stop = pc.index(owners.is_null(), True).as_py()
            taken.append(self.waiting.slice(0, len(owners) if stop < 0 else stop))
            self.waiting = self.waiting.slice(taken[-1].num_rows)
            more = next(self.groups, None) if stop < 0 else None
            if more is None:
                return pa.concat_tables(taken)
            self.waiting = more

    def finish(self) -> None:
        """Raises ValueError when rows are left that belong to no record."""
        if self.waiting.num_rows or next(self.groups, None) is not None:
            raise ValueError(f"{self.path.name} has rows that belong to no record, or not in the order of the records")


def refuse_later(folder: File) -> None:
    """Raises CorpuskitError (``schema-version-newer``) for a data set of a later format, which may mean other things by
    the names that we know. In a store nothing is asked for it.
    """
    theirs = None if isinstance(folder, stores.Stored) else later_format(folder / MANIFEST)
    if theirs is not None:
        raise failure("schema-version-newer", place(folder / MANIFEST), theirs=theirs, ours=FORMAT_VERSION)


def _table_file(path: PathLike) -> File:
    found: File = stores.path_of(path)
    if isinstance(found, stores.Stored) and (build := in_store.current(found.address)) is not None:
        return stores.Stored(build) / TABLE
    refuse_later(found)
    file = found / TABLE if found.is_dir() else found
    if not file.is_file():
        raise no_corpus(found)
    return file


@contextmanager
def opened(file: File) -> Iterator[pq.ParquetFile]:
    """The Parquet file open for reading; what goes wrong with it, then and later, is an error of ours.

    pyarrow opens what has a path that it takes. Of what Python opens (of a store, or with a name that is no Unicode),
    its threads might let go the last of it while the interpreter ends, which aborts the process (apache/arrow#34314):
    one thread reads that.
    """
    import pyarrow.parquet as pq

    name = str(file)
    try:
        if isinstance(file, Path) and not any("\ud800" <= character <= "\udfff" for character in name):
            with pq.ParquetFile(name, page_checksum_verification=True) as parquet:
                yield parquet
            return
        with file.open("rb") as opened:
            parquet = pq.ParquetFile(opened, page_checksum_verification=True, pre_buffer=False)
            for reads in ("read", "read_row_group", "iter_batches"):
                setattr(parquet, reads, partial(getattr(parquet, reads), use_threads=False))
            yield parquet
    except _read_errors() as error:
        raise _unreadable(file, error) from error


def _read_errors() -> tuple[type[Exception], ...]:
    import pyarrow as pa

    return (OSError, ValueError, pa.ArrowException)


def _require_schema(file: pq.ParquetFile, path: File, name: str) -> None:
    """A file of other columns is none of ours (or of another version of the schema)."""
    found, wanted = file.schema_arrow.remove_metadata(), flat_schema(name)
    if not found.equals(wanted):
        reason = _difference(found, wanted)
        raise failure("table-unreadable", place(path), file=shown_name(path), reason=reason)


def _difference(found: pa.Schema, wanted: pa.Schema) -> str:
    """The first column by which a table is not what a build writes."""
    for field in wanted:
        if field.name not in found.names:
            return f"it has no column {field.name}, which a build writes"
        if (kind := found.field(field.name).type) != field.type:
            return f"its column {field.name} is of the type {kind}, where a build writes {field.type}"
    more = [name for name in found.names if name not in wanted.names]
    return f"a build writes no column {more[0]}" if more else "its columns are not in the order of a build"


def _unreadable(file: File, error: Exception) -> CorpuskitError:
    if isinstance(error, FileNotFoundError):
        reason = f"there is no such file, and records are read from {len(table_names())} tables that lie side by side"
    else:
        reason = " ".join(str(error).split())[:200]
    return failure("table-unreadable", place(file), file=shown_name(file), reason=reason)
