"""Where the parts of a formula stand in its file: on one line, on several, or between quotes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bareme.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.reading.tree import Scalar


def text_place(scalar: Scalar) -> Place:
    """Return the place of the text itself: one further where a quote stands before it."""
    return scalar.place if scalar.plain else scalar.place.within(1, len(scalar.text))


def stretch(place: Place, text: str, start: int, length: int) -> Place:
    """Return the place of a part of a text, on the line where that part begins."""
    if place.source.line(place.line)[place.column - 1 :].startswith(text):
        return place.within(start, length)
    found = islice(_characters_of(place, text), len(text[: start + length].replace(" ", "")))
    part = list(found)[len(text[:start].replace(" ", "")) :]
    if not part:
        return place
    columns = [column for line, column in part if line == part[0][0]]
    return Place(place.source, part[0][0], columns[0], columns[-1] + 1)


def written_at(place: Place) -> str:
    """Return what stands at a place."""
    return place.source.line(place.line)[place.column - 1 : place.end_column - 1]


def fitting(suggestion: str | None, place: Place) -> str | None:
    """Return what is suggested as it may stand between the quotes of the file, if any."""
    quoted = place.source.line(place.line)[place.column - 2 : place.column - 1] == '"'
    return suggestion.replace('"', "'") if suggestion and quoted else suggestion


def _characters_of(place: Place, text: str) -> Iterator[tuple[int, int]]:
    """Give the line and the column of each character of a text, spaces apart.

    What stands between them in the file is no part of the text: the sign that announces several
    lines, the ends of lines, a quote written twice.
    """
    source, wanted = place.source, iter(text.replace(" ", ""))
    announced = source.line(place.line)[place.column - 2 : place.column - 1] in {">", "|"}
    character = next(wanted, "")
    for line in range(place.line + announced, source.text.count("\n") + 2):
        begin = place.column if line == place.line else 1
        for column, found in enumerate(source.line(line)[begin - 1 :], start=begin):
            if found == character:
                yield line, column
                character = next(wanted, "")
        if not character:
            return
