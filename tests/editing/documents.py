"""Documents as several hands lay them out: any indentation, spaces, remarks and empty lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_TEXTS = ("1", "3919.20", "71 %", "oui", '"a: b"', "'l''an'", "Arrêté, art. 3", "[1,2 , 3]", "{}")
_FLOWS = ("{value:  1,reference: Décret }", "[ {a: 1 ,b: [x,y]},\n      z ]", '{"a":1}')
_LONG = (
    "plain text\n{0}over two lines",
    '"between quotes\n\n{0}over three"',
    ">-\n{0}folded\n{0}  further in\n\n{0}text",
    "|\n{0}kept\n{0}as it is",
    "|+\n{0}kept with its end\n\n",
)


class _Hand:
    """Who draws each choice of a layout."""

    def __init__(self, random: Random) -> None:
        self.random, self.count = random, 0

    def among(self, *choices: str) -> str:
        return self.random.choice(choices)

    def spaces(self, least: int = 1) -> str:
        return " " * self.random.randint(least, 4)

    def chance(self, of: int = 4) -> bool:
        return self.random.randint(1, of) == 1

    def name(self) -> str:
        self.count += 1
        return f"k{self.count}"

    def above(self, indent: str) -> str:
        """Empty lines and remarks before an entry."""
        text = "\n" * self.random.randint(0, 3) if self.chance() else ""
        while self.chance():
            text += f"{indent}#{self.among('', ' ', '# ')}c{self.name()}{self.among('', '  ')}\n"
        return text

    def end(self) -> str:
        remark = f"{self.spaces()}#{self.among('', ' ')}c{self.name()}" if self.chance() else ""
        return f"{remark}{self.among('', '', ' ')}\n"


def _scalar(hand: _Hand, indent: str) -> str:
    if hand.chance(3):
        return hand.among(*_LONG).replace("{0}", indent + hand.spaces()) + "\n"
    return hand.among(*_TEXTS, *_FLOWS) + hand.end()


def _value(hand: _Hand, indent: str, depth: int) -> str:
    """Return what follows a colon."""
    if depth == 0 or hand.chance(2):
        return hand.spaces() + _scalar(hand, indent)
    if hand.chance(2):
        return hand.end() + _group(hand, indent + hand.spaces(), depth - 1)
    return hand.end() + _list(hand, indent + hand.spaces(least=0), depth - 1)


def _group(hand: _Hand, indent: str, depth: int, first: str | None = None) -> str:
    text = ""
    for number in range(hand.random.randint(1, 3)):
        start = first if first is not None and number == 0 else hand.above(indent) + indent
        text += f"{start}{hand.name()}{hand.among('', '', ' ')}:{_value(hand, indent, depth)}"
    return text


def _list(hand: _Hand, indent: str, depth: int) -> str:
    text = ""
    for _ in range(hand.random.randint(1, 3)):
        gap = hand.spaces()
        text += f"{hand.above(indent)}{indent}-{gap}"
        if depth and hand.chance(2):
            text += _group(hand, f"{indent} {gap}", depth - 1, first="")
        else:
            text += _scalar(hand, indent + " ")
    return text


def document(random: Random) -> str:
    """Return a document."""
    hand = _Hand(random)
    text = _group(hand, "", 3) + hand.above(hand.spaces(least=0))
    return text.replace("\n", "\r\n") if hand.chance() else text
