"""datasheet.html of 10,000 records in headless Chromium: `python benchmarks/datasheet.py [--records 10000] [--runs 5]`.

Builds a corpus of made-up articles of about 2,500 characters by 300 outlets, opens its page anew for each run and
does what a reader does. Each step is timed in the page from the event to the second frame after it, so what is printed
is the wait that a person sees: the median and the worst of the runs. Needs chromium, chromedriver
and the extra `test`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from selenium import webdriver

WORDS = ["harbour", "council", "river", "market", "vote", "budget", "storm", "bridge", "ferry", "school", "farmers"]
WORDS += ["tram", "strike", "museum", "water", "minister", "court", "report", "prices", "housing", "said", "that"]
WORDS += ["the", "of", "a", "and", "on", "in", "for", "with", "after", "before", "between", "people", "year", "city"]
STEPS = {
    "search for a word (first)": "set('search', 'harbour')",
    "search for two words": "set('search', 'museum 77')",
    "search for what is nowhere": "set('search', 'zeppelin')",
    "search cleared": "set('search', '')",
    "filter by outlet": "set('by-outlet', document.querySelector('#by-outlet option:nth-child(9)').value)",
    "filter cleared": "set('by-outlet', '')",
    "longest first": "set('order', 'longest')",
    "by title": "set('order', 'title')",
    "open a record": "document.querySelector('#rows tr:nth-child(7) a').click()",
    "next record": "document.getElementById('next').click()",
}
TIMED = """
const done = arguments[arguments.length - 1];
const set = (id, value) => {
  const control = document.getElementById(id);
  control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true }));
};
const begun = performance.now();
%s;
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
"""


def articles(count: int) -> str:
    """Made-up articles, one a line."""
    chance = random.Random(7)
    lines = []
    for number in range(count):
        outlet = min(int(chance.expovariate(1 / 40)), 299)
        day = f"20{chance.randint(15, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        body = "\n".join(" ".join(chance.choices(WORDS, k=70)).capitalize() + "." for _ in range(6))
        title = f"{' '.join(chance.choices(WORDS, k=6)).capitalize()} {number}"
        lines.append(json.dumps({"title": title, "text": body, "source": f"Paper {outlet}", "date": day}))
    return "\n".join(lines) + "\n"


def build(folder: Path, count: int) -> Path:
    seed = folder / "articles.jsonl"
    seed.write_text(articles(count), encoding="utf-8")
    dist = folder / "dist"
    command = [
        sys.executable,
        "-m",
        "corpuskit",
        "build",
        str(seed),
        "--out",
        str(dist),
        "-q",
        "--without",
        "duplicates",
    ]
    subprocess.run(command, check=True)
    return dist / "datasheet.html"


def run(browser: Any, address: str) -> dict[str, float]:
    """Milliseconds of each step, the page opened anew."""
    browser.get("about:blank")
    browser.get(address)
    found = {
        "open until the list can be used": browser.execute_script(
            "return performance.timing.loadEventEnd - performance.timing.navigationStart"
        )
    }
    for name, step in STEPS.items():
        found[name] = browser.execute_async_script(TIMED % step)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,900"):
        options.add_argument(argument)
    with tempfile.TemporaryDirectory() as folder:
        page = build(Path(folder), asked.records)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            runs = [run(browser, page.as_uri()) for _ in range(asked.runs)]
        finally:
            browser.quit()
        print(f"{asked.records:,} records, datasheet.html {page.stat().st_size / 1e6:.1f} MB, {asked.runs} runs")
    print(f"{'':34} median ms   worst ms")
    for name in runs[0]:
        times = [found[name] for found in runs]
        print(f"{name:34} {statistics.median(times):9.0f} {max(times):10.0f}")


if __name__ == "__main__":
    main()
