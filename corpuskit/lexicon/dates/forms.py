"""The forms in which dates are printed, as regular expressions over shapes (see `shapes` for the characters).

``<month>`` stands for the class of all characters that can play that role. A form is tried where its first token can
stand: at a day, a year or a word; of those that fit there, the first in the table counts. Every quantifier is bounded.
"""

from __future__ import annotations

from typing import NamedTuple

from corpuskit.lexicon.dates.vocabulary import FIRST_ROLE_CHARACTER, LAST_ROLE_CHARACTER

NUMBER = "[abcYZ568en]"
ANY_WORD = f"vx{chr(FIRST_ROLE_CHARACTER)}-{chr(LAST_ROLE_CHARACTER)}"
_D = "[abc]"

#: Between day and month, and between month and year.
_TO_MONTH = "[:-]?<ordinal>?[.;]?[-/,=]?(?:<of>'?){0,2}"
_TO_YEAR = "[.;]?[-/,=]?(?:<of>'?){0,2}(?:(?:<before_year>|<buddhist_year>|<common_year>)[.;]?){0,2}"
#: A month, or the same in two traditions: "نوفمبر/تشرين الثاني".
_MONTH = "<month_name>(?:[/|(]<month_name>[)]?)?"
#: A year behind a named month. One that is none is taken in too, so that the date can be called impossible.
_YEAR = f"(?:Y|[Z5](?![{ANY_WORD}]))"
_AFTER_YEAR = "(?:[.;]?-?<after_year>[.;]?|<after_year_dotted>[.;]|<foreign_year>[.;]?)?"
_YEAR_MARK = "(?:-?<after_year>[.;]?|<after_year_dotted>[.;])"
_AFTER_DAY = "(?:-?<ordinal>)?(?:<after_day>|<after_day_dotted>[.;])?"
_TO = "(?:[=~&/-]|<range>)"
_CLOCK = f"[abcn]:{_D}(?::{_D})?(?:<time_zone>|[+~-][YZn])?"

#: A date does not begin in the tail of something else: 10.12.11.2024, Covid-19 March, 1:12 November, #12 …
_FREE = f"(?<!{NUMBER}[-./:=%])(?<![-./_'+])"
_FREE_NUMBERS = f"(?<!{NUMBER}[-./:=%])(?<![./_'+#])"
_FREE_WORD = "(?<![-./_])"
_NO_LABEL = "(?<!<label>)(?<!<label>[.;!])"
_NO_ISSUE = "(?<!<issue>)(?<!<issue>[.;!])(?<!#)"
#: … nor does it end in the middle of one.
_DONE = f"(?![-./:=]{NUMBER})"
_DONE_NUMBERS = f"(?![-./:=_]{NUMBER})(?![-_][{ANY_WORD}])"
#: Where a segment begins and ends.
_PARTS = r"(?<=[\^|(~!=,])"
_PARTS_END = r"(?=[|)~=,$;])"
#: Where a distance from now stands apart, as it does not in a sentence.
_APART = r"(?:(?<=[\^|(~!=,])|(?<=<lead_in>))"
_APART_END = r"(?=[|)~=,;$])"


class Form(NamedTuple):
    """``code`` is the rule of the dates it finds. ``order`` says what its numbers and names are, in turn: d, m, y in
    digits, Y a year of four, M a named month, F one of another calendar, E a year of an era; 1, 2, 3 what has to be
    found out; - nothing read.
    """

    code: str
    order: str
    pattern: str


def _triple(mark: str) -> str:
    return f"{_FREE_NUMBERS}{_D}{mark}{_D}{mark}[YZ]{_AFTER_YEAR}{_DONE_NUMBERS}"


def _short_triple(mark: str) -> str:
    return f"{_FREE_NUMBERS}{_NO_LABEL}(?<!-){_D}{mark}{_D}{mark}[bc]{_AFTER_YEAR}{_DONE_NUMBERS}(?![.,;%]?Y)(?!p)"


