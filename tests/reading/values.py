"""Figures, booleans and dates as analysts type them, and what each is told to be."""

from __future__ import annotations

from rulebooks import Mistake, in_figure, in_input, in_rule, mistake

_NO_BREAK, _NARROW, _ZERO_WIDTH, _THIN = "\u00a0", "\u202f", "\u200b", "\u2009"

# What is typed for an amount in euros, and what to write instead.
_AMOUNTS: tuple[tuple[str, str, str | None], ...] = (
    ("3919,20", "not-a-number", "3919.20"),
    ("3 919,20", "not-a-number", "3919.20"),
    ("3 919", "not-a-number", "3919"),
    (f"3{_NO_BREAK}919,20", "not-a-number", "3919.20"),
    (f"3{_NARROW}919,20", "not-a-number", "3919.20"),
    (f"3{_THIN}919", "not-a-number", "3919"),
    (f"3{_ZERO_WIDTH}919", "control-character", None),
    ("1.234,56", "not-a-number", "1234.56"),
    ("1,234.56", "not-a-number", "1234.56"),
    ("1.234.567", "not-a-number", "1234567"),
    ("1.234.567,89", "not-a-number", "1234567.89"),
    ("1,234,567", "not-a-number", "1234567"),
    ("1,234", "not-a-number", "1.234"),
    ("1 234 567,89", "not-a-number", "1234567.89"),
    ("3'919.20", "not-a-number", "3919.20"),
    ("3’919.20", "not-a-number", "3919.20"),
    ("3.919", "not-cents", "3919"),
    ("-3.919", "not-cents", "-3919"),
    ("40.524", "not-cents", "40524"),
    ("0.125", "not-cents", None),
    ("1234.567", "not-cents", None),
    ("39.7325", "not-cents", None),
    ("1e3", "not-a-number", "1000"),
    ("1E3", "not-a-number", "1000"),
    ("1.5e3", "not-a-number", "1500"),
    ("1e99", "not-a-number", None),
    ("0010", "not-a-number", "10"),
    ("00.50", "not-a-number", "0.50"),
    ("3_919", "not-a-number", "3919"),
    ("39732 €", "not-a-number", "39732"),
    ("39732€", "not-a-number", "39732"),
    ("39 732 €", "not-a-number", "39732"),
    ("39732 euros", "not-a-number", "39732"),
    ("39732 EUR", "not-a-number", "39732"),
    ("39732 €/an", "not-a-number", "39732"),
    ("39732,50 €/an", "not-a-number", "39732.50"),
    ("€ 39732", "not-a-number", "39732"),
    (".5", "not-a-number", "0.5"),
    ("-.5", "not-a-number", "-0.5"),
    ("5.", "not-a-number", "5"),
    ("+5", "not-a-number", "5"),
    ("−5", "not-a-number", "-5"),
    ("- 5", "yaml-syntax", None),
    ("71 %", "percent-unexpected", "71"),
    ("0x10", "not-a-number", None),
    ("0b11", "not-a-number", None),
    ("1/3", "not-a-number", None),
    (".inf", "not-a-number", None),
    (".nan", "not-a-number", None),
    ("true", "not-a-number", None),
    ("environ 21", "not-a-number", None),
    ("12:30", "not-a-number", None),
    ("٣٩", "not-a-number", "39"),
    ("12²", "not-a-number", None),
    ("1" * 31, "not-a-number", None),
    ('""', "not-a-number", None),
    ('"3919\\n"', "not-a-number", "3919"),
    ("", "empty-value", None),
    ("~", "empty-value", None),
    ("null", "empty-value", None),
    ("[3919]", "wrong-shape", None),
)

# What is typed for a rate.
_RATES: tuple[tuple[str, str, str | None], ...] = (
    ("71", "percent-missing", "71 %"),
    ("7.1", "percent-missing", "7.1 %"),
    ("-71", "percent-missing", "-71 %"),
    ("71,5 %", "not-a-number", "71.5 %"),
    ("71,5", "not-a-number", "71.5"),
    (f"71{_NO_BREAK}%", "not-a-number", "71 %"),
    (f"71,5{_NARROW}%", "not-a-number", "71.5 %"),
    ("71  %", "not-a-number", "71 %"),
    ("+71 %", "not-a-number", "71 %"),
    ("71 %%", "not-a-number", None),
    ("71 pour cent", "not-a-number", "71 %"),
    ("7,1 ‰", "not-a-number", None),
)


def _amount(typed: str, code: str, suggestion: str | None) -> Mistake:
    mark = f"◄ {code}" + (f" → {suggestion}" if suggestion else "")
    return in_figure(
        f"amount {typed[:20]!r}",
        f"unit: €/an\nvalues:\n  2019-01-01:\n    value: {typed} {mark}\n    reference: Décret",
    )


def _rate(typed: str, code: str, suggestion: str | None) -> Mistake:
    amount = _amount(typed, code, suggestion).files["parameters.yaml"]
    assert isinstance(amount, str)
    head, _, figure = amount.rpartition("unit: €/an")
    return mistake(f"rate {typed!r}", parameters=f'{head}unit: "%"{figure}')


