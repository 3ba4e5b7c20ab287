"""To a store at an address of fsspec (``s3://…``, ``sftp://…``, ``memory://…``), which cannot swap a folder at once.

Files go first, the manifest last, then what only the earlier edition had is removed. Who looks at the manifest before
and after reading knows whether an edition came in between.
"""

from __future__ import annotations

from typing import Any

from corpuskit.counting import counted
from corpuskit.deriving.source import Source
from corpuskit.model import CorpuskitError, Exit
from corpuskit.packaging.sealing.manifest import MANIFEST, SUMS, listed
from corpuskit.problems import failure
from corpuskit.publishing import Published
from corpuskit.publishing.folders import paths
from corpuskit.stores import explained, reach
from corpuskit.stores.answers import no_bucket


def publish(source: Source, address: str) -> Published:
    """Sends the corpus to a folder of a store that is empty or holds an earlier edition. Raises CorpuskitError
    (``not-ours``, exit 2; ``cannot-publish``, exit 2 where the bucket is not there, else 74).
    """
    store, root = reach(address)
    try:
        earlier = _earlier(store, root, address)
        for path in paths(source):
            target = f"{root}/{path}"
            store.makedirs(target.rpartition("/")[0], exist_ok=True)
            store.put_file(str(source.folder / path), target)
        gone = sorted(earlier - set(paths(source)))
        for path in gone:
            store.rm_file(f"{root}/{path}")
    except CorpuskitError:
        raise
    except Exception as error:  # every library has exceptions of its own
        raise unreachable(address, error) from error
    removed = (f"{counted(len(gone), 'file')} of the earlier edition removed",) if gone else ()
    return Published((f"{len(paths(source)):,} files → {address}", *removed))


def _earlier(store: Any, root: str, address: str) -> set[str]:
    """The files of the edition that is there. Raises CorpuskitError where something else is."""
    try:
        store.invalidate_cache()
        store.info(root)
    except FileNotFoundError as error:
        if no_bucket(error):
            raise  # some libraries make a bucket when something is sent: a name with a mistake becomes no new one
        return set()
    present = {path.removeprefix(root).lstrip("/") for path in store.find(root)}
    if not present:
        return set()
    try:
        found = listed(store.cat_file(f"{root}/{MANIFEST}"))
    except OSError:
        found = None
    known = {*found, SUMS, MANIFEST} if found is not None else set()
    if not known or present - known:
        first = min(present - known, default=MANIFEST)
        reason = f"it holds {first}, which corpuskit did not write"
        raise failure("not-ours", exit_code=Exit.USAGE, folder=address, reason=reason)
    return known & present


def unreachable(address: str, error: Exception) -> CorpuskitError:
    """What a store or the hub answered, in a line."""
    reason, remedy, exit_code = explained(error)
    return failure("cannot-publish", exit_code=exit_code, address=address, reason=f"{reason}; {remedy}")
