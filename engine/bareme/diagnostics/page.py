"""The page that lists every diagnostic: `python -m bareme.diagnostics.page`."""

from __future__ import annotations

import sys

from bareme.diagnostics.catalogue import CATALOGUE

_HEAD = """\
# Diagnostics

Every finding has a stable code, which programs, files and reviews may rely on. The words below
are those of the program, with the facts of the case in braces. This page is written by
`python -m bareme.diagnostics.page`.
"""
_SEVERITIES = {"ERROR": "error", "WARNING": "warning", "NOTE": "note"}


def page() -> str:
    """Return the page, in Markdown."""
    parts = [_HEAD]
    for code, entry in sorted(CATALOGUE.items()):
        remedies = [entry.remedy.replace("{{", "{").replace("}}", "}")] if entry.remedy else []
        if entry.suggest != "Écrivez : {suggestion}" or not remedies:
            remedies.append(entry.suggest)
        lines = [f"\n## {code}\n", f"*{_SEVERITIES[entry.severity]}* — {entry.message}\n"]
        lines += [f"- {remedy}" for remedy in remedies]
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
