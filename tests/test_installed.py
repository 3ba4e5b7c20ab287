"""What installers leave tells versions and extensions as importlib.metadata does."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distributions
from importlib.metadata import version as asked
from pathlib import Path

import pytest

from corpuskit import installed


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is the only one to import from."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    installed._left.cache_clear()
    yield tmp_path
    installed._left.cache_clear()


def left(folder: Path, points: str = "") -> None:
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-news\nVersion: 1.0\n")
    (folder / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: acme-news\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text(points)


def test_every_version_is_the_one_that_is_installed() -> None:
    names = {package.name for package in distributions()}
    assert len(names) > 20
    assert {name: installed.version(name) for name in names} == {name: asked(name) for name in names}


@pytest.mark.parametrize("name", ["acme-news", "Acme_News", "acme.news"])
@pytest.mark.parametrize("folder", ["acme_news-1.0.dist-info", "acme_news-1.0-py3.11.egg-info"])
def test_a_name_is_found_however_it_is_written(place: Path, folder: str, name: str) -> None:
    left(place / folder)
    assert installed.version(name) == "1.0"


def test_what_is_not_installed_has_no_version(place: Path) -> None:
    left(place / "acme_news_more-1.0.dist-info")
    with pytest.raises(PackageNotFoundError):
        installed.version("acme-news")


def test_only_a_group_of_ours_is_an_extension(place: Path) -> None:
    left(place / "acme-1.0.dist-info", "[console_scripts]\ncorpuskit = acme:main\n")
    assert not installed.may_extend("corpuskit.")
    installed._left.cache_clear()
    left(place / "other-1.0.dist-info", "[corpuskit.caveats]\nships = ships\n")
    assert installed.may_extend("corpuskit.")


@pytest.mark.parametrize("folder", ["acme.egg", "acme.egg-info"])
def test_what_is_not_read_here_may_be_one(place: Path, folder: str) -> None:
    left(place / folder)
    assert installed.may_extend("corpuskit.")


def test_an_archive_may_hold_one_and_a_place_that_is_missing_holds_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "libraries.zip").write_bytes(b"PK")
    for name, held in (("libraries.zip", True), ("nowhere", False)):
        monkeypatch.setattr(sys, "path", [str(tmp_path / name)])
        installed._left.cache_clear()
        assert installed.may_extend("corpuskit.") is held
    installed._left.cache_clear()
