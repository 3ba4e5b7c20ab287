"""What ``corpuskit init --ci`` writes: the workflow and the hook that check a corpus at every change."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from corpuskit.problems import wrong_option
from corpuskit.version import __version__
from corpuskit.workspace.starter import STARTERS

#: The name under which pip knows this package.
NAME = "corpuskit-cli"
#: Where each file of the automation goes.
AUTOMATION = {".github/workflows/corpus.yml": "workflow.yml", ".pre-commit-config.yaml": "pre-commit.yaml"}
#: Requirements that mean nothing else to a shell or in YAML.
_PLAIN = re.compile(r"[A-Za-z0-9/][A-Za-z0-9 @:/._=<>~!,+#\[\]-]*")


def requirement() -> str:
    """What installs the corpuskit that runs here: the commit of a repository that pip got it from, else the version."""
    origin = _origin()
    if (vcs := origin.get("vcs_info")) is not None:
        named = f"{NAME} @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
        if _PLAIN.fullmatch(named):
            return named
    return f"{NAME}=={__version__}"


def from_elsewhere() -> str | None:
    """The address on this machine from which corpuskit was installed, where others cannot get it; else None."""
    origin = _origin()
    return str(origin["url"]) if origin and "vcs_info" not in origin else None


def _origin() -> Mapping[str, Any]:
    """Where pip got corpuskit (direct_url.json, PEP 610); nothing where that is the package index."""
    try:
        found: Mapping[str, Any] = json.loads(distribution(NAME).read_text("direct_url.json") or "{}")
    except PackageNotFoundError:  # run from its folder
        return {}
    return found


def repository_around(folder: Path) -> Path | None:
    """The root of the repository in which a folder lies; None where it is the root itself, or in none."""
    full = folder.resolve()
    found = next((place for place in (full, *full.parents) if (place / ".git").exists()), None)
    return None if found == full else found


def automation(source: str | None = None) -> dict[str, str]:
    """A workflow and a hook that check the corpus, by their paths; ``source`` is what pip installs in them.

    Raises CorpuskitError (exit 2) for a source with signs that could end the text in which it stands.
    """
    installed = source or requirement()
    if not _PLAIN.fullmatch(installed):
        reason = f"{installed!r} is not a requirement that a script can contain"
        raise wrong_option(reason, "a name, version, address or path")
    texts = {path: (STARTERS / name).read_text(encoding="utf-8") for path, name in AUTOMATION.items()}
    return {path: text.replace("$INSTALL", installed) for path, text in texts.items()}
