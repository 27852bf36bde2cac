"""The examples of a rulebook, run: what it answers against what it must answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.diagnostics import Diagnostic, Report, Severity, facts
from bareme.errors import SituationError
from bareme.nearest import nearest
from bareme.situation import read_entries
from bareme.values import Expected, Fault, parse_node
from bareme.words import listing, quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bareme.domains.exact import Value
    from bareme.model import Definition, Example
    from bareme.result import Result
    from bareme.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one example went: no findings means that it passed. `result` is what was answered,
    where answers were expected; only those were computed.
    """

    example: Example
    findings: tuple[Diagnostic, ...]
    result: Result | None = None

    @property
    def passed(self) -> bool:
        """Whether the rulebook answered as the example says."""
        return not self.findings


def run_examples(book: Rulebook, examples: tuple[Example, ...]) -> tuple[Outcome, ...]:
    """Run every example on its own."""
    outcomes = []
    for example in examples:
        report = Report()
        result = _run(book, example, report)
        outcomes.append(Outcome(example, report.diagnostics, result))
    return tuple(outcomes)


_MANY, _TOLD = 3, 2  # failures alike: how many are told one by one, how many of more than that


def findings_of(outcomes: Iterable[Outcome]) -> Iterator[Diagnostic]:
    """Give what the examples find; of many that fail alike, the first few and how many more."""
    alike: dict[tuple[str, str], list[Diagnostic]] = {}
    for finding in (finding for outcome in outcomes for finding in outcome.findings):
        about = finding.data.get("causes" if finding.code == "example-refused" else "name", "")
        alike.setdefault((finding.code, about), []).append(finding)
    for found in alike.values():
        if found[0].severity is not Severity.ERROR or len(found) <= _MANY:
            yield from found
        else:
            yield from found[:_TOLD]
            count = facts({"count": len(found) - _TOLD})
            yield Diagnostic("examples-alike", found[_TOLD].place, count)


def _expected(definition: Definition, example: Example, report: Report) -> dict[str, Value]:
    """Return the values an example expects."""
    expected = {}
    for name, entry in example.expect.items():
        kind = definition.kind_of(name)
        if kind is None:
            names = [*definition.rules, *definition.parameters]
            report.add("unknown-name", entry.key.place, nearest(name, names), name=name)
            continue
        try:
            expected[name] = parse_node(entry.value, Expected(kind))
        except Fault as fault:
            report.add(fault.code, entry.value.place, fault.suggestion, **fault.data)
    return expected


def _run(book: Rulebook, example: Example, report: Report) -> Result | None:
    definition = book.definition
    expected = _expected(definition, example, report)
    reading = Report()
    given = read_entries(definition, example.given.values(), reading)
    if example.refused in {finding.code for finding in reading.diagnostics}:
        return None  # a value that cannot be taken is a refusal like another
    for finding in reading.diagnostics:
        report.include(finding)
    if report.errors:
        return None
    try:
        rules = book.on(example.on) if example.on else book.for_situation(given)
        result = rules.evaluate(given, outputs=tuple(expected) or None)
    except SituationError as error:
        if example.refused not in {d.code for d in error.diagnostics}:
            causes = listing(d.message for d in error.diagnostics)
            code = error.diagnostics[0].code
            report.add(
                "example-refused", example.place, name=example.name, causes=causes, code=code
            )
        return None
    if example.refused is not None:
        report.add("example-not-refused", example.place, name=example.name, refusal=example.refused)
    for name, value in expected.items():
        found = result.exact(name)
        if not _agree(found, value):
            kind = definition.kind_of(name)
            assert kind is not None
            report.add(
                "example-fails",
                example.expect[name].value.place,
                name=name,
                example=example.name,
                expected=quantity(value, kind),
                found=quantity(found, kind),
            )
    return result if expected else None


def _agree(found: Value, expected: Value) -> bool:
    """Tell whether two values are the same; the order of a list is that of its rule."""
    if isinstance(found, tuple) and isinstance(expected, tuple):
        return set(found) == set(expected)
    return found == expected
