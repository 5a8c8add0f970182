"""The dialect in xDSL: what it parses, prints and refuses."""

import subprocess
from io import StringIO

import pytest
from xdsl.context import Context
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.universe import Universe
from xdsl.utils.exceptions import VerifyException

UNIVERSE = Universe.get_multiverse()

ARENA = "%m = idealloc.arena {alignment = 64 : i64} : memref<4096xi8, 1>"
SLICES = (
    "%a = idealloc.slice %m[0] slot 0 live 3 to 9 : memref<4096xi8, 1> to memref<8x8xf32, 1>",
    "%b = idealloc.slice %m[256] slot 1 live 5 to 8, 12 to 20 {alignment = 32 : i64} : memref<4096xi8, 1> to memref<64xf32, 1>",
)


def context():
    """As xdsl-opt has it."""
    made = Context()
    for name, dialect in UNIVERSE.all_dialects.items():
        made.register_dialect(name, dialect)
    return made


def parse(text):
    module = Parser(context(), text).parse_module()
    module.verify()
    return module


def printed(module, generic=False):
    stream = StringIO()
    Printer(stream=stream, print_generic_format=generic).print_op(module)
    return stream.getvalue()


def function(*lines):
    return "func.func @f() {\n" + "\n".join(lines) + "\nfunc.return\n}"


def idealloc_opt(text, *flags):
    return subprocess.run(
        ["idealloc-opt", *flags], input=text, capture_output=True, text=True
    )


def test_the_plugin_is_found():
    assert "idealloc" in UNIVERSE.all_dialects
    assert {"idealloc", "idealloc-plan"} <= set(UNIVERSE.all_passes)


@pytest.mark.parametrize("generic", [False, True])
def test_what_is_printed_is_parsed_by_both(generic):
    text = function(ARENA, *SLICES)
    ours = printed(parse(text), generic)
    assert printed(parse(ours), generic) == ours
    flags = ["--mlir-print-op-generic"] if generic else []
    theirs = idealloc_opt(ours, *flags)
    assert theirs.returncode == 0, theirs.stderr
    assert theirs.stdout == idealloc_opt(text, *flags).stdout
    again = printed(parse(theirs.stdout), generic)
    assert idealloc_opt(again, *flags).stdout == theirs.stdout


def test_custom_form():
    lines = [ARENA, *SLICES]
    shown = printed(parse(function(*lines))).replace("1 : i64>", "1>")
    assert [line.strip() for line in shown.splitlines()][2:5] == lines


def test_defaults_are_not_printed():
    text = function("%m = idealloc.arena : memref<16xi8>")
    assert "idealloc.arena : memref<16xi8>" in printed(parse(text))
    assert "<{alignment = 1 : i64}>" in printed(parse(text), generic=True)


def test_lifetimes_of_allocations():
    text = function(
        "%a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9, 12 to 20>} : memref<4xf32>"
    )
    assert "#idealloc.lifetime<3 to 9, 12 to 20>" in printed(parse(text))
    assert idealloc_opt(printed(parse(text), True)).returncode == 0


# Each breaks one rule; idealloc-opt refuses it with the same label.
INVALID = {
    "(A1)": ["%m = idealloc.arena : memref<4x4xi8>"],
    "(A2)": ["%m = idealloc.arena {alignment = 24 : i64} : memref<16xi8>"],
    "(A3)": [
        ARENA, SLICES[0],
        "%b = idealloc.slice %m[128] slot 1 live 8 to 10 : memref<4096xi8, 1> to memref<64xf32, 1>",
    ],
    "(S1)": [
        "%m = memref.alloc() : memref<16xi8>",
        "%a = idealloc.slice %m[0] slot 0 live 3 to 9 : memref<16xi8> to memref<4xf32>",
    ],
    "(S2)": [
        ARENA,
        "%a = idealloc.slice %m[4064] slot 0 live 3 to 9 : memref<4096xi8, 1> to memref<9xf32, 1>",
    ],
    "(S3)": [
        ARENA,
        "%a = idealloc.slice %m[2] slot 0 live 3 to 9 : memref<4096xi8, 1> to memref<9xf32, 1>",
    ],
    "(S4)": [
        ARENA,
        "%a = idealloc.slice %m[0] slot 0 live 3 to 9 : memref<4096xi8, 1> to memref<9xf32>",
    ],
    "(S5)": [
        ARENA,
        "%a = idealloc.slice %m[0] slot 0 live 9 to 9 : memref<4096xi8, 1> to memref<9xf32, 1>",
    ],
    "(S6)": [
        ARENA, SLICES[0],
        "%b = idealloc.slice %m[256] slot 0 live 12 to 20 : memref<4096xi8, 1> to memref<64xf32, 1>",
    ],
    "(S7)": [
        ARENA,
        "%a = idealloc.slice %m[0] slot 0 live 3 to 9 : memref<4096xi8, 1> to memref<?xf32, 1>",
    ],
}


@pytest.mark.parametrize("rule", INVALID)
def test_rules(rule):
    text = function(*INVALID[rule])
    with pytest.raises(VerifyException) as error:
        parse(text)
    assert rule in str(error.value)
    theirs = idealloc_opt(text)
    assert theirs.returncode == 1 and rule in theirs.stderr


@pytest.mark.parametrize("bounds", ["9 to 9", "3 to 9, 9 to 12", "-1 to 3", "5 to 7, 1 to 2"])
def test_rules_of_lifetimes(bounds):
    text = function(
        "%a = memref.alloc() {idealloc.lifetime = "
        f"#idealloc.lifetime<{bounds}>}} : memref<4xf32>"
    )
    with pytest.raises(VerifyException, match="lifetime has"):
        parse(text)
    assert idealloc_opt(text).returncode == 1


def test_slices_of_one_slot_do_not_clash():
    parse(
        function(
            ARENA, SLICES[0],
            "%c = idealloc.slice %m[0] slot 0 live 5 to 12 : memref<4096xi8, 1> to memref<16xf32, 1>",
        )
    )
