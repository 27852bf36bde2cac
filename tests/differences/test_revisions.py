"""A revision is read as it was committed, and nothing else is touched."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from bareme import BaremeError, RulebookError
from bareme.diagnostics import Report
from bareme.differences.revisions.reading import changed_names, commit_date, resolved, rules_at
from bareme.loading import RulesDirectory
from bareme.reading.source import MAX_BYTES
from bareme.resources import shipped
from differences.repositories import (
    BORROWER,
    ESSAI,
    EXAMPLES,
    FIGURES,
    RULEBOOK,
    Repository,
    isolate,
)

RULES = Path("rules")
RAISED = {"essai/parameters.yaml": FIGURES.replace("value: 1000", "value: 1100")}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch)
    made = Repository(tmp_path / "depot")
    monkeypatch.chdir(made.path)
    return made


def figure(directory: RulesDirectory, name: str = "essai") -> object:
    return directory.load(name).definition.parameters["seuil"].figures[0].value


def code_of(rules: Path, revision: str) -> str:
    asked = rules_at(rules, revision)
    with pytest.raises(BaremeError) as raised:
        asked.__enter__()
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.message
    assert diagnostic.remedy
    return diagnostic.code


def test_each_revision_is_as_it_was_committed(repository: Repository) -> None:
    repository.commit(ESSAI)
    repository.commit(RAISED)
    repository.write({"essai/parameters.yaml": FIGURES.replace("value: 1000", "value: 1200")})
    before = repository.git("status", "--porcelain"), repository.git("ls-files", "--stage")
    sides = [rules_at(RULES, revision) for revision in ("HEAD~1", "HEAD", None)]
    with sides[0] as oldest, sides[1] as newest, sides[2] as now:
        assert [figure(side) for side in (oldest, newest, now)] == [1000, 1100, 1200]
        places = [oldest.path, newest.path]
    assert before == (repository.git("status", "--porcelain"), repository.git("ls-files", "-s"))
    assert [path.exists() for path in places] == [False, False]


def test_the_copy_goes_when_what_reads_it_fails(repository: Repository) -> None:
    repository.commit(ESSAI)
    places = []
    with suppress(KeyError), rules_at(RULES, "HEAD") as rules:
        places.append(rules.path)
        raise KeyError
    assert not places[0].exists()


@pytest.mark.parametrize(
    ("where", "rules", "shown"),
    [
        (".", "rules", "rules/essai/parameters.yaml"),
        ("rules", ".", "essai/parameters.yaml"),
        ("rules/essai", "..", "../essai/parameters.yaml"),
        ("autre", "../rules", "../rules/essai/parameters.yaml"),
    ],
)
def test_files_are_shown_as_those_of_the_work_tree_are(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, where: str, rules: str, shown: str
) -> None:
    (repository.path / "autre").mkdir()
    repository.commit({**ESSAI, "essai/parameters.yaml": FIGURES.replace("1000", "1 000")})
    monkeypatch.chdir(repository.path / where)
    for revision in ("HEAD", None):
        report = Report()
        with rules_at(Path(rules), revision) as directory:
            assert directory.read("essai", report) is None
        assert [d.place.file for d in report.diagnostics if d.place] == [shown]


def test_a_whole_path_is_shown_from_here_where_it_can_be(repository: Repository) -> None:
    repository.commit(ESSAI)
    with rules_at(repository.path / "rules", "HEAD") as rules:
        assert rules.shown(rules.path / "essai") == str(Path("rules", "essai"))


@pytest.mark.parametrize(
    "under",
    ["mes barèmes", "a\nb", "lois/[2019]*?", "tab\there/r", "-tiret", ":(top)x", "l'\"été\\"],
)
def test_a_directory_may_have_any_name(repository: Repository, under: str) -> None:
    repository.commit(ESSAI, under)
    repository.write(RAISED, under)
    with rules_at(Path(under), "HEAD") as old, rules_at(Path(under), None) as new:
        assert old.names() == ("essai",)
        assert changed_names(old, new) == ("essai",)


def test_files_and_rulebooks_may_have_any_name(repository: Repository) -> None:
    odd = {f"{name}/rulebook.yaml": RULEBOOK for name in ("a b", "é", "x\ny", "-x", ":!x")}
    repository.commit({**ESSAI, **odd, "essai/un\nautre.yml": "x", "à part.yaml": "x"})
    with rules_at(RULES, "HEAD") as rules, rules_at(RULES, None) as same:
        assert rules.names() == same.names()
        assert changed_names(rules, same) == ()
        assert [d.message for d in rules.check_stray_files()] == [
            d.message for d in same.check_stray_files()
        ]


def test_a_directory_that_a_revision_lacks_is_empty(repository: Repository) -> None:
    repository.commit({"note.txt": "rien"}, under="autre")
    repository.commit(ESSAI, under="baremes")
    repository.git("mv", "baremes", "rules")
    repository.commit()
    for revision in ("HEAD~2", "HEAD~1"):
        with rules_at(RULES, revision) as before, rules_at(RULES, "HEAD") as after:
            assert before.names() == ()
            assert changed_names(before, after) == ("essai",)
    with rules_at(Path("baremes"), "HEAD~1") as old:  # no longer in the work tree
        assert old.names() == ("essai",)
    with rules_at(Path("baremes/essai/rulebook.yaml"), "HEAD~1") as file:
        assert file.names() == ()


def test_the_whole_repository_may_be_the_directory(repository: Repository) -> None:
    repository.commit(ESSAI, under=".")
    with rules_at(Path(), "HEAD") as rules:
        assert figure(rules) == 1000


@pytest.mark.parametrize("branch", ["main", "réforme", "a/b.c"])
def test_a_revision_may_be_anything_git_knows(repository: Repository, branch: str) -> None:
    commit = repository.commit(ESSAI)
    repository.git("branch", "-f", "un")
    repository.git("checkout", "-q", "-B", branch)
    repository.git("tag", "-a", "-m", "x", "v1")
    for revision in ("HEAD", "@", branch, "v1", commit, commit[:8], "un", "HEAD^{/essai}"):
        assert resolved(RULES, revision) == commit[:10]


@pytest.mark.parametrize(
    "revision",
    [
        *("", " ", "-", "--", "-h", "--all", "--output=x", "--upload-pack=touch x", "^HEAD"),
        *("HEAD:rules", "HEAD..HEAD", "HEAD^{tree}", "a\nb", "HEAD\n", "\x1b[2J", "$(touch x)"),
        *("HEAD;touch x", "0" * 40, "f" * 64, "HEAD~9", "x" * 5000, "é", "\udce9", "*", "@{u}"),
    ],
)
def test_no_revision_is_invented(repository: Repository, revision: str) -> None:
    repository.commit(ESSAI)
    assert code_of(RULES, revision) == "unknown-revision"
    assert not (repository.path / "x").exists()


@pytest.mark.parametrize(
    ("asked", "suggested"),
    [("mian", "main"), ("reforme-2O26", "reforme-2026"), ("distante", "ailleurs/distante")],
)
def test_a_near_name_is_suggested(repository: Repository, asked: str, suggested: str) -> None:
    commit = repository.commit(ESSAI)
    repository.git("tag", "reforme-2026")
    repository.git("update-ref", "refs/remotes/ailleurs/distante", commit)
    with pytest.raises(BaremeError) as raised:
        resolved(RULES, asked)
    assert [d.suggestion for d in raised.value.diagnostics] == [suggested]


def test_a_repository_without_a_commit_has_no_head(repository: Repository) -> None:
    repository.write(ESSAI)
    assert code_of(RULES, "HEAD") == "unknown-revision"


def test_a_shallow_clone_says_what_to_fetch(repository: Repository, tmp_path: Path) -> None:
    first = repository.commit(ESSAI)
    last = repository.commit(RAISED)
    shallow = tmp_path / "partiel"
    repository.git("clone", "-q", "--depth", "1", repository.path.as_uri(), str(shallow))
    for revision in (first, "HEAD~1", "v0.9"):
        assert code_of(shallow / "rules", revision) == "revision-not-fetched"
    assert resolved(shallow / "rules", "HEAD") == last[:10]


def test_a_bare_repository_is_read_too(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(ESSAI)
    bare = tmp_path / "nu.git"
    repository.git("clone", "-q", "--bare", str(repository.path), str(bare))
    monkeypatch.chdir(bare)
    with rules_at(RULES, "main") as rules:
        assert figure(rules) == 1000
        assert rules.shown(rules.path) == "rules"


def test_the_directory_decides_which_repository_it_is(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a hook of a linked work tree, or under `git --git-dir`."""
    repository.commit(ESSAI)
    linked = tmp_path / "second"
    repository.git("worktree", "add", "-q", "-b", "seconde", str(linked))
    Repository(linked).commit(RAISED)
    other = Repository(tmp_path / "autre")
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nulle/part")
    monkeypatch.setenv("GIT_PREFIX", "essai/")
    monkeypatch.chdir(linked)
    with rules_at(RULES, "HEAD") as there, rules_at(repository.path / "rules", "HEAD") as here:
        assert [figure(there), figure(here)] == [1100, 1000]


