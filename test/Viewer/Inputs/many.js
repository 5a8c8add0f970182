// many.js PAGE N: a page with N buffers draws each of them and finds the last one.
"use strict";
const assert = require("node:assert/strict");
const { run, withPage } = require("../../../viewer/browser.js");

run(() => withPage(process.argv[2], {}, async (page) => {
  const count = Number(process.argv[3]);
  await page.waitForFunction(() => window.idealloc.maps[0].frames > 0);
  const drawn = await page.evaluate(() => {
    const map = window.idealloc.maps[0], seen = new Set(), draw = map.drawBuffer;
    map.drawBuffer = function (context, item) {
      seen.add(item.id);
      draw.call(this, context, item);
    };
    map.draw();
    return seen.size;
  });
  assert.equal(drawn, count);
  const last = await page.evaluate(() => window.idealloc.model.buffers.at(-1).id);
  await page.fill("#search", last);
  await page.press("#search", "Enter");
  assert.equal(await page.textContent("#details h2"), last);
  assert.equal(await page.locator("#tables > div:nth-child(2) tbody tr").count(), 1);
  console.log("drawn and found");
}));
