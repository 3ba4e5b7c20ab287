"""Fixtures that every room's tests share: dumps of our own making, and the development data beside the checkout."""

from __future__ import annotations

import importlib.util
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more of the machine than of the code. The gate draws the same examples each time, so
# that what it says of a change is about that change; elsewhere each run draws others and looks further.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", settings.get_profile("here"), derandomize=True)
settings.load_profile("gate" if os.environ.get("CORPUSKIT_GATE") else "here")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
    # A shell that runs the tests in the background has them ignore interruptions, and so would whatever they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
DUMPS = Path(__file__).parent / "dumps"
COMMANDS = Path(__file__).parent / "cli"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Processes that a test starts count for coverage in tests/cli alone: measured, each takes twice as long."""
    with pytest.MonkeyPatch.context() as environment:
        if not item.path.is_relative_to(COMMANDS):
            for name in [name for name in os.environ if name.startswith("COVERAGE")]:
                environment.delenv(name)
        return (yield)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Development data that is not part of the project; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the development data in {folder}, which is not part of the project")
    return folder


@pytest.fixture(scope="session")
def dumps() -> Path:
    """Folder of dumps that were written for these tests: invented articles, outlets and people."""
    return DUMPS


@pytest.fixture(scope="session")
def page_maker() -> Callable[[str], Any]:
    """Loads a script of docs/ that writes a page: ``page_maker("make_problems")``."""

    def load(name: str) -> Any:
        spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def workspace_folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a workspace: ``workspace_folder({"a.txt": b"…"}, config="title = …")``."""

    def make(files: dict[str, bytes], config: str | None = None) -> Path:
        folder = tmp_path / "workspace"
        for name, data in files.items():
            path = folder / "seeds" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if config is not None:
            (folder / "seeds" / "corpus.toml").write_text(config, encoding="utf-8")
        return folder

    return make


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """A real S3 endpoint on loopback (moto's server), for whatever speaks to S3, here and in processes begun here."""
    import logging

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        environment.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield f"http://{host}:{port}"
    server.stop()


#: What a person states of a corpus, as much as corpus.toml takes.
STATED = """
title = "Notices of two harbours"
name = "two-harbours"
version = "1.2.0"
description = "Articles that were written for tests, with a pasted file of real ones."
license = "CC-BY-4.0"
keywords = ["harbour", "test"]
collected = "2024-12"
released = "2025-01-15"
maintainer = "Harbour Office"
contact = "office@example.org"
citation = "Harbour Office (2025): Notices of two harbours."
doi = "10.5281/zenodo.0000000"
homepage = "https://example.org/two-harbours"
creators = [
  {name = "Ada Example", affiliation = "Harbour Office", orcid = "0000-0002-1825-0097", email = "ada@example.org"},
  {name = "Harbour Office"},
]
funding = [{funder = "Port Fund", grant = "7"}]

[seeds."*"]
rights = "Written for tests; the pasted file's rights stay with its publishers."
"""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dist/ of a workspace with everything stated: two dumps of our own and the seed of the project.

    Built once and shared: a test that changes it takes a copy.
    """
    import shutil

    import corpuskit

    folder = tmp_path_factory.mktemp("corpus")
    (folder / "seeds").mkdir()
    for source in (DUMPS / "harbour.txt", DUMPS / "moorbach.txt", *(ROOT / "seeds").glob("*.txt")):
        shutil.copy(source, folder / "seeds")
    (folder / "seeds" / "corpus.toml").write_text(STATED, encoding="utf-8")
    return corpuskit.build(folder).dist


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says which readers loaded dist/: a run tells what was tested, not only that nothing failed."""
    done = {
        report.nodeid.partition("::")[2]: outcome
        for outcome in ("passed", "skipped", "failed", "error")
        for report in terminalreporter.stats.get(outcome, ())
        if report.nodeid.startswith("tests/loading/")
    }
    if done:
        terminalreporter.section("readers of dist/")
        for name, outcome in sorted(done.items()):
            terminalreporter.write_line(f"{outcome}  {name}")
