"""The same differences in English: what people read is, what programs read does not change.

The golden files were read word for word before they were kept; after a change that is meant, write
them again with `BAREME_GOLDEN=write` and read the difference.
"""

from __future__ import annotations

import html
import json
import os
import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from bareme import cli
from bareme.cli import comparison as asked
from bareme.differences.findings import codes
from bareme.differences.model import Answer
from bareme.differences.page.markup import code, filled
from bareme.differences.rendering import effect_words, words, written
from bareme.language.kinds import Kind
from bareme.translation import speaking
from bareme.translation.update import read
from bareme.units import parse_unit
from differences.repositories import isolate
from differences.sample import SAMPLES
from differences.scenarios.catalogue import SCENARIOS
from differences.scenarios.repository import HERE, repository

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from bareme.differences.model import Differences

    Tell = Callable[..., str]

# What is said to people in JSON, wherever it stands.
SENTENCES = {"summary", "title", "message", "advice", "facts", "text", "words", "remedy"}
_FOUND: dict[tuple[str, str], Differences] = {}


@pytest.fixture(name="tell")
def _tell(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Tell:
    isolate(monkeypatch)
    monkeypatch.chdir(repository(tmp_path_factory))
    compared = asked.compared

    def tell(name: str, language: str, format_: str) -> str:
        def found(arguments: Namespace) -> Differences:
            key = name, language
            if key not in _FOUND:
                _FOUND[key] = compared(arguments)
            return _FOUND[key]

        monkeypatch.setattr(asked, "compared", found)
        cli.main(["--lang", language, *SCENARIOS[name].words(name), "--format", format_])
        return capsys.readouterr().out

    return tell


@pytest.mark.parametrize(
    ("name", "format_", "ending"),
    [
        ("decimal-point-lost", "text", "txt"),
        ("unit-changed", "text", "txt"),
        ("refactored", "text", "txt"),
        ("accepted", "markdown", "md"),
        ("broken-after", "markdown", "md"),
    ],
)
def test_what_a_person_reads(tell: Tell, name: str, format_: str, ending: str) -> None:
    told = tell(name, "en", format_)
    golden = HERE / name / f"told.en.{ending}"
    if os.environ.get("BAREME_GOLDEN") == "write":
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCENARIOS)
def test_data_are_the_same_but_for_sentences(tell: Tell, name: str) -> None:
    french, english = (json.loads(tell(name, language, "json")) for language in ("fr", "en"))
    assert _without_sentences(english) == _without_sentences(french)
    assert english["summary"] != french["summary"]


def _without_sentences(found: Any) -> Any:
    if isinstance(found, dict):
        kept = {key: value for key, value in found.items() if key not in SENTENCES}
        return {key: _without_sentences(value) for key, value in kept.items()}
    return [_without_sentences(each) for each in found] if isinstance(found, list) else found


@pytest.mark.parametrize("name", ["retroactive-correction", "broken-after"])
def test_annotations_name_the_same_codes_at_the_same_lines(tell: Tell, name: str) -> None:
    heads = [
        [re.sub(r"title=[^[]*", "", line.split("::")[1]) for line in told.splitlines()]
        for told in (tell(name, language, "github") for language in ("fr", "en"))
    ]
    assert heads[0] == heads[1] != []


# --- fingerprints --------------------------------------------------------------------------------

_RULEBOOK = """\
title: Essai
version: 2019.1
from: 2019-01-01
inputs:
  revenu: {{label: Revenu, type: amount, unit: €/an}}
rules:
  prime:
    label: Prime
    unit: €/an
    cases:
      - when: revenu > 700
        then: nothing
      - otherwise: revenu / 7
    round: {step}
  repere:
    label: Repère
    unit: €/an
    formula: 1200
    published:
      2019-01-01: {{value: 1201, discrepancy: {{applies: {applies}, reason: Un arrondi}}}}
outputs: [prime, repere]
"""
_EXAMPLES = """\
examples:
  - name: Sept
    on: 2019-06-01
    given: {{revenu: 7000}}
    expect: {{prime: {value}}}
"""
_SIDES = {
    "before": {"step": "0.01", "applies": "published", "value": "1000"},
    "after": {"step": "0.1", "applies": "formula", "value": "nothing"},
}
# As they were made when there was but one language: review files hold them.
_FINGERPRINTS = {"round": "c9fc67ae5c2f", "discrepancy": "5be41c9b8ca7", "expect": "8401089a87f2"}


