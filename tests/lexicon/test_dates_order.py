"""What settles which of two numbers is the day: values, the dump, a language, a person; and when nothing does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpuskit.lexicon.dates import OrderVotes, find_dates, in_order, order_of_language


def votes(*texts: str) -> OrderVotes:
    counted = OrderVotes()
    for text in texts:
        for date in find_dates(text):
            counted.add(date)
    return counted


AMERICAN = [f"{month}/{day}/2024" for month, day in ((1, 13), (2, 14), (3, 15), (4, 16), (5, 17), (6, 18))]
EUROPEAN = [f"{day}/{month}/2024" for month, day in ((1, 13), (2, 14), (3, 15), (4, 16), (5, 17), (6, 18))]
DOTS = [f"{day}.{month:02d}.2024" for month, day in ((1, 13), (2, 14), (3, 15), (4, 16), (5, 17), (6, 18))]


def test_a_dump_of_one_order_settles_it() -> None:
    for texts, order, iso in ((AMERICAN, "mdy", "2024-03-04"), (EUROPEAN, "dmy", "2024-04-03")):
        counted = votes(*texts)
        assert counted.settle() == order
        (date,) = find_dates("03/04/2024", order=counted.orders())
        assert (date.iso, date.ambiguous, date.order) == (iso, False, order)


def test_thin_or_conflicting_evidence_settles_nothing() -> None:
    assert votes(*AMERICAN[:4]).settle() is None
    assert votes(*AMERICAN, *EUROPEAN).settle() is None
    assert votes(*(AMERICAN * 20), EUROPEAN[0]).settle() is None
    assert votes(*(AMERICAN * 40), EUROPEAN[0]).settle() == "mdy"


def test_full_stops_say_nothing_of_slashes() -> None:
    counted = votes(*DOTS)
    assert counted.settle() is None
    assert find_dates("03/04/2024", order=counted.orders())[0].ambiguous


def test_full_stops_mean_the_day_first_even_beside_american_slashes() -> None:
    orders = votes(*AMERICAN).orders()
    assert find_dates("03.04.2024", order=orders)[0].iso == "2024-04-03"


def test_a_dump_that_prints_month_and_day_between_full_stops_leaves_them_open() -> None:
    orders = votes(*DOTS, "12.25.2024").orders()
    assert find_dates("03.04.2024", order=orders)[0].iso is None
    orders = votes("12.25.2024", "1.13.2024", "2.14.2024", "3.15.2024", "4.16.2024").orders()
    assert find_dates("03.04.2024", order=orders)[0].iso == "2024-03-04"


def test_years_in_two_digits_are_settled_by_the_number_that_hardly_varies() -> None:
    orders = votes(*(f"{day:02d}.{1 + day % 12:02d}.24" for day in range(1, 29))).orders()
    assert find_dates("05.06.24", order=orders)[0].iso == "2024-06-05"
    orders = votes(*(f"24.{1 + day % 12:02d}.{day:02d}" for day in range(1, 29))).orders()
    assert find_dates("24.05.06", order=orders)[0].iso == "2024-05-06"


FULL = [f"May {day}, {year}" for year in (2019, 2020, 2021) for day in range(1, 9)]


def test_the_years_of_the_dates_in_full_tell_which_of_two_numbers_is_a_year() -> None:
    short = ["27.03.20", "05.09.21", "28.11.19", "30.01.20", "07.06.21"]
    assert find_dates("05.09.20", order=votes(*short).orders())[0].ambiguous
    assert find_dates("05.09.20", order=votes(*FULL, *short).orders())[0].iso == "2020-09-05"
    years_first = ["20-03-27", "21-09-05", "19-11-28", "20-01-30", "21-06-27"]
    assert find_dates("20-09-05", order=votes(*FULL, *years_first).orders())[0].iso == "2020-09-05"


def test_years_that_a_dump_has_everywhere_settle_nothing() -> None:
    full = [f"May 5, {year}" for year in range(2001, 2031)]
    short = ["05.09.21", "11.11.19", "10.01.20", "27.06.21", "12.12.12"]
    assert find_dates("05.09.20", order=votes(*full, *short).orders())[0].ambiguous


def test_a_person_can_settle_it() -> None:
    assert find_dates("03/04/2024", order="mdy")[0].iso == "2024-03-04"
    assert find_dates("03/04/24", order="dmy")[0].iso == "2024-04-03"
    assert find_dates("24-04-03", order="ymd")[0].iso == "2024-04-03"


def test_what_the_values_force_no_order_changes() -> None:
    for order in ("dmy", "mdy", "ymd"):
        assert find_dates("27/09/2024", order=order)[0].iso == "2024-09-27"
        assert find_dates("09/27/2024", order=order)[0].iso == "2024-09-27"
        assert find_dates("2024-04-03", order=order)[0].iso == "2024-04-03"
        assert find_dates("April 3, 2024", order=order)[0].iso == "2024-04-03"


def test_month_first_for_all_leaves_full_stops_open() -> None:
    assert find_dates("03.04.2024", order="mdy")[0].iso is None


def test_a_language_settles_only_what_all_its_press_prints_alike() -> None:
    assert order_of_language("fr") == order_of_language("pt-BR") == "dmy"
    assert order_of_language("en") is order_of_language("es") is order_of_language("und") is None
    assert order_of_language("en", "numeric-dots") == "dmy"
    assert order_of_language("ko", "short-dots") == "ymd"
    assert order_of_language("de", "short-dots") == "dmy"
    assert order_of_language("en", "short-dots") is None


@given(
    texts=st.lists(st.sampled_from([*AMERICAN, *EUROPEAN, *DOTS, "05.06.24", "27.09.24", "24.11.12", "1/2/2023"])),
    cut=st.integers(0, 50),
)
def test_votes_add_up_over_blocks_in_any_order(texts: list[str], cut: int) -> None:
    whole, first, second = votes(*texts), votes(*texts[:cut]), votes(*texts[cut:])
    second.merge(first)
    assert second == whole
    assert second.orders() == whole.orders()


@given(text=st.sampled_from(["03/04/2024", "03.04.2024", "05.06.07", "12 listopada 2024", "nothing"]))
def test_no_order_and_no_evidence_change_nothing(text: str) -> None:
    for date in find_dates(text):
        assert in_order(date, None) == in_order(date, {}) == date
