"""How many of a group fare how, as a bar and as a list that says the same."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from bareme.differences.page.axes import pixels
from bareme.differences.page.markup import tag
from bareme.differences.rendering.effect_words import counts, fate
from bareme.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.differences.model import Fate, OutputEffect
    from bareme.differences.page.markup import Markup

_WIDTH, _HEIGHT, _GAP = 240, 12, 1
_LEAST = 3  # pixels: however few they are, they are seen
# What each fate looks like beside its words, so that colour is never all there is.
_SIGNS: dict[Fate, str] = {
    "gain": "▲",
    "lose": "▼",
    "appear": "◆",
    "vanish": "◇",
    "other": "≠",
    "refused": "✕",
    "answered": "✓",
    "same": "=",
}
_HATCHED = {"lose", "vanish", "refused"}


def told_counts(effect: OutputEffect) -> Iterator[Markup]:
    """Give the bar of an output, and its numbers."""
    held = [(what, effect.counts[what]) for what in _SIGNS if effect.counts.get(what, 0)]
    yield tag(
        "svg",
        tag("title", counts(effect)),
        _pieces(held),
        role="img",
        class_="bar",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        preserveAspectRatio="none",
    )
    yield tag(
        "ul",
        (
            tag(
                "li",
                tag("span", _SIGNS[what], class_="sign", aria_hidden="true"),
                f"{number(count)} {fate(what, effect.kind, count > 1)}",
            )
            for what, count in held
        ),
        class_="counts",
    )


def _pieces(held: list[tuple[Fate, int]]) -> Iterator[Markup]:
    total = sum(count for _, count in held)
    room = _WIDTH - (_LEAST + _GAP) * len(held)
    at = Fraction(0)
    for what, count in held:
        wide = _LEAST + Fraction(room * count, total)
        size: dict[str, str | int] = {
            "x": pixels(at),
            "y": 0,
            "width": pixels(wide),
            "height": _HEIGHT,
        }
        yield tag("rect", **size, class_=what)
        if what in _HATCHED:
            yield tag("rect", **size, class_="hatching")
        at += wide + _GAP
