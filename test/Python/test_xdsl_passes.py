"""The passes `idealloc` and `idealloc-plan` in xDSL."""

import re
from dataclasses import fields

import pytest
from test_xdsl_dialect import context, idealloc_opt, parse, printed
from xdsl.passes import PassPipeline
from xdsl.utils.exceptions import PassFailedException

from idealloc.xdsl import UNIVERSE
from idealloc.xdsl.driver_pass import IdeallocPass

COPIES = """
func.func @f(%x: memref<64xf32>, %y: memref<64xf32>) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  %c = memref.alloc() : memref<64xf32>
  "memref.copy"(%x, %a) : (memref<64xf32>, memref<64xf32>) -> ()
  "memref.copy"(%a, %b) : (memref<64xf32>, memref<64xf32>) -> ()
  "memref.copy"(%b, %c) : (memref<64xf32>, memref<64xf32>) -> ()
  "memref.copy"(%c, %y) : (memref<64xf32>, memref<64xf32>) -> ()
  memref.dealloc %a : memref<64xf32>
  func.return
}
"""


def run(text, pipeline):
    module = parse(text)
    PassPipeline.parse_spec(UNIVERSE.all_passes, pipeline).apply(context(), module)
    module.verify()
    return printed(module)


def test_the_driver_plans():
    text = run(COPIES, "idealloc{lower=false in-place=false}")
    assert "idealloc.arena {alignment = 64 : i64} : memref<512xi8>" in text
    assert text.count("idealloc.slice") == 3 and "memref.alloc" not in text
    lowered = run(COPIES, "idealloc{in-place=false storage=alloca}")
    assert lowered.count("memref.view") == 3
    assert re.search(r"memref.alloca\b.*memref<512xi8>", lowered)


def test_what_the_driver_says_is_raised():
    with pytest.raises(PassFailedException) as error:
        run(COPIES, 'idealloc{in-place=false capacity="default:300"}')
    assert "error: needs 512 bytes, capacity of memory space 'default' is 300, 212 too few" in (
        str(error.value)
    )
    with pytest.raises(PassFailedException, match="unknown strategy 'fast'"):
        run(COPIES, "idealloc{strategy=fast}")


def test_a_driver_that_is_not_there():
    with pytest.raises(PassFailedException, match="no program 'idealloc-none'"):
        run(COPIES, 'idealloc{executable="idealloc-none"}')


def test_options_are_those_of_the_driver():
    text = idealloc_opt("", "--help").stdout
    section = re.search(r"^ +--idealloc  .*?\n(?= {6}--\w)", text, re.M | re.S).group()
    known = set(re.findall(r"^ {8}--([\w-]+)", section, re.M))
    names = {field.name.replace("_", "-") for field in fields(IdeallocPass)}
    assert names - {"executable"} == known


def test_options_become_the_flag():
    text = 'idealloc{lower=false capacity="0:64","1:32" effort=0.5}'
    (made,) = PassPipeline.parse_spec(UNIVERSE.all_passes, text).passes
    assert made.pipeline() == "--idealloc=capacity=0:64,1:32 effort=0.5 lower=false"


def test_without_mlir():
    text = run(COPIES, "idealloc-plan")
    offsets = re.findall(
        r"lifetime<(\d+) to (\d+)>, idealloc.offset = (\d+) : i64", text
    )
    assert offsets in (
        [("3", "5", "0"), ("4", "6", "256"), ("5", "7", "0")],
        [("3", "5", "256"), ("4", "6", "0"), ("5", "7", "256")],
    )
    assert 'bytes = 512 : i64' in text and 'status = "optimal"' in text


def test_again():
    once = run(COPIES, "idealloc-plan")
    assert run(once, "idealloc-plan") == once
    first = '"memref.copy"(%x, %a) : (memref<64xf32>, memref<64xf32>) -> ()'
    with pytest.raises(PassFailedException, match="had 9 ticks .* now has 10"):
        run(once.replace(first, first + "\n" + first), "idealloc-plan")


@pytest.mark.parametrize("generic", [False, True])
def test_mlir_proves_and_takes_the_plan(generic):
    module = parse(run(COPIES, "idealloc-plan"))
    made = idealloc_opt(
        printed(module, generic=True),
        "--idealloc-verify-offsets", "--idealloc-materialize-arena",
        *(["--mlir-print-op-generic"] if generic else []),
    )
    assert made.returncode == 0, made.stderr
    assert made.stdout.count("idealloc.slice") == 3


