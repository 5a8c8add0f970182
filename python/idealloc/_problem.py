"""Buffers with lifetimes to place in one arena."""

from __future__ import annotations

import ctypes
import os
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from idealloc import _library as c
from idealloc._errors import BadInput
from idealloc._library import lib, taken
from idealloc._plan import Plan
from idealloc._search import search

Interval = tuple[int, int]


@dataclass(slots=True)
class Buffer:
    """One buffer: `size` bytes that are live in `lifetime`, a half-open interval
    (begin, end) of logical time, but not in `gaps`, which ascend, lie strictly
    inside of it and do not touch. Its offset is a multiple of `alignment`, or
    exactly `offset`, a pin, where that is not None. `id` is unique in its problem.

    Values are judged when the problem is checked or planned."""

    id: str
    lifetime: Interval
    size: int
    alignment: int = 1
    offset: int | None = None
    gaps: Sequence[Interval] = ()


@dataclass
class Problem:
    """Buffers to place in one arena that begins at offset 0. None may end above
    `capacity` bytes (None: no limit) nor touch the byte ranges of `reserved`."""

    buffers: list[Buffer]
    capacity: int | None = None
    reserved: Sequence[Interval] = field(default=())

    def check(self) -> None:
        """Raises BadInput, which names buffer and rule, if the problem is not
        well-formed. Cost: O(n log n)."""
        self._handle(check=True)

    @property
    def load(self) -> int:
        """The most bytes that are live at one instant: no plan is smaller.
        Raises BadInput."""
        return lib.ProblemGetLoad(self._handle(check=True), None)

    def plan(
        self,
        strategy: str = "auto",
        *,
        effort: float = 1.0,
        seed: int = 0,
        threads: int = 1,
        time_limit: float | None = None,
        iterations: int | None = None,
        progress: Callable[[int, int], object] | None = None,
        on_interrupt: Literal["raise", "return"] = "raise",
    ) -> Plan:
        """Gives each buffer an offset.

        strategy: a name of idealloc.strategies().
        effort: scales every budget of work, finite and above 0.
        seed: equal seeds give equal plans.
        threads: 0 for one per core; the plan is the same for any number.
        time_limit: seconds; plans then depend on the clock.
        iterations: of boxing and hill climbs, at least 1, instead of effort.
        progress: called with (makespan, lower bound), in bytes, on the thread that
            called plan, when the best plan has become smaller or the bound higher.
            If it returns False, the best plan so far is returned; what it raises
            ends the search and leaves plan.
        on_interrupt: on Ctrl-C, "raise" Interrupted, which has the best plan so
            far, or "return" that plan.

        The plan may have any status: plan.require() raises where it does not fit.
        Raises BadInput. Other threads of Python run meanwhile.
        """
        options = _Options()
        options.set("Strategy", _encoded(strategy, "strategy"))
        options.set("Effort", float(effort))
        options.set("Seed", _within(seed, "seed", 2**64))
        options.set("Threads", _within(threads, "threads", 1025))
        if time_limit is not None:
            options.set("TimeLimit", float(time_limit))
        if iterations is not None:
            options.set("Iterations", _within(iterations, "iterations", 2**64))
        if on_interrupt not in ("raise", "return"):
            raise BadInput("on_interrupt must be 'raise' or 'return'")
        handle = self._handle()

        def finish(made: c.Handle) -> Plan:
            return Plan._of(handle, made, [b.id for b in self.buffers], strategy)

        return search(handle, options, finish, progress, on_interrupt)

    @classmethod
    def from_csv(
        cls,
        text: str,
        *,
        file: str = "<csv>",
        alignment: int = 1,
        ignore_offsets: bool = False,
    ) -> Problem:
        """Reads the CSV format of docs/Planner.md. `file` is the name in messages,
        `alignment` that of buffers which state none; with `ignore_offsets` offsets
        are an old answer, not pins. Raises BadInput: "file:line:column: what is
        wrong"."""
        return cls._from_text(c.CSV, text, file, alignment, ignore_offsets)

    @classmethod
    def from_json(
        cls,
        text: str,
        *,
        file: str = "<json>",
        alignment: int = 1,
        ignore_offsets: bool = False,
    ) -> Problem:
        """Reads the JSON format of docs/Planner.md; as from_csv."""
        return cls._from_text(c.JSON, text, file, alignment, ignore_offsets)

    @classmethod
    def read(
        cls,
        path: str | os.PathLike[str],
        *,
        alignment: int = 1,
        ignore_offsets: bool = False,
    ) -> Problem:
        """Reads a file, as JSON if its name ends in .json, else as CSV; as from_csv.
        Raises OSError, too."""
        is_json = str(path).lower().endswith(".json")
        text = Path(path).read_bytes().decode("utf-8", "surrogateescape")
        return cls._from_text(
            c.JSON if is_json else c.CSV, text, str(path), alignment, ignore_offsets
        )

    def to_csv(self) -> str:
        """The buffers as CSV; the column offset holds pins. Capacity and reserved
        ranges have no column. Raises BadInput."""
        return taken(lib.ToCsv(self._handle(check=True), None))

    def to_json(self) -> str:
        """The problem as JSON; "offset" is a pin. Raises BadInput."""
        return taken(lib.ToJson(self._handle(check=True), None))

    @classmethod
    def _from_text(
        cls, format: int, text: str, file: str, alignment: int, ignore_offsets: bool
    ) -> Problem:
        handle = _Handle()
        data = text.encode("utf-8", "surrogateescape")
        if not lib.ProblemRead(
            handle, format, data, len(data), _encoded(file, "file"),
            _within(alignment, "alignment", 2**63), ignore_offsets,
        ):
            raise handle.error()
        return cls(*handle.content())

    def _handle(self, check: bool = False) -> _Handle:
        handle = _Handle()
        handle.add(self.buffers)
        for begin, end in self.reserved:
            handle.call(lib.ProblemAddReserved, _int64(begin), _int64(end))
        if self.capacity is not None:
            lib.ProblemSetCapacity(handle, _int64(self.capacity))
        if check:
            handle.call(lib.ProblemCheck)
        return handle


