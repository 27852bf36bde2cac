"""The people of a file: what becomes of them is what becomes of each, one by one."""

from __future__ import annotations

import csv
import datetime as dt
import random
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from bareme.batch import delimited, parquet
from bareme.batch.refusal import BatchError
from bareme.differences.effects.fates import fate
from bareme.differences.effects.groups import Case, group
from bareme.differences.effects.mixing import differing
from bareme.differences.effects.trial import Trial
from bareme.differences.model import Part, Shift
from bareme.differences.population.reading import population_group
from bareme.errors import SituationError
from bareme.reading.scalars import simplest
from differences.altered import altered
from random_rulebooks import random_rulebook
from rulebooks import load
from shelf import book
from situations import Situations
from tables.comparing import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import bareme
    from bareme.differences.model import Group, OutputEffect
    from bareme.rulebook import Rules

CAPPED_GAIN = Fraction("55.51") - Fraction("54.43")  # a 730th of the caps of 2018 and of 2019


def command(situation: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in sorted(situation.items()))


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def same(found: Group, wanted: Group) -> None:
    """Hold a group against another; the parts as they add up, where there are too many to try."""
    assert (found.size, found.rejected) == (wanted.size, wanted.rejected)
    assert [each.name for each in found.outputs] == [each.name for each in wanted.outputs]
    for one, other in zip(found.outputs, wanted.outputs, strict=True):
        assert one.counts == other.counts, one.name
        extremes = (one.smallest, one.median, one.largest, one.total)
        assert extremes == (other.smallest, other.median, other.largest, other.total), one.name
        assert one.witnesses == other.witnesses
        single = [
            [p for p in each.parts if p.amount and len(p.names) == 1] for each in (one, other)
        ]
        if one.parts and other.parts:
            assert single[0] == single[1], one.name
            assert sum(part.amount for part in one.parts) == one.total


def one_by_one(
    before: Rules, after: Rules, rows: Sequence[Mapping[str, Any]], names: Sequence[str]
) -> Group:
    reference = after.book.definition.reference_date
    cases = [Case({n: _exact(v) for n, v in row.items() if n != reference}) for row in rows]
    return group(before, after, "population", cases, names, command)


def _exact(value: Any) -> Any:
    if isinstance(value, Decimal):
        return simplest(Fraction(value))
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize(
    "days",
    [("2018-12-31", "2019-01-01"), ("2016-12-31", "2025-01-01"), ("2021-06-30", "2021-07-01")],
)
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_crowd_is_each_of_its_people(
    days: tuple[str, str], suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "BLOCK", 1 << 13)  # several stretches
    monkeypatch.setattr(parquet, "ROWS", 150)
    some = Situations(book(), 7)
    rows = [some.one(wrong=0.02, missing=0.03) for _ in range(300)]
    path = tmp_path / f"people{suffix}"
    if suffix == ".csv":
        _write_csv(path, rows)
    else:
        pq.write_table(table_of(book(), rows), path)
    before, after = (book().on(day) for day in days)
    names = differing(before, after)
    found = population_group(before, after, path, names, command)
    assert 0 < found.rejected < found.size
    same(found, one_by_one(before, after, rows, names))


def _write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        out.writeheader()
        for row in rows:
            out.writerow({n: str(v).lower() if isinstance(v, bool) else v for n, v in row.items()})


@pytest.mark.parametrize("seed", range(30, 38))
def test_answers_of_every_sort_are_compared_alike(seed: int, tmp_path: Path) -> None:
    one = load(tmp_path, random_rulebook(seed))
    pick = random.Random(seed)
    for times in (1, 3):
        before = one.on("2019-01-01")
        after = altered(one, pick, times).on(pick.choice(["2019-01-01", "2019-03-01"]))
        names = differing(before, after)
        some = Situations(one, seed)
        rows = [some.one(wrong=0.01, missing=0.02) for _ in range(120)]
        path = tmp_path / "people.parquet"
        pq.write_table(table_of(one, rows), path)
        found = population_group(before, after, path, names, command)
        same(found, one_by_one(before, after, rows, names))


def test_each_is_judged_on_their_own_day_by_two_editions(tmp_path: Path) -> None:
    pick, one = random.Random(3), book()
    other = altered(one, pick, 8)
    some = Situations(one, 11)
    rows = [some.one(wrong=0.01, missing=0.02) for _ in range(300)]
    path = tmp_path / "people.parquet"
    pq.write_table(table_of(one, rows), path)
    names = tuple(
        dict.fromkeys(n for day in one.version_dates for n in differing(one.on(day), other.on(day)))
    )
    found = population_group(one, other, path, names, command)
    counts: dict[str, Counter[str]] = {name: Counter() for name in one.definition.outputs}
    total: Counter[str] = Counter()
    rejected = 0
    for row in rows:
        try:
            asked = one.definition.outputs
            tried = Trial(one.for_situation(row), other.for_situation(row), asked)
        except SituationError:
            rejected += 1
            continue
        pairs = list(zip(*(judged.answers for judged in tried.judged(row)), strict=True))
        if all(answer.refusal for pair in pairs for answer in pair):
            rejected += 1
            continue
        for name, (start, end) in zip(tried.outputs, pairs, strict=True):
            counts[name][fate(start, end)] += 1
            if isinstance(start.value, (int, Fraction)) and isinstance(end.value, (int, Fraction)):
                total[name] += end.value - start.value  # type: ignore[assignment]
    assert (found.size, found.rejected) == (len(rows), rejected)
    for effect in found.outputs:
        assert {n: count for n, count in effect.counts.items() if count} == counts[effect.name]
        assert (effect.total or 0) == total[effect.name]
        if effect.parts:
            assert sum(part.amount for part in effect.parts) == effect.total
    assert any(effect.moves and effect.parts for effect in found.outputs)
    witness = next(w for effect in found.outputs for w in effect.witnesses)
    assert dt.date.fromisoformat(witness.situation["date_constat"])  # on which they are judged


