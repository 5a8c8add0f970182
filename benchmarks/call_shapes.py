"""Programs of many functions, for pass_scaling.py: a size is a number of buffers.

Each function fills its buffers, reads them, and calls the next ones; a buffer lives
across those calls. The first function is public, and every other private.
"""

KIND = "memref<16xf32>"
COPY = f"{KIND} to {KIND}"


def function(number, buffers, callees):
    """@f<number>, its first buffer live across its calls."""
    visibility = "" if number == 0 else "private "
    yield f"func.func {visibility}@f{number}(%x: {KIND}) {{"
    for k in range(buffers):
        yield f"%a{k} = memref.alloc() : {KIND}"
        yield f"memref.copy %x, %a{k} : {COPY}"
        if k:
            yield f"memref.copy %a{k}, %x : {COPY}"
    for callee in callees:
        yield f"call @f{callee}(%x) : ({KIND}) -> ()"
    yield f"memref.copy %a0, %x : {COPY}"
    yield "return"
    yield "}"


def chain(count):
    """Each of the functions calls the next; 100 buffers each."""
    functions = max(1, count // 100)
    for number in range(functions):
        callees = [number + 1] if number + 1 < functions else []
        yield from function(number, 100, callees)


def diamond(count):
    """Each calls the next one twice, so that paths double with each function; 10
    buffers each."""
    functions = max(1, count // 10)
    for number in range(functions):
        callees = [number + 1] * 2 if number + 1 < functions else []
        yield from function(number, 10, callees)


def fan(count):
    """One calls all others; 10 buffers each."""
    functions = max(2, count // 10)
    yield from function(0, 10, range(1, functions))
    for number in range(1, functions):
        yield from function(number, 10, [])


SHAPES = {shape.__name__: shape for shape in [chain, diamond, fan]}
