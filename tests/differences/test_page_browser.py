"""The page in a real browser: nothing fetched, no complaint, something to see, all by keyboard."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from bareme.differences.page import page
from differences.browser import CHROMIUM, Browser
from differences.sample import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium)"
)
_COMPLAINTS = (
    "Runtime.consoleAPICalled",
    "Runtime.exceptionThrown",
    "Log.entryAdded",
    "Audits.issueAdded",
)
# What can be reached with the keyboard, and can be seen: in the order of the page.
_INTERACTIVE = """[...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))"""
_PLACE = f"{_INTERACTIVE}.indexOf(document.activeElement)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as found:
        yield found


@pytest.fixture
def written(tmp_path: Path) -> dict[str, Path]:
    files = {name: tmp_path / f"{name}.html" for name in SAMPLES}
    for name, file in files.items():
        file.write_text(page(SAMPLES[name]), encoding="utf-8")
    return files


def test_nothing_is_fetched_and_nothing_is_wrong(
    browser: Browser, written: dict[str, Path]
) -> None:
    for file in written.values():
        for width, scheme in ((1280, "light"), (400, "dark")):
            browser.open(file, width, scheme)
            wide = browser.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{file.name} is wider than the screen: {wide}"
            asked = [
                event["params"]["request"]["url"]
                for event in browser.events
                if event["method"] == "Network.requestWillBeSent"
            ]
            assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
            assert [e for e in browser.events if e["method"] in _COMPLAINTS] == []


def test_no_script_runs_and_nothing_can_be_fetched(browser: Browser, tmp_path: Path) -> None:
    """The policy of the page holds even for what would have slipped in."""
    slipped = "<script>document.title = 'run'</script><img src='http://example.invalid/x.png'>"
    file = tmp_path / "slipped.html"
    file.write_text(page(SAMPLES["nothing"]).replace("</main>", f"{slipped}</main>"))
    browser.open(file)
    assert browser.evaluate("document.title").startswith("Ce qui change")
    told = [e["params"]["entry"]["text"] for e in browser.events if e["method"] == "Log.entryAdded"]
    assert sum("Content Security Policy" in text for text in told) == 2


@pytest.mark.parametrize(("scheme", "paper"), [("light", "255, 255, 255"), ("dark", "20, 24, 31")])
def test_there_is_something_to_see(
    browser: Browser, written: dict[str, Path], scheme: str, paper: str
) -> None:
    browser.open(written["yearly-update"], 1280, scheme)
    assert paper in browser.evaluate("getComputedStyle(document.body).backgroundColor")
    for part in ("h1", "nav", "article", "svg.bar", "table.effects", "figure svg[role=img]"):
        seen = _taken(browser, part)
        browser.evaluate(f"document.querySelector('{part}').style.visibility = 'hidden'")
        blank = _taken(browser, part)
        browser.evaluate(f"document.querySelector('{part}').style.visibility = ''")
        assert len(seen) > len(blank), part  # a picture of one colour packs to nothing


def _taken(browser: Browser, part: str) -> bytes:
    """Return a picture of a part of the page."""
    box = browser.evaluate(
        "(r => ({x: r.x, y: r.y + scrollY, width: r.width, height: r.height, scale: 1}))"
        f"(document.querySelector('{part}').getBoundingClientRect())"
    )
    taken = browser.call(
        "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=box
    )
    return base64.b64decode(taken["data"])


@pytest.mark.parametrize("name", ["yearly-update", "several"])
def test_everything_is_reached_with_the_keyboard_in_order(
    browser: Browser, written: dict[str, Path], name: str
) -> None:
    browser.open(written[name])
    count = browser.evaluate(f"{_INTERACTIVE}.length")
    assert count > 10
    reached = []
    for _ in range(count):
        browser.press("Tab")
        reached.append(browser.evaluate(_PLACE))
        assert browser.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert reached == list(range(count))


def test_the_first_link_skips_to_the_content_and_what_is_folded_unfolds(
    browser: Browser, written: dict[str, Path]
) -> None:
    browser.open(written["yearly-update"])
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.getBoundingClientRect().x") >= 0
    browser.press("Enter")
    assert browser.evaluate("document.activeElement.id") == "contenu"
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.tagName") == "SUMMARY"
    browser.press("Enter")
    assert browser.evaluate("document.activeElement.parentElement.open") is True


def test_each_picture_has_a_name_and_each_table_a_caption(
    browser: Browser, written: dict[str, Path]
) -> None:
    browser.open(written["yearly-update"])
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    seen: dict[str, list[str]] = {}
    for node in nodes:
        role, name = (node.get(key, {}).get("value", "") for key in ("role", "name"))
        if not node.get("ignored"):
            seen.setdefault(role, []).append(name)
    for role in ("image", "table", "region", "navigation", "article"):
        assert all(seen.get(role, [])), role
    assert seen["main"]
    assert seen["banner"]
    assert seen["contentinfo"]
