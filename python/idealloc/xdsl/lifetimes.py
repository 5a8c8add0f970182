"""When allocations of functions of one block are live.

A reduced form of docs/Lifetimes.md that errs on the long side and refuses what it
does not know: escapes, calls, ops of other dialects. Time is that of the page: ops
are numbered in pre-order, one tick on entry and, with regions, one more on exit.
"""

from __future__ import annotations

from collections.abc import Iterator

from xdsl.dialects import func
from xdsl.ir import Block, Operation, SSAValue, Use

from idealloc.xdsl.intervals import Interval

#: Their result is a window of their first operand. They access nothing.
VIEWS = {
    "memref.cast", "memref.collapse_shape", "memref.expand_shape",
    "memref.memory_space_cast", "memref.reinterpret_cast", "memref.subview",
    "memref.transpose", "memref.view",
}
#: Their memory operands are read or written until they return, and not kept.
ACCESSES = {
    "affine.load", "affine.store", "affine.vector_load", "affine.vector_store",
    "memref.atomic_rmw", "memref.copy", "memref.load", "memref.prefetch",
    "memref.store", "vector.gather", "vector.load", "vector.maskedload",
    "vector.maskedstore", "vector.scatter", "vector.store", "vector.transfer_read",
    "vector.transfer_write",
}
#: They touch no byte; freeing ends no lifetime early and begins none.
NEITHER = {"memref.dealloc", "memref.dim", "memref.rank"}
#: Of these, the first operand is what is stored, not where.
STORES = {"affine.store", "affine.vector_store", "memref.store", "vector.store"}
#: What runs in their regions is done when they are.
REGIONS = {
    "affine.for", "affine.if", "affine.parallel", "scf.execute_region", "scf.for",
    "scf.forall", "scf.if", "scf.index_switch", "scf.parallel", "scf.while",
}


class NotDerivable(Exception):
    """Why there is no lifetime: the end of a sentence about the allocation."""


class Clock:
    """Ticks of a function: of each op of its body, those of its entry and exit."""

    def __init__(self, function: func.FuncOp) -> None:
        self.function = function
        self.span: dict[Operation, Interval] = {}
        now = 0
        for block in function.body.blocks:
            for op in block.ops:
                # Without recursion, which deep nests would end.
                stack: list[tuple[Operation, Iterator[Operation]]] = []
                start = now
                now += 1
                stack.append((op, _inner(op)))
                while stack:
                    inner = next(stack[-1][1], None)
                    if inner is not None:
                        now += 1
                        stack.append((inner, _inner(inner)))
                        continue
                    done, _ = stack.pop()
                    if done.regions:
                        now += 1
                self.span[op] = start, now
        self.ticks = now


def _inner(op: Operation) -> Iterator[Operation]:
    for region in op.regions:
        for block in region.blocks:
            yield from block.ops


def live_set(allocation: Operation, clock: Clock) -> list[Interval]:
    """From the first access to behind the last one; empty without any. Raises
    NotDerivable."""
    block = allocation.parent_block()
    blocks = clock.function.body.blocks
    if len(blocks) != 1 or block is not blocks[0]:
        raise NotDerivable("is not in the only block of its function")
    begin, end = None, 0
    for op in _accesses(allocation.results[0]):
        first, last = clock.span[_top_level(op, block)]
        begin = first if begin is None else min(begin, first)
        end = max(end, last)
    return [] if begin is None else [(begin, end)]


def _accesses(memory: SSAValue) -> Iterator[Operation]:
    """The ops that read or write it, through its views too."""
    pending = [memory]
    while pending:
        for use in pending.pop().uses:
            op = use.operation
            if op.name in VIEWS and use.index == 0:
                pending.extend(op.results)
            elif _is_access(op, use):
                yield op
            elif op.name not in NEITHER:
                raise NotDerivable(
                    f"is used by '{op.name}', of which it is not known how long it "
                    "keeps its operands"
                )


def _is_access(op: Operation, use: Use) -> bool:
    if op.name in STORES and use.index == 0:
        raise NotDerivable(f"is stored in memory by '{op.name}'")
    return op.name in ACCESSES or (op.dialect_name() == "linalg" and not op.results)


def _top_level(op: Operation, block: Block) -> Operation:
    """The op of the block that holds `op`."""
    while op.parent_block() is not block:
        parent = op.parent_op()
        if parent is None or parent.name not in REGIONS:
            name = "nothing" if parent is None else f"'{parent.name}'"
            raise NotDerivable(
                f"is used in a region of {name}, of which it is not known when it runs"
            )
        op = parent
    return op
