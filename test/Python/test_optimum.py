"""Random problems against brute force: what a plan claims is true."""

import random
from itertools import permutations

import pytest
from idealloc import Buffer, Infeasible, Problem


def conflict(a, b):
    def live(buffer, t):
        inside = buffer.lifetime[0] <= t < buffer.lifetime[1]
        return inside and not any(begin <= t < end for begin, end in buffer.gaps)

    return any(live(a, t) and live(b, t) for t in range(*a.lifetime))


def free(offset, buffer, placed, reserved):
    """Whether no byte is taken; `placed` are pairs of offset and buffer."""
    top = offset + buffer.size
    return all(
        top <= at or at + other.size <= offset
        for at, other in placed
        if conflict(buffer, other)
    ) and all(top <= begin or end <= offset for begin, end in reserved)


def optimum(problem):
    """The smallest makespan, by first fit in every order: some order of the buffers
    by offset of an optimal plan, pushed down, is met."""
    pinned = [(b.offset, b) for b in problem.buffers if b.offset is not None]
    rest = [b for b in problem.buffers if b.offset is None]
    best = None
    for order in permutations(rest):
        placed = list(pinned)
        for buffer in order:
            offset = 0
            while not free(offset, buffer, placed, problem.reserved):
                offset += buffer.alignment
            placed.append((offset, buffer))
        makespan = max((at + b.size for at, b in placed), default=0)
        best = makespan if best is None else min(best, makespan)
    return best


def draw(seed):
    dice = random.Random(seed)
    buffers = []
    for i in range(dice.randrange(1, 6)):
        begin = dice.randrange(-3, 8)
        end = begin + dice.randrange(1, 7)
        gaps = []
        if end - begin > 2 and dice.random() < 0.3:
            gaps = [(begin + 1, end - 1)]
        buffers.append(
            Buffer(
                f"b{i}", (begin, end), dice.randrange(1, 9),
                dice.choice([1, 1, 2, 3, 4]), gaps=gaps,
            )
        )
    reserved = [(3, 5)] if dice.random() < 0.3 else []
    problem = Problem(buffers, reserved=reserved)
    if dice.random() < 0.3:
        first = buffers[0]
        first.offset = next(
            at for at in range(0, 99, first.alignment) if free(at, first, [], reserved)
        )
    return problem


@pytest.mark.parametrize("strategy", ["auto", "exact", "greedy", "boxing"])
@pytest.mark.parametrize("part", range(4))
def test_claims_are_true(strategy, part):
    for seed in range(part * 25, part * 25 + 25):
        problem = draw(seed)
        best = optimum(problem)
        plan = problem.plan(strategy, iterations=20 if strategy == "boxing" else None)
        plan.verify()
        placed = list(zip(plan.offsets.values(), problem.buffers))
        for i, (offset, buffer) in enumerate(placed):
            assert offset >= 0 and offset % buffer.alignment == 0
            assert free(offset, buffer, placed[:i], problem.reserved)
            assert buffer.offset in (None, offset)
        assert plan.lower_bound <= best <= plan.makespan
        assert plan.status == ("optimal" if plan.lower_bound == plan.makespan else "feasible")
        if strategy in ("auto", "exact"):
            assert plan.makespan == best


@pytest.mark.parametrize("part", range(4))
def test_capacities_below_the_optimum_are_infeasible(part):
    for seed in range(part * 25, part * 25 + 25):
        problem = draw(seed)
        best = optimum(problem)
        problem.capacity = best
        assert problem.plan().makespan == best
        problem.capacity = best - 1
        plan = problem.plan()
        with pytest.raises(Infeasible):
            plan.require()
        alone = [b for b in problem.buffers if b.id in plan.conflict_set]
        assert optimum(Problem(alone, reserved=problem.reserved)) > problem.capacity
