"""Articles a second by layout, from the file to described records, beside a library that reads the same format.

    python benchmarks/exports.py [ARTICLES]

The dumps are written by this script. A peer gives titles, dates and texts (pandas: the table), without offsets,
evidence or a check that nothing is lost. Peers: pandas, feedparser, trafilatura with its metadata, and mailbox of the
standard library, where they are installed; Nexis, Mediargus and ProQuest have no reader on PyPI.
"""

from __future__ import annotations

import io
import json
import mailbox
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpuskit import splitting
from corpuskit.describing import describe
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import Seed

TEXT = "The ferry between the old harbour and the island sailed again after a winter in the yard. " * 5
DAYS = [f"{day} May 2024" for day in range(1, 29)]


def paragraphs(number: int) -> list[str]:
    return [f"{TEXT} It was its voyage {number}.", TEXT, f"{TEXT} ({number})"]


def nexis(count: int) -> str:
    def article(n: int) -> str:
        head = f"{'':30}{n} of {count} DOCUMENTS\n\n\n{'':30}Coast Courier\n\n{'':25}{DAYS[n % 28]} Friday\n\n"
        labels = f"Ferry voyage {n}\n\nBYLINE: Ana Vale\n\nSECTION: LOCAL; Pg. {n % 40}\n\nLENGTH: 90 words\n\n"
        return head + labels + "\n\n".join(paragraphs(n)) + "\n\nLOAD-DATE: May 30, 2024\n\nLANGUAGE: ENGLISH\n"

    return "\n\n".join(map(article, range(1, count + 1)))


def mediargus(count: int) -> str:
    def entry(n: int) -> str:
        return f"{n}. Ferry voyage {n}\n\nCoast Courier, {DAYS[n % 28]}, p. {n % 40}, 90w.\n\nIn short."

    def article(n: int) -> str:
        head = f"\n\n\n\n{n % 28 + 1}-5-2024, p.{n % 40}\n\nFerry voyage {n}\n\n"
        return head + "\n\n".join(paragraphs(n))

    every = range(1, count + 1)
    return "\n\n\n".join(map(entry, every)) + "".join(map(article, every))


def proquest(count: int) -> str:
    def article(n: int) -> str:
        labels = {"Publication title": "Coast Courier", "Publication date": DAYS[n % 28]}
        below = "".join(f"<p><strong>{label}: </strong>{value}</p>" for label, value in labels.items())
        text = "".join(f"<p>{line}</p>" for line in paragraphs(n))
        head = f'<a name="DocID_{n}"></a><p>Ferry voyage {n}</p><p><strong>Author: </strong>Vale, Ana</p>'
        return f"<div>{head}<p><strong>Full text: </strong></p>{text}{below}</div>"

    return "<html><body>" + "".join(map(article, range(count)))


def mbox(count: int) -> str:
    def message(n: int) -> str:
        envelope = "From ana@example.org  Wed May  1 08:26:40 2024\nFrom: Ana Vale <ana@example.org>\n"
        headers = (
            f"Subject: Ferry voyage {n}\nDate: Wed, {DAYS[n % 28]} 08:26:40 +0000\nMessage-ID: <{n}@example.org>\n"
        )
        return f"{envelope}{headers}\n" + "\n\n".join(paragraphs(n)) + "\n"

    return "\n".join(map(message, range(count)))


def rss(count: int) -> str:
    return "<rss version='2.0'><channel><title>Coast Courier</title>" + "".join(
        f"<item><title>Ferry voyage {n}</title><pubDate>Wed, {DAYS[n % 28]} 08:26:40 +0000</pubDate><guid>{n}</guid>"
        f"<description>{''.join(f'&lt;p&gt;{line}&lt;/p&gt;' for line in paragraphs(n))}</description></item>"
        for n in range(count)
    ) + "</channel></rss>"  # fmt: skip


def row(number: int) -> dict[str, str]:
    text = "\n".join(paragraphs(number))
    return {"title": f"Ferry voyage {number}", "date": DAYS[number % 28], "outlet": "Coast Courier", "text": text}


def csv(count: int) -> str:
    import csv as table

    written = io.StringIO()
    writer = table.DictWriter(written, ["title", "date", "outlet", "text"])
    writer.writeheader()
    writer.writerows(map(row, range(count)))
    return written.getvalue()


def jsonl(count: int) -> str:
    return "".join(json.dumps(row(n)) + "\n" for n in range(count))


def page(number: int) -> str:
    lines = "".join(f"<p>{line}</p>" for line in paragraphs(number))
    head = f"<title>Ferry voyage {number}</title><meta property='article:published_time' content='2024-05-03'>"
    return f"<!doctype html><html><head>{head}</head><body><h1>Ferry voyage {number}</h1>{lines}</body></html>"


def by_pandas_csv(path: Path) -> int:
    import pandas as pd

    return len(pd.read_csv(path))


def by_pandas_jsonl(path: Path) -> int:
    import pandas as pd

    return len(pd.read_json(path, lines=True))


def by_feedparser(path: Path) -> int:
    import feedparser  # type: ignore[import-not-found]

    return sum(
        bool(entry.title and entry.published and entry.summary) for entry in feedparser.parse(path.read_bytes()).entries
    )


def by_mailbox(path: Path) -> int:
    return sum(bool(one["subject"] and one["date"] and one.get_payload(decode=True)) for one in mailbox.mbox(path))


def by_trafilatura(path: Path) -> int:
    import trafilatura

    found = trafilatura.bare_extraction(path.read_text(encoding="utf-8"), with_metadata=True)
    return int(found is not None)


#: Layout, what writes its dump, the peer's name and reader.
CASES: list[tuple[str, Callable[[int], str], str, Callable[[Path], int] | None]] = [
    ("nexis-txt", nexis, "-", None),
    ("mediargus", mediargus, "-", None),
    ("proquest", proquest, "-", None),
    ("mail", mbox, "mailbox", by_mailbox),
    ("feed", rss, "feedparser", by_feedparser),
    ("csv", csv, "pandas", by_pandas_csv),
    ("jsonl", jsonl, "pandas", by_pandas_jsonl),
    ("web-page", page, "trafilatura", by_trafilatura),
]


def ours(path: Path) -> int:
    """How many records a file has, every field described."""
    view = splitting.open_view(Seed(path.name, str(path)))
    habits = splitting.learn(view)
    registry = Registry.load()
    cuts = splitting.cut(view, habits)
    return sum(describe(cut, view, habits, registry=registry, with_language=False).num_rows for cut in cuts)


def rate(read: Callable[[Path], int], paths: list[Path]) -> tuple[int, float]:
    """How many articles are read, and how many a second."""
    read(paths[0])
    start = time.perf_counter()
    found = sum(map(read, paths))
    return found, found / (time.perf_counter() - start)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"{'layout':<11}{'articles':>9}{'a second':>10}   {'peer':<12}{'articles':>9}{'a second':>10}{'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for name, make, peer, read in CASES:
            paths = []
            for number in range(count // 20 if make is page else 1):
                path = Path(folder, f"{name}-{number}")
                path.write_text(make(number if make is page else count), encoding="utf-8")
                paths.append(path)
            found, speed = rate(ours, paths)
            told = f"{name:<11}{found:>9}{speed:>10,.0f}   {peer:<12}"
            try:
                others, theirs = rate(read, paths) if read is not None else (0, 0.0)
            except ImportError:
                others, theirs = 0, 0.0
            print(told + (f"{others:>9}{theirs:>10,.0f}{speed / theirs:>7.2f}" if theirs else ""))


if __name__ == "__main__":
    main()
