"""Writes corpuskit/ready.txt from the TOML lists of the package: ``python docs/make_ready.py``. A test holds it so."""

from __future__ import annotations

from corpuskit.ready import READY, lines

if __name__ == "__main__":
    READY.write_text(lines(), encoding="utf-8", newline="\n")
