"""Git repositories made for a test: nobody's own configuration has a part in them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

FIGURES = """\
seuil:
  label: Seuil
  unit: €/an
  values:
    2019-01-01: {value: 1000, reference: Décret de 2018}
"""
RULEBOOK = """\
title: Essai
version: 2019.1
from: 2019-01-01
inputs:
  revenu: {label: Revenu, type: amount, unit: €/an}
rules:
  aide: {label: Aide, unit: €/an, formula: "max(seuil - revenu, 0)"}
outputs: [aide]
"""
BORROWER = RULEBOOK.replace("inputs:", "uses:\n  essai: [seuil]\ninputs:")
EXAMPLES = """\
examples:
  - name: Sans revenu
    on: 2019-06-01
    given: {revenu: 0}
    expect: {aide: 1000}
"""
ESSAI = {"essai/parameters.yaml": FIGURES, "essai/rulebook.yaml": RULEBOOK}
_DATE = "2026-01-01T00:30:00+0200"  # in Greenwich, still the year before


def isolate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nothing of the environment's git to the test, nor to what it calls."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, _DATE)


@dataclass(frozen=True)
class Repository:
    """A repository in a directory that is made for it, on the branch `main`."""

    path: Path

    def __post_init__(self) -> None:
        if not self.path.exists():
            self.path.mkdir(parents=True)
            self.git("init", "-q")

    def git(self, *arguments: str, given: bytes | None = None) -> str:
        """Run git in it, as somebody; return what it writes."""
        settings = {
            "user.name": "Essai",
            "user.email": "essai@exemple.fr",
            "init.defaultBranch": "main",
            "protocol.file.allow": "always",
        }
        options = [word for item in settings.items() for word in ("-c", "=".join(item))]
        done = subprocess.run(
            ["git", *options, *arguments],
            cwd=self.path,
            input=given,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, files: Mapping[str, str], under: str = "rules") -> None:
        """Write files of a rules directory in the work tree."""
        for name, content in files.items():
            path = self.path / under / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())

    def commit(self, files: Mapping[str, str] | None = None, under: str = "rules") -> str:
        """Write files and commit the whole work tree; return the commit."""
        self.write(files or {}, under)
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", "essai")
        return self.git("rev-parse", "HEAD")