def test_loops_count_as_a_whole():
    text = run(
        """
func.func @f(%n: index, %v: f32, %y: memref<4xf32>) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %a = memref.alloc() : memref<4xf32>
  %b = memref.alloc() : memref<4xf32>
  memref.store %v, %a[%zero] : memref<4xf32>
  scf.for %i = %zero to %n step %one {
    %l = memref.load %a[%i] : memref<4xf32>
    memref.store %l, %b[%i] : memref<4xf32>
  }
  "memref.copy"(%b, %y) : (memref<4xf32>, memref<4xf32>) -> ()
  func.return
}
""",
        "idealloc-plan",
    )
    assert "#idealloc.lifetime<4 to 10>" in text and "#idealloc.lifetime<5 to 11>" in text
    assert idealloc_opt(text, "--idealloc-verify-offsets").returncode == 0


def test_views_are_followed():
    text = run(
        """
func.func @f(%v: f32, %y: memref<4xf32>) {
  %zero = arith.constant 0 : index
  %a = memref.alloc() : memref<16xi8>
  %w = memref.view %a[%zero][] : memref<16xi8> to memref<4xf32>
  memref.store %v, %w[%zero] : memref<4xf32>
  "memref.copy"(%w, %y) : (memref<4xf32>, memref<4xf32>) -> ()
  func.return
}
""",
        "idealloc-plan",
    )
    assert "#idealloc.lifetime<3 to 5>" in text


def test_stated_lifetimes_pins_slots_and_spaces():
    text = run(
        """
func.func @f() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 4>, idealloc.slot = 1 : i64} : memref<64xi8, 1 : i32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 9>, idealloc.slot = 1 : i64} : memref<32xi8, 1 : i32>
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 6>} : memref<64xi8, 1 : i32>
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.pin = 256 : i64} : memref<8xi8>
  %k = memref.alloc() {idealloc.keep} : memref<8xi8>
  "test.op"(%a, %b, %c, %d, %k) : (memref<64xi8, 1 : i32>, memref<32xi8, 1 : i32>, memref<64xi8, 1 : i32>, memref<8xi8>, memref<8xi8>) -> ()
  func.return
}
""",
        'idealloc-plan{capacity="1:64","default:264" reserve="default:0-256"}',
    )
    assert re.findall(r"offset = (\d+)", text) == ["0", "0", "0", "256"]
    assert text.count("bytes =") == 2


@pytest.mark.parametrize(
    "lines, message",
    [
        (['"test.op"(%a) : (memref<4xf32>) -> ()'], "is used by 'test.op'"),
        (['"func.call"(%a) <{callee = @g}> : (memref<4xf32>) -> ()'],
         "is used by 'func.call'"),
        (["%b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 2>} : memref<4xf32>",
          '"memref.copy"(%a, %a) : (memref<4xf32>, memref<4xf32>) -> ()'],
         "has no idealloc.lifetime, others of its function have"),
        (["%n = arith.constant 4 : index", "%d = memref.alloc(%n) : memref<?xf32>",
          '"memref.copy"(%d, %d) : (memref<?xf32>, memref<?xf32>) -> ()'],
         "has no static size"),
    ],
)
def test_what_is_not_known_is_refused(lines, message):
    text = "\n".join(
        ["func.func private @g(memref<4xf32>)", "func.func @f() {",
         "%a = memref.alloc() : memref<4xf32>", *lines, "func.return", "}"]
    )
    with pytest.raises(PassFailedException, match=message):
        run(text, "idealloc-plan")
    kept = run(text, "idealloc-plan{keep-unknown=true}")
    assert '= memref.alloc() : memref<4xf32>' in kept


def test_what_does_not_fit_says_why():
    with pytest.raises(PassFailedException) as error:
        run(COPIES, 'idealloc-plan{capacity="default:300"}')
    assert "needs at least 512 bytes, capacity is 300, short by 212" in str(error.value)
    with pytest.raises(PassFailedException, match="has no 'SPACE:'"):
        run(COPIES, "idealloc-plan{capacity=300}")


@pytest.mark.parametrize(
    "type",
    ["i1", "i4", "i8", "i24", "i64", "index", "f16", "bf16", "f64", "f80",
     "complex<f32>", "vector<4xf32>", "vector<3xf32>", "vector<2x3xf32>",
     "vector<3xi1>", "vector<8xi8>"],
)
def test_sizes_are_those_of_mlir(type):
    text = f"""
func.func @f(%y: memref<3x{type}>) {{
  %a = memref.alloc() : memref<3x{type}>
  "memref.copy"(%y, %a) : (memref<3x{type}>, memref<3x{type}>) -> ()
  func.return
}}
"""
    ours = run(text, "idealloc-plan{alignment=1}")
    theirs = idealloc_opt(
        text, "--idealloc-annotate-lifetimes", "--idealloc-assign-offsets=alignment=1"
    ).stdout
    figure = re.compile(r"\b(alignment|bytes) = (\d+)")
    found = [dict(figure.findall(t)) for t in (ours, theirs)]
    assert found[0] == found[1]
