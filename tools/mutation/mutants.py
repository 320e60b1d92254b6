"""The mutants of a file: its source with one thing changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

from tools.mutation.operators import OWN

LIBRARY = (
    "AddNot",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_BitAnd_BitOr",
    "ReplaceBinaryOperator_BitOr_BitAnd",
    "ReplaceBinaryOperator_Mul_Add",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_GtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_Gt_LtE",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_LtE_Gt",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Lt_GtE",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceContinueWithBreak",
    "ReplaceBreakWithContinue",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceUnaryOperator_Delete_Invert",
    "ReplaceUnaryOperator_Delete_Not",
    "ZeroIterationForLoop",
)
"""The operators of cosmic-ray that are used. Of the others, most make no sense of what they change (a set added to a set,
the power of a day), so that any test at all would notice; a dropped decorator stops the start of the portal."""


@dataclass(frozen=True)
class Mutant:
    """One change of a file: the lines of its statement, what stood there, what stands there now, and all of the source.

    `at_import` says that the statement stands in no function, so that it runs before any test.
    """

    file: Path
    lines: range
    before: str
    after: str
    source: str
    at_import: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.lines.start}: {self.before}  ->  {self.after}"


def mutants(file: Path, source: str) -> Iterator[Mutant]:
    """Yield each mutant of a file once; a change that the running program cannot see, such as of a type, is none."""
    known = {_program(source)}
    statements = list(_statements(ast.parse(source)))
    for operator in (*(get_operator(f"core/{name}")() for name in LIBRARY), *(own() for own in OWN)):
        for mutated in _applied(operator, source):
            try:
                program = _program(mutated)
            except SyntaxError:  # the star of a signature, taken for a product
                continue
            if program in known:
                continue
            known.add(program)
            yield _mutant(file, source, mutated, statements)


def _applied(operator: Operator, source: str) -> Iterator[str]:
    occurrence = 0
    while (mutated := mutate_code(source, operator, occurrence)) is not None:
        yield mutated
        occurrence += 1


def _mutant(file: Path, source: str, mutated: str, statements: list[tuple[range, bool]]) -> Mutant:
    before, after = source.splitlines(), mutated.splitlines()
    first = next(number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
    enclosing = [statement for statement in statements if first + 1 in statement[0]]
    lines, at_import = min(enclosing, key=lambda statement: len(statement[0]))
    return Mutant(file, lines, before[first].strip(), after[first].strip(), mutated, at_import)


def _statements(node: ast.AST, at_import: bool = True) -> Iterator[tuple[range, bool]]:
    """Yield the lines of each statement (of one with a body, those before it), and whether it stands in no function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            body = getattr(child, "body", None)
            end = body[0].lineno - 1 if body else child.end_lineno or child.lineno
            first = min([child.lineno, *(each.lineno for each in getattr(child, "decorator_list", []))])
            yield range(first, max(end, child.lineno) + 1), at_import
        yield from _statements(child, at_import and not isinstance(child, ast.FunctionDef))


OPPOSITES = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


class _Alike(ast.NodeTransformer):
    """Take the annotations out, which are not evaluated, and write a condition one way only."""

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        inner = node.operand
        if not isinstance(node.op, ast.Not):
            return node
        if isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.Not):
            return inner.operand
        if isinstance(inner, ast.Compare) and len(inner.ops) == 1 and type(inner.ops[0]) in OPPOSITES:
            return ast.Compare(inner.left, [OPPOSITES[type(inner.ops[0])]()], inner.comparators)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)


def _program(source: str) -> str:
    return ast.dump(_Alike().visit(ast.parse(source)))
