"""What is compared: the engines, the forms in which each is written, and what is aimed at."""

from __future__ import annotations

from dataclasses import dataclass

OURS = "bareme"
TITLES = {
    OURS: "bareme",
    "openfisca": "OpenFisca",
    "polars": "polars",
    "duckdb": "DuckDB",
    "zen": "zen-engine",
    "publicodes": "Publicodes",
}


@dataclass(frozen=True, slots=True)
class Contender:
    """A form of an engine, the threads it is run on, and how many times quicker to be at least."""

    engine: str
    form: str
    threads: tuple[int, ...] = (1,)
    aim: float | None = None

    @property
    def title(self) -> str:
        """The name it has in the table."""
        if self.form == "handwritten":
            return "handwritten Decimal"
        return f"{TITLES[self.engine]}, {self.form.removesuffix(', one person')}"


def _forms(engine: str, forms: tuple[str, ...], *threads: int) -> tuple[Contender, ...]:
    return tuple(Contender(engine, form, threads or (1,)) for form in forms)


TABLE = Contender(OURS, "table", (1, 2))
EVALUATE, COMPILED, HANDWRITTEN = _forms(OURS, ("evaluate", "compiled", "handwritten"))

# A whole table at once. Both first forms of OpenFisca are those of its documentation.
TABLES = (
    Contender("openfisca", "figures by status", aim=20),
    Contender("openfisca", "variables", aim=20),
    Contender("openfisca", "numpy.select", aim=5),
    *_forms("openfisca", ("variables, population at hand", "numpy.select, population at hand")),
    *_forms("polars", ("whole cents", "Decimal, widened", "Decimal", "Float64"), 1, 2),
    *_forms("duckdb", ("whole cents", "DECIMAL", "DOUBLE"), 1, 2),
)
# One person at a time.
PERSONS = (
    HANDWRITTEN,
    COMPILED,
    *_forms("zen", ("compiled expression", "one expression node", "decision table")),
    *_forms("openfisca", ("numpy.select, one person", "variables, one person")),
    *_forms("publicodes", ("rules",)),
)
# Whose cents are counted: forms that differ by more than how they are run.
COUNTED = (
    TABLE,
    EVALUATE,
    COMPILED,
    HANDWRITTEN,
    *(form for form in TABLES if "at hand" not in form.form),
    *(form for form in PERSONS if form.engine in {"zen", "publicodes"}),
)
