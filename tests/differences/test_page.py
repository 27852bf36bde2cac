"""The page of a comparison: well formed, safe, the same each time, and right to the point."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from itertools import combinations, pairwise

import pytest

from bareme.diagnostics import facts
from bareme.differences.model import Curve, Difference, Differences, History, Point, Segment
from bareme.differences.page import page
from bareme.differences.page.axes import amounts, pixels, years
from bareme.differences.page.curves import curve_figure
from bareme.differences.page.drawing import Label, arranged
from bareme.differences.page.histories import history_figure
from bareme.differences.page.markup import tag, verbatim
from bareme.differences.page.stretches import breaks, jumps, step, stretches, surfaces
from bareme.language.kinds import number
from bareme.units import parse_unit
from differences.sample import SAMPLES

_UNITS = {text: parse_unit(text) for text in ("€/an", "€/jour", "jours", "%")}
_KINDS = {text: number(unit) for text, unit in _UNITS.items() if unit is not None}
_VOID = {"meta", "link", "br", "hr"}
_SECTIONING = {"main", "nav", "header", "footer"}


class Outline(HTMLParser):
    """Reads a page and keeps what can be judged of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.landmarks: list[str] = []
        self.named: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        assert len(about) == len(attrs), f"an attribute twice: {tag} {attrs}"
        self.tags.append((tag, about))
        if tag not in _VOID:
            self.open.append(tag)
        if about.get("id"):
            self.ids.append(about["id"] or "")
        if tag == "a":
            self.links.append(about["href"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in _SECTIONING:
            self.landmarks.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "title", "desc"}:
            self.text.append(data)


def read(differences: Differences) -> Outline:
    return Outline(page(differences))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_well_formed_and_reaches_out_to_nothing(name: str) -> None:
    text = page(SAMPLES[name])
    found = Outline(text)
    assert found.open == []
    assert text.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert len(found.ids) == len(set(found.ids))
    assert {link.removeprefix("#") for link in found.links} <= set(found.ids)
    assert all(link.startswith("#") for link in found.links)
    names = {tag for tag, _ in found.tags}
    assert not names & {"script", "img", "iframe", "form", "object", "embed", "base", "input"}
    for _, about in found.tags:
        assert not about.keys() & {"src", "srcset", "action", "style", "data", "xlink:href"}
        assert not [key for key in about if key.startswith("on")]
    assert [about["href"] for tag, about in found.tags if tag == "link"] == ["data:,"]
    assert re.findall(r"url\(([^)]*)\)|@import", text) == ["#hatching"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_can_be_read_aloud(name: str) -> None:
    found = read(SAMPLES[name])
    assert found.headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(found.headings))
    assert found.landmarks == ["header", "nav", "main", "footer"]
    ids = set(found.ids)
    for tag_, about in found.tags:
        assert set((about.get("aria-labelledby") or "").split()) <= ids
        assert set((about.get("aria-describedby") or "").split()) <= ids
        if tag_ == "svg":
            assert about.get("aria-hidden") == "true" or about.get("role") == "img"
        if tag_ == "th":
            assert about.get("scope") in {"row", "col"}
        if about.get("tabindex") == "0":
            assert about.get("aria-label")
    counted = [tag_ for tag_, _ in found.tags]
    assert counted.count("table") == counted.count("caption")
    drawn = [about for tag_, about in found.tags if tag_ == "svg" and about.get("role") == "img"]
    assert len(drawn) == counted.count("title") - 1  # the page has one too
    first = next(about for tag_, about in found.tags if tag_ == "a")
    assert first["href"] == "#contenu"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_differences_are_the_same_bytes(name: str) -> None:
    assert page(SAMPLES[name]) == page(SAMPLES[name])


def test_everything_that_must_be_said_is_there() -> None:
    told = " ".join("".join(read(SAMPLES["yearly-update"]).text).split())
    for piece in (
        "Ce qui change : 31 décembre 2018 → 1er janvier 2019",
        "39\u202f732,00 €/an",
        "40\u202f524,00 €/an",
        "+792,00 €/an",
        "Arrêté du 11 décembre 2018",
        "rules/plafonds/parameters.yaml:18",
        "yearly-revaluation",
        "plafond_journalier_commun",
        "96 gagnent",
        "12 passent de quelque chose à rien",
        "bareme evaluate indemnites-journalieres --explain date_arret=2019-01-01",
        "3\u202f919,20",
        "l'effet combiné de plafond_annuel, minimum_forfaitaire",
    ):
        assert " ".join(piece.split()) in told, piece


def test_what_was_accepted_is_shown_as_such() -> None:
    text = page(SAMPLES["retroactive-correction"])
    assert "Accepté par Bureau des prestations" in text
    assert '<span class="level accepted">accepté</span>' in text


def test_a_side_that_cannot_be_read_says_why_and_where() -> None:
    told = "".join(read(SAMPLES["unreadable-side"]).text)
    assert "not-a-number" in told
    assert "rules/plafonds/parameters.yaml:4" in told
    assert "2019-01-01: 3919,20" in told
    assert "3919.20" in told


_HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></svg></table><h1>faux</h1>",
    "&lt;b&gt; &amp; 'a' \"b\" {c} %s {0}",
    "\u202eà l'envers\u2066\u0000\u001b[31m\ud800",
    "שלום عالم",
    "long " * 2000,
    "x" * 10_000,
    "]]> --> ⟦ ⟧ ⟦⟧",
)


