"""The pages of the findings: `python -m bareme.differences.findings.pages docs/changes`.

The head and the end of each page, and the lists of the index, are written from the catalogue; the
rest is written by hand, and kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bareme.diagnostics import Severity
from bareme.differences.findings.codes import CODES, Code

_LISTS, _REVIEW = "## Level: error\n", "## The review file\n"
_BODY, _END = "## What it means\n", "## To accept it\n"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}

_TAIL = """\
## To accept it

```yaml
# bareme-review.yaml
accepted:
  - fingerprint: 3f2a9c01b7de # as `bareme diff` writes it
    code: {code}
    by: Bureau des prestations
    reason: Why it is right
```

Where it is never worth saying, or worth more: `levels: {{{code}: off}}`, or another level (see
[the review file](index.md#the-review-file)).
"""


def written_index(page: str) -> str:
    """Return the page that lists every code, with what `page` says around the lists."""
    head, _, _ = page.partition(_LISTS)
    _, found, tail = page.partition(_REVIEW)
    lists = []
    for level in sorted(_LEVELS, reverse=True):
        codes = [code for code, entry in sorted(CODES.items()) if entry.level is level]
        lines = [f"- [{code}]({code}.md) — {CODES[code].title}" for code in codes]
        lists.append("\n".join([f"## Level: {_LEVELS[level]}\n", *lines, "\n"]))
    return f"{head}{''.join(lists)}{found}{tail}"


def written(code: str, page: str) -> str:
    """Return the page of a code, with what `page` says between its head and its end."""
    _, _, after = page.partition(_BODY)
    body, _, _ = after.partition(_END)
    return f"{_head(code, CODES[code])}{_BODY}{body or chr(10)}{_TAIL.format(code=code)}"


def _head(code: str, entry: Code) -> str:
    advice = [entry.advice] if entry.suggest is None else [entry.advice, entry.suggest]
    lines = "\n".join(f"> {line}" for line in (entry.message, "", *(f"- {a}" for a in advice)))
    quoted = lines.replace("> \n", ">\n")
    return f"# {code}\n\n*{_LEVELS[entry.level]}* — {entry.title}\n\n{quoted}\n\n"


def main(directory: Path) -> None:
    """Write every page anew; what is written by hand stays."""
    listing = directory / "index.md"
    listing.write_text(written_index(listing.read_text("utf-8")), encoding="utf-8")
    for code in CODES:
        path = directory / f"{code}.md"
        page = path.read_text("utf-8") if path.exists() else ""
        path.write_text(written(code, page), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
