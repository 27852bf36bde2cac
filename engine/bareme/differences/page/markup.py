"""Elements of HTML and SVG, put together so that they are always well formed.

Texts are escaped unless they are `Markup`, which only `tag` and `join` make. What cannot be seen
(control characters, marks that turn the direction of what follows) is shown as a dot.
"""

from __future__ import annotations

import re
from html import escape
from string import Formatter
from typing import TYPE_CHECKING, TypeAlias

from bareme.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOID = {"meta", "link", "br", "hr"}
_GLUED = re.compile(r"(?<=\d) (?=[€%])|(?<=«) | (?=[»:;!?])")
_SEEN = "\n\u00a0\u202f"  # no letters, and yet harmless


class Markup(str):
    """Text that is written as it stands: elements already made."""

    __slots__ = ()


Content: TypeAlias = "str | Iterable[Content] | None"


def tag(name: str, /, *content: Content, **attributes: str | int | bool | None) -> Markup:
    """Return an element. Attributes that are None or false are left out, `_` in their names is
    `-`, and one at the end is dropped (`class_`).
    """
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{_safe(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{told}>" if name in _VOID else f"<{name}{told}>{join(content)}</{name}>")


def join(content: Content) -> Markup:
    """Return what is to stand one after the other; texts as they are printed, with
    signs kept to their words and units to their numbers.
    """
    if content is None:
        return Markup("")
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return verbatim(_GLUED.sub("\u00a0", content))
    return Markup("".join(map(join, content)))


def filled(message: str, /, **parts: Content) -> Markup:
    """Return a message in which elements stand where it has `{names}`."""
    pieces = Formatter().parse(message)
    return join((text, None if name is None else parts[name]) for text, name, _, _ in pieces)


def labelled(label: Content, told: Content) -> Markup:
    """Return what is told, after what it is about."""
    return filled(tr("{label} : {told}"), label=label, told=told)


def verbatim(text: str) -> Markup:
    """Return a text with each of its characters: what is copied from it must be the same."""
    return Markup(_safe(text))


def free(text: str) -> Markup:
    """Return a text that someone wrote, in whichever direction it is read."""
    return tag("bdi", text)


def code(text: str) -> Markup:
    """Return a name, an expression, a place."""
    return tag("code", verbatim(text))


def _safe(value: object) -> str:
    text = str(value)
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in _SEEN else "·" for c in text)
    return escape(text)
