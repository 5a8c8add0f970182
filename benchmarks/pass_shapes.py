"""Programs that stretch one dimension each, for pass_scaling.py.

Each shape is a generator of the lines of a function's body; what it needs beside
that function comes first, as a string of its own that begins with `func.func`.
"""

KIND = "memref<16xf32>"
ARGUMENTS = (f"%in: {KIND}, %out: {KIND}, %v: f32, %i: index, %n: index, %c: i1")


def program(shape, count):
    """The module: functions of the shape, and its body as @f."""
    lines = list(SHAPES[shape](count))
    functions = [line for line in lines if line.startswith("func.func")]
    body = [line for line in lines if not line.startswith("func.func")]
    return "\n".join([*functions, f"func.func @f({ARGUMENTS}) {{", *body,
                      "return", "}", ""])


def copy(source, target, source_kind=KIND, target_kind=KIND):
    return f"memref.copy {source}, {target} : {source_kind} to {target_kind}"


def filled(name):
    """A buffer with a value."""
    yield f"{name} = memref.alloc() : {KIND}"
    yield copy("%in", name)


def filled_all(count, name="%a{}"):
    for k in range(count):
        yield from filled(name.format(k))


def names(pattern, count):
    return ", ".join(pattern.format(k) for k in range(count))


def kinds(count):
    return ", ".join([KIND] * count)


def read_all(pattern, count):
    for k in range(count):
        yield copy(pattern.format(k), "%out")


def viewchain(count):
    """A chain of casts."""
    types = [KIND, "memref<?xf32>"]
    yield from filled("%s0")
    for k in range(count):
        yield (f"%s{k + 1} = memref.cast %s{k} : {types[k % 2]} to "
               f"{types[(k + 1) % 2]}")
    yield copy(f"%s{count}", "%out", types[count % 2])


def manylive(count):
    """Buffers that live across as many blocks."""
    yield from filled_all(count)
    yield "cf.br ^b0"
    for k in range(count):
        yield f"^b{k}:"
        yield copy(f"%a{k}", "%out")
        yield f"cf.br ^b{k + 1}"
    yield f"^b{count}:"


def blockargs(count):
    """Arguments of one block."""
    yield from filled_all(count)
    yield f"cf.br ^b({names('%a{}', count)} : {kinds(count)})"
    yield f"^b({names('%x{}: ' + KIND, count)}):"
    yield from read_all("%x{}", count)


def phis(count):
    """Two buffers merged in each of many blocks."""
    yield from filled("%a")
    yield from filled("%b")
    yield f"cf.cond_br %c, ^p0(%a : {KIND}), ^p0(%b : {KIND})"
    for k in range(count):
        yield f"^p{k}(%x{k}: {KIND}):"
        yield (f"cf.cond_br %c, ^p{k + 1}(%x{k} : {KIND}), "
               f"^p{k + 1}(%a : {KIND})")
    yield f"^p{count}(%z: {KIND}):"
    yield copy("%z", "%out")


def cfswitch(count):
    """A cf.switch that hands on one of many buffers."""
    yield from filled_all(count)
    yield "%q = arith.index_cast %i : index to i32"
    cases = ", ".join(f"{k}: ^e(%a{k} : {KIND})" for k in range(count))
    yield f"cf.switch %q : i32, [default: ^e(%in : {KIND}), {cases}]"
    yield f"^e(%z: {KIND}):"
    yield copy("%z", "%out")


def selects(count):
    """Buffers merged one after another."""
    yield from filled("%a0")
    last = "%a0"
    for k in range(1, count):
        yield from filled(f"%a{k}")
        yield f"%s{k} = arith.select %c, {last}, %a{k} : {KIND}"
        last = f"%s{k}"
    yield copy(last, "%out")


