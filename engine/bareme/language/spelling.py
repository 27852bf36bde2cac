"""The text of a formula to Python's tree, after everything Python would misread.

Owns what other languages, and French, write otherwise (`=`, `et`, `3919,20`, curly quotes), the
percentages (`71 %`), the dates (`2019-01-01`), and the bounds on length and depth. What the nodes
may be is up to `grammar`.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from dataclasses import dataclass
from unicodedata import normalize

from bareme.reading.scalars import foreign_date, suggest_date, suggest_number
from bareme.units import UNKNOWN, WRITTEN

MAX_LENGTH = 2_000
MAX_DEPTH = 60
MAX_NODES = 400


class Refused(Exception):
    """A formula that cannot be read: the code and facts of a diagnostic, and the stretch."""

    def __init__(
        self, code: str, start: int, length: int, suggestion: str | None = None, **data: object
    ) -> None:
        super().__init__(code)
        self.code, self.start, self.length = code, start, length
        self.suggestion, self.data = suggestion, data


@dataclass(frozen=True, slots=True)
class Spelled:
    """A tree whose columns count characters, and its depth; `percents` gives, for the end of
    each number that is a percentage, the end of its sign.
    """

    tree: ast.expr
    percents: dict[int, int]
    depth: int


def spell(text: str) -> Spelled:
    """Return the tree of a formula; Refused, with the stretch at fault, when it has none."""
    if len(text) > MAX_LENGTH:
        raise Refused("formula-too-long", 0, 1, limit=MAX_LENGTH)
    # What stands in quotes is no formula: looked at as so many spaces.
    bare = _STRING.sub(_blank, text)
    dates = [match.span() for match in _DATE.finditer(bare)]
    bare = _DATE.sub(_blank, bare)
    _refuse_foreign(bare, text)
    _refuse_numbers(bare)
    _refuse_characters(bare, text)
    _refuse_deep(bare)
    percents = {match.end(1): match.end(2) for match in _PERCENT.finditer(bare)}
    tree = _python_tree(text, bare, dates)
    if not text.isascii():
        _count_characters(tree, text)
    return Spelled(tree, percents, _depth(tree))


# Between two of these, an x is a name; between two values, it multiplies.
_WORDS = "and|or|not|in|is|if|else|for"
_NO_NAME = "".join(rf"(?<!\b{word} )" for word in _WORDS.split("|"))
_FOREIGN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"=>", ">="),
        (r"=<", "<="),
        (r"(?<![<>=!])=(?!=)", "=="),
        (r"<>|≠", "!="),
        (r"≥", ">="),
        (r"≤", "<="),
        (rf"×|(?<=[\w)] ){_NO_NAME}[xX](?= [\w(])(?! (?:{_WORDS})\b)", "*"),
        (r"[÷∕]", "/"),
        (r"[−–—]", "-"),
        (r"&&|&|\bAND\b|\bET\b|\bet\b", "and"),
        (r"\|\||\||\bOR\b|\bOU\b|\bou\b", "or"),
        (r"(?:(?<=[=!]=)|(?<=[=!]= ))(?i:non)\b", "false"),
        (r"!(?!=)|\bNOT\b|\bNON\b|\bnon\b", "not"),
        (r"\bsinon\b", "else"),
        (r"\bsi\b", "if"),
        (r"\b(?:True|TRUE|(?i:vrai|oui|yes))\b", "true"),
        (r"\b(?:False|FALSE|(?i:faux|no))\b", "false"),
        (r"\bNone\b|\bnull\b|\brien\b", "nothing"),
        (r"[“”«»„]", '"'),
        (r"[‘’]", '"'),
    )
)
_CURLY = re.compile('[“„«‘]([^“”„«»‘’"]*)[”“»’]')
FOREIGN_WORDS = frozenset(
    ["et", "ou", "non", "sinon", "si", "vrai", "oui", "yes", "faux", "no", "null", "rien"]
)
# Functions, as they are called in French.
IN_FRENCH = {
    "moyenne": "mean",
    "arrondi": "round_to",
    "arrondir": "round_to",
    "absolu": "abs",
    "minimum": "min",
    "maximum": "max",
    "reste": "remainder",
    "longueur": "length",
    "nombre": "count",
    "compter": "count",
    "compte": "count",
    "remplacer": "replace",
}
_STRING = re.compile(r"\"[^\"\\]*\"|'[^'\\]*'")
_PERCENT = re.compile(
    r"(?<![\w.])([0-9]+(?:\.[0-9]+)?)( ?%)(?!\s*(?!if\b|else\b|and\b|or\b)[\w.(])"
)
_DATE = re.compile(r"(?<![\w.])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w.])", re.ASCII)
# 3 919,20 — 3919,20 (two values of a function have a space after their comma) — 0010
_MISWRITTEN = re.compile(
    r"(?<![\w.,])(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?"
    r"|[0-9]+,[0-9]+|0[0-9]+(?:\.[0-9]+)?)(?![\w,.])"
)


# 150 caractères — 10 €/an — and what has a unit that is none here, or a sign alone
_MEASURED = re.compile(
    rf"(?<![\w.])([0-9]+(?:\.[0-9]+)?)[ ]*(?:{WRITTEN})(?!\w)"
    rf"|(?<=[0-9])[ ]*(?:{UNKNOWN})(?!\w)|€|\$"
)


def _refuse_foreign(bare: str, text: str) -> None:
    if match := re.match(r"\s*=(?!=)\s*", bare):  # as a spreadsheet begins its formulas
        rest = text[match.end() :].rstrip()
        raise Refused("foreign-spelling", 0, match.end() + len(rest), rest, found="=")
    if match := foreign_date(bare):
        found = match.group()
        raise Refused("not-a-date", match.start(), len(found), suggest_date(found), text=found)
    if match := re.search(r"[\u00a0\u2007\u2009\u202f]", _MISWRITTEN.sub(_blank, bare)):
        character = f"U+{ord(match.group()):04X}"
        raise Refused("invisible-space", match.start(), 1, character=character)
    if match := _CURLY.search(bare):
        meant = f'"{match[1].strip()}"'
        found = match.group()
        raise Refused("foreign-spelling", match.start(), len(found), meant, found=found)
    for pattern, replacement in _FOREIGN:
        if match := pattern.search(bare):
            found = match.group()
            raise Refused("foreign-spelling", match.start(), len(found), replacement, found=found)
    for match in re.finditer(";", bare):
        if _opening(bare, match.start()) is not None:
            raise Refused("foreign-spelling", match.start(), 1, ",", found=";")


def _refuse_numbers(bare: str) -> None:
    """Refuse numbers written otherwise, and those that carry a unit."""
    if match := _MISWRITTEN.search(bare):
        found = match.group()
        meant = suggest_number(found)
        inside = _opening(bare, match.start()) is not None
        comma = re.fullmatch(r"[0-9]+,[0-9]+", found) and inside
        code = "comma-in-formula" if comma else "not-a-number"
        raise Refused(code, match.start(), len(found), meant, text=found)
    if match := _MEASURED.search(bare):
        raise Refused("unit-in-formula", match.start(), len(match.group()), match[1])


def _refuse_characters(bare: str, text: str) -> None:
    if "#" in bare:  # Python would drop the rest of the line without a word
        raise Refused("formula-syntax", bare.index("#"), 1, text=text)
    if match := re.search(r"\w*[^\x20-\x7e]\w*", bare):
        found = match.group()
        plain = normalize("NFKD", found).encode("ascii", "ignore").decode()
        meant = plain if plain.isidentifier() and len(plain) == len(found) else None
        raise Refused("foreign-character", match.start(), len(found), meant, character=found)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _opening(text: str, position: int) -> int | None:
    """Return where the bracket that is open at a position stands; None when none is."""
    depth = 0
    for index in range(position - 1, -1, -1):
        depth += (text[index] in ")]") - (text[index] in "([")
        if depth < 0:
            return index
    return None


def _refuse_deep(bare: str) -> None:
    """Bound the brackets: those that only group leave no trace in the tree."""
    depth = 0
    for position, character in enumerate(bare):
        depth += (character in "([{") - (character in ")]}")
        if depth > MAX_DEPTH:
            raise Refused("formula-too-deep", position, 1, limit=MAX_DEPTH)


def _python_tree(text: str, bare: str, dates: list[tuple[int, int]]) -> ast.expr:
    characters = list(text)
    for start, end in dates:  # to Python, a date is a text of the same length
        characters[start:end] = f'"{text[start + 1 : end - 1]}"'
    for match in _PERCENT.finditer(bare):
        characters[match.start(2) : match.end(2)] = " " * len(match.group(2))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse("".join(characters), mode="eval").body
    except SyntaxError as error:
        raise _unreadable(error, text, bare) from None
    except (RecursionError, MemoryError, ValueError):
        raise Refused("formula-too-deep", 0, 1, limit=MAX_DEPTH) from None


# Two values side by side, and no third: `12 mod 5` lacks no comma.
_GAP = re.compile(r"(?<!\w)(?<!\w )(\w+|[)\]\"'])(\s+)(?=(\w+(?!\s*\w)|[(\"'\[]))")


def _unreadable(error: SyntaxError, text: str, bare: str) -> Refused:
    """Return where Python gave up, or the place of the comma that is missing between values."""
    end = len(text.rstrip())
    start = (error.offset or 0) - 1
    start = start if 0 <= start < end else max(end - 1, 0)
    stop = max(error.end_offset or 0, start + 1)
    for gap in _GAP.finditer(text):
        if gap.start() < stop and start < gap.end(3) and _lacks_comma(gap, bare):
            length = gap.end(3) - gap.start()
            return Refused("formula-syntax", gap.start(), length, f"{gap[1]}, {gap[3]}", text=text)
    return Refused("formula-syntax", start, 1, text=text)


def _lacks_comma(gap: re.Match[str], bare: str) -> bool:
    """Tell whether a gap is between two values that a function is called with."""
    opening = _opening(bare, gap.start(2))
    called = opening is not None and re.match(r"\w", bare[opening - 1 : opening])
    return bool(called) and not {gap[1], gap[3]} & set(keyword.kwlist)


def _count_characters(tree: ast.expr, text: str) -> None:
    """Turn Python's columns, which count bytes, into columns that count characters."""
    data = text.encode()
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.col_offset = len(data[: node.col_offset].decode())
            node.end_col_offset = len(data[: node.end_col_offset].decode())


def _depth(root: ast.expr) -> int:
    """Measure the tree without recursion, before anything walks it."""
    level: list[ast.AST] = [root]
    nodes = depth = 0
    while level:
        depth += 1
        nodes += len(level)
        if nodes > MAX_NODES:
            raise Refused("formula-too-long", 0, 1, limit=MAX_LENGTH)
        if depth > MAX_DEPTH:
            raise Refused("formula-too-deep", 0, 1, limit=MAX_DEPTH)
        level = [
            child
            for node in level
            for child in ast.iter_child_nodes(node)
            if isinstance(child, (ast.expr, ast.comprehension, ast.keyword))
        ]
    return depth
