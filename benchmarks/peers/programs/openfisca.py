"""OpenFisca: a minimal tax and benefit system, for a table and for one person at a time.

Floats are float32 and `round_` rounds half to even: neither is a choice of this program.
OpenFisca is licensed under the AGPL; it is run to be measured, and nothing of it is kept.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks.peers.programs.openfisca_rules import INPUTS, PARAMETERS, WAYS, Person, Statut
from benchmarks.peers.programs.serving import (
    COLUMNS,
    FLAGS,
    Engine,
    euros,
    rounded_cents,
    serve,
    situations,
)
from openfisca_core.parameters import ParameterNode  # type: ignore[import-not-found]
from openfisca_core.simulations import SimulationBuilder  # type: ignore[import-not-found]
from openfisca_core.taxbenefitsystems import TaxBenefitSystem  # type: ignore[import-not-found]

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PERIOD = "2019-03"


def main() -> None:
    forms: dict[str, Callable[[Path, int], Engine]] = {}
    for way in WAYS:
        forms[way] = partial(_table, way)
        forms[f"{way}, population at hand"] = partial(_table_again, way)
        forms[f"{way}, one person"] = partial(_each, way)
    serve(forms)


def _table(way: str, directory: Path, _threads: int) -> Engine:
    """Return the judgement of a table: a population made, its inputs set, the answer asked."""
    system, columns = _system(way), _columns(directory)
    count = len(columns["statut"])
    return Engine(lambda: _asked(_simulation(system, count), columns, way), _cents)


def _table_again(way: str, directory: Path, _threads: int) -> Engine:
    """Return the same with a population already made: what the formulas take by themselves."""
    columns = _columns(directory)
    simulation = _simulation(_system(way), len(columns["statut"]))

    def judge() -> Any:
        for step in WAYS[way]:
            simulation.delete_arrays(step.__name__, _PERIOD)
        return _asked(simulation, columns, way)

    return Engine(judge, _cents)


def _each(way: str, directory: Path, _threads: int) -> Engine:
    """Return the judgement of one person at a time: a population of one is quickest made so."""
    system = _system(way)
    people = [
        {name: np.array([value]) for name, value in person.items()}
        for person in situations(directory, euros)
    ]
    return Engine(
        lambda: [float(_asked(_simulation(system, 1), person, way)[0]) for person in people],
        rounded_cents,
    )


def _asked(simulation: Any, columns: dict[str, Any], way: str) -> Any:
    for name, values in columns.items():
        simulation.set_input(name, _PERIOD, values)
    return simulation.calculate(WAYS[way][-1].__name__, _PERIOD)


def _simulation(system: Any, count: int) -> Any:
    return SimulationBuilder().build_default_simulation(system, count)


def _system(way: str) -> Any:
    system = TaxBenefitSystem([Person])
    system.add_variables(*INPUTS, *WAYS[way])
    system.parameters = ParameterNode("", data=PARAMETERS)
    return system


def _columns(directory: Path) -> dict[str, Any]:
    """Return the inputs as OpenFisca keeps them: an EnumArray, float32 and booleans."""
    read = {name: np.fromfile(directory / name, dtype) for name, dtype in COLUMNS.items()}
    return {
        "statut": Statut.encode(read["statut"].astype(np.int64)),
        "revenu_annuel_moyen": (read["revenu_annuel_moyen"] / 100).astype(np.float32),
        **{name: read[name].astype(bool) for name in FLAGS},
    }


def _cents(amounts: Any) -> list[int]:
    return np.rint(amounts.astype(np.float64) * 100).astype(int).tolist()  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
