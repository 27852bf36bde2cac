"""The page as a whole: one file that fetches nothing, read on a screen, on paper or aloud."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.differences.page.effects import period_title
from bareme.differences.page.first import first_section
from bareme.differences.page.links import Section
from bareme.differences.page.markup import Markup, free, tag
from bareme.differences.page.rulebooks import rulebook_section
from bareme.differences.rendering import counting, order, person, words
from bareme.differences.rendering.summary import summary
from bareme.translation import language, tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.differences.model import Differences


def page(differences: Differences) -> str:
    """Return all that differs as one HTML document: self-contained, the same bytes for the same
    differences.
    """
    items = order.first_to_see(differences.items)
    places = {item.rulebook: f"b{place}" for place, item in enumerate(items, 1)}
    sections = [Section.of(item, f"b{place}", places) for place, item in enumerate(items, 1)]
    one = person.is_asked(items)
    title = words.heading(differences)
    body = tag(
        "body",
        tag("a", tr("Aller au contenu"), href="#contenu", class_="skip"),
        _hatching(),
        tag("header", tag("h1", free(title)), tag("p", free(summary(differences)))),
        tag(
            "div",
            _contents(sections, one),
            tag(
                "main",
                None if one else first_section(sections),
                map(rulebook_section, sections),
                id="contenu",
                tabindex=-1,
            ),
            class_="columns",
        ),
        tag(
            "footer",
            tr(
                "Page écrite par « bareme diff ». Les montants sont exacts ; un nombre qui "
                "s'arrête sur « … » continue. Avant : tirets ; après : trait plein."
            ),
        ),
    )
    return f"<!DOCTYPE html>\n{tag('html', head(title, style()), body, lang=language())}\n"


@cache
def style() -> Markup:
    """Return the style of pages, which others may add to."""
    return Markup(Path(__file__).with_name("style.css").read_text(encoding="utf-8"))


def head(title: str, style: Markup) -> Markup:
    """Return the head, which allows this style and nothing else: no script, no request."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name_="referrer", content="no-referrer"),
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        tag("style", style),
    )


def _hatching() -> Markup:
    """Return the pattern that pictures fill with what is lost."""
    lines = tag("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="hatch")
    pattern = tag("pattern", lines, id="hatching", width=6, height=6, patternUnits="userSpaceOnUse")
    return tag("svg", tag("defs", pattern), class_="unseen", aria_hidden="true")


def _contents(sections: Sequence[Section], one: bool) -> Markup:
    entries = [] if one else [tag("li", tag("a", tr("À regarder d'abord"), href="#d-abord"))]
    for section in sections:
        below = [tag("li", tag("a", told, href=f"#{id_}")) for told, id_ in _parts_of(section)]
        entry = tag("a", words.line(section.item.rulebook), href=f"#{section.id}")
        entries.append(tag("li", entry, tag("ul", below) if below else None))
    return tag("nav", tag("ul", entries), aria_label=tr("Sommaire"))


def _parts_of(section: Section) -> Iterator[tuple[str, str]]:
    """Give what there is to see of a rulebook, and where."""
    item = section.item
    if section.is_of_one:
        yield tr("Les réponses"), f"{section.id}-e1"
        if person.changes(item):
            yield tr("Ce qui change ces réponses"), f"{section.id}-c"
        return
    if item.changes:
        yield counting.changes(len(item.changes)), f"{section.id}-c"
    for number, told in enumerate(section.periods, 1):
        yield period_title(told), f"{section.id}-e{number}"
    if item.population is not None:
        yield tr("Population"), f"{section.id}-p"
