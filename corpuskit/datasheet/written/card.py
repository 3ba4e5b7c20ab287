"""README.md of dist/: the data-set card that Hugging Face and git hosts show, with the head that `datasets` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpuskit.counting import counted
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.escape import markdown, prose
from corpuskit.datasheet.licenses import huggingface
from corpuskit.datasheet.sections import outlets, provenance
from corpuskit.datasheet.tallies.figures import share
from corpuskit.datasheet.wording import paragraph, say
from corpuskit.datasheet.written.front_matter import emit
from corpuskit.datasheet.written.markdown import beginning, written

#: Name and file of each table; only Parquet, as one loader serves all configurations of a folder.
TABLES = (
    ("records", "data/records.parquet", "one row a record"),
    ("caveats", "data/caveats.parquet", "one row a caveat, by record_id"),
    ("evidence", "data/evidence.parquet", "one row per entry of evidence, by record_id"),
)
#: Classes of size as Hugging Face names them, by their upper ends.
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
)
_LOADING = """\
## Loading

```python
import pandas as pd
records = pd.read_parquet("data/records.parquet")

import polars as pl
records = pl.read_parquet("data/records.parquet")

import duckdb
duckdb.sql("select outlet, count(*) from 'data/records.parquet' group by all")

from datasets import load_dataset
records = load_dataset("path/to/this/folder", split="train")
caveats = load_dataset("path/to/this/folder", "caveats", split="train")
```
"""


def card(document: Document, hashes: Mapping[str, str] | None = None) -> str:
    """The whole file, ending in a newline. ``hashes`` are the SHA-256 of the tables by path, where they are known."""
    return f"---\n{emit(head(document, hashes or {}))}---\n" + "\n".join(_body(document)).rstrip("\n") + "\n"


def head(document: Document, hashes: Mapping[str, str]) -> dict[str, Any]:
    """What stands in the YAML head: measured, or stated in corpus.toml.

    `datasets` keeps what it loaded by the name of the folder and what the head says of the tables, and looks at nothing
    else of a folder on disk: without a hash there, the next build, or another corpus called dist, would be this one.
    """
    figures, config = document.figures, document.config
    languages = sorted({row["language"].partition("-")[0].lower() for row in figures["languages"]} - {"und"})
    found: dict[str, Any] = {"pretty_name": document.title}
    if languages:
        found["language"] = languages
        found["multilinguality"] = ["monolingual" if len(languages) == 1 else "multilingual"]
    found |= _license(config.get("license"))
    found["size_categories"] = [next((name for end, name in _SIZES if figures["records"] < end), "n>100M")]
    if document.about.assessed:
        found["annotations_creators"] = ["machine-generated"]
    found["language_creators"] = ["found"]
    found["tags"] = list(dict.fromkeys([*config.get("keywords", ()), "corpuskit", "datasheet"]))
    found["configs"] = [
        {
            "config_name": name,
            **({"description": f"SHA-256 {hashes[path]}"} if path in hashes else {}),
            **({"default": True} if name == "records" else {}),
            "data_files": [{"split": "train", "path": path}],
        }
        for name, path, _ in TABLES
    ]
    return found


def _license(stated: str | None) -> dict[str, str]:
    if stated is None:
        return {"license": "unknown"}
    known = huggingface().get(stated)
    return {"license": known} if known else {"license": "other", "license_name": stated}


def _body(document: Document) -> Iterator[str]:
    figures, config = document.figures, document.config
    yield from beginning(document, document.title)
    yield "## What is in here"
    yield ""
    yield "| table | rows | what |"
    yield "| --- | ---: | --- |"
    caveats = sum(tally["caveats"] + tally["withdrawn"] for tally in figures["caveats"]["codes"])
    evidence = sum(row["from_bytes"] + row["from_elsewhere"] for row in figures["evidence"])
    for (_, path, what), rows in zip(TABLES, (figures["records"], caveats, evidence), strict=True):
        yield f"| [{path}]({path}) | {rows:,} | {markdown(what)} |"
    yield ""
    size = figures["bytes"]
    inside = share(size["in_records"], size["total"])
    yield from written([paragraph("card", "tables", records=counted(figures["records"], "record"), inside=inside)])
    yield "## Who is behind the outlets"
    yield ""
    yield from written(outlets(document))
    yield "## Where it comes from"
    yield ""
    yield from written(provenance(document))
    yield _LOADING
    yield "## Terms"
    yield ""
    yield from _terms(config)
    yield f"[DATASHEET.md](DATASHEET.md) {say('card', 'more')}"
    yield f"[datasheet.html](datasheet.html) {say('card', 'page')}"


def _terms(config: Any) -> Iterator[str]:
    if "license" in config:
        yield markdown(say("card", "licensed", license=config["license"]))
        yield ""
    terms = config.get("datasheet", {}).get("distribution-4")
    if terms:
        yield prose(terms)
    elif "license" not in config:
        yield say("card", "unlicensed")
    yield ""
    if "contact" in config:
        yield f"{say('card', 'contact')} {prose(config['contact'])}"
        yield ""
    if "citation" in config:
        yield f"{say('card', 'citation')} {prose(config['citation'])}"
        yield ""