def onetouch(count):
    """A chain of branches, each with a buffer of its own or the last one."""
    yield from filled("%r0")
    for k in range(count):
        yield f"%r{k + 1} = scf.if %c -> ({KIND}) {{"
        yield from filled(f"%a{k}")
        yield f"scf.yield %a{k} : {KIND}"
        yield "} else {"
        yield f"scf.yield %r{k} : {KIND}"
        yield "}"
    yield copy(f"%r{count}", "%out")


def cases(count):
    """An scf.index_switch with a buffer in each case, one of which is its result."""
    yield f"%r = scf.index_switch %i -> {KIND}"
    for case in [*(f"case {k}" for k in range(count)), "default"]:
        name = "%a_" + case.replace(" ", "_")
        yield f"{case} {{"
        yield from filled(name)
        yield f"scf.yield {name} : {KIND}"
        yield "}"
    yield copy("%r", "%out")


def casebuffers(count):
    """An scf.index_switch with a buffer in each case, used there alone."""
    yield "scf.index_switch %i"
    for k in range(count):
        yield f"case {k} {{"
        yield from filled(f"%a{k}")
        yield copy(f"%a{k}", "%out")
        yield "scf.yield"
        yield "}"
    yield "default {"
    yield "}"


def carried(count, body, yielded):
    """A loop that carries buffers."""
    yield "%c0 = arith.constant 0 : index"
    yield "%c1 = arith.constant 1 : index"
    yield from filled_all(count)
    yield (f"%r:{count} = scf.for %k = %c0 to %n step %c1 "
           f"iter_args({', '.join(f'%x{k} = %a{k}' for k in range(count))}) "
           f"-> ({kinds(count)}) {{")
    yield from body
    yield f"scf.yield {', '.join(yielded)} : {kinds(count)}"
    yield "}"
    yield from read_all("%r#{}", count)


def itercarried(count):
    """Buffers that a loop carries and writes."""
    body = [f"memref.store %v, %x{k}[%i] : {KIND}" for k in range(count)]
    return carried(count, body, [f"%x{k}" for k in range(count)])


def iterrotate(count):
    """Buffers that a loop passes around in a circle."""
    return carried(count, [], [f"%x{(k + 1) % count}" for k in range(count)])


def iterwrites(count):
    """The same, all written before they are passed on."""
    body = [f"memref.store %v, %x{k}[%i] : {KIND}" for k in range(count)]
    return carried(count, body, [f"%x{(k + 1) % count}" for k in range(count)])


def callargs(count):
    """Arguments of one function."""
    yield (f"func.func private @g({names('%x{}: ' + KIND, count)}) {{\n"
           "%v = arith.constant 1.0 : f32\n%i = arith.constant 0 : index\n"
           + "".join(f"memref.store %v, %x{k}[%i] : {KIND}\n"
                     for k in range(count)) + "return\n}")
    for k in range(count):
        yield f"%a{k} = memref.alloc() : {KIND}"
    yield f"call @g({names('%a{}', count)}) : ({kinds(count)}) -> ()"
    yield from read_all("%a{}", count)


def callresults(count):
    """A function that returns its arguments."""
    yield (f"func.func private @g({names('%x{}: ' + KIND, count)}) -> "
           f"({kinds(count)}) {{\nreturn {names('%x{}', count)} : "
           f"{kinds(count)}\n}}")
    yield from filled_all(count)
    yield (f"%r:{count} = call @g({names('%a{}', count)}) : ({kinds(count)}) -> "
           f"({kinds(count)})")
    yield from read_all("%r#{}", count)


def operands(count):
    """Inputs of one op."""
    yield from filled_all(count)
    maps = ", ".join(["affine_map<(d0) -> (d0)>"] * (count + 1))
    yield (f"linalg.generic {{indexing_maps = [{maps}], "
           "iterator_types = [\"parallel\"]} "
           f"ins({names('%a{}', count)} : {kinds(count)}) "
           f"outs(%out : {KIND}) {{")
    yield f"^bb0({names('%e{}: f32', count)}, %o: f32):"
    yield "linalg.yield %e0 : f32"
    yield "}"


