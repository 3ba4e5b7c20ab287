"""Two simple detectors to compare with: a word of a list, and a word of each of two lists."""

from __future__ import annotations

import re
from collections.abc import Callable

KEYWORDS = re.compile(
    r"\b(vaccin|virus|disease|cancer|covid|infect|epidemic|pandemic|outbreak|patient|drug|medicin|treatment|therapy|"
    r"symptom|diagnos|health|doctor|hospital|death|risk|study|cure|immun|tumou?r|diabet|malaria|hiv|heart|brain)",
    re.IGNORECASE,
)
CUES = re.compile(
    r"\b(caus|link|associat|reduc|increas|prevent|protect|risk|effective|kill|die[ds]?\b|death|spread|transmi|percent|"
    r"per cent|%|more likely|less likely|safe|harm|evidence|found|show|suggest|lead|contribut|improv|cure)",
    re.IGNORECASE,
)
BASELINES: dict[str, Callable[[str], bool]] = {
    "a keyword": lambda text: bool(KEYWORDS.search(text)),
    "keyword and cue": lambda text: bool(KEYWORDS.search(text) and CUES.search(text)),
}
