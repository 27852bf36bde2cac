"""Differences, written for people and for programs; a format is loaded where it is asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bareme.differences.model import Differences


def written(differences: Differences, format: str, color: bool = False) -> str:  # noqa: A002
    """Return differences in a format, without a final line end: `text` (in colour where asked),
    `markdown`, `json`, `github` (annotations) or `html`.

    Raises ValueError for another.
    """
    if format == "text":
        from bareme.differences.rendering.text import text

        return text(differences, color)
    if format == "markdown":
        from bareme.differences.rendering.markdown import markdown

        return markdown(differences)
    if format == "json":
        from bareme.differences.rendering.data import data

        return json.dumps(data(differences), ensure_ascii=False, indent=2)
    if format == "github":
        from bareme.differences.rendering.annotations import annotated

        return annotated(differences)
    if format == "html":
        from bareme.differences.page import page

        return page(differences)
    raise ValueError(f"format must be text, markdown, json, github or html, not {format!r}")
