"""Tables that can be read aloud, and on a narrow screen: each cell knows its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.page.markup import tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bareme.differences.page.markup import Content, Markup


def table(
    caption: Content,
    columns: Sequence[str],
    rows: Iterable[Sequence[Content]],
    class_: str = "",
    *,
    seen: bool = False,
) -> Markup:
    """Return a table whose first column names the rows; its caption is `seen` where no heading
    says the same.
    """
    return tag(
        "table",
        tag("caption", caption, class_=None if seen else "aloud"),
        tag("thead", tag("tr", (tag("th", column, scope="col") for column in columns))),
        tag("tbody", (tag("tr", _cells(columns, row)) for row in rows)),
        class_=class_ or None,
    )


def _cells(columns: Sequence[str], row: Sequence[Content]) -> Iterable[Markup]:
    yield tag("th", row[0], scope="row")
    for column, cell in zip(columns[1:], row[1:], strict=True):
        yield tag("td", cell, data_label=column or None)
