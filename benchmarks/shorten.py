#!/usr/bin/env python3
"""What idealloc-shorten and idealloc-schedule save: the bytes of the arenas of every
program of a folder, as it is written, shortened, shortened and ordered, and the same
with views=all.

  shorten.py DIR [--all | --networks] [--jobs N]

Prints a Markdown table of the networks and training steps named below (with
--all, of every program that changes), geometric means, and how many networks fit
into some sizes. LOAD and what follows are of the third column: the bound over all
orders is 0 where none is known, as with clones; ops moved, clones, and their loop
iterations. Exit code 1 if an arena becomes larger, in any file of DIR (with
--networks, of the named ones), or a program is refused that was not. idealloc-opt is
that of the PATH.
"""

import argparse
import math
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

INFERENCE = """buddy_bert buddy_deepseek_r1_prefill buddy_deepseek_r1_decode
    buddy_next_flash_attention_prefill buddy_next_gqa_attention buddy_next_rope
    buddy_resnet18_tosa buddy_transformer_layer byteir_berttiny_fwd
    byteir_nanogpt_fwd gc_mnist_mlp heir_lenet heir_lola heir_mnist_mlp
    soda_lenet_tosa tpp_mlp_3x1024 lean_efficientnet_fwd
    iree_edge_detection""".split()
TRAINING = """lean_cifar8_bn_adam_train lean_cifar8_bn_adam_train.fused
    lean_mobilenetv2_train lean_mobilenetv2_train.fused lean_resnet34_train
    lean_vit_adamclip_train byteir_berttiny_bwd""".split()
OPTIONS = ["shorten=false schedule=off", "schedule=off", "", "views=all"]
ORDERED = 2
ARENAS = re.compile(r"\{[^{}]*?\barenas = (\d+) : i64[^{}]*status = ")
METRICS = ["Load", "LowerBound", "Moved", "Clones", "ExtraWork"]


def arena_bytes(path, options):
    """Those of all memory spaces, and what was said of orders; None if the
    pipeline fails."""
    result = subprocess.run(
        ["idealloc-opt", "--allow-unregistered-dialect", str(path),
         f"--idealloc=memory-spaces=all lower=false {options}",
         "--remarks-filter=idealloc"],
        capture_output=True, text=True)
    if result.returncode:
        return None, []
    return sum(map(int, ARENAS.findall(result.stdout))), [
        dict(re.findall(r"(\w+)=(\w+)", line))
        for line in re.findall(r"\] Order \|(.*)", result.stderr)]


def order_of(remarks):
    """Cells of all functions together."""
    sums = [sum(int(remark[key]) for remark in remarks) for key in METRICS]
    proved = sum(remark["Status"] == "optimal" for remark in remarks)
    return [*sums[:2], f"{proved} of {len(remarks)}", *sums[2:]]


def geometric_mean(rows, names, column):
    ratios = [max(rows[name][column], 1) / rows[name][0]
              for name in names if rows.get(name) and rows[name][0]]
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--all", action="store_true")
    group.add_argument("--networks", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N",
                        help="programs at a time (default: one for each processor)")
    options = parser.parse_args()
    rows, orders, wrong = {}, {}, []
    paths = [path for path in sorted(options.folder.glob("*.mlir"))
             if not options.networks or path.stem in INFERENCE + TRAINING]
    with ThreadPoolExecutor(options.jobs) as pool:
        found = list(pool.map(
            lambda path: [arena_bytes(path, text) for text in OPTIONS], paths))
    for path, results in zip(paths, found):
        row = [total for total, _ in results]
        if row[0] is None:
            continue
        rows[path.stem] = row
        orders[path.stem] = order_of(results[ORDERED][1])
        wrong += [f"{path.stem}: {text or 'default'}: {after} bytes, {row[0]} before"
                  for text, after in zip(OPTIONS, row)
                  if after is None or after > row[0]]
    names = [name for name in rows
             if (any(after != rows[name][0] for after in rows[name])
                 if options.all else name in INFERENCE + TRAINING)]
    heads = ["LOAD", "bound", "proved", "moved", "clones", "extra work"]
    columns = range(len(OPTIONS))

    def line(cells, rest):
        print("| " + " | ".join(map(str, [*cells, *rest])) + " |")
    line(["program", *(f"`{text}`" if text else "default" for text in OPTIONS)], heads)
    line(["---"] * (1 + len(OPTIONS)), ["---"] * len(heads))
    for name in names:
        line([name, *rows[name]], orders[name])
    nothing = [""] * len(heads)
    for title, group in (("inference", INFERENCE), ("training", TRAINING)):
        means = [geometric_mean(rows, group, column) for column in columns]
        if None not in means:
            line([f"geometric mean, {title}",
                  *(f"{mean:.3f}" for mean in means)], nothing)
    known = [rows[name] for name in INFERENCE if name in rows]
    for kib in (64, 256, 1024):
        line([f"networks within {kib} KiB",
              *(sum(row[column] <= kib * 1024 for row in known)
                for column in columns)], nothing)
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
