"""The drop-in for minimalloc's binding."""

import sys

import idealloc
import idealloc.compat.minimalloc
import pytest
from idealloc.compat.minimalloc import Buffer, MiniMallocError, Problem, Solution


def test_a_client_changes_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "minimalloc", idealloc.compat.minimalloc)
    client = {}
    exec("from minimalloc import Buffer, Problem, Solution", client)
    buffers = [
        client["Buffer"]("b1", 0, 3, 4, 1),
        client["Buffer"]("b2", 3, 9, 4, 1),
        client["Buffer"](id="b3", start_time=0, end_time=9, size=4, alignment=8),
    ]
    buffers[0].end_time = 2
    solution = client["Problem"](buffers, 12).solve()
    assert isinstance(solution, list) and isinstance(solution, Solution)
    assert solution in ([0, 0, 8], [4, 4, 0])


def test_nothing_fits():
    buffers = [Buffer("a", 0, 3, 8, 1), Buffer("b", 2, 4, 8, 1)]
    with pytest.raises(MiniMallocError) as error:
        Problem(buffers, 15).solve()
    assert "needs at least 16 bytes, capacity is 15" in str(error.value)
    assert isinstance(error.value.__cause__, idealloc.Infeasible)
    assert sorted(Problem(buffers, 16).solve()) == [0, 8]


def test_what_ends_as_it_begins_is_live_at_that_instant():
    buffers = [Buffer("a", 2, 2, 8, 1), Buffer("b", 0, 5, 8, 1), Buffer("c", 2, 2, 8, 1)]
    assert sorted(Problem(buffers, 24).solve()) == [0, 8, 16]
    apart = [Buffer("a", 2, 2, 8, 1), Buffer("b", 3, 5, 8, 1), Buffer("c", 0, 2, 8, 1)]
    assert Problem(apart, 8).solve() == [0, 0, 0]


def test_what_other_clients_pass():
    buffers = [Buffer("", 0, 3, 8, 0), Buffer("", 0, 3, 0, 4), Buffer("x", 0, 3, 8, 16)]
    solution = Problem(buffers, 24).solve()
    assert solution[1] == 0 and sorted(solution) in ([0, 0, 16], [0, 0, 8])
    assert Problem([], 0).solve() == []


@pytest.mark.parametrize(
    "buffer", [Buffer("a", 3, 2, 8, 1), Buffer("a", 0, 2, -8, 1), Buffer("a", 0, 2, 8, -4)]
)
def test_bad_input_is_an_error(buffer):
    with pytest.raises(MiniMallocError, match="buffer 'a'"):
        Problem([buffer], 100).solve()


def test_options_of_the_planner():
    buffers = [Buffer("a", 0, 3, 8, 1), Buffer("b", 2, 4, 8, 1)]
    assert Problem(buffers, 99).solve(strategy="first-fit-begin") == [0, 8]
