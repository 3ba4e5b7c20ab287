"""HTML and XML as a tree (lxml). No other file or address is read; broken markup is read as browsers read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html import unescape
from html.entities import html5
from typing import Any

from corpuskit.model import Place
from corpuskit.patterns import later
from corpuskit.problems import failure
from corpuskit.reading.parsers.entities import BUILT_IN, Entities, without_declarations

_DECLARATION = later(r"^\s*<\?xml\b[^>]{0,400}\?>")
#: What does not end reaches to the end of the text: nothing is looked through once for each beginning.
_BEFORE_ROOT = later(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!DOCTYPE[^>[]*+(?:\[[^]]*+\]?+)?+[^>]*+(?:>|\Z)", re.DOTALL | re.IGNORECASE
)
_ROOT = later(r"<([A-Za-z][\w:.-]*)")
#: With these a file is HTML, whatever its declaration says; with any other it is XML.
_OF_HTML = frozenset(
    """html head body div p table meta title span center script style link font ul ol dl h1 h2 h3 h4 h5 h6 a b br hr i
    em strong img figure blockquote pre base form article section main header footer nav""".split()  # noqa: SIM905
)
_DOCTYPE = later(r"\s*<!doctype\s+html", re.IGNORECASE)
#: What says that elements are not those of HTML though their names are (`article`): another doctype or space of names.
_OTHER_DOCTYPE = later(r"<!doctype\s++([a-z][\w:.-]*+)", re.IGNORECASE)
_OTHER_SPACE = later(r"<(?!html\b)[a-z][^<>]{0,2000}?\sxmlns=[\"'](?!http://www\.w3\.org/)", re.IGNORECASE)
#: What would end the document for the parser though more follows: an article within a page brings its own.
_ENDS = later(r"</(?:body|html)\s*>", re.IGNORECASE)
_NAMED = later(r"&([A-Za-z][A-Za-z0-9]{1,30});")
#: What XML does not allow and its parser loses: a sign that begins no tag or entity, and a tag with a value without
#: quotes. Comments and CDATA are read first, so that nothing in them is taken for such.
_LOOSE = later(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|&(?!(?:amp|lt|gt|quot|apos);|\#\d{1,8};|\#[xX][0-9A-Fa-f]{1,6};)(?:(?P<entity>[\w:.-]{1,100});)?+"
    r"|<(?![A-Za-z_/!?:])"
    r"|<[A-Za-z_][\w:.-]*+(?:\s++[\w:.-]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+"
    r"\s++[\w:.-]++\s*+=\s*+[^\s\"'<>=][^<>]*+>",
    re.DOTALL,
)
_CLOSING = later(r"</([\w:.-]+)")
#: A slash at the end of a value that has another is its own (an address); of a tag that nothing ends it is both.
_ATTRIBUTE = later(r"""(\s[\w:.-]++\s*+=\s*+)(?:("[^"<]*+"|'[^'<]*+')|([^\s"'<>/]++/[^\s"'<>]++|[^\s"'<>/]++))""")
#: Tags that say how letters look, not what stands where.
_OF_TYPE = later(r"</?(?:font|b|i|u|s|em|strong|big|small|tt|strike|span|center)\b[^<>]{0,2000}>", re.IGNORECASE)
_BLANK = later(r"\n[ \t\r]*+\n")
#: What ends a line of HTML, or holds blank lines that part nothing.
_OF_LINES = later(r"<(?:(?:p|br|div|tr|pre|script|style|textarea)\b|!--)", re.IGNORECASE)
#: What XML does not allow, and what lxml refuses to take.
_CONTROL = later("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parsed(text: str, name: str) -> Any:
    """The root element. Raises CorpuskitError (``layout-broken``) where there is no markup at all, or elements lie
    deeper within each other than the parser reads.
    """
    from lxml import etree, html

    expected, found = "elements", "none that can be read"
    try:
        if is_html(text):
            root = _read_html(_ENDS.sub("", _plain_text(text)), html.document_fromstring)
        else:
            parser = _xml_parser()
            root = etree.fromstring(_as_xml(text), parser)
            _refuse_cut(parser)
    except _TooDeepError:
        root, found = None, "more than 2,048 of them within each other"
    except (etree.LxmlError, ValueError, AssertionError):
        root = None
    if root is None:
        raise failure("layout-broken", Place(name), file=name, layout="HTML or XML", expected=expected, found=found)
    return root


class _TooDeepError(Exception):
    """The parser has left out what lies deeper, and all that follows."""


def _refuse_cut(parser: Any) -> None:
    from lxml import etree

    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise _TooDeepError


def _read_html(text: str, read: Callable[..., Any]) -> Any:
    """The tree that a function of lxml.html gives of HTML. Pages that never end their tags of type (``<font>``) lie
    deeper than any parser goes: those are read without such tags. Raises `_TooDeepError`.
    """
    from lxml import html

    def attempt(text: str) -> Any:
        parser = html.HTMLParser(huge_tree=True, no_network=True)
        root = read(text, parser=parser)
        _refuse_cut(parser)
        return root

    try:
        return attempt(text)
    except _TooDeepError:
        return attempt(_OF_TYPE.sub("", text))


def damage(text: str) -> list[int]:
    """The lines of XML (from 1) at which its parser had to go on as well as it could: tags that do not end, or not
    where they should. None in HTML, which browsers read whatever it is, and in what is no markup.
    """
    from lxml import etree

    if is_html(text) or not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return []
    parser = _xml_parser()
    try:
        etree.fromstring(_as_xml(text), parser)
    except (etree.LxmlError, ValueError):
        return []  # `parsed` says so
    return sorted({entry.line for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL})


def _xml_parser() -> Any:
    from lxml import etree

    return etree.XMLParser(
        recover=True, huge_tree=True, no_network=True, resolve_entities=False, remove_comments=True, remove_pis=True
    )  # a comment would part the text around it, of which whoever asks for the text of an element gets the first half


def _plain_text(text: str) -> str:
    """Markup without its declaration and without what no parser takes, its lines where they were."""
    return _CONTROL.sub(" ", _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1))


