"""idealloc inside xDSL: the dialect, and the passes `idealloc` and `idealloc-plan`.

xDSL finds UNIVERSE by the entry point group `xdsl.universe`; nothing else of the
package needs xDSL. docs/Python.md has an example.
"""

from __future__ import annotations

from xdsl.ir import Dialect
from xdsl.passes import ModulePass
from xdsl.universe import Universe


def _dialect() -> Dialect:
    from idealloc.xdsl.dialect import Idealloc

    return Idealloc


def _driver_pass() -> type[ModulePass]:
    from idealloc.xdsl.driver_pass import IdeallocPass

    return IdeallocPass


def _plan_pass() -> type[ModulePass]:
    from idealloc.xdsl.plan_pass import IdeallocPlanPass

    return IdeallocPlanPass


UNIVERSE = Universe(
    all_dialects={"idealloc": _dialect},
    all_passes={"idealloc": _driver_pass, "idealloc-plan": _plan_pass},
)
