"""Formulas as analysts mistype them: the code, the stretch pointed to, what to write instead."""

from __future__ import annotations

from typing import NamedTuple


class Formula(NamedTuple):
    """A mistyped formula of a rule in euros a year, unless another `kind` is said.

    `at` is the stretch pointed to; empty where Python alone decides where it gives up.
    """

    text: str
    code: str
    at: str
    suggestion: str | None = None
    kind: str = "unit: €/an"


_BOOLEAN = "type: boolean"

SPELLINGS = (
    Formula("revenu = 5", "foreign-spelling", "=", "==", _BOOLEAN),
    Formula("revenu => 5", "foreign-spelling", "=>", ">=", _BOOLEAN),
    Formula("revenu =< 5", "foreign-spelling", "=<", "<=", _BOOLEAN),
    Formula("revenu <> 5", "foreign-spelling", "<>", "!=", _BOOLEAN),
    Formula("revenu ≠ 5", "foreign-spelling", "≠", "!=", _BOOLEAN),
    Formula("age ≥ 18", "foreign-spelling", "≥", ">=", _BOOLEAN),
    Formula("age ≤ 18", "foreign-spelling", "≤", "<=", _BOOLEAN),
    Formula("age === 18", "formula-syntax", "=", None, _BOOLEAN),
    Formula("revenu × 2", "foreign-spelling", "×", "*"),
    Formula("revenu x 2", "formula-syntax", "x"),
    Formula("revenu ÷ 2", "foreign-spelling", "÷", "/"),
    Formula("revenu − plafond", "foreign-spelling", "−", "-"),
    Formula("revenu – plafond", "foreign-spelling", "–", "-"),
    Formula("marie && age > 5", "foreign-spelling", "&&", "and", _BOOLEAN),
    Formula("marie & age > 5", "foreign-spelling", "&", "and", _BOOLEAN),
    Formula("marie || age > 5", "foreign-spelling", "||", "or", _BOOLEAN),
    Formula("!marie", "foreign-spelling", "!", "not", _BOOLEAN),
    Formula("marie AND age > 5", "foreign-spelling", "AND", "and", _BOOLEAN),
    Formula("marie et age > 5", "foreign-spelling", "et", "and", _BOOLEAN),
    Formula("marie ou age > 5", "foreign-spelling", "ou", "or", _BOOLEAN),
    Formula("marie OU age > 5", "foreign-spelling", "OU", "or", _BOOLEAN),
    Formula("non marie", "foreign-spelling", "non", "not", _BOOLEAN),
    Formula("NON marie", "foreign-spelling", "NON", "not", _BOOLEAN),
    Formula("revenu si marie else plafond", "foreign-spelling", "si", "if"),
    Formula("revenu if marie sinon plafond", "foreign-spelling", "sinon", "else"),
    Formula("marie == vrai", "foreign-spelling", "vrai", "true", _BOOLEAN),
    Formula("marie == True", "foreign-spelling", "True", "true", _BOOLEAN),
    Formula("marie == oui", "foreign-spelling", "oui", "true", _BOOLEAN),
    Formula("marie == faux", "foreign-spelling", "faux", "false", _BOOLEAN),
    Formula("marie == no", "foreign-spelling", "no", "false", _BOOLEAN),
    Formula("revenu if marie else None", "foreign-spelling", "None", "nothing"),
    Formula("revenu if marie else rien", "foreign-spelling", "rien", "nothing"),
    Formula("statut == “artisan”", "foreign-spelling", "“", '"', _BOOLEAN),
    Formula("statut == ‘artisan’", "foreign-spelling", "‘", '"', _BOOLEAN),
    Formula("statut == «artisan»", "foreign-spelling", "«", '"', _BOOLEAN),
    Formula("statut == artisan", "unknown-name", "artisan", '"artisan"', _BOOLEAN),
)

