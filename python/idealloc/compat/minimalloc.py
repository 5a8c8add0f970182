"""What users of minimalloc's Python binding import, planned by idealloc.

    from idealloc.compat.minimalloc import Buffer, Problem

or, where an import in another package cannot be changed,

    import sys
    import idealloc.compat.minimalloc
    sys.modules["minimalloc"] = idealloc.compat.minimalloc

Offsets are those of the smallest plan found, not those that minimalloc, which stops
at the first plan that fits, would have chosen. Where the original has no meaning:

* A buffer that ends when it begins is live at that instant.
* Alignment 0 is 1, and a buffer of 0 bytes is at offset 0.
* Ids may repeat.
* An end before the begin, a size or an alignment below 0 is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import idealloc

__all__ = ["Buffer", "MiniMallocError", "Problem", "Solution"]


@dataclass
class Buffer:
    """`size` bytes, live in the half-open interval [start_time, end_time)."""

    id: str
    start_time: int
    end_time: int
    size: int
    alignment: int = 1


class Solution(list[int]):
    """Offsets in bytes, in the order of the buffers."""


class MiniMallocError(Exception):
    """Nothing within the capacity was found, or the input is wrong; unlike the
    original's, it says which. `__cause__` is idealloc's exception."""


@dataclass
class Problem:
    """Buffers to place in `capacity` bytes."""

    buffers: list[Buffer]
    capacity: int

    def solve(self, **options: Any) -> Solution:
        """The offsets. `options` are those of idealloc.Problem.plan; the original
        has none. Raises MiniMallocError."""
        ids = [buffer.id for buffer in self.buffers]
        if len({*ids}) < len(ids) or "" in ids:
            ids = [f"{index}:{id}" for index, id in enumerate(ids)]
        buffers = [
            idealloc.Buffer(
                id,
                lifetime=(b.start_time, b.end_time + (b.end_time == b.start_time)),
                size=b.size,
                alignment=b.alignment or 1,
            )
            for id, b in zip(ids, self.buffers)
            if b.size != 0
        ]
        try:
            plan = idealloc.Problem(buffers, self.capacity).plan(**options).require()
        except idealloc.Error as error:
            raise MiniMallocError(str(error)) from error
        return Solution(plan.offsets.get(id, 0) for id in ids)
