"""The tables of docs/evaluation, from rows of idealloc-bench's JSON."""

import math
import statistics

from page import markdown


def planned(result):
    return result["makespan"] is not None


def by_strategy(rows):
    """strategy -> instance -> row, strategies in the order of the table."""
    table = {}
    for row in rows:
        table.setdefault(row["strategy"], {})[row["instance"]] = row
    return table


def ratio(row):
    """Arena over LOAD."""
    return row["arena"] / row["load"] if planned(row) else None


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values)))


def mean_ratio(rows, instances):
    """Over all instances; None where one has no plan."""
    ratios = [ratio(rows[name]) if name in rows else None for name in instances]
    return None if None in ratios else geometric_mean(ratios)


def seconds_of(row):
    return row["seconds"]["median"]


def number(value, digits=4):
    return "–" if value is None else f"{value:.{digits}f}"


def label(name):
    """An instance without the capacity in its name."""
    return name.partition(".")[0]


def arena_table(table, instances, reference):
    """Ratio to LOAD per planner and instance, the best mean first."""
    rows = [["planner", "system", *map(label, instances), "mean", "above `auto`",
             "seconds"]]
    means = {name: mean_ratio(rows_, instances) for name, rows_ in table.items()}
    order = sorted(table, key=lambda name: (means[name] is None, means[name] or 0, name))
    for name in order:
        some = next(iter(table[name].values()))
        cells = [number(ratio(table[name][i]) if i in table[name] else None)
                 for i in instances]
        above = "–" if means[name] is None else \
            f"{100 * (means[name] / means[reference] - 1):.1f} %"
        seconds = sum(seconds_of(row) for row in table[name].values() if planned(row))
        rows.append([f"`{name}`", some["system"] or "idealloc", *cells,
                     number(means[name]), above, f"{seconds:.3f}"])
    return markdown(rows)


def seeds_table(table, instances):
    """Least, median and largest ratio to LOAD of what depends on the seed."""
    rows = [["planner", *map(label, instances)]]
    for name, rows_ in table.items():
        if all(len({run["seed"] for run in row["runs"]}) == 1 for row in rows_.values()):
            continue
        rows.append([f"`{name}`"] + [
            " ".join(f"{rows_[i]['makespan'][key] / rows_[i]['load']:.3f}"
                     for key in ("min", "median", "max"))
            for i in instances])
    return markdown(rows)


def first_everywhere(table, instances, reference):
    """How `reference` ranks, in a sentence; ties count as first."""
    beaten = []
    for name in instances:
        ours = table[reference][name]["arena"]
        better = [other for other, rows in table.items()
                  if name in rows and planned(rows[name])
                  and rows[name]["arena"] < ours]
        if better:
            beaten.append(f"{label(name)} (`{'`, `'.join(better)}`)")
    if not beaten:
        return (f"No planner has a smaller arena than `{reference}` on any of the "
                f"{len(instances)}.")
    return f"Smaller arenas than those of `{reference}`: " + ", ".join(beaten) + "."


def losses_in_time(table, instances, reference):
    """Where another planner needs no more bytes than `reference` and less time."""
    rows = [["instance", f"`{reference}` s", "faster at the same arena"]]
    for name in instances:
        ours = table[reference][name]
        faster = sorted((seconds_of(rows_[name]), other)
                        for other, rows_ in table.items()
                        if other != reference and name in rows_ and planned(rows_[name])
                        and rows_[name]["arena"] <= ours["arena"]
                        and seconds_of(rows_[name]) < seconds_of(ours))
        rows.append([label(name), f"{seconds_of(ours):.4f}",
                     ", ".join(f"`{other}` {seconds:.4f}" for seconds, other in faster)
                     or "none"])
    return markdown(rows)


def time_cell(row):
    """Seconds, and how it ended where that is no plan."""
    if row["status"] == "missing":
        return ""
    if not planned(row):
        return row["status"]
    mark = {"optimal": "", "feasible": "*"}.get(row["status"], "*")
    return f"{seconds_of(row):.4f}{mark}"


def time_table(results, sizes):
    table = by_strategy(results)
    columns = list(table)
    rows = [["instance", "buffers", *(f"`{name}`" for name in columns)]]
    for instance, buffers in sizes.items():
        rows.append([instance.replace(".1048576", ""), buffers,
                     *(time_cell(table[name][instance]) if instance in table[name]
                       else "" for name in columns)])
    return markdown(rows)


def ends_table(table, later, instances):
    rows = [["instance", "`xla-repack`", "with ends one later"]]
    for name in instances:
        rows.append([label(name), number(ratio(table["xla-repack"][name]), 3),
                     number(later["xla-repack"][name]["makespan"]["median"]
                            / table["xla-repack"][name]["load"], 3)])
    return markdown(rows)
