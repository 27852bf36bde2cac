"""What git calls in place of its own diff, for one file of a rulebook: what the change means; and
how it comes to call it.

Only what is one copy's alone is written for that: its configuration, and the attributes in `info/`,
both shared by its linked work trees. Nothing that is committed changes.

Git hands over the two contents of one file, and does not say of which revisions: the other files
of the rulebook, and its neighbours, are those of the work tree on both sides. Where that gives no
rulebook, what changes in the file is shown line by line, as git would.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from bareme.diagnostics import Diagnostic, facts
from bareme.diagnostics.rendering import plain, printable
from bareme.differences.revisions.git import call, repository_of
from bareme.errors import BaremeError
from bareme.loading import FILES, RulesDirectory
from bareme.reading.source import MAX_BYTES
from bareme.strays import SUFFIXES
from bareme.translation import tr
from bareme.words import labelled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bareme.differences.revisions.git import Repository

_KEY = "diff.bareme.command"
_MARK = b"# bareme diff --install-git"
# The marked lines; at the very end of a file that did not end with a line feed, that feed too.
_AT_END = re.compile(rb"\n" + _MARK + rb"\n[^\n]*\Z")
_MARKED = re.compile(rb"^" + _MARK + rb"\n[^\n]*\n", re.MULTILINE)
_SHOWN = range(32, 127)  # the other bytes are written as numbers
_PLAIN = re.compile(rb"[A-Za-z0-9._/*-]+")
_NOTHING = "/dev/null"  # as git names the side on which there is no file, on every system
_ORDINARY = frozenset({"100644", "100755", "."})
_FEWEST = 7  # arguments; with fewer, a file that is being merged


class _Call(NamedTuple):
    """What git says of a file, as its manual lists it; the last two where it was renamed."""

    path: str
    old_file: str
    old_hash: str
    old_mode: str
    new_file: str
    new_hash: str
    new_mode: str
    new_path: str = ""
    renamed: str = ""

    @property
    def place(self) -> PurePosixPath:
        """Where the file is now, from the top of the work tree."""
        return PurePosixPath(self.new_path or self.path)


def driver(
    arguments: Sequence[str], compare: Callable[[RulesDirectory, RulesDirectory, str], str]
) -> int:
    """Write what a change of one file means, as git's external diff; return 0, or git stops.

    `arguments` are those git gives (gitattributes(5), `diff.<driver>.command`), the working
    directory the top of the work tree. `compare` gives the words for a rulebook of two
    directories; when it fails, for whatever reason, the lines of the file are shown instead.
    """
    if len(arguments) < _FEWEST:
        _write([tr("* Fichier en cours de fusion : {path}", path=path) for path in arguments[:1]])
        return 0
    change = _Call(*arguments[: len(_Call._fields)])
    _write(_header(change))
    try:
        told = _meaning(change, compare).splitlines()
    except BaremeError as error:
        told = _lines(change, plain(error.diagnostics[0]))
    except Exception as error:  # noqa: BLE001  # one file must not keep git from showing the rest
        told = _lines(change, repr(error))
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return 0


def _meaning(change: _Call, compare: Callable[[RulesDirectory, RulesDirectory, str], str]) -> str:
    rules, name = Path(*change.place.parts[:-2]), change.place.parent.name
    if change.place.name not in FILES or not name:
        return "\n".join(_lines(change, tr("ce n'est pas un fichier de barème")))
    if not {change.old_mode, change.new_mode} <= _ORDINARY:
        return "\n".join(_lines(change, tr("ce n'est pas un fichier ordinaire")))
    with TemporaryDirectory(prefix="bareme-", ignore_cleanup_errors=True) as place:
        sides = []
        for side, file in (("before", change.old_file), ("after", change.new_file)):
            copied = Path(place, side)
            shutil.copytree(rules, copied, symlinks=True, ignore=_unread(rules))
            _put(Path(file), copied / name / change.place.name)
            sides.append(RulesDirectory(copied, shown_as=rules))
        return compare(sides[0], sides[1], name)


def _unread(rules: Path) -> Callable[[str, list[str]], list[str]]:
    """Return what `copytree` asks which entries of a directory to leave out."""

    def is_read(directory: Path, name: str) -> bool:
        path = directory / name
        if path.is_dir():
            return directory == rules
        fits = path.is_symlink() or (path.is_file() and path.stat().st_size <= MAX_BYTES)
        return fits and path.suffix.lower() in SUFFIXES

    return lambda directory, names: [n for n in names if not is_read(Path(directory), n)]


def _put(file: Path, place: Path) -> None:
    """Put one side's content of a file in its place; nothing where that side has none."""
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)  # never written through, should it be a link
    if str(file) != _NOTHING:
        shutil.copyfile(file, place)


