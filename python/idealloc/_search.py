"""Runs a search that Ctrl-C, a callback and other threads of Python can reach."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TYPE_CHECKING

from idealloc._errors import Interrupted
from idealloc._library import Handle, Progress, lib

if TYPE_CHECKING:
    from idealloc._plan import Plan


def search(
    problem: Handle,
    options: Handle,
    finish: Callable[[Handle], Plan],
    progress: Callable[[int, int], object] | None,
    on_interrupt: str,
) -> Plan:
    """What `finish` makes of an IdeallocPlan.

    The library plans on a thread of its own, while this one waits where signals
    are handled: a call into C would hold Ctrl-C up until it returns. What the
    library reports comes through a queue, so that `progress` runs here."""
    reports: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
    stop = Handle(lib.StopCreate(), lib.StopDestroy)
    plans: list[int | None] = []
    report = Progress(lambda _, makespan, bound: reports.put((makespan, bound)))
    lib.OptionsSetStop(options, stop)
    if progress:
        lib.OptionsSetProgress(options, report, None)

    def run(*_alive: object) -> None:
        try:
            plans.append(lib.PlanCreate(problem, options))
        finally:
            reports.put(None)

    # What the thread uses lives as long as it runs, wherever this frame is left.
    thread = threading.Thread(
        target=run, args=(problem, options, stop, report), name="idealloc", daemon=True
    )
    raised: BaseException | None = None
    try:
        thread.start()
    except BaseException:
        lib.StopRequest(stop)
        raise
    while True:
        try:
            current = reports.get()
            if current is None:
                break
            if raised is None and progress and progress(*current) is False:
                lib.StopRequest(stop)
                progress = None
        except BaseException as error:
            raised = raised or error
            lib.StopRequest(stop)
    plan = finish(Handle(plans[0] if plans else None, lib.PlanDestroy))
    if raised is None:
        return plan
    if not isinstance(raised, KeyboardInterrupt):
        raise raised
    if on_interrupt == "return":
        return plan
    raise Interrupted(plan) from None

