"""Every message there is, and the catalogues brought up to date with them: for developers.

    python -m bareme.translation.update

finds the messages (the literals given to `tr`, `trn` and `N_`, the words of the two catalogues of
codes, the `description` and `errorMessage` of the schemas), keeps the translations there are,
drops those no longer needed, and compiles. What is still to be translated is listed. Needs Babel.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bareme.diagnostics.catalogue import CATALOGUE
from bareme.differences.findings.codes import CODES
from bareme.resources import shipped
from bareme.translation import LANGUAGES, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINE = Path(__file__).parent.parent
_ALWAYS = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_KEYWORDS = {"tr": None, "trn": (1, 2), "N_": None}

Message = str | tuple[str, ...]


def messages() -> dict[Message, tuple[str, ...]]:
    """Return every message, each with the files it is in; one that counts is a pair, which also
    serves where its first half stands alone.
    """
    found: dict[Message, dict[str, None]] = {}
    for file, message in (*_in_code(), *_in_catalogues(), *_in_schemas()):
        found.setdefault(message, {})[file] = None
    for pair in [message for message in found if not isinstance(message, str)]:
        found[pair] |= found.pop(pair[0], {})
    return {message: tuple(sorted(files)) for message, files in sorted(found.items(), key=_order)}


def catalogue_of(code: str) -> Path:
    """Return the file of a language's translations."""
    return Path(__file__).parent / "locale" / code / "LC_MESSAGES" / "bareme.po"


def read(code: str) -> Catalog:
    """Return the translations of a language."""
    with catalogue_of(code).open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str) -> Catalog:
    """Return a catalogue of all messages and no others, with the translations there are."""
    catalogue = Catalog(code, project="bareme", charset="utf-8", fuzzy=False)
    catalogue.header_comment = f"# bareme, {code}: the messages in French, and their translation."
    there_is = read(code) if catalogue_of(code).exists() else Catalog(code)
    for message, files in messages().items():
        known = there_is.get(message)
        alike = known is not None and isinstance(known.id, str) == isinstance(message, str)
        said = known.string if known and alike else None
        catalogue.add(message, said, [(file, 0) for file in files])
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of its file: in a stable order, without dates."""
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, width=100, omit_header=False, include_lineno=False, sort_output=True
    )
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator')
    unneeded = (*dated, '"Report-Msgid-Bugs-To', '"Language-Team', '"Project-Id-Version')
    return "".join(line for line in lines if not line.startswith(unneeded)).encode()


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    buffer = io.BytesIO()
    read = read_po(io.BytesIO(written(catalogue)), locale=str(catalogue.locale))
    read.creation_date = _ALWAYS  # else the moment of compiling
    write_mo(buffer, read)
    return buffer.getvalue()


def missing(catalogue: Catalog) -> list[Message]:
    """Return the messages without a translation."""
    return [_message(m.id) for m in catalogue if m.id and not all(_strings(m.string))]


def _strings(found: Any) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found or ("",))


def _message(found: Any) -> Message:
    return found if isinstance(found, str) else tuple(found)


def _order(item: tuple[Message, object]) -> tuple[str, ...]:
    return (item[0],) if isinstance(item[0], str) else item[0]


def _in_code() -> Iterator[tuple[str, Message]]:
    for path in sorted(ENGINE.rglob("*.py")):
        name = path.relative_to(ENGINE).as_posix()
        with path.open("rb") as file:
            for _, found, _, _ in extract("python", file, _KEYWORDS):
                yield name, _message(found)


def _in_catalogues() -> Iterator[tuple[str, Message]]:
    for entry in CATALOGUE.values():
        for told in filter(None, (entry.message, entry.remedy, entry.suggest)):
            yield "diagnostics/catalogue.py", told
    for code in CODES.values():
        for words in (code.title, code.message, code.advice, code.suggest, code.come, code.gone):
            if words:
                yield "differences/findings/codes.py", words


def _in_schemas() -> Iterator[tuple[str, Message]]:
    def within(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            for key, value in node.items():
                if isinstance(value, str) and key in {"description", "errorMessage"}:
                    yield value
                else:
                    yield from within(value)
        elif isinstance(node, list):
            for item in node:
                yield from within(item)

    for kind in ("common", "parameters", "rulebook", "examples", "review"):
        schema = json.loads((shipped("schemas") / f"{kind}.schema.json").read_text("utf-8"))
        for words in within(schema):
            yield f"schemas/{kind}.schema.json", words


def main() -> int:
    """Bring every catalogue up to date; 1 when something is still to be translated."""
    left = 0
    for code in LANGUAGES:
        if code == SOURCE:
            continue
        catalogue = updated(code)
        path = catalogue_of(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        for message in missing(catalogue):
            left += 1
            print(f"{code}: {message}", file=sys.stderr)  # noqa: T201
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
