"""The pictures of docs/evaluation: same results, same bytes."""

import statistics

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "idealloc", "svg.fonttype": "none",
                            "font.size": 8})
from matplotlib import pyplot  # noqa: E402  (the backend comes first)

OURS, THEIRS = "#0b6e4f", "#8a8d91"
# The systems of Figure 6, and where its axis begins.
BARS = ["idealloc", "minimalloc", "TVM", "OpenVINO", "TensorFlow Lite", "XLA",
        "ONNX Runtime", "MLIR"]
LEAST = 0.95


def save(figure, path):
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def ratios(rows, instances):
    return [rows[name]["arena"] / rows[name]["load"] for name in instances
            if name in rows and rows[name]["makespan"] is not None]


def best_of_systems(table, instances):
    """For each system of BARS with a planner for all instances, that of the smallest
    mean arena: (system, planner, mean), the largest first."""
    best = {}
    for name, rows in table.items():
        system = next(iter(rows.values()))["system"] or "idealloc"
        values = ratios(rows, instances)
        if system not in BARS or len(values) != len(instances):
            continue
        candidate = (statistics.geometric_mean(values), name)
        best[system] = min(best.get(system, candidate), candidate)
    return sorted(((system, name, mean) for system, (mean, name) in best.items()),
                  key=lambda bar: (-bar[2], bar[0]))


def plot_arenas(table, instances, path):
    """Figure 6: arena over LOAD of the best planner of each of eight systems."""
    bars = best_of_systems(table, instances)
    labels = [f"{system}\n{name}" for system, name, _ in bars]
    means = [mean for _, _, mean in bars]
    values = [ratios(table[name], instances) for _, name, _ in bars]
    figure, axis = pyplot.subplots(figsize=(8, 0.9 + 0.38 * len(bars)),
                                   layout="constrained")
    axis.barh(labels, means,
              color=[OURS if system == "idealloc" else THEIRS for system, _, _ in bars],
              xerr=[[m - min(v) for m, v in zip(means, values)],
                    [max(v) - m for m, v in zip(means, values)]],
              error_kw={"elinewidth": 0.6, "ecolor": "#333333"})
    for y, (mean, ratio) in enumerate(zip(means, values)):
        axis.text(max(ratio), y, f"  {mean:.3f}", va="center")
    axis.set_xlim(LEAST, None)
    axis.margins(x=0.08)
    axis.set_xlabel("arena / LOAD; lines from the least to the largest problem")
    axis.set_title(f"Mean arena over {len(instances)} problems, the best planner of each "
                   "system")
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


