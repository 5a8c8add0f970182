// since.js PAGE: the tables of a report that is compared with an older one.
"use strict";
const assert = require("node:assert/strict");
const { run, withPage } = require("../../../viewer/browser.js");

run(() => withPage(process.argv[2], {}, async (page) => {
  const rows = (title) => page.$$eval("#tables > div", (nodes, wanted) => nodes
    .filter((node) => node.querySelector("h2").textContent.startsWith(wanted))
    .flatMap((node) => [...node.querySelector("tbody").rows]
      .map((row) => [...row.cells].map((cell) => cell.textContent).join("|"))), title);
  assert.deepEqual(await rows("Since"),
    ["f, memory space default|320|384|320|384|0"]);
  const changes = await rows("Changed buffers");
  for (const row of ["grows|f, memory space default|bytes|64|128",
    "comes|f, memory space default|new||256", "goes|f, memory space default|gone|256|"])
    assert.ok(changes.includes(row), `${row} is not in ${changes.join("\n")}`);
  console.log("two tables");
}));
