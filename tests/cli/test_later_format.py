"""A data set of a later format, which may mean other things by the names that we know: every command says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runs import PASTE, corpuskit

COMMANDS = [
    "stats dist", "grep ferry dist", "diff dist dist", "diff", "validate dist", "explain 0a1b2c3d --dist dist",
    "datasheet dist", "verify dist", "correct --next",
]  # fmt: skip


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("later")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "paste.txt").write_text(PASTE, encoding="utf-8")
    assert corpuskit("build", "-q", cwd=folder).returncode == 0
    manifest = folder / "dist" / "manifest.json"
    content = manifest.read_text(encoding="utf-8")
    manifest.write_text(content.replace('"format_version": "1.1.0"', '"format_version": "2.0.0"'), encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_not_read_as_if_it_were_ours(later: Path, command: str) -> None:
    done = corpuskit(*command.split(), cwd=later)
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 1, said
    assert said.count("manifest.json: error[schema-version-newer] written for schema 2.0.0") == 1, said
    assert "pip install -U corpuskit-cli" in said


def test_its_table_alone_can_be_loaded(later: Path) -> None:
    import corpuskit as package
    from corpuskit.model import CorpuskitError

    with pytest.raises(CorpuskitError, match="written for schema"):
        package.load(later / "dist")
    assert package.load(later / "dist" / "data" / "records.parquet").num_rows == 2
