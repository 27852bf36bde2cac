"""One figure from one date on: what is to come may be written, what is past is only corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bareme.diagnostics import Report
from bareme.editing.dated import dated
from bareme.editing.figures import read_figures
from bareme.editing.given import content_of, reference_of, values_of
from bareme.editing.quoting import one_line
from bareme.language.kinds import DATE
from bareme.nearest import nearest
from bareme.values import Expected, Fault, parse_text
from bareme.words import date as in_full
from bareme.words import quantity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from bareme.editing.figures import Figures
    from bareme.editing.given import Value, Word
    from bareme.editing.proving import Intended
    from bareme.loading import RulesDirectory
    from bareme.model import Figure, Parameter


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be written: values, the texts they rest on, and why the past is corrected."""

    start: dt.date
    values: Sequence[Word]
    reference: Word | None
    more: Mapping[str, str]
    correct: str | None = None


def day_of(text: str, report: Report) -> dt.date | None:
    """Return the day a text names; None, with the reason reported, when it names none."""
    try:
        return cast("dt.date", parse_text(text, Expected(DATE)))
    except Fault as fault:
        report.add(fault.code, None, fault.suggestion, **fault.data)
        return None


def figure_of(
    directory: RulesDirectory, rulebook: str, name: str, report: Report
) -> tuple[Figures, Parameter] | None:
    """Return a figure and those of its file; None, with the reasons reported, when the rulebook
    does not write it.
    """
    figures = read_figures(directory, rulebook, report)
    known = {} if figures is None else figures.parameters
    if figures is not None and name in known:
        return figures, known[name]
    if report.has_errors:
        return None
    for other in directory.names():
        elsewhere = read_figures(directory, other, Report())
        if elsewhere is not None and name in elsewhere.parameters:
            report.add("figure-elsewhere", None, name=name, rulebook=rulebook, origin=other)
            return None
    near, listing = nearest(name, known), ", ".join(known) or "—"
    report.add("unknown-figure", None, near, name=name, rulebook=rulebook, known=listing)
    return None


def setting(
    figures: Figures, parameter: Parameter, asked: Asked, today: dt.date, report: Report
) -> Intended | None:
    """Return what writes a figure; None when it says so already, or with the reasons reported."""
    there = next((f for f in parameter.figures if f.start == asked.start), None)
    values = values_of(parameter, asked.values, report, partly=there is not None)
    reference = None if asked.reference is None else reference_of(asked.reference, report)
    if values is None or (asked.reference is not None and reference is None):
        return None
    if there is not None and _says(there, values, reference):
        return None
    if reference is None:
        report.add("reference-needed", None, name=parameter.name)
        return None
    if asked.start <= today and asked.correct is None:
        _report_past(parameter, there, asked.start, report)
        return None
    more = {"reference": reference, **asked.more}
    if note := _note(there, asked):
        more["note"] = note
    return dated(figures, parameter.name, asked.start, content_of(values, more))


def _says(there: Figure, values: Mapping[str, Value], reference: str | None) -> bool:
    """Tell whether a figure has these values already, and rests on that text."""
    same = all(there.by_choice[choice] == value.number for choice, value in values.items())
    return same and reference in {None, one_line(there.citation.reference or "")}


def _report_past(
    parameter: Parameter, there: Figure | None, start: dt.date, report: Report
) -> None:
    data = {"name": parameter.name, "date": in_full(start)}
    if there is None:
        report.add("past-date", None, **data)
        return
    value = ", ".join(
        f"{choice} {quantity(value, parameter.kind)}".strip()
        for choice, value in there.by_choice.items()
    )
    report.add("past-figure", there.place, value=value, **data)


def _note(there: Figure | None, asked: Asked) -> str | None:
    """Return the note of a figure with why it is corrected, after what it said; None when there is
    nothing to add.
    """
    added = [text for text in (asked.more.get("note"), asked.correct) if text]
    if not added:
        return None
    former = there.citation.note if there is not None else None
    *others, last = (one_line(text) for text in (former, *added) if text)
    return " ".join([*(_sentence(each) for each in others), last])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
