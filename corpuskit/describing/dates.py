"""The day of publication: what the credit or dateline prints, and what settles dates that can be read in two ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from corpuskit.lexicon.dates import PrintedDate, in_order, is_of_nepal, order_of_language

_DOTS = "numeric-dots"


class Settling(NamedTuple):
    """What decides the order of day and month: a person's word for the seed, else the rest of the dump."""

    stated: str | None
    dump: Mapping[str, str]

    def settle(self, printed: PrintedDate, language: str) -> tuple[PrintedDate, tuple[str, str] | None]:
        """The date as it is to be read, and rule and source of what settled it (None: the date itself).

        Full stops usually mean that the day stands first, but 03.04.2024 alone proves nothing: another date of the dump
        has to show it. The language of an article settles dates with full stops where its press writes them so, and
        nothing else: content systems print American dates with slashes in any language. The years of Nepal's calendar
        are those of the common one to come, and only the language tells them apart.
        """
        if printed.year is not None and not printed.languages and is_of_nepal(printed.year, language):
            return printed.unread("foreign-calendar"), None
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
                return read, (None if read.ambiguous else (rule, source))
        return (in_order(printed, {printed.rule: ""}) if printed.rule == _DOTS else printed), None


def _of_language(printed: PrintedDate, language: str) -> str | None:
    if printed.rule not in (_DOTS, "short-dots"):
        return None
    return "dmy" if order_of_language(language, "short-dots") == "dmy" else None