@pytest.mark.parametrize("nasty", _HOSTILE, ids=range(len(_HOSTILE)))
def test_no_text_becomes_markup(nasty: str) -> None:
    found = read(hostile(nasty))
    plain = Outline(page(hostile("texte")))
    assert [tag_ for tag_, _ in found.tags if tag_ != "mark"] == [tag_ for tag_, _ in plain.tags]
    text = page(hostile(nasty))
    text.encode()  # no half of a character
    assert not re.search("[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]", text)


def hostile(text: str) -> Differences:
    """Return the yearly update with a text wherever anyone may write one."""
    (item,) = SAMPLES["yearly-update"].items
    assert item.before is not None
    (change,) = item.changes
    facet = change.facets[0]
    assert facet.before is not None
    said = replace(facet.before, text=text, reference=text)
    (finding,) = change.findings
    about = facts(dict.fromkeys(finding.facts, text))
    (comparison,) = item.comparisons
    group = comparison.groups[1]
    effect = group.outputs[0]
    witness = replace(effect.witnesses[0], situation={text: text}, command=text, example=text)
    (curve,) = comparison.curves
    (history,) = item.histories
    return Differences(
        text,
        text,
        (
            replace(
                item,
                rulebook=text,
                before=replace(item.before, label=text, title=text, edition=text),
                changes=(
                    replace(
                        change,
                        name=text,
                        label=text,
                        former=text,
                        origin=text,
                        facets=(replace(facet, part=text, before=said, after=said),),
                        dependents=(text,),
                        reach=replace(change.reach, outputs=(text,)),
                        findings=(replace(finding, facts=about),),
                    ),
                ),
                comparisons=(
                    replace(
                        comparison,
                        groups=(
                            replace(
                                group,
                                outputs=(replace(effect, label=text, witnesses=(witness,)),),
                            ),
                        ),
                        curves=(replace(curve, label=text, input_label=text, given={text: text}),),
                    ),
                ),
                histories=(replace(history, name=text, label=text, part=text),),
            ),
        ),
    )


