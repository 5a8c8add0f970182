#!/usr/bin/env python3
"""What idealloc-shorten saves: the bytes of the arenas of every program of a
folder, as they are, with default options, and with views=all.

  shorten.py DIR [--all]

Prints a Markdown table of the networks and training steps named below (with
--all, of every program that changes), geometric means, and how many networks fit
into some sizes. Exit code 1 if an arena becomes larger, in any file of DIR, or a
program is refused that was not. idealloc-opt is that of the PATH.
"""

import argparse
import math
import re
import subprocess
import sys
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
OPTIONS = ["shorten=false", "shorten=true", "shorten=true views=all"]
ARENAS = re.compile(r"\{[^{}]*?\barenas = (\d+) : i64[^{}]*status = ")


def arena_bytes(path, options):
    """Those of all memory spaces; None if the pipeline fails."""
    result = subprocess.run(
        ["idealloc-opt", "--allow-unregistered-dialect", str(path),
         f"--idealloc=memory-spaces=all lower=false {options}"],
        capture_output=True, text=True)
    if result.returncode:
        return None
    return sum(map(int, ARENAS.findall(result.stdout)))


def geometric_mean(rows, names, column):
    ratios = [max(rows[name][column], 1) / rows[name][0]
              for name in names if rows.get(name) and rows[name][0]]
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    rows, wrong = {}, []
    for path in sorted(options.folder.glob("*.mlir")):
        row = [arena_bytes(path, text) for text in OPTIONS]
        if row[0] is None:
            continue
        rows[path.stem] = row
        wrong += [f"{path.stem}: {text}: {after} bytes, {row[0]} before"
                  for text, after in zip(OPTIONS, row)
                  if after is None or after > row[0]]
    names = [name for name in rows
             if (rows[name][0] != rows[name][2] if options.all
                 else name in INFERENCE + TRAINING)]
    print("| program | " + " | ".join(f"`{text}`" for text in OPTIONS) + " |")
    print("| --- | --- | --- | --- |")
    for name in names:
        print(f"| {name} | " + " | ".join(map(str, rows[name])) + " |")
    for title, group in (("inference", INFERENCE), ("training", TRAINING)):
        means = [geometric_mean(rows, group, column) for column in range(3)]
        if None not in means:
            print(f"| geometric mean, {title} | "
                  + " | ".join(f"{mean:.3f}" for mean in means) + " |")
    known = [rows[name] for name in INFERENCE if name in rows]
    for kib in (64, 256, 1024):
        fits = [sum(row[column] <= kib * 1024 for row in known)
                for column in range(3)]
        print(f"| networks within {kib} KiB | "
              + " | ".join(map(str, fits)) + " |")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
