"""Static memory planning: buffers with known lifetimes in, offsets out.

    import idealloc

    problem = idealloc.Problem([
        idealloc.Buffer("a", lifetime=(0, 4), size=100, alignment=64),
        idealloc.Buffer("b", lifetime=(2, 6), size=50),
    ], capacity=4096)
    plan = problem.plan()
    plan.offsets            # {"a": 0, "b": 100}

Sizes, offsets, alignments and capacities are bytes; times are logical and mean
what the caller says; intervals and ranges are half-open (begin, end). The planner
is the library of idealloc-plan: same plans, same messages. docs/Python.md shows
more.
"""

from idealloc._errors import (
    BadInput,
    Error,
    Infeasible,
    Interrupted,
    InvalidPlan,
    NoPlan,
)
from idealloc._library import strategies, version as _version
from idealloc._plan import Plan, Status
from idealloc._problem import Buffer, Problem

__version__ = _version()

__all__ = [
    "BadInput",
    "Buffer",
    "Error",
    "Infeasible",
    "Interrupted",
    "InvalidPlan",
    "NoPlan",
    "Plan",
    "Problem",
    "Status",
    "strategies",
]
