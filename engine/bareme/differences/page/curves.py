"""A curve as a picture and as a table: an output over one input, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.page.axes import unit_words
from bareme.differences.page.charts import chart, legend
from bareme.differences.page.markup import code, filled, join, tag
from bareme.differences.page.plot import Plot
from bareme.differences.page.stretches import stretches
from bareme.differences.page.tables import table
from bareme.translation import tr
from bareme.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bareme.differences.model import Curve
    from bareme.differences.page.markup import Content, Markup
    from bareme.differences.page.stretches import Ends, Stretch
    from bareme.reading.scalars import Number
    from bareme.units import Unit

_LISTED = 400  # rows of the table


def curve_figure(curve: Curve, id_: str, before: str, after: str) -> Markup:
    """Return the figure of a curve; `before` and `after` are how the two versions are called."""
    found = stretches(curve)
    title = tr("{output}, selon : {input}", output=curve.label, input=curve.input_label)
    given = join((code(f"{name}={value}"), " ") for name, value in curve.given.items())
    under = (
        tag("span", filled(tr("Le reste de la situation : {given}"), given=given), class_="given")
        if given
        else None,
        legend(*sides(before, after), *_shades(curve, found)),
    )
    head = found[:_LISTED]
    folded = tr("Les valeurs exactes : {count} intervalles et points", count=len(found))
    if len(head) < len(found):
        folded = tr("{values}, dont les {count} premiers ici", values=folded, count=len(head))
    return chart(
        title, under, Plot(curve, found).picture(id_, title), folded, _table(curve, head, title)
    )


def sides(before: str, after: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the entries of a legend for the lines of both sides."""
    return (
        ("line before", tr("avant : {side}", side=before)),
        ("line after", tr("après : {side}", side=after)),
    )


def _shades(curve: Curve, found: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    changes = [value for one in found for value in one.change or ()]
    money = curve.kind.unit is not None and curve.kind.unit.is_money
    if any(value > 0 for value in changes):
        yield "shade more", tr("gagné") if money else tr("en plus")
    if any(value < 0 for value in changes):
        yield "shade less", tr("perdu") if money else tr("en moins")


def _table(curve: Curve, found: Sequence[Stretch], title: str) -> Markup:
    along, unit = curve.input_kind.unit, curve.kind.unit
    rows: list[list[Content]] = [
        [
            _bare(one.start, along),
            tr("ce point seul") if one.start == one.end else _bare(one.end, along),
            _ends(one.before, unit),
            _ends(one.after, unit),
            _ends(one.change, unit, "+"),
        ]
        for one in found
    ]
    x, y = unit_words(curve.input_kind), unit_words(curve.kind)
    columns = (
        *(tr("De") + x, tr("À") + x),
        *(tr("Avant") + y, tr("Après") + y, tr("Écart") + y),
    )
    return table(title, columns, rows, "numbers")


def _ends(ends: Ends | None, unit: Unit | None, plus: str = "") -> str:
    """Return what is answered from one end of a stretch to the other."""
    if ends is None:
        return "" if plus else tr("pas de réponse")
    told = [f"{plus if value > 0 else ''}{_bare(value, unit)}" for value in ends]
    return told[0] if ends[0] == ends[1] else f"{told[0]} → {told[1]}"


def _bare(value: Number, unit: Unit | None) -> str:
    """Return a number whose unit stands at the head of its column."""
    if unit is not None and unit.percent:
        value *= 100
    return number(value, 2 if unit is not None and unit.is_money else 0)
