"""A warning is said, and no more: the rule it is about still gives its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulebooks import RULEBOOK, check, load

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = """\
  palier:
    label: Palier
    type: number
    table:
      rows:
        - {when: {age: "<= 3"}, then: 1}
        - {when: {age: "> 3"}, then: 2}
        - otherwise: 3
"""


def test_a_rule_that_was_warned_about_is_evaluated(tmp_path: Path) -> None:
    files = {"rulebook.yaml": RULEBOOK + _TABLE}
    assert [finding.code for finding in check(tmp_path, files)] == ["row-never-applies"]
    rules = load(tmp_path, files).on("2020-06-01")
    assert rules.evaluate(age=4, outputs=["palier"])["palier"] == 2
