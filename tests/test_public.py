"""The public face: what it offers, what it loads, what it promises."""

from __future__ import annotations

import subprocess
import sys

import pytest

import bareme

HEAVY = ("jsonschema", "yaml", "numpy", "simpleeval", "http")


@pytest.mark.parametrize(
    "code", ["import bareme", "from bareme.cli import main; import sys; sys.argv = ['bareme']"]
)
def test_importing_loads_nothing_heavy(code: str) -> None:
    listing = f"{code}; import sys; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom bareme.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "evaluate" in done.stdout
    assert done.stderr.split() == []


def test_every_public_name_is_there_and_documented() -> None:
    for name in bareme.__all__:
        thing = getattr(bareme, name)
        assert isinstance(thing, str) or thing.__doc__
    assert set(bareme.__all__) == set(dir(bareme))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Rulebok'"):
        _ = bareme.Rulebok
