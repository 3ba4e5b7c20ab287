"""What ``corpuskit init`` writes when asked: a dump to begin with, and the workflow and hook that check a corpus."""

from __future__ import annotations

import re
from pathlib import Path

from corpuskit.problems import wrong_option
from corpuskit.version import __version__

STARTERS = Path(__file__).with_name("starters")
#: Where each file of the automation goes.
AUTOMATION = {".github/workflows/corpus.yml": "workflow.yml", ".pre-commit-config.yaml": "pre-commit.yaml"}
#: Requirements that mean nothing else to a shell or in YAML.
_PLAIN = re.compile(r"[A-Za-z0-9/][A-Za-z0-9 @:/._=<>~!,+#\[\]-]*")


def example() -> dict[str, str]:
    """A small dump of our own making as a seed, by its path."""
    return {"seeds/example.txt": (STARTERS / "example.txt").read_text(encoding="utf-8")}


def automation(source: str | None = None) -> dict[str, str]:
    """A workflow and a hook that check the corpus, by their paths; ``source`` is what pip installs in them.

    Raises CorpuskitError (exit 2) for a source with signs that could end the text in which it stands.
    """
    installed = source or f"corpuskit-cli=={__version__}"
    if not _PLAIN.fullmatch(installed):
        reason = f"{installed!r} is no requirement that a script can hold"
        raise wrong_option(reason, "a name, version, address or path")
    texts = {path: (STARTERS / name).read_text(encoding="utf-8") for path, name in AUTOMATION.items()}
    return {path: text.replace("$INSTALL", installed) for path, text in texts.items()}
