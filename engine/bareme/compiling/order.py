"""Which rules some outputs rest on, in the order in which they can be computed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from bareme.compiling import needs
from bareme.compiling.blocks import Comment
from bareme.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bareme.compiling.blocks import Variable
    from bareme.model import Case, Variant
    from bareme.program import Program

# Rules that read one another this deep, each as deep as it has branches, are cut by a function:
# neither the writing of the code nor the code itself then needs a deep stack, or many columns.
_DEEP = 12
_FEW_BRANCHES = 4


class Order:
    """The rules that `outputs` may read and that vary, each after those it reads.

    `fixed` are the rules that give everyone the same; `cut` those that must be functions, because
    they lie deep or split the way too often.
    """

    def __init__(self, program: Program, outputs: Iterable[str], given: frozenset[str]) -> None:
        self._program, self._given = program, given
        # As in `Evaluation`: a fixed rule that is given changes those that depend on it.
        self.fixed = program.fixed if program.fixed.isdisjoint(given) else frozenset[str]()
        self.rules = tuple(self._in_order(outputs))
        self._place = {name: index for index, name in enumerate(self.rules)}
        self.cut = frozenset(self._cut())
        self._sure: dict[str, frozenset[str]] = {}

    def _in_order(self, outputs: Iterable[str]) -> Iterator[str]:
        done: set[str] = set()
        for output in outputs:
            pending = [(output, False)]
            while pending:
                name, ready = pending.pop()
                if ready:
                    yield name
                elif name not in done and self._varies(name):
                    done.add(name)
                    pending.append((name, True))
                    pending += [(read, False) for read in self._reads(name)]

    def _varies(self, name: str) -> bool:
        return name in self._program.procedures and name not in self.fixed

    def _reads(self, rule: str) -> Iterator[str]:
        for expression in self._program.procedures[rule].variant.expressions:
            yield from expression.names

    def _cut(self) -> Iterator[str]:
        depth: dict[str, int] = {}
        for rule in self.rules:
            below = max((depth.get(read, 0) for read in self._reads(rule)), default=0)
            own = max(1, len(self._program.procedures[rule].branches) - 1)
            cut = below + own > _DEEP
            depth[rule] = 0 if cut else below + own
            if cut:
                yield rule

    def is_small(self, rule: str) -> bool:
        """Tell whether a rule may as well be written twice: few branches, and no rule below."""
        few = len(self._program.procedures[rule].branches) <= _FEW_BRANCHES
        return few and not any(read in self._place for read in self._reads(rule))

    def sorted(self, names: Iterable[str]) -> list[str]:
        """Return names in the order in which they can be computed; inputs first."""
        return sorted(names, key=lambda name: (self._place.get(name, -1), name))

    def sure_inputs(self, name: str) -> frozenset[str]:
        """Return the inputs without which a rule, or an input, has no value for sure."""
        inputs = self._program.definition.inputs
        for rule in self.rules:
            if rule in self._sure:
                continue
            procedure = self._program.procedures[rule]
            optional = self._program.definition.rules[rule].kind.optional
            read = needs.of_procedure(procedure, optional)[0] or ()
            found = {each for each in read if each in inputs}
            found.update(*(self._sure.get(each, ()) for each in read))
            self._sure[rule] = frozenset() if rule in self._given else frozenset(found)
        return frozenset([name]) if name in inputs else self._sure.get(name, frozenset())

    def comment(self, variable: Variable) -> Comment:
        """Return what tells a reader of the code which rule a variable is."""
        rule = variable.name
        made = self._program.definition.rules[rule]
        procedure = self._program.procedures[rule]
        variant = procedure.variant
        unit = made.kind.unit
        more = [variant.citation.reference or made.citation.reference]
        if len(variant.cases) == 1:
            more.append(f"{rule} = {variant.cases[0].then.text}")
        more.append(", ".join(_finishers(variant)) or None)
        return Comment(
            variable,
            made.label,
            str(unit) if unit is not None and unit.powers else "",
            tuple(line for line in more if line is not None),
        )


def told_case(case: Case, test: str = "") -> Iterator[str]:
    """Give the comment that tells which case of a rule it is, where its `test` does not."""
    when = "" if case.when is None else f"{case.when.text} → "
    told = ", ".join([f"{when}{case.then.text}", *_finishers(case)])
    plainly = case.when is not None and case.when.text == test.replace("'", '"')
    if not (plainly and isinstance(case.then.tree, ast.Constant)):
        yield f"# {' '.join(told.split())}"


def _finishers(of: Case | Variant) -> Iterator[str]:
    """Give what is made of a value, in words."""
    if of.floor is not None:
        yield f"at least {of.floor.text}"
    if of.cap is not None:
        yield f"at most {of.cap.text}"
    step = getattr(of, "round", None)
    if step is not None:
        yield f"rounded to {plain(step)}"