def _header(change: _Call) -> list[str]:
    """Return the lines by which git and those who read it know which file it is about."""
    lines = [f"diff --git a/{change.path} b/{change.place}"]
    if change.old_file == _NOTHING:
        lines.append(f"new file mode {change.new_mode}")
    elif change.new_file == _NOTHING:
        lines.append(f"deleted file mode {change.old_mode}")
    elif change.old_mode != change.new_mode:
        lines += [f"old mode {change.old_mode}", f"new mode {change.new_mode}"]
    return lines + change.renamed.splitlines()


def _lines(change: _Call, reason: str) -> list[str]:
    """Return why there is no more to say, and what changes in the file line by line."""
    options = ("--no-index", "--no-ext-diff", "--no-textconv", "--no-color")
    try:
        done = call(Path.cwd(), ["diff", *options, "--", change.old_file, change.new_file])
        lines = done.stdout.decode("utf-8", "replace").split("\n")
    except (BaremeError, OSError, ValueError):
        lines = []
    first = next((i for i, line in enumerate(lines) if line.startswith("@@")), len(lines))
    sides = [
        _NOTHING if file == _NOTHING else f"{letter}/{path}"
        for file, letter, path in (
            (change.old_file, "a", change.path),
            (change.new_file, "b", change.place),
        )
    ]
    body = [f"--- {sides[0]}", f"+++ {sides[1]}", *lines[first:-1]] if lines[first:] else []
    head = labelled("bareme", " ".join(reason.split()))
    return [printable(line) for line in (head, *body)]


def _write(lines: Sequence[str]) -> None:
    sys.stdout.write("".join(f"{printable(line)}\n" for line in lines))


def install(rules: Path) -> str:
    """Have git show what the rulebooks of a directory mean; return what to tell.

    What is installed is the program as it runs now. BaremeError outside a work tree.
    """
    repository = repository_of(rules)
    if repository.wonder("rev-parse", "--is-inside-work-tree") != "true":
        raise BaremeError([Diagnostic("not-a-repository", None, facts({"where": rules}))])
    repository.ask("config", "--local", "--replace-all", _KEY, command())
    path = _attributes(repository)
    before = path.read_bytes() if path.exists() else b""
    block = _MARK + b"\n" + _pattern(os.fsencode(repository.prefix)) + b" diff=bareme"
    if block not in re.findall(_MARK + rb"\n[^\n]*", before):
        path.parent.mkdir(exist_ok=True)
        ended = not before or before.endswith(b"\n")
        path.write_bytes(before + (block + b"\n" if ended else b"\n" + block))
    return tr(
        "git diff dit désormais ce que changent les barèmes de {rules}, dans cette copie du dépôt "
        "(ligne à ligne : git diff --no-ext-diff ; pour le défaire : bareme diff --uninstall-git).",
        rules=rules,
    )


def uninstall(rules: Path) -> str:
    """Undo it for every directory of the repository; return what to tell."""
    repository = repository_of(rules)
    known = repository.wonder("config", "--local", "--unset-all", _KEY) is not None
    path = _attributes(repository)
    before = path.read_bytes() if path.exists() else b""
    after = before
    while _AT_END.search(after):
        after = _AT_END.sub(b"", after)
    after = _MARKED.sub(b"", after)
    if after != before:
        path.write_bytes(after) if after else path.unlink()
    if not known and after == before:
        return tr("Il n'y avait rien à défaire dans cette copie du dépôt.")
    return tr("git diff montre de nouveau les barèmes ligne à ligne.")


def command() -> str:
    """Return what git is to call, for its shell; lines are shown if the program has gone."""
    python = shlex.quote(Path(sys.executable).as_posix())
    meant = (
        f'{python} -P -m bareme.differences.revisions.driver "$@"'  # -P: nothing of the work tree
    )
    lines = 'git diff --no-index --no-ext-diff -- "$2" "$5"'
    return f"bareme_diff() {{ {meant} || {lines} || :; }}; bareme_diff"


def _attributes(repository: Repository) -> Path:
    told = repository.ask("rev-parse", "--git-path", "info/attributes")
    return repository.where / os.fsdecode(told.removesuffix(b"\n"))


def _pattern(prefix: bytes) -> bytes:
    """Return the pattern of the files of rulebooks, quoted as gitattributes(5) wants it."""
    literal = re.sub(rb"[\\*?\[\]]", rb"\\\g<0>", prefix)
    pattern = b"/" + (literal + b"/" if literal else b"") + b"*/*.yaml"
    if _PLAIN.fullmatch(pattern):
        return pattern
    written = re.sub(rb'[\\"]', rb"\\\g<0>", pattern)
    spelt = (b"%c" % byte if byte in _SHOWN else b"\\%03o" % byte for byte in written)
    return b'"' + b"".join(spelt) + b'"'


if __name__ == "__main__":  # how the configuration of git calls it: see `command`
    from bareme.cli import main

    sys.exit(main(["diff", "--git-driver", *sys.argv[1:]]))