NUMBERS = (
    Formula("3919,20 + revenu", "not-a-number", "3919,20", "3919.20"),
    Formula("revenu + 3 919,20", "not-a-number", "3 919,20", "3919.20"),
    Formula("revenu + 3 919", "not-a-number", "3 919", "3919"),
    Formula("revenu + 3\u202f919", "not-a-number", "3\u202f919", "3919"),
    Formula("revenu + 3_919", "not-a-number", "3_919", "3919"),
    Formula("revenu + 1e3", "not-a-number", "1e3", "1000"),
    Formula("revenu + 0010", "not-a-number", "0010", "10"),
    Formula("revenu + .5", "not-a-number", ".5", "0.5"),
    Formula("revenu + 5.", "not-a-number", "5.", "5"),
    Formula("revenu + 0x10", "not-a-number", "0x10"),
    Formula("revenu + 10j", "not-in-language", "10j"),
    Formula("revenu + 10 €", "unit-in-formula", "€"),
    Formula("revenu + 10€", "unit-in-formula", "€"),
    Formula("revenu * 71,5 %", "not-a-number", "71,5", "71.5"),
    Formula("min(revenu, 3 919)", "not-a-number", "3 919", "3919"),
    Formula("revenu * 10 pour cent", "formula-syntax", ""),
    Formula("(revenu + 3919,20)", "comma-in-formula", "3919,20", "3919.20"),
    Formula("min(revenu, 3919,20)", "comma-in-formula", "3919,20", "3919.20"),
)

LANGUAGE = (
    Formula("revenu ** 2", "not-in-language", "revenu ** 2"),
    Formula("revenu ^ 2", "not-in-language", "revenu ^ 2"),
    Formula("revenu // 2", "not-in-language", "revenu // 2"),
    Formula("revenu % 2", "not-in-language", "revenu % 2"),
    Formula("+revenu", "not-in-language", "+revenu"),
    Formula("~revenu", "not-in-language", "~revenu"),
    Formula("revenu is nothing", "not-in-language", "revenu is nothing", None, _BOOLEAN),
    Formula("revenu.montant", "not-in-language", "revenu.montant"),
    Formula("revenu[statut]", "not-in-language", "revenu[statut]"),
    Formula('statut == "Artisan"', "unknown-choice", '"Artisan"', '"artisan"', _BOOLEAN),
    Formula('statut == "commerçant"', "unknown-choice", '"commerçant"', '"commercant"', _BOOLEAN),
    Formula('statut in ("artisan")', "not-in-language", 'statut in ("artisan")', None, _BOOLEAN),
    Formula("statut in revenu + 1", "not-in-language", "statut in revenu + 1", None, _BOOLEAN),
    Formula("statut in []", "not-in-language", "[]", None, _BOOLEAN),
    Formula("[revenu]", "not-in-language", "[revenu]"),
    Formula("(revenu, plafond)", "not-in-language", "(revenu, plafond)"),
    Formula("revenu, plafond", "not-in-language", "revenu, plafond"),
)

SYNTAX = (
    Formula("revenu +", "formula-syntax", "+"),
    Formula("revenu + * plafond", "formula-syntax", "*"),
    Formula("(revenu + plafond", "formula-syntax", "("),
    Formula("revenu + plafond)", "formula-syntax", ")"),
    Formula("min(revenu, plafond", "formula-syntax", "("),
    Formula("revenu annuel", "formula-syntax", "a"),
    Formula("revenu if marie", "formula-syntax", ""),
    Formula("if marie then revenu", "formula-syntax", "i"),
    Formula("and marie", "formula-syntax", "a", None, _BOOLEAN),
    Formula("revenu net été", "foreign-character", "été", "ete"),
    Formula("âge", "foreign-character", "âge", "age"),
    Formula("revenu # plafond", "formula-syntax", "#"),
    Formula("revenu ; plafond", "formula-syntax", ";"),
    Formula("revenu : plafond", "formula-syntax", ":"),
    Formula('statut == "artisan', "formula-syntax", '"', None, _BOOLEAN),
    Formula("statut == \"artisan'", "formula-syntax", '"', None, _BOOLEAN),
    Formula("min(revenu; plafond)", "formula-syntax", ";"),
    Formula("@revenu", "formula-syntax", "@"),
    Formula("revenu ?", "formula-syntax", "?"),
)

