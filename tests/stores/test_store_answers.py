"""What goes wrong with a store is said in words, with what to do and the right exit code."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import corpuskit
from corpuskit.model import CorpuskitError, Exit
from corpuskit.stores import explained, is_address, on_disk

ROOT = Path(__file__).parent.parent.parent


def said(*paths: Any, **options: Any) -> tuple[str, str, Exit]:
    """The code, the message and the exit code of a build that cannot be."""
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build(*paths, **options)
    problem = caught.value.problems[0]
    return problem.code, problem.message, caught.value.exit_code


@pytest.mark.parametrize(
    ("address", "code", "words", "exit_code"),
    [
        ("s3://no-such-bucket-anywhere/corpus", "unreadable", "there is no such bucket", Exit.USAGE),
        ("s3://{bucket}/nothing", "unreadable", "there is no such object", Exit.USAGE),
        ("gopher://host/corpus", "wrong-option", "gopher:// addresses are not supported", Exit.USAGE),
        ("simplecache::s3://{bucket}/corpus", "unreadable", "", Exit.USAGE),
        ("s3://{bucket}/a::b", "wrong-option", "nested addresses (::) are not supported", Exit.USAGE),
    ],
)
def test_seeds_that_are_not_there(
    bucket: str, tmp_path: Path, address: str, code: str, words: str, exit_code: Exit
) -> None:
    found = said(address.format(bucket=bucket), out=tmp_path / "dist")
    assert (found[0], found[2]) == (code, exit_code)
    assert words in found[1]
    assert not (tmp_path / "dist").exists()


def test_a_bucket_that_is_not_there_is_not_made(s3: Any, endpoint: str, dumps: Path) -> None:
    code, message, exit_code = said(dumps / "harbour.txt", out="s3://no-such-bucket-anywhere/dist")
    assert (code, exit_code) == ("cannot-write", Exit.USAGE)
    assert "there is no such bucket; check the name" in message
    assert not s3.exists("no-such-bucket-anywhere")


class Refusing(http.server.BaseHTTPRequestHandler):
    """Denies everything, as S3 does."""

    def do_GET(self) -> None:
        body = b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
        self.send_response(403)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_PUT = do_POST = do_GET  # noqa: N815  names of http.server

    def log_message(self, format: str, *args: Any) -> None: ...  # noqa: A002


@pytest.fixture
def refusing() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def run(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """The command line in a process of its own: its exit code and what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    nowhere = dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), "/nowhere")
    here = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1"}
    ended = subprocess.run(
        [sys.executable, "-m", "corpuskit", *arguments],
        cwd=ROOT,
        env={**kept, **nowhere, **here, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return ended.returncode, ended.stderr


KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def test_no_permission(refusing: str, dumps: Path) -> None:
    at = {"AWS_ENDPOINT_URL": refusing, **KEYS}
    for arguments in (("s3://bucket/corpus",), (str(dumps / "harbour.txt"), "--out", "s3://bucket/dist")):
        code, text = run(at, "build", *arguments)
        assert code == Exit.MACHINE, text
        assert "permission was denied" in text
        assert "Traceback" not in text


def test_no_network(tmp_path: Path) -> None:
    code, text = run({"AWS_ENDPOINT_URL": "http://127.0.0.1:9", **KEYS}, "build", "s3://bucket/corpus")
    assert code == Exit.MACHINE, text
    assert "the store cannot be reached" in text


def test_no_credentials(endpoint: str) -> None:
    code, text = run({"AWS_ENDPOINT_URL": endpoint}, "verify", "s3://bucket/dist")
    assert code == Exit.USAGE, text
    assert "no credentials were found" in text


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(CorpuskitError) as caught:
        corpuskit.build("s3://bucket/corpus", out=tmp_path / "dist")
    assert "pip install 'corpuskit-cli[s3]'" in caught.value.problems[0].hint
    monkeypatch.undo()
    code, message, exit_code = said("gs://bucket/corpus", out=tmp_path / "dist")
    assert (code, exit_code) == ("unreadable", Exit.USAGE)
    assert "gcsfs" in message


def test_a_path_without_an_address_needs_no_fsspec(dumps: Path, tmp_path: Path) -> None:
    script = f"""
import sys
sys.modules["fsspec"] = None
import corpuskit
corpuskit.build({str(dumps / "harbour.txt")!r}, out={str(tmp_path / "dist")!r})
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=120)


def test_what_a_store_answers_in_other_ways() -> None:
    assert explained(NotImplementedError()).exit_code == Exit.USAGE
    assert explained(TimeoutError("timed out")).reason == "the store cannot be reached (timed out)"
    assert explained(OSError("odd\nthings")).reason == "odd things"


def test_what_is_an_address() -> None:
    assert is_address("s3://bucket/x")
    assert is_address("GS://bucket")
    for path in ("C:\\x", "c://x", "a/b://c", "file:///x", "FILE://x", "x", ""):
        assert not is_address(path), path
    assert on_disk("file:///x/y") == "/x/y"
    assert on_disk("s3://x") == "s3://x"


@pytest.mark.parametrize("options", [["--watch"], ["--repair"]])
def test_what_is_for_this_machine_alone_says_so(options: list[str]) -> None:
    code, text = run({}, "build", "s3://bucket/corpus", *options)
    assert code == Exit.USAGE
    assert "not in a store" in text
