"""What a YAML parser's complaint means to someone who does not know YAML, and where to look.

PyYAML tells where it could go no further; the mistake is often earlier: at the quote that was
opened, on the line that lacks its colon. What to write instead is in `mending`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from bareme.diagnostics import Place
from bareme.reading.keys import is_key
from bareme.reading.mending import (
    between_braces,
    holds_formula,
    missing_colon,
    quoted,
    value_around,
)

if TYPE_CHECKING:
    from bareme.diagnostics import Source


class Mistake(NamedTuple):
    """The mistake behind a syntax error, its place, and what to write there where that is known."""

    code: str
    place: Place
    suggestion: str | None = None


def explain(error: yaml.MarkedYAMLError, source: Source) -> Mistake:
    """Return the mistake behind a syntax error."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    assert mark is not None
    opened = error.context_mark or mark
    if "single document" in context:
        return _at("several-documents", source, mark)
    if quote := _quote_left_open(source, mark):
        return _at("yaml-quote", source, quote)
    if "quoted scalar" in context:
        return _at("yaml-quote", source, opened)
    if "flow" in context:
        return _between_brackets(problem, opened, mark, source)
    if "alias" in context or "anchor" in context:
        return _quoted_at("yaml-alias", source, opened)
    if "block scalar" in context:
        return _quoted_at("yaml-greater-than", source, opened)
    return _between_lines(problem, opened, mark, source)


def quoted_from(source: Source, mark: yaml.Mark) -> tuple[Place, str | None]:
    """Return the place of what YAML takes for a sign of its own (&, *, !), and the same between
    quotes where it can only be a text: it begins with * and does not end there.
    """
    value = value_around(source.line(mark.line + 1), mark.column)
    if value is None or value[0] != mark.column or not re.match(r"\*.*[^\w-]", value[1]):
        return _stretch(source, mark.line, mark.column, 1), None
    return _stretch(source, mark.line, *_measured(value)), quoted(value[1])


def _between_lines(problem: str, opened: yaml.Mark, mark: yaml.Mark, source: Source) -> Mistake:
    if "could not find expected ':'" in problem:
        return _without_colon(source, opened)
    if "cannot start any token" in problem:
        code = _TOKENS.get(_character(source, mark), "yaml-text-start")
        return _quoted_at(code, source, mark)
    if "mapping values are not allowed" in problem:
        return _colon(source, mark)
    if "block end" not in problem:
        return _at("yaml-syntax", source, mark)
    return _after_a_value(problem, mark, source)


_TOKENS = {"%": "yaml-percent", ">": "yaml-greater-than", "|": "yaml-greater-than"}


def _between_brackets(problem: str, opened: yaml.Mark, mark: yaml.Mark, source: Source) -> Mistake:
    if "cannot start any token" in problem:
        return _between_lines(problem, opened, mark, source)
    if mark.line != opened.line:
        return _at("yaml-quote", source, opened)
    if "got ':'" in problem:
        return _colon(source, mark)
    if match := re.search("expected ',' or '(.)', but got '[]}]'", problem):
        return _at("yaml-quote", source, mark)._replace(suggestion=match[1])
    if begun := _bracket_before(source, mark):
        return begun
    code = "yaml-quote" if _follows(source, mark, "'\"") else "yaml-syntax"
    return _at(code, source, mark)


def _after_a_value(problem: str, mark: yaml.Mark, source: Source) -> Mistake:
    if "'}'" in problem or "']'" in problem:
        return _at("yaml-quote", source, mark)
    if begun := _bracket_before(source, mark):
        return begun
    code = "yaml-quote" if _follows(source, mark, "'\"") else "yaml-indentation"
    return _at(code, source, mark)


def _bracket_before(source: Source, mark: yaml.Mark) -> Mistake | None:
    """Return the mistake of a text that begins with a bracket: `[JO] Arrêté du 5 décembre`."""
    if not _follows(source, mark, "]}"):
        return None
    value = value_around(source.line(mark.line + 1), mark.column)
    if value is None or value[1][:1] not in {"[", "{"}:
        return None
    start, text = value
    return Mistake("yaml-text-start", _stretch(source, mark.line, start, len(text)), quoted(text))


