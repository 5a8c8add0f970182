"""The planted bugs: mistakes that checks of plans must find.

A bug replaces a text that occurs once in its file. In the replacement BUG stands
for the condition that this bug is the chosen one, and what is right for the
others. To plant one, add a row; test/Integration/mutations.test then asks which
check finds it, and docs/ShadowCheck.md has its row in the table.
"""

from dataclasses import dataclass


@dataclass
class Bug:
    name: str
    summary: str
    file: str
    text: str
    replacement: str
    # What it makes wrong: a plan, an order of a program, or of a graph.
    spoils: str = "plan"

    @property
    def rewrites(self):
        """It is in idealloc-shorten, not in a plan."""
        return ("/Shorten" in self.file
                or self.file == "lib/Lifetimes/BufferUses.cpp")

    @property
    def is_left(self):
        """It plans what idealloc-annotate-lifetimes{leave-unverifiable} leaves alone;
        the others are planted where nothing is left, so that the verifier must find
        them."""
        return self.name == "plan-unverifiable"


BUGS = [
    Bug("first-access-only", "lifetimes end one tick after they begin",
        "lib/Transforms/LifetimeAttributes.cpp",
        """\
  SmallVector<int64_t> bounds = root.live.toBounds();
  root.op->setAttr(IdeallocDialect::kLifetime,
""", """\
  SmallVector<int64_t> bounds = root.live.toBounds();
  if (BUG)
    bounds = {bounds.front(), bounds.front() + 1};
  root.op->setAttr(IdeallocDialect::kLifetime,
"""),
    Bug("end-early", "lifetimes end one tick too early",
        "lib/Transforms/LifetimeAttributes.cpp",
        """\
                   LifetimeAttr::get(root.op->getContext(), bounds));
  if (root.slot >= 0)
""", """\
                   LifetimeAttr::get(root.op->getContext(), [&] {
                     if (BUG && bounds.back() > bounds.end()[-2] + 1)
                       --bounds.back();
                     return ArrayRef(bounds);
                   }()));
  if (root.slot >= 0)
"""),
    Bug("plan-unverifiable", "what the verifier cannot follow is planned",
        "lib/Transforms/Refusals.cpp",
        "  if (buffers.empty())\n    return;\n  for (const Unverifiable",
        "  if (buffers.empty() || BUG)\n    return;\n"
        "  for (const Unverifiable"),
    Bug("drop-back-edges", "loop bodies run once (rule 1)",
        "lib/Lifetimes/ControlFlow.cpp",
        "else if (!trips || !trips->isOne())",
        "else if ((!trips || !trips->isOne()) && !BUG)"),
    Bug("drop-zero-trips", "loop bodies run at least once (rule 1)",
        "lib/Lifetimes/ControlFlow.cpp",
        "bypass = !trips || trips->isZero();",
        "bypass = (!trips || trips->isZero()) &&"
        " !(BUG && isa<LoopLikeOpInterface>(op));"),
    Bug("forget-generations", "no older generation is in use (rule 2)",
        "lib/Lifetimes/Lifetimes.cpp",
        "!dominance.properlyDominates(value, birth.op))",
        "!dominance.properlyDominates(value, birth.op) || BUG)"),
    Bug("all-exclusive", "all roots behind one value share a slot (rule 3)",
        "lib/Lifetimes/BranchSlots.cpp",
        """\
bool SlotSharing::isUsedAcross(size_t user, size_t birth) {
""", """\
bool SlotSharing::isUsedAcross(size_t user, size_t birth) {
  if (BUG)
    return false;
"""),
    Bug("sequential-bodies", "parallel bodies run in order (rule 4)",
        "lib/Lifetimes/ScreenAccesses.cpp",
        "RegionKind kind = lifetimes.kindOf(*region);",
        "RegionKind kind = lifetimes.kindOf(*region);\n"
        "    if (kind == RegionKind::Parallel && BUG)\n      continue;"),
    Bug("forget-waits", "asynchronous ops are done when they return (rule 4)",
        "lib/Lifetimes/ScreenAccesses.cpp",
        "if (wait) {",
        "if (wait && !BUG) {"),
    Bug("forget-branches", "block arguments alias nothing (rule 5)",
        "lib/Lifetimes/AliasFlow.cpp",
        "} else if (auto branch = dyn_cast<BranchOpInterface>(op)) {",
        "} else if (BUG && isa<BranchOpInterface>(op)) {\n"
        "  } else if (auto branch = dyn_cast<BranchOpInterface>(op)) {"),
    Bug("forget-selects", "results of selects alias nothing (rule 6)",
        "lib/Lifetimes/AliasFlow.cpp",
        "if (auto flow = dyn_cast<bufferization::BufferViewFlowOpInterface>(op))",
        "if (BUG && isa<SelectLikeOpInterface>(op)) {\n"
        "  } else if (auto flow ="
        " dyn_cast<bufferization::BufferViewFlowOpInterface>(op))"),
    Bug("forget-yields", "results of region ops alias nothing (rule 6)",
        "lib/Lifetimes/AliasFlow.cpp",
        "    addThroughTerminator(use, exit, aliases);",
        "    if (!BUG)\n"
        "      addThroughTerminator(use, exit, aliases);"),
    Bug("forget-returns", "returned buffers do not escape (rule 7)",
        "lib/Lifetimes/UseScreen.cpp",
        """return escape(quoted(op) + " returns it");""",
        """return BUG ? UseVerdict{UseKind::Access}
               : escape(quoted(op) + " returns it");"""),
    Bug("forget-callee-reads", "callees read nothing (rule 7)",
        "lib/Lifetimes/FunctionSummary.cpp",
        "if (access.reads)",
        "if (access.reads && !BUG)"),
    Bug("forget-callee-writes", "callees write nothing (rule 7)",
        "lib/Lifetimes/FunctionSummary.cpp",
        "if (access.writes)",
        "if (access.writes && !BUG)"),
    Bug("forget-callee-results", "callees return no argument (rule 7)",
        "lib/Lifetimes/FunctionSummary.cpp",
        "      returns[use.getOperandNumber()] |= arguments;",
        "      if (!BUG)\n"
        "        returns[use.getOperandNumber()] |= arguments;"),
    Bug("forget-callee-keeps", "callees keep no argument (rule 7)",
        "lib/Lifetimes/FunctionSummary.cpp",
        """\
opaque.contains(op->getParentRegion())) {
      keeps |= arguments;
""", """\
opaque.contains(op->getParentRegion())) {
      if (!BUG)
        keeps |= arguments;
"""),
    Bug("partial-overwrites", "writing a part overwrites the whole",
        "lib/Lifetimes/WholeAccess.cpp",
        "memref::TransposeOp>(memref.getDefiningOp())) {",
        "memref::TransposeOp>(memref.getDefiningOp()) ||\n"
        "         (BUG && memref.getDefiningOp<memref::SubViewOp>())) {"),
    Bug("forget-dead-stores", "writes that nothing reads need no bytes",
        "lib/Lifetimes/Occupancy.cpp",
        "through |= node.accessed |",
        "through |= (BUG ? node.accessed & (readAfter | node.readBefore.onNone)"
        "\n                  : node.accessed) |"),
    Bug("any-in-place", "every structured op may write over what it reads (rule 10)",
        "lib/Lifetimes/WholeAccess.cpp",
        "  AffineMap map = op.getMatchingIndexingMap(&read);",
        "  if (BUG)\n"
        "    return op.isDpsInput(&read) && op.isDpsInit(&written);\n"
        "  AffineMap map = op.getMatchingIndexingMap(&read);"),
    Bug("meets-once", "who meets in place once may meet anywhere (rule 10)",
        "lib/Lifetimes/InPlaceSlots.cpp",
        "(*width == Width::Narrower || !meetInPlace(op, a, b)))",
        "(*width == Width::Narrower || (!meetInPlace(op, a, b) && !BUG)))"),
    Bug("forget-row-ends",
        "of a long row of accesses to one of several buffers the first is all",
        "lib/Lifetimes/AccessRows.cpp",
        "std::set<size_t> kept = {begin, end - 1};\n"
        "  for (size_t i : {items[begin].nextWrite, items[end - 1].lastRead})",
        "std::set<size_t> kept = {begin, BUG ? begin : end - 1};\n"
        "  for (size_t i : {items[begin].nextWrite,\n"
        "                   BUG ? begin : items[end - 1].lastRead})"),
    Bug("any-loop-order",
        "whatever order its loops are in, an op goes from front to back",
        "lib/Lifetimes/WholeAccess.cpp",
        "return loops && llvm::is_sorted(*loops);",
        "return loops && (BUG || llvm::is_sorted(*loops));"),
    Bug("forget-flights", "a DMA whose wait is in another block is done at once",
        "lib/Lifetimes/ScreenAccesses.cpp",
        "if (verdict.flight && !verdict.flight->isInBody())",
        "if (verdict.flight && !verdict.flight->isInBody() && !BUG)"),
    Bug("forget-flights-at-births",
        "no DMA is under way when a buffer is allocated",
        "lib/Lifetimes/TagFlight.cpp",
        "return count != 0;",
        "return count != 0 && !BUG;"),
    Bug("forget-footprints", "a callee that is not inlined needs no bytes",
        "lib/Lifetimes/ProgramTrees.cpp",
        """\
      for (unsigned callee : callees)
        llvm::append_range(parts, stretchOf(callee).getIntervals());
    }
""", """\
      for (unsigned callee : callees)
        if (!BUG)
          llvm::append_range(parts, stretchOf(callee).getIntervals());
    }
"""),
    Bug("cut-stretches", "the stretch of a call ends half way",
        "lib/Lifetimes/ProgramTrees.cpp",
        "parts{{tree.begin, tree.end}};",
        "parts{\n"
        "        {tree.begin, BUG ? (tree.begin + tree.end) / 2 : tree.end}};"),
    Bug("one-call", "a callee runs at the last of its calls alone",
        "lib/Lifetimes/ProgramTrees.cpp",
        "      SmallVector<TickInterval, 1> &parts = partsOf[alloc];\n",
        "      SmallVector<TickInterval, 1> &parts = partsOf[alloc];\n"
        "      if (BUG)\n"
        "        parts.clear();\n"),
    Bug("share-beside-others",
        "a callee beside which others run shares the arena",
        "lib/Lifetimes/ProgramTime.cpp",
        "if (call.callee && !call.whyConcurrent.empty())",
        "if (!BUG && call.callee && !call.whyConcurrent.empty())"),
    Bug("forget-earlier-results",
        "what a callee returned is dead when it is called again",
        "lib/Lifetimes/ProgramTrees.cpp",
        "if (!others.intersect(found.live).empty()) {",
        "if (!others.intersect(found.live).empty() && !BUG) {"),
    Bug("forget-phases",
        "what one thread needs no more needs none (rule 4)",
        "lib/Lifetimes/Lifetimes.cpp",
        "      root.live = phases.widen(root.live);",
        "      root.live = BUG ? root.live : phases.widen(root.live);"),
    Bug("forget-states", "a state is forgotten after its function",
        "lib/Transforms/LifetimeAttributes.cpp",
        "{0, program->size()}",
        "{0, BUG ? 1 : program->size()}"),
    Bug("share-parties", "functions that run at the same time share bytes",
        "lib/Transforms/PlannedArenas.cpp",
        "(own.party && arena.party) ||",
        "(own.party && arena.party && !BUG) ||"),
    Bug("forget-antidependences", "a read may run behind the next write",
        "lib/Lifetimes/BlockGraphBuilder.cpp",
        "  if (access.writes)\n    runBehind(memory.reads);",
        "  if (access.writes && !BUG)\n    runBehind(memory.reads);", "order"),
    Bug("forget-order-aliases", "a value is one buffer in every order",
        "lib/Lifetimes/MemoryAccesses.cpp",
        "      added.overwrites &= whole == added.origin;",
        "      added.overwrites &= whole == added.origin;\n"
        "      if (BUG)\n"
        "        return;", "order"),
    Bug("forget-bodies", "what bodies access ends in them",
        "lib/Lifetimes/BodyAccesses.cpp",
        "depths->areInsideOneOp(access.origin, body)",
        "(BUG || depths->areInsideOneOp(access.origin, body))", "order"),
    Bug("stale-clones", "an op may run again whatever it reads",
        "lib/Schedule/Rematerialize.cpp",
        "        other.after.push_back(clone.clone);",
        "        if (!BUG)\n"
        "          other.after.push_back(clone.clone);", "order"),
    Bug("forget-hills", "contraction looks at where runs end alone",
        "lib/Schedule/Macros.cpp",
        "effects(m).mostAboveEnd > effects(next).leastAboveStart)",
        "(effects(m).mostAboveEnd > effects(next).leastAboveStart && !BUG))",
        "graph"),
    Bug("cut-life", "a life ends at an op that updates the buffer",
        "lib/Transforms/ShortenLives.cpp",
        """\
        llvm::none_of(here, [](const BufferUse &use) { return use.reads; });
""", """\
        (BUG ||
         llvm::none_of(here, [](const BufferUse &use) { return use.reads; }));
"""),
    Bug("stale-fill", "a copy of a fill is one after the buffer was written",
        "lib/Transforms/ShortenFills.cpp",
        "  if (!top || (next != buffer.writes.end() &&",
        "  if (!top || (!BUG && next != buffer.writes.end() &&"),
    Bug("forget-writes", "what was copied is never written (readThrough)",
        "lib/Transforms/ShortenCopies.cpp",
        "(write == buffer.writes.end() || buffer.uses[*write].tick >= end);",
        "(BUG || write == buffer.writes.end() ||"
        " buffer.uses[*write].tick >= end);"),
    Bug("forget-arguments", "nothing writes arguments while ops move",
        "lib/Lifetimes/BufferUses.cpp",
        "  return hasTickIn(isGiven ? givenWrites : foreignWrites, begin, end);",
        "  return !BUG &&\n"
        "         hasTickIn(isGiven ? givenWrites : foreignWrites, begin, end);"),
    Bug("sink-over-writes", "ops move over writes of what they read",
        "lib/Transforms/ShortenSinking.cpp",
        "    if (write != buffer.writes.end() &&",
        "    if (!BUG && write != buffer.writes.end() &&"),
    Bug("any-part", "parts of one buffer never meet (writeThrough)",
        "lib/Transforms/ShortenParts.cpp",
        "        box && !box->meets(candidate.part))",
        "        box && (BUG || !box->meets(candidate.part)))"),
    Bug("used-later", "what a result is written over is not used later",
        "lib/Transforms/ShortenReturned.cpp",
        "source.uses.back().user() == op",
        "(BUG || source.uses.back().user() == op)"),
    Bug("later-value", "the next value of a buffer is the broadcast, too",
        "lib/Transforms/ShortenBroadcasts.cpp",
        "    if (found.successor && use.top != found.successor)",
        "    if (!BUG && found.successor && use.top != found.successor)"),
    Bug("forget-map", "a reader of a broadcast reads it as it was broadcast",
        "lib/Transforms/ShortenBroadcasts.cpp",
        "    map = found.map.compose(map);",
        "    map = BUG && map.getNumDims() == found.map.getNumDims()\n"
        "              ? found.map\n"
        "              : found.map.compose(map);"),
]
