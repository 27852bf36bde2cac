"""Git, asked through its plumbing: no shell, no checkout, nothing written.

A repository is the one that a directory lies in, whichever one called this program: a hook or
`git diff` sets variables that speak of another directory.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bareme.diagnostics import Diagnostic, facts
from bareme.errors import BaremeError
from bareme.nearest import nearest
from bareme.translation import tr

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

# Of these, the directory at hand decides. Where objects lie stays as it was told: while a push is
# received, they are not yet in the repository itself.
_OF_A_CALLER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")
_ALWAYS = {"LC_ALL": "C", "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0"}
_HASH = re.compile(r"[0-9a-f]{40,64}")
_LONGEST_HEAD = 200  # of what comes before an object: a hash, a sort and a size
_SHORT = 10  # digits of a commit: git's own choice depends on what else a copy has fetched
_MANY = 2000  # branches and tags: enough to find a near one


@dataclass(frozen=True, slots=True)
class Repository:
    """Where a directory lies in a repository.

    `where` is the directory itself, or the nearest one above it that exists; `prefix` its path
    from the top, with `/` between its parts, empty for the top.
    """

    where: Path
    prefix: str

    def ask(self, *arguments: str, given: bytes = b"") -> bytes:
        """Return what git answers; BaremeError with its own words when it refuses."""
        done = call(self.where, arguments, given)
        if done.returncode != 0:
            raise _refused(done.stderr, self.where)
        return done.stdout

    def wonder(self, *arguments: str) -> str | None:
        """Return the line that git answers; None when there is no answer."""
        done = call(self.where, arguments)
        return os.fsdecode(done.stdout).removesuffix("\n") if done.returncode == 0 else None

    def contents(self, hashes: Sequence[str]) -> Iterator[bytes]:
        """Give the bytes of objects, in order; BaremeError when one is missing."""
        told = self.ask("cat-file", "--batch", given="\n".join(hashes).encode("ascii"))
        start = 0
        for wanted in hashes:
            head, _, _ = told[start : start + _LONGEST_HEAD].partition(b"\n")
            size = head.rpartition(b" ")[2]
            if not size.isdigit():
                raise _failed(
                    tr("l'objet {object} manque dans cette copie du dépôt", object=short(wanted))
                )
            start += len(head) + 1
            yield told[start : start + int(size)]
            start += int(size) + 1

    def commit(self, revision: str) -> str:
        """Return the whole hash of the commit that a revision means; BaremeError if none."""
        if revision and revision.isprintable() and not revision.startswith("-"):
            found = self.wonder("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
            if found and _HASH.fullmatch(found):  # `^main` means what is *not* of it
                return found
        raise self._unknown(revision)

    def date(self, commit: str) -> dt.date:
        """Return the day on which a commit was made, as its committer's clock showed it."""
        import datetime as dt

        told = self.ask("rev-list", "--max-count=1", "--format=%cd", "--date=short", commit)
        try:
            return dt.date.fromisoformat(told.decode("ascii").split()[-1])
        except ValueError:  # years of more than four digits can be written into a commit
            raise _failed(
                tr("la date du commit {commit} n'est pas lisible", commit=short(commit))
            ) from None

    def _unknown(self, revision: str) -> BaremeError:
        told = self.wonder("for-each-ref", f"--count={_MANY}", "--format=%(refname:short)")
        names = ["HEAD", *told.split("\n")] if told else []
        remote = next((n for n in names if revision and n.endswith(f"/{revision}")), None)
        near = remote or nearest(revision, set(names) - {revision})
        shallow = self.wonder("rev-parse", "--is-shallow-repository") == "true"
        data = facts({"revision": revision})
        if shallow and remote is None:
            return BaremeError([Diagnostic("revision-not-fetched", None, data)])
        return BaremeError([Diagnostic("unknown-revision", None, data, near)])


def call(
    where: Path, arguments: Sequence[str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a directory; BaremeError when there is no git."""
    git = shutil.which("git")
    if git is None:
        raise BaremeError([Diagnostic("git-missing")])
    kept = {key: value for key, value in os.environ.items() if key not in _OF_A_CALLER}
    return subprocess.run(  # noqa: S603  # a list of arguments, never a shell
        [git, *arguments],
        cwd=where,
        env={**kept, **_ALWAYS},
        input=given,
        capture_output=True,
        check=False,
    )


def repository_of(directory: Path) -> Repository:
    """Return where a directory, which need not be there now, lies in a repository.

    BaremeError when it is in none, or when git is missing or refuses to look at it.
    """
    where = Path(os.path.realpath(directory))
    below: list[str] = []
    while not where.is_dir():
        below.insert(0, where.name)
        where = where.parent
    done = call(where, ("rev-parse", "--show-prefix"))
    if done.returncode != 0:
        raise _refused(done.stderr, directory)
    prefix = os.fsdecode(done.stdout).removesuffix("\n")
    return Repository(where, "/".join([*filter(None, [prefix.strip("/")]), *below]))


def short(commit: str) -> str:
    """Return the first digits of a hash, as many wherever it is told."""
    return commit[:_SHORT]


def _refused(said: bytes, where: Path) -> BaremeError:
    """Return the error that tells why git refuses, in its own words where they are not known."""
    text = said.decode("utf-8", "replace")
    if "not a git repository" in text or "must be run in a work tree" in text:
        return BaremeError([Diagnostic("not-a-repository", None, facts({"where": where}))])
    lines = [line for line in text.splitlines() if line.strip()] or ["?"]
    return _failed(lines[0].removeprefix("fatal: ").rstrip("."))


def _failed(reason: str) -> BaremeError:
    return BaremeError([Diagnostic("git-failed", None, facts({"reason": reason}))])