NAMES = (
    Formula("revenus + plafond", "unknown-name", "revenus", "revenu"),
    Formula("plafond_anuel", "unknown-name", "plafond_anuel", "plafond"),
    Formula("Revenu", "unknown-name", "Revenu", "revenu"),
    Formula("montant", "unknown-name", "montant"),
    Formula("revenu * taux_statut[statu]", "unknown-name", "statu", "statut"),
    Formula("previous(plafon, 1)", "unknown-name", "plafon", "plafond"),
    Formula("minimum(revenu, plafond)", "unknown-function", "minimum", "min"),
    Formula("Min(revenu, plafond)", "unknown-function", "Min", "min"),
    Formula("sqrt(revenu)", "unknown-function", "sqrt"),
    Formula("revenu(plafond)", "unknown-function", "revenu"),
    Formula("moyenne(revenu, plafond)", "unknown-function", "moyenne"),
    Formula("round(revenu, 1)", "unknown-function", "round", "round_to"),
    Formula("min", "function-without-call", "min"),
    Formula("revenu + max", "function-without-call", "max"),
    Formula("min(revenu)", "wrong-arity", "min"),
    Formula("abs(revenu, plafond)", "wrong-arity", "abs"),
    Formula("mean()", "wrong-arity", "mean"),
    Formula("round_to(revenu)", "wrong-arity", "round_to"),
    Formula("previous(plafond)", "wrong-arity", "previous"),
    Formula("previous(revenu, 1)", "not-a-parameter", "revenu"),
    Formula("previous(plafond + 1, 1)", "not-a-parameter", "plafond + 1"),
    Formula("previous(taux_statut, 1)", "not-a-parameter", "taux_statut"),
    Formula("previous(39732, 1)", "not-a-parameter", "39732"),
    Formula("previous(plafond, age)", "not-a-count", "age"),
    Formula("previous(plafond, 0)", "not-a-count", "0"),
    Formula("previous(plafond, 21)", "not-a-count", "21"),
    Formula("previous(plafond, 1.5)", "not-a-count", "1.5"),
    Formula("previous(plafond, -1)", "not-a-count", "-1"),
    Formula("previous(plafond, true)", "not-a-count", "true"),
    Formula("previous(plafond, 10 %)", "not-a-count", "10 %"),
    Formula("mean_of_previous(plafond, 1 + 1)", "not-a-count", "1 + 1"),
)

MEANING = (
    Formula("revenu + age", "units-differ", "revenu + age"),
    Formula("revenu + revenu / diviseur", "units-differ", "revenu + revenu / diviseur"),
    Formula("revenu - revenu / diviseur", "units-differ", "revenu - revenu / diviseur"),
    Formula("min(revenu, age)", "units-differ", "min(revenu, age)"),
    Formula("mean(revenu, age)", "units-differ", "mean(revenu, age)"),
    Formula("round_to(revenu, age)", "units-differ", "round_to(revenu, age)"),
    Formula("revenu if marie else age", "units-differ", "revenu if marie else age"),
    Formula("revenu < age", "units-differ", "revenu < age", None, _BOOLEAN),
    Formula("0 < revenu < age", "units-differ", "0 < revenu < age", None, _BOOLEAN),
    Formula("revenu == age", "units-differ", "revenu == age", None, _BOOLEAN),
    Formula("previous(plafond, 1) + age", "units-differ", "previous(plafond, 1) + age"),
    Formula("revenu * plafond", "wrong-unit", "revenu * plafond"),
    Formula("revenu / diviseur", "wrong-unit", "revenu / diviseur"),
    Formula("taux", "wrong-unit", "taux"),
    Formula("revenu", "wrong-unit", "revenu", None, "unit: €/jour"),
    Formula("age_on(naissance, naissance)", "wrong-unit", "age_on(naissance, naissance)"),
    Formula("marie", "wrong-kind", "marie"),
    Formula("marie + 1", "wrong-kind", "marie + 1"),
    Formula("-marie", "wrong-kind", "-marie"),
    Formula("naissance", "wrong-kind", "naissance"),
    Formula("naissance + 1", "wrong-kind", "naissance + 1"),
    Formula("statut * 2", "wrong-kind", "statut * 2"),
    Formula("revenu", "wrong-kind", "revenu", None, _BOOLEAN),
    Formula("not revenu", "wrong-kind", "not revenu", None, _BOOLEAN),
    Formula("marie and revenu", "wrong-kind", "marie and revenu", None, _BOOLEAN),
    Formula("revenu if age else 0", "wrong-kind", "revenu if age else 0"),
    Formula("revenu if marie else statut", "wrong-kind", "revenu if marie else statut"),
    Formula("min(naissance, revenu)", "wrong-kind", "min(naissance, revenu)"),
    Formula("days_between(naissance, age)", "wrong-kind", "days_between(naissance, age)"),
    Formula("add_days(age, 1)", "wrong-kind", "add_days(age, 1)", None, "type: date"),
    Formula(
        "add_days(naissance, age)", "units-differ", "add_days(naissance, age)", None, "type: date"
    ),
    Formula("statut in statut", "wrong-kind", "statut in statut", None, _BOOLEAN),
    Formula("statut == 5", "wrong-kind", "statut == 5", None, _BOOLEAN),
    Formula("statut == marie", "wrong-kind", "statut == marie", None, _BOOLEAN),
    Formula("taux_statut[age] * revenu", "wrong-kind", "taux_statut[age]"),
    Formula("marie > false", "not-ordered", "marie > false", None, _BOOLEAN),
    Formula('statut > "artisan"', "not-ordered", 'statut > "artisan"', None, _BOOLEAN),
    Formula('statut == "artisant"', "unknown-choice", '"artisant"', '"artisan"', _BOOLEAN),
    Formula('"artisant" == statut', "unknown-choice", '"artisant"', '"artisan"', _BOOLEAN),
    Formula('statut in ["artisan", "x"]', "unknown-choice", '"x"', None, _BOOLEAN),
    Formula('statut not in ["artisant"]', "unknown-choice", '"artisant"', '"artisan"', _BOOLEAN),
    Formula('taux_statut["artisant"] * revenu', "unknown-choice", '"artisant"', '"artisan"'),
    Formula("nothing + 1", "may-be-nothing", "nothing + 1"),
    Formula(
        "(revenu if marie else nothing) + 1", "may-be-nothing", "(revenu if marie else nothing) + 1"
    ),
)

