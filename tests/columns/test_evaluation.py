"""What is kept between the rows of one evaluation and the next: nothing but the walkers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bareme.rulebook import request_of
from bareme.tables.evaluating import evaluate
from shelf import book
from situations import Situations
from tables.comparing import table_of

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = ("indemnites-journalieres", "rattachement-agence", "bilan-sante-retraite")


def judged(name: str, seed: int, chunk_rows: int) -> tuple[pa.Table, object]:
    rulebook = book(name)
    some = Situations(rulebook, seed)
    table = table_of(rulebook, [some.one() for _ in range(120)])
    found = evaluate(request_of(rulebook, None, None), table, workers=1, chunk_rows=chunk_rows)
    return found.table, found.rejected


def test_rulebooks_judged_in_turns_by_several_threads_do_not_mix() -> None:
    tasks = [(name, seed) for seed in range(4) for name in NAMES]
    alone = [judged(name, seed, 120) for name, seed in tasks]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda task: judged(task[0], task[1], 17), tasks))
    for (table, rejected), (again, refused) in zip(alone, together, strict=True):
        assert table.equals(again)
        assert rejected == refused