# --- exact places ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (7, "7"),
        (Fraction(1, 3), "0.33"),
        (Fraction(1, 200), "0.01"),  # half up
        (Fraction(-1, 3), "-0.33"),
        (Fraction(5, 2), "2.5"),
        (Fraction(-1, 1000), "0"),
        (Fraction(10**30 + 1, 10), "100000000000000000000000000000.1"),
    ],
)
def test_places_are_decimals_written_from_exact_numbers(
    value: int | Fraction, written: str
) -> None:
    assert pixels(value) == written


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 60_000, ["0", "20\u202f000", "40\u202f000", "60\u202f000"]),
        (0, Fraction(3, 2), ["0,0", "0,5", "1,0", "1,5"]),
        (-7, 3, ["−5", "0"]),
        (0, Fraction(1, 100_000), ["0,000000", "0,000005", "0,000010"]),
    ],
)
def test_ticks_are_round(low: int, high: int | Fraction, ticks: list[str]) -> None:
    axis = amounts(low, high, 0, 100, _KINDS["€/an"], at_most=3, whole=False)
    assert [tick.text for tick in axis.ticks] == ticks
    assert [axis.at(low), axis.at(high)] == [0, 100]


def test_percentages_are_told_as_such() -> None:
    axis = amounts(0, Fraction(1, 2), 0, 100, _KINDS["%"], at_most=5, whole=True)
    assert [tick.text for tick in axis.ticks] == ["0", "10", "20", "30", "40", "50"]


def test_a_flat_line_has_room() -> None:
    axis = amounts(10, 10, 0, 100, _KINDS["jours"], at_most=4, whole=True)
    assert axis.low < 10 < axis.high


def test_years_are_round() -> None:
    axis = years(dt.date(1998, 7, 1), dt.date(2020, 1, 1), 0, 100, at_most=5)
    assert [tick.text for tick in axis.ticks] == ["2000", "2005", "2010", "2015", "2020"]


def test_labels_never_run_over_one_another_nor_over_a_line() -> None:
    labels = [
        Label(Fraction(7 * (17 * n % 61)), "12\u202f345,67 €/an"[: 4 + n % 9], "after")
        for n in range(40)
    ]
    placed = arranged(labels, 12)
    assert 4 <= len(placed) <= 12
    for (one, row), (other, higher) in combinations(placed, 2):
        assert one.at <= other.at
        if other.at < one.end:  # the text of `one` would hide the line of `other`
            assert row > higher


# --- curves ----------------------------------------------------------------------------------


def _curve(
    before: list[tuple[str, ...]], after: list[tuple[str, ...]], along: str = "€/an"
) -> Curve:
    sides = [
        tuple(Segment(*(Fraction(text) for text in one)) for one in side)
        for side in (before, after)
    ]
    kind = _KINDS[along]
    return Curve("o", "Sortie", _KINDS["€/jour"], "i", "Entrée", kind, {}, sides[0], sides[1])


# Nothing below 100, then a tenth, up to 50; after, from 200 on, up to 60.
JUMP = _curve(
    [("0", "99.99", "0", "0"), ("100", "500", "10", "50"), ("500", "1000", "50", "50")],
    [("0", "199.99", "0", "0"), ("200", "600", "20", "60"), ("600", "1000", "60", "60")],
)


def test_both_sides_are_told_over_the_same_stretches() -> None:
    assert step(JUMP) == Fraction(1, 100)
    found = [(s.start, s.end, s.before, s.after, s.change) for s in stretches(JUMP)]
    almost, late = Fraction(9999, 100), Fraction(19999, 100)
    last = Fraction(19999, 1000)
    assert found == [
        (0, almost, (0, 0), (0, 0), (0, 0)),
        (100, late, (10, last), (0, 0), (-10, -last)),
        (200, 500, (20, 50), (20, 50), (0, 0)),
        (500, 600, (50, 50), (50, 60), (0, 10)),
        (600, 1000, (50, 50), (60, 60), (10, 10)),
    ]


