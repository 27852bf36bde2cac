"""The dialect of a delimited file, from its first lines: what was declared, and what was seen."""

from __future__ import annotations

import codecs
import csv
import re
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from bareme.batch.dialect import Dialect
from bareme.batch.forms import FRENCH, ISO, SEPARATORS, UTF8, UTF8_BOM, WINDOWS
from bareme.batch.splitting import Splitter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from bareme.values import Expected

SAMPLE = 1 << 22  # bytes that are looked at
_LINES = 2000

_WITH_COMMA, _WITH_POINT = r"[0-9],[0-9]", r"[0-9]\.[0-9]"
_DAY_FIRST = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$"


def detect(sample: bytes, declared: Mapping[str, str], expected: Mapping[str, Expected]) -> Dialect:
    """Return the dialect of a file that begins with `sample`; what is declared prevails, but for
    the mark of UTF-8, which cannot be mistaken.
    """
    encoding = _encoding(sample, declared.get("encoding"))
    codec = Dialect(encoding=encoding).codec
    text = sample.removeprefix(codecs.BOM_UTF8).decode(codec, "replace")
    if len(sample) < SAMPLE:  # the whole file: its last line may have no end
        text = text.removesuffix("\n") + "\n"
    lines = text.split("\n", _LINES + 1)[: _LINES + 1]
    first = next((place for place, line in enumerate(lines) if line.strip("\r")), 0)
    separator = declared.get("separator") or _separator(lines[first], expected)
    names = cells_of(lines[first], separator) or []
    body = "\n".join([*lines[first + 1 : -1], ""]) if len(lines) > first + 1 else ""
    numbers, dates = _columns(body, separator, names, expected)
    decimal = declared.get("decimal") or _decimal(numbers, separator)
    written = FRENCH if any(_any(column, _DAY_FIRST) for column in dates) else ISO
    return Dialect(separator, decimal, declared.get("dates") or written, encoding)


def cells_of(line: str, separator: str) -> list[str] | None:
    """Return the cells of a line; None when its quotes make no sense."""
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _encoding(sample: bytes, declared: str | None) -> str:
    if sample.startswith(codecs.BOM_UTF8):
        return UTF8_BOM
    if declared is not None:
        return UTF8 if declared == UTF8_BOM else declared
    whole = sample if len(sample) < SAMPLE else sample[: sample.rfind(b"\n") + 1]
    if whole.isascii():
        return UTF8
    text = whole.decode("utf-8", "surrogateescape")
    stray = len(re.findall("[\udc80-\udcff]", text))
    sound = len(re.findall("[^\x00-\x7f\udc80-\udcff]", text))
    return WINDOWS if stray > sound else UTF8


def _separator(line: str, expected: Mapping[str, Expected]) -> str:
    """Return the separator under which the heading names most of what is expected."""
    best, most = ";", (0, 1)
    for separator in SEPARATORS.values():
        cells = cells_of(line, separator) or []
        score = (sum(cell in expected for cell in cells), len(cells))
        if score > most:
            best, most = separator, score
    return best


def _columns(
    body: str, separator: str, names: Sequence[str], expected: Mapping[str, Expected]
) -> tuple[list[pa.Array], list[pa.Array]]:
    """Return the first cells of the columns of numbers, and of those of dates."""
    bases = [expected[name].kind.base if name in expected else "" for name in names]
    wanted = [place for place, base in enumerate(bases) if base in {"number", "date"}]
    if not wanted or not body:
        return [], []
    rows = Splitter(separator, len(names), wanted).split(body.encode(), final=True)
    columns = {place: rows.texts(place) for place in wanted}
    numbers = [column for place, column in columns.items() if bases[place] == "number"]
    return numbers, [column for place, column in columns.items() if bases[place] == "date"]


def _decimal(numbers: Sequence[pa.Array], separator: str) -> str:
    if any(_any(column, _WITH_COMMA) for column in numbers):
        return ","
    if any(_any(column, _WITH_POINT) for column in numbers):
        return "."
    return "." if separator == "," else ","


def _any(column: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(column, pattern)).as_py())
