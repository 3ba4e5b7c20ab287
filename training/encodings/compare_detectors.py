"""Which detector of legacy encodings to keep, and from which confidence on it may be believed.

Reads articles as JSON lines (``title``, ``paragraphs``, ``lang``), encodes them in the encodings in which their
language was once written, asks each detector, and counts an answer as right when it decodes the bytes to the text that
was encoded. Run from the checkout: ``python training/encodings/compare_detectors.py ARTICLES.jsonl``.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

#: Encodings by the languages for which they were used.
USED = {
    "cp1252": ["en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "no", "fi", "is"],
    "iso-8859-1": ["de", "fr", "es", "pt", "it", "nl", "sv", "da", "fi"],
    "iso-8859-15": ["de", "fr", "es", "fi"],
    "mac-roman": ["de", "fr", "es"],
    "cp1251": ["ru", "uk", "bg", "sr", "mk"],
    "koi8-r": ["ru"],
    "koi8-u": ["uk"],
    "cp866": ["ru"],
    "iso-8859-5": ["ru"],
    "cp1250": ["pl", "cs", "hu", "ro", "sk", "sl", "hr"],
    "iso-8859-2": ["pl", "cs", "hu", "ro", "sk", "sl", "hr"],
    "cp1253": ["el"],
    "iso-8859-7": ["el"],
    "cp1254": ["tr"],
    "iso-8859-9": ["tr"],
    "cp1255": ["he"],
    "cp1256": ["ar", "fa", "ur"],
    "cp1257": ["lt", "lv", "et"],
    "cp1258": ["vi"],
    "cp874": ["th"],
    "shift_jis": ["ja"],
    "euc-jp": ["ja"],
    "gb18030": ["zh"],
    "gbk": ["zh"],
    "big5": ["zh"],
    "euc-kr": ["ko"],
    "cp949": ["ko"],
}
#: Typographic characters that older encodings lack are written as typewriters did.
PLAIN = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-", "\u2026": "..."}
)
LENGTHS = (200, 1000, 5000, 50000)

Answer = tuple[str | None, float]


def chardet_answer(data: bytes) -> Answer:
    import chardet

    found = chardet.detect(data)
    return found["encoding"], float(found["confidence"] or 0)


def normalizer_answer(data: bytes) -> Answer:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return (None, 0.0) if best is None else (best.encoding, 1 - best.chaos)


DETECTORS: dict[str, Callable[[bytes], Answer]] = {"chardet": chardet_answer, "charset-normalizer": normalizer_answer}


def samples(path: Path, seed: int = 1, each: int = 12) -> Iterator[tuple[str, str, int, str, bytes]]:
    """Codec, language, wanted length, text and bytes; texts without a byte above 0x7F are left out."""
    by_language: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            text = "\n".join([article["title"], article.get("outlet") or "", *article["paragraphs"]])
            by_language[article["lang"]].append(text)
    draw = random.Random(seed)
    for codec, languages in USED.items():
        for language in languages:
            pool = [text for raw in by_language.get(language, []) if (text := encodable(raw, codec))]
            for length in LENGTHS:
                for _ in range(each if pool else 0):
                    text = ""
                    for piece in draw.sample(pool, len(pool)):
                        text += piece + "\n\n"
                        if len(text) >= length:
                            break
                    text = text[:length]
                    data = text.encode(codec)
                    if not data.isascii():
                        yield codec, language, length, text, data


def encodable(text: str, codec: str) -> str | None:
    for candidate in (text, text.translate(PLAIN)):
        try:
            candidate.encode(codec)
        except UnicodeEncodeError:
            continue
        return candidate
    return None


def right(encoding: str | None, data: bytes, text: str) -> bool:
    try:
        return encoding is not None and data.decode(encoding) == text
    except (UnicodeDecodeError, LookupError):
        return False


def main() -> None:
    cases = list(samples(Path(sys.argv[1])))
    for name, detect in DETECTORS.items():
        started = time.perf_counter()
        answers = [detect(data) for *_, data in cases]
        took = time.perf_counter() - started
        table: dict[tuple[str, int], list[bool]] = defaultdict(list)
        sure: list[tuple[float, bool, str, str | None]] = []
        for (codec, _, length, text, data), (encoding, confidence) in zip(cases, answers, strict=True):
            good = right(encoding, data, text)
            table[codec, length].append(good)
            sure.append((confidence, good, codec, encoding))
        total = sum(good for _, good, _, _ in sure) / len(sure)
        size = sum(len(data) for *_, data in cases)
        print(f"{name}: {total:.3f} right of {len(sure)}, {size / took / 1e6:.2f} MB/s")
        for codec in USED:
            row = [table[codec, length] for length in LENGTHS]
            if any(row):
                print(f"  {codec:12}", *(f"{sum(r) / len(r):.2f} ({len(r):3})" if r else "-" for r in row))
        for least in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99):
            kept = [good for confidence, good, _, _ in sure if confidence >= least]
            if kept:
                print(f"  confidence >= {least:4}: {len(kept) / len(sure):.3f} told, {sum(kept) / len(kept):.4f} right")


if __name__ == "__main__":
    main()
