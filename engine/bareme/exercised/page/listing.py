"""A file of the law, line by line, with what exercises each part in its margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bareme.differences.page.markup import Markup, free, tag, verbatim
from bareme.exercised import saying
from bareme.exercised.page.marks import lines_of
from bareme.translation import N_, tr, trn

if TYPE_CHECKING:
    from bareme.exercised.accounting import Account
    from bareme.exercised.page.marks import Line, Mark, State
    from bareme.exercised.pieces import Piece

# A sign and a word for each state: nothing is told by colour alone.
SIGNS: dict[State, str] = {"done": "✓", "partly": "◐", "missing": "✗"}
STATES: dict[State, str] = {
    "done": N_("exercé"),
    "partly": N_("exercé en partie"),
    "missing": N_("non exercé"),
}
_SINGULAR: dict[str, str] = {
    "rule": N_("règle"),
    "variant": N_("version"),
    "case": N_("cas"),
    "row": N_("ligne"),
    "item": N_("élément"),
    "absent": N_("absent"),
    "floor": N_("minimum (floor)"),
    "cap": N_("maximum (cap)"),
    "branch": N_("condition"),
    "figure": N_("chiffre"),
}


def listing(account: Account, file: str, name: str) -> Markup:
    """Return a file as a table of its lines; `name` begins the names of the lines."""
    heading = tag(
        "tr",
        tag("th", tr("Ligne"), scope="col"),
        tag("th", tr("Exemples"), scope="col"),
        tag("th", tr("Texte du barème"), scope="col"),
    )
    caption = tag("caption", tr("Chaque ligne, et les exemples qui l'exercent"), class_="aloud")
    rows = (_row(account, line, name) for line in lines_of(account, file))
    return tag(
        "div",
        tag("table", caption, tag("thead", heading), tag("tbody", rows), class_="listing numbers"),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=file,
    )


def _row(account: Account, line: Line, name: str) -> Markup:
    marks = [_mark(account, mark) for mark in line.marks]
    return tag(
        "tr",
        tag("td", str(line.number), class_="number"),
        tag("td", marks, class_="marks"),
        tag("td", tag("code", verbatim(line.text)), class_="text"),
        id=f"{name}-{line.number}",
        class_=f"is-{line.state}" if line.state else None,
    )


def _mark(account: Account, mark: Mark) -> Markup:
    """Return a mark, which opens on the names of the examples."""
    kind = tr(_SINGULAR[mark.first.sort])
    state = tag("span", tr(STATES[mark.state]), class_="aloud")
    sign = tag("span", SIGNS[mark.state], aria_hidden="true", class_="sign")
    counts = " · ".join(str(len(account.exercised_by(piece))) for piece in mark.pieces)
    told = tag("summary", sign, f"{kind} {counts} ", state)
    if not any(map(account.exercised_by, mark.pieces)):
        told = tag("p", sign, f"{kind} ", tag("b", tr(STATES[mark.state])))
        return tag("div", told, class_=f"mark {mark.state}")
    ways = [_names(account, piece) for piece in mark.pieces]
    return tag("details", told, ways, class_=f"mark {mark.state}")


def _names(account: Account, piece: Piece) -> Markup:
    names = account.exercised_by(piece)
    if not names:
        return tag("p", free(saying.missing(piece)))
    count = trn("{count} exemple", "{count} exemples", len(names), count=len(names))
    heading = count if piece.way is None else tr("{way} : {count}", way=way(piece), count=count)
    return tag("div", tag("p", heading), tag("ul", (tag("li", free(name)) for name in names)))


def way(piece: Piece) -> str:
    """Return which of its two ways a piece is."""
    if piece.sort == "branch":
        return tr("vrai") if piece.way else tr("faux")
    return tr("la borne compte") if piece.way else tr("la borne ne compte pas")
