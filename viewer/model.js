"use strict";
// The report as the page uses it: one list of buffers with their memory, their live
// parts and their colour, and no knowledge of how any of it is drawn.

/** Okabe and Ito's colours, which the colour-blind can tell apart; the last is "other". */
const CATEGORIES = ["#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#d55e00",
  "#0072b2", "#9aa0a6"];
/** Cividis, dark for small and light for large: readable without any colour sense. */
const SEQUENCE = ["#00224e", "#233e6c", "#4c556c", "#6c6e72", "#8b8778", "#ada16f",
  "#d1bd5c", "#fee838"];

const grouped = (number) => Math.round(number).toLocaleString("en-US");

/** The first words of a text up to a comma: "linalg.matmul, line 5" is "linalg.matmul". */
const beforeComma = (text) => text.split(",")[0].trim();

const CATEGORY_OF = {
  kind: (b) => b.kind || beforeComma(b.first_writer || "") || "unknown",
  layer: (b) => {
    const cut = Math.max(b.id.lastIndexOf("/"), b.id.lastIndexOf("."));
    return cut > 0 ? b.id.slice(0, cut) : "(no layer)";
  },
  type: (b) => (/(?:x|<)([a-z]+[0-9]*[a-z0-9]*)[,>]/i.exec(b.type || "") || [])[1] || "unknown",
};

class Model {
  constructor(report) {
    this.title = report.title;
    this.memories = report.memories;
    this.totals = report.totals;
    this.others = report.others;
    this.since = report.since;
    this.buffers = [];
    this.atPeak = [];
    for (const memory of report.memories) {
      const atPeak = new Map(memory.at_peak.map((entry) => [entry.id, entry]));
      memory.items = memory.plan.map((buffer) => this.add(buffer, memory, atPeak));
      const named = new Map(memory.items.map((item) => [item.id, item]));
      this.atPeak.push(...memory.at_peak.map((entry) => named.get(entry.id)));
      const times = memory.items.flatMap((item) => [item.begin, item.end]);
      memory.begin = times.reduce((a, b) => Math.min(a, b), times[0] ?? 0);
      memory.end = times.reduce((a, b) => Math.max(a, b), times[0] ?? 1);
    }
  }

  add(buffer, memory, atPeak) {
    const item = { ...buffer, memory, index: this.buffers.length,
      begin: buffer.live[0][0], end: buffer.live.at(-1)[1], peak: atPeak.get(buffer.id),
      colour: CATEGORIES.at(-1) };
    item.text = [item.id, item.kind, item.type, item.location, item.members]
      .filter(Boolean).join("\n").toLowerCase();
    this.buffers.push(item);
    return item;
  }

  /** What has changed since the old report, a row for each buffer and change. */
  changes() {
    const named = { added: "new", gone: "gone", moved: "offset", resized: "bytes", relived: "lifetime" };
    const shown = (value) => (Array.isArray(value) ? `[${value.map(grouped).join(", ")})` : grouped(value));
    return (this.since ? this.since.memories : []).flatMap((memory) =>
      Object.entries(named).flatMap(([key, change]) => memory[key].map((item) => ({
        id: item.id, memory: memory.name, change,
        before: key === "added" ? "" : shown(key === "gone" ? item.size : item.before),
        after: key === "gone" ? "" : shown(key === "added" ? item.size : item.after) }))));
  }

  /** Those whose name, kind, type, place or members hold the text; exact names first. */
  find(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    const found = this.buffers.filter((item) => item.text.includes(wanted));
    const rank = (item) => (item.id.toLowerCase() === wanted ? 0 : 1);
    return found.sort((a, b) => rank(a) - rank(b) || a.index - b.index);
  }

  /** Colours all buffers; returns the legend, [name, colour] by bytes descending. */
  colourBy(mode) {
    return mode === "size" ? this.colourBySize() : this.colourByCategory(CATEGORY_OF[mode]);
  }

  colourByCategory(categoryOf) {
    const bytes = new Map();
    for (const item of this.buffers) {
      item.category = categoryOf(item);
      bytes.set(item.category, (bytes.get(item.category) || 0) + item.size);
    }
    const names = [...bytes.keys()].sort((a, b) => bytes.get(b) - bytes.get(a) || (a < b ? -1 : 1));
    const most = CATEGORIES.length - 1;
    const colours = new Map(names.slice(0, most).map((name, i) => [name, CATEGORIES[i]]));
    for (const item of this.buffers) item.colour = colours.get(item.category) || CATEGORIES[most];
    const legend = [...colours];
    if (names.length > most) legend.push([`${names.length - most} others`, CATEGORIES[most]]);
    return legend;
  }

  colourBySize() {
    const largest = this.buffers.reduce((most, item) => Math.max(most, item.size), 2);
    const steps = SEQUENCE.length;
    for (const item of this.buffers) {
      const step = Math.floor((Math.log(item.size) / Math.log(largest)) * steps);
      item.colour = SEQUENCE[Math.min(step, steps - 1)];
    }
    return SEQUENCE.map((colour, i) =>
      [`up to ${grouped(largest ** ((i + 1) / steps))} bytes`, colour]);
  }
}
