// viewer.js PAGE REPORT.json: the page of a report, used as a reader would.
"use strict";
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { run, withPage } = require("../../../viewer/browser.js");

const report = JSON.parse(readFileSync(process.argv[3], "utf8"));
const memory = report.memories[0];
const grouped = (number) => number.toLocaleString("en-US");
const shownFigures = (page) => page.$$eval(".memory:first-child .figures > div",
  (nodes) => Object.fromEntries(nodes.map((node) => [...node.children].map((c) => c.textContent))));
const view = (page) => page.evaluate(() => ({ ...window.idealloc.maps[0].view }));
/** Where the map draws a point of time and bytes, in pixels of the window. */
const pointOf = (page, time, byte) => page.evaluate(([t, b]) => {
  const map = window.idealloc.maps[0], box = map.map.getBoundingClientRect();
  return [box.left + map.x(t), box.top + map.y(b)];
}, [time, byte]);
/** The colour of the map there, as red, green, blue. */
const colourAt = (page, time, byte) => page.evaluate(async ([t, b]) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const map = window.idealloc.maps[0], ratio = window.devicePixelRatio;
  return [...map.map.getContext("2d").getImageData(Math.round(map.x(t) * ratio),
    Math.round(map.y(b) * ratio), 1, 1).data].slice(0, 3).join();
}, [time, byte]);

async function showsTheNumbers(page) {
  const figures = await shownFigures(page);
  assert.equal(figures.buffers, grouped(memory.buffers));
  assert.equal(figures.arena, grouped(memory.arena));
  assert.equal(figures["peak (LOAD)"], grouped(memory.peak));
  assert.equal(figures["lower bound"], grouped(memory.lower_bound));
  assert.equal(figures.capacity, grouped(memory.capacity));
  assert.equal(figures.status, memory.status);
}

async function findsByName(page) {
  await page.fill("#search", "STEM/relu");
  assert.equal(await page.textContent("#found"), `1 of ${memory.buffers}`);
  await page.press("#search", "Enter");
  const details = await page.textContent("#details");
  for (const text of ["stem/relu", "memref<50xi8>", "net.mlir:4", "linalg.map, line 4", "head/out"])
    assert.ok(details.includes(text), details);
  const buffer = memory.plan.find((b) => b.id === "stem/relu");
  const seen = await view(page);
  assert.ok(seen.begin <= buffer.live[0][0] && seen.end >= buffer.live.at(-1)[1]);
  assert.ok(seen.end - seen.begin < memory.curve.at(-1)[0] - memory.curve[0][0] + 1);
  await page.fill("#search", '<b>late & "x"');
  await page.press("#search", "Enter");
  assert.equal(await page.textContent("#details h2"), '<b>late & "x"');
  await page.fill("#search", "nothing like this");
  assert.equal(await page.textContent("#found"), `0 of ${memory.buffers}`);
  await page.fill("#search", "");
  assert.equal(await page.textContent("#found"), "");
}

async function zoomsAndMoves(page) {
  await page.dblclick(".map");
  const all = await view(page);
  const [x, y] = await pointOf(page, 6, 50);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -400);
  await page.waitForFunction((end) => window.idealloc.maps[0].view.end < end, all.end);
  const near = await view(page);
  assert.ok(near.end - near.begin < (all.end - all.begin) * 0.8);
  // What is below the pointer stays there.
  const [x2, y2] = await pointOf(page, 6, 50);
  assert.ok(Math.abs(x - x2) < 2 && Math.abs(y - y2) < 2, `${[x, y, x2, y2]}`);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 3 });
  await page.mouse.up();
  const moved = await view(page);
  assert.ok(moved.begin > near.begin);
  assert.ok(Math.abs(moved.end - moved.begin - (near.end - near.begin)) < 1e-9);
  await page.focus(".map");
  await page.keyboard.press("0");
  assert.deepEqual(await view(page), all);
}

async function showsABufferBelowThePointer(page) {
  const buffer = memory.plan.find((b) => b.id === "lasting");
  assert.equal(buffer.live.length, 2);
  const inside = buffer.offset + buffer.size / 2;
  const [x, y] = await pointOf(page, buffer.live[1][0] + 0.5, inside);
  await page.mouse.move(x, y);
  await page.waitForSelector("#tooltip:not([hidden])");
  const tip = await page.textContent("#tooltip");
  assert.ok(tip.includes("lasting") && tip.includes("in 2 parts"), tip);
  await page.mouse.click(x, y);
  assert.ok((await page.textContent("#details h2")) === "lasting");
  // Its hole belongs to nobody, or to another buffer.
  const [xHole, yHole] = await pointOf(page, buffer.live[0][1] + 0.25, inside);
  await page.mouse.move(xHole, yHole);
  await page.waitForFunction(() => {
    const tip = document.getElementById("tooltip");
    return tip.hidden || !tip.textContent.includes("lasting");
  });
  await page.mouse.move(2, 2);
  await page.waitForSelector("#tooltip", { state: "hidden" });
}

async function drawsInColours(page) {
  const buffer = memory.plan.find((b) => b.id === "stem/conv");
  const at = [buffer.live[0][0] + 0.3, buffer.offset + buffer.size * 0.25];
  const byKind = await colourAt(page, ...at);
  const colour = await page.evaluate(() => window.idealloc.model.find("stem/conv")[0].colour);
  assert.equal(byKind, [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16)).join());
  assert.ok((await page.textContent("#legend")).includes("linalg.conv"));
  await page.selectOption("#colour", "layer");
  const legend = await page.$$eval("#legend .swatch", (nodes) => nodes.map((n) => n.textContent));
  assert.deepEqual(legend.sort(), ["(no layer)", "head", "stem"]);
  await page.selectOption("#colour", "type");
  assert.ok((await page.textContent("#legend")).includes("i8"));
  await page.selectOption("#colour", "size");
  assert.ok((await page.textContent("#legend")).includes("up to 100 bytes"));
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click("#theme");
  assert.notEqual(await ground(), light);
}

async function sortsTables(page) {
  const column = (table, index) => page.$$eval(
    `#tables > div:nth-child(${table}) tbody td:nth-child(${index})`,
    (cells) => cells.map((cell) => Number(cell.textContent.replaceAll(",", ""))));
  const bytes = memory.plan.map((b) => b.size);
  assert.deepEqual(await column(2, 3), bytes);
  const heading = page.locator("#tables > div:nth-child(2) th", { hasText: "bytes" });
  await heading.click();
  assert.deepEqual(await column(2, 3), [...bytes].sort((a, b) => a - b));
  await heading.click();
  assert.deepEqual(await column(2, 3), [...bytes].sort((a, b) => b - a));
  assert.deepEqual(await column(1, 5), memory.at_peak.map((entry) => entry.without));
  await page.click("#tables > div:nth-child(1) tbody tr");
  assert.equal(await page.textContent("#details h2"), memory.at_peak[0].id);
}

run(async () => {
  const steps = [showsTheNumbers, findsByName, zoomsAndMoves, showsABufferBelowThePointer,
    drawsInColours, sortsTables];
  await withPage(process.argv[2], {}, async (page) => {
    for (const step of steps) {
      await step(page);
      console.log(step.name);
    }
  });
});