def outputs(count):
    """Outputs of one op, and as many buffers filled in reverse."""
    for k in range(count):
        yield f"%a{k} = memref.alloc() : {KIND}"
        yield f"%b{k} = memref.alloc() : {KIND}"
    maps = ", ".join(["affine_map<(d0) -> (d0)>"] * (count + 1))
    yield (f"linalg.generic {{indexing_maps = [{maps}], "
           "iterator_types = [\"parallel\"]} "
           f"ins(%in : {KIND}) outs({names('%a{}', count)} : {kinds(count)}) {{")
    yield f"^bb0(%e: f32, {names('%o{}: f32', count)}):"
    yield f"linalg.yield {names('%e', count)} : {', '.join(['f32'] * count)}"
    yield "}"
    yield f"linalg.fill ins(%v : f32) outs(%b{count - 1} : {KIND})"
    for k in reversed(range(count - 1)):
        yield copy(f"%b{k + 1}", f"%b{k}")
    yield from read_all("%a{}", count)
    yield from read_all("%b{}", count)


def started(number, tag, index, tag_kind):
    """A buffer, and the start of a DMA into it."""
    yield f"%a{number} = memref.alloc() : {KIND}"
    yield (f"memref.dma_start %in[%c0], %a{number}[%c0], %c16, {tag}[{index}] : "
           f"{KIND}, {KIND}, {tag_kind}")


def arrived(number, tag, index, tag_kind):
    """The wait for a DMA, and a read of its buffer."""
    yield f"memref.dma_wait {tag}[{index}], %c16 : {tag_kind}"
    yield copy(f"%a{number}", "%out")


DMA_CONSTANTS = ["%c16 = arith.constant 16 : index", "%c0 = arith.constant 0 : index"]


def tags(count):
    """DMAs on elements of one tag, all waited for at the end."""
    kind = f"memref<{count}xi32>"
    yield from DMA_CONSTANTS
    yield f"%g = memref.alloc() : {kind}"
    for k in range(count):
        yield f"%e{k} = arith.constant {k} : index"
        yield from started(k, "%g", f"%e{k}", kind)
    for k in range(count):
        yield from arrived(k, "%g", f"%e{k}", kind)


def sametag(count):
    """DMAs one after another on one element of a tag."""
    kind = "memref<1xi32>"
    yield from DMA_CONSTANTS
    yield f"%g = memref.alloc() : {kind}"
    for k in range(count):
        yield from started(k, "%g", "%c0", kind)
        yield from arrived(k, "%g", "%c0", kind)


def task(number, dependency="", fill=None):
    """Starts a task that fills a buffer."""
    yield f"%a{number} = memref.alloc() : {KIND}"
    yield f"%t{number} = async.execute {dependency}{{"
    yield fill or copy("%in", f"%a{number}")
    yield "async.yield"
    yield "}"


def group(count):
    """Tasks of one group, waited for together."""
    yield "%g = async.create_group %n : !async.group"
    for k in range(count):
        yield from task(k)
        yield f"%k{k} = async.add_to_group %t{k}, %g : !async.token"
    yield "async.await_all %g"


def tasks(count):
    """Tasks that wait for one another, the last of which is waited for."""
    for k in range(count):
        yield from task(k, f"[%t{k - 1}] " if k else "")
    yield f"async.await %t{count - 1} : !async.token"


def transfers(count):
    """DMAs with a tag each, all waited for at the end."""
    kind = "memref<1xi32>"
    yield from DMA_CONSTANTS
    for k in range(count):
        yield f"%g{k} = memref.alloc() : {kind}"
        yield from started(k, f"%g{k}", "%c0", kind)
    for k in range(count):
        yield from arrived(k, f"%g{k}", "%c0", kind)


