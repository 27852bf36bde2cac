"""A chart: its caption, its picture, and the same numbers in a table that unfolds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.page.markup import free, tag
from bareme.translation import tr

if TYPE_CHECKING:
    from bareme.differences.page.markup import Content, Markup


def chart(title: str, under: Content, picture: Markup, folded: str, table: Markup) -> Markup:
    """Return a figure; `folded` is what the table is called while it is folded."""
    return tag(
        "figure",
        tag("figcaption", tag("b", free(title)), under),
        _wide(picture, tr("Image : {title}", title=title)),
        tag("details", tag("summary", folded), _wide(table, tr("Tableau : {title}", title=title))),
        class_="chart",
    )


def _wide(content: Markup, label: str) -> Markup:
    """Return what may be wider than the screen: it scrolls by itself, with the keyboard too."""
    return tag("div", content, class_="scroll", tabindex=0, role="group", aria_label=label)


def legend(*entries: tuple[str, str]) -> Markup:
    """Return what the lines and surfaces of a picture stand for: the class of each, and words."""
    return tag(
        "span",
        (tag("span", _swatch(class_), words, class_="entry") for class_, words in entries),
        class_="legend",
    )


def _swatch(class_: str) -> Markup:
    if class_.startswith("shade"):
        drawn = tag("rect", width=28, height=12, class_=class_)
    elif class_.startswith("mark"):
        drawn = tag("circle", cx=14, cy=6, r=5, class_=class_)
    else:
        drawn = tag("path", d="M0 6H28", class_=class_)
    return tag("svg", drawn, width=28, height=12, viewBox="0 0 28 12", aria_hidden="true")
