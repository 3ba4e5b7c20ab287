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
        """The date as it is to be read, and rule and source of what settled it (None: the date itself)."""
        if not printed.alternatives:
            return printed, None
        of_language = order_of_language(language, printed.rule) if printed.ambiguous else None
        ways = (
            (self.stated, "order-stated", "corpus.toml"),
            (self.dump.get(printed.rule), "order-of-dump", "the other dates of the dump"),
            (of_language, "order-of-language", f"the language of the text ({language})"),
        )
        for order, rule, source in ways:
            if order is not None:
                read = in_order(printed, {printed.rule: order})
                settled = read != printed and not read.ambiguous
                return read, ((rule, source) if settled else None)
        return printed, None
