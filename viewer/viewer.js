"use strict";
// The page: makes model, maps and tables and ties them together.

const byId = (id) => document.getElementById(id);

/** What is known of a buffer, as [name, text]. */
function factsOf(item) {
  const parts = item.live.map(([begin, end]) => `[${grouped(begin)}, ${grouped(end)})`).join(" ");
  const facts = [["bytes", grouped(item.size)], ["offset", grouped(item.offset)],
    ["live", parts], ["memory", item.memory.name], ["alignment", grouped(item.alignment)],
    ["kind", item.kind], ["type", item.type], ["space", item.space], ["place", item.location],
    ["first writer", item.first_writer], ["last reader", item.last_reader],
    ["members", item.members]];
  if (item.pinned) facts.push(["pinned", "yes"]);
  if (item.peak) {
    const { peak } = item.memory;
    const saved = (bytes) => (bytes === peak ? "no change" : `${grouped(bytes)} (${grouped(bytes - peak)})`);
    facts.push(["peak without it", saved(item.peak.without)],
      ["peak, 10 % smaller", saved(item.peak.ten_percent_smaller)],
      ["peak, begin one later", saved(item.peak.begin_one_later)],
      ["peak, end one earlier", saved(item.peak.end_one_earlier)]);
  }
  return facts.filter(([, text]) => text !== undefined && text !== "");
}

const listOf = (facts) => element("dl", {},
  ...facts.flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]));

class Viewer {
  constructor(report) {
    this.model = new Model(report);
    document.title = `${this.model.title} - idealloc`;
    byId("title").textContent = this.model.title;
    this.maps = this.model.memories.map((memory) => this.addMemory(memory));
    this.addTables();
    this.startTheme();
    byId("search").oninput = () => this.find(byId("search").value);
    byId("search").onkeydown = (event) => { if (event.key === "Enter") this.showFirst(); };
    byId("colour").value = this.model.buffers.some((item) => item.kind || item.first_writer) ? "kind" : "size";
    byId("colour").onchange = () => this.colour();
    this.colour();
  }

  addMemory(memory) {
    const map = element("canvas", { className: "map", tabIndex: 0 });
    map.setAttribute("role", "img");
    map.setAttribute("aria-label", `${memory.name}: buffers over time; the table below has all of them`);
    const curve = element("canvas", { className: "curve" });
    curve.setAttribute("role", "img");
    curve.setAttribute("aria-label", `${memory.name}: bytes live over time`);
    const view = new MemoryMap(memory, map, curve, {
      hover: (item, event) => this.hover(item, event), select: (item) => this.select(item) });
    const button = (text, label, onclick) => {
      const node = element("button", { type: "button", onclick, title: label }, text);
      node.setAttribute("aria-label", label);
      return node;
    };
    const zoom = element("div", { className: "zoom" },
      button("+", "zoom in", () => view.zoom(0.7, 0.7)),
      button("\u2212", "zoom out", () => view.zoom(1 / 0.7, 1 / 0.7)),
      button("all", "show all", () => view.reset()));
    byId("memories").append(element("section", { className: "memory" }, zoom,
      element("h2", {}, memory.name), this.figures(memory), map, curve));
    return view;
  }

