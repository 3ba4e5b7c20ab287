"""What is installed: the wheel has every data file and the schemas, the sdist no article but the seed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUILT = ("corpuskit", "schemas", "seeds", "tests", "docs", "benchmarks", "training", "dist", "pyproject.toml")


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel and sdist, built from a copy, since a build must not depend on what lies around in a checkout."""
    folder = tmp_path_factory.mktemp("distributions")
    copy = folder / "checkout"
    copy.mkdir()
    for name in (*BUILT, *(path.name for path in ROOT.glob("*.md")), "LICENSE", ".gitignore"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    for target in ("wheel", "sdist"):
        subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder], cwd=copy, check=True)
    return folder


def test_the_wheel_has_every_file_of_the_package_and_the_schemas(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    assert wheel.name.startswith("corpuskit_cli-")
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "corpuskit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    schemas = {f"corpuskit/schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json")}
    assert (package | schemas) - names == set()


def test_the_sdist_carries_no_article_but_the_seed(distributions: Path) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [name.split("/", 1)[1] for name in archive.getnames() if "/" in name]
    assert [name for name in names if name.startswith("seeds/") and not name.endswith(".toml")] == [
        "seeds/000_f9ebc50f77beef4a.txt"
    ]
    assert not [name for name in names if name.startswith("dist/") and name != "dist/.gitignore"]


def test_the_schemas_are_found_in_an_installed_wheel(distributions: Path, tmp_path: Path) -> None:
    """In a virtualenv that sees this one's libraries, outside of the checkout."""
    (wheel,) = distributions.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(wheel).extractall(unpacked)
    code = "from corpuskit import contract; print(contract.schema_folder()); print(contract.schema_version())"
    done = subprocess.run(
        [python, "-I", "-c", f"import sys; sys.path.insert(0, {str(unpacked)!r}); {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[0] == str(unpacked / "corpuskit" / "schemas")
