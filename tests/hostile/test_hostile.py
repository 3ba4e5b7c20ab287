"""Hostile input is data: it is kept as typed, and nothing of it acts where it is shown. Judged by what renders it."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cases
import pytest
import yaml
from markdown_it import MarkdownIt

import corpuskit
from corpuskit.checking.verifying.verify import verify
from corpuskit.model import CorpuskitError

#: Bytes that a terminal acts on: controls but line ends, C1 controls, and what reorders or hides text.
RAW = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
ORIGIN = "https://evil.example"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every text that is hostile, and one under each hostile name, in one folder."""
    folder = tmp_path_factory.mktemp("hostile") / "texts"
    folder.mkdir()
    for name, (_, data) in cases.texts().items():
        (folder / name).write_bytes(data)
    for number, raw in enumerate(cases.NAMES):
        place = os.fsencode(folder) + b"/" + raw
        with open(place, "wb") as file:
            file.write(cases.text(f"Named oddly, number {number}"))
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> Path:
    corpuskit.build(folder, out=folder.parent / "dist", also=["csv"], jobs=1)
    return folder.parent / "dist"


def test_every_hostile_title_is_kept_as_it_was_typed(built: Path) -> None:
    titles = [record.title for record in corpuskit.load(built, form="records")]
    wanted = [title for title, _ in cases.texts().values()]
    assert sorted(set(wanted) - set(titles)) == []
    assert len(titles) == 2 * (len(wanted) + len(cases.NAMES))
    assert [found for found in verify(built, built.parent / "texts").problems if found.severity == "error"] == []


def test_what_cannot_be_seen_in_a_title_or_a_name_is_flagged(built: Path) -> None:
    """Of the cases on the direction of text all but the letters of another script, which can be seen."""
    records = {record.title: record for record in corpuskit.load(built, form="records")}
    flagged = {title for title, one in records.items() if "hidden-characters" in {each["code"] for each in one.caveats}}
    assert flagged == set(cases.TITLES["direction"][:3])
    said = subprocess.run(
        [sys.executable, "-m", "corpuskit", "build", "texts", "--out", "flagged"],
        cwd=built.parent,
        capture_output=True,
        check=False,
    ).stderr.decode("utf-8")
    code = "hidden-in-name"
    assert said.count(f"warning[{code}]") == 1
    assert "abc<U+202E>txt.exe.txt" in said


@pytest.mark.parametrize("name", cases.ERRORS)
def test_what_is_no_dump_is_refused_by_name(tmp_path: Path, name: str) -> None:
    data, code = cases.ERRORS[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpuskitError) as raised:
        corpuskit.build(tmp_path / name, out=tmp_path / "dist", jobs=1)
    assert raised.value.problems[0].code == code
    assert name in str(raised.value)
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "texts", "--out", "again"],
        ["validate", "dist", "--format", "text"],
        ["stats", "dist"],
        ["split", "--spans", "texts"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_nothing_raw_reaches_a_terminal(built: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "corpuskit", *arguments], cwd=built.parent, capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    said = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in said
    assert RAW.findall(said) == []
    assert [line for line in said.splitlines() if line.startswith("::") or "##[" in line or "##vso[" in line] == []


def test_the_cards_hold_no_markup_of_the_data(built: Path) -> None:
    for name in ("README.md", "DATASHEET.md"):
        text = (built / name).read_text(encoding="utf-8")
        assert RAW.findall(text) == []
        if text.startswith("---\n"):
            front, text = text[4:].split("\n---\n", 1)
            assert isinstance(yaml.safe_load(front), dict)
        page = MarkdownIt("gfm-like").render(text)
        assert ORIGIN not in "".join(re.findall(r"""(?:href|src)="[^"]*""", page))
        assert re.findall(r"<(?:script|img|iframe|svg|base|link|meta)\b", page) == []
        assert "javascript:" not in "".join(re.findall(r"""href="[^"]*""", page))


def test_no_source_of_the_page_is_reordered_or_left_by_the_data(built: Path) -> None:
    page = (built / "datasheet.html").read_text(encoding="utf-8")
    assert RAW.findall(page) == []
    assert page.count("</script>") == page.count("<script")
    assert "<iframe" not in page


def test_no_cell_of_a_table_is_a_formula(built: Path) -> None:
    with (built / "data" / "records.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    cells = [cell for row in rows[1:] for cell in row]
    assert [cell for cell in cells if re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell)] == []


def test_the_page_runs_no_script_of_the_data_and_asks_for_nothing(built: Path, browser: Any) -> None:
    browser.get((built / "datasheet.html").as_uri())
    title = browser.title
    for place in ("titles", "q"):
        browser.execute_script("location.hash = arguments[0]", place)
    listed = browser.execute_script("return [...document.querySelectorAll('#rows a')].map(one => one.textContent)")
    assert listed
    for number in range(0, len(listed), 9):
        browser.execute_script("document.querySelectorAll('#rows a')[arguments[0]].click()", number)
    asked = browser.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
    assert (asked, browser.title) == ([], title)
    assert browser.execute_script("return document.querySelectorAll('#rows script, #rows img, iframe').length") == 0
    assert RAW.findall("".join(listed)) == []
    assert [entry for entry in browser.get_log("browser") if "Content Security Policy" in entry["message"]] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium, which drives the browser")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        missing = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"
        (pytest.fail if os.environ.get("CORPUSKIT_GATE") else pytest.skip)(missing)
    options = webdriver.ChromeOptions()
    options.binary_location = str(chromium)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield found
    found.quit()
