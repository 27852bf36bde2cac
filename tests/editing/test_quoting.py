"""A text as YAML reads it back, with no more quotes than it needs."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bareme.editing.quoting import one_line, quoted


@pytest.mark.parametrize(
    ("text", "block", "flow"),
    [
        ("Arrêté du 5 décembre 2026", *["Arrêté du 5 décembre 2026"] * 2),
        ("CGI art. 50-0 et 102 ter ; page", *["CGI art. 50-0 et 102 ter ; page"] * 2),
        ("Arrêté : plafond", *['"Arrêté : plafond"'] * 2),
        ("Arrêté n° 3 #2", *['"Arrêté n° 3 #2"'] * 2),
        ("C#", "C#", "C#"),
        ("art. 1, 2", "art. 1, 2", '"art. 1, 2"'),
        ("art. 3,5", "art. 3,5", '"art. 3,5"'),
        ("[brouillon]", *['"[brouillon]"'] * 2),
        ("loi {2026}", "loi {2026}", '"loi {2026}"'),
        ('dit "le plafond"', *['dit "le plafond"'] * 2),
        ('"le plafond" : 3', *["'\"le plafond\" : 3'"] * 2),
        ('"a" : l\'un', *["'\"a\" : l''un'"] * 2),
        ("l'arrêté", *["l'arrêté"] * 2),
        ("'cité'", *["\"'cité'\""] * 2),
        ("- tiret", *['"- tiret"'] * 2),
        ("? quoi", *['"? quoi"'] * 2),
        ("* renvoi", *['"* renvoi"'] * 2),
        ("& ancre", *['"& ancre"'] * 2),
        ("! étiquette", *['"! étiquette"'] * 2),
        ("% taux", *['"% taux"'] * 2),
        ("@ moi", *['"@ moi"'] * 2),
        ("> 7", *['"> 7"'] * 2),
        ("fin :", *['"fin :"'] * 2),
        ("2026", *['"2026"'] * 2),
        ("null", *['"null"'] * 2),
        ("oui", "oui", "oui"),
        ("no", *['"no"'] * 2),
        ("chemin C:\\rep : a", *["'chemin C:\\rep : a'"] * 2),
    ],
)
def test_no_more_quotes_than_needed(text: str, block: str, flow: str) -> None:
    assert (quoted(text, flow=False), quoted(text, flow=True)) == (block, flow)


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(st.sampled_from("abé1 2,.:#'\"{}[]-?*&!%@`>|\\=~<;/()«»"), min_size=1).map(
        one_line
    )
)
def test_every_text_is_read_back_by_any_reader_of_yaml(text: str) -> None:
    if text:
        assert yaml.safe_load(f"a: {{k: {quoted(text, flow=True)}, l: 1}}")["a"]["k"] == text
        assert yaml.safe_load(f"a:\n  k: {quoted(text, flow=False)}\n  l: 1\n")["a"]["k"] == text


def test_white_space_is_one_space() -> None:
    assert one_line("  Arrêté\u00a0: n°\t3\r\n du\u202f5  ") == "Arrêté : n° 3 du 5"
