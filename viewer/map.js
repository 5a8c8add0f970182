"use strict";
// One memory: its buffers over time, and the curve of live bytes below. Both are
// canvases that share the axis of time.

const MOST_OUTLINED = 3000;
const MARGIN = { left: 86, right: 10, top: 8, bottom: 22 };

/** The colour of a CSS variable in the theme that is on. */
const themed = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** 1, 2, 5, 10, 20 ...: the smallest that is at least `least`. */
function decimalStep(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least);
}

const binaryStep = (least) => 2 ** Math.ceil(Math.log2(Math.max(least, 1)));

/** "1.25 KiB", exact; numbers that would need many digits are written in bytes. */
function bytesText(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let unit = 0;
  while (bytes >= 1024 && unit + 1 < units.length && (bytes * 1000) % 1024 === 0) {
    bytes /= 1024;
    unit += 1;
  }
  return `${bytes.toLocaleString("en-US", { maximumFractionDigits: 6 })} ${units[unit]}`;
}

class MemoryMap {
  /** `events` has hover(item or null, event), select(item). */
  constructor(memory, map, curve, events) {
    Object.assign(this, { memory, map, curve, events });
    this.frames = 0;
    this.dimmed = null; // Unless null, the set of buffers that are not dimmed.
    this.selected = null;
    this.hovered = null;
    const levels = [memory.arena, memory.lower_bound, memory.peak, memory.capacity || 0];
    const high = Math.max(1, ...levels.filter((bytes) => bytes <= 1.5 * memory.arena));
    this.all = { begin: memory.begin, end: Math.max(memory.end, memory.begin + 1), low: 0,
      high: high * 1.03 };
    this.view = { ...this.all };
    this.listen();
    new ResizeObserver(() => {
      this.measure();
      this.invalidate();
    }).observe(map);
    this.measure();
  }

  listen() {
    const { map } = this;
    map.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    map.addEventListener("dblclick", () => this.reset());
    map.addEventListener("keydown", (event) => this.onKey(event));
    map.addEventListener("pointerdown", (event) => {
      this.drag = { x: event.offsetX, y: event.offsetY, view: { ...this.view }, moved: false };
      map.setPointerCapture(event.pointerId);
    });
    map.addEventListener("pointermove", (event) => this.onMove(event));
    map.addEventListener("pointerup", (event) => {
      if (this.drag && !this.drag.moved)
        this.events.select(this.at(event.offsetX, event.offsetY));
      this.drag = null;
    });
    map.addEventListener("pointercancel", () => { this.drag = null; });
    map.addEventListener("pointerleave", () => this.hover(null));
  }

  onWheel(event) {
    event.preventDefault();
    // Browsers turn the wheel sideways while Shift is held.
    const factor = Math.exp((event.deltaY || event.deltaX) * 0.0015);
    this.zoom(event.altKey ? 1 : factor, event.shiftKey ? 1 : factor,
      this.timeAt(event.offsetX), this.byteAt(event.offsetY));
  }

  onKey(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    if (steps[event.key]) this.move(steps[event.key][0] / 8, steps[event.key][1] / 8);
    else if (event.key === "+" || event.key === "=") this.zoom(0.7, 0.7);
    else if (event.key === "-") this.zoom(1 / 0.7, 1 / 0.7);
    else if (event.key === "0") this.reset();
    else return;
    event.preventDefault();
  }

  onMove(event) {
    if (!this.drag) {
      this.hover(this.at(event.offsetX, event.offsetY), event);
      return;
    }
    const dx = event.offsetX - this.drag.x, dy = event.offsetY - this.drag.y;
    if (Math.abs(dx) + Math.abs(dy) > 3) this.drag.moved = true;
    if (!this.drag.moved) return;
    this.view = { ...this.drag.view };
    this.move(-dx / this.plotWidth, dy / this.plotHeight);
  }

  hover(item, event) {
    if (item !== this.hovered) {
      this.hovered = item;
      this.invalidate();
    }
    this.events.hover(item, event);
  }

  /** Moves by parts of what is seen. */
  move(time, bytes) {
    const { view } = this;
    const dt = (view.end - view.begin) * time, db = (view.high - view.low) * bytes;
    this.show({ begin: view.begin + dt, end: view.end + dt, low: view.low + db, high: view.high + db });
  }

  /** Makes what is seen larger by factors, around a point. */
  zoom(time, bytes, atTime, atByte) {
    const { view } = this;
    const t = atTime ?? (view.begin + view.end) / 2, b = atByte ?? (view.low + view.high) / 2;
    this.show({ begin: t + (view.begin - t) * time, end: t + (view.end - t) * time,
      low: b + (view.low - b) * bytes, high: b + (view.high - b) * bytes });
  }

  reset() { this.show(this.all); }

