"""Bylines in Chinese, Japanese and Korean: names stand beside offices, papers and places without a sign between.

"항구일보 김민수 기자", "베를린=김민수 특파원", "新华社记者李明", "李明 王芳 北京报道".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpuskit.lexicon.credits.names import is_paper
from corpuskit.lexicon.credits.undated import Piece
from corpuskit.lexicon.credits.words import label_at, words
from corpuskit.patterns import EAST_ASIA, later

#: A character of these scripts.
UNPARTED = later(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", beyond=EAST_ASIA)
#: A place and who writes from there.
_FROM = later(r"[^\s=＝]{1,12}[=＝](?=\S)")
#: A paper, the office and a name in one run.
_OF_PAPER = later(
    r"(?P<paper>[^\s]{2,12}?)[ \u3000]?(?:记者|記者)[ \u3000]?(?P<name>[\u3400-\u9fff]{2,4}?)"
    r"(?:[/／ \u3000][^\s/／]{0,8}(?:报道|報導|報道|报导|电|電))?"
)
#: How papers and agencies end before "记者": "海岸报记者 王小明".
_PAPER = ("报", "報", "社", "台", "臺", "刊")
_WORD = later(r"[^\s/／]+")
_NAME = later(r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}(?:·[\uac00-\ud7af]{2,4})*")


def parted(piece: Piece) -> Iterator[Piece]:
    """A piece as the paper and the authors in it; as it is where it is no such byline."""
    if piece.kind not in ("", "author") or UNPARTED.search(piece.text) is None:
        yield piece
        return
    place = _FROM.match(piece.text)
    if place is not None and is_paper(paper := place.group()[:-1]):  # "항구일보=김민수 기자"
        yield _part(piece, 0, len(paper), "outlet")
    if place is not None:
        piece = _part(piece, place.end(), len(piece.text), piece.kind)
    office = words().byline_end.search(piece.text)
    of_paper = _OF_PAPER.fullmatch(piece.text)
    if of_paper is not None and (is_paper(of_paper["paper"]) or of_paper["paper"].endswith(_PAPER)):
        yield _part(piece, 0, of_paper.end("paper"), "outlet")
        yield _part(piece, *of_paper.span("name"), "author")
    elif office is not None and office.start():
        yield from _before_office(piece, office.start())
    elif piece.kind == "author":
        yield from _reporters(piece)
    elif place is not None and is_name(piece.text):
        yield piece._replace(kind="author")
    elif len(beside := list(_WORD.finditer(piece.text))) == 2 and sum(is_paper(w.group()) for w in beside) == 1:
        yield from _beside_paper(piece, beside)
    else:
        yield piece


def _beside_paper(piece: Piece, words: list[re.Match[str]]) -> Iterator[Piece]:
    """A paper and a name with nothing but a space between: "王小明 海岸晚报"."""
    if not all(is_paper(word.group()) or is_name(word.group()) for word in words):
        yield piece
        return
    for word in words:
        yield _part(piece, word.start(), word.end(), "outlet" if is_paper(word.group()) else "author")


def _before_office(piece: Piece, end: int) -> Iterator[Piece]:
    """The paper and the names before "기자"; a desk between them is neither, nor is who took the pictures."""
    if label_at(piece.text, 0, end, ("caption",)) is not None:
        yield piece._replace(kind="caption")
        return
    found = list(_WORD.finditer(piece.text, 0, end))
    names = [word for word in found if is_name(word.group())]
    if len(found) < 2 or not names:
        yield piece._replace(kind="author")
        return
    if is_paper(found[0].group()):
        yield _part(piece, found[0].start(), found[0].end(), "outlet")
    for word in names:
        yield _part(piece, word.start(), word.end(), "author")


def _reporters(piece: Piece) -> Iterator[Piece]:
    """Names parted by spaces, and without what says from where they report: "李明 王芳 北京报道"; behind a paper its
    author: "海岸晚报 王小明".
    """
    found = list(_WORD.finditer(piece.text))
    if len(found) > 1 and is_paper(found[0].group()) and all(is_name(word.group()) for word in found[1:]):
        yield _part(piece, found[0].start(), found[0].end(), "outlet")
        for word in found[1:]:
            yield _part(piece, word.start(), word.end(), "author")
        return
    names = [word for word in found if not word.group().endswith(_beside())]
    if names and (len(names) < len(found) or all(_NAME.fullmatch(word.group()) for word in found)):
        for word in names:
            yield _part(piece, word.start(), word.end(), "author")
    else:
        yield piece


def _part(piece: Piece, start: int, end: int, kind: str) -> Piece:
    start_, end_ = piece.start + start, piece.start + end
    return piece._replace(kind=kind, text=piece.text[start:end], start=start_, end=end_, rule="byline-unparted")


def is_name(word: str) -> bool:
    """Whether a word can be a person's name: a family name that is listed and up to three characters behind it."""
    if _NAME.fullmatch(word) is None or word.endswith(_beside()) or is_paper(word):
        return False
    return word.startswith(words().unparted_names)


def _beside() -> tuple[str, ...]:
    """How words end that stand beside names: "北京报道", "정치부"."""
    return tuple(words().sets["byline.reported"])
