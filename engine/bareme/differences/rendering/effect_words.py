"""The words in which effects are told: who gains or loses, how much, because of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme import words
from bareme.differences.model import Answer
from bareme.differences.rendering.words import counted, difference, line, signed
from bareme.words import date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from bareme.differences.model import (
        Comparison,
        Derived,
        Fate,
        Group,
        OutputEffect,
        Part,
        Shift,
        Witness,
    )
    from bareme.language.kinds import Kind

# What happens to one and to several; in the order in which it is told.
_FATES: dict[Fate, tuple[str, str]] = {
    "gain": ("augmente", "augmentent"),
    "lose": ("diminue", "diminuent"),
    "appear": ("passe de rien à quelque chose", "passent de rien à quelque chose"),
    "vanish": ("passe de quelque chose à rien", "passent de quelque chose à rien"),
    "other": ("a une autre réponse", "ont une autre réponse"),
    "refused": ("n'a plus de réponse", "n'ont plus de réponse"),
    "answered": ("a désormais une réponse", "ont désormais une réponse"),
    "same": ("ne change pas", "ne changent pas"),
}
_OF_MONEY: dict[Fate, tuple[str, str]] = {
    "gain": ("gagne", "gagnent"),
    "lose": ("perd", "perdent"),
}
_OF_TRUTH: dict[Fate, tuple[str, str]] = {
    "appear": ("passe de non à oui", "passent de non à oui"),
    "vanish": ("passe de oui à non", "passent de oui à non"),
}


def period(comparison: Comparison) -> str:
    """Return of which days a comparison speaks."""
    return span(comparison.after, comparison.until)


def span(start: dt.date, until: dt.date | None) -> str:
    """Return a stretch of days; without an end where `until` is None."""
    if until is None:
        return f"à partir du {date(start)}"
    if until == start:
        return f"le {date(start)}"
    return f"du {date(start)} au {date(until)}"


def compared(comparison: Comparison) -> str | None:
    """Return which days are held against each other; None for one day in two editions."""
    if not comparison.before_edition:
        return (
            "Ces jours n'avaient pas de réponse jusqu'ici : comparés à la veille, "
            f"le {date(comparison.before)}, dans la nouvelle édition."
        )
    if comparison.before == comparison.after:
        return None
    return f"Le {date(comparison.before)} comparé au {date(comparison.after)}."


def origin(group: Group, rejected: bool = True) -> str:
    """Return whose answers are compared, how many they are, and how many have none at all."""
    told = {
        "situation": "La situation donnée",
        "examples": f"Exemples du barème ({words.number(group.size)})",
        "limits": f"Cas construits aux limites ({words.number(group.size)})",
        "population": f"Population ({counted(group.size, 'personne')})",
    }[group.origin]
    if rejected and group.rejected:
        return f"{told}, dont {words.number(group.rejected)} sans réponse des deux côtés"
    return told


def answers_anyone(group: Group) -> bool:
    """Tell whether any answer of a group can be compared."""
    return any(count for effect in group.outputs for count in effect.counts.values())


def unmoved(group: Group) -> str:
    """Return that nothing moves in a group, or that nothing can be compared."""
    if answers_anyone(group):
        return "aucune réponse ne change"
    return "aucune réponse ne peut être comparée"


def fate(what: Fate, kind: Kind, several: bool = False) -> str:
    """Return what happens to someone: gagne, perd; augmente, diminue where it is not money."""
    told = _FATES[what]
    if kind.unit is not None and kind.unit.is_money:
        told = _OF_MONEY.get(what, told)
    elif kind.base == "boolean":
        told = _OF_TRUTH.get(what, told)
    return told[several]


def counts(effect: OutputEffect, unmoved: bool = True) -> str:
    """Return to how many what happens: 96 gagnent, 200 ne changent pas."""
    told = [what for what in _FATES if effect.counts.get(what, 0)]
    return ", ".join(
        f"{words.number(effect.counts[what])} {fate(what, effect.kind, effect.counts[what] > 1)}"
        for what in told
        if unmoved or what != "same"
    )


def spread(effect: OutputEffect) -> str | None:
    """Return the smallest, the largest and the median change; None where no number moves."""
    small, middle, large = effect.smallest, effect.median, effect.largest
    if small is None or middle is None or large is None:
        return None
    least, half, most = (shift(each, effect.kind) for each in (small, middle, large))
    if small == large:
        return f"chaque fois {least}"
    up, down = (
        any(effect.counts.get(what, 0) for what in some)
        for some in (("gain", "appear"), ("lose", "vanish"))
    )
    if up != down:
        return f"de {least} à {most}, médiane {half}"
    return f"écart le plus petit {least}, médian {half}, le plus grand {most}"


def shift(moved: Shift, kind: Kind) -> str:
    """Return how much an answer moves: +1,08 €/jour (+1,98 %)."""
    return difference(moved.amount, moved.ratio, kind.unit)


def total(effect: OutputEffect) -> str | None:
    """Return the sum of all that moves and where it comes from; None where no number moves."""
    if effect.total is None:
        return None
    told = f"en tout {signed(effect.total, effect.kind.unit)}"
    if len(effect.parts) == 1:
        return f"{told} {cause(effect.parts[0])}"
    return ", ".join([told, *parts(effect.parts, effect.kind)])


def moving(found: Sequence[Part]) -> list[Part]:
    """Return the parts that bring anything: to one person, most changes bring nothing."""
    return [part for part in found if part.amount]


def parts(found: Sequence[Part], kind: Kind) -> list[str]:
    """Return what each change brings: +0,85 € dû à a, −0,10 € dû à l'effet combiné de a et b."""
    told = [f"{signed(part.amount, kind.unit)} {cause(part)}" for part in found]
    return [f"dont {told[0]}", *told[1:]] if len(told) > 1 else told


def cause(part: Part) -> str:
    """Return what an amount is due to: a name, or several together."""
    names = [line(name) for name in part.names]
    if len(names) == 1:
        return f"dû à {names[0]}"
    return f"dû à l'effet combiné de {', '.join(names[:-1])} et {names[-1]}"


def follows(derived: Derived) -> str:
    """Return that a rule moves because another does: « x suit : 54,43 → 55,51 €/jour »."""
    before, after = arrow(Answer(derived.before), Answer(derived.after), derived.kind)
    told = f"{line(derived.name)} suit : {before} → {after}"
    return ", ".join([told, *parts(moving(derived.parts), derived.kind)])


def arrow(before: Answer, after: Answer, kind: Kind) -> tuple[str, str]:
    """Return two answers, the unit once where both are numbers."""
    one, other = answer(before, kind), answer(after, kind)
    unit = f" {kind.unit}"
    return (one.removesuffix(unit) if other.endswith(unit) else one), other


def answer(given: Answer, kind: Kind) -> str:
    """Return an answer: a value, or a refusal."""
    if given.refusal is None:
        return line(words.quantity(given.value, kind))
    told = line(given.words)
    return f"refus [{line(given.refusal)}]" + (f" : {told}" if told else "")


def witness(found: Witness, kind: Kind) -> str:
    """Return what happens to one person: « gagne : 54,43 → 55,51 €/jour »."""
    before, after = arrow(found.before, found.after, kind)
    told = f"{fate(found.fate, kind)} : {before} → {after}"
    return ", ".join([told, *parts(moving(found.parts), kind)])