@pytest.fixture(name="sides")
def _sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for side, facts in _SIDES.items():
        place = tmp_path / side / "essai"
        place.mkdir(parents=True)
        (place / "rulebook.yaml").write_text(_RULEBOOK.format(**facts), "utf-8")
        (place / "examples.yaml").write_text(_EXAMPLES.format(**facts), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.usefixtures("sides")
def test_what_is_said_in_words_is_known_in_every_language(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A step of rounding, which formula applies, and that nothing is expected are told in words."""
    cli.main(["--lang", language, "diff", "before", "after", "--format", "json"])
    (item,) = json.loads(capsys.readouterr().out)["items"]
    found = {
        facet["aspect"]: (change["fingerprint"], facet["after"]["text"])
        for change in item["changes"]
        for facet in change["facets"]
    }
    assert {aspect: fingerprint for aspect, (fingerprint, _) in found.items()} == _FINGERPRINTS
    assert {aspect: text for aspect, (_, text) in found.items()} == {
        "fr": {
            "round": "0,1",
            "discrepancy": "la formule s'applique : Un arrondi",
            "expect": "sans objet",
        },
        "en": {
            "round": "0.1",
            "discrepancy": "the formula applies: Un arrondi",
            "expect": "not applicable",
        },
    }[language]


def test_a_review_file_made_in_french_holds_in_english(
    sides: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        f"  - {{fingerprint: {each}, by: Bureau des prestations, reason: Vu}}"
        for each in _FINGERPRINTS.values()
    ]
    (sides / "bareme-review.yaml").write_text("\n".join(["accepted:", *lines, ""]), "utf-8")
    cli.main(["--lang", "en", "diff", "before", "after", "--format", "json"])
    told = capsys.readouterr()
    (item,) = json.loads(told.out)["items"]
    assert [change["level"] for change in item["changes"]] == [None] * len(_FINGERPRINTS)
    assert "acceptance-stale" not in told.err


# --- the page ------------------------------------------------------------------------------------


@cache
def _french() -> frozenset[str]:
    """Return the stretches of French that no English message holds."""
    catalogue = [message for message in read("en") if message.id]
    english = "\n".join(text for message in catalogue for text in _texts(message.string))
    stretches = {
        stretch.strip(" :;.,()«»")
        for message in catalogue
        for text in _texts(message.id)
        for stretch in re.split(r"\{[^}]*\}", text)
    }
    return frozenset(each for each in stretches if len(each) > _SHORT and each not in english)


_SHORT = 6  # characters: what is shorter may stand in the words of a rulebook


def _texts(found: Any) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)


@pytest.mark.parametrize(
    "name",
    [
        "yearly-update",
        "retroactive-correction",
        "two-dates",
        "input-added",
        "broken-after",
        "renamed",
    ],
)
def test_nothing_on_the_page_is_left_in_french(tell: Tell, name: str) -> None:
    page = tell(name, "en", "html")
    assert '<html lang="en">' in page
    told = html.unescape(page.partition("</style>")[2]).replace("\xa0", " ")
    near = [each for each in _french() if each in told]
    assert [each for each in near if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", told)] == []
    assert "\u202f" not in told  # thousands are parted by commas


def test_elements_stand_in_a_message_where_it_names_them() -> None:
    assert filled("a {x} & {y}.", x=code("<"), y="b") == "a <code>&lt;</code> &amp; b."


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "unit", "told"),
    [
        ("0.85", "€", "+€0.85"),
        ("-0.85", "€/jour", "−€0.85/day"),
        ("1", "jours", "+1 day"),
        ("-3", "jours", "−3 days"),
        ("0.01", "%", "+1 point"),
        ("0.015", "%", "+1.5 points"),
        ("0.005", "%", "+0.5 points"),
        ("12345", "1", "+12,345"),
    ],
)
def test_differences_are_signed(amount: str, unit: str, told: str) -> None:
    with speaking("en"):
        assert words.signed(Fraction(amount), parse_unit(unit)) == told


@pytest.mark.parametrize(
    ("unit", "before", "after", "told"),
    [
        ("€/jour", Fraction(5443, 100), Fraction(5551, 100), ("€54.43", "€55.51/day")),
        ("€", 1, 2, ("€1.00", "€2.00")),
        ("jours", 7, 3, ("7 days", "3 days")),
        ("€/jour", None, 1, ("not applicable", "€1.00/day")),
    ],
)
def test_a_unit_is_told_once(unit: str, before: Any, after: Any, told: tuple[str, str]) -> None:
    kind = Kind("number", parse_unit(unit))
    with speaking("en"):
        assert effect_words.arrow(Answer(before), Answer(after), kind) == told


def test_the_working_directory_is_named_in_the_language() -> None:
    found = SAMPLES["retroactive-correction"]
    with speaking("en"):
        assert words.heading(found) == "What changes: origin/main → working directory"
        assert json.loads(written(found, "json"))["after"] == found.after == "répertoire de travail"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "L'exemple « Sept » n'attend plus un an."),
        ("en", "The example “Sept” no longer expects un an."),
    ],
)
def test_a_finding_made_in_one_language_is_told_in_another(language: str, told: str) -> None:
    made = codes.finding("example-expectation-changed", name="Sept", before="un an", after="rien")
    with speaking(language):
        assert codes.message(made) == told


def test_the_help_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--lang", "en", "diff", "--help"])
    told = capsys.readouterr().out
    assert "the first of two dates" in told
    assert "One person:" in told
