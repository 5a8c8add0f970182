// screenshots.js PAGE PICTURE [NAME]: a picture of a page of idealloc-plan --html; with
// NAME, that buffer is found and shown.
"use strict";
const { run, withPage } = require("../viewer/browser.js");

const [page, picture, name] = process.argv.slice(2);
run(() => withPage(page, { viewport: { width: 1360, height: 860 } }, async (tab) => {
  if (name) {
    await tab.fill("#search", name);
    await tab.press("#search", "Enter");
    // The others in their colours, too.
    await tab.fill("#search", "");
  }
  await tab.waitForFunction(() => window.idealloc.maps.every((map) => map.frames > 0 && !map.pending));
  await tab.screenshot({ path: picture });
}));
