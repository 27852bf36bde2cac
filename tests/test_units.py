"""Units: their spellings, their algebra, how they are told."""

from __future__ import annotations

import pytest

from bareme.units import NO_UNIT, Unit, parse_unit


def unit(text: str) -> Unit:
    found = parse_unit(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("€", "€"),
        ("€/an", "€/an"),
        ("€ / an", "€/an"),
        ("euros/jour", "€/jour"),
        ("jours", "jour"),
        ("jour/an", "jour/an"),
        ("1/an", "1/an"),
        ("€/mois/jour", "€/jour/mois"),
        ("an/an", "1"),
        ("%", "%"),
        ("1", "1"),
    ],
)
def test_spellings(text: str, shown: str) -> None:
    assert str(unit(text)) == shown


@pytest.mark.parametrize("text", ["", "€/jor", "k€", "€an", "/an", "€/", "€//an", "%/an"])
def test_what_is_no_unit(text: str) -> None:
    assert parse_unit(text) is None


def test_algebra() -> None:
    assert unit("€/an") / unit("jour/an") == unit("€/jour")
    assert unit("€/jour") * unit("jours") == unit("€")
    assert unit("€") / unit("€") == NO_UNIT
    assert unit("%") == NO_UNIT
    assert str(unit("jour") * unit("jour")) == "jour^2"


@pytest.mark.parametrize(
    ("text", "money"), [("€", True), ("€/an", True), ("jour", False), ("1/€", False), ("%", False)]
)
def test_money_is_counted_in_cents(text: str, money: bool) -> None:
    assert unit(text).is_money is money
