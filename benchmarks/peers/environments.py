"""Environments for the peers, apart from the project's: made once, kept in a directory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = Path("~/.cache/bareme-benchmarks").expanduser()

# What was measured, to the version. From PyPI, but for those of NODE.
_NUMPY = "numpy==2.4.6"
VERSIONS = {
    "openfisca": ("openfisca-core==46.0.1", _NUMPY),
    "polars": ("polars==2.1.0", _NUMPY),
    "duckdb": ("duckdb==2.0.0", "pyarrow==26.0.1", _NUMPY),
    "zen": ("zen-engine==2.1.3",),
    "publicodes": ("publicodes@1.10.3",),
}
_NODE = {"publicodes"}


class NotInstalled(Exception):
    """A peer that cannot be had here, and why."""


@dataclass(frozen=True, slots=True)
class Environment:
    """How the program of an engine is started: the first words of the command, and from where."""

    command: tuple[str, ...]
    directory: Path


def own() -> Environment:
    """Return the environment that this process runs in: the project's."""
    return Environment((sys.executable, "-m", "benchmarks.peers.programs.bareme"), ROOT)


def prepared(name: str, home: Path) -> Environment:
    """Return the environment of a peer under `home`, made when it is not there in this version.

    NotInstalled when it cannot be: what the installer said stands in `install.log`.
    """
    directory = home / name
    mark, wanted = directory / "installed.txt", "\n".join(VERSIONS[name])
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        print(f"installing {', '.join(VERSIONS[name])}…", file=sys.stderr)
        try:
            shutil.rmtree(directory, ignore_errors=True)
            directory.mkdir(parents=True)
            _install(name, directory)
            mark.write_text(wanted, encoding="utf-8")
        except (OSError, subprocess.SubprocessError) as error:
            raise NotInstalled(str(error)) from None
    if name in _NODE:
        program = ROOT / "benchmarks" / "peers" / "programs" / f"{name}.mjs"
        return Environment((_found("node"), str(program)), directory)
    return Environment((str(_python(directory)), "-m", f"benchmarks.peers.programs.{name}"), ROOT)


def _install(name: str, directory: Path) -> None:
    if name in _NODE:
        _found("node")
        (directory / "package.json").write_text('{"private": true}', encoding="utf-8")
        command = [_found("npm"), "install", "--no-audit", "--no-fund", *VERSIONS[name]]
    else:
        venv.create(directory, with_pip=True)
        command = [str(_python(directory)), "-m", "pip", "install", *VERSIONS[name]]
    log = directory / "install.log"
    with log.open("wb") as file:
        done = subprocess.run(
            command, cwd=directory, stdout=file, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise NotInstalled(f"its installation ended with status {done.returncode}: see {log}")


def _python(directory: Path) -> Path:
    return directory / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise NotInstalled(f"{program} is missing")
    return path
