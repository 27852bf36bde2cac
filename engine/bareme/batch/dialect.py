"""How a delimited file writes things: its separator, decimal mark, dates and encoding; and the way
from there to what one situation is judged by, and back.

Only what cannot be mistaken is read: spaces between thousands, the decimal mark of the file, the
truths of spreadsheets. Anything else is left as it stands, for the judgement to refuse.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from bareme.batch.forms import FRENCH, ISO, UTF8_BOM, WINDOWS
from bareme.translation import tr

if TYPE_CHECKING:
    from bareme.language.kinds import Kind

_SPACES = " \u00a0\u202f\u2009"
_SPACE = f"[{_SPACES}]"
_TRUTHS = {"VRAI": "true", "TRUE": "true", "FAUX": "false", "FALSE": "false"}
_POINTED = r"^-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$"  # a point that may separate thousands


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited file is written. What French spreadsheets write is the default."""

    separator: str = ";"
    decimal: str = ","
    dates: str = ISO
    encoding: str = UTF8_BOM

    def __str__(self) -> str:
        from bareme.words import text

        return tr(
            "séparateur {separator}, décimales {decimal}, dates {dates}, {encoding}",
            separator=tr("tabulation") if self.separator == "\t" else text(self.separator),
            decimal=text(self.decimal),
            dates=tr(self.dates),
            encoding=self.encoding,
        )

    @property
    def codec(self) -> str:
        """The name by which Python knows the encoding."""
        return "cp1252" if self.encoding == WINDOWS else "utf-8"

    @property
    def mark(self) -> bytes:
        """The bytes that open a file in this encoding."""
        return codecs.BOM_UTF8 if self.encoding == UTF8_BOM else b""

    def plain(self, texts: pa.Array, kind: Kind) -> pa.Array:
        """Return cells as one situation writes them: `1 234,50` as `1234.50`."""
        if kind.base == "number":
            return self._plain_numbers(texts)
        if kind.base == "boolean":
            return _replaced(texts, _TRUTHS)
        return _iso(texts) if kind.base == "date" and self.dates == FRENCH else texts

    def _plain_numbers(self, texts: pa.Array) -> pa.Array:
        if not pc.any(pc.match_substring_regex(texts, f"[{_SPACES},]")).as_py():
            return texts
        whole = f"(?:[0-9]+|[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+)"
        mark = "," if self.decimal == "," else r"\."
        number = f"^{_SPACE}*-?{whole}(?:{mark}[0-9]+)?{_SPACE}?%?{_SPACE}*$"
        bare = pc.replace_substring_regex(texts, _SPACE, "")
        bare = pc.replace_substring(bare, self.decimal, ".")
        return pc.if_else(pc.match_substring_regex(texts, number), bare, texts)

    def doubtful(self, texts: pa.Array, kind: Kind) -> Any:
        """Return which cells hold a point that may separate thousands; None when none does."""
        if kind.base != "number" or self.decimal != ",":
            return None
        found = pc.fill_null(pc.match_substring_regex(texts, _POINTED), False)
        return found.to_numpy(zero_copy_only=False) if pc.any(found).as_py() else None

    def written(self, values: Any, number: bool = False) -> pa.Array:
        """Return the cells of a column, null where there is nothing. `number` tells texts that
        are numbers.
        """
        array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
        if pa.types.is_dictionary(array.type):
            return self.written(array.dictionary_decode(), number)
        if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
            array = pc.binary_join(array, ",")
        elif pa.types.is_date(array.type) and self.dates == FRENCH:
            array = pc.strftime(array, "%d/%m/%Y")
        elif pa.types.is_decimal(array.type) or pa.types.is_floating(array.type):
            array, number = _digits(array), True
        array = array.cast(pa.string())
        if number and self.decimal == ",":
            array = pc.replace_substring(array, ".", ",")
        return self.quoted(array)

    def quoted(self, texts: pa.Array) -> pa.Array:
        """Return cells in quotes where they need them; an empty text is not nothing."""
        needs = pc.match_substring_regex(texts, f'["\r\n{self.separator}]|^$')
        if not pc.any(needs).as_py():
            return texts
        inside = pc.replace_substring(texts, '"', '""')
        return pc.if_else(needs, pc.binary_join_element_wise('"', inside, '"', ""), texts)


def writable(type_: pa.DataType) -> bool:
    """Tell whether the values of a type can stand in the cells of a delimited file."""
    is_ = pa.types
    if is_.is_dictionary(type_):
        return writable(type_.value_type)
    if is_.is_list(type_) or is_.is_large_list(type_):
        return bool(is_.is_string(type_.value_type) or is_.is_large_string(type_.value_type))
    texts = (is_.is_string, is_.is_large_string, is_.is_string_view)
    numbers = (is_.is_integer, is_.is_floating, is_.is_decimal)
    others = (is_.is_boolean, is_.is_temporal, is_.is_null)
    return any(is_one(type_) for is_one in (*texts, *numbers, *others))


def _digits(array: pa.Array) -> pa.Array:
    """Return numbers by their digits: Arrow writes very small decimals with an exponent."""
    texts = array.cast(pa.string())
    if pa.types.is_decimal(array.type) and pc.any(pc.match_substring(texts, "E")).as_py():
        plain = [None if text is None else f"{Decimal(text):f}" for text in texts.to_pylist()]
        return pa.array(plain, pa.string())
    return texts


def _replaced(texts: pa.Array, words: dict[str, str]) -> pa.Array:
    place = pc.index_in(texts, pa.array(words))
    return pc.if_else(pc.is_valid(place), pa.array(words.values()).take(place), texts)


def _iso(texts: pa.Array) -> pa.Array:
    padded = pc.replace_substring_regex(texts, r"^([0-9])/", r"0\1/")
    padded = pc.replace_substring_regex(padded, r"/([0-9])/", r"/0\1/")
    day = r"^([0-9]{2})/([0-9]{2})/([0-9]{4})$"
    turned = pc.replace_substring_regex(padded, day, r"\3-\2-\1")
    return pc.if_else(pc.match_substring_regex(padded, day), turned, texts)