def bounded(count):
    """Buffers of bounded dynamic shape."""
    kind = "memref<?xf32>"
    for k in range(count):
        yield f"%m{k} = affine.min affine_map<(d0) -> (d0, {8 + k % 7})>(%n)"
        yield f"%a{k} = memref.alloc(%m{k}) : {kind}"
        yield f"memref.store %v, %a{k}[%i] : {kind}"
        yield f"%l{k} = memref.load %a{k}[%i] : {kind}"
        yield f"memref.store %l{k}, %out[%i] : {KIND}"


def inplace(count):
    """A chain of buffers, each written from the last in its bytes."""
    last = "%in"
    for k in range(count):
        yield f"%a{k} = memref.alloc() : {KIND}"
        yield f"linalg.exp ins({last} : {KIND}) outs(%a{k} : {KIND})"
        last = f"%a{k}"
    yield copy(last, "%out")


def taskcalls(count):
    """The same, with a call in each."""
    yield (f"func.func private @g(%x: {KIND}, %y: {KIND}) {{\n"
           f"{copy('%x', '%y')}\nreturn\n}}")
    for k in range(count):
        yield from task(k, f"[%t{k - 1}] " if k else "",
                        f"func.call @g(%in, %a{k}) : ({KIND}, {KIND}) -> ()")
    yield f"async.await %t{count - 1} : !async.token"


def spaces(count):
    """A buffer in each of many memory spaces."""
    for k in range(count):
        kind = f"memref<16xf32, {k + 1}>"
        yield f"%a{k} = memref.alloc() : {kind}"
        yield copy("%in", f"%a{k}", target_kind=kind)
        yield copy(f"%a{k}", "%out", source_kind=kind)


def ifresults(count):
    """A branch with many results, a buffer for each on both sides."""
    yield f"%r:{count} = scf.if %c -> ({kinds(count)}) {{"
    yield from filled_all(count)
    yield f"scf.yield {names('%a{}', count)} : {kinds(count)}"
    yield "} else {"
    yield from filled_all(count, "%b{}")
    yield f"scf.yield {names('%b{}', count)} : {kinds(count)}"
    yield "}"
    yield from read_all("%r#{}", count)


def nest_if(count):
    """Branches inside one another, a buffer in each."""
    for k in range(count):
        yield "scf.if %c {"
        yield from filled(f"%a{k}")
    for k in reversed(range(count)):
        yield copy(f"%a{k}", "%out")
        yield "}"


def training(count):
    """A training step: activations that the way back reads from the last to the
    first, and two gradients for each that are added up behind all of it."""
    def elementwise(name, sources, target):
        operands = ", ".join(sources)
        types = ", ".join([KIND] * len(sources))
        return f"linalg.{name} ins({operands} : {types}) outs({target} : {KIND})"

    def computed(name, sources, target):
        yield f"{target} = memref.alloc() : {KIND}"
        yield elementwise(name, sources, target)

    layers = count // 4
    yield from filled("%a0")
    for k in range(layers):
        yield from computed("exp", [f"%a{k}"], f"%a{k + 1}")
    yield from computed("exp", [f"%a{layers}"], f"%g{layers}")
    for k in reversed(range(layers)):
        yield from computed("mul", [f"%g{k + 1}", f"%a{k}"], f"%d{k}")
        yield from computed("add", [f"%g{k + 1}", f"%a{k}"], f"%e{k}")
        yield from computed("sub", [f"%g{k + 1}", f"%a{k + 1}"], f"%g{k}")
    for k in reversed(range(layers)):
        yield elementwise("add", [f"%d{k}", f"%e{k}"], "%out")


SHAPES = {shape.__name__: shape for shape in
          [viewchain, manylive, blockargs, phis, cfswitch, selects, onetouch,
           cases, casebuffers, itercarried, iterrotate, iterwrites, callargs,
           callresults, operands, outputs, tags, sametag, transfers, bounded,
           inplace, group, tasks, taskcalls, spaces, ifresults, nest_if,
           training]}
