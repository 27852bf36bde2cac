"""Differences, as people and programs read them: golden files, looked at before they were kept.

After a change that is meant, write them again with `BAREME_GOLDEN=write pytest tests/differences`
and read the difference.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bareme.diagnostics import Diagnostic, Severity
from bareme.differences import model
from bareme.differences.findings import codes
from bareme.differences.rendering import alike, change_words, effect_words, order, words, written
from bareme.differences.rendering.data import data
from bareme.differences.rendering.fitting import Block, fitted
from bareme.differences.rendering.markdown import MARKER, markdown
from bareme.differences.rendering.safe import code, in_html, plain
from bareme.differences.rendering.summary import summary
from bareme.differences.rendering.text import text
from bareme.language.kinds import Kind
from bareme.resources import shipped
from bareme.units import parse_unit
from bareme.words import evolution
from differences.sample import (
    CORRECTION,
    HOSTILE,
    HOSTILE_PERSON,
    NASTY,
    PASS,
    SAMPLES,
    YEARLY_UPDATE,
    between,
)

GOLDEN = Path(__file__).parent / "rendering"
SUFFIXES = {"text": "txt", "markdown": "md", "json": "json", "github": "github.txt"}
SCHEMA = json.loads((shipped("schemas") / "diff.schema.json").read_text("utf-8"))
N = "\u202f"  # the space between thousands


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("format_", ["text", "markdown", "github"])
def test_golden(name: str, format_: str) -> None:
    told = written(SAMPLES[name], format_) + "\n"
    golden = GOLDEN / f"{name}.{SUFFIXES[format_]}"
    if os.environ.get("BAREME_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, "utf-8")
    assert golden.read_text("utf-8") == told


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "unit", "told"),
    [
        ("0.85", "€", "+0,85 €"),
        ("-0.85", "€/jour", "−0,85 €/jour"),
        ("0", "€", "0,00 €"),
        ("1", "jours", "+1 jour"),
        ("-3", "jours", "−3 jours"),
        ("0.02", "%", "+2 points"),
        ("-0.01", "%", "−1 point"),
        ("0.015", "%", "+1,5 point"),
        ("1/3", "€", "+0,333… €"),
        ("-12345", "1", f"−12{N}345"),
    ],
)
def test_differences_carry_their_sign(amount: str, unit: str, told: str) -> None:
    assert words.signed(Fraction(amount), parse_unit(unit)) == told


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        ("792/39732", "+1,99 %"),  # 1,993 %
        ("-0.012", "−1,2 %"),
        ("0.0012", "+0,12 %"),
        ("-0.00021", "−0,021 %"),
        ("0.25", "+25 %"),
        ("0.12344", "+12,34 %"),
        ("0.12345", "+12,35 %"),  # half up
        ("9", "+900 %"),
        ("99", f"+9{N}900 %"),
        ("0", "0 %"),
    ],
)
def test_parts_are_rounded_to_what_tells(ratio: str, told: str) -> None:
    assert evolution(Fraction(ratio)) == told


def test_a_percentage_moves_by_points() -> None:
    before, after = (
        model.Said("10 %", None, Fraction(1, 10)),
        model.Said("12 %", None, Fraction(3, 25)),
    )
    facet = model.Facet("value", "", before, after)
    kind = Kind("number", parse_unit("%"))
    assert change_words.sides(facet, kind) == ("10", "12 %")
    assert change_words.moved(facet, kind) == "+2 points (+20 %)"


def test_what_had_no_value_had_nothing() -> None:
    facet = model.Facet("value", "", None, model.Said("12,00 €/an", None, 12))
    assert change_words.sides(facet, PASS.kind) == ("rien", "12,00 €/an")
    assert change_words.moved(facet, PASS.kind) is None


@pytest.mark.parametrize(
    ("aspect", "said", "told"),
    [
        ("provenance", "computed", "calculé, non vu imprimé"),
        ("type", "integer (jour)", "nombre entier (jour)"),
        ("type", "boolean", "oui ou non"),
        ("label", "computed", "computed"),
        ("label", " \n", "(vide)"),
    ],
)
def test_the_words_of_files_are_told_in_french(aspect: str, said: str, told: str) -> None:
    facet = model.Facet(aspect, "", None, model.Said(said))
    assert change_words.sides(facet, None) == (None, told)


def test_the_rank_of_a_case_is_no_amount() -> None:
    facet = model.Facet("order", "", model.Said("1", None, 1), model.Said("2", None, 2))
    assert change_words.moved(facet, PASS.kind) is None


def test_people_gain_money_and_other_numbers_rise() -> None:
    money, days, truth = (
        Kind("number", parse_unit("€/an")),
        Kind("number", parse_unit("jours")),
        Kind("boolean"),
    )
    assert effect_words.fate("gain", money) == "gagne"
    assert effect_words.fate("lose", money, several=True) == "perdent"
    assert effect_words.fate("gain", days) == "augmente"
    assert effect_words.fate("lose", days, several=True) == "diminuent"
    assert effect_words.fate("appear", truth) == "passe de non à oui"


def test_every_reason_for_no_effect_has_its_words() -> None:
    for why in ("unread", "outside", "words", "published", "same", "incomparable"):
        change = replace(PASS, reach=model.Reach((), why, None, 12), findings=())
        told = change_words.reach(change, dt.date(2018, 1, 1))
        assert told is not None
        assert told.startswith(("Ne change aucune réponse : ", "Effet inconnu : "))
        assert "{" not in told


def test_what_is_still_to_come_is_dated() -> None:
    reach = model.Reach((), "outside", PASS.since)
    change = replace(PASS, reach=reach, findings=())
    told = change_words.reach(change, dt.date(2018, 12, 31))
    assert told == "Ne change aucune réponse : prend effet le 1er janvier 2019."
    past = change_words.reach(change, dt.date(2019, 1, 1))
    assert past is not None
    assert past.endswith(" : il n'est en vigueur à aucune des dates comparées.")


def test_versions_that_had_no_answer_are_told_apart() -> None:
    (comparison,) = YEARLY_UPDATE.comparisons
    told = effect_words.compared(replace(comparison, before_edition=False))
    assert told is not None
    assert "la veille, le 31 décembre 2018, dans la nouvelle édition" in told


def test_changes_of_both_signs_have_no_range() -> None:
    kind = Kind("number", parse_unit("€"))
    small, middle, large = (model.Shift(Fraction(each), None) for each in ("0.50", "-1", "-2"))
    counts: dict[model.Fate, int] = {"gain": 1, "lose": 2}
    effect = model.OutputEffect("a", "A", kind, counts, small, middle, large, None, (), ())
    told = effect_words.spread(effect)
    assert told == "écart le plus petit +0,50 €, médian −1,00 €, le plus grand −2,00 €"
    losses = replace(effect, counts={"lose": 3}, smallest=model.Shift(Fraction("-0.50"), None))
    assert effect_words.spread(losses) == "de −0,50 € à −2,00 €, médiane −1,00 €"


def test_to_one_person_only_what_moves_is_told() -> None:
    (comparison,) = YEARLY_UPDATE.comparisons
    (derived, *_) = comparison.derived
    more = replace(derived, parts=(*derived.parts, model.Part(("autre",), 0)))
    assert effect_words.follows(more) == effect_words.follows(derived)


def test_a_figure_that_is_borrowed_is_listed_once() -> None:
    lender = replace(YEARLY_UPDATE, rulebook="plafonds")
    both = between("a", "b", YEARLY_UPDATE, lender)
    assert summary(both).startswith("1 changement dans 1 barème (1 note)")
    assert summary(between("a", "b", YEARLY_UPDATE)).startswith("1 changement (1 note)")


def test_many_changes_are_listed_first_in_a_line_each() -> None:
    lines = text(crowd(30, "court ")).splitlines()
    listed = [line for line in lines if line.startswith("  erreur     Chiffre modifié : ")]
    assert len(listed) == 15
    assert all(len(line) <= 100 for line in listed)
    assert "  … et 75 autres" in lines


def test_every_witness_has_its_command() -> None:
    told = text(SAMPLES["yearly-update"])
    assert len(re.findall(r"^ +bareme evaluate ", told, re.MULTILINE)) == len(
        re.findall(r"^ +→ ", told, re.MULTILINE)
    )


def test_colour_changes_nothing_but_colour() -> None:
    for differences in SAMPLES.values():
        colored = text(differences, color=True)
        assert re.sub(r"\x1b\[[0-9;]+m", "", colored) == text(differences)


def test_the_gravest_come_first_and_what_is_accepted_no_longer_counts() -> None:
    told = text(SAMPLES["several"])
    order = [told.index(name) for name in ("not-a-number", "retroactive-figure", "rule-untested")]
    assert order == sorted(order)
    (change,) = CORRECTION.changes
    accepted = replace(
        change,
        findings=tuple(
            replace(each, accepted=model.Acceptance("Anne", "vu")) for each in change.findings
        ),
    )
    found = between("a", "b", replace(CORRECTION, changes=(accepted,)))
    assert "(1 " not in summary(found)
    assert "Accepté par Anne : vu" in text(found)
    assert "Accepté par Anne : vu" in markdown(found)
    assert written(found, "github") == ""


# --- what is told once -----------------------------------------------------------------------


def test_a_borrowed_figure_is_told_where_it_is_written() -> None:
    borrower = YEARLY_UPDATE
    lender = replace(YEARLY_UPDATE, rulebook="plafonds")
    told = text(between("a", "b", borrower, lender))
    assert told.index("\nplafonds — ") < told.index("\nindemnites-journalieres — ")
    assert told.count("note[yearly-revaluation]") == 1
    assert "Voir plafonds. Fait changer : indemnite_journaliere et plafond_journalier." in told
    assert "Voir plafonds." in markdown(between("a", "b", borrower, lender))


def test_choices_that_keep_their_value_are_only_named() -> None:
    same, up = model.Said("71 %", None, Fraction(71, 100)), model.Said("72 %", None, Fraction(3, 4))
    facets = (
        model.Facet("value", "vente", same, replace(same, reference="Loi")),
        model.Facet("value", "location", same, up),
    )
    change = replace(PASS, how="added", facets=facets, kind=Kind("number", parse_unit("%")))
    assert order.facets(change) == [facets[1]]
    assert change_words.unmoved(change) == "vente : sans changement"
    again = replace(change, facets=facets[:1])  # a new date that repeats what was
    assert order.facets(again) == [facets[0]]
    assert change_words.unmoved(again) is None


def test_a_new_value_is_no_new_figure() -> None:
    value, whole = (
        model.Facet("value", part, None, model.Said("12")) for part in ("", "2019-01-01 vente")
    )
    assert change_words.what(replace(PASS, how="added", facets=(value,))) == "Nouvelle valeur"
    assert change_words.what(replace(PASS, how="removed", facets=(value,))) == "Valeur supprimée"
    assert change_words.what(replace(PASS, how="added", facets=(whole,))) == "Chiffre ajouté"


def test_one_place_is_told_once() -> None:
    (facet, _) = PASS.facets
    assert [name for name, _ in change_words.sources(facet)] == ["avant", "après"]
    assert change_words.sources(replace(facet, before=facet.after)) == [("", facet.after)]


def year(first: int, last: int | None = None, **other: Any) -> model.Comparison:
    """The comparison of the yearly update, as if of other years."""
    until = None if last is None else dt.date(last, 12, 31)
    (comparison,) = YEARLY_UPDATE.comparisons
    return replace(comparison, after=dt.date(first, 1, 1), until=until, **other)


def test_periods_that_tell_the_same_are_told_once() -> None:
    periods = [year(2015, 2016), year(2017, 2017), year(2019, 2019)]
    (told,) = alike.told(periods)
    assert told.comparison is periods[2]
    assert told.alike == (periods[0], periods[1])
    words_ = "du 1er janvier 2015 au 31 décembre 2017"
    also = "De même, à d'autres montants, pour 2 autres périodes"
    assert alike.also(told.alike) == f"{also} : {words_}."
    assert alike.spans(periods) == f"{words_} et du 1er janvier 2019 au 31 décembre 2019"
    assert alike.spans([year(2019), year(2018, 2018)]) == "à partir du 1er janvier 2018"


def test_a_period_of_which_an_example_speaks_is_told_first() -> None:
    examples, limits = YEARLY_UPDATE.comparisons[0].groups
    first, last = year(2015, 2015), year(2016, groups=(limits,))
    assert examples.origin == "examples"
    assert [told.comparison for told in alike.told([first, last])] == [first]


def test_periods_that_differ_in_kind_are_told_apart() -> None:
    gains = year(2015, 2015)
    others = [
        year(2016, 2016, names=("autre",)),
        year(2017, 2017, before_edition=False),
        year(2018, 2018, groups=gains.groups[:1]),
        year(2019, 2019, groups=(), derived=()),
    ]
    assert [told.alike for told in alike.told([gains, *others])] == [()] * 5


def test_what_cannot_be_compared_is_not_said_to_stay() -> None:
    nobody = year(2015, derived=(), groups=(model.Group("limits", 9, 9, ()),))
    (told,) = alike.told([nobody])
    assert alike.still(told) == "Aucune réponse ne peut être comparée à partir du 1er janvier 2015."


# --- one person ------------------------------------------------------------------------------


def test_one_person_is_told_their_answers_and_nothing_of_others() -> None:
    told = text(SAMPLES["one-person"])
    assert len(told.splitlines()) < 20
    for word in ("gagne", "bareme ", "empreinte", "chaque fois", "Vérifiez"):
        assert word not in told
    assert "minimum_forfaitaire" not in told  # it moves nothing for them


def test_who_is_not_touched_is_answered_all_the_same() -> None:
    for format_ in ("text", "markdown", "html"):
        told = written(SAMPLES["untouched-person"], format_)
        assert "Rien ne change pour cette personne." in told
        assert "3 jours) : inchangé" in told.replace("\u00a0", " ")


def test_who_is_refused_is_not_said_to_stay_as_they_were() -> None:
    (item,) = SAMPLES["untouched-person"].items
    (comparison,) = item.comparisons
    (group,) = comparison.groups
    outputs = tuple(replace(each, counts={}, witnesses=()) for each in group.outputs)
    refused = replace(comparison, groups=(replace(group, rejected=1, outputs=outputs),))
    for format_ in ("text", "markdown", "html"):
        told = written(between("a", "b", replace(item, comparisons=(refused,))), format_)
        assert "Rien ne change" not in told
        assert "aucun des deux côtés" in told
        assert "sans réponse des deux côtés" in told.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a : 1", "rien", "L'exemple « X » n'attend plus a : 1."),
        ("rien", "a : 1", "L'exemple « X » attend maintenant aussi a : 1."),
        ("a : 1", "a : 2", "L'exemple « X » attendait a : 1 ; il attend maintenant a : 2."),
    ],
)
def test_what_comes_or_goes_is_not_said_to_be_nothing(before: str, after: str, told: str) -> None:
    found = codes.finding("example-expectation-changed", name="X", before=before, after=after)
    assert codes.message(found) == told


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="not 'pdf'"):
        written(SAMPLES["nothing"], "pdf")


# --- Markdown ------------------------------------------------------------------------------------


def crowd(number: int, label: str) -> model.Differences:
    """Many changes of every level, in many rulebooks, with long labels."""
    finding = CORRECTION.changes[0].findings[0]
    changes = tuple(
        replace(
            PASS,
            name=f"chiffre_{place}",
            label=f"{label}{place}",
            findings=(replace(finding, level=Severity(1 + place % 3)),),
        )
        for place in range(number)
    )
    return between("v1", "v2", *(replace(YEARLY_UPDATE, changes=changes),) * 3)


@pytest.mark.parametrize("number", [1, 40, 400])
@pytest.mark.parametrize("label", ["court ", "é|`@x<b>" * 200, "\U0001d11e" * 300])
def test_a_comment_always_fits(number: int, label: str) -> None:
    told = markdown(crowd(number, label))
    assert told.startswith(MARKER)
    assert len(told.encode()) < 60_000
    assert told.count("<details>") == told.count("</details>")
    assert ("Ne tiennent pas ici" in told) == (number > 1)


def test_what_is_gravest_is_never_left_out_for_less() -> None:
    told = markdown(crowd(120, "court "))
    details = re.findall(r"<summary><b>(\w+)</b>", told)
    assert details
    assert set(details) == {"erreur"}
    left = re.search(r"Ne tiennent pas ici : .*?(\d+) changements", told)
    assert left is not None
    assert int(left[1]) + len(details) == 3 * 120


def test_two_dates_tell_the_command_that_shows_everything() -> None:
    (change,) = YEARLY_UPDATE.changes
    many = replace(YEARLY_UPDATE, changes=(change,) * 300)
    told = markdown(between("2018-12-31", "2019-01-01", many))
    assert "`bareme diff indemnites-journalieres --from 2018-12-31 --to 2019-01-01`" in told


def test_blocks_come_in_by_rank_and_keep_their_order() -> None:
    head = Block("head", 0)
    blocks = [head, Block("low" * 50, 3, "low", head), Block("high", 1, "high", head)]
    assert fitted(blocks, 1000, str).splitlines() == ["head", "low" * 50, "high"]
    assert fitted(blocks, 120, lambda left: f"left: {dict(left)}").splitlines() == [
        "head",
        "high",
        "left: {'low': 1}",
    ]


@pytest.mark.parametrize(("item", "folded"), [(HOSTILE, 2), (HOSTILE_PERSON, 0)])
def test_hostile_texts_stay_texts(item: model.Difference, folded: int) -> None:
    told = markdown(between(NASTY, "v2", item))
    outside_code = re.sub(r"(`+).*?\1", "", told)
    outside_code = re.sub(r"\\.", "", outside_code)  # what is escaped
    known = r"</?(?:details|summary|b|code|br)>|<!-- bareme-diff -->"
    assert "<" not in re.sub(known, "", outside_code)
    assert not re.search(r"@\w", outside_code)
    assert "\x1b" not in told
    for line in told.splitlines():
        if line.startswith("|"):
            cells = re.sub(r"\\.", "", line).count("|")
            assert cells in {5, 7}, line  # a cell more than columns
    assert told.count("<details>") == told.count("</details>") == folded


@pytest.mark.parametrize(
    ("written_", "safe"),
    [
        ("a|b", "a\\|b"),
        ("<b>", "\\<b\\>"),
        ("`x`", "\\`x\\`"),
        ("@team, a@b", "@\u200bteam, a@\u200bb"),
        ("#12", "\\#\u200b12"),
        ("a\n\n# b", "a \\# b"),
        ("x" * 400, "x" * 300 + "…"),
        ("20 % de 3 €", "20 % de 3 €"),
    ],
)
def test_plain_text(written_: str, safe: str) -> None:
    assert plain(written_) == safe


@pytest.mark.parametrize(
    ("written_", "cell", "safe"),
    [
        ("a | b", False, "`a | b`"),
        ("a | b", True, "`a \\| b`"),
        ("a`b", False, "``a`b``"),
        ("``a", False, "``` ``a ```"),
        ("", False, "`  `"),
        ("a\nb", False, "`a b`"),
    ],
)
def test_code(written_: str, cell: bool, safe: str) -> None:
    assert code(written_, cell=cell) == safe


def test_text_in_an_element() -> None:
    assert in_html("<b> & @x") == "&lt;b&gt; &amp; @\u200bx"


# --- JSON ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_schema_accepts_every_sample(name: str) -> None:
    found = json.loads(written(SAMPLES[name], "json"))
    errors = Draft202012Validator(SCHEMA).iter_errors(found)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


_NAMED = {"Differences": None, "OutputEffect": "output"}
_MODEL = [
    each
    for each in vars(model).values()
    if dataclasses.is_dataclass(each) and each.__module__ == model.__name__
]


@pytest.mark.parametrize("item", _MODEL, ids=lambda item: item.__name__)
def test_the_schema_knows_every_field(item: Any) -> None:
    name = _NAMED.get(item.__name__, item.__name__.lower())
    schema = SCHEMA if name is None else SCHEMA["$defs"][name]
    written = {field.name for field in dataclasses.fields(item)} - {"known_by"}  # for us alone
    assert written <= schema["properties"].keys()
    assert sorted(schema["required"]) == sorted(schema["properties"])
    assert schema["additionalProperties"] is False


def test_the_schema_knows_every_word() -> None:
    definitions = SCHEMA["$defs"]
    fates = set(definitions["fate"]["enum"])
    assert fates == set(model.Fate.__args__)  # type: ignore[attr-defined]
    properties = definitions["change"]["properties"]
    assert set(properties["subject"]["enum"]) == set(model.Subject.__args__)  # type: ignore[attr-defined]
    assert set(properties["how"]["enum"]) == set(model.How.__args__)  # type: ignore[attr-defined]
    origins = set(definitions["group"]["properties"]["origin"]["enum"])
    assert origins == set(model.Origin.__args__)  # type: ignore[attr-defined]


def test_numbers_are_exact_and_in_their_unit() -> None:
    (item,) = data(SAMPLES["yearly-update"])["items"]
    (change,) = item["changes"]
    facet, _ = change["facets"]
    assert (facet["before"]["value"], facet["after"]["value"]) == ("39732.00", "40524.00")
    assert (facet["change"], facet["ratio"]) == ("792.00", "6/301")  # 792 / 39732
    (comparison,) = item["comparisons"]
    (curve,) = comparison["curves"]
    assert curve["before"][1] == {
        "start": "3862.80",
        "end": "39732.00",
        "at_start": "9657/1825",  # 3862.80 / 730
        "at_end": "19866/365",  # 39732 / 730
    }
    limits = comparison["groups"][1]
    assert limits["size"] == 312
    assert limits["outputs"][0]["counts"]["gain"] == 96
    assert change["level"] == "note"


def test_an_unreadable_side_is_told_in_every_format() -> None:
    found = SAMPLES["unreadable-side"]
    (item,) = found.items
    (diagnostic,) = item.unreadable
    assert isinstance(diagnostic, Diagnostic)
    for format_ in ("text", "markdown", "json", "github"):
        told = written(found, format_)
        assert "not-a-number" in told or diagnostic.message in told
        assert "3919.20" in told


# --- the summary ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nothing", "Rien ne change."),
        ("no-rulebook", "Rien ne change."),
        ("unreadable-side", "Illisible : plafonds. Rien d'autre n'est comparé."),
        ("no-effect", "3 changements (1 erreur, 1 attention) ; aucune réponse ne change."),
        (
            "retroactive-correction",
            (
                "1 changement (1 erreur, 1 constat accepté) ; "
                f"indemnite_journaliere : 4{N}120 gagnent (personnes)."
            ),
        ),
    ],
)
def test_summary(name: str, told: str) -> None:
    assert summary(SAMPLES[name]) == told


def test_nothing_is_said_of_answers_that_cannot_be_compared() -> None:
    unreadable = replace(SAMPLES["unreadable-side"].items[0], changes=(CORRECTION.changes[0],))
    silent = replace(unreadable.changes[0], reach=model.Reach((), "incomparable"))
    told = summary(between("a", "b", replace(unreadable, changes=(silent,))))
    assert told.startswith(
        "Illisible : plafonds. 1 changement (1 erreur, 1 constat accepté) ; les réponses ne peuvent"
    )
    assert "ne peuvent pas être comparées" in summary(SAMPLES["new-rulebook"])


def test_an_answer_that_is_gone_is_named() -> None:
    (item,) = SAMPLES["added-row"].items
    gone = replace(item.changes[2], reach=model.Reach(("telephone",)))
    told = summary(between("a", "b", replace(item, changes=(gone,), comparisons=())))
    assert told == "1 changement (1 erreur) ; réponses touchées : telephone."


@pytest.mark.parametrize("name", SAMPLES)
def test_the_summary_is_one_line(name: str) -> None:
    assert "\n" not in summary(SAMPLES[name])