def test_where_a_side_leaps_the_limit_is_the_round_number() -> None:
    (jump,) = jumps(JUMP.before, step(JUMP))
    assert (jump.at, jump.by, jump.lands) == (100, 10, True)
    upto = _curve([("0", "100", "0", "0"), ("100.01", "200", "5", "5")], [])
    (jump,) = jumps(upto.before, step(upto))
    assert (jump.at, jump.by, jump.lands) == (100, 5, False)
    assert [(found.at, found.leap) for found in breaks(JUMP.after, step(JUMP))] == [
        (200, 20),
        (600, 0),
    ]


def test_a_stretch_without_an_answer_is_no_leap() -> None:
    hole = _curve([("0", "10", "1", "1"), ("20", "30", "2", "2")], [("0", "30", "1", "1")], "jours")
    assert [*jumps(hole.before, step(hole))] == []
    assert [found.at for found in breaks(hole.before, step(hole))] == [10, 20]
    told = curve_figure(hole, "c", "avant", "après")
    assert "pas de réponse" in told


def test_days_that_follow_one_another_leave_no_hole() -> None:
    days = _curve([("0", "2", "0", "0"), ("3", "10", "5", "5")], [("0", "10", "0", "0")], "jours")
    assert [(s.start, s.end) for s in stretches(days)] == [(0, 2), (3, 10)]


def test_surfaces_part_where_the_sides_cross() -> None:
    cross = _curve([("0", "10", "0", "10")], [("0", "10", "5", "5")])
    found = [*surfaces(stretches(cross), step(cross))]
    assert [(s[0].start, s[-1].end, s[0].sign) for s in found] == [(0, 5, 1), (5, 10, -1)]


def test_a_curve_marks_its_leaps_and_labels_its_limits() -> None:
    drawn = curve_figure(JUMP, "c", "avant", "après")
    for limit in ("100,00", "200,00", "500,00", "600,00"):
        assert f">{limit}\u00a0€/an</text>" in drawn
    assert drawn.count('class="open before"') == drawn.count('class="full before"') == 1
    assert drawn.count('class="open after"') == drawn.count('class="full after"') == 1
    assert 'class="shade less"' in drawn
    assert 'class="shade more"' in drawn


def test_at_most_a_dozen_limits_are_labelled_and_the_table_has_them_all() -> None:
    many: list[tuple[str, ...]] = [
        (str(n * 10), str(n * 10 + 10), str(n % 2), str((n + 1) % 2)) for n in range(90)
    ]
    drawn = curve_figure(_curve(many, [("0", "900", "1", "1")]), "c", "avant", "après")
    assert 4 <= drawn.count('class="guide') <= 12
    assert drawn.count('<th scope="row">') == 90


def test_a_side_that_never_answers_is_drawn_empty() -> None:
    drawn = curve_figure(_curve([], [("0", "10", "1", "1")]), "c", "avant", "après")
    assert 'd="" class="line before"' in drawn


# --- histories -------------------------------------------------------------------------------


def _history(*points: Point) -> History:
    return History("plafond", "", "Plafond", _KINDS["€/an"], points)


def test_a_history_marks_what_is_new_and_what_was_said_before() -> None:
    history = _history(
        Point(dt.date(2018, 1, 1), 100, new=False, before=100),
        Point(dt.date(2019, 1, 1), 1100, new=True, before=110),
    )
    drawn = history_figure(history, (), "h", "base", "tête")
    assert drawn is not None
    assert drawn.count('class="mark new after"') == 2  # with that of the legend
    assert drawn.count('class="open before"') == 1
    assert "auparavant : 110,00" in drawn.replace("\u00a0", " ")
    assert "+1\u202f000,00 €/an (+1\u202f000 %)" in drawn.replace("\u00a0", " ")


def test_between_two_days_what_begins_to_hold_is_marked() -> None:
    history = _history(*(Point(dt.date(year, 1, 1), year, new=False) for year in (2017, 2018)))
    drawn = history_figure(history, {dt.date(2018, 1, 1)}, "h", "", "")
    assert drawn is not None
    assert drawn.count('class="mark new after"') == 2


