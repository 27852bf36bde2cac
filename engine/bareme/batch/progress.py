"""How far a run has come, on a terminal: a bar, the rate, the time left. Elsewhere nothing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from bareme.translation import tr
from bareme.translation.manners import manner
from bareme.words import number

if TYPE_CHECKING:
    from typing import TextIO

_EVERY = 0.1  # seconds from one drawing to the next
_WIDTH = 30
_MINUTE, _HOUR = 60, 3600


@dataclass(slots=True)
class Progress:
    """The progress of a run over `total` bytes, of which `before` were read by an earlier one."""

    stream: TextIO
    total: int
    before: int = 0
    rows: int = 0
    _start: float = field(init=False)
    _drawn: float = 0.0

    def __post_init__(self) -> None:
        self._start = monotonic()

    def at(self, reached: int, rows: int) -> None:
        """Show that so many bytes are read, and so many more rows are done."""
        self.rows += rows
        now = monotonic()
        if self.stream.isatty() and now - self._drawn >= _EVERY:
            self._drawn = now
            columns = shutil.get_terminal_size().columns
            self.stream.write(f"\r{self._line(reached, now - self._start)[: columns - 1]}\x1b[K")
            self.stream.flush()

    def end(self) -> float:
        """Clear the bar, and return the seconds it took."""
        if self._drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
        return monotonic() - self._start

    def _line(self, reached: int, seconds: float) -> str:
        share = min(reached / self.total, 1.0) if self.total else 1.0
        full = int(share * _WIDTH)
        bar = f"[{'#' * full}{'·' * (_WIDTH - full)}]"
        rate = round(self.rows / seconds) if seconds else 0
        read = reached - self.before
        left = seconds * (self.total - reached) / read if read > 0 else 0
        return tr(
            "{bar} {share}  {rows} lignes, {rate}/s, encore {left}",
            bar=bar,
            share=f"{int(share * 100)}{manner().percent}",
            rows=number(self.rows),
            rate=number(rate),
            left=duration(max(left, 0)),
        )


def duration(seconds: float) -> str:
    """Return a time as it is told: 12 s, 3 min 05 s, 2 h 07 min."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE:02d} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02d} min"
