"""What fits: blocks of a document chosen by what matters most, within a number of bytes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stay together. Those of the lowest `rank` come in first; `counts` is what a block
    that is left out counts as. A block `under` another is left out with it.
    """

    text: str
    rank: int
    counts: str = ""
    under: Block | None = None

    @property
    def size(self) -> int:
        """How many bytes it takes, its line end included."""
        return len(self.text.encode()) + 1


def fitted(blocks: Sequence[Block], limit: int, told: Callable[[Counter[str]], str]) -> str:
    """Return the blocks that fit in so many bytes, in their order, then what is `told` of how many
    of what are left out.
    """
    chosen = _chosen(blocks, limit)
    if len(chosen) < len(blocks):
        # Once anything is left out, that must be said too: room is kept for it.
        everything = told(Counter(block.counts for block in blocks if block.counts))
        chosen = _chosen(blocks, limit - 2 * len(everything.encode()))
    left = Counter(
        block.counts for place, block in enumerate(blocks) if place not in chosen and block.counts
    )
    texts = [block.text for place, block in enumerate(blocks) if place in chosen]
    return "\n".join([*texts, told(left)] if left else texts)


def _chosen(blocks: Sequence[Block], limit: int) -> set[int]:
    found: set[int] = set()
    taken: set[int] = set()
    room = limit
    for place in sorted(range(len(blocks)), key=lambda place: (blocks[place].rank, place)):
        block = blocks[place]
        if block.size <= room and (block.under is None or id(block.under) in taken):
            room -= block.size
            found.add(place)
            taken.add(id(block))
    return found


def first_of(items: Iterable[str], limit: int) -> list[str]:
    """Return the first of some items that fit in so many bytes, and how many more there are."""
    listed = list(items)
    found: list[str] = []
    room = limit
    for place, item in enumerate(listed):
        room -= len(item.encode()) + 1
        if room < 0:
            left = len(listed) - place
            return [*found, tr("- … et {count} de plus", count=left)]
        found.append(item)
    return found
