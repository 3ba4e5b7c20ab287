"""A corpus in a store: built whole or not at all, by one build at a time, and read back as it was built."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import corpuskit
from corpuskit.checking.verifying.verify import verify
from corpuskit.model import CorpuskitError, Exit
from corpuskit.packaging.placing import in_store, lease
from corpuskit.publishing import publish
from corpuskit.rebuilding import rebuild

ROOT = Path(__file__).parent.parent.parent


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def there(s3: Any, address: str) -> dict[str, bytes]:
    """Every object below an address, by its path there."""
    s3.invalidate_cache()
    root = address.removeprefix("s3://")
    return {path.removeprefix(f"{root}/"): s3.cat_file(path) for path in s3.find(root)}


def counting(s3: Any, address: str) -> dict[str, bytes]:
    """The files of the build that counts."""
    build = in_store.current(address)
    assert build is not None
    return there(s3, build)


def retitle(s3: Any, corpus: str, title: str) -> None:
    s3.pipe_file(f"{corpus}/seeds/corpus.toml", f'title = "{title}"\n'.encode())


@pytest.fixture
def earlier(s3: Any, corpus_there: str) -> dict[str, bytes]:
    """The objects of a first build, which another title will change."""
    corpuskit.build(corpus_there)
    found = there(s3, f"{corpus_there}/dist")
    retitle(s3, corpus_there, "Three harbours")
    return found


def test_a_build_in_a_store_has_the_bytes_of_one_on_disk(s3: Any, corpus_there: str, corpus_here: Path) -> None:
    built = corpuskit.build(corpus_there)
    corpuskit.build(corpus_here)
    assert built.dist == f"{corpus_there}/dist"
    assert counting(s3, built.dist) == contents(corpus_here / "dist")
    objects = there(s3, built.dist)
    name = in_store.name_of(objects["manifest.json"])
    assert objects["manifest.json"] == (corpus_here / "dist" / "manifest.json").read_bytes()
    assert {path.partition("/")[0] for path in objects} == {"manifest.json", name}


def test_seeds_on_disk_are_built_to_a_store_and_back(
    s3: Any, bucket: str, corpus_here: Path, corpus_there: str, tmp_path: Path
) -> None:
    corpuskit.build(corpus_here, out=f"s3://{bucket}/elsewhere/dist")
    corpuskit.build(corpus_there, out=tmp_path / "dist")
    assert counting(s3, f"s3://{bucket}/elsewhere/dist") == contents(tmp_path / "dist")


def test_the_build_before_stays_for_its_readers_and_no_longer(
    s3: Any, corpus_there: str, earlier: dict[str, bytes]
) -> None:
    corpuskit.build(corpus_there)
    second = there(s3, f"{corpus_there}/dist")
    assert {path: second[path] for path in earlier if path != "manifest.json"} == {
        path: data for path, data in earlier.items() if path != "manifest.json"
    }
    retitle(s3, corpus_there, "Four harbours")
    corpuskit.build(corpus_there)
    third = there(s3, f"{corpus_there}/dist")
    assert not third.keys() & earlier.keys() - {"manifest.json"}
    assert len({path.partition("/")[0] for path in third} - {"manifest.json"}) == 2


def test_the_same_build_again_changes_nothing(s3: Any, corpus_there: str) -> None:
    corpuskit.build(corpus_there)
    first = there(s3, f"{corpus_there}/dist")
    corpuskit.build(corpus_there)
    assert there(s3, f"{corpus_there}/dist") == first


def test_what_was_damaged_is_found_and_built_again(s3: Any, corpus_there: str) -> None:
    corpuskit.build(corpus_there)
    build = in_store.current(f"{corpus_there}/dist")
    whole = s3.cat_file(f"{build}/data/records.parquet")
    s3.pipe_file(f"{build}/data/records.parquet", whole[:-9] + b"x" + whole[-8:])
    found = verify(f"{corpus_there}/dist")
    places = [one.place.file for one in found.problems if one.code == "file-changed"]
    assert places == [f"{corpus_there}/dist/data/records.parquet"]
    corpuskit.build(corpus_there)
    assert s3.cat_file(f"{build}/data/records.parquet") == whole


def test_it_is_verified_loaded_validated_and_proved(s3: Any, corpus_there: str, corpus_here: Path) -> None:
    address = corpuskit.build(corpus_there).dist
    corpuskit.build(corpus_here)
    found = verify(address)
    assert found.problems == ()
    assert "records compared with the bytes of 2 seeds" in found.checked[-1]
    assert corpuskit.load(address).equals(corpuskit.load(corpus_here / "dist"))
    assert corpuskit.load(address, columns=["title"]).column_names == ["title"]
    loaded = list(corpuskit.load(address, form="records"))
    assert [one.id for one in loaded] == [one.id for one in corpuskit.load(corpus_here / "dist", form="records")]
    assert corpuskit.validate(address) == []
    assert corpuskit.validate(corpus_there) == []
    assert corpuskit.validate(f"{in_store.current(address)}/records.jsonl") == []
    assert rebuild(address).problems == ()


def test_a_corpus_that_was_published_there_is_read_too(s3: Any, bucket: str, corpus_here: Path) -> None:
    corpuskit.build(corpus_here)
    publish(corpus_here / "dist", f"s3://{bucket}/published")
    assert verify(f"s3://{bucket}/published", corpus_here / "seeds").problems == ()
    assert corpuskit.load(f"s3://{bucket}/published").equals(corpuskit.load(corpus_here / "dist"))
    assert failing(lambda: corpuskit.build(corpus_here, out=f"s3://{bucket}/published")) == ("not-ours", Exit.USAGE)


def failing(call: Callable[[], object]) -> tuple[str, Exit]:
    with pytest.raises(CorpuskitError) as caught:
        call()
    return caught.value.problems[0].code, caught.value.exit_code


def test_what_corpuskit_did_not_write_is_never_replaced(s3: Any, bucket: str, corpus_there: str) -> None:
    s3.pipe_file(f"{bucket}/taken/mine.txt", b"mine")
    for address in (f"s3://{bucket}/taken", f"s3://{bucket}/taken/mine.txt"):
        assert failing(lambda to=address: corpuskit.build(corpus_there, out=to)) == ("not-ours", Exit.USAGE)
    s3.pipe_file(f"{bucket}/other/manifest.json", b'{"files": []}')
    assert failing(lambda: corpuskit.build(corpus_there, out=f"s3://{bucket}/other")) == ("not-ours", Exit.USAGE)
    corpuskit.build(corpus_there)
    build = in_store.current(f"{corpus_there}/dist")
    for added in (f"{corpus_there}/dist/mine.txt", f"{build}/data/mine.txt"):
        s3.pipe_file(added, b"mine")
        before = there(s3, f"{corpus_there}/dist")
        assert failing(lambda: corpuskit.build(corpus_there)) == ("not-ours", Exit.USAGE)
        assert there(s3, f"{corpus_there}/dist") == before
        s3.rm_file(added)
    assert there(s3, f"s3://{bucket}/taken") == {"mine.txt": b"mine"}


# -- killed, and two at once ------------------------------------------------------------------------------------------

#: A build that kills itself at a step of the exchange.
KILLED = """
import os, signal, sys
import corpuskit
from corpuskit.packaging.placing import in_store, lease
from corpuskit import stores
corpus, when = sys.argv[1:]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if when == "while objects are sent":
    import s3fs
    put, sent = s3fs.S3FileSystem.put_file, []
    def some(self, *arguments, **options):
        sent.append(1)
        return die() if len(sent) == 5 else put(self, *arguments, **options)
    s3fs.S3FileSystem.put_file = some
