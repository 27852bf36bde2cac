"""A curve as a picture and as a table: an output over one input, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.page.axes import unit_words
from bareme.differences.page.charts import chart, legend
from bareme.differences.page.markup import code, join, tag
from bareme.differences.page.plot import Plot
from bareme.differences.page.stretches import stretches
from bareme.differences.page.tables import table
from bareme.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.differences.model import Curve
    from bareme.differences.page.markup import Content, Markup
    from bareme.differences.page.stretches import Ends, Stretch
    from bareme.reading.scalars import Number
    from bareme.units import Unit

_LISTED = 400  # rows of the table
_NOWHERE = "pas de réponse"


def curve_figure(curve: Curve, id_: str, before: str, after: str) -> Markup:
    """Return the figure of a curve; `before` and `after` are how the two versions are called."""
    found = stretches(curve)
    title = f"{curve.label}, selon : {curve.input_label}"
    given = join((code(f"{name}={value}"), " ") for name, value in curve.given.items())
    under = (
        tag("span", "Le reste de la situation : ", given, class_="given") if given else None,
        legend(
            ("line before", f"avant : {before}"),
            ("line after", f"après : {after}"),
            *(_shades(curve, found)),
        ),
    )
    head = found[:_LISTED]
    folded = f"Les valeurs exactes : {len(found)} intervalles et points"
    if len(head) < len(found):
        folded += f", dont les {len(head)} premiers ici"
    return chart(
        title, under, Plot(curve, found).picture(id_, title), folded, _table(curve, head, title)
    )


def _shades(curve: Curve, found: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    changes = [value for one in found for value in one.change or ()]
    money = curve.kind.unit is not None and curve.kind.unit.is_money
    if any(value > 0 for value in changes):
        yield "shade more", "gagné" if money else "en plus"
    if any(value < 0 for value in changes):
        yield "shade less", "perdu" if money else "en moins"


def _table(curve: Curve, found: Sequence[Stretch], title: str) -> Markup:
    along, unit = curve.input_kind.unit, curve.kind.unit
    rows: list[list[Content]] = [
        [
            _bare(one.start, along),
            "ce point seul" if one.start == one.end else _bare(one.end, along),
            _ends(one.before, unit),
            _ends(one.after, unit),
            _ends(one.change, unit, "+"),
        ]
        for one in found
    ]
    x, y = unit_words(curve.input_kind), unit_words(curve.kind)
    columns = (f"De{x}", f"À{x}", f"Avant{y}", f"Après{y}", f"Écart{y}")
    return table(title, columns, rows, "numbers")


def _ends(ends: Ends | None, unit: Unit | None, plus: str = "") -> str:
    """Return what is answered from one end of a stretch to the other."""
    if ends is None:
        return "" if plus else _NOWHERE
    told = [f"{plus if value > 0 else ''}{_bare(value, unit)}" for value in ends]
    return told[0] if ends[0] == ends[1] else f"{told[0]} → {told[1]}"


def _bare(value: Number, unit: Unit | None) -> str:
    """Return a number whose unit stands at the head of its column."""
    if unit is not None and unit.percent:
        value *= 100
    return number(value, 2 if unit is not None and unit.is_money else 0)
