"""Pass `idealloc`: the module goes through idealloc-opt and comes back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, fields
from io import StringIO

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser
from xdsl.passes import ModulePass
from xdsl.printer import Printer
from xdsl.rewriter import Rewriter
from xdsl.utils.exceptions import ParseError, PassFailedException

from idealloc.xdsl import UNIVERSE

#: Options of several values, as `capacity="0:4096","1:65536"`.
Many = str | int | tuple[str | int, ...] | None


@dataclass(frozen=True)
class IdeallocPass(ModulePass):
    """Plans all static allocations, by the pipeline `--idealloc` of idealloc-opt,
    whose options these are (docs/Dialect.md). The module is exchanged in generic
    form. What idealloc-opt has to say is what PassFailedException says; remarks and
    warnings go to standard error.

    `executable` is idealloc-opt, by default that of the environment variable
    IDEALLOC_OPT, or on the path."""

    name = "idealloc"

    executable: str | None = None
    alignment: int | None = None
    bound_bytes: int | None = None
    callbacks: bool | None = None
    capacity: Many = None
    dealloc_arena: bool | None = None
    dump_problem: str | None = None
    effort: int | float | None = None
    in_place: bool | None = None
    instance_bytes: int | None = None
    lifetimes: str | None = None
    load_plan: str | None = None
    lower: bool | None = None
    memory_spaces: Many = None
    min_size: int | None = None
    reserve: Many = None
    seed: int | None = None
    storage: str | None = None
    strategy: str | None = None
    threads: int | None = None
    time_limit: int | float | None = None

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        module = self._parse(ctx, self._run(_generic(op)))
        op.detach_region(op.body)
        op.add_region(Rewriter().move_region_contents_to_new_regions(module.body))
        op.attributes = module.attributes

    def pipeline(self) -> str:
        """The flag of idealloc-opt."""
        options = [
            f"{field.name.replace('_', '-')}={_text(value)}"
            for field in fields(self)
            if field.name != "executable"
            and (value := getattr(self, field.name)) is not None
        ]
        return "--idealloc=" + " ".join(options) if options else "--idealloc"

    def _run(self, module: str) -> str:
        executable = self.executable or os.environ.get("IDEALLOC_OPT") or "idealloc-opt"
        if not shutil.which(executable):
            raise PassFailedException(
                f"idealloc: there is no program '{executable}'; name idealloc-opt by "
                "the option executable or the environment variable IDEALLOC_OPT"
            )
        run = subprocess.run(
            [executable, self.pipeline(), "--mlir-print-op-generic"],
            input=module, capture_output=True, text=True,
        )
        messages = run.stderr.strip()
        if run.returncode:
            raise PassFailedException(
                messages or f"idealloc: {executable} ended with {run.returncode}"
            )
        if messages:
            print(messages, file=sys.stderr)
        return run.stdout

    def _parse(self, ctx: Context, text: str) -> ModuleOp:
        if ctx.get_optional_dialect("idealloc") is None:
            if "idealloc" not in ctx.registered_dialect_names:
                ctx.register_dialect("idealloc", UNIVERSE.all_dialects["idealloc"])
        try:
            return Parser(ctx, text).parse_module()
        except ParseError as error:
            raise PassFailedException(
                f"idealloc: xDSL does not read what idealloc-opt printed: {error}"
            ) from error


def _generic(op: ModuleOp) -> str:
    stream = StringIO()
    Printer(print_generic_format=True, stream=stream).print_op(op)
    return stream.getvalue()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    text = str(value)
    return f'"{text}"' if " " in text else text
