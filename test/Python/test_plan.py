"""Plans: what they say, how they are checked and shown."""

import gc
import xml.etree.ElementTree as xml

import pytest
from idealloc import Buffer, Infeasible, InvalidPlan, NoPlan, Problem, Status

THREE = [Buffer("a", (0, 4), 64), Buffer("b", (2, 6), 32), Buffer("c", (4, 8), 64)]

# Load 4, and no plan is smaller than 5.
SEVEN = [
    Buffer(id, (begin, end), size)
    for id, begin, end, size in [
        ("a", 0, 1, 2), ("b", 0, 2, 2), ("c", 1, 3, 1), ("d", 1, 4, 1),
        ("e", 2, 4, 1), ("f", 3, 5, 2), ("g", 4, 5, 2),
    ]
]


def test_figures():
    plan = Problem(THREE).plan()
    assert sorted(plan.offsets.values()) in ([0, 0, 64], [0, 32, 32])
    assert list(plan.offsets) == ["a", "b", "c"]
    assert (plan.makespan, plan.lower_bound) == (96, 96)
    assert plan.status is Status.OPTIMAL and plan.status == "optimal"
    assert plan.fits and plan.require() is plan
    assert plan.message == "" and plan.conflict_set == []
    assert repr(plan) == "<Plan of 3 buffers: 96 bytes, optimal, lower bound 96>"
    assert "makespan     96\n" in plan.summary()


def test_bounds_are_proved_not_only_load():
    problem = Problem(SEVEN)
    assert problem.load == 4
    plan = problem.plan()
    assert (plan.makespan, plan.lower_bound, plan.status) == (5, 5, "optimal")


def test_what_does_not_fit_says_why():
    plan = Problem(SEVEN, capacity=4).plan()
    assert plan.status is Status.INFEASIBLE and not plan.fits
    assert plan.conflict_set == list("abcdefg")
    plan.verify()
    with pytest.raises(Infeasible) as error:
        plan.require()
    assert error.value.plan is plan
    assert str(error.value).startswith(
        "infeasible: needs at least 5 bytes, capacity is 4, short by 1; these 7 buffers"
    )


def test_unknown_is_no_proof():
    plan = Problem(SEVEN, capacity=4).plan("best-fit-begin")
    assert plan.status is Status.UNKNOWN
    with pytest.raises(NoPlan) as error:
        plan.require()
    assert not isinstance(error.value, Infeasible)


def test_pins_gaps_alignment_and_reserved_ranges_are_honoured():
    plan = Problem(
        [
            Buffer("a", (0, 10), 10, gaps=[(4, 6)]),
            Buffer("b", (4, 6), 10),
            Buffer("c", (0, 10), 5, alignment=16),
            Buffer("d", (0, 10), 5, offset=100),
        ],
        reserved=[(0, 3)],
    ).plan()
    assert plan.offsets == {"a": 3, "b": 3, "c": 16, "d": 100}
    assert plan.makespan == 105


def test_verify_names_the_clash():
    plan = Problem(THREE).plan()
    plan.verify()
    plan.offsets.update(a=0, b=60, c=0)
    with pytest.raises(InvalidPlan) as error:
        plan.verify()
    assert str(error.value) == (
        "buffer 'a' at offset 0 shares 4 bytes with buffer 'b' at offset 60; both are "
        "live at 2"
    )
    del plan.offsets["c"]
    with pytest.raises(InvalidPlan):
        plan.verify()
    plan.offsets["c"] = 2**63
    with pytest.raises(InvalidPlan):
        plan.verify()


def test_pictures_and_text():
    plan = Problem(THREE).plan()
    assert xml.fromstring(plan.to_svg("two < three")).tag.endswith("svg")
    assert plan._repr_svg_() == plan.to_svg()
    again = Problem.from_csv(plan.to_csv()).plan()
    assert again.offsets == plan.offsets
    assert Problem.from_json(plan.to_json()).plan().offsets == plan.offsets
    old = Problem.from_csv(plan.to_csv(), ignore_offsets=True)
    assert old.buffers == THREE


def test_plans_outlive_their_problem():
    plan = Problem(list(THREE)).plan()
    gc.collect()
    plan.verify()
    assert plan.to_csv().startswith("id,lower,upper,size")


def test_nothing_is_planned_in_no_bytes():
    plan = Problem([]).plan()
    assert (plan.offsets, plan.makespan, plan.status) == ({}, 0, "optimal")
    plan.verify()
    assert "<svg" in plan.to_svg()


def test_same_plan_for_any_number_of_threads():
    plans = [Problem(SEVEN).plan("boxing", seed=3, threads=n) for n in (1, 2)]
    assert plans[0].offsets == plans[1].offsets
