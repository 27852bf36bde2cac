"""Where a cursor stands, and the keys of a file, by its indentation and brackets alone.

A text that is being typed is no YAML most of the time. This reads what there is of it, line by
line, and never refuses: it is what completion and hover rest on. What is checked, renamed or
evaluated goes through `reading`, which does refuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from bareme.reading.tree import Span

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]

_KEY = re.compile(r"(\"[^\"]*\"|'[^']*'|[^\s\"'{}\[\]#,&*!][^\"'{}\[\]]*?)[ ]*:(?=\s|$)")
_DASH = re.compile(r"-(?:[ ]+|$)")
_BLOCK = re.compile(r"[>|][-+0-9]*\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A key, the path of what it stands in, and what is written after it, its lines joined."""

    path: Path
    key: str
    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cursor stands: in what `path` names, of which `written` is there so far, from offset
    `start`. `is_key` when a key of it is being written; when it may be that or a value, None.
    """

    path: Path
    written: str
    start: int
    is_key: bool | None


@lru_cache(maxsize=128)
def outline(text: str) -> tuple[Keyed, ...]:
    """Return every key of a text, in its order."""
    scan = _scanned(text)
    return tuple(
        Keyed(path, key, span, " ".join(part for part in parts if part).strip("\"'"))
        for path, key, span, parts in scan.keys
    )


def spot_at(text: str, offset: int) -> Spot:
    """Return where an offset stands, by what is before it."""
    return _scanned(text[:offset]).spot()


def _scanned(text: str) -> _Scan:
    scan = _Scan(text)
    start = 0
    for line in text.split("\n"):
        scan.line(line.rstrip("\r"), start)
        start += len(line) + 1
    return scan


@dataclass(slots=True)
class _Flow:
    """Braces or brackets that are open: the key or the rank of what is being written in them."""

    step: Step | None
    start: int
    parts: list[str] | None = None  # what is written after the key


@dataclass(slots=True)
class _Scan:
    """What is open where the text stands: keys and dashes by indentation, brackets, quotes."""

    text: str
    keys: list[tuple[Path, str, Span, list[str]]] = field(default_factory=list)
    frames: list[tuple[int, Step]] = field(default_factory=list)
    flows: list[_Flow] = field(default_factory=list)
    quote: str = ""
    block: int | None = None  # the indentation of the key of a text on several lines
    plain: int | None = None  # the same, of a value that may go on
    start: int = 0  # of what is being written
    last: tuple[str, int] = ("", 0)  # the last line, and where it begins
    value: bool = False  # whether the last line is in a value

    @property
    def path(self) -> Path:
        """The path of what is open."""
        inside = (flow.step for flow in self.flows if flow.step is not None)
        return (*(step for _, step in self.frames), *inside)

    def line(self, line: str, start: int) -> None:
        """Take in a line, which begins at offset `start`."""
        self.last = (line, start)
        bare = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if self.block is not None and (not bare or indent > self.block):
            self._continue(bare)
        elif self.flows or self.quote:
            if not self.flows:
                self._continue(bare)
            self._inside(line, start, 0)
        elif bare and not bare.startswith("#"):
            self.block = None
            if self.plain is not None and indent > self.plain and not _KEY.match(bare):
                self._continue(bare)
                self.value = True
            else:
                self._own(line, start, indent)

    def _continue(self, bare: str) -> None:
        if self.keys:
            self.keys[-1][3].append(bare)

    def _own(self, line: str, start: int, column: int) -> None:
        """Take in a line that begins with a dash, a key, or what will be one."""
        self.plain = None
        while dash := _DASH.match(line, column):
            self._item(column)
            self.plain = column
            column = dash.end()
        if key := _KEY.match(line, column):
            self._key(key[1], column, Span(start + column, start + key.end(1)))
            value = line[key.end() :]
            column = key.end() + len(value) - len(value.lstrip())
            self.keys[-1][3].append(_uncommented(value))
        elif self.plain is None:
            self._close(column)
        else:
            self._continue(line.strip())
        self.value = key is not None
        self.start = start + column
        self._begin(line, start, column)

    def _begin(self, line: str, start: int, column: int) -> None:
        """Begin what stands after a key or a dash."""
        rest = line[column:]
        if _BLOCK.match(rest):
            self.block = self.frames[-1][0] if self.frames else 0
            self.keys[-1][3].clear() if self.keys else None
        elif rest[:1] in {"{", "[", '"', "'"}:
            self._inside(line, start, column)
        elif self.value and rest and not rest.startswith("#"):
            self.plain = self.frames[-1][0]

    def _close(self, column: int) -> None:
        while self.frames and self.frames[-1][0] >= column:
            self.frames.pop()

    def _item(self, column: int) -> None:
        while self.frames and self.frames[-1][0] > column:
            self.frames.pop()
        rank = self.frames[-1][1] if self.frames and self.frames[-1][0] == column else None
        if isinstance(rank, int):
            self.frames[-1] = (column, rank + 1)
        else:
            self.frames.append((column, 0))

    def _key(self, written: str, column: int, span: Span) -> None:
        self._close(column)
        key = written.strip("\"'")
        self.keys.append((self.path, key, span, []))
        self.frames.append((column, key))

    def _inside(self, line: str, start: int, column: int) -> None:
        """Take in what stands between brackets or quotes, from a column on."""
        while column < len(line):
            sign = line[column]
            if self.quote:
                if sign == "\\" and self.quote == '"':
                    column += 1
                elif sign == self.quote:
                    self.quote = ""
            elif sign in "\"'" and not self.text[self._token() : start + column].strip():
                self.quote = sign
            elif sign == "#" and line[max(column - 1, 0) : column] in {"", " "}:
                self._comment(start + column, start + len(line) + 1)
                return
            elif self.flows or sign in "{[":
                self._sign(sign, line[column + 1 : column + 2], start + column)
            column += 1

    def _comment(self, offset: int, end: int) -> None:
        """Leave out a comment between brackets."""
        if self.flows and not self.text[self.flows[-1].start : offset].strip():
            self.flows[-1].start = end

    def _token(self) -> int:
        return self.flows[-1].start if self.flows else self.start

    def _sign(self, sign: str, after: str, offset: int) -> None:
        """Take in a sign between brackets."""
        if sign in "{[" and not self.text[self._token() : offset].strip():
            self.flows.append(_Flow(0 if sign == "[" else None, offset + 1))
            return
        flow = self.flows[-1] if self.flows else None
        if flow is None:
            return
        if sign in "}],":
            if flow.parts is not None:
                flow.parts.append(" ".join(self.text[flow.start : offset].split()))
            flow.parts = None
        if sign in "}]":
            self.flows.pop()
        elif sign == ",":
            flow.step = flow.step + 1 if isinstance(flow.step, int) else None
            flow.start = offset + 1
        elif sign == ":" and flow.step is None and (after in {"", " "} or self._quoted(offset)):
            written = self.text[flow.start : offset]
            begin = flow.start + len(written) - len(written.lstrip())
            key = written.strip().strip("\"'")
            span = Span(begin, begin + len(written.strip()))
            flow.parts = []
            self.keys.append((self.path, key, span, flow.parts))
            flow.step, flow.start = key, offset + 1

    def _quoted(self, offset: int) -> bool:
        return self.text[offset - 1 : offset] in {'"', "'"}

    def spot(self) -> Spot:
        """Return where the end of the text stands."""
        line, start = self.last
        end = start + len(line)
        if self.flows:
            flow = self.flows[-1]
            written = self.text[flow.start : end]
            begin = flow.start + len(written) - len(written.lstrip())
            return Spot(self.path, written.lstrip(), begin, flow.step is None)
        blank = not line.strip()
        if self.quote or (self.block is not None and not (blank and len(line) <= self.block)):
            return Spot(self.path, self.text[self.start : end], self.start, is_key=False)
        if blank:
            frames = [step for indent, step in self.frames if indent < len(line)]
            return Spot(tuple(frames), "", end, is_key=None)
        begin = min(self.start, end)
        return Spot(self.path, self.text[begin:end], begin, False if self.value else None)


def _uncommented(value: str) -> str:
    return re.sub(r"(?:^|\s)#.*$", "", value).strip()
