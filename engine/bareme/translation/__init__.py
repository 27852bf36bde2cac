"""The language people are spoken to in: French, as the messages are written, or a translation.

A message is its own key: the French text in the code, looked up in the gettext catalogue of the
language in use (`locale/*/LC_MESSAGES/bareme.mo`). What is in French needs no catalogue, and
loads none. Only what a person reads passes here; names, codes, keys and files never do, and what
a rulebook says (labels, reasons, references) is told as it is written there.

Which language: that of `speaking` around the call, else the one `use` chose for the process, else
`BAREME_LANG`, else French. Only a command asks the locale of its user: a library that did would
write to people in the language of the machine it runs on.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

TYPE_CHECKING = False  # as typing's, which takes longer to import than the help to print
if TYPE_CHECKING:
    from collections.abc import Iterator
    from gettext import GNUTranslations

SOURCE = "fr"
LANGUAGES = ("fr", "en")
VARIABLE = "BAREME_LANG"

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which they count
_NEUTRAL = frozenset({"", "C", "POSIX"})  # locales that say nothing about a language
_SINGULAR_BELOW = 2  # in French: 0 erreur, 1 erreur, 2 erreurs

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_chosen: str | None = None


def language() -> str:
    """Return the language in use, one of `LANGUAGES`."""
    return _spoken.get() or _chosen or known(os.environ.get(VARIABLE, "")) or SOURCE


def known(written: str) -> str | None:
    """Return the language that a text such as `en` or `en_GB.UTF-8` names, if it is spoken here."""
    code = written.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return code if code in LANGUAGES else None


def of_the_user() -> str:
    """Return the language of who types a command: `BAREME_LANG`, else the locale. English where
    the locale names a language that is not spoken here, French where it names none.
    """
    if asked := known(os.environ.get(VARIABLE, "")):
        return asked
    told = next((value for name in _LOCALES if (value := os.environ.get(name))), "")
    if told.partition(".")[0] in _NEUTRAL:
        return SOURCE
    return known(told) or "en"


def use(code: str) -> None:
    """Speak a language in this process from now on. ValueError when it is none of `LANGUAGES`."""
    global _chosen  # noqa: PLW0603  # one choice a process, made where it starts
    _chosen = _checked(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language within a `with`, in this thread only. ValueError when it is none of
    `LANGUAGES`.
    """
    token = _spoken.set(_checked(code))
    try:
        yield
    finally:
        _spoken.reset(token)


def tr(message: str, /, **facts: object) -> str:
    """Return a message in the language in use, `{names}` in it filled with `facts`."""
    said = _catalogue(language())
    text = said.gettext(message) if said and message else message
    return text.format_map(facts) if facts else text


def trn(one: str, several: str, count: int, /, **facts: object) -> str:
    """Return the message for a number of things: `one` or `several` of them."""
    said = _catalogue(language())
    if said:
        text = said.ngettext(one, several, count)
    else:
        text = one if abs(count) < _SINGULAR_BELOW else several
    return text.format_map(facts) if facts else text


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a message that is translated later, where it is shown."""
    return message


def _checked(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"{code!r} is not one of the languages: {', '.join(LANGUAGES)}")
    return code


@cache
def _catalogue(code: str) -> GNUTranslations | None:
    if code == SOURCE:
        return None
    from gettext import translation

    here = os.path.dirname(__file__)  # noqa: PTH120  # pathlib takes longer to import than the help
    return translation("bareme", f"{here}/locale", [code])
