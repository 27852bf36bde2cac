"""Where on the page each thing stands: names that are told lead there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.differences.page.markup import code, join, tag
from bareme.differences.rendering.alike import told
from bareme.differences.rendering.order import gravest_first, is_told_elsewhere
from bareme.differences.rendering.person import is_asked, moving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bareme.differences.model import Change, Difference
    from bareme.differences.page.markup import Markup
    from bareme.differences.rendering.alike import Told


@dataclass(frozen=True, slots=True)
class Section:
    """A rulebook on the page: `id` begins the names of all that stands in it."""

    id: str
    item: Difference
    outputs: Mapping[str, str]
    changed: Mapping[str, str]
    periods: tuple[Told, ...]
    is_of_one: bool
    lenders: Mapping[str, str]

    @staticmethod
    def of(item: Difference, id_: str, lenders: Mapping[str, str]) -> Section:
        """Return where the parts of a rulebook stand; `lenders` is where others do, by name."""
        outputs: dict[str, str] = {}
        periods, one = told(item.comparisons), is_asked([item])
        for number, period in enumerate(periods, 1):
            for rank, group in enumerate(period.comparison.groups, 1):
                effects = moving(group) if one else group.outputs
                for place, effect in enumerate(effects, 1):
                    if effect.moves:
                        where = f"e1-{place}" if one else f"e{number}-{rank}-{place}"
                        outputs.setdefault(effect.name, f"{id_}-{where}")
        changed: dict[str, str] = {}
        for place, change in enumerate(gravest_first(item.changes), 1):
            changed.setdefault(change.name, f"{id_}-c{place}")
        return Section(id_, item, outputs, changed, periods, one, lenders)

    def changes(self) -> Iterator[tuple[str, Change]]:
        """Give the changes in the order of the page, with where each stands."""
        for place, change in enumerate(gravest_first(self.item.changes), 1):
            yield f"{self.id}-c{place}", change

    def lender(self, change: Change) -> Markup | None:
        """Return the rulebook that tells of a change in full, if another on the page does."""
        if not is_told_elsewhere(change, self.item, self.lenders):
            return None
        return _link(change.origin, self.lenders[change.origin])

    def output(self, name: str) -> Markup:
        """Return the name of an output, which leads to its effects."""
        return _link(name, self.outputs.get(name))

    def change(self, name: str) -> Markup:
        """Return the name of a figure or rule, which leads to its change."""
        return _link(name, self.changed.get(name))


def listed(names: Iterable[Markup]) -> Markup:
    """Return names one after the other."""
    found = [*names]
    return join((name, ", " if place < len(found) else None) for place, name in enumerate(found, 1))


def _link(name: str, id_: str | None) -> Markup:
    return code(name) if id_ is None else tag("a", code(name), href=f"#{id_}")
