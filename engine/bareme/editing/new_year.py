"""The figures that change every year and lack one: which, from what day, and what fills them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.calendar import add_years
from bareme.editing.dated import dated
from bareme.editing.given import content_of, reference_of, values_of
from bareme.nearest import nearest
from bareme.reading.scalars import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from bareme.diagnostics import Report
    from bareme.editing.figures import Figures
    from bareme.editing.given import Word
    from bareme.editing.proving import Intended
    from bareme.model import Figure, Parameter
    from bareme.reading.tree import Entry


@dataclass(frozen=True, slots=True)
class Due:
    """A figure without a value in force from a year on: from the day `start`, that of its last
    value. `slot` is the place that waits for it already, where there is one.
    """

    figures: Figures
    parameter: Parameter
    start: dt.date
    slot: Entry | None

    @property
    def rulebook(self) -> str:
        """The rulebook that writes the figure."""
        return self.figures.rulebook


def parse_year(text: str, today: dt.date, report: Report) -> int | None:
    """Return a year; None, with the reason reported, when a text is none."""
    if re.fullmatch("[0-9]{4}", text, re.ASCII) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    near = nearest(text, [str(today.year + 1), str(today.year), str(today.year + 2)])
    report.add("not-a-year", None, near, text=text, year=today.year + 1)
    return None


def due(files: Iterable[Figures], year: int, report: Report) -> tuple[Due, ...]:
    """Return what lacks a year, in the order of the files. A figure that lacks an earlier one too
    is reported: that comes first.
    """
    found = []
    for figures in files:
        for parameter in figures.parameters.values():
            last = _last_before(parameter, year)
            if not parameter.yearly or last is None:
                continue
            start = add_years(last.start, year - last.start.year)
            if parameter.in_force(start) is not None:
                continue
            if last.start.year < year - 1:
                missing = [str(each) for each in range(last.start.year + 1, year)]
                slot = _slot(figures, parameter.name, last.start.year + 1)
                _report_earlier(parameter, missing, slot, report)
            else:
                slot = _slot(figures, parameter.name, year)
                start = start if slot is None else slot[0]
                found.append(Due(figures, parameter, start, None if slot is None else slot[1]))
    return tuple(found)


def _last_before(parameter: Parameter, year: int) -> Figure | None:
    before = [figure for figure in parameter.figures if figure.start.year < year]
    return before[-1] if before else None


def _slot(figures: Figures, name: str, year: int) -> tuple[dt.date, Entry] | None:
    """Return the place that waits for a year, with its date."""
    waiting = ((key, entry) for key, entry in figures.waiting.items() if key[0] == name)
    return next(((key[1], entry) for key, entry in waiting if key[1].year == year), None)


def _report_earlier(
    parameter: Parameter,
    missing: Sequence[str],
    slot: tuple[dt.date, Entry] | None,
    report: Report,
) -> None:
    place = parameter.figures[-1].place if slot is None else slot[1].key.place
    code = "year-before-missing" if slot is None else "year-before-waits"
    report.add(code, place, name=parameter.name, missing=", ".join(missing), first=missing[0])


def slots(found: Iterable[Due]) -> list[tuple[Due, Intended]]:
    """Return the places to fill in that each of the figures is given, but for those that have
    one.
    """
    intended = []
    for each in found:
        if each.slot is None:
            choices = each.parameter.figures[-1].by_choice
            value = dict.fromkeys(choices, "") if each.parameter.by else ""
            content = {"value": value, "reference": ""}
            intended.append((each, dated(each.figures, each.parameter.name, each.start, content)))
    return intended


def fillings(
    found: Sequence[Due],
    words: Sequence[Word],
    references: Sequence[Word],
    more: Mapping[str, str],
    report: Report,
) -> list[tuple[Due, Intended]]:
    """Return what fills the figures that are given a value, each with its reference; what is wrong
    is reported. `more` is what is to stand beside: a provenance, a note.
    """
    intended = []
    for each in found:
        rulebook, name = each.rulebook, each.parameter.name
        own = [word for word in words if word.is_about(rulebook, name)]
        if not own:
            continue
        values = values_of(each.parameter, own, report, partly=False)
        reference = _reference(rulebook, name, references, report)
        if values is not None and reference is not None:
            content = content_of(values, {"reference": reference, **more})
            intended.append((each, dated(each.figures, name, each.start, content)))
    return intended


def _reference(rulebook: str, name: str, references: Sequence[Word], report: Report) -> str | None:
    """Return the text on which a figure rests: the one given for it, or else for all."""
    own = [word for word in references if word.is_about(rulebook, name)]
    chosen = max(own, key=lambda word: bool(word.name), default=None)
    if chosen is None:
        report.add("reference-needed", None, name=name)
        return None
    return reference_of(chosen, report)


def check_words(
    words: Iterable[Word],
    found: Sequence[Due],
    files: Iterable[Figures],
    year: int,
    report: Report,
) -> None:
    """Report the words that speak of no figure that lacks the year, or of several."""
    known = [(each, name) for each in files for name in each.parameters]
    for word in (word for word in words if word.name):
        about = [each for each in found if word.is_about(each.rulebook, each.parameter.name)]
        if len(about) == 1:
            continue
        data = {"name": word.name, "year": year}
        if about:
            where = [each.rulebook for each in about]
            report.add(
                "figure-ambiguous", word.address, where=", ".join(where), first=where[0], **data
            )
            continue
        there = [figures for figures, name in known if word.is_about(figures.rulebook, name)]
        if not there:
            awaited = [each.parameter.name for each in found]
            near = nearest(word.name, awaited) or nearest(word.name, [name for _, name in known])
            report.add(
                "no-such-figure", word.address, near, known=", ".join(awaited) or "—", **data
            )
        elif there[0].parameters[word.name].yearly:
            report.add("year-known", word.address, rulebook=there[0].rulebook, **data)
        else:
            report.add("not-yearly", word.address, rulebook=there[0].rulebook, **data)
