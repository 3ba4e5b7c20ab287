"""Seeds that lie elsewhere: got only when asked, by the hash that corpus.toml states, and then like any other."""

from __future__ import annotations

import hashlib
import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pastes import FERRY

from corpuskit import pipeline
from corpuskit.model import CorpuskitError
from corpuskit.workspace import open_workspace
from corpuskit.workspace.elsewhere import CACHE_VARIABLE, cache_folder

TEXT = FERRY.encode()
HASH = hashlib.sha256(TEXT).hexdigest()
Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A web server on this machine that has the text."""
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "a.txt").write_bytes(TEXT)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "served"))
    ) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


def config(url: str, sha256: str = HASH) -> str:
    return f'[elsewhere]\n"far/b.txt" = {{ url = "{url}", sha256 = "{sha256}" }}\n[seeds."far/*"]\nlanguage = "en"\n'


def refused(folder: Path, fetch: bool) -> tuple[int, str]:
    with pytest.raises(CorpuskitError) as caught:
        open_workspace([folder], fetch)
    (found,) = caught.value.problems
    return caught.value.exit_code, found.code


def test_a_seed_is_fetched_when_asked_and_then_used_from_the_cache(
    workspace_folder: Make, server: str, cache: Path
) -> None:
    folder = workspace_folder({"z.txt": TEXT, "a.txt": TEXT}, config(f"{server}/a.txt"))
    assert refused(folder, fetch=False) == (2, "seed-elsewhere")
    assert not cache.exists()
    opened = open_workspace([folder], fetch=True)
    assert [seed.name for seed in opened.seeds] == ["a.txt", "far/b.txt", "z.txt"]
    assert opened.seeds[1].settings == {"language": "en"}
    assert [path.name for path in cache.iterdir()] == [HASH]
    built = pipeline.build([folder], None, pipeline.Options(update_lock=True, fetch=True))
    assert [seed["file"] for seed in built.manifest.content["seeds"]] == ["a.txt", "far/b.txt", "z.txt"]
    assert HASH in (folder / "corpuskit.lock").read_text(encoding="utf-8")


def test_a_path_is_taken_from_the_folder_of_the_workspace(workspace_folder: Make, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "b.txt").write_bytes(TEXT)
    folder = workspace_folder({"a.txt": TEXT}, config("../store/b.txt"))
    assert len(open_workspace([folder], fetch=True).seeds) == 2
    (tmp_path / "store" / "b.txt").unlink()
    assert len(open_workspace([folder], fetch=True).seeds) == 2


def test_other_bytes_are_refused_and_not_kept(workspace_folder: Make, server: str, cache: Path) -> None:
    folder = workspace_folder({"a.txt": TEXT}, config(f"{server}/a.txt", "0" * 64))
    assert refused(folder, fetch=True) == (1, "seed-differs-elsewhere")
    assert list(cache.iterdir()) == []


def test_a_copy_that_was_tampered_with_is_got_anew_or_refused(workspace_folder: Make, server: str, cache: Path) -> None:
    folder = workspace_folder({"a.txt": TEXT}, config(f"{server}/a.txt"))
    cache.mkdir()
    (cache / HASH).write_bytes(b"something else")
    assert refused(folder, fetch=False) == (1, "seed-differs-elsewhere")
    open_workspace([folder], fetch=True)
    assert (cache / HASH).read_bytes() == TEXT


@pytest.mark.parametrize("url", ["{server}/none.txt", "nowhere/b.txt", "python://x", "simplecache::{server}/a.txt"])
def test_what_cannot_be_had_is_named(workspace_folder: Make, server: str, cache: Path, url: str) -> None:
    folder = workspace_folder({"a.txt": TEXT}, config(url.format(server=server)))
    assert refused(folder, fetch=True) == (74, "seed-unfetched")
    assert list(cache.iterdir()) == []


def test_a_copy_that_cannot_be_read_is_named(workspace_folder: Make, cache: Path) -> None:
    (cache / HASH).mkdir(parents=True)
    folder = workspace_folder({"a.txt": TEXT}, config("../store/b.txt"))
    with pytest.raises(CorpuskitError) as caught:
        open_workspace([folder])
    (found,) = caught.value.problems
    assert (found.code, found.place.file, bool(found.hint)) == ("unreadable", str(cache / HASH), True)


def test_more_than_the_limit_is_not_taken(workspace_folder: Make, server: str, cache: Path) -> None:
    limited = config(f"{server}/a.txt") + "[limits]\nstream_bytes = 1024\n"
    assert len(TEXT) < 1024
    (cache.parent / "served" / "a.txt").write_bytes(TEXT * 4)
    assert refused(workspace_folder({"a.txt": TEXT}, limited), fetch=True) == (74, "seed-unfetched")
    assert list(cache.iterdir()) == []


def test_a_seed_lies_in_one_place(workspace_folder: Make, server: str) -> None:
    folder = workspace_folder({"far/b.txt": TEXT}, config(f"{server}/a.txt"))
    assert refused(folder, fetch=True) == (2, "config-invalid")


def test_the_cache_is_that_of_the_user_where_none_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(CACHE_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert cache_folder() == tmp_path / "corpuskit" / "seeds"
