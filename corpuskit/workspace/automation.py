"""What ``corpuskit init --ci`` writes: the workflow and the hook that check a corpus at every change."""

from __future__ import annotations

import re

from corpuskit.problems import wrong_option
from corpuskit.version import __version__
from corpuskit.workspace.starter import STARTERS

#: Where each file of the automation goes.
AUTOMATION = {".github/workflows/corpus.yml": "workflow.yml", ".pre-commit-config.yaml": "pre-commit.yaml"}
#: Requirements that mean nothing else to a shell or in YAML.
_PLAIN = re.compile(r"[A-Za-z0-9/][A-Za-z0-9 @:/._=<>~!,+#\[\]-]*")


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
