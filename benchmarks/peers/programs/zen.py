"""zen-engine: a JSON Decision Model, evaluated by key through a static loader.

Numbers are decimals inside the engine and JSON numbers at its edge. Three forms: a decision
table whose first row that holds decides, followed by an expression; everything in one expression
node, which is less readable and quicker; and a compiled expression by itself, without a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import zen  # type: ignore[import-not-found]  # lives in an environment of its own
from benchmarks.peers.programs.serving import Engine, euros, rounded_cents, serve, situations

if TYPE_CHECKING:
    from pathlib import Path

_AMOUNT = "indemnite_journaliere"
_BELOW = "< 3919.20"
_DAILY = "revenu_annuel_moyen / 730"
# Conditions by column, an empty cell holds for everyone; then the full-time amount.
_INPUTS = (
    "statut",
    "affiliation_un_an",
    "micro_entrepreneur",
    "cotisation_minimale",
    "revenu_annuel_moyen",
)
_ROWS = (
    ("'profession_liberale'", "", "", "", "", "0"),
    ("", "false", "", "", "", "0"),
    ("'conjoint_collaborateur'", "", "", "", "", "21.77"),
    ("", "", "true", "", _BELOW, "0"),
    ("", "", "", "false", _BELOW, "0"),
    ("", "", "", "", _BELOW, "21.00"),
    ("", "", "true", "", "", f"round(min([{_DAILY}, 55.51]), 2)"),
    ("", "", "", "", "", f"round(min([max([{_DAILY}, 21.00]), 55.51]), 2)"),
)
_AT = {"x": 0, "y": 0}  # where an editor would draw a node
_PART_TIME = "temps_partiel_therapeutique ? round({0} * 0.5, 2) : {0}"
_NESTED = (
    "statut == 'profession_liberale' or not affiliation_un_an ? 0"
    " : statut == 'conjoint_collaborateur' ? 21.77"
    " : revenu_annuel_moyen < 3919.20 ? (micro_entrepreneur or not cotisation_minimale ? 0 : 21.00)"
    f" : round(min([max([{_DAILY}, micro_entrepreneur ? 0 : 21.00]), 55.51]), 2)"
)


def main() -> None:
    serve(
        {
            "decision table": lambda directory, _threads: _engine(directory, _decision_table()),
            "one expression node": lambda directory, _threads: _engine(
                directory, _one_expression()
            ),
            "compiled expression": lambda directory, _threads: _compiled(directory),
        }
    )


def _engine(directory: Path, model: dict[str, Any]) -> Engine:
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": model}}})
    people, evaluate = situations(directory, euros), engine.evaluate
    return Engine(
        lambda: [evaluate("rules", person)["result"][_AMOUNT] for person in people], rounded_cents
    )


def _compiled(directory: Path) -> Engine:
    people = situations(directory, euros)
    evaluate = zen.compile_expression(_PART_TIME.format(f"({_NESTED})")).evaluate
    return Engine(lambda: [evaluate(person) for person in people], rounded_cents)


def _decision_table() -> dict[str, Any]:
    names = [f"i{place}" for place in range(len(_INPUTS))]
    table = {
        "hitPolicy": "first",
        "inputs": [
            {"id": name, "name": field, "field": field}
            for name, field in zip(names, _INPUTS, strict=True)
        ],
        "outputs": [{"id": "full", "name": "full time", "field": "temps_plein"}],
        "rules": [
            {"_id": f"r{place}", **dict(zip([*names, "full"], row, strict=True))}
            for place, row in enumerate(_ROWS)
        ],
        "passThrough": True,
        "inputField": None,
        "outputPath": None,
        "executionMode": "single",
    }
    return _graph(
        ("decisionTableNode", table),
        ("expressionNode", _expressions({_AMOUNT: _PART_TIME.format("temps_plein")})),
    )


def _one_expression() -> dict[str, Any]:
    steps = {"temps_plein": _NESTED, _AMOUNT: _PART_TIME.format("$.temps_plein")}
    return _graph(("expressionNode", _expressions(steps)))


def _expressions(steps: dict[str, str]) -> dict[str, Any]:
    lines = [{"id": key, "key": key, "value": value} for key, value in steps.items()]
    return {
        "expressions": lines,
        "passThrough": False,
        "inputField": None,
        "outputPath": None,
        "executionMode": "single",
    }


def _graph(*steps: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the model of nodes one after another."""
    kinds = [("inputNode", {"schema": ""}), *steps]
    nodes = [
        {"id": str(place), "name": f"n{place}", "type": kind, "content": content, "position": _AT}
        for place, (kind, content) in enumerate(kinds)
    ]
    edges = [
        {"id": f"e{place}", "type": "edge", "sourceId": str(place), "targetId": str(place + 1)}
        for place in range(len(steps))
    ]
    return {"nodes": nodes, "edges": edges}


if __name__ == "__main__":
    main()