def test_a_submodule_is_a_repository_of_its_own(repository: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "lois")
    inner.commit(ESSAI, under=".")
    last = inner.commit(RAISED, under=".")
    repository.git("submodule", "add", "-q", str(inner.path), "rules")
    repository.commit()
    assert resolved(RULES, "HEAD") == last[:10]
    with rules_at(RULES, "HEAD~1") as rules:
        assert figure(rules) == 1000
    shutil.rmtree(repository.path / "rules")  # not checked out: its content is nowhere
    assert code_of(RULES, "HEAD") == "rulebook-in-submodule"


def test_a_rulebook_that_is_a_submodule_is_refused(repository: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "essai")
    inner.commit({"rulebook.yaml": RULEBOOK, "parameters.yaml": FIGURES}, under=".")
    repository.git("submodule", "add", "-q", str(inner.path), "rules/essai")
    repository.commit()
    assert code_of(RULES, "HEAD") == "rulebook-in-submodule"


def test_git_may_be_missing_or_refuse(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(ESSAI)
    nowhere = tmp_path / "ailleurs"
    shutil.copytree(repository.path / "rules", nowhere)
    assert code_of(nowhere, "HEAD") == "not-a-repository"
    with (repository.path / ".git" / "config").open("a") as config:
        config.write("[ceci n'est pas\n")
    assert code_of(RULES, "HEAD") == "git-failed"
    monkeypatch.setenv("PATH", "")
    assert code_of(RULES, "HEAD") == "git-missing"


def test_an_object_that_is_missing_is_told(repository: Repository) -> None:
    repository.commit(ESSAI)
    blob = repository.git("rev-parse", "HEAD:rules/essai/parameters.yaml")
    (repository.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert code_of(RULES, "HEAD") == "git-failed"


def test_links_are_followed_as_far_as_in_place(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(FIGURES)
    repository.write(ESSAI)
    for name, target in {
        "double": "essai",
        "essai/examples.yaml": "../exemples.yaml",
        "dehors/rulebook.yaml": str(tmp_path / "secret.yaml"),
        "rond/rulebook.yaml": "rulebook.yaml",
    }.items():
        path = repository.path / "rules" / name
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(target)
    repository.commit({"exemples.yaml": EXAMPLES})
    with rules_at(RULES, "HEAD") as then, rules_at(RULES, None) as now:
        assert changed_names(then, now) == ()
        for directory in (then, now):
            assert directory.names() == ("dehors", "double", "essai", "rond")
            assert len(directory.examples("essai", Report())) == 1
            codes = [{d.code for d in directory.check(name)} for name in directory.names()]
            assert codes == [{"outside-rules"}, set(), set(), {"not-a-file"}]


def test_a_file_too_large_is_refused_unread(repository: Repository) -> None:
    repository.commit({**ESSAI, "essai/parameters.yaml": "#" * (MAX_BYTES + 1)})
    with rules_at(RULES, "HEAD") as rules, pytest.raises(RulebookError) as raised:
        rules.load("essai")
    assert {d.code for d in raised.value.diagnostics} == {"file-too-large"}


def _tree(repository: Repository, entries: list[tuple[str, str, str]]) -> str:
    """Write a tree as git itself would not: `..` as a name, one name twice."""
    raw = b"".join(
        f"{mode} {name}".encode() + b"\0" + bytes.fromhex(hash_) for mode, name, hash_ in entries
    )
    return repository.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=raw)


def test_a_tree_made_by_hand_writes_nowhere_else(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, place = tmp_path / "dehors", tmp_path / "tmp"
    for directory in (outside, place):
        directory.mkdir()
    monkeypatch.setattr("tempfile.tempdir", os.fspath(place))
    blob = repository.git("hash-object", "-w", "--stdin", given=RULEBOOK.encode())
    leading = [
        repository.git("hash-object", "-w", "--stdin", given=target)
        for target in (bytes(outside), bytes(outside / "x.yaml"), b"a\0b")
    ]
    book = _tree(repository, [("100644", "rulebook.yaml", blob), ("100644", "..", blob)])
    rules = _tree(
        repository,
        [
            ("40000", "..", book),
            ("120000", "essai", leading[0]),
            ("40000", "essai", book),
            ("120000", "lien.yaml", leading[1]),
            ("100644", "lien.yaml", blob),
            ("120000", "nul.yaml", leading[2]),
        ],
    )
    root = _tree(repository, [("40000", "rules", rules)])
    commit = repository.git("commit-tree", "-m", "x", root)
    with rules_at(RULES, commit) as read:
        assert file_names(read) == ["essai", "lien.yaml", "nul.yaml", "rulebook.yaml"]
        assert not (read.path / "essai").is_symlink()
        assert list(read.path.parent.iterdir()) == [read.path]
    assert list(outside.iterdir()) == []


def file_names(directory: RulesDirectory) -> list[str]:
    return sorted(path.name for path in directory.path.rglob("*"))


def test_the_date_of_a_commit_is_that_of_its_committer(repository: Repository) -> None:
    commit = repository.commit(ESSAI)
    assert commit_date(RULES, "HEAD") == dt.date(2026, 1, 1)
    assert resolved(RULES, "HEAD") == commit[:10]


def test_a_date_beyond_the_calendar_is_told(repository: Repository) -> None:
    repository.commit(ESSAI)
    raw = repository.git("cat-file", "commit", "HEAD").replace(" +0200", "999 +0200")
    far = repository.git("hash-object", "-t", "commit", "-w", "--stdin", given=raw.encode())
    with pytest.raises(BaremeError) as raised:
        commit_date(RULES, far)
    assert [d.code for d in raised.value.diagnostics] == ["git-failed"]


def test_shipped_rulebooks_read_alike_from_git(repository: Repository) -> None:
    shutil.copytree(shipped("rules"), repository.path / "rules")
    repository.commit()
    with rules_at(RULES, "HEAD") as then, rules_at(RULES, None) as now:
        assert then.names() == now.names() != ()
        assert changed_names(then, now) == ()
        for name in then.names():
            assert then.load(name).definition.fingerprint == now.load(name).definition.fingerprint


EMPRUNT = {**ESSAI, "emprunt/rulebook.yaml": BORROWER}


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({}, {}, ()),
        ({}, {"essai/rulebook.yaml": RULEBOOK.replace("\n", "\r\n")}, ()),
        ({}, {"essai/notes.yaml": "x"}, ()),
        ({}, {"essai/rulebook.yaml": f"# essai\n{RULEBOOK}"}, ("essai",)),
        ({}, RAISED, ("emprunt", "essai")),
        ({}, {"essai/examples.yaml": EXAMPLES}, ("essai",)),
        ({"essai/examples.yaml": EXAMPLES}, {"essai/examples.yaml": ""}, ("essai",)),
        ({}, {"neuf/rulebook.yaml": RULEBOOK}, ("neuf",)),
        ({}, {"essai/rulebook.yaml": "title: ["}, ("essai",)),
        ({}, {"essai/parameters.yaml": "seuil: ["}, ("emprunt", "essai")),
        (  # named in a comment, not borrowed from
            {"autre/rulebook.yaml": f"# comme essai\n{RULEBOOK}"},
            {"autre/rulebook.yaml": f"# comme essai\n{RULEBOOK}", **RAISED},
            ("emprunt", "essai"),
        ),
        (  # unreadable alike on both sides
            {"autre/rulebook.yaml": "essai: ["},
            {"autre/rulebook.yaml": "essai: [", **RAISED},
            ("emprunt", "essai"),
        ),
    ],
)
def test_what_changed_is_told_by_content(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], changed: tuple[str, ...]
) -> None:
    sides = []
    for name, files in (("a", before), ("b", after)):
        for file, content in {**EMPRUNT, **files}.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        sides.append(RulesDirectory(tmp_path / name))
    assert changed_names(*sides) == changed


