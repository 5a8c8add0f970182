"""The pictures of docs/evaluation: same results, same bytes."""

import statistics

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "idealloc", "svg.fonttype": "none",
                            "font.size": 8})
from matplotlib import pyplot  # noqa: E402  (the backend comes first)

OURS, THEIRS = "#0b6e4f", "#8a8d91"
# The axis of Figure 6; longer bars are cut and say how long they are.
LEAST, MOST = 0.95, 3.2


def save(figure, path):
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def ratios(rows, instances):
    return [rows[name]["arena"] / rows[name]["load"] for name in instances
            if name in rows and rows[name]["makespan"] is not None]


def plot_arenas(table, instances, path, iterations):
    """Figure 6: arena over LOAD of every planner, on J, on K and on all."""
    panels = [([name], name.partition(".")[0]) for name in instances
              if name.partition(".")[0] in ("J", "K")]
    panels.append((instances, f"all {len(instances)}: mean, least, largest"))
    means = {name: statistics.geometric_mean(ratios(rows, instances))
             for name, rows in table.items()
             if len(ratios(rows, instances)) == len(instances)}
    order = sorted(means, key=lambda name: (-means[name], name))
    figure, axes = pyplot.subplots(1, len(panels), sharey=True,
                                   figsize=(11, 1.2 + 0.17 * len(order)),
                                   layout="constrained")
    for axis, (names, title) in zip(axes, panels):
        values = [ratios(table[name], names) for name in order]
        middle = [statistics.geometric_mean(v) for v in values]
        colours = [THEIRS if next(iter(table[name].values()))["system"] else OURS
                   for name in order]
        spread = [[m - min(v) for m, v in zip(middle, values)],
                  [max(v) - m for m, v in zip(middle, values)]]
        axis.barh(order, middle, color=colours,
                  xerr=spread if len(names) > 1 else None,
                  error_kw={"elinewidth": 0.6, "ecolor": "#333333"})
        for y, value in enumerate(middle):
            end = max(values[y])
            axis.text(min(end, MOST), y, f" {value:.3f}", fontsize=6,
                      ha="left" if end < MOST - 0.3 else "right",
                      va="center" if value == end or end < MOST - 0.3 else "bottom",
                      color="black" if value < MOST - 0.3 else "white")
        axis.set_title(title)
        axis.set_xlim(LEAST, MOST)
        axis.margins(y=0.005)
        axis.set_xlabel("arena / LOAD")
    figure.suptitle(f"Arena of every planner; boxing with {iterations:,} iterations; "
                    "green: idealloc")
    save(figure, path)


def plot_times(results, sizes, path):
    """Table 1: seconds over the number of buffers, both logarithmic."""
    figure, axis = pyplot.subplots(figsize=(9, 4.5), layout="constrained")
    lines = {}
    for row in results:
        if row["makespan"] is None or row["seconds"]["median"] <= 0:
            continue
        kind = "stacked" if row["instance"].startswith("stacked") else "tiled"
        lines.setdefault((row["strategy"], kind), []).append(
            (sizes[row["instance"]], row["seconds"]["median"]))
    colours = {}
    for (strategy, kind), points in sorted(lines.items()):
        colour = colours.setdefault(strategy, f"C{len(colours)}")
        axis.loglog(*zip(*sorted(points)), color=colour,
                    marker="." if kind == "tiled" else "x", markersize=4,
                    linewidth=0.8, linestyle="-" if kind == "tiled" else ":",
                    label=strategy if kind == "tiled" else f"{strategy}, stacked")
    axis.set_xlabel("buffers")
    axis.set_ylabel("seconds")
    axis.grid(which="major", linewidth=0.3)
    axis.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1.01, 1))
    save(figure, path)


