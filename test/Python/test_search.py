"""Searches: progress, interruption, other threads."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import idealloc
import pytest
from idealloc import Buffer, Interrupted, Problem

# lit ignores it for the programs that it runs, and Python then leaves it so.
signal.signal(signal.SIGINT, signal.default_int_handler)


def hard(seed=1):
    """Exact search does not end within any time of a test."""
    dice = random.Random(seed)
    buffers = []
    for i in range(60):
        begin = dice.randrange(60)
        lifetime = begin, begin + 5 + dice.randrange(20)
        size, alignment = dice.randrange(1, 90), 1 << dice.randrange(5)
        buffers.append(Buffer(f"b{i}", lifetime, size, alignment))
    return Problem(buffers)


FOREVER = {"strategy": "exact", "effort": 1e9}


def interrupt(*_):
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_raises_and_has_the_best_plan():
    start = time.monotonic()
    with pytest.raises(Interrupted) as error:
        hard().plan(**FOREVER, progress=interrupt)
    assert time.monotonic() - start < 30
    assert isinstance(error.value, KeyboardInterrupt)
    plan = error.value.plan
    assert plan.status == "feasible" and len(plan.offsets) == 60
    plan.verify()


def test_ctrl_c_returns_the_best_plan_where_asked():
    plan = hard().plan(**FOREVER, progress=interrupt, on_interrupt="return")
    assert plan.status == "feasible"
    plan.verify()


def test_ctrl_c_while_no_progress_is_heard():
    timer = threading.Timer(0.3, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        hard().plan(**FOREVER)
        timer.join()  # Should it be proved within that time.


def test_progress_descends_to_the_plan():
    seen = []
    threads = set()

    def progress(makespan, bound):
        seen.append((makespan, bound))
        threads.add(threading.current_thread())

    plan = hard(4).plan("exact", effort=0.1, progress=progress)
    assert threads == {threading.current_thread()}
    assert seen == sorted(seen, key=lambda pair: (-pair[0], pair[1]))
    assert seen[-1][0] == plan.makespan and seen[-1][1] <= plan.lower_bound


def test_progress_may_end_the_search():
    seen = []

    def progress(*figures):
        seen.append(figures)
        return False

    plan = hard().plan(**FOREVER, progress=progress)
    assert len(seen) == 1 and plan.makespan <= seen[0][0]
    plan.verify()


def test_what_progress_raises_leaves_plan():
    class Enough(Exception):
        pass

    def progress(makespan, bound):
        raise Enough(makespan)

    with pytest.raises(Enough):
        hard().plan(**FOREVER, progress=progress)


def test_handlers_of_signals_may_raise():
    class Alarm(Exception):
        pass

    def ring(*_):
        raise Alarm

    before = signal.signal(signal.SIGALRM, ring)
    try:
        with pytest.raises(Alarm):
            hard().plan(
                **FOREVER, progress=lambda *_: os.kill(os.getpid(), signal.SIGALRM)
            )
    finally:
        signal.signal(signal.SIGALRM, before)


def test_time_limit():
    start = time.monotonic()
    plan = hard().plan(**FOREVER, time_limit=0.2)
    assert time.monotonic() - start < 30
    plan.verify()


def test_other_threads_run_meanwhile():
    """The global lock is released: a search does not hold up other threads."""
    ticks = []

    def count():
        for _ in range(20):
            ticks.append(time.monotonic())
            time.sleep(0.005)

    counter = threading.Thread(target=count)
    counter.start()
    hard().plan(**FOREVER, time_limit=1, progress=lambda *_: len(ticks) < 20)
    during = len(ticks)
    counter.join()
    assert during > 1


def test_threads_plan_at_the_same_time():
    plans = {}

    def plan(seed):
        plans[seed] = hard(seed).plan(effort=0.01).offsets

    threads = [threading.Thread(target=plan, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for seed in range(8):
        assert plans[seed] == hard(seed).plan(effort=0.01).offsets


def test_a_script_ends_at_ctrl_c():
    """As a user sees it: a process of its own, SIGINT as the terminal sends it."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_search\n"
        "test_search.hard().plan(**test_search.FOREVER,\n"
        "    progress=lambda *_: print('searching', flush=True))\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script, os.path.dirname(__file__)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    assert run.stdout.readline() == "searching\n"
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert errors.rstrip().endswith("Interrupted: planning was interrupted")
    assert run.returncode in (1, -signal.SIGINT)


def test_the_version_is_that_of_the_library():
    assert idealloc.__version__.count(".") == 2
