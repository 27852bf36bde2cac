"""A module that was written speaks the language in which it was written."""

from __future__ import annotations

from typing import Any

import pytest

import bareme
from bareme import speaking

SAID = {
    "fr": ("« statut » : 'boulanger' ne convient pas, il faut un choix parmi ", "Il manque « "),
    "en": ("“statut”: 'boulanger' will not do, it must be a choice among ", "“statut” is missing"),
}


@pytest.mark.parametrize("code", SAID)
def test_a_module_in_a_language(code: str) -> None:
    wrong, missing = SAID[code]
    with speaking(code):
        text = bareme.load("indemnites-journalieres").on("2018-03-01").compile().module()
    assert "tr(" not in text.replace("str(", "")
    module: dict[str, Any] = {"__name__": "written"}
    exec(compile(text, "written", "exec"), module)  # what is to be tried
    for situation, told in (({"statut": "boulanger"}, wrong), ({}, missing)):
        with pytest.raises(ValueError, match=r".+") as refused:
            module["evaluate"](**situation)
        assert str(refused.value).startswith(told)


def test_a_module_answers_the_same_in_each() -> None:
    rules = bareme.load("indemnites-journalieres").on("2018-03-01")
    situation: dict[str, object] = {"statut": "artisan", "revenu_annuel_moyen": 20_000}
    answers = []
    for code in SAID:
        with speaking(code):
            answers.append(rules.compile()(situation))
    assert answers[0] == answers[1]
