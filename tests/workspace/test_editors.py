"""Editors find the schemas of corpus.toml and corrections.toml by the line that `init` and `correct` write (taplo)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpuskit import contract
from corpuskit.corrections import writing
from corpuskit.workspace import create

TAPLO = shutil.which("taplo", path=str(Path(sys.executable).parent))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="taplo has no wheel for this system")


def lint(file: Path) -> subprocess.CompletedProcess[str]:
    assert TAPLO is not None, "the extra [test] installs taplo"
    return subprocess.run([TAPLO, "lint", file], cwd=file.parent, capture_output=True, text=True, check=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    create(tmp_path)
    return tmp_path


def test_a_new_workspace_has_the_schemas_and_every_key_that_is_shown_follows_them(workspace: Path) -> None:
    for name in ("corpus", "corrections"):
        assert (workspace / ".schemas" / f"{name}.schema.json").read_bytes() == contract.schema_bytes(name)
    config = workspace / "seeds" / "corpus.toml"
    text = config.read_text(encoding="utf-8")
    assert text.startswith("#:schema ../.schemas/corpus.schema.json\n")
    done = lint(config)
    assert done.returncode == 0, done.stderr
    config.write_text(
        text.replace("# title =", "title =", 1).replace("# collected =", "collected =", 1), encoding="utf-8"
    )
    assert lint(config).returncode == 0


def test_a_mistake_in_corpus_toml_is_underlined(workspace: Path) -> None:
    config = workspace / "seeds" / "corpus.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("\n", '\ntitel = "x"\n', 1), encoding="utf-8")
    done = lint(config)
    assert done.returncode == 1
    assert "'titel' was unexpected" in done.stderr


def test_corrections_that_are_written_name_their_schema_and_follow_it(workspace: Path) -> None:
    path = workspace / "seeds" / "corrections.toml"
    said = {"record": "4f2a91c07be3d518", "field": "date", "value": "2024-08-30", "reason": "As printed."}
    writing.append(path, writing.stanza(said))
    assert path.read_text(encoding="utf-8").startswith("#:schema ../.schemas/corrections.schema.json\n")
    done = lint(path)
    assert done.returncode == 0, done.stderr
    path.write_text(path.read_text(encoding="utf-8").replace("reason", "why"), encoding="utf-8")
    assert lint(path).returncode == 1
