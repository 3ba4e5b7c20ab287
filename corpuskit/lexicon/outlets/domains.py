"""Hosts: from a printed address to its host, and from a host to the domains above it."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Labels of letters, digits and hyphens joined by dots, the last one of letters; ports and a final dot are cut before.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z][a-z0-9-]{1,61}")


def host(printed: str) -> str | None:
    """The host of a printed address or bare domain, in small letters; None where the string is neither.

    What stands before ``@`` is a user name, not a host: ``https://rt.com@example.org`` leads to example.org, and
    ``news@rt.com`` is a mail address, which is no address of an article.
    """
    text = printed.strip().lower()
    scheme, separator, rest = text.partition("://")
    if separator:
        if scheme not in ("http", "https"):
            return None
        text = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rpartition("@")[2]
    else:
        text = re.split(r"[/?#]", text, maxsplit=1)[0]
    text = text.partition(":")[0].rstrip(".")
    return text if len(text) < 254 and _HOST.fullmatch(text) else None


def with_parents(name: str) -> Iterator[str]:
    """The host itself and the domains above it, longest first: ``arabic.rt.com``, ``rt.com``.

    A look-up that walks these cannot take ``art.com`` or ``rt.com.example.org`` for rt.com.
    """
    while "." in name:
        yield name
        name = name.partition(".")[2]
