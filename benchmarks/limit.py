"""What the bytes alone cost: read, UTF-8 check, lines, SHA-256, and with writing zstd 3 and escaped JSON lines.

    python benchmarks/limit.py FILE [parquet] [jsonl]

The physical limit of a build: nothing is cut, described or checked. Prints seconds of processor time.
"""

from __future__ import annotations

import codecs
import hashlib
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

BLOCK = 4 << 20


def limit(path: Path, parquet: bool, jsonl: bool) -> float:
    """Seconds of processor time for one file, in blocks."""
    codec = pa.Codec("zstd", 3)
    began = time.process_time()
    with path.open("rb", buffering=0) as file, tempfile.TemporaryFile() as out:
        rest = b""
        while data := file.read(BLOCK):
            _, used = codecs.utf_8_decode(rest + data, "strict", False)
            rest = (rest + data)[used:]
            np.flatnonzero(np.frombuffer(data, np.uint8) == 10)
            hashlib.sha256(data).digest()
            if parquet:
                out.write(codec.compress(data))
            if jsonl:
                out.write(data.replace(b"\n", b"\\n"))
    return time.process_time() - began


if __name__ == "__main__":
    print(limit(Path(sys.argv[1]), "parquet" in sys.argv[2:], "jsonl" in sys.argv[2:]))