def test_a_removed_rulebook_has_changed(repository: Repository) -> None:
    repository.commit(EMPRUNT)
    shutil.rmtree(repository.path / "rules" / "emprunt")
    with rules_at(RULES, "HEAD") as before, rules_at(RULES, None) as after:
        assert changed_names(before, after) == ("emprunt",)
        assert changed_names(after, before) == ("emprunt",)


def test_what_cannot_be_read_is_never_the_same(repository: Repository) -> None:
    files = {**ESSAI, "essai/parameters.yaml": "#" * (MAX_BYTES + 1)}
    repository.commit(files)
    with rules_at(RULES, "HEAD") as before, rules_at(RULES, None) as after:
        assert changed_names(before, after) == ("essai",)


def test_no_rulebook_on_either_side_is_a_wrong_directory(repository: Repository) -> None:
    repository.commit(ESSAI)
    with (
        rules_at(Path("rulse"), "HEAD") as before,
        rules_at(Path("rulse"), None) as after,
        pytest.raises(RulebookError) as raised,
    ):
        changed_names(before, after)
    assert [d.code for d in raised.value.diagnostics] == ["no-rulebooks"]


def test_nothing_stays_of_an_interrupted_reading(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(ESSAI)
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", os.fspath(place))
    blob = repository.git("rev-parse", "HEAD:rules/essai/parameters.yaml")
    (repository.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert code_of(RULES, "HEAD") == "git-failed"
    assert list(place.iterdir()) == []
