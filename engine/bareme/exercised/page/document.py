"""The page as a whole: what is exercised in all, what is not, then the files themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.differences.page.document import head, style
from bareme.differences.page.markup import Markup, code, free, tag, verbatim
from bareme.exercised import saying
from bareme.exercised.page.listing import SIGNS, STATES, listing
from bareme.exercised.pieces import REQUIRED
from bareme.translation import language, tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bareme.exercised.accounting import Count
    from bareme.exercised.pieces import Piece
    from bareme.exercised.telling import Exercised


def page(items: Sequence[Exercised]) -> str:
    """Return what the examples of some rulebooks exercise, as one HTML document that fetches
    nothing: the same bytes for the same rulebooks.
    """
    title = tr("Ce que les exemples exercent de la loi")
    named = [(item, f"b{place}") for place, item in enumerate(items, 1)]
    body = tag(
        "body",
        tag("a", tr("Aller au contenu"), href="#contenu", class_="skip"),
        tag("header", tag("h1", title), tag("p", _summary(items))),
        tag(
            "div",
            tag("nav", tag("ul", map(_entry, named)), aria_label=tr("Sommaire")),
            tag("main", _legend(), map(_section, named), id="contenu", tabindex=-1),
            class_="columns",
        ),
        tag(
            "footer",
            tr(
                "Page écrite par « bareme test --html ». Un exemple exerce ce par où passe le "
                "calcul des réponses qu'il attend ; un exemple qui échoue n'exerce rien."
            ),
        ),
    )
    return f"<!DOCTYPE html>\n{tag('html', head(title, _style()), body, lang=language())}\n"


@cache
def _style() -> Markup:
    own = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    return Markup(f"{style()}\n{own}")


def _summary(items: Sequence[Exercised]) -> str:
    missing = sum(len(item.account.missing()) for item in items)
    if not missing:
        return tr("Chaque règle, version, cas, ligne et élément est exercé par un exemple.")
    return trn(
        "{count} élément de la loi n'est exercé par aucun exemple.",
        "{count} éléments de la loi ne sont exercés par aucun exemple.",
        missing,
        count=missing,
    )


def _legend() -> Markup:
    told = (
        tag("span", tag("span", SIGNS[state], aria_hidden="true"), " ", tr(words), class_="entry")
        for state, words in STATES.items()
    )
    return tag("p", told, class_="legend")


def _entry(named: tuple[Exercised, str]) -> Markup:
    item, name = named
    below = [(tr("Non exercé"), f"{name}-n")] if item.account.missing() else []
    own = item.book.definition.name
    for at, file in enumerate(_files(item), 1):
        *_, directory, last = ("", *Path(file).parts)
        below.append((last if directory == own else f"{directory}/{last}", f"{name}f{at}"))
    links = (tag("li", tag("a", told, href=f"#{where}")) for told, where in below)
    title = tag("a", free(item.book.name), href=f"#{name}")
    return tag("li", title, tag("ul", links) if below else None)


def _section(named: tuple[Exercised, str]) -> Markup:
    item, name = named
    account = item.account
    return tag(
        "section",
        tag("h2", free(item.book.title), " ", code(item.book.name)),
        _counts((*account.counts(), *account.counts(required=False))),
        _missing(item, name),
        (_file(item, file, f"{name}f{at}") for at, file in enumerate(_files(item), 1)),
        id=name,
    )


def _files(item: Exercised) -> list[str]:
    """Return the files of the rulebook that hold something to exercise."""
    return list(dict.fromkeys(piece.place.file for piece in item.account.pieces))


def _file(item: Exercised, file: str, name: str) -> Markup:
    return tag(
        "section", tag("h3", code(file)), listing(item.account, file, name), id=name, class_="file"
    )


def _counts(counts: Sequence[Count]) -> Markup:
    rows = (
        tag(
            "tr",
            tag("th", tr(saying.SORTS[count.sort]), scope="row"),
            tag("td", saying.ratio(count)),
            tag("td", _judged(count)),
        )
        for count in counts
    )
    heading = (tr("Dans la loi"), tr("Exercés"))
    columns = tag("tr", (tag("th", told, scope="col") for told in heading), tag("td"))
    caption = tag("caption", tr("Ce qui est exercé, sorte par sorte"))
    return tag("table", caption, tag("thead", columns), tag("tbody", rows), class_="numbers")


def _judged(count: Count) -> str:
    if count.exercised == count.total:
        state, told = SIGNS["done"], tr("tous")
    else:
        left = count.total - count.exercised
        told = trn("{count} manque", "{count} manquent", left, count=left)
        state = SIGNS["missing" if count.sort in REQUIRED else "partly"]
    return f"{state} {told}"


def _missing(item: Exercised, name: str) -> Markup | None:
    """Return what no example exercises and what would; nothing when all is."""
    pieces = item.account.missing()
    if not pieces:
        return None
    files = _files(item)
    told = (_piece(item, piece, f"{name}f{files.index(piece.place.file) + 1}") for piece in pieces)
    return tag(
        "section", tag("h3", tr("Non exercé")), tag("ul", told, class_="witnesses"), id=f"{name}-n"
    )


def _piece(item: Exercised, piece: Piece, file: str) -> Markup:
    line = piece.place.line
    link = tag("a", tr("ligne {line}", line=line), href=f"#{file}-{line}")
    return tag("li", free(saying.missing(piece)), " ", link, _proposed(item, piece))


def _proposed(item: Exercised, piece: Piece) -> list[Markup]:
    """Return what would exercise a piece, unless it is told of its parts."""
    if item.told_by_parts(piece):
        return []
    entry = item.entry_for(piece)
    if entry is None:
        return [tag("p", saying.without_witness(piece), class_="about")]
    announced = tr("Une situation qui y mène, pour examples.yaml :")
    return [tag("p", announced, class_="about"), tag("pre", tag("code", verbatim(entry)))]