_TEXT, _CHARACTERS, _DATE = "type: text", "unit: caractères", "type: date"

TEXTS = (
    Formula('nom = "Dupont"', "foreign-spelling", "=", "==", _BOOLEAN),
    Formula("nom == “Dupont”", "foreign-spelling", "“", '"', _BOOLEAN),
    Formula("nom == « Dupont »", "foreign-spelling", "«", '"', _BOOLEAN),
    Formula('nom == "Dupont', "formula-syntax", '"', None, _BOOLEAN),
    Formula('nom == Dupont"', "formula-syntax", '"', None, _BOOLEAN),
    Formula('nom == ""Dupont""', "formula-syntax", "D", None, _BOOLEAN),
    Formula('nomm == "Dupont"', "unknown-name", "nomm", "nom", _BOOLEAN),
    Formula("nom == 75", "wrong-kind", "nom == 75", None, _BOOLEAN),
    Formula("nom == statut", "wrong-kind", "nom == statut", None, _BOOLEAN),
    Formula("nom == naissance", "wrong-kind", "nom == naissance", None, _BOOLEAN),
    Formula('nom > "A"', "not-ordered", 'nom > "A"', None, _BOOLEAN),
    Formula('nom + "A"', "wrong-kind", 'nom + "A"', None, _TEXT),
    Formula("nom and marie", "wrong-kind", "nom and marie", None, _BOOLEAN),
    Formula("nom", "wrong-kind", "nom"),
    Formula("departement", "wrong-kind", "departement", None, _TEXT),
    Formula("nom if marie else 0", "wrong-kind", "nom if marie else 0", None, _TEXT),
    Formula("length(nom)", "wrong-unit", "length(nom)", None, "unit: 1"),
    Formula("length(age)", "wrong-kind", "length(age)", None, _CHARACTERS),
    Formula("length()", "wrong-arity", "length", None, _CHARACTERS),
    Formula("len(nom)", "unknown-function", "len", "length", _CHARACTERS),
    Formula("length", "function-without-call", "length", None, _CHARACTERS),
    Formula("length(nom) > age", "units-differ", "length(nom) > age", None, _BOOLEAN),
    Formula("characters(nom, 1)", "wrong-arity", "characters", None, _TEXT),
    Formula("characters(1, 3, nom)", "wrong-kind", "characters(1, 3, nom)", None, _TEXT),
    Formula("characters(nom, age, 3)", "units-differ", "characters(nom, age, 3)", None, _TEXT),
    Formula('characters(nom, "1", 3)', "wrong-kind", 'characters(nom, "1", 3)', None, _TEXT),
    Formula("characters(nom; 1; 3)", "formula-syntax", ";", None, _TEXT),
    Formula("character(nom, 1, 3)", "unknown-function", "character", "characters", _TEXT),
    Formula("nom[1]", "not-in-language", "nom[1]", None, _TEXT),
    Formula("nom[1:3]", "not-in-language", "nom[1:3]", None, _TEXT),
    Formula('replace(nom, "a")', "wrong-arity", "replace", None, _TEXT),
    Formula("replace(nom, 2, 3)", "wrong-kind", "replace(nom, 2, 3)", None, _TEXT),
    Formula('remplacer(nom, "a", "b")', "unknown-function", "remplacer", "replace", _TEXT),
    Formula("as_number(age)", "wrong-kind", "as_number(age)", None, "unit: 1"),
    Formula("as_number(nom)", "wrong-unit", "as_number(nom)"),
    Formula("as_number(nom)", "wrong-kind", "as_number(nom)", None, _TEXT),
    Formula("as_numbers(nom)", "unknown-function", "as_numbers", "as_number", "unit: 1"),
    Formula("remainder(7)", "wrong-arity", "remainder", None, "unit: 1"),
    Formula("remainder(revenu, age)", "units-differ", "remainder(revenu, age)"),
    Formula("remainder(nom, 97)", "wrong-kind", "remainder(nom, 97)", None, "unit: 1"),
    Formula("12 % 5", "not-in-language", "12 % 5", None, "unit: 1"),
    Formula("12 mod 5", "formula-syntax", "m", None, "unit: 1"),
)


