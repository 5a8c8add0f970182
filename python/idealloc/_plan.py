"""The answer of a planner."""

from __future__ import annotations

import ctypes
import enum
from dataclasses import dataclass

from idealloc._errors import BadInput, Infeasible, InvalidPlan, NoPlan
from idealloc._library import Handle, lib, taken


class Status(str, enum.Enum):
    """What is known about a plan. Each equals its name as a string."""

    OPTIMAL = "optimal"  #: Fits, and no plan is smaller: proved.
    FEASIBLE = "feasible"  #: Fits, not proved smallest.
    INFEASIBLE = "infeasible"  #: Proved: no plan fits the capacity.
    UNKNOWN = "unknown"  #: Nothing that fits was found.

    __str__ = str.__str__


_STATUSES = list(Status)  # in the order of IdeallocStatus
_REFUSED = len(_STATUSES)


@dataclass(repr=False, eq=False)
class Plan:
    """An offset for each buffer, and what is known about them."""

    #: Bytes from the base of the arena, by id, in the order of the buffers.
    offsets: dict[str, int]
    #: The highest end of a buffer: the arena needs that many bytes.
    makespan: int
    #: Proved: no plan has a smaller makespan.
    lower_bound: int
    status: Status
    #: With status infeasible: ids of buffers that cannot fit the capacity together.
    conflict_set: list[str]
    #: With status infeasible or unknown: how many bytes are missing, and why.
    message: str
    #: Work spent, in the unit of the strategy (docs/Planner.md).
    effort: int
    strategy: str
    _problem: Handle
    _handle: Handle

    @classmethod
    def _of(
        cls, problem: Handle, handle: Handle, ids: list[str], strategy: str
    ) -> Plan:
        """Raises BadInput."""
        status = lib.PlanGetStatus(handle)
        message = lib.PlanGetMessage(handle).decode("utf-8", "surrogateescape")
        if status == _REFUSED:
            raise BadInput(message)
        count = lib.PlanGetOffsetCount(handle)
        conflicts = lib.PlanGetConflictSet(handle)
        return cls(
            offsets=dict(zip(ids, lib.PlanGetOffsets(handle)[:count])) if count else {},
            makespan=lib.PlanGetMakespan(handle),
            lower_bound=lib.PlanGetLowerBound(handle),
            status=_STATUSES[status],
            conflict_set=[
                ids[conflicts[i]] for i in range(lib.PlanGetConflictSetSize(handle))
            ],
            message=message,
            effort=lib.PlanGetEffort(handle),
            strategy=strategy,
            _problem=problem,
            _handle=handle,
        )

    @property
    def fits(self) -> bool:
        """Whether the offsets are within the capacity, that is, may be used."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)

    def require(self) -> Plan:
        """This plan if it fits. Else raises Infeasible, where that is proved, or
        NoPlan, with the message of idealloc-plan."""
        if self.fits:
            return self
        kind = Infeasible if self.status is Status.INFEASIBLE else NoPlan
        raise kind(self.message, self)

    def verify(self) -> None:
        """Checks `offsets` from scratch, by code that shares nothing with any
        strategy; against the capacity only if the plan fits.
        Raises InvalidPlan. Cost: O(n log n)."""
        offsets = list(self.offsets.values())
        if any(not -(2**63) <= offset < 2**63 for offset in offsets):
            raise InvalidPlan("an offset is not within 64 bits")
        message = ctypes.c_void_p()
        verdict = lib.Verify(
            self._problem,
            (ctypes.c_int64 * len(offsets))(*offsets),
            len(offsets),
            not self.fits,
            ctypes.byref(message),
        )
        if verdict != 0:
            raise InvalidPlan(taken(message.value))

    def to_csv(self) -> str:
        """The problem as CSV, with the offsets that were planned."""
        return taken(lib.ToCsv(self._problem, self._handle))

    def to_json(self) -> str:
        """The problem as JSON, with the offsets that were planned."""
        return taken(lib.ToJson(self._problem, self._handle))

    def to_svg(self, title: str = "idealloc") -> str:
        """A picture: time to the right, bytes upwards. A notebook shows it for a
        plan."""
        text = title.replace("\0", "").encode("utf-8", "replace")
        return taken(lib.ToSvg(self._problem, self._handle, text))

    def summary(self) -> str:
        """The figures that idealloc-plan prints, one on a line."""
        return taken(
            lib.ToSummary(self._problem, self._handle, self.strategy.encode())
        )

    def _repr_svg_(self) -> str:
        return self.to_svg()

    def __repr__(self) -> str:
        return (
            f"<Plan of {len(self.offsets)} buffers: {self.makespan} bytes, "
            f"{self.status}, lower bound {self.lower_bound}>"
        )