def test_a_single_value_is_no_history() -> None:
    history = _history(Point(dt.date(2018, 1, 1), 100, new=True))
    assert history_figure(history, (), "h", "", "") is None


def test_the_last_day_of_the_calendar_is_no_limit() -> None:
    history = _history(*(Point(dt.date(year, 12, 31), 1, new=True) for year in (9998, 9999)))
    assert history_figure(history, (), "h", "", "") is not None


# --- how it looks ----------------------------------------------------------------------------


def test_colours_are_told_apart() -> None:
    """Text has a contrast of at least 4.5 to 1 with what is behind it, lines of 3 to 1 (WCAG 2)."""
    style = page(SAMPLES["nothing"]).partition("<style>")[2].partition("</style>")[0]
    light, dark = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block))
        for block in re.findall(r":root \{([^}]*--paper[^}]*)\}", style)
    )
    for colours in (light, {**light, **dark}):
        for front in ("ink", "soft", "link", "before", "after"):
            for back in ("paper", "panel"):
                assert _contrast(colours[front], colours[back]) >= 4.5, (front, back)
        for level in ("error", "warning", "note"):
            assert _contrast(colours[level], colours[f"{level}-paper"]) >= 4.5, level
        assert _contrast(colours["ink"], colours["mark"]) >= 4.5
        for line in ("more", "less", "other"):
            assert _contrast(colours[line], colours["paper"]) >= 3, line


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_texts_are_set_as_in_french_and_commands_as_they_are() -> None:
    assert tag("p", "Avant : « a » ; 10 % ?") == (
        "<p>Avant\u00a0: «\u00a0a\u00a0»\u00a0; 10\u00a0%\u00a0?</p>"
    )
    assert tag("pre", verbatim("a : b ?")) == "<pre>a : b ?</pre>"


def test_periods_that_are_told_in_a_line_keep_their_counts() -> None:
    found = read(SAMPLES["many-years"])
    told = "".join(found.text).replace("\u00a0", " ")
    assert told.count("310 gagnent") == 12  # each year but one, and on top
    assert told.count("Effets à partir du 1er janvier 2026") == 2  # with the contents
    assert "Aucune réponse ne change du 1er janvier 2020 au 31 décembre 2020." in told


def test_one_person_sees_their_answers_first() -> None:
    found = read(SAMPLES["one-person"])
    told = "".join(found.text).replace("\u00a0", " ")
    assert told.index("55,52 €/jour") < told.index("40\u202f524,00 €/an")
    assert "delai_carence (3 jours) : inchangé" in told
    assert "À regarder d'abord" not in told
    folded = told.index("1 autre changement ne change rien pour cette personne.")
    assert told.index("minimum_forfaitaire", folded)


def test_a_borrowed_figure_leads_to_where_it_is_written() -> None:
    (item,) = SAMPLES["yearly-update"].items
    both = Differences("a", "b", (item, replace(item, rulebook="plafonds")))
    found = read(both)
    assert "Voir plafonds." in "".join(found.text)
    assert found.links.count("#b1") == 2  # from the contents, and from who borrows


def test_only_new_values_are_marked_in_a_history() -> None:
    (item,) = SAMPLES["yearly-update"].items
    (change,), (history,) = item.changes, item.histories
    old = replace(history, points=tuple(replace(point, new=False) for point in history.points))
    said = change.facets[0].after
    note = replace(change.facets[0], aspect="note", before=None, after=said)
    for facets, marks in ((change.facets, 2), ((note,), 1)):  # one is in the legend
        told = replace(item, changes=(replace(change, facets=facets),), histories=(old,))
        assert page(Differences("a", "b", (told,))).count('class="mark new after"') == marks


def test_an_empty_comparison_says_so() -> None:
    nothing = Difference("vide", None, None, dt.date(2026, 1, 1))
    assert "Rien ne change" in page(Differences("a", "b", (nothing,)))
