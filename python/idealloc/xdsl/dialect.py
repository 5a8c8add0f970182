"""The dialect of docs/Dialect.md: its ops, its attribute and their rules."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import (
    DenseArrayBase,
    IntegerAttr,
    IntegerType,
    MemRefType,
    NoneAttr,
    i8,
    i64,
)
from xdsl.ir import Attribute, Dialect, Operation, ParametrizedAttribute, SSAValue
from xdsl.irdl import (
    IRDLOperation,
    irdl_attr_definition,
    irdl_op_definition,
    operand_def,
    opt_prop_def,
    prop_def,
    result_def,
    traits_def,
)
from xdsl.parser import AttrParser, Parser
from xdsl.printer import Printer
from xdsl.traits import MemoryWriteEffect, Pure
from xdsl.utils.exceptions import VerifyException

import idealloc
from idealloc.xdsl import intervals, sizes

_I64 = IntegerAttr.constr(i64) if hasattr(IntegerAttr, "constr") else IntegerAttr


def _i64(value: int) -> IntegerAttr:
    return IntegerAttr(value, i64)


@irdl_attr_definition
class LifetimeAttr(ParametrizedAttribute):
    """`#idealloc.lifetime<3 to 9, 12 to 20>`: the live set of a buffer, in ticks."""

    name = "idealloc.lifetime"

    bounds: DenseArrayBase[IntegerType]

    @classmethod
    def of(cls, live: Sequence[intervals.Interval]) -> LifetimeAttr:
        return cls(DenseArrayBase.from_list(i64, [b for pair in live for b in pair]))

    @property
    def live(self) -> list[intervals.Interval]:
        return intervals.pairs(self.bounds.get_values())

    @classmethod
    def parse_parameters(cls, parser: AttrParser) -> list[Attribute]:
        with parser.in_angle_brackets():
            return [DenseArrayBase.from_list(i64, intervals.parse(parser))]

    def print_parameters(self, printer: Printer) -> None:
        with printer.in_angle_brackets():
            intervals.print_to(printer, self.bounds.get_values())

    def verify(self) -> None:
        if fault := intervals.fault(self.bounds.get_values()):
            raise VerifyException(f"lifetime {fault}")


@irdl_op_definition
class ArenaOp(IRDLOperation):
    """The scratchpad of one memory space."""

    name = "idealloc.arena"

    alignment = prop_def(_I64, default_value=_i64(1))
    memory = result_def(MemRefType)

    # Not merged, hoisted or duplicated.
    traits = traits_def(MemoryWriteEffect())

    def __init__(self, type: MemRefType, alignment: int = 1) -> None:
        super().__init__(
            result_types=[type], properties={"alignment": _i64(alignment)}
        )

    @classmethod
    def parse(cls, parser: Parser) -> ArenaOp:
        attributes = parser.parse_optional_attr_dict()
        parser.parse_punctuation(":")
        type = parser.parse_type()
        alignment = attributes.pop("alignment", _i64(1))
        return cls.create(
            result_types=[type],
            properties={"alignment": alignment},
            attributes=attributes,
        )

    def print(self, printer: Printer) -> None:
        shown = {} if self.alignment == _i64(1) else {"alignment": self.alignment}
        printer.print_op_attributes(shown | self.attributes)
        printer.print_string(" : ")
        printer.print_attribute(self.memory.type)

    def verify_(self) -> None:
        type = self.memory.type
        if (
            type.element_type != i8
            or len(type.get_shape()) != 1
            or type.get_shape()[0] < 1
            or not isinstance(type.layout, NoneAttr)
        ):
            raise VerifyException(
                f"(A1) must be a static memref<Nxi8> with N > 0, not {type}"
            )
        alignment = self.alignment.value.data
        if alignment < 1 or alignment & (alignment - 1):
            raise VerifyException(f"(A2) alignment {alignment} is not a power of two")
        self._verify_slots()

    def _verify_slots(self) -> None:
        """(S6) and (A3): a slot is a buffer that is pinned where its slices are."""
        slots: dict[int, list[SliceOp]] = {}
        for use in self.memory.uses:
            if isinstance(use.operation, SliceOp):
                slots.setdefault(use.operation.slot.value.data, []).append(use.operation)
        buffers = []
        for slot, slices in slots.items():
            offsets = {s.offset.value.data for s in slices}
            if len(offsets) > 1:
                raise VerifyException(
                    f"(S6) slices of slot {slot} are at offsets "
                    + ", ".join(map(str, sorted(offsets)))
                )
            size = max(sizes.memref_bytes(s.result.type) or 0 for s in slices)
            bounds = [s.live.get_values() for s in slices]
            if size == 0 or any(intervals.fault(b) for b in bounds):
                continue  # Nothing clashes with it, or the slice says so itself.
            live = intervals.union(pair for b in bounds for pair in intervals.pairs(b))
            lifetime, gaps = intervals.hull_and_gaps(live)
            buffers.append(
                idealloc.Buffer(f"slot {slot}", lifetime, size, 1, offsets.pop(), gaps)
            )
        try:
            idealloc.Problem(buffers).check()
        except idealloc.BadInput as error:
            raise VerifyException(f"(A3) {error}") from None


@irdl_op_definition
class SliceOp(IRDLOperation):
    """A typed window of an arena at a constant offset."""

    name = "idealloc.slice"

    arena = operand_def(MemRefType)
    offset = prop_def(_I64)
    slot = prop_def(_I64)
    live = prop_def(DenseArrayBase.constr(i64))
    alignment = opt_prop_def(_I64)
    result = result_def(MemRefType)

    traits = traits_def(Pure())

    def __init__(
        self,
        arena: SSAValue | Operation,
        offset: int,
        slot: int,
        live: Sequence[intervals.Interval],
        type: MemRefType,
        alignment: int | None = None,
    ) -> None:
        bounds = [bound for pair in live for bound in pair]
        super().__init__(
            operands=[arena],
            result_types=[type],
            properties={
                "offset": _i64(offset),
                "slot": _i64(slot),
                "live": DenseArrayBase.from_list(i64, bounds),
                "alignment": None if alignment is None else _i64(alignment),
            },
        )

    @classmethod
    def parse(cls, parser: Parser) -> SliceOp:
        arena = parser.parse_unresolved_operand()
        parser.parse_punctuation("[")
        offset = parser.parse_integer()
        parser.parse_punctuation("]")
        parser.parse_keyword("slot")
        slot = parser.parse_integer()
        parser.parse_keyword("live")
        live = intervals.parse(parser)
        attributes = parser.parse_optional_attr_dict()
        parser.parse_punctuation(":")
        source = parser.parse_type()
        parser.parse_keyword("to")
        properties: dict[str, Attribute] = {
            "offset": _i64(offset),
            "slot": _i64(slot),
            "live": DenseArrayBase.from_list(i64, live),
        }
        if "alignment" in attributes:
            properties["alignment"] = attributes.pop("alignment")
        return cls.create(
            operands=[parser.resolve_operand(arena, source)],
            result_types=[parser.parse_type()],
            properties=properties,
            attributes=attributes,
        )

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_ssa_value(self.arena)
        printer.print_string(
            f"[{self.offset.value.data}] slot {self.slot.value.data} live "
        )
        intervals.print_to(printer, self.live.get_values())
        shown = {} if self.alignment is None else {"alignment": self.alignment}
        printer.print_op_attributes(shown | self.attributes)
        printer.print_string(" : ")
        printer.print_attribute(self.arena.type)
        printer.print_string(" to ")
        printer.print_attribute(self.result.type)

    def verify_(self) -> None:
        arena = self.arena.owner
        if not isinstance(arena, ArenaOp):
            raise VerifyException(
                "(S1) must take its window of the result of an 'idealloc.arena'"
            )
        type = self.result.type
        if type.memory_space != arena.memory.type.memory_space:
            raise VerifyException(
                "(S4) must be a memref in the memory space of its arena, "
                f"{arena.memory.type}, not {type}"
            )
        size = sizes.memref_bytes(type)
        if size is None:
            raise VerifyException(
                f"(S7) must have a static size and a strided layout, not {type}"
            )
        self._verify_place(arena, size)
        if fault := intervals.fault(self.live.get_values()):
            raise VerifyException(f"(S5) {fault}")

    def _verify_place(self, arena: ArenaOp, size: int) -> None:
        offset = self.offset.value.data
        total = arena.memory.type.get_shape()[0]
        if offset < 0 or offset + size > total:
            raise VerifyException(
                f"(S2) of {size} bytes at offset {offset} does not lie inside the "
                f"arena of {total} bytes"
            )
        alignment = 1 if self.alignment is None else self.alignment.value.data
        if alignment < 1 or alignment & (alignment - 1):
            raise VerifyException(f"(S3) alignment {alignment} is not a power of two")
        alignment = max(alignment, sizes.element_alignment(self.result.type.element_type) or 1)
        if offset % alignment or arena.alignment.value.data % alignment:
            raise VerifyException(
                f"(S3) at offset {offset} of an arena aligned to "
                f"{arena.alignment.value.data} is not aligned to {alignment} bytes"
            )


Idealloc = Dialect("idealloc", [ArenaOp, SliceOp], [LifetimeAttr])
