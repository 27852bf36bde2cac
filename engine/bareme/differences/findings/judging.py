"""What is remarkable in a change: every finding it earns, and the fingerprint it is known by."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from bareme.differences.changes.said import is_word
from bareme.differences.findings import facts
from bareme.differences.findings.codes import finding
from bareme.differences.findings.context import Context
from bareme.differences.findings.documents import (
    edition_not_raised,
    example_findings,
    output_findings,
    rulebook_findings,
)
from bareme.differences.findings.figures import figure_findings, unfounded
from bareme.differences.findings.named import (
    input_findings,
    is_same,
    published_findings,
    reason,
    rule_findings,
)
from bareme.language.normal import AFTER, BEFORE
from bareme.translation import SOURCE, speaking
from bareme.values import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from bareme.differences.model import Change, Facet, Finding, Said, Subject

__all__ = ["Context", "findings_of", "fingerprint_of"]

_DIGITS = 12  # of a fingerprint: enough for all the changes a project ever makes

_BY_SUBJECT: Mapping[Subject, Callable[[Change, Context], Iterator[Finding]]] = {
    "figure": figure_findings,
    "input": input_findings,
    "rule": rule_findings,
    "published": published_findings,
    "output": output_findings,
    "example": example_findings,
    "rulebook": rulebook_findings,
}
# What tells that an answer may move: of these it is worth saying that none does.
_COMPUTED = frozenset(
    {
        *("yearly-revaluation", "figure-added", "figure-changed", "figure-corrected"),
        *("retroactive-figure", "figure-removed", "figure-moved", "rule-added", "rule-removed"),
        *("rule-changed", "published-added", "published-changed", "default-changed"),
    }
)


def judged(changes: Iterable[Change], context: Context) -> tuple[Change, ...]:
    """Return changes with what is remarkable in each, and what each is known by."""
    return tuple(
        replace(change, findings=findings_of(change, context), fingerprint=fingerprint_of(change))
        for change in changes
    )


def findings_of(change: Change, context: Context) -> tuple[Finding, ...]:
    """Return what is remarkable in a change, the gravest first; never nothing.

    `change.reach` is what it moves, as far as that is known.
    """
    found = [*_of_change(change, context), *edition_not_raised(change, context)]
    return tuple(sorted(found, key=lambda each: -each.level))


def _of_change(change: Change, context: Context) -> Iterator[Finding]:
    if change.how == "renamed" and change.subject != "example":
        code = "public-name-changed" if _is_public(change, context) else "renamed"
        yield finding(code, label=change.label, former=change.former, name=change.name)
        return
    words = _is_of_words(change) and not unfounded(change)
    own = [] if words else [*_BY_SUBJECT[change.subject](change, context)]
    yield from own
    if not own:
        about = {"label": change.label, "aspects": facts.aspects(change)}
        yield finding("words-changed", **about)
        return
    if any(each.code in _COMPUTED for each in own) and _moves_nothing(change, context):
        yield finding("no-effect", label=change.label, reason=reason(change))


def _is_public(change: Change, context: Context) -> bool:
    """Tell whether those who call write a name, or read it: of an input, of an output."""
    outputs = context.after.outputs if context.after is not None else ()
    return change.subject == "input" or change.name in outputs


def _is_of_words(change: Change) -> bool:
    return change.how in {"changed", "renamed"} and all(map(is_word, change.facets))


def _moves_nothing(change: Change, context: Context) -> bool:
    """Tell whether it is known that a change moves no answer.

    What only one side has cannot be tried on both: only that nothing reads it is known.
    """
    on_both = context.on_both(change)
    known = {"unread", "outside", "published"} if on_both else {"unread"}
    return not change.reach.outputs and (change.reach.why in known or (on_both and is_same(change)))


def fingerprint_of(change: Change) -> str:
    """Return by what a change is known: the same for the same change, wherever it stands in its
    file and whichever rulebook borrows what changes.

    Twelve hexadecimal digits, from where it is written, what it is about and what it says, in
    whichever language that is told.
    """
    said = sorted(_facet(facet) for facet in change.facets)
    with speaking(SOURCE):  # the words of a kind are those of a language
        sort = str(change.kind)
    told = [change.origin, change.subject, change.how, change.name, str(change.since), sort, said]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _facet(facet: Facet) -> list[str]:
    return [facet.aspect, _bare(facet.part), *_said(facet.before), *_said(facet.after)]


def _said(said: Said | None) -> list[str]:
    """Return what is said, exactly where it is a value: how values are worded may change."""
    if said is None:
        return ["", ""]
    text = _bare(said.known_by or said.text) if said.value is None else plain(said.value)
    return [text, said.reference or ""]


def _bare(text: str) -> str:
    return text.replace(BEFORE, "").replace(AFTER, "")
