"""How long it takes to validate records, beside check-jsonschema on the same ones, as ratios.

    python benchmarks/validating.py [--records 50000] [--runs 3] [--peer PATH_OF_check-jsonschema]

Records of about 4 KB are made up. corpuskit reads them as JSON lines and checks schema and rules; check-jsonschema
reads one array, which is all it can, and checks the schema alone. Whole processes, in turn (A B A B …); the ratio is
that of the medians.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from corpuskit.contract import required_empty, schema, schema_version

CORPUSKIT = "import sys; from corpuskit.cli import main; main()"


def record(number: int, rng: random.Random) -> dict[str, Any]:
    """A valid record with a text of seven paragraphs of invented words."""
    words = ["".join(rng.choices("aeioubdgklmnprst", k=rng.randint(2, 9))) for _ in range(560)]
    text = "\n".join(" ".join(words[at : at + 80]) for at in range(0, len(words), 80))
    file, start = hashlib.sha256(b"seed").hexdigest(), 4000 * number
    place = {"file": "paste.txt", "file_sha256": file, "view_sha256": file, "encoding": "utf-8", "layout": "pasted"}
    place |= {"byte_start": start, "byte_end": start + 3900, "line_start": 9 * number + 1, "line_end": 9 * number + 8}
    found = [("title", 0, 60), ("authors", 61, 70), ("outlets", 72, 80), ("date", 82, 92), ("credit_line", 61, 92)]
    evidence = [
        {
            "field": name,
            "rule": "credit",
            "byte_start": start + a,
            "byte_end": start + b,
            "source": None,
            "confidence": 0.9,
        }
        for name, a, b in found
    ]
    return required_empty() | {
        "schema_version": schema_version(),
        "id": hashlib.sha256(str(number).encode()).hexdigest()[:16],
        "title": " ".join(words[:8]),
        "authors": ["Ada Example"],
        "outlets": [{"name": "The Example", "id": None, "country": None, "affiliation": "unknown"}],
        "date": f"2024-05-{number % 28 + 1:02}",
        "date_precision": "day",
        "credit_line": "Ada Example, The Example",
        "url": f"https://example.org/{number}",
        "language": "en",
        "text": text,
        "word_count": len(words),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "provenance": required_empty()["provenance"] | place,
        "evidence": evidence,
    }


def write(folder: Path, count: int) -> tuple[Path, Path, Path]:
    """Records as lines and as one array, and the schema of such an array."""
    lines, array, definition = folder / "records.jsonl", folder / "records.json", folder / "schema.json"
    rng = random.Random(7)
    with lines.open("w", encoding="utf-8") as one, array.open("w", encoding="utf-8") as other:
        other.write("[")
        for number in range(count):
            line = json.dumps(record(number, rng), ensure_ascii=False)
            one.write(line + "\n")
            other.write(("," if number else "") + line)
        other.write("]")
    items = {key: value for key, value in schema().items() if key != "$id"}
    definition.write_text(json.dumps({"type": "array", "items": items}), encoding="utf-8")
    return lines, array, definition


def timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", default=shutil.which("check-jsonschema"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines, array, definition = write(Path(folder), options.records)
        ours = [sys.executable, "-c", CORPUSKIT, "validate", "-q", str(lines)]
        print(f"{options.records:,} records, {lines.stat().st_size / 1e6:.0f} MB")
        if options.peer is None:
            a = statistics.median(timed(ours) for _ in range(options.runs))
            print(
                f"corpuskit {a:.2f} s, {options.records / a:,.0f} records a second; no check-jsonschema to compare with"
            )
            return
        theirs = [options.peer, "--quiet", "--schemafile", str(definition), str(array)]
        pairs = [(timed(ours), timed(theirs)) for _ in range(options.runs)]
        a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
        single = sorted(y / x for x, y in pairs)
        print(f"corpuskit {a:.2f} s, {options.records / a:,.0f} records a second; check-jsonschema {b:.2f} s")
        print(f"{b / a:.1f} × as fast ({single[0]:.1f} to {single[-1]:.1f})")


if __name__ == "__main__":
    main()
