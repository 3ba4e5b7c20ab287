"""datasheet.html: one self-contained page that a reader grasps in ten seconds and can dig into for an hour.

No network: styles and the one script stand in the page and are allowed by their hashes alone. The first screen, the
charts and the questions work without the script; the list of records needs it beyond its first rows.
"""

from __future__ import annotations

import hashlib
import io
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.datasheet.document import Document
from corpuskit.datasheet.tallies.sample import Sample
from corpuskit.datasheet.written.page import contents, first_screen, making, questions, records, sources
from corpuskit.datasheet.written.page.markup import Html, element, join
from corpuskit.datasheet.written.page.payload import dumps, payload

ASSETS = Path(__file__).parent
#: What opens the element that holds the records.
DATA = '<script type="application/json" id="data">'
#: Columns of the records that the sections read, besides the caveats.
_COLUMNS = ("id", "title", "date", "date_partial", "outlets", "word_count", "provenance", "confidence", "cut")
_OF_CAVEATS = ("code", "start", "withdrawn")


def page(document: Document, sample: Sample, linked: Mapping[str, Any] | None = None) -> bytes:
    """The whole file, ending in a newline. ``linked`` is JSON-LD about the data set.

    The records are most of it: they are read, encoded and added piece by piece.
    """
    style, script = _asset("page.css"), _asset("page.js")
    before = f"<head>\n{_head(document, style, script)}\n</head>\n<body>\n{_body(document, _shown(sample))}\n{DATA}"
    data = element("script", Html(dumps(linked).decode()), type="application/ld+json") if linked else None
    after = join([data, element("script", Html(script))], between="\n")
    whole = io.BytesIO()
    whole.write(f'<!doctype html>\n<html lang="en">\n{before}'.encode())
    whole.writelines(payload(sample.parts(), document.figures["records"], document.about.corrections))
    whole.write(f"</script>\n{after}\n</body>\n</html>\n".encode())
    return whole.getvalue()


def _shown(sample: Sample) -> pa.Table | None:
    """What sections say of single records: of caveats no more than `_OF_CAVEATS`, as the others fill megabytes."""
    parts = [_brief(part) for part in sample.parts()]
    return pa.concat_tables(parts) if parts else None


def _brief(records: pa.Table) -> pa.Table:
    lists = one_array(records["caveats"])
    entries = pc.list_flatten(lists)
    said = pa.StructArray.from_arrays([pc.struct_field(entries, name) for name in _OF_CAVEATS], _OF_CAVEATS)
    ends = np.cumsum([0, *pc.list_value_length(lists).to_pylist()])
    return records.select(_COLUMNS).append_column("caveats", pa.ListArray.from_arrays(pa.array(ends, pa.int32()), said))


def _head(document: Document, style: str, script: str) -> Html:
    return join(
        [
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="color-scheme", content="light dark"),
            element("meta", name="description", content=document.summary),
            element("link", rel="icon", href="data:,"),
            element("title", f"Datasheet: {document.title}"),
            element("style", Html(style)),
        ],
        between="\n",
    )


def _body(document: Document, shown: pa.Table | None) -> Html:
    """Everything that a reader sees, up to the records as data."""
    return join(
        [
            element("a", "To the records", href="#records", class_="skip"),
            first_screen.header(document),
            element(
                "main",
                contents.section(document, shown),
                sources.who(document),
                sources.cautions(document, shown),
                making.section(document, shown),
                records.section(document, shown),
                questions.fields(document),
                questions.section(document),
                id="main",
            ),
            first_screen.footer(document),
            records.dialog(),
        ],
        between="\n",
    )


def _policy(style: str, script: str) -> str:
    """A Content Security Policy that allows this style and this script and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
