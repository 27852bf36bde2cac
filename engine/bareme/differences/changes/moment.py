"""A definition and a day: what a version in force is taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from bareme.model import Definition


class Moment(NamedTuple):
    """A definition as it stands on a day."""

    made: Definition
    day: dt.date