def test_a_day_that_one_edition_does_not_cover_is_refused_or_answered(tmp_path: Path) -> None:
    from dataclasses import replace

    one = book()
    ended = type(one)(replace(one.definition, end=dt.date(2018, 12, 31)))
    lines = ["date_constat,statut,revenu_annuel_moyen"]
    lines += [f"{day},artisan,60000" for day in ("2018-12-31", "2019-01-01", "2014-01-01")]
    path = written(tmp_path / "people.csv", "\n".join(lines))
    found = _daily(population_group(one, ended, path, (), command))
    assert {n: count for n, count in found.counts.items() if count} == {"same": 1, "refused": 1}
    (witness,) = found.witnesses
    assert (witness.fate, witness.after.refusal) == ("refused", "after-rulebook")
    assert witness.before.value == Fraction("55.51")
    found = _daily(population_group(ended, one, path, (), command))
    assert {n: count for n, count in found.counts.items() if count} == {"same": 1, "answered": 1}


def _daily(found: Group) -> OutputEffect:
    assert found.outputs[0].name == "indemnite_journaliere"
    return found.outputs[0]


def test_columns_of_no_side_are_left_aside_and_former_names_are_read(tmp_path: Path) -> None:
    text = """\
numero;date_constat;profession;revenu_annuel_moyen
1;pas une date;artisan;60000
2;2019-01-01;artisan;40000
3;;conjoint_collaborateur;
4;;artisan;beaucoup
5;;artisan
"""
    path = written(tmp_path / "people.csv", text)
    before, after = book().on("2018-12-31"), book().on("2019-01-01")
    names, former = differing(before, after), {"statut": "profession", "inconnu": "numero"}
    found = population_group(before, after, path, names, command, former)
    assert (found.size, found.rejected) == (5, 2)  # an income that is none; a row cut short
    effect = _daily(found)
    assert {n: count for n, count in effect.counts.items() if count} == {"gain": 2, "same": 1}
    # 40 000 / 730 = 54.79 €, below the cap of 2019 only; and the spouse's amount, see the effects.
    less = Fraction("54.79") - Fraction("54.43")
    assert effect.total == CAPPED_GAIN + less
    assert effect.smallest == Shift(less, less / Fraction("54.43"))
    spouse = Fraction("22.20") - Fraction("21.77")
    assert effect.parts == (
        Part(("plafond_annuel",), CAPPED_GAIN + less + spouse),
        Part(("forfait_conjoint",), 0),
        Part(("plafond_annuel", "forfait_conjoint"), -spouse),
    )
    assert effect.witnesses[0].command == "revenu_annuel_moyen=60000 statut=artisan"


@pytest.mark.parametrize(
    ("text", "dated", "code"),
    [
        ("nom,age\nX,3\n", False, "columns-unknown"),
        ("statut\nartisan\n", True, "date-column-missing"),
        ("statut,statut\nartisan,artisan\n", False, "column-twice"),
    ],
)
def test_a_file_in_which_nobody_can_be_judged_is_refused(
    text: str, dated: bool, code: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "people.csv", text)
    side = book() if dated else book().on("2019-01-01")
    with pytest.raises(BatchError) as refused:
        population_group(side, side, path, (), command)
    assert refused.value.diagnostics[0].code == code


def test_what_is_lacking_is_told() -> None:
    code = """
import sys
sys.modules["pyarrow"] = None
import bareme
from pathlib import Path
from bareme.differences.population.reading import population_group
rules = bareme.load("indemnites-journalieres").on("2019-01-01")
population_group(rules, rules, Path("people.csv"), (), str)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    last = done.stderr.strip().splitlines()[-1]
    assert last == "ModuleNotFoundError: tables need pyarrow: pip install 'bareme[tables]'"


def test_sums_and_orders_are_exact_however_large(tmp_path: Path) -> None:
    head = "title: E\nversion: 2026.1\nfrom: 2019-01-01\ninputs:\n"
    text = f"""\
{head}  n: {{label: N, type: integer}}
rules:
  r: {{label: R, type: number, formula: n * 1000000000000000000000 / 7}}
outputs: [r]
"""
    figures = "taux: {label: T, unit: '%', values: {2019-01-01: {value: 10 %, reference: R}}}\n"

    def rules(name: str, formula: str) -> bareme.Rules:
        own = text.replace("1000000000000000000000 / 7", formula)
        files = {"rulebook.yaml": own, "parameters.yaml": figures}
        return load(tmp_path, files, name).on("2019-01-01")

    before = rules("un", "1000000000000000000000 / 7")
    after = rules("deux", "1000000000000000000001 / 7")
    people = "n\n" + "\n".join(str(n) for n in range(-3, 8))
    path = written(tmp_path / "people.csv", people)
    found = population_group(before, after, path, ["r"], command).outputs[0]
    assert found.total == Fraction(sum(range(-3, 8)), 7)
    assert (found.counts["gain"], found.counts["lose"], found.counts["same"]) == (7, 3, 1)
    assert found.smallest is not None
    assert found.smallest.amount == Fraction(-1, 7)
    assert found.median is not None  # of 1, 1, 2, 2, 3, 3, 4, 5, 6, 7: between −3 and 3
    assert found.median.amount == Fraction(0)
    assert found.largest == Shift(1, Fraction(1, 10**21))
