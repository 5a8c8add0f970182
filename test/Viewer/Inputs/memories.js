// memories.js PAGE: the page of a program with two memories and allocations outside.
"use strict";
const assert = require("node:assert/strict");
const { run, withPage } = require("../../../viewer/browser.js");

run(() => withPage(process.argv[2], { colorScheme: "dark" }, async (page) => {
  const names = await page.$$eval(".memory h2", (nodes) => nodes.map((n) => n.textContent));
  assert.deepEqual(names, ["f, memory space 1", "f, memory space 2"]);
  const boxes = await page.$$eval(".memory", (nodes) => nodes.map((n) => n.getBoundingClientRect().top));
  const left = await page.$$eval(".memory", (nodes) => nodes.map((n) => n.getBoundingClientRect().left));
  assert.ok(boxes[0] === boxes[1] && left[0] < left[1], "side by side");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  const table = async (title) => page.textContent(`#tables > div:has(h2:text-is("${title}"))`);
  const outside = await table("Outside of the arenas");
  for (const text of ["'func.return' returns it", "4,096", "weights", "default"])
    assert.ok(outside.includes(text), outside);
  const spaces = await page.$$eval('#tables > div:has(h2) table', (tables) => tables
    .find((t) => t.textContent.startsWith("memory space")).tBodies[0].rows.length);
  assert.equal(spaces, 3);
  // A buffer of the second memory is found, and the first one keeps its view.
  await page.fill("#search", "second/sum");
  await page.press("#search", "Enter");
  assert.ok((await page.textContent("#details")).includes("f, memory space 2"));
  const views = await page.evaluate(() => window.idealloc.maps.map((m) => m.view.end - m.view.begin < m.all.end - m.all.begin));
  assert.deepEqual(views, [false, true]);
  console.log("two memories");
}));
