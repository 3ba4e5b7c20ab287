"""Writes what is read at the start from what people correct and scripts learn: ``python docs/make_ready.py``.

corpuskit/ready.txt from the TOML lists of the package, corpuskit/splitting/scoring/weights.bin from weights.json beside
it, and the digests of the outlet registry. A test holds them current.
"""

from __future__ import annotations

from corpuskit.lexicon.outlets.registry import DIGEST, made_digest
from corpuskit.ready import READY, lines
from corpuskit.splitting.scoring.packed_weights import PACKED, packed

if __name__ == "__main__":
    READY.write_text(lines(), encoding="utf-8", newline="\n")
    PACKED.write_bytes(packed())
    DIGEST.write_text(made_digest(), encoding="utf-8", newline="\n")
