"""Random edits of the real rulebooks: whatever moves an answer is never told to move none."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from typing import TYPE_CHECKING

import pytest

import bareme
from bareme.diagnostics import Report
from bareme.resources import shipped
from situations import Situations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAMES = sorted(path.name for path in shipped("rules").iterdir() if path.is_dir())
EDITS = 6  # a rulebook
PEOPLE = 60  # judged on each side, on each of some days

_NUMBER = re.compile(r"(?<![\w.\-«])(\d+(?:\.\d+)?)(?= ?(?:%|[-+*/<>,})\]]|$| and| or| if))")
_SIGNS = ("<=", ">=", "==", "!=", "<", ">", " and ", " or ", " + ", " - ", " * ", " / ")


def _number_changed(line: str, pick: random.Random) -> str:
    found = list(_NUMBER.finditer(line))
    if not found:
        return line
    one = pick.choice(found)
    new = pick.choice(
        ["0", "1", str(int(float(one[1])) + 1), one[1] + "0", one[1].lstrip("1") or "2"]
    )
    return line[: one.start()] + new + line[one.end() :]


def _sign_changed(line: str, pick: random.Random) -> str:
    found = [sign for sign in _SIGNS if sign in line]
    if not found or line.lstrip().startswith(("#", "label", "note", "question", "because")):
        return line
    return line.replace(pick.choice(found), pick.choice(_SIGNS), 1)


def _lines_swapped(lines: list[str], pick: random.Random) -> list[str]:
    starts = [i for i, line in enumerate(lines) if re.match(r"\s+- (when|otherwise):", line)]
    if len(starts) < 2:
        return lines
    i = pick.randrange(len(starts) - 1)
    a, b = starts[i], starts[i + 1]
    end = b + (b - a)
    return [*lines[:a], *lines[b:end], *lines[a:b], *lines[end:]]


def _line_dropped(lines: list[str], pick: random.Random) -> list[str]:
    droppable = [
        i
        for i, line in enumerate(lines)
        if re.match(r"\s+(floor|cap|round|default|minimum):", line)
    ]
    if not droppable:
        return lines
    i = pick.choice(droppable)
    return [*lines[:i], *lines[i + 1 :]]


def _edited(text: str, pick: random.Random) -> str:
    """Return a document with one to three edits, each of which may make nonsense of it."""
    lines = text.split("\n")
    for _ in range(pick.choice([1, 1, 2, 3])):
        how = pick.random()
        if how < 0.7:
            act: Callable[[str, random.Random], str] = (
                _number_changed if how < 0.45 else _sign_changed
            )
            i = pick.randrange(len(lines))
            for at in [*range(i, len(lines)), *range(i)]:
                new = act(lines[at], pick)
                if new != lines[at]:
                    lines[at] = new
                    break
        else:
            lines = (_lines_swapped if how < 0.85 else _line_dropped)(lines, pick)
    return "\n".join(lines)


def _edits(name: str, directory: Path, pick: random.Random) -> Iterator[bareme.Rulebook]:
    """Give edited rulebooks that can still be read."""
    made = 0
    for _ in range(40 * EDITS):
        file = directory / name / pick.choice(["rulebook.yaml", "parameters.yaml"])
        if not file.exists():
            continue
        before = file.read_text("utf-8")
        file.write_text(_edited(before, pick), "utf-8")
        try:
            yield bareme.load(name, rules=directory)
            made += 1
        except bareme.RulebookError:
            pass
        finally:
            file.write_text(before, "utf-8")
        if made == EDITS:
            return


def _answers(rules: bareme.Rules, situation: dict[str, object]) -> object:
    try:
        result = rules.evaluate(situation)
    except bareme.BaremeError as error:
        return sorted({finding.code for finding in error.diagnostics} - {"missing-input"})
    return {name: result[name] for name in result.outputs}


def _moved(old: bareme.Rulebook, new: bareme.Rulebook, day: dt.date, seed: int) -> list[object]:
    """Return the random people who are answered otherwise on a day."""
    try:
        sides = [book.on(day) for book in (old, new)]
    except bareme.SituationError:
        return []
    people = Situations(old, seed)
    found: list[object] = []
    for _ in range(PEOPLE):
        person = people.one(wrong=0, missing=0)
        person.pop(old.definition.reference_date or "", None)
        if _answers(sides[0], person) != _answers(sides[1], person):
            found.append(person)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_edit_that_moves_an_answer_is_told_to_move_none(name: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(shipped("rules"), rules)
    old = bareme.load(name, rules=rules)
    examples = bareme.rules_directory(rules).examples(name, Report())
    pick = random.Random(f"edits of {name}")
    for new in _edits(name, rules, pick):
        found = bareme.diff(old, new, examples=(examples, examples), as_of=dt.date(2026, 1, 1))
        moves = {output for change in found.changes for output in change.reach.outputs}
        told = {
            effect.name
            for comparison in found.comparisons
            for group in comparison.groups
            for effect in group.outputs
            if effect.moves
        }
        # What the cases made at the limits show is told of some change.
        assert told <= moves, found.changes
        # So is what anyone else shows.
        for day in pick.sample(old.version_dates, min(3, len(old.version_dates))):
            if _moved(old, new, day, pick.randrange(1000)):
                assert moves, (day, [change.facets for change in found.changes])
