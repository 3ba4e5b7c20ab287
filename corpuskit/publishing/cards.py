"""Two cards as one: somebody's own, with what corpuskit says in a part of it that the next edition replaces."""

from __future__ import annotations

import re

BEGIN, END = "<!-- what corpuskit says begins -->", "<!-- what corpuskit says ends -->"
_HEAD = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_KEY = re.compile(r"^([A-Za-z_][\w-]*):", re.MULTILINE)
#: Keys by which the files are loaded: they have to fit the files.
OURS = frozenset({"configs", "dataset_info"})


def merged(theirs: bytes, own: bytes) -> bytes:
    """Their card with our part put in: in place of an earlier such part, else at its end.

    In the YAML head each key is theirs where they have it, but for those by which files are loaded, and ours otherwise.
    """
    head, body = _parted(theirs.decode("utf-8", "replace").replace("\r\n", "\n"))
    own_head, own_body = _parted(own.decode())
    keys = {name: block for name, block in head.items() if name not in OURS}
    keys |= {name: block for name, block in own_head.items() if name not in keys}
    part = f"{BEGIN}\n{own_body.strip()}\n{END}"
    if BEGIN in body and END in body:
        before, _, rest = body.partition(BEGIN)
        body = f"{before}{part}{rest.partition(END)[2]}"
    else:
        body = f"{body.rstrip()}\n\n{part}\n"
    return f"---\n{''.join(keys.values())}---\n{body}".encode()


def _parted(card: str) -> tuple[dict[str, str], str]:
    """The blocks of the YAML head by key, as they are written, and the body."""
    found = _HEAD.match(card)
    if found is None:
        return {}, card
    head = found[1]
    starts = [(key[1], key.start()) for key in _KEY.finditer(head)]
    ends = [at for _, at in starts[1:]] + [len(head)]
    return {name: head[at:end] for (name, at), end in zip(starts, ends, strict=True)}, card[found.end() :]
