"""The catalogues: every message translated, none unused, and the files as they would be written."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from bareme.translation import LANGUAGES, SOURCE, update
from bareme.translation.manners import MANNERS

if TYPE_CHECKING:
    from bareme.translation.update import Message

TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
messages = cache(update.messages)


def _strings(found: object) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found or ())  # type: ignore[arg-type]


def _message(found: object) -> Message:
    return found if isinstance(found, str) else _strings(found)


def _pairs(code: str) -> list[tuple[Message, tuple[str, ...]]]:
    """Return the messages of a language with what they have become."""
    return [(_message(m.id), _strings(m.string)) for m in update.read(code) if m.id]


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _filled(message: Message) -> bool:
    """Tell whether facts are put into a message: what a schema says is told as it is."""
    return any(not file.startswith("schemas/") for file in messages().get(message, ("",)))


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_and_none_unused(code: str) -> None:
    there = dict(_pairs(code))
    assert sorted(map(str, messages().keys() - there.keys())) == []
    assert sorted(map(str, there.keys() - messages().keys())) == []
    assert [message for message, strings in there.items() if not strings or not all(strings)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_files_are_in_step_with_the_code(code: str) -> None:
    catalogue, path = update.updated(code), update.catalogue_of(code)
    hint = "python -m bareme.translation.update"
    assert path.read_bytes() == update.written(catalogue), hint
    assert path.with_suffix(".mo").read_bytes() == update.compiled(catalogue), hint


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_facts_of_its_message(code: str) -> None:
    wrong = []
    for message, strings in _pairs(code):
        if not _filled(message):
            continue
        if not all(strings):
            continue  # told above
        *_, last = _strings(message)
        allowed = set().union(*map(_fields, _strings(message)))
        if _fields(strings[-1]) != _fields(last) or not all(_fields(s) <= allowed for s in strings):
            wrong.append((message, strings))
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_is_set_in_as_its_message(code: str) -> None:
    def margin(text: str) -> int:
        return len(text) - len(text.lstrip())

    wrong = [
        (message, strings)
        for message, strings in _pairs(code)
        if all(strings) and {*map(margin, strings)} != {*map(margin, _strings(message))}
    ]
    assert wrong == []


def test_english_is_written_with_english_marks() -> None:
    french = re.compile(r"[«»\u00a0\u202f]|\w [;:!?](?=\s|$)(?! 2019)")  # but in what files hold
    said = [string for _, strings in _pairs("en") for string in strings]
    assert [string for string in said if french.search(string)] == []


def test_every_language_has_its_manner() -> None:
    assert list(MANNERS) == list(LANGUAGES)
    assert {tuple(way.units) for way in MANNERS.values()} == {tuple(MANNERS[SOURCE].units)}