elif when == "before the manifest":
    in_store.Site._replace = die
elif when == "behind the manifest":
    in_store.Site.clear = die
corpuskit.build(corpus)
"""


@pytest.mark.slow
@pytest.mark.parametrize("when", ["while objects are sent", "before the manifest", "behind the manifest"])
def test_a_build_that_is_killed_leaves_a_whole_corpus_and_the_next_one_clears_up(
    s3: Any, corpus_there: str, earlier: dict[str, bytes], tmp_path: Path, when: str
) -> None:
    dist = f"{corpus_there}/dist"
    first = corpuskit.load(dist)
    ended = subprocess.run([sys.executable, "-c", KILLED, corpus_there, when], cwd=ROOT, timeout=120)
    assert ended.returncode == -signal.SIGKILL
    left = there(s3, dist)
    assert ".lock" in left
    assert verify(dist).problems == ()
    if when == "behind the manifest":
        assert json.loads(counting(s3, dist)["manifest.json"])["stated"]["title"] == "Three harbours"
    else:
        assert left["manifest.json"] == earlier["manifest.json"]
        assert {path: left[path] for path in earlier} == earlier
        assert corpuskit.load(dist).equals(first)
        assert len(left) > len(earlier) + 1
    retitle(s3, corpus_there, "Five harbours")
    corpuskit.build(corpus_there)
    after = there(s3, dist)
    corpuskit.build(corpus_there, out=tmp_path / "clean")
    assert counting(s3, dist) == contents(tmp_path / "clean")
    assert ".lock" not in after
    kept = {in_store.name_of(left["manifest.json"]), in_store.name_of(after["manifest.json"])}
    assert {path.partition("/")[0] for path in after} == {"manifest.json", *kept}


@pytest.mark.slow
def test_of_two_builds_at_once_one_wins_whole(s3: Any, bucket: str, corpus_there: str, dumps: Path) -> None:
    s3.pipe_file(f"{bucket}/other/seeds/b.txt", (dumps / "briefing.txt").read_bytes())
    command = [sys.executable, "-m", "corpuskit", "build", "-q", "--out", f"s3://{bucket}/dist"]
    both = [
        subprocess.Popen([*command, corpus], cwd=ROOT, stderr=subprocess.PIPE)
        for corpus in (corpus_there, f"s3://{bucket}/other")
    ]
    said = [build.communicate(timeout=120)[1] for build in both]
    codes = [build.returncode for build in both]
    assert set(codes) <= {0, Exit.LOCKED}, said
    assert 0 in codes
    assert verify(f"s3://{bucket}/dist").problems == ()
    assert ".lock" not in there(s3, f"s3://{bucket}/dist")


def test_while_one_build_holds_the_lock_another_does_not_begin(s3: Any, corpus_there: str, earlier: Any) -> None:
    dist = f"{corpus_there}/dist"
    with lease.leased(f"{dist}/.lock", dist):
        assert failing(lambda: corpuskit.build(corpus_there)) == ("build-running", Exit.LOCKED)
    assert there(s3, dist) == earlier
    corpuskit.build(corpus_there)


def test_a_lock_that_was_not_renewed_is_taken_and_its_holder_replaces_nothing(
    s3: Any, corpus_there: str, corpus_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that slept: when it wakes, another build has come and gone, or is still at it."""
    corpuskit.build(corpus_here)
    dist = f"{corpus_there}/dist"
    corpuskit.build(corpus_there)
    retitle(s3, corpus_there, "Three harbours")
    monkeypatch.setattr(lease, "_machine", lambda: "another machine")

    def asleep() -> None:
        with in_store.staged(dist) as folder:
            for path, data in contents(corpus_here / "dist").items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)
            (folder / "manifest.json").write_bytes(b'{"another": "build"}')
            with monkeypatch.context() as later:
                later.setattr(lease, "LAPSE", -1.0)
                corpuskit.build(corpus_there)

    assert failing(asleep) == ("build-running", Exit.LOCKED)
    assert json.loads(counting(s3, dist)["manifest.json"])["stated"]["title"] == "Three harbours"
    assert verify(dist).problems == ()