def _without_colon(source: Source, mark: yaml.Mark) -> Mistake:
    """Return where a colon is missing; `- when` glued to its dash lacks a space there."""
    line = source.line(mark.line + 1)
    found = missing_colon(line)
    if found is None:
        return _at("yaml-missing-colon", source, mark)
    start, written, meant = found
    place = _stretch(source, mark.line, start, len(written))
    return Mistake("yaml-missing-colon", place, meant)


def _colon(source: Source, mark: yaml.Mark) -> Mistake:
    """Return the mistake behind a colon that cannot be where it is."""
    line = source.line(mark.line + 1)
    if found := missing_colon(line, braces=True):
        start, written, meant = found
        return Mistake(
            "yaml-missing-colon", _stretch(source, mark.line, start, len(written)), meant
        )
    before = line[: mark.column].rstrip()
    if re.fullmatch(r"\s*(?:- *)*[\w.-]+", before):  # the colon of the line's own key
        return _misplaced(source, mark)
    word = re.search(r"([,;])\s+(\w+)$", before)
    if word and is_key(word[2]):
        if word[1] == ";" and between_braces(before):
            place = _stretch(source, mark.line, word.start(), 1)
            return Mistake("yaml-semicolon", place, ",")
        return Mistake("yaml-one-line", _stretch(source, mark.line, word.start(2), len(word[2])))
    value = value_around(line, mark.column)
    if value is None:
        return _at("yaml-colon", source, mark)
    start, text = value
    between = None if holds_formula(line) else quoted(text)
    return Mistake("yaml-colon", _stretch(source, mark.line, start, len(text)), between)


def _misplaced(source: Source, mark: yaml.Mark) -> Mistake:
    """Return which of two lines is not where it should be: the one whose colon the parser takes
    for a part of the value above, or the one above. Their neighbours tell.
    """
    lines = source.text.split("\n")
    told = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    at = told.index(mark.line)
    above = told[at - 1] if at else mark.line
    if match := re.match(r"\s*-(\w+:?)", lines[above]):
        start, length = match.start(1) - 1, len(match[1]) + 1
        return Mistake("yaml-dash", _stretch(source, above, start, length), f"- {match[1]}")
    around = [told[n] for n in (at - 2, at + 1) if 0 <= n < len(told)]
    as_here = any(_indent(lines[n]) == _indent(lines[mark.line]) for n in around)
    line = above if as_here else mark.line
    start = _indent(lines[line])
    return Mistake("yaml-indentation", _stretch(source, line, start, mark.column - start))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _at(code: str, source: Source, mark: yaml.Mark) -> Mistake:
    return Mistake(code, _stretch(source, mark.line, mark.column, 1))


def _quoted_at(code: str, source: Source, mark: yaml.Mark) -> Mistake:
    """Return the mistake of a text that needs quotes from a mark on."""
    value = value_around(source.line(mark.line + 1), mark.column)
    if value is None or value[0] != mark.column:
        return _at(code, source, mark)
    return Mistake(code, _stretch(source, mark.line, *_measured(value)), quoted(value[1]))


def _measured(value: tuple[int, str]) -> tuple[int, int]:
    return value[0], len(value[1])


def _stretch(source: Source, line: int, column: int, length: int) -> Place:
    return Place(source, line + 1, column + 1, column + 1 + max(length, 1))


def _follows(source: Source, mark: yaml.Mark, characters: str) -> bool:
    before = source.line(mark.line + 1)[: mark.column].rstrip()
    return bool(before) and before[-1] in characters


def _character(source: Source, mark: yaml.Mark) -> str:
    return source.line(mark.line + 1)[mark.column : mark.column + 1]


def _quote_left_open(source: Source, mark: yaml.Mark) -> yaml.Mark | None:
    """Return where the last text between quotes that runs over several lines begins."""
    last = None
    try:
        for token in yaml.scan(source.text, Loader=yaml.BaseLoader):
            if token.start_mark.index > mark.index:
                break
            if (
                isinstance(token, yaml.ScalarToken)
                and token.style in {"'", '"'}
                and token.start_mark.line != token.end_mark.line
            ):
                last = token.start_mark
    except (yaml.YAMLError, ValueError, OverflowError):
        pass
    return last
