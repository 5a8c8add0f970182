"""What the package raises. Messages are those of idealloc-plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from idealloc._plan import Plan


class Error(Exception):
    """Everything that this package raises, but for Interrupted."""


class BadInput(Error, ValueError):
    """A problem that is not well-formed, a text that cannot be read, an option
    that is out of range, or a problem that the strategy cannot honour."""


class InvalidPlan(Error):
    """Offsets that break a rule: which buffers, when, by how many bytes."""


class NoPlan(Error):
    """Nothing within the capacity was found. `plan` is the best that was, valid
    but for the capacity."""

    def __init__(self, message: str, plan: Plan) -> None:
        super().__init__(message)
        self.plan = plan


class Infeasible(NoPlan):
    """It is proved that no plan fits the capacity. `plan.conflict_set` names
    buffers that cannot fit together."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C ended a search. `plan` is the best plan so far."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("planning was interrupted")
        self.plan = plan
