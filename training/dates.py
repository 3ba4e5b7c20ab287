"""Writes the table of date words from data/months.toml and data/relative_dates.toml.

python training/dates.py
"""

from __future__ import annotations

import json
from pathlib import Path

from corpuskit.lexicon.dates import table as dates

if __name__ == "__main__":
    made = {"of": dates.digest(), "table": dates.table_of(dates.data())._asdict()}
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    Path(str(dates.FOLDER / dates.MADE)).write_text(text + "\n", encoding="utf-8")