#: Dates that begin with their day (or with a number that may be it). Ranges first: their last day reads as a date too.
DAY_FIRST = (
    Form("range", "-", f"{_FREE}{_D}<ordinal>?[.;]?(?:[=&/-]|<range>){_D}{_TO_MONTH}{_MONTH}{_TO_YEAR}Y{_DONE}"),
    Form("range", "-", f"{_PARTS}{_D}<ordinal>?[.;]?~{_D}{_TO_MONTH}{_MONTH}{_TO_YEAR}Y{_DONE}"),
    Form("range", "-", f"{_FREE}{_D}{_TO_MONTH}<month>[.;]?{_TO}{_D}{_TO_MONTH}{_MONTH}{_TO_YEAR}Y{_DONE}"),
    Form("range", "-", f"{_FREE_NUMBERS}{_D}(?:[.;](?:{_D}[.;]?)?[=~-]|[=-]){_D}[.;]{_D}[.;]Y{_DONE_NUMBERS}"),
    Form("range", "-", f"{_PARTS}{_D}~{_D}[.;]{_D}[.;]Y{_DONE_NUMBERS}"),  # "Channel 2 - 08.11.2023" is none
    Form("name-dmy", "dMY", f"{_FREE}{_NO_ISSUE}[ab]{_TO_MONTH}{_MONTH}{_TO_YEAR}{_YEAR}{_AFTER_YEAR}{_DONE}"),
    Form("numeric-dots", "12Y", _triple("[.;]")),
    Form("numeric-slash", "12Y", _triple("/") + "(?!/)"),
    Form("numeric-hyphen", "12Y", "(?<!-)" + _triple("[-=]")),
    Form("month-number", "dmY", f"{_FREE}{_D}-?<before_month>{_D}[-/,]?<before_year>?[YZ]{_DONE}"),
    Form(
        "foreign-calendar",
        "dFY",
        f"{_FREE}{_D}<ordinal>?[.;]?[-/]?<of>?<foreign_month><after_month>?[-/,]?<before_year>?[YZ]{_AFTER_YEAR}{_DONE}",
    ),
    Form("roman", "dMY", f"{_FREE}{_D}(?:[./-]<roman>[./-]|[.;]?<roman>[.;]?)Y{_AFTER_YEAR}{_DONE}"),
    Form("name-short", "dMy", f"{_FREE}{_D}[-/.]<month_name>[-/.]'?[bc]{_DONE}(?![.,%]?Y)"),
    Form("name-short", "dMy", f"{_FREE}{_D}[.;]?<month_name>[.;]?'[bc]{_DONE}"),
    Form("name-short", "dMy", f"{_FREE}{_D}[.;]?<month_name>[.;]?[bc](?=[|)~$])"),
    Form("short-dots", "123", _short_triple("[.]")),
    Form("short-dots", "123", _short_triple(";")),
    Form("short-slash", "123", _short_triple("/") + "(?!/)"),
    Form("short-hyphen", "123", _short_triple("-")),
)

#: Dates that begin with their year.
YEAR_FIRST = (
    Form("range", "-", f"Y年{_D}月{_D}日?(?:[=~-]|<range>)(?:{_D}月)?{_D}日"),
    Form("cjk", "Ymd", f"(?<!{NUMBER}[-./])[YZ]年{_D}月{_D}日?"),
    Form("iso-week", "YW", f"{_FREE_NUMBERS}(?<!-)Y-?<iso_week>[bcn]-?a(?![-./:]?{NUMBER})"),
    Form("numeric-ymd", "Ymd", f"{_FREE_NUMBERS}(?<!-)[YZ]-{_D}-{_D}{_DONE_NUMBERS}"),
    Form("numeric-ymd", "Ymd", f"{_FREE_NUMBERS}[YZ][.;]{_D}[.;]{_D}{_DONE_NUMBERS}"),
    Form("numeric-ymd", "Ymd", f"{_FREE_NUMBERS}[YZ]/{_D}/{_D}{_DONE_NUMBERS}(?!/)"),
    Form("numeric-ymd", "Ymd", f"{_FREE_NUMBERS}[YZ]={_D}={_D}{_DONE_NUMBERS}"),
    Form(
        "name-ymd",
        "YMd",
        rf"{_FREE}Y(?:{_YEAR_MARK}|[.;,/-]|(?<=[\^|(~!=,;]Y)),?"
        f"<month_name>[.;]?(?:<after_month>[.;]?)?[-/]?{_D}{_AFTER_DAY}{_DONE}(?![,.%]?Y)",
    ),
    Form("name-ydm", "YdM", f"{_FREE}Y[.;]?{_YEAR_MARK},?{_D}[.;-]?<month_name>"),
    Form("month-number", "Ymd", f"{_FREE}[YZ]{_YEAR_MARK}{_D}-?<ordinal>?<after_month>{_D}{_AFTER_DAY}{_DONE}"),
    Form("foreign-calendar", "YFd", f"{_FREE}[YZ],?<after_year>?<foreign_month>{_D}{_DONE}"),
    Form("compact", "8", r"(?<=[\^|(~!,])[8e](?=<iso_time>|[|)~,$;])"),
    Form("compact", "8", rf"(?<=\^)8(?=[{ANY_WORD}])"),  # as names of files begin: "20191114 Coast News"
)

