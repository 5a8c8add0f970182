"""Every option of the pipeline `idealloc` reaches the passes that have it.

Takes the options from `idealloc-opt --help`, sets each to an unusual value, one
at a time, and reads the pipeline as printed: the passes that have the option
must have the value, and nothing else may change. An option of a pass that the
pipeline does not have is an error, unless it is named here.
"""

import re
import subprocess
import sys

ONLY_OF_PASSES = {"epsilon", "iterations", "leave-unverifiable", "repair", "search",
                  "trees"}
# Those that add the pass idealloc-report, and what they are called there.
OF_REPORT = {"report": "file", "report-against": "against",
             "fail-if-larger": "fail-if-larger"}
UNUSUAL = {"string": "unusual", "number": "1.250000e-01"}


def opt(*flags):
    return subprocess.run(["idealloc-opt", "/dev/null", *flags],
                          capture_output=True, text=True)


def declared():
    """The options of each pass and pipeline: name to type, None for bool, or
    to the list of values."""
    sections, options, values = {}, {}, []
    for line in opt("--help").stdout.splitlines():
        if match := re.match(r" {6}--([\w-]+)", line):
            options = sections.setdefault(match[1], {})
        elif match := re.match(r" {8}--([\w-]+)(?:=<(\w+)>)?", line):
            values = []
            options[match[1]] = values if match[2] == "value" else match[2]
        elif match := re.match(r" +=([\w-]+) ", line):
            values.append(match[1])
    return sections


def printed(setting=""):
    """The passes of the pipeline with shorten=true, each with its options as
    text."""
    text = opt("--pass-pipeline=builtin.module(idealloc{shorten=true " + setting + "})",
               "--dump-pass-pipeline").stderr
    return {name: {key: value.strip("{}") for key, value in
                   re.findall(r"([\w-]+)=(\{[^}]*\}|[^\s}]*)", options or "")}
            for name, options in
            re.findall(r"^  (idealloc-[\w-]+)(?:\{(.*)\})?,?$", text, re.M)}


def main():
    sections = declared()
    pipeline = sections["idealloc"]
    usual = printed()
    errors = []
    if printed("lower=false") != {name: options for name, options in
                                  usual.items() if "lower" not in name}:
        errors.append("lower=false drops not just the last pass")
    for name in usual:
        for option in sections[name].keys() - pipeline - ONLY_OF_PASSES:
            errors.append(f"option {option} of {name} is not one of idealloc")
    for option, kind in pipeline.items():
        users = [name for name in usual if option in sections[name]]
        if option in ("lower", "shorten"):
            continue
        if option in OF_REPORT:
            value = "true" if kind is None else "unusual"
            found = printed(f"{option}={value}")
            if found.pop("idealloc-report", {}).get(OF_REPORT[option]) != value or \
                    found != usual:
                errors.append(f"{option}={value} adds not just its pass")
            continue
        if option == "retain":
            found = printed("retain=false")
            if found.pop("idealloc-promise-noretain", None) is None or \
                    found != usual:
                errors.append("retain=false adds not just its pass")
            continue
        if not users:
            errors.append(f"no pass has option {option}")
            continue
        default = usual[users[0]].get(option)
        if isinstance(kind, list):
            value = next(value for value in kind if value != default)
        elif kind is None:
            value = "false" if default == "true" else "true"
        else:
            value = UNUSUAL.get(kind, "37")
        expected = {name: options | ({option: value} if name in users else {})
                    for name, options in usual.items()}
        if (option, value) == ("lifetimes", "given"):
            for name in ("make-static", "shorten", "schedule", "verify-order"):
                expected.pop(f"idealloc-{name}", None)
        found = printed(f"{option}={value}")
        if found != expected:
            errors.append(f"{option}={value} gives {found}")
    print(len(pipeline), "options")
    sys.exit("\n".join(errors) or 0)


main()
