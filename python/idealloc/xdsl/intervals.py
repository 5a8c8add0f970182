"""Live sets: ascending half-open intervals (begin, end) with gaps between them."""

from __future__ import annotations

from collections.abc import Iterable

from xdsl.parser import AttrParser
from xdsl.utils.base_printer import BasePrinter

Interval = tuple[int, int]


def parse(parser: AttrParser) -> list[int]:
    """`3 to 9, 12 to 20` as [3, 9, 12, 20]."""

    def interval() -> Interval:
        begin = parser.parse_integer()
        parser.parse_keyword("to")
        return begin, parser.parse_integer()

    pairs = parser.parse_comma_separated_list(parser.Delimiter.NONE, interval)
    return [bound for pair in pairs for bound in pair]


def print_to(printer: BasePrinter, bounds: Iterable[int]) -> None:
    printer.print_string(
        ", ".join(f"{begin} to {end}" for begin, end in pairs(bounds))
    )


def pairs(bounds: Iterable[int]) -> list[Interval]:
    """[3, 9, 12, 20] as [(3, 9), (12, 20)]."""
    bounds = list(bounds)
    return list(zip(bounds[::2], bounds[1::2]))


def fault(bounds: Iterable[int]) -> str | None:
    """The first broken rule of L1 to L3 (docs/Dialect.md), if any."""
    bounds = list(bounds)
    if not bounds or len(bounds) % 2:
        return "has no live interval"
    if bounds[0] < 0:
        return f"has a live interval that begins before tick 0, at {bounds[0]}"
    last = None
    for begin, end in pairs(bounds):
        if begin >= end:
            return f"has an empty live interval [{begin}, {end})"
        if last is not None and last[1] >= begin:
            return (
                "has live intervals that do not ascend with a gap between them: "
                f"[{last[0]}, {last[1]}) and [{begin}, {end})"
            )
        last = begin, end
    return None


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """What any of the intervals covers. Cost: O(n log n)."""
    merged: list[Interval] = []
    for begin, end in sorted(intervals):
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((begin, end))
    return merged


def hull_and_gaps(live: list[Interval]) -> tuple[Interval, list[Interval]]:
    """A live set as idealloc.Buffer states it."""
    gaps = [(a[1], b[0]) for a, b in zip(live, live[1:])]
    return (live[0][0], live[-1][1]), gaps
