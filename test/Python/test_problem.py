"""Problems: what is accepted, what is said of the rest, files."""

import pytest
from idealloc import BadInput, Buffer, Error, Problem, strategies


def problem(*buffers, **more):
    return Problem([Buffer(*buffer) for buffer in buffers], **more)


@pytest.mark.parametrize(
    "buffers, message",
    [
        ([("a", (4, 4), 8)], "buffer 'a' has an empty lifetime [4, 4)"),
        ([("a", (0, 4), 0)], "buffer 'a' has size 0, which is below 1 byte"),
        ([("", (0, 4), 1)], "buffer #0 has no id"),
        ([("a\0", (0, 4), 1)], "an id has a character of code 0"),
        ([("a", (0, 4), 1), ("a", (0, 4), 1)], "id 'a' is already that of another buffer"),
        ([("a", (0, 4), 2**63)],
         "buffer 'a' has size 9223372036854775808, which is not within 64 bits"),
        ([("a", (-(2**64), 4), 2)],
         "buffer 'a' has begin -18446744073709551616, which is not within 64 bits"),
    ],
)
def test_what_is_not_well_formed_is_named(buffers, message):
    for use in (Problem.check, Problem.plan, Problem.to_csv, lambda p: p.load):
        with pytest.raises(BadInput) as error:
            use(problem(*buffers))
        assert str(error.value) == message
    assert isinstance(error.value, ValueError) and isinstance(error.value, Error)


def test_what_is_no_whole_number_is_a_type_error():
    with pytest.raises(TypeError):
        problem(("a", (0, 4), 1.5)).check()
    with pytest.raises(TypeError):
        problem(("a", (0, None), 1)).check()


def test_other_values_of_64_bits_are_refused():
    with pytest.raises(BadInput, match="2 is not within 64 bits|is not within 64 bits"):
        problem(("a", (0, 4), 1), capacity=2**64).check()
    with pytest.raises(BadInput, match="is not within 64 bits"):
        problem(("a", (0, 4), 1), reserved=[(0, 2**63)]).check()
    with pytest.raises(BadInput, match="is not within 64 bits"):
        Problem([Buffer("a", (0, 4), 1, gaps=[(1, 2**63)])]).check()


@pytest.mark.parametrize(
    "options, message",
    [
        ({"strategy": "fast"}, "unknown strategy 'fast'; known: auto, exact, "),
        ({"effort": 0}, "effort must be a finite number above 0"),
        ({"effort": float("nan")}, "effort must be a finite number above 0"),
        ({"seed": -1}, "seed must be from 0 to 18446744073709551615"),
        ({"threads": 1025}, "threads must be from 0 to 1024"),
        ({"threads": -1}, "threads must be from 0 to 1024"),
        ({"time_limit": 0}, "time limit must be a finite number above 0"),
        ({"iterations": 0}, "iterations must be at least 1"),
        ({"on_interrupt": "ignore"}, "on_interrupt must be 'raise' or 'return'"),
    ],
)
def test_options_out_of_range_are_refused(options, message):
    with pytest.raises(BadInput) as error:
        problem(("a", (0, 4), 8)).plan(**options)
    assert str(error.value).startswith(message)


def test_load():
    assert problem(("a", (0, 4), 8), ("b", (3, 5), 4), ("c", (4, 9), 7)).load == 12
    assert Problem([]).load == 0


def test_text_comes_back():
    given = Problem(
        [
            Buffer("ä, b", (0, 9), 64, 8, gaps=((2, 4), (5, 6))),
            Buffer("b", (2, 6), 32, offset=128),
        ],
        capacity=4096,
        reserved=[(0, 16)],
    )
    assert Problem.from_json(given.to_json()) == given
    read = Problem.from_csv(given.to_csv())
    assert (read.buffers, read.capacity, read.reserved) == (given.buffers, None, [])


def test_errors_of_text_say_where():
    with pytest.raises(BadInput) as error:
        Problem.from_csv("id,lower,upper,size\na,0,4,8k\n", file="a.csv")
    assert str(error.value) == "a.csv:2:7: size '8k' is not a decimal number"
    with pytest.raises(BadInput, match=r"^<csv>:1:2: misplaced quote"):
        Problem.from_csv('{"buffers": []}')
    with pytest.raises(BadInput, match=r"^<json>:1:1: "):
        Problem.from_json("id,lower,upper,size\n")


def test_files_are_read_by_their_name(tmp_path):
    given = problem(("a", (0, 4), 8))
    (tmp_path / "a.csv").write_text(given.to_csv())
    (tmp_path / "a.JSON").write_text(given.to_json())
    assert Problem.read(tmp_path / "a.csv").buffers == given.buffers
    assert Problem.read(str(tmp_path / "a.JSON")).buffers == given.buffers
    with pytest.raises(OSError):
        Problem.read(tmp_path / "none.csv")


def test_defaults_of_text():
    text = "id,lower,upper,size,offset\na,0,4,8,24\n"
    assert Problem.from_csv(text).buffers == [Buffer("a", (0, 4), 8, 1, 24)]
    assert Problem.from_csv(text, alignment=16, ignore_offsets=True).buffers == [
        Buffer("a", (0, 4), 8, 16)
    ]


def test_strategies_are_listed():
    table = strategies()
    assert list(table)[:2] == ["auto", "exact"]
    assert "tflite-greedy-by-size" in table and all(table.values())
