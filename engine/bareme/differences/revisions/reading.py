"""The rulebooks of a git revision, read from its objects into a directory of their own.

The work tree is never touched. Only what a rules directory is read from is taken: the YAML files
beside the rulebooks and in them, and links, which `RulesDirectory` follows no further than it
would in place. What filters make of files at checkout is not done.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from bareme.diagnostics import Diagnostic, Report, facts
from bareme.differences.revisions.git import repository_of, short
from bareme.errors import BaremeError
from bareme.loading import FILES, RulesDirectory
from bareme.reading.composing import compose
from bareme.reading.source import MAX_BYTES, decode
from bareme.reading.tree import Mapping
from bareme.strays import SUFFIXES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from bareme.differences.revisions.git import Repository

_LINK = "120000"
_AT_ONCE = 500  # names a call: a command line is bounded


class _Entry(NamedTuple):
    """A line of a tree; the size is that of a file, in bytes."""

    mode: str
    sort: str
    hash: str
    size: int
    path: str


@contextmanager
def rules_at(rules: Path, revision: str | None) -> Iterator[RulesDirectory]:
    """Give the rules directory as it stands in a revision; the work tree as it is for None.

    `rules` is where it lies in the work tree, and the name its files are shown under. What a
    revision lacks is an empty directory. The files are there as long as the context is open.

    BaremeError when there is no such revision, no repository, or git cannot tell.
    """
    if revision is None:
        yield RulesDirectory(rules)
        return
    repository = repository_of(rules)
    commit = repository.commit(revision)
    with TemporaryDirectory(prefix="bareme-", ignore_cleanup_errors=True) as place:
        tree = _tree(repository, commit, rules, revision)
        if tree is not None:
            _lay_out(repository, _entries(repository, tree, rules, revision), Path(place))
        yield RulesDirectory(Path(place), shown_as=rules)


def commit_date(rules: Path, revision: str) -> dt.date:
    """Return the day on which a revision was committed, on the committer's own clock."""
    repository = repository_of(rules)
    return repository.date(repository.commit(revision))


def resolved(rules: Path, revision: str) -> str:
    """Return the commit that a revision means, by its first ten digits."""
    return short(repository_of(rules).commit(revision))


def changed_names(before: RulesDirectory, after: RulesDirectory) -> tuple[str, ...]:
    """Return the rulebooks whose files differ, or those of which they borrow figures, sorted.

    Examples count, line ends do not; what only one side has is told too. RulebookError when
    neither side has any rulebook: the directory is not the one that was meant.
    """
    names = {*before.names(), *after.names()} or {*after.present_names()}

    def differ(name: str, file: str) -> bool:
        return _content(before, name, file) != _content(after, name, file)

    changed = {name for name in names if any(differ(name, file) for file in FILES)}
    lent = {name for name in changed if differ(name, "parameters.yaml")}
    # Where a rulebook's own files are the same on both sides, so is what it borrows from.
    changed |= {name for name in names - changed if _borrows(after, name, among=lent)}
    return tuple(sorted(changed))


def _content(rules: RulesDirectory, name: str, file: str) -> bytes | None:
    """Return what a file says, or where a link leads that leads nowhere; None when there is none,
    its path when it cannot be read.
    """
    path = rules.path / name / file
    try:
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            return path.read_bytes().replace(b"\r\n", b"\n")
        if not path.exists():
            return os.fsencode(path.readlink()) if path.is_symlink() else None
    except OSError:
        pass
    return os.fsencode(path)


def _borrows(rules: RulesDirectory, name: str, among: set[str]) -> bool:
    """Tell whether a rulebook borrows figures from one of some others."""
    content = _content(rules, name, "rulebook.yaml") or b""
    if not any(other.encode("utf-8", "replace") in content for other in among):
        return False
    source = decode(content, name, Report())
    root = None if source is None else compose(source, Report())
    uses = root.get("uses") if isinstance(root, Mapping) else None
    return isinstance(uses, Mapping) and any(entry.key.text in among for entry in uses.entries)


def _tree(repository: Repository, commit: str, rules: Path, revision: str) -> str | None:
    """Return the hash of the rules directory in a commit; None when it has none."""
    if not repository.prefix:
        return commit
    for found in _listed(repository, commit, repository.prefix):
        _refuse_submodule(found, rules, revision)
        return found.hash if found.sort == "tree" else None
    return None


def _entries(repository: Repository, tree: str, rules: Path, revision: str) -> list[_Entry]:
    """Return the files and links to take, each with its path under the rules directory."""
    top = [entry for entry in _listed(repository, tree) if _is_name(entry.path)]
    for entry in top:
        if (rules / entry.path / "rulebook.yaml").exists():
            _refuse_submodule(entry, rules / entry.path, revision)
    books = [f"{entry.path}/" for entry in top if entry.sort == "tree"]
    below: list[_Entry] = []
    for start in range(0, len(books), _AT_ONCE):
        below += _listed(repository, tree, *books[start : start + _AT_ONCE])
    links = [entry for entry in top if entry.mode == _LINK and not _is_yaml(entry)]
    files = [e for e in (*top, *below) if _is_yaml(e) and _is_name(e.path.rpartition("/")[2])]
    return [entry for entry in (*links, *files) if entry.sort == "blob"]


def _listed(repository: Repository, tree: str, *paths: str) -> list[_Entry]:
    """Return what a tree holds, one level; or what some of its paths are, or hold with a `/`."""
    told = repository.ask("ls-tree", "-z", "--long", "--full-tree", tree, "--", *paths)
    found = []
    for line in told.removesuffix(b"\0").split(b"\0") if told else ():
        head, _, path = line.partition(b"\t")
        mode, sort, hash_, size = head.decode("ascii").split()
        length = int(size) if size.isdigit() else 0
        found.append(_Entry(mode, sort, hash_, length, os.fsdecode(path)))
    return found


def _is_name(name: str) -> bool:
    """Tell whether it names something in a directory: a tree made by hand can hold `..`."""
    return name not in {"", ".", ".."} and Path(name).name == name


def _is_yaml(entry: _Entry) -> bool:
    return Path(entry.path).suffix.lower() in SUFFIXES


def _refuse_submodule(entry: _Entry, where: Path, revision: str) -> None:
    if entry.sort == "commit":
        data = facts({"where": where, "revision": revision})
        raise BaremeError([Diagnostic("rulebook-in-submodule", None, data)])


def _lay_out(repository: Repository, entries: Sequence[_Entry], place: Path) -> None:
    """Write files and links under a directory: links last, so that nothing is written through."""
    for entry in entries:
        (place / entry.path).parent.mkdir(exist_ok=True)
        if entry.size > MAX_BYTES:  # as large, so that it is refused as it would be in place
            with (place / entry.path).open("wb") as file:
                file.truncate(entry.size)
    fit = sorted((e for e in entries if e.size <= MAX_BYTES), key=lambda e: e.mode == _LINK)
    for entry, content in zip(fit, repository.contents([e.hash for e in fit]), strict=True):
        path = place / entry.path
        if entry.mode == _LINK:
            _link(path, content)
        else:
            path.write_bytes(content)


def _link(path: Path, target: bytes) -> None:
    """Make a link; where there can be none, the file that git would write in its place."""
    try:
        path.symlink_to(os.fsdecode(target))
    except (OSError, ValueError):
        with suppress(FileExistsError), path.open("xb") as file:
            file.write(target)
