"""`git diff` shows what a change of rules means, and goes on whatever happens."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bareme import BaremeError
from bareme.differences.revisions.driver import command, driver, install, uninstall
from differences.repositories import BORROWER, ESSAI, FIGURES, RULEBOOK, Repository, isolate

if TYPE_CHECKING:
    from bareme.loading import RulesDirectory

RULES = Path("rules")
RAISED = {"essai/parameters.yaml": FIGURES.replace("value: 1000", "value: 1100")}
ENGINE = Path(__file__).parents[2] / "engine"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch)
    monkeypatch.setenv("PYTHONPATH", str(ENGINE))
    made = Repository(tmp_path / "depot")
    monkeypatch.chdir(made.path)
    made.commit({**ESSAI, "emprunt/rulebook.yaml": BORROWER})
    return made


# What stands in for `bareme diff`: the figure on both sides.
COMPARE = """\
import sys
from bareme.differences.revisions.driver import driver
def seuil(rules, name):
    if name not in rules.names():
        return "rien"
    return rules.load(name).definition.parameters["seuil"].figures[0].value
def compare(before, after, name):
    return f"{name} : {seuil(before, name)} → {seuil(after, name)}"
sys.exit(driver(sys.argv[1:], compare))
"""


@pytest.fixture
def installed(repository: Repository, tmp_path: Path) -> Repository:
    script = tmp_path / "compare.py"
    script.write_text(COMPARE, encoding="utf-8")
    install(RULES)
    words = (sys.executable, "-X", "utf8", str(script))
    repository.git("config", "diff.bareme.command", shlex.join(words))
    return repository


def test_a_change_is_told_as_what_it_means(installed: Repository) -> None:
    installed.write(RAISED)
    told = "diff --git a/rules/essai/parameters.yaml b/rules/essai/parameters.yaml\n"
    assert installed.git("diff") == f"{told}essai : 1000 → 1100"
    installed.git("add", "--all")
    assert installed.git("diff") == ""
    assert installed.git("diff", "--cached") == f"{told}essai : 1000 → 1100"
    installed.git("commit", "-q", "-m", "x")
    assert installed.git("diff", "HEAD~1", "HEAD") == f"{told}essai : 1000 → 1100"
    assert "+    2019-01-01: {value: 1100" in installed.git("diff", "--no-ext-diff", "HEAD~1")
    assert "+    2019-01-01: {value: 1100" in installed.git("show"), "a patch stays a patch"


def test_it_is_the_same_from_anywhere_in_the_work_tree(
    installed: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed.write(RAISED)
    inside = Repository(installed.path / "rules" / "essai")
    assert inside.git("diff", ".").endswith("essai : 1000 → 1100")


def test_other_files_are_shown_as_ever(installed: Repository) -> None:
    installed.commit({"note.txt": "un\n", "essai/note.yaml": "un\n"})
    installed.write({"note.txt": "deux\n", "essai/note.yaml": "deux\n"})
    note, other = installed.git("diff").split("diff --git ")[1:]
    assert "bareme : ce n'est pas un fichier de barème\n" in note
    assert note.endswith("@@ -1 +1 @@\n-un\n+deux\n")
    assert "bareme" not in other


def test_a_rulebook_added_or_removed_has_one_side(installed: Repository) -> None:
    installed.git("rm", "-q", "rules/emprunt/rulebook.yaml")
    installed.write({"neuf/rulebook.yaml": RULEBOOK, "neuf/parameters.yaml": FIGURES})
    installed.git("add", "--all")
    removed, figures, rules = installed.git("diff", "--cached", "--no-renames").split(
        "diff --git "
    )[1:]
    assert removed.splitlines()[1:] == ["deleted file mode 100644", "emprunt : 1000 → rien"]
    assert figures.splitlines()[1] == "new file mode 100644"
    assert "bareme : " in figures, "without its figures there is no rulebook: line by line"
    assert "+seuil:" in figures
    assert "+title: Essai" in rules


def test_a_renamed_rulebook_is_held_against_itself(installed: Repository) -> None:
    """The rename is told by git; the neighbours that borrow from it are another matter."""
    installed.git("mv", "rules/emprunt", "rules/prêt")
    told = installed.git("-c", "core.quotePath=false", "diff", "--cached", "-M")
    assert told.splitlines() == [
        "diff --git a/rules/emprunt/rulebook.yaml b/rules/prêt/rulebook.yaml",
        "similarity index 100%",
        "rename from rules/emprunt/rulebook.yaml",
        "rename to rules/prêt/rulebook.yaml",
        *told.splitlines()[4:],
    ]


def test_a_side_that_cannot_be_read_is_shown_line_by_line(installed: Repository) -> None:
    installed.write({"essai/parameters.yaml": FIGURES.replace("value: 1000", "value: 1 000")})
    lines = installed.git("diff").splitlines()
    assert lines[0] == "diff --git a/rules/essai/parameters.yaml b/rules/essai/parameters.yaml"
    assert lines[1].startswith("bareme : rules/essai/parameters.yaml:5:25: ")
    assert lines[2:5] == [
        "--- a/rules/essai/parameters.yaml",
        "+++ b/rules/essai/parameters.yaml",
        "@@ -2,4 +2,4 @@ seuil:",
    ]
    assert lines[-1] == "+    2019-01-01: {value: 1 000, reference: Décret de 2018}"


def test_a_link_is_shown_as_such_and_nothing_is_written_through(
    installed: Repository, tmp_path: Path
) -> None:
    outside = tmp_path / "dehors.yaml"
    outside.write_text("intact")
    path = installed.path / "rules" / "essai" / "parameters.yaml"
    path.unlink()
    path.symlink_to(outside)
    assert "ce n'est pas un fichier" in installed.git("diff")
    installed.git("add", "--all")
    told = installed.git("diff", "--cached", "HEAD")
    assert f"+{outside}" in told
    assert outside.read_text() == "intact"


def test_a_file_being_merged_does_not_stop_git(installed: Repository) -> None:
    installed.git("checkout", "-q", "-b", "autre")
    installed.commit(RAISED)
    installed.git("checkout", "-q", "main")
    installed.commit({"essai/parameters.yaml": FIGURES.replace("value: 1000", "value: 900")})
    with pytest.raises(AssertionError):
        installed.git("merge", "-q", "autre")
    told = installed.git("diff", "--cached")
    assert told == "* Fichier en cours de fusion : rules/essai/parameters.yaml"


def call(repository: Repository, path: str, old: str, new: str, *more: str) -> list[str]:
    for name, content in (("ancien", old), ("nouveau", new)):
        (repository.path.parent / name).write_text(content, encoding="utf-8")
    sides = [str(repository.path.parent / name) for name in ("ancien", "nouveau")]
    return [path, sides[0], "0" * 40, "100644", sides[1], "1" * 40, "100644", *more]


@pytest.mark.parametrize(
    "path", ["rulebook.yaml", "x", "rules/rulebook.yaml", "ailleurs/essai/rulebook.yaml", "a\n/b"]
)
def test_a_path_of_no_rulebook_is_shown_line_by_line(
    repository: Repository, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    def compare(before: RulesDirectory, after: RulesDirectory, name: str) -> str:
        return str(before.load(name).definition.title)

    assert driver(call(repository, path, "un\n", "\x1b[31mdeux\n"), compare) == 0
    told = capsys.readouterr().out
    assert told.endswith("@@ -1 +1 @@\n-un\n+·[31mdeux\n")
    assert "Traceback" not in told


@pytest.mark.parametrize("error", [RuntimeError("rompu\nnet"), RecursionError(), KeyError("x")])
def test_any_failure_leaves_the_lines(
    repository: Repository, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    def compare(before: RulesDirectory, after: RulesDirectory, name: str) -> str:
        raise error

    change = call(repository, "rules/essai/rulebook.yaml", RULEBOOK, f"# neuf\n{RULEBOOK}")
    assert driver(change, compare) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith(f"bareme : {type(error).__name__}(")
    assert "+# neuf" in lines


def test_both_sides_are_whole_and_the_work_tree_is_left_alone(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.path / "rules" / "essai" / "grand.yaml").write_text("#" * 3_000_000)
    (repository.path / "rules" / "essai" / "sous").mkdir()
    places = []

    def compare(before: RulesDirectory, after: RulesDirectory, name: str) -> str:
        places.extend([before.path, after.path])
        for side, value in ((before, 1000), (after, 1100)):
            figures = side.load(name).definition.parameters
            assert figures["seuil"].figures[0].value == value
            assert not (side.path / "essai" / "grand.yaml").exists()
            assert side.shown(side.path / name) == "rules/emprunt"
        return "dit"

    raised = RAISED["essai/parameters.yaml"]

    def borrowed(before: RulesDirectory, after: RulesDirectory, name: str) -> str:
        assert name == "essai"
        return compare(before, after, "emprunt")

    before = repository.git("status", "--porcelain")
    assert driver(call(repository, "rules/essai/parameters.yaml", FIGURES, raised), borrowed) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["dit"]
    assert repository.git("status", "--porcelain") == before
    assert [place.exists() for place in places] == [False, False]


@pytest.mark.parametrize("arguments", [[], ["rules/essai/rulebook.yaml"]])
def test_too_few_words_of_git_are_no_failure(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert driver(arguments, lambda *_: "jamais") == 0
    assert capsys.readouterr().out.count("\n") == len(arguments)


def test_the_program_itself_is_what_git_calls(repository: Repository) -> None:
    install(RULES)
    repository.write(RAISED)
    lines = " ".join(repository.git("diff").split())
    assert lines.startswith("diff --git a/rules/essai/parameters.yaml b/rules/essai/")
    assert "1 000,00 → 1 100,00" in lines
    assert "rules/essai/parameters.yaml:5" in lines


def test_lines_are_shown_when_the_program_has_gone(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nulle part/l'ancien/python")
    install(RULES)
    repository.write(RAISED)
    assert "+    2019-01-01: {value: 1100, reference: Décret de 2018}" in repository.git("diff")


def test_what_is_called_takes_nothing_from_the_work_tree(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("yaml.py", "bareme.py", "sitecustomize.py"):
        (repository.path / name).write_text("open('pris', 'w')")
    install(RULES)
    repository.write(RAISED)
    repository.git("diff")
    assert not (repository.path / "pris").exists()
    assert command() in repository.git("config", "diff.bareme.command")


def state(repository: Repository) -> tuple[bytes, bytes | None]:
    attributes = repository.path / ".git" / "info" / "attributes"
    found = attributes.read_bytes() if attributes.exists() else None
    return (repository.path / ".git" / "config").read_bytes(), found


@pytest.mark.parametrize("before", [None, b"*.md text\n", b"*.md text", b"a\n\n# \xe9\nb\r\n"])
def test_it_is_undone_to_the_byte(repository: Repository, before: bytes | None) -> None:
    attributes = repository.path / ".git" / "info" / "attributes"
    if before is not None:
        attributes.parent.mkdir(exist_ok=True)
        attributes.write_bytes(before)
    repository.write(ESSAI, under="lois")
    first = state(repository)
    for rules in (RULES, RULES, Path("lois"), RULES):
        assert "bareme diff --uninstall-git" in install(rules)
    config, written = state(repository)
    assert config.count(b"command = ") == 1
    assert written is not None
    assert written.startswith(before or b"")
    assert written.count(b"/rules/*/*.yaml diff=bareme") == 1
    assert written.count(b"/lois/*/*.yaml diff=bareme") == 1
    assert uninstall(RULES) == "git diff montre de nouveau les barèmes ligne à ligne."
    assert state(repository) == first
    assert uninstall(RULES) == "Il n'y avait rien à défaire dans cette copie du dépôt."
    assert state(repository) == first
    assert repository.git("status", "--porcelain", "-uno") == ""


def test_what_was_written_since_is_kept(repository: Repository) -> None:
    repository.git("config", "diff.bareme.xfuncname", "^[a-z]")
    attributes = repository.path / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_bytes(b"*.md text")
    install(RULES)
    attributes.write_bytes(attributes.read_bytes() + b"\n*.yaml diff=bareme\n")
    uninstall(RULES)
    assert attributes.read_bytes() == b"*.md text\n*.yaml diff=bareme\n"
    assert repository.git("config", "diff.bareme.xfuncname") == "^[a-z]"


@pytest.mark.parametrize("under", ["mes barèmes", 'a"b\\c', "lois[1]*?", "-r", "#r", "!r", "a\tb"])
def test_a_directory_may_have_any_name(repository: Repository, under: str) -> None:
    repository.write(ESSAI, under)
    install(Path(under))
    asked = [f"{under}/essai/rulebook.yaml", f"x{under}/essai/rulebook.yaml", "lois1x/a/b.yaml"]
    told = repository.git("check-attr", "-z", "diff", "--", *asked).split("\0")
    assert told[2::3] == ["bareme", "unspecified", "unspecified"]


def test_linked_work_trees_share_it(repository: Repository, tmp_path: Path) -> None:
    linked = tmp_path / "second"
    repository.git("worktree", "add", "-q", "-b", "seconde", str(linked))
    first = state(repository)
    install(linked / "rules")
    for place in (repository, Repository(linked)):
        told = place.git("check-attr", "diff", "rules/essai/rulebook.yaml")
        assert told.endswith(": bareme")
    uninstall(RULES)
    assert state(repository) == first


def test_it_needs_a_work_tree(repository: Repository, tmp_path: Path) -> None:
    bare = tmp_path / "nu.git"
    repository.git("clone", "-q", "--bare", str(repository.path), str(bare))
    for rules in (tmp_path, bare, bare / "rules"):
        with pytest.raises(BaremeError) as raised:
            install(rules)
        assert [d.code for d in raised.value.diagnostics] == ["not-a-repository"]
    assert not (bare / "info" / "attributes").exists()
