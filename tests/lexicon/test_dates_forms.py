"""Every real date in every form and language reads back as itself, or is left open with the true day among others."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.dates import PrintedDate, find_dates
from corpuskit.lexicon.dates.table import data

MONTHS: dict[str, list[list[str]]] = {
    language: [[name.strip() for name in names.split(",")] for names in entry["months"]]
    for language, entry in data()["languages"].items()
    if "months" in entry
}
#: How numbers and a month's name make a date; {M} the name.
NAMED_FORMS = [
    "{d} {M} {y}",
    "{d:02d} {M} {y}",
    "{d}. {M} {y}",
    "{d}. {M} {y}.",
    "{d} {M}, {y}",
    "{d}-{M}-{y}",
    "{d}/{M}/{y}",
    "{M} {d}, {y}",
    "{M} {d} {y}",
    "{y} {M} {d}",
    "{y}. {M} {d}.",
    "{y}-{M}-{d:02d}",
    "Example Herald | {d} {M} {y}",
    "Example Herald, {M} {d}, {y} – 14:05",
    "({d} {M} {y}, 2:05 PM)",
    "Ann Lee • {M} {d}, {y} • 3 min",
]
NUMERIC_FORMS = [
    "{y}-{m:02d}-{d:02d}",
    "{y}/{m:02d}/{d:02d}",
    "{y}.{m:02d}.{d:02d}",
    "{y}. {m}. {d}.",
    "{y}-{m:02d}-{d:02d}T14:05:09Z",
    "{y}年{m}月{d}日",
    "{y}년 {m}월 {d}일",
    "{y}{m:02d}{d:02d}",
    "{d:02d}.{m:02d}.{y}",
    "{d}.{m}.{y}",
    "{d}. {m}. {y}",
    "{d:02d}.{m:02d}.{y}, 14:05 Uhr",
    "{d}/{m}/{y}",
    "{m}/{d}/{y}",
    "{d:02d}-{m:02d}-{y}",
    "{d:02d}/{m:02d}/{y} à 14h05",
    "{d} tháng {m} năm {y}",
    "Example Herald – {d:02d}.{m:02d}.{y}",
    "[{y}-{m:02d}-{d:02d}] Example Herald",
]
#: Where a date always has it, which tells its months from another language's.
FULL_STOP = {"hr": "."}
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


def printed(form: str, day: datetime.date, month: str = "") -> str:
    return form.format(d=day.day, m=day.month, y=day.year, M=month)


def means(date: PrintedDate, day: datetime.date) -> bool:
    """Whether the date is read as the day, or left open with the day among its readings."""
    return date.iso == day.isoformat() or (date.ambiguous and day.isoformat() in {a.iso for a in date.alternatives})


@given(day=days, form=st.sampled_from(NUMERIC_FORMS))
def test_numbers_read_back_or_stay_open(day: datetime.date, form: str) -> None:
    text = printed(form, day)
    (date,) = find_dates(text)
    assert means(date, day), (text, date)
    assert text[date.start : date.end] == date.raw


@given(day=days, form=st.sampled_from(NAMED_FORMS), language=st.sampled_from(sorted(MONTHS)), data=st.data())
def test_named_months_read_back_in_every_language(
    day: datetime.date, form: str, language: str, data: st.DataObject
) -> None:
    month = data.draw(st.sampled_from(MONTHS[language][day.month - 1]))
    if language in FULL_STOP and form.index("{d") < form.index("{M"):
        form = form.replace("} {M}", "}. {M}").replace("}-{M}", "}. {M}").replace("}/{M}", "}. {M}")
    text = printed(form, day, month)
    (date,) = find_dates(text)
    assert means(date, day), (text, date)


def changed_case(change: Callable[[str], str]) -> list[tuple[str, str, int]]:
    return [
        (language, change(name), number)
        for language, months in MONTHS.items()
        for number, names in enumerate(months, start=1)
        for name in names
    ]


@pytest.mark.parametrize(
    "change",
    [str, str.upper, str.lower, str.title, lambda name: unicodedata.normalize("NFD", name)],
    ids=["as listed", "capitals", "small letters", "title case", "decomposed"],
)
def test_every_listed_spelling_names_its_month(change: Callable[[str], str]) -> None:
    wrong = []
    for language, name, number in changed_case(change):
        (date,) = find_dates(f"Example Herald | 12{FULL_STOP.get(language, '')} {name} 2024")
        if not means(date, datetime.date(2024, number, 12)):
            wrong.append((language, name, date))
    assert wrong == []


def test_two_months_share_a_spelling_only_where_this_list_says_so() -> None:
    """A spelling that names different months in two languages is never read by one of them alone."""
    meant: dict[str, set[int]] = {}
    for _, name, number in changed_case(str.lower):
        meant.setdefault(name, set()).add(number)
    assert {name for name, months in meant.items() if len(months) > 1} == {"listopad", "listopada", "lis", "lip", "srp"}


@given(day=days, name=st.sampled_from(["listopada", "lip", "srp"]))
def test_a_month_that_two_languages_name_apart_is_read_by_a_known_language(day: datetime.date, name: str) -> None:
    text = f"12. {name} {day.year}"
    (open_date,) = find_dates(text)
    assert open_date.ambiguous
    (date,) = find_dates(text, language="hr")
    assert date.iso == f"{day.year}-{ {'listopada': 10, 'lip': 6, 'srp': 7}[name]:02d}-12"


@given(day=days)
def test_a_weekday_beside_a_date_is_checked(day: datetime.date) -> None:
    names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    right, wrong = names[day.weekday()], names[(day.weekday() + 1) % 7]
    month = MONTHS["en"][day.month - 1][0]
    for weekday, agrees in ((right, True), (wrong, False)):
        text = f"{weekday}, {day.day} {month} {day.year}"
        (date,) = find_dates(text)
        assert (date.iso, date.weekday_agrees) == (day.isoformat(), agrees)
        assert (date.outer_start, date.outer_end) == (0, len(text))


@given(day=days)
def test_a_weekday_settles_which_number_is_the_day(day: datetime.date) -> None:
    names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    (date,) = find_dates(f"{names[day.weekday()]} {day.day:02d}/{day.month:02d}/{day.year}")
    assert means(date, day)
    if date.iso is None:  # both readings fall on that weekday
        assert len({reading[:3] for reading in date.alternatives}) == 2


@given(day=days)
def test_thai_solar_years_are_converted_exactly(day: datetime.date) -> None:
    (date,) = find_dates(f"{day.day} {MONTHS['th'][day.month - 1][0]} {day.year + 543}")
    if day.year + 543 >= 2484:
        assert (date.iso, date.rule) == (day.isoformat(), "thai-solar")
    else:
        assert (date.iso, date.rule) == (None, "foreign-calendar")


@pytest.mark.parametrize(("year", "read"), [("67", "2024-10-03"), ("70", "2027-10-03"), ("99", None), ("35", None)])
def test_two_digits_with_a_thai_month_are_of_the_buddhist_era_or_of_none(year: str, read: str | None) -> None:
    (date,) = find_dates(f"Example Herald | 3 ต.ค. {year}")
    assert date.iso == read


@pytest.mark.parametrize(
    ("year", "new_year"),
    [(1300, "1921-03-21"), (1358, "1979-03-21"), (1375, "1996-03-20"), (1403, "2024-03-20"), (1404, "2025-03-21")],
)
def test_solar_hijri_years_begin_on_the_day_of_the_equinox_in_iran(year: int, new_year: str) -> None:
    (first,) = find_dates(f"1 فروردین {year}")
    assert (first.iso, first.rule) == (new_year, "solar-hijri")


@given(day=st.dates(datetime.date(1921, 4, 1), datetime.date(2071, 3, 1)))
def test_every_day_has_one_date_in_the_solar_hijri_calendar(day: datetime.date) -> None:
    """Counted from the new year, months have 31 days six times, then 30."""
    year = day.year - (622 if (day.month, day.day) < (3, 20) else 621)
    (first,) = find_dates(f"1 فروردین {year}")
    since = (day - datetime.date.fromisoformat(first.iso or "")).days
    if 0 <= since < 365:
        month, of_month = divmod(since, 31) if since < 186 else (6 + (since - 186) // 30, (since - 186) % 30)
        names = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
        (date,) = find_dates(f"{of_month + 1} {names[month]} {year}")
        assert date.iso == day.isoformat()


def test_numbers_alone_are_solar_hijri_in_persian_digits_only() -> None:
    """In others the year 1403 is as well that of the Islamic calendar, which began in 1982."""
    assert [date.iso for date in find_dates("۱۴۰۳/۰۸/۲۲")] == ["2024-11-12"]
    assert [date.rule for date in find_dates("1403/08/22")] == ["foreign-calendar"]
    assert [date.rule for date in find_dates("١٤٠٣/٠٨/٢٢")] == ["foreign-calendar"]


@pytest.mark.parametrize(("year", "new_year"), [(2000, "2007-09-12"), (2016, "2023-09-12"), (2017, "2024-09-11")])
def test_ethiopian_years_begin_in_september(year: int, new_year: str) -> None:
    (first,) = find_dates(f"መስከረም 1 ቀን {year} ዓ.ም")
    assert (first.iso, first.rule) == (new_year, "ethiopian")


@given(year=st.integers(1300, 1499), month=st.integers(1, 12), day=st.integers(1, 29))
def test_years_of_other_calendars_are_never_read_as_common_years(year: int, month: int, day: int) -> None:
    for text in (f"{year}/{month:02d}/{day:02d}", f"{day}/{month}/{year}", f"{year}年{month}月{day}日"):
        assert [(date.rule, date.iso) for date in find_dates(text)] == [("foreign-calendar", None)]


@pytest.mark.parametrize("text", ["31.02.2024", "2023-02-29", "April 31, 2024", "30 février 2020", "2024年2月30日"])
def test_a_day_that_does_not_exist_is_reported_and_not_read(text: str) -> None:
    (date,) = find_dates(f"Example Herald | {text}")
    assert (date.rule, date.raw, date.iso, date.partial) == ("impossible", text, None, None)


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("Ann Lee | Tue 12 Nov 2024 14.05 GMT | Herald", "Tue 12 Nov 2024 14.05 GMT"),
        ("Herald – Publié le mardi 12 novembre 2024 à 14h05", "mardi 12 novembre 2024 à 14h05"),
        ("Herald, 12.11.2024, 14:05 Uhr", "12.11.2024, 14:05 Uhr"),
        ("Published 5:36 PM EST, August 26, 2024", "5:36 PM EST, August 26, 2024"),
        ("2024年11月12日（火）14時5分 Herald", "2024年11月12日（火）14時5分"),
        ("Herald 2024-11-12T14:05:09.5+01:00", "2024-11-12T14:05:09.5+01:00"),
        ("Dienstag, den 12. November 2024", "Dienstag, den 12. November 2024"),
        ("12 November 2024 (Tuesday)", "12 November 2024 (Tuesday)"),
        ("12 listopada 2024, godz. 14:05", "12 listopada 2024, godz. 14:05"),
        ("The Sun, 12 November 2024", "12 November 2024"),
        ("Mail on Sunday, 10 November 2024", "10 November 2024"),
        ("12 November 2024, Sunday Herald", "12 November 2024"),
        ("Published on Tuesday, 12 November 2024", "Tuesday, 12 November 2024"),
    ],
)
def test_weekday_time_and_zone_are_cut_out_with_the_date_but_names_are_not(text: str, outer: str) -> None:
    (date,) = find_dates(text)
    assert text[date.outer_start : date.outer_end] == outer
    assert date.iso in ("2024-11-12", "2024-08-26", "2024-11-10")
