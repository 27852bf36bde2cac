"""The functions a formula may call: their names, and how many values they take.

What they compute is up to each domain; a domain that lacks one is refused by a test.
"""

from __future__ import annotations

from dataclasses import dataclass

from bareme.translation import N_, tr


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    `usage` is a call of it, as a message. `at_least` and `at_most` bound how many values it
    takes; `of_parameter` marks those that look into the history of a parameter: the first
    argument is then its name, the second a whole number of years written out. `of_pattern` marks
    those whose last argument is a pattern, written out too. `whole` says which arguments count
    something (two: from the first to the last).
    """

    name: str
    usage: str
    at_least: int
    at_most: int
    of_parameter: bool = False
    of_pattern: bool = False
    whole: tuple[int, ...] = ()

    @property
    def shown(self) -> str:
        """How it is called, in the language in use."""
        return tr(self.usage)


_MANY = 50

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("min", "min(a, b, …)", 2, _MANY),
        Function("max", "max(a, b, …)", 2, _MANY),
        Function("mean", "mean(a, b, …)", 1, _MANY),
        Function("abs", "abs(a)", 1, 1),
        Function("round_to", N_("round_to(a, pas)"), 2, 2),
        Function("round_up_to", N_("round_up_to(a, pas)"), 2, 2),
        Function("round_down_to", N_("round_down_to(a, pas)"), 2, 2),
        Function("remainder", "remainder(a, b)", 2, 2),
        Function("days_between", N_("days_between(du, au)"), 2, 2),
        Function("add_days", "add_days(date, n)", 2, 2, whole=(1,)),
        Function("add_months", "add_months(date, n)", 2, 2, whole=(1,)),
        Function("add_years", "add_years(date, n)", 2, 2, whole=(1,)),
        Function("age_on", N_("age_on(naissance, date)"), 2, 2),
        Function("length", N_("length(texte)"), 1, 1),
        Function("like", N_('like(texte, "modèle")'), 2, 2, of_pattern=True),
        Function("characters", N_("characters(texte, premier, dernier)"), 3, 3, whole=(1, 2)),
        Function("replace", N_("replace(texte, ancien, nouveau)"), 3, 3),
        Function("as_number", N_("as_number(texte)"), 1, 1),
        Function("count", N_("count(liste)"), 1, 1),
        Function("previous", N_("previous(chiffre, n)"), 2, 2, of_parameter=True),
        Function("mean_of_previous", N_("mean_of_previous(chiffre, n)"), 2, 2, of_parameter=True),
    )
}

# What the grammar turns `figure[choice]` into: not callable by name from a formula.
FIGURE_OF = "figure of"

MAX_YEARS_BACK = 20
