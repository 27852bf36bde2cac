"""The words in which effects are told: who gains or loses, how much, because of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme import words
from bareme.differences.model import Answer
from bareme.differences.rendering.words import difference, line, once, signed
from bareme.translation import tr, trn
from bareme.words import date, labelled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

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

# What happens to one or several, in the order in which it is told.
_FATES: Mapping[Fate, Callable[[int], str]] = {
    "gain": lambda n: trn("augmente", "augmentent", n),
    "lose": lambda n: trn("diminue", "diminuent", n),
    "appear": lambda n: trn("passe de rien à quelque chose", "passent de rien à quelque chose", n),
    "vanish": lambda n: trn("passe de quelque chose à rien", "passent de quelque chose à rien", n),
    "other": lambda n: trn("a une autre réponse", "ont une autre réponse", n),
    "refused": lambda n: trn("n'a plus de réponse", "n'ont plus de réponse", n),
    "answered": lambda n: trn("a désormais une réponse", "ont désormais une réponse", n),
    "same": lambda n: trn("ne change pas", "ne changent pas", n),
}
_OF_MONEY: Mapping[Fate, Callable[[int], str]] = {
    "gain": lambda n: trn("gagne", "gagnent", n),
    "lose": lambda n: trn("perd", "perdent", n),
}
_OF_TRUTH: Mapping[Fate, Callable[[int], str]] = {
    "appear": lambda n: trn("passe de non à oui", "passent de non à oui", n),
    "vanish": lambda n: trn("passe de oui à non", "passent de oui à non", n),
}


def period(comparison: Comparison) -> str:
    """Return of which days a comparison speaks."""
    return span(comparison.after, comparison.until)


def heading(comparison: Comparison) -> str:
    """Return that the effects of some days follow."""
    return tr("Effets {period}", period=period(comparison))


def span(start: dt.date, until: dt.date | None) -> str:
    """Return a stretch of days; without an end where `until` is None."""
    if until is None:
        return tr("à partir du {date}", date=date(start))
    if until == start:
        return tr("le {date}", date=date(start))
    return tr("du {start} au {end}", start=date(start), end=date(until))


def compared(comparison: Comparison) -> str | None:
    """Return which days are held against each other; None for one day in two editions."""
    if not comparison.before_edition:
        return tr(
            "Ces jours n'avaient pas de réponse jusqu'ici : comparés à la veille, le {eve}, dans "
            "la nouvelle édition.",
            eve=date(comparison.before),
        )
    if comparison.before == comparison.after:
        return None
    days = date(comparison.before), date(comparison.after)
    return tr("Le {before} comparé au {after}.", before=days[0], after=days[1])


def origin(group: Group, rejected: bool = True) -> str:
    """Return whose answers are compared, how many they are, and how many have none at all."""
    told = _whose(group)
    if rejected and group.rejected:
        return tr(
            "{group}, dont {count} sans réponse des deux côtés",
            group=told,
            count=words.number(group.rejected),
        )
    return told


def _whose(group: Group) -> str:
    size = words.number(group.size)
    if group.origin == "situation":
        return tr("La situation donnée")
    if group.origin == "examples":
        return tr("Exemples du barème ({count})", count=size)
    if group.origin == "limits":
        return tr("Cas construits aux limites ({count})", count=size)
    return trn(
        "Population ({count} personne)",
        "Population ({count} personnes)",
        group.size,
        count=size,
    )


def answers_anyone(group: Group) -> bool:
    """Tell whether any answer of a group can be compared."""
    return any(count for effect in group.outputs for count in effect.counts.values())


def unmoved(group: Group) -> str:
    """Return that nothing moves in a group, or that nothing can be compared."""
    if answers_anyone(group):
        return tr("aucune réponse ne change")
    return tr("aucune réponse ne peut être comparée")


def fate(what: Fate, kind: Kind, several: bool = False) -> str:
    """Return what happens to someone: gagne, perd; augmente, diminue where it is not money."""
    told = _FATES[what]
    if kind.unit is not None and kind.unit.is_money:
        told = _OF_MONEY.get(what, told)
    elif kind.base == "boolean":
        told = _OF_TRUTH.get(what, told)
    return told(1 + several)


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
        return tr("chaque fois {shift}", shift=least)
    up, down = (
        any(effect.counts.get(what, 0) for what in some)
        for some in (("gain", "appear"), ("lose", "vanish"))
    )
    if up != down:
        return tr("de {least} à {most}, médiane {middle}", least=least, most=most, middle=half)
    return tr(
        "écart le plus petit {least}, médian {middle}, le plus grand {most}",
        least=least,
        middle=half,
        most=most,
    )


def shift(moved: Shift, kind: Kind) -> str:
    """Return how much an answer moves: +1,08 €/jour (+1,98 %)."""
    return difference(moved.amount, moved.ratio, kind.unit)


def total(effect: OutputEffect) -> str | None:
    """Return the sum of all that moves and where it comes from; None where no number moves."""
    if effect.total is None:
        return None
    told = tr("en tout {amount}", amount=signed(effect.total, effect.kind.unit))
    if len(effect.parts) == 1:
        return f"{told} {cause(effect.parts[0])}"
    return ", ".join([told, *parts(effect.parts, effect.kind)])


def moving(found: Sequence[Part]) -> list[Part]:
    """Return the parts that bring anything: to one person, most changes bring nothing."""
    return [part for part in found if part.amount]


def parts(found: Sequence[Part], kind: Kind) -> list[str]:
    """Return what each change brings: +0,85 € dû à a, −0,10 € dû à l'effet combiné de a et b."""
    told = [f"{signed(part.amount, kind.unit)} {cause(part)}" for part in found]
    return [tr("dont {part}", part=told[0]), *told[1:]] if len(told) > 1 else told


def example(name: str) -> str:
    """Return that someone is an example; `name` as the format writes it."""
    return tr("exemple « {name} »", name=name)


def cause(part: Part) -> str:
    """Return what an amount is due to: a name, or several together."""
    names = [line(name) for name in part.names]
    if len(names) == 1:
        return tr("dû à {name}", name=names[0])
    return tr(
        "dû à l'effet combiné de {names} et {last}",
        names=", ".join(names[:-1]),
        last=names[-1],
    )


def follows(derived: Derived) -> str:
    """Return that a rule moves because another does: « x suit : 54,43 → 55,51 €/jour »."""
    before, after = arrow(Answer(derived.before), Answer(derived.after), derived.kind)
    told = tr(
        "{name} suit : {before} → {after}", name=line(derived.name), before=before, after=after
    )
    return ", ".join([told, *parts(moving(derived.parts), derived.kind)])


def arrow(before: Answer, after: Answer, kind: Kind) -> tuple[str, str]:
    """Return two answers, the unit once where both are numbers."""
    one, other = answer(before, kind), answer(after, kind)
    return once(one, other, kind.unit), other


def answer(given: Answer, kind: Kind) -> str:
    """Return an answer: a value, or a refusal."""
    if given.refusal is None:
        return line(words.quantity(given.value, kind))
    refused = tr("refus [{code}]", code=line(given.refusal))
    told = line(given.words)
    return labelled(refused, told) if told else refused


def witness(found: Witness, kind: Kind) -> str:
    """Return what happens to one person: « gagne : 54,43 → 55,51 €/jour »."""
    before, after = arrow(found.before, found.after, kind)
    told = labelled(fate(found.fate, kind), f"{before} → {after}")
    return ", ".join([told, *parts(moving(found.parts), kind)])