def _pattern(pattern: str) -> Formula:
    return Formula(f"like(nom, {pattern})", "not-a-pattern", pattern, None, _BOOLEAN)


PATTERNS = (
    _pattern('"[AB"'),
    _pattern('"AB]"'),
    _pattern('"#[0"'),
    _pattern('"[]"'),
    _pattern('"[!]"'),
    _pattern('"[[AB]]"'),
    _pattern('"2[A[B]]"'),
    _pattern("nom"),
    _pattern("75"),
    _pattern("true"),
    _pattern('"A*" or "B*"'),
    _pattern('["A*", "B*"]'),
    Formula('like("A*", nom)', "not-a-pattern", "nom", None, _BOOLEAN),
    Formula("like(nom, “A*”)", "foreign-spelling", "“", '"', _BOOLEAN),
    Formula('like(nom; "A*")', "formula-syntax", ";", None, _BOOLEAN),
    Formula("like(nom, A*)", "formula-syntax", ")", None, _BOOLEAN),
    Formula('nom like "A*"', "formula-syntax", "l", None, _BOOLEAN),
    Formula("like(nom)", "wrong-arity", "like", None, _BOOLEAN),
    Formula('like(nom, "A*", "B*")', "wrong-arity", "like", None, _BOOLEAN),
    Formula('like(age, "##")', "wrong-kind", 'like(age, "##")', None, _BOOLEAN),
    Formula('like(departement, "##")', "wrong-kind", 'like(departement, "##")', None, _BOOLEAN),
    Formula('Like(nom, "A*")', "unknown-function", "Like", "like", _BOOLEAN),
)