class _Handle(c.Handle):
    """An IdeallocProblem."""

    def __init__(self) -> None:
        super().__init__(lib.ProblemCreate(), lib.ProblemDestroy)

    def error(self) -> BadInput:
        return BadInput(_decoded(lib.ProblemGetMessage(self)))

    def call(self, function: Callable[..., bool], *arguments: object) -> None:
        if not function(self, *arguments):
            raise self.error()

    def add(self, buffers: Sequence[Buffer]) -> None:
        """One call for all: each costs as much as a thousand buffers in C."""
        count = len(buffers)
        ids = (ctypes.c_char_p * count)(*_ids(buffers))
        self.call(
            lib.ProblemAddBuffers,
            count,
            ids,
            _column([b.lifetime[0] for b in buffers], buffers, "begin"),
            _column([b.lifetime[1] for b in buffers], buffers, "end"),
            _column([b.size for b in buffers], buffers, "size"),
            _column([b.alignment for b in buffers], buffers, "alignment"),
            _column(
                [c.NONE if b.offset is None else b.offset for b in buffers],
                buffers, "offset",
            ),
        )
        for index, buffer in enumerate(buffers):
            if buffer.gaps:
                for begin, end in buffer.gaps:
                    self.call(lib.ProblemAddGap, index, _int64(begin), _int64(end))

    def content(self) -> tuple[list[Buffer], int | None, list[Interval]]:
        """Buffers, capacity and reserved ranges."""
        buffer = c.Buffer()
        at = ctypes.byref(buffer)
        buffers = []
        for index in range(lib.ProblemGetBufferCount(self)):
            lib.ProblemGetBuffer(self, index, at)
            gaps: tuple[Interval, ...] = ()
            if buffer.gap_count:
                view = lib.ProblemGetGaps(self, index)
                gaps = tuple(
                    (view[i].begin, view[i].end) for i in range(buffer.gap_count)
                )
            buffers.append(
                Buffer(
                    _decoded(buffer.id), (buffer.begin, buffer.end), buffer.size,
                    buffer.alignment, None if buffer.pin == c.NONE else buffer.pin, gaps,
                )
            )
        capacity = lib.ProblemGetCapacity(self)
        view = lib.ProblemGetReserved(self)
        count = lib.ProblemGetReservedCount(self)
        reserved = [(view[i].begin, view[i].end) for i in range(count)]
        return buffers, None if capacity == c.NONE else capacity, reserved


class _Options(c.Handle):
    """An IdeallocOptions."""

    def __init__(self) -> None:
        super().__init__(lib.OptionsCreate(), lib.OptionsDestroy)

    def set(self, name: str, value: object) -> None:
        if getattr(lib, "OptionsSet" + name)(self, value) is False:
            raise BadInput(_decoded(lib.OptionsGetMessage(self)))


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _encoded(text: str, what: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    if b"\0" in data:
        raise BadInput(f"{what} {text!r} has a character of code 0")
    return data


def _within(value: int, what: str, limit: int) -> int:
    if not 0 <= value < limit:
        raise BadInput(f"{what} must be from 0 to {limit - 1}")
    return value


def _int64(value: int) -> int:
    """ctypes itself would take the lowest 64 bits."""
    if not c.NONE < value < 2**63:
        raise BadInput(f"{value} is not within 64 bits")
    return value


def _ids(buffers: Sequence[Buffer]) -> list[bytes]:
    ids = [b.id.encode("utf-8", "surrogateescape") for b in buffers]
    if b"" in ids:
        raise BadInput(f"buffer #{ids.index(b'')} has no id")
    if any(b"\0" in id for id in ids):
        raise BadInput("an id has a character of code 0")
    return ids


def _column(
    values: list[int], buffers: Sequence[Buffer], what: str
) -> ctypes.Array[ctypes.c_int64] | None:
    try:
        column = array("q", values)
    except OverflowError:
        index = next(i for i, v in enumerate(values) if not c.NONE < v < 2**63)
        raise BadInput(
            f"buffer '{buffers[index].id}' has {what} {values[index]}, which is not "
            "within 64 bits"
        ) from None
    return (ctypes.c_int64 * len(values)).from_buffer(column) if values else None
