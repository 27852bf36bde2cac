"""Questions put one at a time on a terminal, until there is an answer.

What earlier answers have made pointless is not asked. Everything said here goes to standard
error: standard output is for the answer.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme import words
from bareme.cli import output
from bareme.cli.questions import DATE_QUESTION, form, numbered, period
from bareme.diagnostics import Diagnostic, facts
from bareme.errors import SituationError
from bareme.language.kinds import DATE
from bareme.reading.scalars import suggest_boolean
from bareme.translation import tr
from bareme.values import Expected, Fault, parse_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bareme.domains.exact import Value
    from bareme.model import Input
    from bareme.rulebook import Rulebook, Rules

_YEAR = re.compile(r"[0-9]{4}")
_NONE = frozenset({"0", "[]", "aucun", "aucune", "none"})


class _Stopped(Exception):
    """There is nothing more to read."""


class _Passed(Exception):
    """The person would rather not answer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was told: the rules of the date (None when not even that was), the situation, and
    whether the person stopped before the end.
    """

    rules: Rules | None
    given: Mapping[str, Value]
    stopped: bool


def ask(
    book: Rulebook, given: Mapping[str, Value], on: str | None, outputs: Sequence[str]
) -> Answers:
    """Put every question that matters to `outputs`.

    The first output must be answered; for the others a question may be passed over.
    """
    output.note(book.title)
    output.note(tr("« ? » : des précisions. Ctrl-D : arrêter."))
    answered = dict(given)
    passed: set[str] = set()
    rules: Rules | None = None
    stopped = False
    try:
        rules = _rules(book, answered, on)
        for index, name in enumerate(outputs):
            _ask_for(rules, name, answered, passed, optional=index > 0)
    except _Stopped:
        output.note("")
        stopped = True
    output.note("")
    return Answers(rules, answered, stopped)


def _rules(book: Rulebook, answered: dict[str, Value], on: str | None) -> Rules:
    """Return the rules of the date given, or of the date that is told now."""
    if on is not None:
        return book.on(on)
    reference = book.definition.inputs.get(book.definition.reference_date or "")
    if reference is not None and reference.name in answered:
        return book.for_situation(answered)
    expected = Expected(DATE) if reference is None else Expected.of(reference)
    question = _Question(reference, expected, optional=False, date_form=period(book))
    question.put()
    while True:
        day = question.answer()
        try:
            rules = book.on(day)  # type: ignore[arg-type]  # a date, see Expected
        except SituationError as error:
            for diagnostic in error.diagnostics:
                output.note(f"  {diagnostic.message} {diagnostic.remedy}")
            continue
        if reference is not None:
            answered[reference.name] = day
        return rules


def _ask_for(
    rules: Rules, name: str, answered: dict[str, Value], passed: set[str], optional: bool
) -> None:
    """Put questions until one output can be given, or is passed over."""
    while True:
        needed = set(rules.questions(answered, [name], defaults=False)[0])
        if not needed or passed & needed:
            return
        inputs = rules.book.definition.inputs.values()
        asked = next(asked for asked in inputs if asked.name in needed)
        question = _Question(asked, Expected.of(asked), optional and asked.default is None)
        question.put()
        try:
            answered[asked.name] = question.answer()
        except _Passed:
            passed.add(asked.name)
            return


@dataclass(frozen=True, slots=True)
class _Question:
    """One question: `asked` is None for the date that no input carries."""

    asked: Input | None
    expected: Expected
    optional: bool
    date_form: str | None = None

    def put(self) -> None:
        """Write the question, and what may be answered."""
        asked = self.asked
        output.note("")
        output.note(tr(DATE_QUESTION) if asked is None else asked.question)
        if asked is not None and asked.choices:
            for mark, label in self._marks(asked):
                output.note(f"  {mark} {label}")
        else:
            output.note(f"  {self._form()}")
        if hints := "  ".join(self._hints()):
            output.note(f"  ({hints})")

    def _marks(self, asked: Input) -> list[tuple[str, str]]:
        """Give each choice a mark to answer by: a number, or its own name where that is a code."""
        marks = [f"{n}." for n in range(1, len(asked.choices) + 1)]
        if not numbered(asked):
            width = max(map(len, asked.choices))
            marks = [f"{name:<{width}} " for name in asked.choices]
        return list(zip(marks, asked.choices.values(), strict=True))

    def _form(self) -> str:
        if self.expected.kind.base == "boolean":
            return tr("oui ou non")
        if self.date_form is not None or self.asked is None:
            return str(self.date_form)
        return form(self.asked)

    def _hints(self) -> list[str]:
        found = []
        asked = self.asked
        if asked is not None and asked.kind.base == "list":
            found.append(tr("plusieurs : 1, 3 ; aucun : 0"))
        if asked is not None and asked.default is not None:
            default = words.quantity(asked.default, asked.kind, asked.choices)
            found.append(tr("Entrée : {answer}", answer=default))
        elif self.optional:
            found.append(tr("Entrée : passer"))
        return found

    def answer(self) -> Value:
        """Return the answer, once one can be taken."""
        suggestion: str | None = None
        while True:
            text = _read()
            if text == "?":
                self._explain()
                continue
            if not text and suggestion is None:
                if self.asked is not None and self.asked.default is not None:
                    return self.asked.default
                if self.optional:
                    raise _Passed
            if not text and suggestion is None and self.expected.kind.base != "text":
                told = tr("Il faut une réponse : {form}.", form=self._admitted())
                output.note(f"  {told}")
                continue
            try:
                return parse_text(self._meant(text or suggestion or ""), self.expected)
            except Fault as fault:
                suggestion = None if _YEAR.fullmatch(text) else fault.suggestion
                self._refuse(fault, suggestion)

    def _refuse(self, fault: Fault, suggestion: str | None) -> None:
        diagnostic = Diagnostic(fault.code, None, facts(fault.data), fault.suggestion)
        if fault.code in {"unknown-choice", "not-a-boolean"}:
            told = tr("Ce n'est pas une réponse possible : {form}.", form=self._admitted())
            output.note(f"  {told}")
        else:
            output.note(f"  {diagnostic.message} {diagnostic.remedy}")
        if suggestion is not None:
            told = tr("Entrée : {answer}", answer=suggestion)
            output.note(f"  ({told})")

    def _admitted(self) -> str:
        asked = self.asked
        if asked is None or not asked.choices:
            return self._form()
        if not numbered(asked):
            return tr("un code, comme {code}", code=next(iter(asked.choices)))
        return tr("un numéro de 1 à {last}", last=len(asked.choices))

    def _explain(self) -> None:
        asked = self.asked
        if asked is None:
            told = tr("Les règles et les chiffres appliqués sont ceux de cette date.")
            output.note(f"  {told}")
            return
        output.note(f"  {asked.label} ({asked.name})")
        for line in (asked.citation.note, asked.citation.reference):
            if line:
                output.note(f"  {line}")

    def _meant(self, text: str) -> str:
        """Return an answer as a situation has it: a choice by its name, oui as true."""
        base = self.expected.kind.base
        if base == "boolean":
            return suggest_boolean(text) or text
        if base == "text":
            return "" if text == '""' else text
        if self.asked is None or base not in {"choice", "list"}:
            return text
        if base == "list" and text.lower() in _NONE and text not in self.asked.choices:
            return ""
        parts = [text] if base == "choice" else text.split(",")
        return ",".join(_named(part.strip(), self.asked) for part in parts)


def _named(part: str, asked: Input) -> str:
    """Return the choice that a number, a label or a name stands for."""
    names = list(asked.choices)
    if numbered(asked) and part.isdecimal() and 1 <= int(part) <= len(names):
        return names[int(part) - 1]
    same = (name for name, label in asked.choices.items() if label.casefold() == part.casefold())
    return next(same, part)


def _read() -> str:
    print("> ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise _Stopped
    return line.strip()
