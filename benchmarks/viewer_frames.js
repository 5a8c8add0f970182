// viewer_frames.js PAGE: how long a page of idealloc-plan --html takes for a frame, all
// buffers in sight and zoomed in, in headless Chromium without a graphics card.
"use strict";
const { run, withPage } = require("../viewer/browser.js");

const FRAMES = 60;

/** Milliseconds of each draw while the view moves a little between two. */
const drawTimes = async (frames) => {
  const map = window.idealloc.maps[0], times = [];
  for (let i = 0; i < frames; ++i) {
    map.move(i % 2 ? 0.001 : -0.001, 0);
    const start = performance.now();
    map.draw();
    const drawn = performance.now();
    await new Promise(requestAnimationFrame); // Ends when the pixels are there.
    times.push({ script: drawn - start, frame: performance.now() - start });
  }
  const sorted = (key) => times.map((time) => time[key]).sort((a, b) => a - b);
  return { script: sorted("script"), frame: sorted("frame") };
};

run(() => withPage(process.argv[2], {}, async (page) => {
  const buffers = await page.evaluate(() => window.idealloc.model.buffers.length);
  const report = async (what) => {
    const times = await page.evaluate(drawTimes, FRAMES);
    const median = (list) => list[Math.floor(list.length / 2)].toFixed(1);
    console.log(`${buffers} buffers, ${what}: script ${median(times.script)} ms, ` +
      `frame ${median(times.frame)} ms (medians)`);
  };
  await report("all in sight");
  await page.evaluate(() => window.idealloc.maps[0].zoom(0.2, 0.2));
  await report("zoomed in five times");
}));