  /** Shows a buffer with some room around it. */
  zoomTo(item) {
    const time = (item.end - item.begin) * 1.5, bytes = item.size * 3;
    this.show({ begin: item.begin - time, end: item.end + time, low: item.offset - bytes,
      high: item.offset + item.size + bytes });
  }

  /** Shows a view, within all there is and not below a hundredth of a tick or byte. */
  show(view) {
    const { all } = this;
    const fit = (begin, end, least, most) => {
      const length = Math.min(Math.max(end - begin, 0.01), most - least);
      const from = Math.min(Math.max((begin + end - length) / 2, least), most - length);
      return [from, from + length];
    };
    const [begin, end] = fit(view.begin, view.end, all.begin, all.end);
    const [low, high] = fit(view.low, view.high, all.low, all.high);
    this.view = { begin, end, low, high };
    this.invalidate();
  }

  /** Looks up the size of the plot once, not for each of ten thousand buffers. */
  measure() {
    this.plotWidth = Math.max(this.map.clientWidth - MARGIN.left - MARGIN.right, 1);
    this.plotHeight = Math.max(this.map.clientHeight - MARGIN.top - MARGIN.bottom, 1);
  }
  x(time) {
    const { begin, end } = this.view;
    return MARGIN.left + ((time - begin) / (end - begin)) * this.plotWidth;
  }
  y(byte) {
    const { low, high } = this.view;
    return MARGIN.top + ((high - byte) / (high - low)) * this.plotHeight;
  }
  timeAt(x) {
    const { begin, end } = this.view;
    return begin + ((x - MARGIN.left) / this.plotWidth) * (end - begin);
  }
  byteAt(y) {
    const { low, high } = this.view;
    return high - ((y - MARGIN.top) / this.plotHeight) * (high - low);
  }

  /** The buffer at a point, null if there is none; holes are no part of it. */
  at(x, y) {
    const time = this.timeAt(x), byte = this.byteAt(y);
    // As wide as they are drawn.
    const slackT = (this.view.end - this.view.begin) / this.plotWidth;
    const slackB = (this.view.high - this.view.low) / this.plotHeight;
    let near = null;
    for (const item of this.memory.items) {
      if (byte < item.offset || byte >= item.offset + Math.max(item.size, slackB)) continue;
      for (const [begin, end] of item.live) {
        if (time >= begin && time < end) return item;
        if (time >= begin && time < begin + slackT) near = item;
      }
    }
    return near;
  }

