"""What one line of YAML should have read: the colon it lacks, the quotes its text needs.

Looks at lines that YAML could not read, one at a time, and says nothing where two answers are
possible. Columns count from 0.
"""

from __future__ import annotations

import re

from bareme.reading.keys import is_key
from bareme.reading.scalars import parse_date

# What stands before a value: the key of the line, or the one before between braces.
_KEY_OF_LINE = re.compile(r"\s*(?:- +)*[\w.-]+ *:\s+|\s*(?:- +)+")
_KEY_BETWEEN = re.compile(r"[{,]\s*[\w-]+ *:\s+")
_FORMULA = re.compile(r"\s*(?:- +)*(?:formula|when|then|otherwise|floor|cap) *:")
_NEXT_KEY = re.compile(r",\s*[\w-]+ *:\s|[\]}]")
_PASTED = {"“": "”", "«": "»", "„": "“", "‘": "’"}

# A name, then what stands in place of its colon and of the space after it.
_BEGINNING = r"\s*(?:- +)*"
_WORD = r"(?P<word>[^\s,\[\]{}]*)"
_GLUED = re.compile(rf"{_BEGINNING}(?P<name>[\w-]+) *:(?=[^\s:]){_WORD}")
_OTHER_SIGN = re.compile(rf"{_BEGINNING}(?P<name>[\w-]+) *[=：﹕]\s*(?=\S){_WORD}")
_NO_SIGN = re.compile(rf"{_BEGINNING}(?P<name>[\w-]+)(?: +|$){_WORD}")
_BRACE = re.compile(rf"{_BEGINNING}(?P<name>[^\s:{{}}]+) *(?P<colon>:?)(?P<word>\{{)")


def quoted(text: str) -> str:
    """Return a text between quotes as YAML reads it; curly ones around it give way to them."""
    if _PASTED.get(text[:1]) == text[-1:]:
        text = text[1:-1].strip()
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def value_around(line: str, column: int) -> tuple[int, str] | None:
    """Return where the value begins that a column of a line is in, and its text."""
    keys = [*_KEY_BETWEEN.finditer(line, 0, column)] if between_braces(line[:column]) else []
    key = keys[-1] if keys else _KEY_OF_LINE.match(line)
    if key is None or key.end() > column:
        return None
    ending = _NEXT_KEY.search(line, column) if keys else None
    text = line[key.end() : ending.start() if ending else None]
    text = re.split(r"\s#", text)[0].rstrip()
    return (key.end(), text) if text else None


def holds_formula(line: str) -> bool:
    """Tell whether the value of a line is a formula, which quotes would not mend."""
    return _FORMULA.match(line) is not None


def between_braces(before: str) -> bool:
    """Tell whether a brace is open at the end of the beginning of a line."""
    return before.count("{") > before.count("}")


def missing_colon(line: str, braces: bool = False) -> tuple[int, str, str] | None:
    """Return the column of a name without its colon, what is written there, and what should be;
    with `braces`, only of a name right before a brace.
    """
    for way in (_BRACE,) if braces else (_GLUED, _OTHER_SIGN, _NO_SIGN):
        match = way.match(line)
        if match is None:
            continue
        told = way in {_GLUED, _OTHER_SIGN} or match.groupdict().get("colon")
        if not told and not _is_name(match["name"]):
            continue
        start, end = match.start("name"), match.end()
        return start, line[start:end], f"{match['name']}: {match['word']}".rstrip()
    return None


def _is_name(text: str) -> bool:
    """Tell whether a word can only be a name: a key of the files, or a day."""
    return is_key(text) or parse_date(text) is not None
