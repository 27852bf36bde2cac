"""A small git repository: the base of all scenarios, and a commit for each.

`base/` holds three rulebooks of an invented law, written so that every answer can be worked out by
hand. Every other directory is a scenario: `edit.patch` is what its author did to the base, `told.*`
what is told of it. Authors and days are fixed, so that everything comes out the same everywhere.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from differences.repositories import Repository, isolate

HERE = Path(__file__).parent
EDITS = tuple(sorted(patch.parent.name for patch in HERE.glob("*/edit.patch")))
FIRST, SECOND = "2025-01-15", "2025-12-15"  # the days of the base, and of what is done to it


def repository(factory: pytest.TempPathFactory) -> Path:
    """Return the repository, with a tag for each scenario: made once a session, for everyone, so
    that nothing in it may be changed.
    """
    place = factory.getbasetemp() / "scenarios"
    if not place.exists():
        _make(place)
    return place


def _make(place: Path) -> None:
    with pytest.MonkeyPatch.context() as environment:
        isolate(environment)
        _on(environment, FIRST)
        made = Repository(place)
        shutil.copytree(HERE / "base", place, dirs_exist_ok=True)
        made.commit()
        made.git("tag", "base")
        _on(environment, SECOND)
        for name in EDITS:
            made.git("apply", "--cached", str(HERE / name / "edit.patch"))
            tree = made.git("write-tree")
            made.git("tag", name, made.git("commit-tree", tree, "-p", "base", "-m", name))
            made.git("read-tree", "base")
        made.git("worktree", "add", "--quiet", str(_beside(place)), "yearly-update")


def work_tree(factory: pytest.TempPathFactory) -> Path:
    """Return a work tree of the repository that stands at the yearly update."""
    return _beside(repository(factory))


def edited(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return a directory of rulebooks of its own, as a scenario leaves them."""
    made = Repository(factory.mktemp(name) / "repository")
    shutil.copytree(HERE / "base", made.path, dirs_exist_ok=True)
    if name in EDITS:
        made.git("apply", str(HERE / name / "edit.patch"))
    return made.path / "rules"


def _beside(place: Path) -> Path:
    return place.with_name(f"{place.name}-work-tree")


def _on(environment: pytest.MonkeyPatch, day: str) -> None:
    """Make every commit on a day, by its author's clock and by the committer's."""
    for role in ("AUTHOR", "COMMITTER"):
        environment.setenv(f"GIT_{role}_DATE", f"{day}T12:00:00+0000")