  /** Draws once before the next frame, however often it is called. */
  invalidate() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      this.draw();
    });
  }

  draw() {
    this.frames += 1;
    this.measure();
    this.drawMap(this.open(this.map));
    this.drawCurve(this.open(this.curve));
  }

  /** A context in CSS pixels, cleared. */
  open(canvas) {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    context.font = "11px system-ui, Helvetica, Arial, sans-serif";
    return context;
  }

  clipToPlot(context, height) {
    context.save();
    context.beginPath();
    context.rect(MARGIN.left, MARGIN.top, this.plotWidth, height);
    context.clip();
  }

  drawMap(context) {
    this.drawTimes(context, this.map.clientHeight);
    const { low, high } = this.view;
    this.drawBytes(context, low, high, (byte) => this.y(byte), 9);
    this.clipToPlot(context, this.plotHeight);
    this.drawPeaks(context, this.map.clientHeight);
    this.drawReserved(context);
    this.drawBuffers(context);
    for (const [bytes, colour] of this.levels()) this.line(context, this.y(bytes), colour);
    context.restore();
  }

  levels() {
    const { memory } = this;
    const levels = [[memory.arena, themed("--accent"), "arena"]];
    if (memory.lower_bound !== memory.arena)
      levels.push([memory.lower_bound, themed("--bound"), "lower bound"]);
    if (memory.capacity !== null)
      levels.push([memory.capacity, themed("--capacity"), "capacity"]);
    return levels;
  }

  line(context, y, colour) {
    context.strokeStyle = colour;
    context.setLineDash([6, 3]);
    context.beginPath();
    context.moveTo(MARGIN.left, y);
    context.lineTo(MARGIN.left + this.plotWidth, y);
    context.stroke();
    context.setLineDash([]);
  }

  drawPeaks(context, height) {
    context.fillStyle = themed("--peak");
    for (const [begin, end] of this.memory.peaks) {
      const left = this.x(begin);
      context.fillRect(left, 0, Math.max(this.x(end) - left, 1), height);
    }
  }

  drawReserved(context) {
    context.fillStyle = themed("--reserved");
    for (const [begin, end] of this.memory.reserved)
      context.fillRect(MARGIN.left, this.y(end), this.plotWidth, this.y(begin) - this.y(end));
  }

  drawBuffers(context) {
    const { begin, end, low, high } = this.view;
    const seen = this.memory.items.filter((item) => item.end >= begin && item.begin <= end &&
      item.offset <= high && item.offset + item.size >= low);
    // Outlines of more would cost more than all else, and hide the colours.
    this.outlined = seen.length <= MOST_OUTLINED;
    for (const item of seen) this.drawBuffer(context, item);
    context.globalAlpha = 1;
    for (const item of seen)
      if (item === this.selected || item === this.hovered) this.mark(context, item);
  }

  drawBuffer(context, item) {
    const top = this.y(item.offset + item.size);
    const height = Math.max(this.y(item.offset) - top, 0.75);
    context.globalAlpha = this.dimmed && !this.dimmed.has(item) ? 0.15 : 1;
    if (item.live.length > 1) {
      // A thread through the holes: the parts are one buffer.
      context.fillStyle = item.colour;
      context.fillRect(this.x(item.begin), top + height / 2 - 1, this.x(item.end) - this.x(item.begin), 2);
    }
    for (const [begin, end] of item.live) {
      const left = this.x(begin), width = Math.max(this.x(end) - left, 0.75);
      context.fillStyle = item.colour;
      context.fillRect(left, top, width, height);
      if (width < 4 || height < 4) continue;
      if (this.outlined) {
        context.strokeStyle = "rgba(0, 0, 0, 0.45)";
        context.lineWidth = 0.5;
        context.strokeRect(left, top, width, height);
        context.lineWidth = 1;
      }
      if (width >= 24 && height >= 12) this.label(context, item, left, top, width, height);
    }
  }

  /** The name in what is seen of the rectangle, cut to its width. */
  label(context, item, left, top, width, height) {
    const from = Math.max(left, MARGIN.left), to = Math.min(left + width, MARGIN.left + this.plotWidth);
    const room = Math.floor((to - from - 6) / 6.2);
    if (room < 2) return;
    const text = item.id.length <= room ? item.id : `${item.id.slice(0, room - 1)}\u2026`;
    const dark = parseInt(item.colour.slice(1, 3), 16) * 0.3 + parseInt(item.colour.slice(3, 5), 16) * 0.59 +
      parseInt(item.colour.slice(5, 7), 16) * 0.11 < 120;
    context.fillStyle = dark ? "#ffffff" : "#111111";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, (from + to) / 2, top + height / 2);
  }

  mark(context, item) {
    const top = this.y(item.offset + item.size), height = Math.max(this.y(item.offset) - top, 2);
    context.strokeStyle = item === this.selected ? themed("--text") : themed("--accent");
    context.lineWidth = 2;
    for (const [begin, end] of item.live)
      context.strokeRect(this.x(begin), top, Math.max(this.x(end) - this.x(begin), 2), height);
    context.lineWidth = 1;
  }

  drawTimes(context, height) {
    const { begin, end } = this.view;
    const step = decimalStep((end - begin) / Math.max(this.plotWidth / 90, 1));
    context.fillStyle = themed("--faint");
    context.strokeStyle = themed("--line");
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    for (let time = Math.ceil(begin / step) * step; time <= end; time += step) {
      const x = this.x(time);
      context.strokeRect(x, MARGIN.top, 0, height - MARGIN.top - MARGIN.bottom);
      context.fillText(grouped(time), x, height - 6);
    }
  }

  drawBytes(context, low, high, y, count) {
    const step = binaryStep((high - low) / count);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (let byte = Math.ceil(low / step) * step; byte <= high; byte += step) {
      context.fillStyle = themed("--faint");
      context.fillText(bytesText(byte), MARGIN.left - 6, y(byte));
      context.strokeStyle = themed("--line");
      context.strokeRect(MARGIN.left, y(byte), this.plotWidth, 0);
    }
  }

  drawCurve(context) {
    const height = this.curve.clientHeight, plot = height - MARGIN.top - MARGIN.bottom;
    const top = this.all.high;
    const y = (byte) => MARGIN.top + (1 - byte / top) * plot;
    this.drawTimes(context, height);
    this.drawBytes(context, 0, top, y, 4);
    this.clipToPlot(context, plot);
    this.drawPeaks(context, height);
    context.beginPath();
    let last = 0;
    context.moveTo(this.x(this.all.begin), y(0));
    for (const [time, bytes] of this.memory.curve) {
      context.lineTo(this.x(time), y(last));
      context.lineTo(this.x(time), y(bytes));
      last = bytes;
    }
    context.strokeStyle = themed("--text");
    context.stroke();
    context.globalAlpha = 0.12;
    context.fillStyle = themed("--text");
    context.fill();
    context.globalAlpha = 1;
    for (const [bytes, colour] of [...this.levels(), [this.memory.peak, themed("--peak-line")]])
      this.line(context, y(bytes), colour);
    context.restore();
  }
}
