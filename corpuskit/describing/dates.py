"""The day of publication: what the credit or dateline prints, and what settles dates that can be read in two ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpuskit.lexicon.dates import PrintedDate, in_order, order_of_language


@dataclass(frozen=True, slots=True)
class Settling:
    """What decides the order of day and month: a person's word for the seed, else the rest of the dump."""

    stated: str | None
    dump: Mapping[str, str]

    def settle(self, printed: PrintedDate, language: str) -> tuple[PrintedDate, tuple[str, str] | None]:
        """The date as it is to be read, and rule and source of what settled it (None: the date itself).

        The language of an article settles 21.06.18 where its press writes the day first, and nothing else: content
        systems print American dates with slashes in any language.
        """
        if not printed.alternatives:
            return printed, None
        ways = (
            (self.stated, "order-stated", "corpus.toml"),
            (self.dump.get(printed.rule), "order-of-dump", "the other dates of the dump"),
            (_of_language(printed, language), "order-of-language", f"the language of the text ({language})"),
        )
        for order, rule, source in ways:
            if order is not None:
                read = in_order(printed, {printed.rule: order})
                settled = read != printed and not read.ambiguous
                return read, ((rule, source) if settled else None)
        return printed, None


def _of_language(printed: PrintedDate, language: str) -> str | None:
    if not printed.ambiguous or printed.rule != "short-dots":
        return None
    return "dmy" if order_of_language(language, printed.rule) == "dmy" else None