#: Dates that begin with a word.
WORD_FIRST = (
    Form("range", "-", f"{_FREE_WORD}{_MONTH}[.;]?{_D}<ordinal>?{_TO}(?:<month>[.;]?)?{_D}<ordinal>?[,%]?Y{_DONE}"),
    Form(
        "name-mdy",
        "MdY",
        f"{_FREE_WORD}{_MONTH}[.;]?[-/,]?{_D}{_AFTER_DAY}[.;]?[-/,%]?<of>?{_YEAR}{_AFTER_YEAR}{_DONE}",
    ),
    Form("name-mdy", "Md*Y", f"{_FREE_WORD}<month_name>{_D},?{_CLOCK}Y{_DONE}"),  # as date(1) prints it
    Form("foreign-calendar", "FdY", f"{_FREE_WORD}<foreign_month>{_D}{_AFTER_DAY}[,%]?[YZ]{_AFTER_YEAR}{_DONE}"),
    Form("name-short", "Mdy", f"{_FREE_WORD}<month_name>[.;]?{_D}<ordinal>?,?'[bc]{_DONE}"),
    Form("era", "Emd", f"<era>[abcn]年{_D}月{_D}日?"),  # 民國112年
)

#: What is searched in what the forms above leave over: dates without a day or a year, distances from now.
PARTIAL_NUMBER_FIRST = (
    Form("range", "-", f"{_FREE}{_D}<ordinal>?[.;]?(?:[=&/-]|<range>){_D}{_TO_MONTH}<month>{_DONE}"),
    Form("no-year", "dM", f"{_FREE}[ab]{_TO_MONTH}<month>(?![-/.]?{NUMBER})(?![,%]?Y)"),
    Form("no-year", "md", f"(?<!{NUMBER}年){_D}月{_D}日"),
    Form("no-year", "dm", f"{_FREE}[ab]<before_month>[ab]{_DONE}"),
    Form("month-year", "YM", f"{_FREE}Y{_YEAR_MARK}<month>"),
    Form("month-year", "YM", f"{_PARTS}Y[.;,]?<month>{_PARTS_END}"),
    Form("month-year", "Ym", f"(?<!{NUMBER}[-./])Y年{_D}月"),
    Form("month-year", "Ym", f"{_PARTS}Y[/-]b(?=[|)~=,$])"),
    Form("month-year", "mY", f"{_PARTS}[ab][/.]Y(?=[|)~=,$])"),
    Form("year", "Y", "(?<=[|~])Y(?=[|$])"),
    Form("year", "Y", r"(?<=\^\()Y(?=\)\$)"),
    Form("year", "Y", f"(?<=[{ANY_WORD}],)Y(?=[$])"),
    Form("relative", "-", f"{_APART}{NUMBER}(?:(?:<unit>|[年月日時分秒])<ago>|<unit_ago>){_APART_END}"),
)
PARTIAL_WORD_FIRST = (
    Form(
        "month-year",
        "MY",
        f"{_FREE_WORD}<month>(?:[/=-]<month>)?[.;]?[-/,]?(?:<of>'?){{0,2}}<before_year>?Y{_AFTER_YEAR}{_DONE}",
    ),
    Form("month-year", "mY", f"<before_month>{_D}[-/,]?<before_year>?Y{_DONE}"),
    Form("no-year", "Md", f"{_FREE_WORD}<month>[.;]?[ab]<ordinal>?{_DONE}(?![:.]|[,%]?Y)"),
    Form("relative", "-", f"{_APART}<ago_before>{NUMBER}(?:<unit>|<month>|[年月日時分秒]){_APART_END}"),
    Form("relative", "-", r"(?<=[\^|(~!=])<today>(?=[|)~=$]|,?<at>?[abcn][:.])"),
)

FORMS = DAY_FIRST + YEAR_FIRST + WORD_FIRST
PARTIAL_FORMS = PARTIAL_NUMBER_FIRST + PARTIAL_WORD_FIRST
