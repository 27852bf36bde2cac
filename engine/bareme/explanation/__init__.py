"""A trace to words: the calculation as a claimant can follow it.

`account` gathers what there is to tell, as data; `text`, `markdown` and `data` only write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.explanation import markdown, text
from bareme.explanation.account import account_of

if TYPE_CHECKING:
    from bareme.result import Result

_WRITERS = {"text": text.write, "markdown": markdown.write}


def explain(result: Result, format: str) -> str:  # noqa: A002
    """Return the explanation of an answer; ValueError for an unknown format."""
    writer = _WRITERS.get(format)
    if writer is None:
        raise ValueError(f"format must be one of {', '.join(_WRITERS)}, not {format!r}")
    return writer(account_of(result))
