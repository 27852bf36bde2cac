"""Every shipped rulebook: its examples, its published amounts, its texts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import bareme
from bareme.checking.examples import run_examples
from bareme.diagnostics import Report
from shelf import book

SHELF = bareme.rules_directory()
EXAMPLES = [
    pytest.param(name, example, id=f"{name}: {example.name}")
    for name in SHELF.names()
    for example in SHELF.examples(name, Report())
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_examples(name: str, example: object) -> None:
    (outcome,) = run_examples(book(name), (example,))  # type: ignore[arg-type]  # see EXAMPLES
    assert [finding.message for finding in outcome.findings] == []


@pytest.mark.parametrize("name", SHELF.names())
def test_nothing_but_known_discrepancies(name: str) -> None:
    assert {finding.code for finding in SHELF.check(name)} <= {"discrepancy-known"}


def test_the_known_discrepancy_of_2019() -> None:
    (finding,) = SHELF.check("indemnites-journalieres")
    assert finding.place is not None
    assert finding.place.source.line(finding.place.line).strip() == "2019-01-01:"
    assert "21,77 €/jour" in finding.message
    assert "22,20 €/jour" in finding.message


@pytest.mark.parametrize("name", SHELF.names())
def test_every_figure_says_where_it_comes_from(name: str) -> None:
    definition = book(name).definition
    figures = [figure for p in definition.parameters.values() for figure in p.figures]
    published = [amount for rule in definition.rules.values() for amount in rule.published]
    for citation in [*(f.citation for f in figures), *(p.citation for p in published)]:
        assert citation.provenance is not None
        assert citation.reference is not None or citation.note is not None


@pytest.mark.parametrize("name", SHELF.names())
def test_every_rule_can_be_shown_in_every_version(name: str) -> None:
    rulebook = book(name)
    for date in rulebook.version_dates:
        program = rulebook.on(date).program
        assert set(program.procedures) <= set(rulebook.definition.rules)
        for figure in program.figures.values():
            assert isinstance(figure.value, Mapping) or figure.value is not None