def test_a_manifest_that_another_build_has_written_is_not_replaced(
    s3: Any, corpus_there: str, earlier: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where both believed that the lock was theirs."""
    dist = f"{corpus_there}/dist"
    send = in_store.Site._send

    def interrupted(site: in_store.Site, folder: Path, build: str) -> None:
        send(site, folder, build)
        s3.pipe_file(f"{dist}/manifest.json", earlier["manifest.json"] + b" ")

    monkeypatch.setattr(in_store.Site, "_send", interrupted)
    assert failing(lambda: corpuskit.build(corpus_there)) == ("build-running", Exit.LOCKED)
    assert there(s3, dist) == {**earlier, "manifest.json": earlier["manifest.json"] + b" "}


def test_a_lock_of_a_process_that_has_ended_here_is_free(s3: Any, bucket: str) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    s3.pipe_file(f"{bucket}/.lock", json.dumps({"machine": lease._machine(), "process": ended.pid}).encode())
    with lease.leased(f"s3://{bucket}/.lock", f"s3://{bucket}"):
        pass
    for holder in ({"machine": "another", "process": ended.pid}, {"machine": lease._machine(), "process": os.getpid()}):
        s3.pipe_file(f"{bucket}/.lock", json.dumps(holder).encode())
        with (
            pytest.raises(CorpuskitError, match="another build"),
            lease.leased(f"s3://{bucket}/.lock", f"s3://{bucket}"),
        ):
            pass


def test_a_build_with_problems_sends_nothing(s3: Any, corpus_there: str, earlier: dict[str, bytes]) -> None:
    s3.pipe_file(f"{corpus_there}/seeds/zz.txt", b"no article here\n")
    assert failing(lambda: corpuskit.build(corpus_there)) == ("no-articles", Exit.PROBLEMS)
    assert there(s3, f"{corpus_there}/dist") == earlier


def test_uploads_in_pieces_that_a_killed_build_began_are_ended(s3: Any, bucket: str, corpus_there: str) -> None:
    begun = {}
    for key in ("corpus/dist/build-0123456789abcdef/records.jsonl", "corpus/dist/mine/records.jsonl"):
        begun[key] = s3.call_s3("create_multipart_upload", Bucket=bucket, Key=key)["UploadId"]
    corpuskit.build(corpus_there)
    assert [one["Key"] for one in s3.list_multipart_uploads(bucket)] == ["corpus/dist/mine/records.jsonl"]


def test_the_lock_of_the_workspace_is_kept_in_the_store(s3: Any, corpus_there: str) -> None:
    corpuskit.build(corpus_there, update_lock=True)
    assert b'seed "harbour.txt"' in s3.cat_file(f"{corpus_there}/corpuskit.lock")
    corpuskit.build(corpus_there, locked=True)
    retitle(s3, corpus_there, "Other harbours")
    assert failing(lambda: corpuskit.build(corpus_there, locked=True))[1] == Exit.PROBLEMS


def test_stores_without_conditions_do_as_well(dumps: Path, tmp_path: Path) -> None:
    """The memory of this process knows exclusive creation, and no other condition."""
    import fsspec

    store = fsspec.filesystem("memory")
    store.pipe_file("/plain/seeds/harbour.txt", (dumps / "harbour.txt").read_bytes())
    for title in ("One", "Two", "Three"):
        store.pipe_file("/plain/seeds/corpus.toml", f'title = "{title}"\n'.encode())
        corpuskit.build("memory://plain")
    corpuskit.build("memory://plain", out=tmp_path / "dist")
    with in_store.copied("memory://plain/dist") as copy:
        assert contents(copy) == contents(tmp_path / "dist")
    assert len(store.ls("/plain/dist")) == 3
    with lease.leased("memory://plain/dist/.lock", "memory://plain/dist"):
        assert failing(lambda: corpuskit.build("memory://plain")) == ("build-running", Exit.LOCKED)
