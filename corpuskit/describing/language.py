"""The language of each record: stated in corpus.toml, stated by its layout, or told by the words of its text."""

from __future__ import annotations

from collections.abc import Container, Sequence

from corpuskit.describing.evidence import Evidence
from corpuskit.describing.stated import OfRecord
from corpuskit.lexicon import languages
from corpuskit.metering import metered

#: A language as BCP 47 tag ("und" when it cannot be told) and the confidence in it.
Detected = tuple[str, float | None]


class Languages:
    """Tells the languages of a seed's records. ``stated`` is what corpus.toml says of them all; without ``detects``
    no text is looked at.
    """

    def __init__(self, stated: str | None, detects: bool) -> None:
        self.stated, self.detects = stated, detects

    def detected(self, texts: Sequence[bytes], known: Container[int]) -> list[Detected | None]:
        """What the words of each text tell; None where nobody asks, as of those (``known``) whose layout states it.

        All at once, for the clock that meters it: it is looked at twice a cut, not twice a record.
        """
        if not self.detects or self.stated is not None:
            return [None] * len(texts)
        with metered("language"):
            return [None if at in known else _detected(text) for at, text in enumerate(texts)]

    def language(self, text: bytes, detected: Detected | None, of_record: OfRecord, evidence: Evidence) -> str:
        """The language of a record, with its evidence: as stated for all, as its layout states it, as detected."""
        if self.stated is not None:
            evidence.by_source("language", "stated", "corpus.toml")
            return self.stated
        if (named := of_record.language(evidence)) is not None:
            return named
        if detected is None and self.detects:  # what the layout states is no language that is known
            detected = _detected(text)
        language, confidence = detected or (languages.UNKNOWN, None)
        if language != languages.UNKNOWN:
            evidence.by_source("language", "cld2", "the words of the text", confidence)
        return language


def _detected(text: bytes) -> Detected:
    return languages.language_of(text[: 4 * languages.SAMPLE].decode("utf-8", "ignore"))
