"""Writes what is read at the start from what people correct and scripts learn: ``python docs/make_ready.py``.

corpuskit/ready.txt from the TOML lists of the package, weights.bin and page_weights.bin in corpuskit/splitting/scoring
from the JSON files beside them, and the digests of the outlet registry. A test holds them current.
"""

from __future__ import annotations

from corpuskit.lexicon.outlets.registry import DIGEST, made_digest
from corpuskit.ready import READY, lines
from corpuskit.splitting.scoring.packed_weights import PAGE_WEIGHTS, WEIGHTS, packed

if __name__ == "__main__":
    READY.write_text(lines(), encoding="utf-8", newline="\n")
    for files in (WEIGHTS, PAGE_WEIGHTS):
        files.packed.write_bytes(packed(files.stated))
    DIGEST.write_text(made_digest(), encoding="utf-8", newline="\n")