NUMBERS = (
    *(_amount(*row) for row in _AMOUNTS),
    *(_rate(*row) for row in _RATES),
    in_figure(
        "decimal comma where a comma separates",
        "unit: €\nvalues:\n"
        "  2019-01-01: {value: 3919,20, reference: Décret} ◄ not-a-number → 3919.20",
    ),
    in_figure(
        "decimal comma among the rates of a choice",
        'unit: "%"\nby: statut\nvalues:\n  2019-01-01:\n    reference: Décret\n'
        "    value: {artisan: 71,5 %, commercant: 50 %} ◄ not-a-number → 71.5 %",
    ),
    in_figure(
        "one bad figure in each of two years",
        "unit: €\nvalues:\n"
        "  2019-01-01: {value: 3 919, reference: Décret} ◄ not-a-number → 3919\n"
        "  2020-01-01: {value: 3_982, reference: Décret} ◄ not-a-number → 3982",
    ),
    in_figure(
        "one bad rate among choices",
        'unit: "%"\nby: statut\nvalues:\n  2019-01-01:\n    reference: Décret\n    value:\n'
        "      artisan: 71 ◄ percent-missing → 71 %\n      commercant: 50 %",
    ),
    in_input("default", "label: D\ntype: amount\nunit: €\ndefault: 3,50 ◄ not-a-number → 3.50"),
    in_input("minimum", "label: D\ntype: integer\nminimum: 1_000 ◄ not-a-number → 1000"),
    in_rule("step", "unit: €\nformula: 1\nround: 0,01 ◄ not-a-number → 0.01"),
    in_rule(
        "published",
        "unit: €\nformula: 3862.80\npublished:\n  2019-01-01: 3862,80 ◄ not-a-number → 3862.80",
    ),
    in_rule(
        "published value",
        "unit: €\nformula: 3862.80\npublished:\n  2019-01-01:\n"
        "    value: 3 862.80 ◄ not-a-number → 3862.80",
    ),
)

_BOOLEANS: tuple[tuple[str, str | None], ...] = (
    ("yes", "true"),
    ("oui", "true"),
    ("Oui", "true"),
    ("True", "true"),
    ("TRUE", "true"),
    ("vrai", "true"),
    ("on", "true"),
    ("1", "true"),
    ("no", "false"),
    ("non", "false"),
    ("faux", "false"),
    ("False", "false"),
    ("0", "false"),
    ("peut-être", None),
)


def _boolean(typed: str, suggestion: str | None) -> Mistake:
    mark = "◄ not-a-boolean" + (f" → {suggestion}" if suggestion else "")
    return in_input(f"boolean {typed!r}", f"label: D\ntype: boolean\ndefault: {typed} {mark}")


BOOLEANS = (
    *(_boolean(*row) for row in _BOOLEANS),
    in_rule(
        "first",
        "unit: €\ntable:\n  first: oui ◄ not-a-boolean → true\n"
        "  rows:\n    - when: {marie: true}\n      then: 0",
    ),
    in_rule(
        "cell",
        "unit: €\ntable:\n  rows:\n    - when: {marie: oui} ◄ not-a-boolean → true\n      then: 0",
    ),
)

_DATES: tuple[tuple[str, str, str | None], ...] = (
    ("2018-02-30", "no-such-day", None),
    ("2019-02-29", "no-such-day", None),
    ("2018-13-01", "no-such-day", "2018-01-13"),
    ("2018-00-10", "no-such-day", None),
    ("0000-01-01", "no-such-day", None),
    ("01/03/2018", "not-a-date", "2018-03-01"),
    ("1/3/2018", "not-a-date", "2018-03-01"),
    ("01-03-2018", "not-a-date", "2018-03-01"),
    ("1.3.2018", "not-a-date", "2018-03-01"),
    ("31/02/2018", "not-a-date", None),
    ("2018-1-3", "not-a-date", "2018-01-03"),
    ("2018/01/03", "not-a-date", "2018-01-03"),
    ("2018.01.03", "not-a-date", "2018-01-03"),
    ("2018", "not-a-date", "2018-01-01"),
    ("20180103", "not-a-date", None),
    ("1er mars 2018", "not-a-date", "2018-03-01"),
    ("3 février 2018", "not-a-date", "2018-02-03"),
    ("18-01-03", "not-a-date", None),
    ("2018-01-03T00:00:00", "not-a-date", "2018-01-03"),
    ("demain", "not-a-date", None),
    ('"2018-01-03\\n"', "not-a-date", "2018-01-03"),
    ('" 2018-01-03"', "not-a-date", "2018-01-03"),
)


def _date(typed: str, code: str, suggestion: str | None) -> Mistake:
    mark = f"◄ {code}" + (f" → {suggestion}" if suggestion else "")
    return in_figure(
        f"date {typed!r}",
        f"unit: €\nvalues:\n  {typed}: {{value: 5, reference: Décret}} {mark}",
    )


DATES = (
    *(_date(*row) for row in _DATES),
    mistake(
        "first day of the rulebook",
        rulebook="title: Essai\nversion: 2026.1\nfrom: 01/01/2019 ◄ not-a-date → 2019-01-01\n",
    ),
    mistake(
        "last day of the rulebook",
        rulebook="title: Essai\nversion: 2026.1\nfrom: 2019-01-01\n"
        "until: 2019-11-31 ◄ no-such-day\n",
    ),
    in_input("default", "label: D\ntype: date\ndefault: 1/3/2018 ◄ not-a-date → 2018-03-01"),
    in_input("maximum", "label: D\ntype: date\nmaximum: 2018-02-29 ◄ no-such-day"),
    in_rule(
        "variant",
        "unit: €\nvariants:\n  2019-1-1: ◄ not-a-date → 2019-01-01\n    formula: 1",
    ),
    in_rule(
        "published",
        "unit: €\nformula: 1\npublished:\n  2019-02-29: 1 ◄ no-such-day",
    ),
)

MISTAKES = (*NUMBERS, *BOOLEANS, *DATES)
