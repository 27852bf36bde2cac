"""The functions a formula may call: their names, and how many values they take.

What they compute is up to each domain; a domain that lacks one is refused by a test.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    `at_least` and `at_most` bound how many values it takes; `of_parameter` marks those that
    look into the history of a parameter: the first argument is then its name, the second a
    whole number of years written out. `of_pattern` marks those whose last argument is a pattern,
    written out too. `whole` says which arguments count something (two: from the first to the last).
    """

    name: str
    usage: str
    at_least: int
    at_most: int
    of_parameter: bool = False
    of_pattern: bool = False
    whole: tuple[int, ...] = ()


_MANY = 50

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("min", "min(a, b, …)", 2, _MANY),
        Function("max", "max(a, b, …)", 2, _MANY),
        Function("mean", "mean(a, b, …)", 1, _MANY),
        Function("abs", "abs(a)", 1, 1),
        Function("round_to", "round_to(a, pas)", 2, 2),
        Function("round_up_to", "round_up_to(a, pas)", 2, 2),
        Function("round_down_to", "round_down_to(a, pas)", 2, 2),
        Function("remainder", "remainder(a, b)", 2, 2),
        Function("days_between", "days_between(du, au)", 2, 2),
        Function("add_days", "add_days(date, n)", 2, 2, whole=(1,)),
        Function("add_months", "add_months(date, n)", 2, 2, whole=(1,)),
        Function("add_years", "add_years(date, n)", 2, 2, whole=(1,)),
        Function("age_on", "age_on(naissance, date)", 2, 2),
        Function("length", "length(texte)", 1, 1),
        Function("like", 'like(texte, "modèle")', 2, 2, of_pattern=True),
        Function("characters", "characters(texte, premier, dernier)", 3, 3, whole=(1, 2)),
        Function("replace", "replace(texte, ancien, nouveau)", 3, 3),
        Function("as_number", "as_number(texte)", 1, 1),
        Function("count", "count(liste)", 1, 1),
        Function("previous", "previous(chiffre, n)", 2, 2, of_parameter=True),
        Function("mean_of_previous", "mean_of_previous(chiffre, n)", 2, 2, of_parameter=True),
    )
}

# What the grammar turns `figure[choice]` into: not callable by name from a formula.
FIGURE_OF = "figure of"

MAX_YEARS_BACK = 20
