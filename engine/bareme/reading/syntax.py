"""What a YAML parser's complaint means to someone who does not know YAML, and where to look.

PyYAML tells where it could go no further; the mistake is often earlier: at the quote that was
opened, on the line that lacks its colon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from bareme.diagnostics import Source


def explain(error: yaml.MarkedYAMLError, source: Source) -> tuple[str, yaml.Mark]:
    """Return the code of the mistake behind a syntax error, and the mark of its place."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    assert mark is not None
    opened = error.context_mark or mark
    if "single document" in context:
        return "several-documents", mark
    if quote := _quote_left_open(source, mark):
        return "yaml-quote", quote
    if "quoted scalar" in context:
        return "yaml-quote", opened
    if "flow" in context:
        return _between_brackets(problem, opened, mark, source)
    if "alias" in context or "anchor" in context:
        return "yaml-alias", mark
    if "block scalar" in context:
        return "yaml-greater-than", opened
    return _between_lines(problem, opened, mark, source)


def _between_lines(
    problem: str, opened: yaml.Mark, mark: yaml.Mark, source: Source
) -> tuple[str, yaml.Mark]:
    if "could not find expected ':'" in problem:
        return "yaml-missing-colon", opened
    if "cannot start any token" in problem:
        return _TOKENS.get(_character(source, mark), "yaml-syntax"), mark
    if "mapping values are not allowed" in problem:
        return "yaml-colon", mark
    return (
        _after_a_value(problem, mark, source) if "block end" in problem else "yaml-syntax"
    ), mark


_TOKENS = {"%": "yaml-percent", ">": "yaml-greater-than", "|": "yaml-greater-than"}


def _between_brackets(
    problem: str, opened: yaml.Mark, mark: yaml.Mark, source: Source
) -> tuple[str, yaml.Mark]:
    if mark.line != opened.line:
        return "yaml-quote", opened
    if "got ':'" in problem:
        return "yaml-colon", mark
    return ("yaml-quote" if _follows_quote(source, mark) else "yaml-syntax"), mark


def _after_a_value(problem: str, mark: yaml.Mark, source: Source) -> str:
    if "'}'" in problem or "']'" in problem:
        return "yaml-syntax"
    return "yaml-quote" if _follows_quote(source, mark) else "yaml-indentation"


def _follows_quote(source: Source, mark: yaml.Mark) -> bool:
    before = source.line(mark.line + 1)[: mark.column].rstrip()
    return before[-1:] in {"'", '"'}


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
