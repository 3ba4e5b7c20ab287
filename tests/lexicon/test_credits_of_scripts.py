"""Names of people and papers in scripts of their own, and marks that a browser copies with them."""

import pytest

from corpuskit.lexicon.credits.names import person_score
from corpuskit.lexicon.credits.parsing import parse_credit

#: Persons and papers: of each script a family name, a given name or a word of papers shows which is which.
PEOPLE = [
    "प्रेरणा भट्टराई",
    "আফরোজা চৌধুরী",
    "ਅਨੂਪ ਗਰੇਵਾਲ",
    "ભૂમિ ત્રિવેદી",
    "ரமேஷ் பழனிவேல்",
    "హరిణి రెడ్డి",
    "ಅಮೃತಾ ಹೆಗಡೆ",
    "ഹരിത മേനോൻ",
    "දිල්හානි විජේසිංහ",
    "თეკლე ყიფშიძე",
    "Վարդուհի Մելքոնյան",
    "ተስፋዬ ገብሬ",
    "سپیده حسن‌زاده",
    "Б.Болд",
]
PAPERS = [
    "साँझ साप्ताहिक",
    "নতুন সংবাদ",
    "ਨਵੀਂ ਅਖ਼ਬਾਰ",
    "નવી પત્રિકા",
    "மாலை நாளிதழ்",
    "నవ వార్తలు",
    "ಹೊಸ ಸುದ್ದಿ",
    "പുതിയ പത്രം",
    "නව පුවත්පත",
    "ახალი გაზეთი",
    "Նոր թերթ",
    "አዲስ ጋዜጣ",
    "شام نیوز",
    "หนังสือพิมพ์ภาคใต้",
    "សារព័ត៌មានខ្មែរ",
    "ညနေသတင်းစာ",
]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_reads_like_one(name: str) -> None:
    assert person_score(name) > 0.5


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_does_not(name: str) -> None:
    assert person_score(name) < 0


def test_a_station_of_armenia_does_not_end_like_a_family_name() -> None:
    assert person_score("Ազատություն ռադիոկայան") < 0.5


@pytest.mark.parametrize("mark", ["\u200f{}\u200f", "\u202b{}\u202c", "\u2067{}\u2069"])
def test_marks_of_direction_are_no_part_of_names_or_dates(mark: str) -> None:
    parts = ("بقلم: سمير الحداد", "صحيفة الصباح", "3 أكتوبر 2024")
    credit = parse_credit(" | ".join(mark.format(part) for part in parts))
    assert [one.name for one in credit.authors] == ["سمير الحداد"]
    assert [one.name for one in credit.outlets] == ["صحيفة الصباح"]
    assert credit.date is not None
    assert credit.date.iso == "2024-10-03"
