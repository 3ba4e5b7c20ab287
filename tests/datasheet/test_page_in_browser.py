"""datasheet.html in a real browser: search, filter, order, links, copying, keyboard, accessibility, no request."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import datasheet_corpus as corpus
import pytest

from corpuskit.datasheet import escape, pages

selenium = pytest.importorskip("selenium", reason="needs selenium, which drives the browser")
axe_core_python = pytest.importorskip("axe_core_python", reason="needs axe-core, which looks for barriers")

from selenium import webdriver  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

AXE = Path(axe_core_python.__file__).with_name("axe.min.js")


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder and remembers what was asked for."""

    asked: list[str]


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium; where there is none the tests are skipped, but in the gate that is a failure."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        missing = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"
        (pytest.fail if os.environ.get("CORPUSKIT_GATE") else pytest.skip)(missing)
    options = webdriver.ChromeOptions()
    options.binary_location = str(chromium)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    found.set_script_timeout(120)  # axe-core takes long on a busy machine
    yield found
    found.quit()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """The pages of three corpora behind a server of our own."""
    folder = tmp_path_factory.mktemp("site")
    rows = corpus.sample()
    astral = "\U0001f600 Ähre. " + corpus.CLAIM
    rows.append(corpus.record("Signs beyond sixteen bits", [corpus.RT], astral, **corpus.dated("2024-10-01")))
    rows[-1]["provenance"] = corpus.place(3600, 3700)
    about = corpus.about(corrections=True)
    (folder / "sample.html").write_bytes(pages(corpus.measured(rows), {}, about)["datasheet.html"])
    (folder / "hostile.html").write_bytes(pages(*corpus.hostile(), about)["datasheet.html"])
    many = [corpus.record(f"Record {number}", [corpus.COURIER], f"Text {number}.") for number in range(230)]
    (folder / "many.html").write_bytes(pages(corpus.measured(many), {}, about)["datasheet.html"])
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Page:
    """What a reader does with the page."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get(address)

    def find(self, selector: str) -> Any:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[Any]:
        found: list[Any] = self.browser.find_elements(By.CSS_SELECTOR, selector)
        return found

    def titles(self) -> list[str]:
        """The titles listed, read in one step: the page may list others between two calls of the driver."""
        found: list[str] = self.run("return [...document.querySelectorAll('#rows a')].map(link => link.innerText)")
        return found

    def choose(self, name: str, value: str) -> None:
        self.run(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
            self.find(f"#{name}"),
            value,
        )

    def run(self, script: str, *values: Any) -> Any:
        return self.browser.execute_script(script, *values)

    def press(self, selector: str) -> None:
        """A click on a link inside a picture, which has no box that the driver could click on."""
        click = "new MouseEvent('click', {bubbles: true, cancelable: true})"
        self.run(f"document.querySelector(arguments[0]).dispatchEvent({click})", selector)

    def show(self, title: str) -> None:
        """Opens the record with a title."""
        self.run(
            "location.hash = [...document.querySelectorAll('#rows a')].find(a => a.textContent === arguments[0]).hash",
            title,
        )
        self.wait(lambda: self.find("#record-title").text == title)

    def opened(self) -> bool:
        return bool(self.run("return document.getElementById('dialog').open"))

    def wait(self, condition: Any) -> None:
        WebDriverWait(self.browser, 10).until(lambda _: condition())

    def messages(self) -> list[Any]:
        found: list[Any] = self.browser.get_log("browser")
        return found


@pytest.fixture
def sample(browser: Any, site: tuple[Server, str]) -> Iterator[Page]:
    page = Page(browser, f"{site[1]}/sample.html")
    yield page
    assert page.messages() == []


@pytest.fixture
def hostile(browser: Any, site: tuple[Server, str]) -> Iterator[Page]:
    page = Page(browser, f"{site[1]}/hostile.html")
    yield page
    assert page.messages() == []


def test_the_page_asks_for_nothing_but_itself(browser: Any, site: tuple[Server, str]) -> None:
    server, address = site
    server.asked.clear()
    page = Page(browser, f"{address}/sample.html")
    page.find("#rows a").click()
    page.wait(page.opened)
    assert server.asked == ["/sample.html"]
    assert page.run("return performance.getEntriesByType('resource').map(entry => entry.name)") in ([], ["data:,"])


def test_the_policy_keeps_foreign_scripts_and_requests_out(browser: Any, site: tuple[Server, str]) -> None:
    page = Page(browser, f"{site[1]}/sample.html")
    page.run(
        "const script = document.createElement('script'); script.textContent = 'window.ran = true';"
        "document.body.append(script); const image = new Image(); image.src = '/other.png'; document.body.append(image)"
    )
    assert page.run("return window.ran") is None
    assert "/other.png" not in site[0].asked
    assert page.messages() != []


def test_searching_finds_all_words_in_any_order_and_says_how_many(sample: Page) -> None:
    assert sample.find("#count").text == "7 records"
    sample.find("#search").send_keys("STORM ferry")
    assert sample.titles() == ["The ferry stays in port"]
    assert sample.find("#count").text == "1 of 7 records"
    assert sample.find("#rows .hit mark").text.lower() == "storm"
    sample.find("#search").send_keys(" nowhere")
    assert sample.titles() == []


def test_filtering_by_each_kind(sample: Page) -> None:
    for name, value, count in (
        ("by-outlet", "Sputnik", 2),
        ("by-affiliation", "no outlet credited", 1),
        ("by-year", "unknown", 2),
        ("by-language", "de", 1),
        ("by-caveat", "unverified-health-claim", 2),
    ):
        sample.choose(name, value)
        assert len(sample.titles()) == count, name
        sample.choose(name, "")
    assert len(sample.titles()) == 7


def test_sorting(sample: Page) -> None:
    sample.choose("order", "newest")
    assert sample.titles()[0] == "The ferry sails again"
    sample.choose("order", "oldest")
    assert sample.titles()[0] == "The ferry stays in port"
    sample.choose("order", "longest")
    assert sample.titles()[0] == "A market reopens"
    sample.choose("order", "marked")
    assert sample.titles()[:2] == ["Council hears of a vaccine", "Signs beyond sixteen bits"]
    sample.choose("order", "title")
    assert sample.titles() == sorted(sample.titles())


def test_what_was_asked_for_is_in_the_address_and_comes_back_from_it(sample: Page, site: tuple[Server, str]) -> None:
    sample.find("#search").send_keys("ferry")
    sample.choose("by-outlet", "Sputnik")
    address = sample.browser.current_url
    assert address.endswith("#records?q=ferry&outlet=Sputnik")
    again = Page(sample.browser, address)
    assert again.titles() == ["The ferry sails again"]
    again.find("#controls button[type=reset]").click()
    again.wait(lambda: len(again.titles()) == 7)
    assert again.browser.current_url.endswith("#records")


def test_an_outlet_leads_to_its_records(sample: Page) -> None:
    sample.run("document.querySelector('.card a[href*=\"outlet=RT\"]').click()")
    sample.wait(lambda: len(sample.titles()) == 3)


def test_a_caveat_leads_to_its_records_the_most_marked_first(sample: Page) -> None:
    sample.run("document.querySelector('.caution a[href*=\"order=marked\"]').click()")
    sample.wait(lambda: sample.titles() == ["Council hears of a vaccine", "Signs beyond sixteen bits"])
    assert sample.find("#rows .marked").text == "1"


def test_each_record_has_a_link_of_its_own(sample: Page, site: tuple[Server, str]) -> None:
    link = sample.find("#rows a").get_attribute("href")
    page = Page(sample.browser, link)
    page.wait(page.opened)
    assert page.find("#record-title").text == "The ferry stays in port"
    assert page.find("#record .body").text.startswith("A storm kept the ferry in port.")


def test_opening_closing_and_stepping_by_keyboard(sample: Page) -> None:
    first = sample.find("#rows a")
    first.send_keys(Keys.ENTER)
    sample.wait(sample.opened)
    assert sample.run("return document.activeElement.id") == "record-title"
    sample.find("#next").send_keys(Keys.ENTER)
    sample.wait(lambda: sample.find("#record-title").text == "The ferry sails again")
    sample.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    sample.wait(lambda: not sample.opened())
    assert sample.run("return document.activeElement.textContent") == "The ferry sails again"
    assert sample.browser.current_url.endswith("#records")


def test_the_first_stop_by_keyboard_skips_to_the_records(sample: Page) -> None:
    sample.find("body").send_keys(Keys.TAB)
    assert sample.run("return document.activeElement.textContent") == "To the records"


def test_marked_sentences_stand_out_exactly(sample: Page) -> None:
    for title in ("Council hears of a vaccine", "Signs beyond sixteen bits"):
        sample.show(title)
        assert sample.find("#record mark").text == "The new vaccine causes heart failure in one of ten children."
        assert "nothing in this corpus verifies or refutes it" in sample.find("#record ol").text


def test_evidence_stands_with_its_field(sample: Page) -> None:
    sample.find("#rows a").click()
    sample.wait(sample.opened)
    facts = sample.find(".facts").text
    assert "title: bytes 0 to 10, rule first-line, confidence 0.900" in facts
    assert "outlets: registry entry, rule registry" in facts


def test_a_stanza_can_be_copied(sample: Page) -> None:
    sample.browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    sample.find("#rows a").click()
    sample.wait(sample.opened)
    summary = sample.find("#record details summary")
    assert summary.text == "Correct title"
    summary.click()
    sample.find("#record details button").click()
    sample.wait(lambda: sample.find("#said").text == "Copied.")
    copied = sample.browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    record = sample.run("return location.hash.slice(3)")
    head, field = (
        f'[[correction]]\nrecord = "{record}"\n',
        'field = "title"\nvalue = "The ferry stays in port"\nreason = ""\n',
    )
    assert copied.startswith(head)
    assert copied.endswith(field)
    quoted = tomllib.loads(copied)["correction"][0]["quote"]
    assert quoted
    assert quoted in sample.find("#record").text


def test_a_dot_and_a_piece_of_the_map_open_their_record(browser: Any, site: tuple[Server, str]) -> None:
    page = Page(browser, f"{site[1]}/sample.html")
    for selector in ("figure svg a", "svg.bytes a"):
        page.press(selector)
        page.wait(page.opened)
        page.find("#close").click()
        page.wait(lambda: not page.opened())
    assert page.messages() == []


def test_a_record_without_an_outlet_hides_the_hatching_of_what_is_in_no_record(sample: Page) -> None:
    fill = "return getComputedStyle(document.querySelector(arguments[0])).fill"
    assert sample.run(fill, "svg.bytes rect.outside").startswith("url(")
    assert sample.run(fill, "svg.bytes .af-none").startswith("rgb(")


def test_a_long_list_shows_more_when_asked(browser: Any, site: tuple[Server, str]) -> None:
    page = Page(browser, f"{site[1]}/many.html")
    assert len(page.titles()) == 50
    assert page.find("#count").text == "230 records, the first 50 shown"
    page.run("arguments[0].click()", page.find("#more"))
    assert len(page.titles()) == 150
    page.run("arguments[0].click()", page.find("#more"))
    assert len(page.titles()) == 230
    assert not page.find("#more").is_displayed()


def test_hostile_titles_are_text_in_the_list_and_in_the_record(hostile: Page) -> None:
    def squeezed(text: str) -> str:
        return " ".join(text.split())

    shown = hostile.run("return [...document.querySelectorAll('#rows a')].map(link => link.textContent)")
    assert list(map(squeezed, shown)) == [squeezed(escape.visible(text)) for text in corpus.HOSTILE]
    for text in corpus.HOSTILE:
        hostile.run(
            "location.hash = [...document.querySelectorAll('#rows a')][arguments[0]].hash", corpus.HOSTILE.index(text)
        )
        hostile.wait(
            lambda text=text: (
                squeezed(hostile.run("return document.getElementById('record-title').textContent"))
                == squeezed(escape.visible(text))
            )
        )
        assert hostile.all("#record b b, #record script, #record img, #record a[href*=evil]") == []
    assert hostile.run("return document.title").startswith("Datasheet: ")


def test_first_screen_charts_and_questions_need_no_script(browser: Any, site: tuple[Server, str]) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page = Page(browser, f"{site[1]}/sample.html")
        assert page.find(".warnings").is_displayed()
        assert len(page.all("figure svg")) >= 4
        assert len(page.all(".question")) == 57
        assert len(page.titles()) == 7
        assert not page.find("#controls").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (768, "light"), (1200, "dark")])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(sample: Page, width: int, scheme: str) -> None:
    browser = sample.browser
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    try:
        sample.run("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert sample.run("return document.documentElement.scrollWidth") <= width
        assert barriers(sample) == []
        sample.show("Council hears of a vaccine")
        assert barriers(sample) == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def barriers(page: Page) -> list[str]:
    """What axe-core finds, beyond trifles, with where it is."""
    page.run(AXE.read_text("utf-8"))
    found = page.browser.execute_async_script("axe.run().then(arguments[0])")["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        if rule["impact"] != "minor"
        for node in rule["nodes"][:3]
    ]


def test_in_print_the_controls_are_gone_and_answers_unfolded(sample: Page) -> None:
    sample.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not sample.find("#controls").is_displayed()
        assert not sample.find("nav").is_displayed()
        assert sample.run("return document.querySelector('.question h3').getBoundingClientRect().height") > 0
    finally:
        sample.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
