"""Why a sentence was marked: the words of it that belong to the word classes which the rule of the mark names."""

from __future__ import annotations

import numpy as np

from corpuskit.caveats.health.detect import tagger
from corpuskit.caveats.health.flowing import flowing
from corpuskit.caveats.health.vocabulary import class_names, patterns

#: Words shown of a class.
_MOST = 4


def why(sentence: str, rule: str, language: str) -> str:
    """The classes that the rule names with their words, as they are read, in their order: ``disease: “flu”, …``.

    Empty for a rule that names no class ("context": what was marked follows from the sentence before).
    """
    terms = (term for pattern in patterns() if pattern.name == rule for term in pattern.terms if not term.absent)
    wanted = {name for term in terms for name in term.classes} or set(rule.split("+"))
    sentence = flowing(sentence).text
    tagged = tagger(language.partition("-")[0].lower()).read(sentence, np.zeros(1, dtype=np.int64))
    starts, ends = tagged.tokens.start.tolist(), tagged.tokens.end.tolist()
    words: dict[str, list[str]] = {}
    for start, end, mask in zip(starts, ends, tagged.masks.tolist(), strict=True):
        for bit, name in enumerate(class_names()):
            if name in wanted and mask >> bit & 1:
                words.setdefault(name, []).append(f"“{sentence[start:end]}”")
    return "; ".join(f"{name}: {', '.join(dict.fromkeys(found[:_MOST]))}" for name, found in words.items())
