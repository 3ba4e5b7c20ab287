"""To a data-set repository of the Hugging Face hub. Nothing is sent unless asked for, no card overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpuskit.counting import counted
from corpuskit.deriving.source import Source
from corpuskit.model import Exit
from corpuskit.packaging.sealing.manifest import MANIFEST, SUMS, listed
from corpuskit.problems import failure, wrong_option
from corpuskit.publishing import HUB, Published
from corpuskit.publishing.cards import merged
from corpuskit.publishing.folders import paths
from corpuskit.publishing.stores import unreachable
from corpuskit.workspace.files import shown_name

if TYPE_CHECKING:
    from huggingface_hub import HfApi

CARD = "README.md"
#: Files of another hand that are named at most.
NAMED = 10


def publish(source: Source, name: str, *, push: bool, card: str, overwrite: bool) -> Published:
    """Sends the corpus as one commit, or says what would be sent."""
    try:
        from huggingface_hub import HfApi
        from huggingface_hub.errors import HfHubHTTPError
    except ImportError:
        reason = "the hub needs huggingface_hub, which is not installed"
        known = "pip install 'corpuskit-cli[publish]'"
        raise wrong_option(reason, known) from None
    if name.count("/") != 1 or not all(name.split("/")):
        raise wrong_option(f"{name!r} is no repository", f"{HUB}OWNER/NAME")
    try:
        return _publish(HfApi(), source, name, push, card, overwrite)
    except (HfHubHTTPError, OSError, ValueError) as error:
        raise unreachable(f"{HUB}{name}", error) from error
    except Exception as error:
        if type(error).__module__.startswith(("httpx", "requests")):  # whichever the hub's library speaks with
            raise unreachable(f"{HUB}{name}", error) from error
        raise


def _publish(api: HfApi, source: Source, name: str, push: bool, card: str, overwrite: bool) -> Published:
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    present, revision = _present(api, name)
    earlier = _earlier(api, name, present or [])
    data, told = _card(api, source, name, present or [], earlier, card)
    taken = sorted(set(present or ()) & set(paths(source)) - {CARD, *earlier})
    if taken and not overwrite:
        raise failure("files-exist", exit_code=Exit.PROBLEMS, repository=name, files=_listed(taken))
    gone = sorted((set(earlier) & set(present or ())) - set(paths(source)))
    steps = [
        f"the repository {name} {'is there' if present is not None else 'is created'}",
        f"{len(paths(source)):,} files in one commit, {len(gone):,} of an earlier edition removed",
        told,
        *([f"{counted(len(taken), 'file')} of another hand overwritten: {_listed(taken)}"] if taken else []),
    ]
    if not push:
        return Published((*steps, "nothing was sent: add --push"))
    operations: list[Any] = [CommitOperationDelete(path) for path in gone]
    operations += [
        CommitOperationAdd(path, data if path == CARD else str(source.folder / path)) for path in paths(source)
    ]
    if present is None:
        api.create_repo(name, repo_type="dataset", exist_ok=True)
    version = source.stated.get("version")
    message = f"{source.datasheet['title']}{f', version {version}' if version else ''}"
    # What came to the repository since it was read would be overwritten unseen: the hub then refuses.
    api.create_commit(name, operations, commit_message=message, repo_type="dataset", parent_commit=revision)
    return Published((*steps, "sent"))


def _present(api: HfApi, name: str) -> tuple[list[str] | None, str | None]:
    """The files of the repository and its last commit; None where there is none."""
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        found = api.dataset_info(name)
    except RepositoryNotFoundError:
        return None, None
    return [entry.rfilename for entry in found.siblings or ()], found.sha


def _fetched(api: HfApi, name: str, path: str) -> bytes:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory(prefix="corpuskit-") as folder:
        return Path(api.hf_hub_download(name, path, repo_type="dataset", local_dir=folder)).read_bytes()


def _earlier(api: HfApi, name: str, present: list[str]) -> dict[str, str]:
    """Path and hash of the files of an earlier edition of ours."""
    if MANIFEST not in present:
        return {}
    found = listed(_fetched(api, name, MANIFEST))
    if found is None:
        return {}
    return {path: str(entry.get("sha256")) for path, entry in found.items()} | {MANIFEST: "", SUMS: ""}


def _card(
    api: HfApi, source: Source, name: str, present: list[str], earlier: Mapping[str, str], how: str
) -> tuple[bytes, str]:
    """The card to send, and what becomes of the one that is there. Raises CorpuskitError (``card-exists``)."""
    own = (source.folder / CARD).read_bytes()
    if CARD not in present:
        return own, "the card is new"
    theirs = _fetched(api, name, CARD)
    if theirs == own or hashlib.sha256(theirs).hexdigest() == earlier.get(CARD):
        return own, "the card takes the place of that of the earlier edition"
    if how == "merge":
        return merged(theirs, own), "the card that is there is kept, and what corpuskit says stands in a part of it"
    raise failure("card-exists", exit_code=Exit.PROBLEMS, repository=name)


def _listed(files: Sequence[str]) -> str:
    """Names of files, the first of many."""
    more = len(files) - NAMED
    return ", ".join(map(shown_name, files[:NAMED])) + (f" and {more:,} more" if more > 0 else "")
