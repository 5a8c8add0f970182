"""Pass `idealloc-plan`: offsets for allocations, without MLIR."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from xdsl.context import Context
from xdsl.dialects import func, memref
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    IntegerAttr,
    MemRefType,
    ModuleOp,
    NoneAttr,
    StringAttr,
    i64,
)
from xdsl.ir import Attribute, Operation
from xdsl.passes import ModulePass
from xdsl.utils.exceptions import PassFailedException

import idealloc
from idealloc.xdsl import intervals, sizes
from idealloc.xdsl.dialect import LifetimeAttr
from idealloc.xdsl.lifetimes import Clock, NotDerivable, live_set

Many = str | int | tuple[str | int, ...] | None


@dataclass
class _Slot:
    """Allocations that share one place: usually one."""

    allocations: list[Operation]
    size: int
    alignment: int
    live: list[intervals.Interval]
    pin: int | None


@dataclass
class _Arena:
    """What is planned for one memory space of a function."""

    space: Attribute
    slots: list[_Slot]
    problem: idealloc.Problem
    plan: idealloc.Plan
    ticks: int


@dataclass(frozen=True)
class IdeallocPlanPass(ModulePass):
    """Gives every memref.alloc and memref.alloca an `idealloc.offset` in the arena of
    its function and memory space, and the function `idealloc.arenas`, as
    idealloc-assign-offsets does.

    Allocations that carry `idealloc.lifetime` are live as that says, all or none of a
    function. Else they are from the first to the last op that accesses them, through
    views too, where the function has one block and only ops that are known
    (idealloc.xdsl.lifetimes) touch them; if not, the pass fails and says which op it
    is, or with `keep-unknown` leaves such allocations as they are. Not planned: what has
    `idealloc.keep`, what is never accessed, and empty memrefs. `idealloc.pin` and
    `idealloc.slot` are honoured.

    Options as those of idealloc-opt's pipeline: bytes of `alignment` for whatever
    asks for less, `capacity` as SPACE:BYTES, `reserve` as SPACE:LO-HI, `strategy`,
    `effort`, `seed`, `threads`, `time-limit`."""

    name = "idealloc-plan"

    alignment: int = 64
    capacity: Many = None
    reserve: Many = None
    strategy: str = "auto"
    effort: int | float = 0.02
    seed: int = 0
    threads: int = 1
    time_limit: int | float | None = None
    keep_unknown: bool = False

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        capacities = {
            space: _number(value, "capacity")
            for space, value in _by_space(self.capacity, "capacity")
        }
        reserved: dict[str, list[intervals.Interval]] = {}
        for space, value in _by_space(self.reserve, "reserve"):
            low, _, high = value.partition("-")
            reserved.setdefault(space, []).append(
                (_number(low, "reserve"), _number(high, "reserve"))
            )
        planned = [
            (function, self._plan(function, capacities, reserved))
            for function in op.walk()
            if isinstance(function, func.FuncOp) and function.body.blocks
        ]
        # Everything is known before the first change.
        for function, arenas in planned:
            _annotate(function, arenas)

    def _plan(
        self,
        function: func.FuncOp,
        capacities: dict[str, int],
        reserved: dict[str, list[intervals.Interval]],
    ) -> list[_Arena]:
        clock = Clock(function)
        spaces: dict[Attribute, dict[object, _Slot]] = {}
        allocations = list(_allocations(function))
        given = any("idealloc.lifetime" in a.attributes for a in allocations)
        if given:
            _check_ticks(function, clock.ticks)
        for allocation in allocations:
            self._collect(allocation, given, clock, spaces)
        arenas = []
        for space, slots in spaces.items():
            ordered = list(slots.values())
            name = _space_name(space)
            problem = idealloc.Problem(
                [_buffer(f"slot {i}", slot) for i, slot in enumerate(ordered)],
                capacities.get(name),
                reserved.get(name, ()),
            )
            try:
                plan = problem.plan(
                    self.strategy, effort=self.effort, seed=self.seed,
                    threads=self.threads, time_limit=self.time_limit,
                ).require()
            except idealloc.Error as error:
                _fail(function, f"memory space {name}: {error}")
            arenas.append(_Arena(space, ordered, problem, plan, clock.ticks))
        return arenas

    def _collect(
        self,
        allocation: Operation,
        given: bool,
        clock: Clock,
        spaces: dict[Attribute, dict[object, _Slot]],
    ) -> None:
        """Adds the allocation to its slot, if it is to be planned."""
        type = allocation.results[0].type
        assert isinstance(type, MemRefType)
        size = sizes.memref_bytes(type)
        if size == 0:
            return
        if size is None:
            return self._refuse(allocation, "has no static size; make it static")
        try:
            live = _live(allocation, given, clock)
        except NotDerivable as reason:
            return self._refuse(allocation, f"{reason}; state its idealloc.lifetime")
        if not live:
            return
        stated = _attribute(allocation, "alignment") or 1
        alignment = max(
            stated, self.alignment, sizes.element_alignment(type.element_type) or 1
        )
        pin = _attribute(allocation, "idealloc.pin")
        number = _attribute(allocation, "idealloc.slot")
        slots = spaces.setdefault(type.memory_space, {})
        key = allocation if number is None else number
        slot = slots.get(key)
        if slot is None:
            slots[key] = _Slot([allocation], size, alignment, live, pin)
            return
        slot.allocations.append(allocation)
        slot.size = max(slot.size, size)
        slot.alignment = max(slot.alignment, alignment)
        slot.live = intervals.union(slot.live + live)
        if slot.pin is not None and pin not in (None, slot.pin):
            _fail(allocation, f"of slot {number} is pinned to {pin} and to {slot.pin}")
        slot.pin = pin if slot.pin is None else slot.pin

    def _refuse(self, allocation: Operation, reason: str) -> None:
        if not self.keep_unknown:
            _fail(
                allocation,
                f"{reason}, or keep it with idealloc.keep, or all such with keep-unknown",
            )


def _allocations(function: func.FuncOp) -> Iterator[Operation]:
    for op in function.walk():
        if isinstance(op, (memref.AllocOp, memref.AllocaOp)):
            if "idealloc.keep" not in op.attributes:
                yield op


def _live(
    allocation: Operation, given: bool, clock: Clock
) -> list[intervals.Interval]:
    """`given`: others carry lifetimes, the times of which need not be our ticks.
    Raises NotDerivable."""
    stated = allocation.attributes.get("idealloc.lifetime")
    if isinstance(stated, LifetimeAttr):
        return stated.live
    live = live_set(allocation, clock)
    if live and given:
        raise NotDerivable("has no idealloc.lifetime, others of its function have")
    return live


def _buffer(id: str, slot: _Slot) -> idealloc.Buffer:
    lifetime, gaps = intervals.hull_and_gaps(slot.live)
    return idealloc.Buffer(id, lifetime, slot.size, slot.alignment, slot.pin, gaps)


def _check_ticks(function: func.FuncOp, ticks: int) -> None:
    """Lifetimes of an earlier plan are those of the ops that there were then."""
    arenas = function.attributes.get("idealloc.arenas")
    for entry in arenas if isinstance(arenas, ArrayAttr) else ():
        planned = entry.data.get("ticks") if isinstance(entry, DictionaryAttr) else None
        if isinstance(planned, IntegerAttr) and planned.value.data != ticks:
            _fail(
                function,
                f"had {planned.value.data} ticks when it was planned and now has "
                f"{ticks}: take its idealloc.lifetime attributes away",
            )


def _annotate(function: func.FuncOp, arenas: list[_Arena]) -> None:
    function.attributes.pop("idealloc.arenas", None)
    for allocation in _allocations(function):
        allocation.attributes.pop("idealloc.offset", None)
    for arena in arenas:
        for slot, offset in zip(arena.slots, arena.plan.offsets.values()):
            for allocation in slot.allocations:
                allocation.attributes.setdefault(
                    "idealloc.lifetime", LifetimeAttr.of(slot.live)
                )
                allocation.attributes["idealloc.offset"] = IntegerAttr(offset, i64)
    if arenas:
        function.attributes["idealloc.arenas"] = ArrayAttr(map(_entry, arenas))


def _entry(arena: _Arena) -> DictionaryAttr:
    """Its element of `idealloc.arenas`."""
    space = arena.space
    numbers = {
        "alignment": max(slot.alignment for slot in arena.slots),
        "bytes": arena.plan.makespan,
        "load": arena.problem.load,
        "lower_bound": arena.plan.lower_bound,
        "ticks": arena.ticks,
    }
    return DictionaryAttr(
        {name: IntegerAttr(value, i64) for name, value in numbers.items()}
        | {
            "space": IntegerAttr(0, i64) if isinstance(space, NoneAttr) else space,
            "status": StringAttr(str(arena.plan.status)),
        }
    )


def _attribute(op: Operation, name: str) -> int | None:
    value = op.attributes.get(name) or op.properties.get(name)
    return value.value.data if isinstance(value, IntegerAttr) else None


def _space_name(space: Attribute) -> str:
    """As options of idealloc-opt name it: `default`, `1`, `"L1"`."""
    if isinstance(space, NoneAttr):
        return "default"
    return str(space.value.data) if isinstance(space, IntegerAttr) else str(space)


def _by_space(values: Many, what: str) -> Iterator[tuple[str, str]]:
    for value in () if values is None else values if isinstance(values, tuple) else (values,):
        space, colon, rest = str(value).rpartition(":")
        if not colon:
            raise PassFailedException(f"idealloc-plan: {what} '{value}' has no 'SPACE:'")
        yield space, rest


def _number(text: str, what: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise PassFailedException(f"idealloc-plan: {what}: '{text}' is not a whole number")
    return int(text)


def _fail(op: Operation, message: str) -> NoReturn:
    text = f"idealloc-plan: '{op.name}' {message}"
    op.emit_error(text, PassFailedException(text))
