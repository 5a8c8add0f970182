"""libidealloc through ctypes: what include/idealloc-c declares, no more.

ctypes, not a compiled module: one library serves every version of Python, nothing
is built against Python or LLVM, every call releases the GIL, and the C interface
is what other languages use, too.
"""

from __future__ import annotations

import ctypes
import os
import weakref
from collections.abc import Callable
from ctypes import c_bool, c_char_p, c_double, c_int, c_int64, c_size_t, c_uint
from ctypes import c_uint64, c_void_p
from pathlib import Path

#: The name that programs are linked to; another one is another interface.
SONAME = "libidealloc.so.0"

#: IDEALLOC_NO_PIN and IDEALLOC_NO_CAPACITY.
NONE = -(2**63)

CSV, JSON = 1, 2


class Buffer(ctypes.Structure):
    """IdeallocBuffer."""

    _fields_ = [
        ("id", c_char_p),
        ("begin", c_int64),
        ("end", c_int64),
        ("size", c_int64),
        ("alignment", c_int64),
        ("pin", c_int64),
        ("gap_count", c_size_t),
    ]


class Range(ctypes.Structure):
    """IdeallocRange."""

    _fields_ = [("begin", c_int64), ("end", c_int64)]


#: IdeallocProgressCallback.
Progress = ctypes.CFUNCTYPE(None, c_void_p, c_int64, c_int64)

_Int64s = ctypes.POINTER(c_int64)
_Ranges = ctypes.POINTER(Range)

# Text that the caller owns is c_void_p: ctypes would copy and forget a c_char_p.
_FUNCTIONS = {
    "Version": (c_char_p,),
    "StringDestroy": (None, c_void_p),
    "ProblemCreate": (c_void_p,),
    "ProblemDestroy": (None, c_void_p),
    "ProblemGetMessage": (c_char_p, c_void_p),
    "ProblemAddBuffers": (
        c_bool, c_void_p, c_size_t, ctypes.POINTER(c_char_p), _Int64s, _Int64s,
        _Int64s, _Int64s, _Int64s,
    ),
    "ProblemAddGap": (c_bool, c_void_p, c_size_t, c_int64, c_int64),
    "ProblemSetCapacity": (None, c_void_p, c_int64),
    "ProblemAddReserved": (c_bool, c_void_p, c_int64, c_int64),
    "ProblemCheck": (c_bool, c_void_p),
    "ProblemGetBufferCount": (c_size_t, c_void_p),
    "ProblemGetBuffer": (c_bool, c_void_p, c_size_t, ctypes.POINTER(Buffer)),
    "ProblemGetGaps": (_Ranges, c_void_p, c_size_t),
    "ProblemGetCapacity": (c_int64, c_void_p),
    "ProblemGetReservedCount": (c_size_t, c_void_p),
    "ProblemGetReserved": (_Ranges, c_void_p),
    "ProblemGetLoad": (c_int64, c_void_p, _Int64s),
    "ProblemRead": (
        c_bool, c_void_p, c_int, c_char_p, c_size_t, c_char_p, c_int64, c_bool,
    ),
    "StrategyGetCount": (c_size_t,),
    "StrategyGetName": (c_char_p, c_size_t),
    "StrategyGetSummary": (c_char_p, c_size_t),
    "OptionsCreate": (c_void_p,),
    "OptionsDestroy": (None, c_void_p),
    "OptionsGetMessage": (c_char_p, c_void_p),
    "OptionsSetStrategy": (c_bool, c_void_p, c_char_p),
    "OptionsSetEffort": (c_bool, c_void_p, c_double),
    "OptionsSetSeed": (None, c_void_p, c_uint64),
    "OptionsSetThreads": (c_bool, c_void_p, c_uint),
    "OptionsSetTimeLimit": (c_bool, c_void_p, c_double),
    "OptionsSetIterations": (c_bool, c_void_p, c_uint64),
    "OptionsSetStop": (None, c_void_p, c_void_p),
    "OptionsSetProgress": (c_bool, c_void_p, Progress, c_void_p),
    "StopCreate": (c_void_p,),
    "StopDestroy": (None, c_void_p),
    "StopRequest": (None, c_void_p),
    "PlanCreate": (c_void_p, c_void_p, c_void_p),
    "PlanDestroy": (None, c_void_p),
    "PlanGetStatus": (c_int, c_void_p),
    "PlanGetMessage": (c_char_p, c_void_p),
    "PlanGetOffsetCount": (c_size_t, c_void_p),
    "PlanGetOffsets": (_Int64s, c_void_p),
    "PlanGetMakespan": (c_int64, c_void_p),
    "PlanGetLowerBound": (c_int64, c_void_p),
    "PlanGetEffort": (c_uint64, c_void_p),
    "PlanGetConflictSetSize": (c_size_t, c_void_p),
    "PlanGetConflictSet": (ctypes.POINTER(c_size_t), c_void_p),
    "Verify": (
        c_int, c_void_p, _Int64s, c_size_t, c_bool, ctypes.POINTER(c_void_p),
    ),
    "ToCsv": (c_void_p, c_void_p, c_void_p),
    "ToJson": (c_void_p, c_void_p, c_void_p),
    "ToSvg": (c_void_p, c_void_p, c_void_p, c_char_p),
    "ToSummary": (c_void_p, c_void_p, c_void_p, c_char_p),
}


def _path() -> str:
    """The library that IDEALLOC_LIBRARY names; else that in the package, as wheels
    have it; else that of the folders above, in which the package was installed or
    built; else what the loader finds."""
    if named := os.environ.get("IDEALLOC_LIBRARY"):
        return named
    for folder in list(Path(__file__).absolute().parents)[:4]:
        for place in (folder / SONAME, folder / "lib" / SONAME):
            if place.exists():
                return str(place)
    return SONAME


class _Library:
    """The functions of _FUNCTIONS as attributes."""

    def __init__(self, path: str) -> None:
        try:
            loaded = ctypes.CDLL(path)
        except OSError as error:
            raise ImportError(
                f"cannot load {path}: {error}; set IDEALLOC_LIBRARY to the path of "
                f"{SONAME}"
            ) from None
        for name, (result, *arguments) in _FUNCTIONS.items():
            function = getattr(loaded, "idealloc" + name)
            function.restype = result
            function.argtypes = arguments
            setattr(self, name, function)

    def __getattr__(self, name: str) -> ctypes._CFuncPtr:  # for type checkers
        raise AttributeError(name)


lib = _Library(_path())


class Handle:
    """A handle of the library, an argument of its functions; destroyed when nothing
    refers to this any more."""

    def __init__(self, pointer: int | None, destroy: Callable[[int], None]) -> None:
        self._as_parameter_ = created(pointer)
        weakref.finalize(self, destroy, pointer)


def created(pointer: int | None) -> int:
    """What the library made, if there was memory."""
    if not pointer:
        raise MemoryError("idealloc: out of memory")
    return pointer


def taken(text: int | None) -> str:
    """Text that the library made, which is released."""
    try:
        return ctypes.string_at(created(text)).decode("utf-8", "replace")
    finally:
        lib.StringDestroy(text)


def version() -> str:
    """The version of the library that runs."""
    return lib.Version().decode()


def strategies() -> dict[str, str]:
    """Every planning strategy by name, with one sentence: method, guarantee, cost."""
    return {
        lib.StrategyGetName(i).decode(): lib.StrategyGetSummary(i).decode()
        for i in range(lib.StrategyGetCount())
    }
