"""One layout for the files of a rulebook: what lies between what is written, and nothing else.

Two spaces a level, the dashes of a list one level below its key; one space after `:`, `,` and
`-`, none inside braces; no space at the end of a line; one empty line at most; two spaces before a
comment, or the column it shares with its neighbours; `# ` before one that has its line to itself.
Texts of several lines move with what they belong to. Words, figures, quotes, comments, their order
and the lines they stand on are never touched, nor are line ends (all like the first) and the mark
at the beginning of a file.
"""

from __future__ import annotations

from bareme.editing.layout.page import Page
from bareme.editing.layout.pieces import pieces

__all__ = ["laid_out"]


def laid_out(text: str) -> str:
    """Return a readable document in the one layout; laid out again, it is the same.

    ValueError when that would change what the document says: it says something else than it seems
    to, which its findings tell.
    """
    from bareme.editing.layout.proof import same

    plain = text.replace("\r\n", "\n")
    made = Page(plain, pieces(plain)).text()
    if not same(plain, made):
        raise ValueError("the layout would change what the document says")
    ends = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    return made.replace("\n", ends)