LISTS = (
    Formula("pdf in formats", "unknown-name", "pdf", '"pdf"', _BOOLEAN),
    Formula('"PDF" in formats', "unknown-choice", '"PDF"', '"pdf"', _BOOLEAN),
    Formula('"jpeg" in formats', "unknown-choice", '"jpeg"', '"jpg"', _BOOLEAN),
    Formula('"doc" in formats', "unknown-choice", '"doc"', None, _BOOLEAN),
    Formula('"pdf" in format', "unknown-name", "format", "formats", _BOOLEAN),
    Formula('"pdf" not formats', "formula-syntax", "f", None, _BOOLEAN),
    Formula(
        '"pdf" and "jpg" in formats', "wrong-kind", '"pdf" and "jpg" in formats', None, _BOOLEAN
    ),
    Formula("formats", "wrong-kind", "formats", None, _BOOLEAN),
    Formula("not formats", "wrong-kind", "not formats", None, _BOOLEAN),
    Formula("formats + 1", "wrong-kind", "formats + 1"),
    Formula("formats > 1", "not-ordered", "formats > 1", None, _BOOLEAN),
    Formula("formats.pdf", "not-in-language", "formats.pdf", None, _BOOLEAN),
    Formula('formats["pdf"]', "not-in-language", 'formats["pdf"]', None, _BOOLEAN),
    Formula("marie in formats", "wrong-kind", "marie in formats", None, _BOOLEAN),
    Formula("age in formats", "wrong-kind", "age in formats", None, _BOOLEAN),
    Formula('"pdf" in statut', "wrong-kind", '"pdf" in statut', None, _BOOLEAN),
    Formula("nothing in formats", "may-be-nothing", "nothing in formats", None, _BOOLEAN),
    Formula("count(formats)", "wrong-kind", "count(formats)", None, _BOOLEAN),
    Formula("count(formats)", "wrong-unit", "count(formats)"),
    Formula("count(nom)", "wrong-kind", "count(nom)", None, "unit: 1"),
    Formula("count(statut)", "wrong-kind", "count(statut)", None, "unit: 1"),
    Formula('count("formats")', "wrong-kind", 'count("formats")', None, "unit: 1"),
    Formula("count(formats, marie)", "wrong-arity", "count", None, "unit: 1"),
    Formula("count formats", "formula-syntax", "f", None, "unit: 1"),
    Formula("counts(formats)", "unknown-function", "counts", "count", "unit: 1"),
    Formula("count(formats) + age", "units-differ", "count(formats) + age", None, "unit: 1"),
    Formula("length(formats)", "wrong-kind", "length(formats)", None, _CHARACTERS),
)

CODES = (
    Formula('departement == "1"', "unknown-choice", '"1"', '"01"', _BOOLEAN),
    Formula('departement == "075"', "unknown-choice", '"075"', '"75"', _BOOLEAN),
    Formula('departement == "2a"', "unknown-choice", '"2a"', '"2A"', _BOOLEAN),
    Formula('departement == "Paris"', "unknown-choice", '"Paris"', None, _BOOLEAN),
    Formula('departement in ["1", "75"]', "unknown-choice", '"1"', '"01"', _BOOLEAN),
    Formula(
        'departement == "01" or "75"', "wrong-kind", 'departement == "01" or "75"', None, _BOOLEAN
    ),
    Formula("departement < 75", "not-ordered", "departement < 75", None, _BOOLEAN),
    Formula("departement == nom", "wrong-kind", "departement == nom", None, _BOOLEAN),
    Formula('departement in ["75"; "01"]', "formula-syntax", ";", None, _BOOLEAN),
    Formula('departement in ["75" "01"]', "not-in-language", '"75" "01"', None, _BOOLEAN),
)

DATES = (
    Formula("naissance >= 2000-02-30", "no-such-day", "2000-02-30", None, _BOOLEAN),
    Formula("naissance >= 2001-02-29", "no-such-day", "2001-02-29", None, _BOOLEAN),
    Formula("naissance >= 2000-13-01", "no-such-day", "2000-13-01", None, _BOOLEAN),
    Formula("naissance >= 1600-01-01", "no-such-day", "1600-01-01", None, _BOOLEAN),
    Formula("naissance >= 2000", "wrong-kind", "naissance >= 2000", None, _BOOLEAN),
    Formula("naissance => 2000-01-01", "foreign-spelling", "=>", ">=", _BOOLEAN),
    Formula("naissance - 2000-01-01", "wrong-kind", "naissance - 2000-01-01", None, "unit: jours"),
    Formula("2000-01-01 + 5", "wrong-kind", "2000-01-01 + 5", None, _DATE),
    Formula("add_days(2000-01-01)", "wrong-arity", "add_days", None, _DATE),
    Formula("revenu >= 2000-01-01", "wrong-kind", "revenu >= 2000-01-01", None, _BOOLEAN),
    Formula("nom == 2000-01-01", "wrong-kind", "nom == 2000-01-01", None, _BOOLEAN),
    Formula("2000-01-01 and marie", "wrong-kind", "2000-01-01 and marie", None, _BOOLEAN),
    Formula("2000-01-01 5", "formula-syntax", "5", None, _DATE),
    Formula("2000-01-01", "wrong-kind", "2000-01-01"),
)

FORMULAS = (
    *SPELLINGS,
    *NUMBERS,
    *LANGUAGE,
    *SYNTAX,
    *NAMES,
    *MEANING,
    *TEXTS,
    *PATTERNS,
    *LISTS,
    *CODES,
    *DATES,
)
