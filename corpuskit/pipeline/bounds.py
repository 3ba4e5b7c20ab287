"""Whether seeds and records stay within what [limits] of corpus.toml allows."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit import reading
from corpuskit.model import CorpuskitError, Place, Seed
from corpuskit.problems import failure
from corpuskit.workspace import Workspace


def require_bounds(workspace: Workspace, seeds: Sequence[Seed]) -> None:
    """Raises CorpuskitError (``beyond-limit``) for more seeds, or a larger one, than the workspace allows.

    ``seeds`` are those of the workspace with the members of containers in the place of these.
    """
    limits = workspace.limits
    if len(seeds) > limits.seeds:
        raise beyond("seeds", limits.seeds, f"the number of seeds, {len(seeds):,},")
    for seed in workspace.seeds:
        if (size := reading.size_of(seed)) > limits.seed_bytes:
            raise beyond("seed_bytes", limits.seed_bytes, f"the size of {size:,} bytes", seed.name)


def beyond(name: str, limit: int, what: str, file: str | None = None) -> CorpuskitError:
    """The error for ``what`` is more than the limit of that name."""
    return failure("beyond-limit", Place(file=file), what=what, limit=f"{limit:,}", name=name)