  figures(memory) {
    const figures = [["buffers", grouped(memory.buffers)], ["bytes of all", grouped(memory.total)],
      ["arena", grouped(memory.arena)], ["peak (LOAD)", grouped(memory.peak)],
      ["lower bound", grouped(memory.lower_bound)], ["status", memory.status]];
    if (memory.capacity !== null) figures.push(["capacity", grouped(memory.capacity)]);
    if (memory.constants > 0) figures.push(["constants", grouped(memory.constants)]);
    if (memory.fills > 0) figures.push(["fills", grouped(memory.fills)]);
    return element("dl", { className: "figures" }, ...figures.map(([name, text]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, text))));
  }

  addTables() {
    const { model } = this;
    const select = (item) => this.select(item, true);
    this.peakTable = new Table("At the peak", [
      ["name", (b) => b.id], ["memory", (b) => b.memory.name], ["bytes", (b) => b.size],
      ["kind", (b) => b.kind || ""],
      ["peak without it", (b) => b.peak.without],
      ["10 % smaller", (b) => b.peak.ten_percent_smaller],
      ["begin one later", (b) => b.peak.begin_one_later],
      ["end one earlier", (b) => b.peak.end_one_earlier],
    ], model.atPeak, select);
    this.bufferTable = new Table("Buffers", [
      ["name", (b) => b.id], ["memory", (b) => b.memory.name], ["bytes", (b) => b.size],
      ["offset", (b) => b.offset], ["begin", (b) => b.begin], ["end", (b) => b.end],
      ["kind", (b) => b.kind || ""], ["type", (b) => b.type || ""], ["place", (b) => b.location || ""],
      ["first writer", (b) => b.first_writer || ""], ["last reader", (b) => b.last_reader || ""],
    ], model.buffers, select);
    byId("tables").append(this.peakTable.node, this.bufferTable.node);
    this.addAccounts();
  }

  /** All memory spaces, what is outside of arenas, and what has changed; each if there is any. */
  addAccounts() {
    const { model } = this;
    const add = (title, columns, rows) => {
      if (rows.length > 0) byId("tables").append(new Table(title, columns, rows).node);
    };
    add("Memory spaces", [
      ["memory space", (t) => t.space], ["all", (t) => t.bytes], ["arenas", (t) => t.arenas],
      ["globals", (t) => t.globals], ["constants", (t) => t.constants],
      ["left alone", (t) => t.left_alone], ["sizes unknown", (t) => t.unknown_sizes],
      ["one plan could save", (t) => t.one_plan_could_save],
      ["capacity", (t) => (t.capacity === null ? "" : t.capacity)],
    ], model.totals);
    add("Outside of the arenas", [
      ["kind", (o) => o.kind], ["memory space", (o) => o.space], ["bytes", (o) => o.bytes],
      ["count", (o) => o.count], ["sizes unknown", (o) => o.unknown_sizes],
      ["reason", (o) => o.reason], ["remedy", (o) => o.remedy],
      ["which", (o) => o.items.map((i) => [i.name, i.location].filter(Boolean).join(" at ")).join("; ")],
    ], model.others);
    const { since } = model;
    if (!since) return;
    add(`Since ${since.report}`, [
      ["memory", (m) => m.name], ["arena before", (m) => m.arena_before], ["arena", (m) => m.arena_after],
      ["peak before", (m) => m.peak_before], ["peak", (m) => m.peak_after],
      ["unchanged buffers", (m) => m.unchanged],
    ], since.memories);
    add("Changed buffers", [
      ["name", (c) => c.id], ["memory", (c) => c.memory], ["change", (c) => c.change],
      ["before", (c) => c.before], ["after", (c) => c.after],
    ], model.changes());
  }

  startTheme() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    const set = (theme) => {
      document.documentElement.dataset.theme = theme;
      this.maps.forEach((map) => map.invalidate());
    };
    set(dark ? "dark" : "light");
    byId("theme").onclick = () =>
      set(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  }

  colour() {
    const legend = this.model.colourBy(byId("colour").value);
    const lines = [["arena", "var(--accent)"], ["lower bound, where it is less", "var(--bound)"],
      ["capacity", "var(--capacity)"], ["peak", "var(--peak-line)"]];
    const entryOf = (className) => ([name, colour]) => {
      const entry = element("span", { className }, name);
      entry.style.setProperty("--swatch", colour);
      return entry;
    };
    byId("legend").replaceChildren(...legend.map(entryOf("swatch")), ...lines.map(entryOf("line")));
    this.maps.forEach((map) => map.invalidate());
  }

  find(text) {
    this.found = this.model.find(text);
    const isEmpty = text.trim() === "";
    byId("found").textContent = isEmpty ? "" : `${grouped(this.found.length)} of ${grouped(this.model.buffers.length)}`;
    const set = isEmpty ? null : new Set(this.found);
    for (const map of this.maps) {
      map.dimmed = set;
      map.invalidate();
    }
    this.bufferTable.setRows(isEmpty ? this.model.buffers : this.found);
  }

  showFirst() {
    if (this.found && this.found.length > 0) this.select(this.found[0], true);
  }

  /** Keeps the details of a buffer, or of none; shows it if `zoom`. */
  select(item, zoom = false) {
    for (const map of this.maps) {
      map.selected = item;
      if (zoom && item && map.memory === item.memory) map.zoomTo(item);
      map.invalidate();
    }
    byId("details").replaceChildren(...(item
      ? [element("h2", {}, item.id), listOf(factsOf(item))]
      : [element("p", {}, "No buffer is selected.")]));
  }

  hover(item, event) {
    const tip = byId("tooltip");
    tip.hidden = !item;
    if (!item) return;
    tip.replaceChildren(element("strong", {}, item.id),
      element("div", {}, `${grouped(item.size)} bytes at ${grouped(item.offset)}`),
      element("div", {}, `live [${grouped(item.begin)}, ${grouped(item.end)})` +
        (item.live.length > 1 ? ` in ${item.live.length} parts` : "")),
      ...[item.kind, item.type, item.location].filter(Boolean).map((text) => element("div", {}, text)));
    const right = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8);
    const below = Math.min(event.clientY + 14, window.innerHeight - tip.offsetHeight - 8);
    Object.assign(tip.style, { left: `${right}px`, top: `${below}px` });
  }
}

window.idealloc = new Viewer(JSON.parse(byId("report").textContent));
