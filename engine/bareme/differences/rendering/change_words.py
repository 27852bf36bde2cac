"""The words in which a change is told, and what is remarkable in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bareme.differences.changes.cases import OTHERWISE
from bareme.differences.findings.codes import because
from bareme.differences.rendering import words
from bareme.differences.rendering.order import facets, kept, same_source
from bareme.differences.rendering.words import difference, line, listed, named, once
from bareme.differences.vocabulary import OF_A_DATE, WHAT, aspect_words, said_words
from bareme.language.normal import BEFORE
from bareme.translation import tr, trn
from bareme.words import date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from bareme.differences.model import Acceptance, Change, Facet, Said
    from bareme.language.kinds import Kind
    from bareme.units import Unit

MARKED = BEFORE  # what begins a part of a formula that differs
# What is said in the unit of what changes. The rank of a case is a number too, but of nothing.
_IN_UNIT = frozenset({"value", "history", "minimum", "maximum", "default", "round"})
# What has no date, and says by itself whether anyone is answered otherwise.
_OF_THE_WHOLE = frozenset({"rulebook", "example", "output"})
# The findings that say why nobody is.
_SAY_REACH = frozenset({"no-effect", "rule-refactored"})
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (.*))?")


def what(change: Change) -> str:
    """Return what becomes of what: Chiffre modifié, Règle ajoutée, Nouvelle valeur."""
    if is_of_a_date(change):
        return tr(OF_A_DATE[change.how])
    return tr(WHAT[change.subject][change.how])


def is_of_a_date(change: Change) -> bool:
    """Tell whether a figure that stays has a value more, or less."""
    return change.subject == "figure" and change.how in OF_A_DATE and not _is_whole(change)


def _is_whole(change: Change) -> bool:
    """Tell whether a figure comes or goes with all its values, each told with its date."""
    return all(_DATED.fullmatch(line(facet.part)) for facet in change.facets)


def called(change: Change) -> str:
    """Return the name of what changes, with its label; the former name too, where it had one."""
    told = words.called(change.name, change.label)
    return told if change.former is None else f"{line(change.former)} → {told}"


def in_short(change: Change) -> str:
    """Return a change in a few words: its name, and how it moves where it is one number, or else
    what is changed in it.
    """
    told = facets(change)
    facet = next((each for each in told if moved(each, change.kind)), None)
    if facet is None or len(told) > 1:
        names = dict.fromkeys(aspect_words(each.aspect) for each in told)
        within = f" ({', '.join(names)})" if change.how == "changed" else ""
        return f"{line(change.name)}{within}" if within else called(change)
    before, after = sides(facet, change.kind)
    return f"{line(change.name)}, {before} → {after}, {moved(facet, change.kind)}"


def since(change: Change) -> str:
    """Return from when a change holds; empty for what has no date."""
    if change.subject in _OF_THE_WHOLE:
        return ""
    if change.since is None:
        return tr("à toute date")
    return tr("à partir du {date}", date=date(change.since))


def about(change: Change) -> str:
    """Return which rulebook writes a change, and from when it holds; an example has no date."""
    within = tr("dans {rulebook}", rulebook=line(change.origin))
    return ", ".join(told for told in (within, since(change)) if told)


def aspect(facet: Facet) -> str:
    """Return what a facet is about: `valeur, vente` or `condition, sinon`."""
    part = line(facet.part)
    if facet.aspect == "history":
        return _years_ago(part)
    told = aspect_words(facet.aspect)
    if part == OTHERWISE:
        part = tr("sinon")
    dated = _DATED.fullmatch(part)
    if dated is not None:
        part = ", ".join([named(dated[1]), *([dated[2]] if dated[2] else [])])
    return f"{told}, {part}" if part else told


def _years_ago(part: str) -> str:
    if not part.isdigit():
        return tr("valeur d'il y a {part}", part=part)
    years = int(part)
    return trn("valeur d'il y a {count} an", "valeur d'il y a {count} ans", years, count=part)


def unit_of(facet: Facet, kind: Kind | None) -> Unit | None:
    """Return the unit of the numbers of a facet."""
    return kind.unit if kind is not None and facet.aspect in _IN_UNIT else None


def sides(facet: Facet, kind: Kind | None) -> tuple[str | None, str | None]:
    """Return what is said before and after; the unit only once, where both have it.

    None is what is not said at all; of what is a value, that it is nothing is said.
    """
    before, after = (_told(facet, said) for said in (facet.before, facet.after))
    if facet.change is not None and before and after:
        before = once(before, after, unit_of(facet, kind))
    return before, after


def text_of(facet: Facet, said: Said) -> str:
    """Return what a side of a facet says, in words where the files have a word of their own."""
    return said_words(facet.aspect, said.text)


def _told(facet: Facet, said: Said | None) -> str | None:
    if said is None:
        return tr("rien") if facet.aspect in _IN_UNIT else None
    return line(text_of(facet, said)) or tr("(vide)")


def moved(facet: Facet, kind: Kind | None) -> str | None:
    """Return by how much a number moves; None for anything else."""
    if facet.change is None or facet.aspect not in _IN_UNIT:
        return None
    return difference(facet.change, facet.ratio, unit_of(facet, kind))


def sourced(facet: Facet) -> bool:
    """Tell whether a facet is worth its texts and lines: figures of years before are no change of
    their own.
    """
    return facet.aspect != "history"


def unmoved(change: Change) -> str | None:
    """Return which choices of a figure keep their value where others do not."""
    names = kept(change)
    return tr("{names} : sans changement", names=listed(names)) if names else None


def sources(facet: Facet) -> list[tuple[str, Said | None]]:
    """Return the sides whose texts and lines are worth telling, each with its name; where both are
    the same, one without.
    """
    if not sourced(facet):
        return []
    if same_source(facet.before, facet.after):
        return [("", facet.after)]
    return [(tr("avant"), facet.before), (tr("après"), facet.after)]


def source(said: Said | None) -> str:
    """Return the text on which a side rests, and where it stands; empty where neither is known."""
    if said is None:
        return ""
    cited = "" if said.reference is None else line(said.reference)
    return " · ".join(part for part in (cited, words.where(said.place)) if part)


def elsewhere(change: Change) -> str:
    """Return where a borrowed figure is told in full, and what it moves here."""
    told = tr("Voir {rulebook}.", rulebook=line(change.origin))
    outputs = change.reach.outputs
    return f"{told} {_moving(outputs)}" if outputs else told


def _moving(outputs: Sequence[str]) -> str:
    return tr("Fait changer : {outputs}.", outputs=listed(outputs))


def dependents(change: Change) -> str | None:
    """Return what else reads what changes; None where nothing does. Who reads an output that goes
    still does, and nobody reads an amount that is only checked.
    """
    checked = change.subject == "published" and change.reach.why == "words"
    if not change.dependents or checked or change.subject == "output":
        return None
    return tr("En dépendent : {names}.", names=listed(change.dependents))


def reach(change: Change, as_of: dt.date) -> str | None:
    """Return which outputs a change moves, or why none; None where that says itself, or where a
    finding already does.
    """
    found = change.reach
    if change.subject in _OF_THE_WHOLE:
        return None
    if found.outputs:
        return _moving(found.outputs)
    told = any(finding.code in _SAY_REACH for finding in change.findings)
    if found.why is None or told:
        return None
    reason = because(found.why, found.cases)
    if found.why == "incomparable":
        return tr("Effet inconnu : {reason}.", reason=reason)
    if found.why == "unknown" and found.date is not None:
        return tr(
            "Effet encore inconnu : il prend effet le {date}, et {reason}.",
            date=date(found.date),
            reason=reason,
        )
    if found.why == "words" and change.subject == "published":
        reason = tr("ce montant sert à vérifier la formule")
    elif change.how == "renamed":
        reason = tr("seul le nom change")
    elif found.why == "outside" and found.date is not None and found.date > as_of:
        reason = tr("prend effet le {date}", date=date(found.date))
    return tr("Ne change aucune réponse : {reason}.", reason=reason)


def known_by(change: Change, code: Callable[[str], str] = str) -> str:
    """Return the fingerprint of a change, as it is told; `code` is how a format writes one."""
    return tr("empreinte {fingerprint}", fingerprint=code(change.fingerprint))


def accepted(acceptance: Acceptance) -> str:
    """Return who has accepted a finding, and why."""
    by, reason = line(acceptance.by), line(acceptance.reason)
    return tr("Accepté par {by} : {reason}", by=by, reason=reason)