def _as_xml(text: str) -> bytes:
    """XML as a parser wants it, where a file has what only HTML allows: values without quotes, signs as they are."""
    text, own = without_declarations(_plain_text(text))
    text = _NAMED.sub(lambda found: found[0] if found[1] in own.values else _character(found), text)
    return _LOOSE.sub(_Strict(text, own), text).encode("utf-8")


def from_root(text: str) -> str:
    """Markup without the declarations and comments in it: a doctype may hold many kilobytes of entities."""
    return _BEFORE_ROOT.sub("", text)


def is_html(text: str) -> bool:
    """Whether markup is HTML rather than XML: by its doctype, or its first element."""
    text = _DECLARATION.sub("", text[:65536], count=1)
    if _DOCTYPE.match(text) is not None:
        return True
    bare = from_root(text)
    root = _ROOT.search(bare)
    if root is None or root[1].lower() not in _OF_HTML:
        return False
    other = _OTHER_DOCTYPE.search(text, 0, len(text) - len(bare) + root.start())
    named = other is not None and other[1].lower() == root[1].lower() != "html"
    return not named and _OTHER_SPACE.match(bare, root.start()) is None


@dataclass
class _Strict:
    """What XML allows in the place of `_LOOSE` in a text; comments and CDATA as they are."""

    text: str
    entities: Entities  #: those that the file declares

    @cached_property
    def closed(self) -> frozenset[str]:
        """The names of the elements that have an end."""
        return frozenset(found[1] for found in _CLOSING.finditer(self.text))

    def __call__(self, found: re.Match[str]) -> str:
        loose = found[0]
        if loose.startswith("<!"):
            return loose
        if loose.startswith("&"):
            value = self.entities.value(found["entity"]) if found["entity"] else None
            return f"&amp;{loose[1:]}" if value is None else value
        if loose == "<":
            return "&lt;"
        tag = _ATTRIBUTE.sub(lambda one: one[1] + (one[2] or f'"{one[3]}"'), loose)
        ends = tag.endswith('/">') and loose[1:].split(maxsplit=1)[0] not in self.closed
        return f"{tag[:-1]}/>" if ends else tag


def _character(found: re.Match[str]) -> str:
    """The character of an entity that HTML names and XML does not: feeds are full of them."""
    name = found[1]
    return found[0] if name in BUILT_IN else html5.get(f"{name};", found[0])


_TAG = later(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|table|tr|td|span|strong|em|a|b|i|img|figure)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ENTITY = later(r"&(?:amp|lt|gt|quot|nbsp|apos|#[0-9]{2,6}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,10});")
#: Elements whose text stands in a paragraph of its own.
BLOCKS = frozenset(
    """address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr html li main nav ol option p pre section table tbody td tfoot th thead title tr ul""".split()  # noqa: SIM905
)
#: Elements that print nothing.
SILENT = frozenset(["script", "style", "noscript", "template", "head", "iframe", "object", "svg"])


def looks_marked_up(value: str) -> bool:
    """Whether a string is HTML rather than text that happens to have an angle bracket."""
    return "<" in value and _TAG.search(value) is not None


def paragraphs(value: str) -> list[str]:
    """The paragraphs of a piece of HTML as text, white space within each as one space; empty ones left out.

    Where no tag ends a line, blank lines part them, as in what the editors of blogs keep.
    """
    from lxml import etree, html

    text = _CONTROL.sub(" ", value)
    if _BLANK.search(text) is not None and _OF_LINES.search(text) is None:
        return [line for part in _BLANK.split(text) if not part.isspace() for line in paragraphs(part)]
    try:
        root = _read_html(text, partial(html.fragment_fromstring, create_parent="div"))
    except (_TooDeepError, etree.LxmlError, ValueError, AssertionError):
        return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]
    return lines_of(root)


def lines_of(element: Any) -> list[str]:
    """The text of an element and of those below it, a line for each block, as a browser would break it."""
    return [text for text, _ in placed_lines(element)]


def placed_lines(element: Any) -> Iterator[tuple[str, Any]]:
    """The lines of an element and of those below it, each with the innermost block element that holds it."""
    from lxml import etree

    held: list[str] = []
    within = [element]

    def closed() -> str:
        line = " ".join("".join(held).split())
        held.clear()
        return line

    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in BLOCKS:
            if line := closed():
                yield line, within[-1]
            if event == "start":
                within.append(node)
            else:
                within.pop()
        if event == "start":
            if tag and tag not in SILENT and node.text:
                held.append(node.text)
        elif node is not element and node.tail and not _is_silenced(node):
            held.append(node.tail)
    if line := closed():
        yield line, within[-1]


def _is_silenced(node: Any) -> bool:
    parent = node.getparent()
    while parent is not None:
        if parent.tag in SILENT:
            return True
        parent = parent.getparent()
    return False


def unescaped(value: str) -> str:
    """A text without tags in which the entities of HTML stand for signs, with these signs."""
    return _ENTITY.sub(lambda found: unescape(found[0]), value)


def plain(value: str) -> str:
    """A string of a feed or of JSON in which tags and entities may stand, as text on one line."""
    if looks_marked_up(value) or _ENTITY.search(value):
        return " ".join(paragraphs(value))
    return " ".join(value.split())
