"""Whose words a sentence is: the outlet's own, or those of somebody it quotes or reports."""

from __future__ import annotations

import re

from corpuskit.patterns import later

# A quotation of at least three words; the length is bounded, a longer one is caught by its opening mark.
_QUOTATION = later(r'["“„«][^"“”„«»\s]{1,60}\s[^"“”„«»\s]{1,60}\s[^"“”„«»]{1,600}["”“»]')

_MARK = re.compile('["“„«”»]')


def _open_after(text: str) -> bool:
    """Whether a quotation is open after a text: an odd straight mark, or an opening mark that nothing closed."""
    opened = max(text.rfind("“"), text.rfind("„"), text.rfind("«"))
    closed = max(text.rfind("”"), text.rfind("»"))
    # In German the mark that closes is the one that opens in English: „so“.
    if opened >= 0 and text[opened] == "“" and text.count("„") >= text.count("“"):
        return False
    return opened > closed or text.count('"') % 2 == 1


def speaker(before: str, sentence: str, reported: bool) -> str:
    """ "own" or "quoted".

    ``before`` is the paragraph up to the sentence, where a quotation may have begun; ``reported``: whether the
    sentence holds a word that reports speech ("said", "according to").
    """
    if not reported and not _MARK.search(sentence) and not _MARK.search(before):
        return "own"
    quoted = reported or _open_after(before) or _open_after(sentence) or sentence[-1:] in "”»"
    return "quoted" if quoted or _QUOTATION.search(sentence) else "own"
