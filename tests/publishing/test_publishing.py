"""A corpus goes where it is sent as a whole, takes the place of nothing of another hand, and of nothing unasked."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import fsspec
import jsonschema
import pytest

import corpuskit
from corpuskit.checking.verifying.verify import verify
from corpuskit.model import CorpuskitError, Exit
from corpuskit.publishing import hub, publish
from corpuskit.publishing.cards import merged
from corpuskit.publishing.editions import raised

STATED = """
title = "A harbour"
name = "harbour"
version = "2.0.0"
license = "CC-BY-4.0"
creators = [{ name = "Given Family", orcid = "0000-0002-1825-0097" }]
description = "Invented articles."
"""


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("publishing") / "corpus"
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "harbour.txt").write_bytes(
        (Path(__file__).parent.parent / "dumps" / "harbour.txt").read_bytes()
    )
    (folder / "seeds" / "corpus.toml").write_text(STATED, encoding="utf-8")
    corpuskit.build(folder)
    return folder / "dist"


@pytest.fixture(autouse=True)
def online(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library of the hub reads once whether it may use the network; tests that were here before say no."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failing(dist: Path, to: str, **how: Any) -> tuple[str, Exit]:
    with pytest.raises(CorpuskitError) as caught:
        publish(dist, to, **how)
    return caught.value.problems[0].code, caught.value.exit_code


def test_a_folder_gets_the_corpus_and_is_replaced_only_if_it_is_one(dist: Path, tmp_path: Path) -> None:
    publish(dist, str(tmp_path / "out"))
    publish(dist, str(tmp_path / "out"))
    assert tree(tmp_path / "out") == tree(dist)
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert failing(dist, str(tmp_path / "out")) == ("not-ours", Exit.USAGE)
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"
    assert failing(dist, str(dist)) == ("wrong-option", Exit.USAGE)


def test_a_zip_is_the_same_each_time_and_holds_the_corpus(dist: Path, tmp_path: Path) -> None:
    publish(dist, str(tmp_path / "harbour.zip"))
    first = (tmp_path / "harbour.zip").read_bytes()
    assert publish(dist, str(tmp_path / "harbour.zip")).problems == ()
    assert (tmp_path / "harbour.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "harbour.zip") as file:
        file.extractall(tmp_path)
    assert tree(tmp_path / "harbour") == tree(dist)
    assert verify(tmp_path / "harbour").problems == ()
    told = json.loads((tmp_path / "harbour.zenodo.json").read_bytes())["metadata"]
    assert told["creators"] == [{"name": "Given Family", "orcid": "0000-0002-1825-0097"}]
    stated = {name: told[name] for name in ("title", "upload_type", "license", "version", "access_right")}
    expected = {"title": "A harbour", "upload_type": "dataset", "license": "cc-by-4.0", "version": "2.0.0"}
    assert stated == {**expected, "access_right": "open"}


def test_a_zip_and_metadata_of_another_hand_stay_as_they_are(dist: Path, tmp_path: Path) -> None:
    publish(dist, str(tmp_path / "added.zip"))
    with zipfile.ZipFile(tmp_path / "added.zip", "a") as file:
        file.writestr("notes.txt", "mine")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as file:
        file.writestr("photos/manifest.json", "{}")
    (tmp_path / "backup.zip").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "new.zenodo.json").write_text('{"mine": 1}')
    before = tree(tmp_path)
    for name in ("added", "photos", "backup", "folder", "new"):
        assert failing(dist, str(tmp_path / f"{name}.zip")) == ("not-ours", Exit.USAGE), name
    assert tree(tmp_path) == before


def test_nothing_is_published_into_a_finished_corpus(dist: Path, tmp_path: Path) -> None:
    publish(dist, str(tmp_path / "out"))
    for target in ("out/again", "out/data/again", "out/again.zip"):
        assert failing(dist, str(tmp_path / target)) == ("not-ours", Exit.USAGE), target
    assert tree(tmp_path / "out") == tree(dist)


@pytest.mark.parametrize("how", [{"push": True}, {"overwrite": True}, {"card": "merge"}])
def test_what_is_said_of_the_hub_is_not_said_of_another_target(dist: Path, tmp_path: Path, how: dict[str, Any]) -> None:
    assert failing(dist, str(tmp_path / "out"), **how) == ("wrong-option", Exit.USAGE)


def test_what_a_deposit_needs_and_nobody_stated_is_told(dist: Path, dumps: Path, tmp_path: Path) -> None:
    corpuskit.build(dumps / "harbour.txt", out=tmp_path / "dist")
    found = publish(tmp_path / "dist", str(tmp_path / "x.zip")).problems
    assert [(one.code, "creators" in one.message) for one in found] == [("deposit-incomplete", True)]
    assert "license" not in json.loads((tmp_path / "x.zenodo.json").read_bytes())["metadata"]


def metadata(folder: Path, stated: str) -> dict[str, Any]:
    """What is said to Zenodo of a corpus that states so much, which follows the schema of a deposit."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "harbour.txt").write_bytes(
        (Path(__file__).parent.parent / "dumps" / "harbour.txt").read_bytes()
    )
    (folder / "seeds" / "corpus.toml").write_text(stated, encoding="utf-8")
    publish(corpuskit.build(folder).dist, str(folder / "x.zip"))
    found: dict[str, Any] = json.loads((folder / "x.zenodo.json").read_bytes())
    schema = json.loads(Path(__file__).with_name("zenodo.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    checking = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checking.iter_errors(found)] == []
    return found["metadata"]


def test_what_is_said_to_zenodo_follows_the_schema_of_a_deposit(tmp_path: Path) -> None:
    more = (
        'keywords = ["harbours", "news"]\nreleased = "2024-06-01"\nrepository = "https://example.org/code"\n'
        'creators = [{ name = "Given Family", affiliation = "A school", orcid = "0000-0002-1825-0097" }]\n'
    )
    whole = re.sub("creators.*\n", more, STATED)
    assert metadata(tmp_path / "whole", whole).keys() >= {"keywords", "publication_date", "related_identifiers"}
    own = metadata(tmp_path / "own", STATED.replace("CC-BY-4.0", "LicenseRef-ours"))
    assert own.keys() & {"license", "access_right"} == set()


def test_a_store_gets_every_file_and_keeps_what_is_not_ours(dist: Path, tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    publish(dist, "memory://bucket/corpus")
    publish(dist, "memory://bucket/corpus")
    assert {path.removeprefix("/bucket/corpus/") for path in store.find("/bucket/corpus")} == set(tree(dist))
    assert store.cat_file("/bucket/corpus/manifest.json") == (dist / "manifest.json").read_bytes()
    assert verify("memory://bucket/corpus").problems == ()
    assert corpuskit.load("memory://bucket/corpus").equals(corpuskit.load(dist))
    store.pipe_file("/bucket/corpus/mine.txt", b"mine")
    store.pipe_file("/bucket/other/mine.txt", b"mine")
    for address in ("memory://bucket/corpus", "memory://bucket/other"):
        assert failing(dist, address) == ("not-ours", Exit.USAGE)
    assert failing(dist, "no-such-protocol://bucket") == ("wrong-option", Exit.USAGE)


def test_a_bucket_that_is_not_there_is_told_and_not_made(dist: Path, endpoint: str) -> None:
    assert failing(dist, "s3://no-such-bucket-anywhere/corpus") == ("cannot-publish", Exit.USAGE)
    assert not fsspec.filesystem("s3").exists("no-such-bucket-anywhere")
    fsspec.filesystem("s3").mkdir("bucket-for-editions")
    publish(dist, "s3://bucket-for-editions/corpus")
    publish(dist, "s3://bucket-for-editions/corpus")
    assert verify("s3://bucket-for-editions/corpus").problems == ()


def test_what_the_library_of_a_store_raises_is_told(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoCredentialsError(Exception):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise NoCredentialsError("unable to locate credentials")

    monkeypatch.setattr(fsspec.implementations.memory.MemoryFileSystem, "info", refuse)
    assert failing(dist, "memory://bucket/closed") == ("cannot-publish", Exit.USAGE)


def rebuilt(dist: Path, folder: Path, version: str, corrections: str = "") -> Path:
    """The corpus again with another version and corrections."""
    shutil.copytree(dist.parent / "seeds", folder / "seeds")
    stated = STATED.replace('version = "2.0.0"', f'version = "{version}"')
    (folder / "seeds" / "corpus.toml").write_text(stated, encoding="utf-8")
    if corrections:
        (folder / "seeds" / "corrections.toml").write_text(corrections, encoding="utf-8")
    corpuskit.build(folder)
    return folder / "dist"


def correction(dist: Path, said: str) -> str:
    one = json.loads((dist / "records.jsonl").read_text(encoding="utf-8").splitlines()[1])
    quote = one["text"].partition("\n")[0][:40]
    return f'[[correction]]\nrecord = "{one["id"]}"\nquote = "{quote}"\n{said}\nreason = "a test"\nby = "a test"\n'


@pytest.mark.parametrize(
    ("said", "part", "needed"),
    [('exclude = "takedown"', "major", "3.0.0"), ('field = "page"\nvalue = "7"', "patch", "2.0.1"), ("", "", "2.0.0")],
)
def test_the_version_follows_from_what_changed(dist: Path, tmp_path: Path, said: str, part: str, needed: str) -> None:
    corrections = correction(dist, said) if said else ""
    if part:
        same = rebuilt(dist, tmp_path / "same", "2.0.0", corrections)
        with pytest.raises(CorpuskitError, match=f"has to be {needed} or higher") as caught:
            publish(same, str(tmp_path / "out"), since=dist)
        assert caught.value.problems[0].code == "version-too-low"
        assert not (tmp_path / "out").exists()
    raised = rebuilt(dist, tmp_path / "raised", needed, corrections)
    for _ in range(2):
        told = publish(raised, str(tmp_path / "out"), since=dist, changelog=tmp_path / "CHANGES.md").steps
    assert told[1] == f"version {needed}, {f'a {part} change' if part else 'the same records'} since 2.0.0"
    log = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    assert log.count(f"## {needed}\n") == 1
    what = {"major": "- 1 record removed\n", "patch": "- 1 record changed (page)\n", "": "- no record changed\n"}
    assert what[part] in log
    assert part != "major" or re.search(r"removed\n  - `[0-9a-f]{16}`\n", log)


def test_records_that_came_raise_the_second_number_and_entries_are_kept(dist: Path, tmp_path: Path) -> None:
    fewer = rebuilt(dist, tmp_path / "fewer", "1.4.2", correction(dist, 'exclude = "takedown"'))
    more = rebuilt(dist, tmp_path / "more", "1.5.0")
    log = tmp_path / "CHANGES.md"
    log.write_text("# Mine\n\nBy hand.\n\n## 1.4.2\n\n- first\n", encoding="utf-8")
    publish(more, str(tmp_path / "out"), since=fewer, changelog=log)
    text = log.read_text(encoding="utf-8")
    assert text.startswith("# Mine\n\nBy hand.\n\n## 1.5.0\n\n- 1 record added\n  - `")
    assert text.endswith("\n## 1.4.2\n\n- first\n")
    assert failing(more, str(tmp_path / "out"), changelog=log) == ("wrong-option", Exit.USAGE)
    assert [raised(None, "minor"), raised("1.2.3", "major"), raised("1.2.3", None)] == ["1.0.0", "2.0.0", "1.2.3"]
    assert raised("2024-05", "minor") == "1.0.0"


def test_a_damaged_corpus_is_not_published(dist: Path, tmp_path: Path) -> None:
    publish(dist, str(tmp_path / "copy"))
    (tmp_path / "copy" / "README.md").write_text("changed")
    assert failing(tmp_path / "copy", str(tmp_path / "out")) == ("file-changed", Exit.PROBLEMS)
    assert not (tmp_path / "out").exists()


# -- the hub: a server on this machine that answers as the real one does where it is asked ---------------------------


class Hub(ThreadingHTTPServer):
    """Repositories by name, as files by path, and the commits that came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.repositories: dict[str, dict[str, bytes]] = {}
        self.commits: list[str] = []
        self.parents: list[str | None] = []


class Answers(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *args: object) -> None:
        """Keeps quiet."""

    def _send(self, body: Any, status: int = 200, **headers: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_GET(self) -> None:
        parts = self.path.partition("?")[0].strip("/").split("/")
        name = "/".join(parts[2:4] if parts[0] == "api" else parts[1:3])
        files = self.server.repositories.get(name)
        if files is None:
            self._send({"error": "Repository not found"}, 404, X_Error_Code="RepoNotFound")
        elif parts[0] == "api":
            self._send({"id": name, "sha": "a" * 40, "siblings": [{"rfilename": path} for path in files]})
        else:
            data = files["/".join(parts[5:])]
            self._send(data, X_Repo_Commit="a" * 40, ETag=f'"{hashlib.sha1(data).hexdigest()}"')

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length)
        parts = self.path.partition("?")[0].strip("/").split("/")
        if self.path.startswith("/api/repos/create"):
            told = json.loads(raw)
            name = f"{told.get('organization') or 'me'}/{told['name']}"
            self.server.repositories[name] = {}
            self._send({"url": f"http://127.0.0.1/datasets/{name}", "name": name, "id": name})
        elif "validate-yaml" in parts:
            self._send({"errors": [], "warnings": []})
        elif "preupload" in parts:
            files = [
                {"path": file["path"], "uploadMode": "regular", "shouldIgnore": False}
                for file in json.loads(raw)["files"]
            ]
            self._send({"files": files})
        else:
            self._commit("/".join(parts[2:4]), [json.loads(line) for line in raw.splitlines()])

    def _commit(self, name: str, lines: list[dict[str, Any]]) -> None:
        files = self.server.repositories[name]
        for line in lines:
            if line["key"] == "header":
                self.server.commits.append(line["value"]["summary"])
                self.server.parents.append(line["value"].get("parentCommit"))
            elif line["key"] == "file":
                files[line["value"]["path"]] = base64.b64decode(line["value"]["content"])
            else:
                files.pop(line["value"]["path"])
        self._send({"success": True, "commitUrl": f"http://127.0.0.1/{name}/commit/{'b' * 40}", "commitOid": "b" * 40})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    pytest.importorskip("huggingface_hub")
    import huggingface_hub

    running = Hub()
    Thread(target=running.serve_forever, daemon=True).start()
    api = huggingface_hub.HfApi(endpoint=f"http://127.0.0.1:{running.server_port}", token="hf_test")
    monkeypatch.setattr(huggingface_hub, "HfApi", lambda: api)
    yield running
    running.shutdown()
    running.server_close()


def test_nothing_is_sent_to_the_hub_unless_asked_for(dist: Path, server: Hub) -> None:
    told = publish(dist, "hf://datasets/me/harbour")
    assert told.steps[0] == "the repository me/harbour is created"
    assert told.steps[-1] == "nothing was sent: add --push"
    assert (server.repositories, server.commits) == ({}, [])


def test_the_corpus_goes_to_the_hub_as_one_commit_and_the_next_edition_takes_its_place(dist: Path, server: Hub) -> None:
    publish(dist, "hf://datasets/me/harbour", push=True)
    assert server.repositories["me/harbour"] == tree(dist)
    assert server.commits == ["A harbour, version 2.0.0"]
    files = server.repositories["me/harbour"]
    manifest = json.loads(files["manifest.json"])
    files["data/old.csv"] = b"old"
    manifest["files"].append({"path": "data/old.csv", "sha256": "0" * 64})
    files["manifest.json"] = json.dumps(manifest).encode()
    files["notes.md"] = b"somebody's"
    publish(dist, "hf://datasets/me/harbour", push=True)
    assert server.repositories["me/harbour"] == {**tree(dist), "notes.md": b"somebody's"}
    assert server.parents == [None, "a" * 40], "what came in between would be overwritten"


def test_a_card_of_another_hand_is_refused_or_kept_with_ours_in_it(dist: Path, server: Hub) -> None:
    theirs = b"---\nlicense: mit\nconfigs:\n- config_name: old\n---\n# My card\n\nWritten by hand.\n"
    server.repositories["me/harbour"] = {"README.md": theirs}
    assert failing(dist, "hf://datasets/me/harbour", push=True) == ("card-exists", Exit.PROBLEMS)
    assert server.repositories["me/harbour"] == {"README.md": theirs}
    for _ in range(2):
        publish(dist, "hf://datasets/me/harbour", push=True, card="merge")
    made = server.repositories["me/harbour"]["README.md"].decode()
    assert made.count("Written by hand.") == made.count("# My card") == made.count("corpuskit says begins") == 1
    assert "license: mit\n" in made
    assert "config_name: old" not in made
    assert "data/records.parquet" in made


def test_files_of_another_hand_in_our_place_are_named_and_refused_unless_told_otherwise(
    dist: Path, server: Hub
) -> None:
    theirs = {"data/records.parquet": b"theirs", "manifest.json": b'{"files": []}', "notes.md": b"somebody's"}
    server.repositories["me/harbour"] = dict(theirs)
    for push in (False, True):
        with pytest.raises(CorpuskitError, match=r"set: data/records\.parquet, manifest\.json$") as caught:
            publish(dist, "hf://datasets/me/harbour", push=push)
        assert (caught.value.problems[0].code, caught.value.exit_code) == ("files-exist", Exit.PROBLEMS)
    assert server.repositories["me/harbour"] == theirs
    told = publish(dist, "hf://datasets/me/harbour", push=True, overwrite=True).steps
    assert "2 files of another hand overwritten: data/records.parquet, manifest.json" in told
    assert server.repositories["me/harbour"] == {**tree(dist), "notes.md": b"somebody's"}


def test_a_name_that_is_none_and_a_hub_that_does_not_answer_have_their_codes(
    dist: Path, server: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert failing(dist, "hf://datasets/harbour") == ("wrong-option", Exit.USAGE)

    def broken(*args: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(hub, "_present", broken)
    assert failing(dist, "hf://datasets/me/harbour") == ("cannot-publish", Exit.MACHINE)


def test_cards_without_a_head_are_merged_too() -> None:
    own = b"---\nlicense: cc-by-4.0\n---\n# Ours\n"
    made = merged(b"Just words.\r\n", own).decode()
    assert made.startswith("---\nlicense: cc-by-4.0\n---\nJust words.\n\n<!--")
    assert merged(made.encode(), own).decode() == made


@pytest.mark.parametrize("name", ["latin-1.md", "folder", "nowhere/log.md"])
def test_a_changelog_that_cannot_be_one_is_told_before_anything_is_published(
    dist: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "latin-1.md").write_bytes("# Änderungen\n".encode("latin-1"))
    (tmp_path / "folder").mkdir()
    assert failing(dist, str(tmp_path / "out"), since=dist, changelog=tmp_path / name) == ("unreadable", Exit.USAGE)
    assert not (tmp_path / "out").exists()


def test_the_line_ends_of_a_changelog_stay(dist: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.md"
    log.write_bytes(b"# Log\r\n\r\n## 1.0.0\r\n\r\n- first\r\n")
    publish(dist, str(tmp_path / "out"), since=dist, changelog=log)
    assert log.read_bytes() == b"# Log\r\n\r\n## 2.0.0\r\n\r\n- no record changed\r\n\r\n## 1.0.0\r\n\r\n- first\r\n"


def test_a_title_in_a_changelog_is_text_and_no_markup(dist: Path, tmp_path: Path) -> None:
    hostile = "<img src=x> [read](http://example.org) \\u202eevil"
    said = f'field = "title"\nvalue = "{hostile}"'
    marked = rebuilt(dist, tmp_path / "marked", "2.0.1", correction(dist, said))
    publish(marked, str(tmp_path / "out"), since=dist, changelog=tmp_path / "log.md")
    log = (tmp_path / "log.md").read_text(encoding="utf-8")
    assert "- 1 record changed (title)" in log
    assert not any(raw in log for raw in ("<img", "[read](", "\u202e"))
