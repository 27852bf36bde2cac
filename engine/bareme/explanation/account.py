"""What there is to tell about an answer, as data: steps, facts, figures, texts, notes."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bareme import words
from bareme.domains.exact import ExactWalker
from bareme.domains.phrases import Phrase, Phrases
from bareme.language.functions import FIGURE_OF
from bareme.result import step_references
from bareme.trail import decisive
from bareme.translation import N_, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bareme.domains.exact import Value
    from bareme.evaluation import Finish, Step
    from bareme.language.kinds import Kind
    from bareme.model import Citation, Rule
    from bareme.result import Result


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value, as words; `items` are those of a list that is not empty."""

    name: str
    label: str
    value: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One rule, told: why this case, the formula, the figures in it, the finishers, the result.

    `calculation` is None when the result is nothing to calculate (`nothing`, a truth, a list); a
    step `repeats` when its formula is another name and no more. `items` are what a list holds.
    """

    name: str
    label: str
    facts: tuple[str, ...]
    because: tuple[str, ...]
    formula: str
    calculation: str | None
    finishes: tuple[str, ...]
    result: str
    references: tuple[str, ...]
    notes: tuple[str, ...]
    repeats: bool
    items: tuple[str, ...] = ()

    @property
    def adds_nothing(self) -> bool:
        """Whether the step only repeats another value, with nothing to say about it."""
        told = (self.facts, self.because, self.finishes, self.references, self.notes)
        return self.repeats and not any(told)


@dataclass(frozen=True, slots=True)
class Account:
    """Everything there is to tell about one answer."""

    title: str
    date: str
    edition: str
    version: str
    fingerprint: str
    given: tuple[Line, ...]
    assumed: tuple[Line, ...]
    steps: tuple[ToldStep, ...]
    answers: tuple[Line, ...]
    reasons: tuple[str, ...]
    pending: tuple[Line, ...]
    warnings: tuple[str, ...]


def account_of(result: Result) -> Account:
    """Return what there is to tell about an answer."""
    definition = result.program.definition
    teller = _Teller(result)

    def line(name: str) -> Line:
        return Line(name, definition.label_of(name), result.words(name), result.listed(name))

    def wanting(name: str) -> Line:
        labels = (definition.label_of(needed) for needed in pending[name])
        return Line(name, definition.label_of(name), words.listing(labels))

    edition, pending = result.edition, result.pending
    answers = tuple(line(name) for name in result.outputs)
    told = {item for answer in answers for item in answer.items}
    reasons = {reason: None for name in result.outputs for reason in result.reasons(name)}
    return Account(
        definition.title,
        words.date(result.date),
        edition.edition,
        words.date(edition.version),
        edition.fingerprint,
        tuple(line(name) for name in result.given),
        tuple(line(name) for name in result.assumed),
        tuple(teller.tell(step) for step in result.trace),
        answers,
        tuple(reason for reason in reasons if reason not in told),
        tuple(wanting(name) for name in pending),
        tuple(f"{warning.message} {warning.remedy}" for warning in result.warnings),
    )


class _Teller:
    """Tells steps, with the values the evaluation found in place of the names."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._program = result.program
        self._definition = result.program.definition
        self._values = {name: result.exact(name) for name in result}
        self._walker = ExactWalker(Phrases(result.program.domain, self._figure))
        self._walker.names = _Names(self._name)

    def tell(self, step: Step) -> ToldStep:
        rule = self._definition.rules[step.name]
        variant = step.variant
        facts: dict[str, None] = {}
        chosen = tuple(variant.cases[index] for index in step.chosen)
        for case in decisive(step):
            if case.when is not None:
                facts.update(dict.fromkeys(self._phrase(case.when.tree).facts))
        if variant.collects:
            return self._tell_list(step, rule, tuple(facts))
        (case,) = chosen
        phrase = self._phrase(case.then.tree)
        facts.update(dict.fromkeys(phrase.facts))
        raw = words.quantity(step.raw, rule.kind, rule.choices)
        return ToldStep(
            step.name,
            rule.label,
            tuple(facts),
            () if case.because is None else (case.because,),
            case.then.text,
            None if isinstance(case.then.tree, ast.Constant) else _calculation(phrase, raw, step),
            (
                *self._bounds(step, rule.kind),
                *(self._finish(step, finish, rule.kind) for finish in step.finishes),
            ),
            words.quantity(step.value, rule.kind, rule.choices),
            tuple(dict.fromkeys(self._references(step))),
            self._notes(step, rule),
            isinstance(case.then.tree, ast.Name),
        )

    def _tell_list(self, step: Step, rule: Rule, facts: tuple[str, ...]) -> ToldStep:
        items = self._result.listed(step.name)
        return ToldStep(
            step.name,
            rule.label,
            facts,
            (),
            ", ".join(case.then.text for case in step.variant.cases),
            None,
            (),
            self._result.words(step.name),
            tuple(dict.fromkeys(self._references(step))),
            self._notes(step, rule),
            repeats=False,
            items=items,
        )

    @staticmethod
    def _notes(step: Step, rule: Rule) -> tuple[str, ...]:
        citations = (step.variant.citation, rule.citation)
        return tuple(dict.fromkeys(cited.note for cited in citations if cited.note))

    def _phrase(self, tree: ast.expr) -> Phrase:
        phrase: Phrase = self._walker.walk(tree)
        return phrase

    def _name(self, name: str) -> Phrase:
        definition = self._definition
        kind = definition.kind_of(name)
        assert kind is not None
        value: Value = self._result.exact(name)
        text, label = self._result.words(name), definition.label_of(name)
        facts = (words.labelled(label, text),) if kind.base == "boolean" else ()
        return Phrase(value, text, label=label, unit=kind.unit, facts=facts)

    def _figure(self, how: str, name: str, argument: Any) -> Phrase:
        """Tell a figure by a choice, or some years back, or its mean over the years before."""
        parameter = self._definition.parameters[name]
        value = self._program.domain.functions[how](name, argument)
        unit = parameter.kind.unit
        if how == "mean_of_previous":
            back = self._program.domain.functions["previous"]
            figures = (words.amount(back(name, n), unit) for n in range(1, argument + 1))
            return Phrase(value, tr("moyenne de ({all})", all=words.listing(figures)), unit=unit)
        text = words.amount(value, unit)
        label = parameter.label if how == FIGURE_OF else None
        return Phrase(value, text, label=label, unit=unit)

    def _bounds(self, step: Step, kind: Kind) -> Iterator[str]:
        """Tell the bounds that were looked at and did not count."""
        if step.raw is None:
            return
        counted = {finish.how for finish in step.finishes}
        chosen, variant = step.variant.cases[step.chosen[0]], step.variant
        for how, told, bounds in (
            ("floor", N_("au moins {value} : inchangé"), (chosen.floor, variant.floor)),
            ("cap", N_("au plus {value} : inchangé"), (chosen.cap, variant.cap)),
        ):
            for bound in bounds if how not in counted else ():
                if bound is not None:
                    value = words.quantity(self._phrase(bound.tree).value, kind)
                    yield tr(told, value=value)

    def _finish(self, step: Step, finish: Finish, kind: Kind) -> str:
        after = words.quantity(finish.value, kind)
        bound = words.amount(finish.bound, kind.unit)
        if finish.how == "round":
            return _rounded(finish, kind, after)
        if finish.how == "published":
            published = self._program.procedures[step.name].published
            assert published is not None
            assert published.discrepancy is not None
            return tr(
                "montant publié, qui s'applique : {value} ({reason})",
                value=after,
                reason=published.discrepancy.reason,
            )
        if finish.how == "floor":
            return tr("relevé au minimum de {bound}", bound=bound)
        return tr("ramené au maximum de {bound}", bound=bound)

    def _references(self, step: Step) -> Iterator[str]:
        """Tell each text once, with the figures that rest on it."""
        told: dict[str, list[str]] = {}
        for reference in step_references(self._program, self._values, step):
            cited = _cited(reference.citation)
            if cited is not None:
                since = f", {words.date(reference.since)}" if reference.since else ""
                labels = told.setdefault(cited, [])
                if reference.name != step.name:
                    labels.append(f"{reference.label}{since}")
        for cited, labels in told.items():
            yield words.labelled(words.listing(dict.fromkeys(labels)), cited) if labels else cited


class _Names:
    """Resolves names on demand, as the walker asks for them."""

    def __init__(self, resolve: Any) -> None:
        self._resolve = resolve

    def __getitem__(self, name: str) -> Phrase:
        phrase: Phrase = self._resolve(name)
        return phrase


def _calculation(phrase: Phrase, raw: str, step: Step) -> str | None:
    if isinstance(step.raw, bool) or step.raw is None:
        return None
    if phrase.label is not None:
        return f"{phrase.label} = {raw}"
    return raw if phrase.text == raw else f"{phrase.text} = {raw}"


def _rounded(finish: Finish, kind: Kind, after: str) -> str:
    if kind.unit is not None and kind.unit.is_money and finish.bound * 100 == 1:
        return tr("arrondi au centime : {value}", value=after)
    step = words.number(finish.bound)
    return tr("arrondi au plus proche multiple de {step} : {value}", step=step, value=after)


def _cited(citation: Citation) -> str | None:
    known = words.PROVENANCES.get(citation.provenance or "")
    provenance = tr(known) if known else None
    if citation.reference is None:
        return tr("sans texte ({provenance})", provenance=provenance) if provenance else None
    return f"{citation.reference} ({provenance})" if provenance else citation.reference
