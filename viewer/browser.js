"use strict";
// Debian's Chromium, for tests, benchmarks and screenshots of a page.

const { chromium } = require("playwright-core");
const { existsSync } = require("node:fs");
const { pathToFileURL } = require("node:url");

const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/**
 * Opens a file, calls `use(page)` and closes the browser. Whatever the page complains
 * of, and whatever it wants from a network, is an error.
 */
async function withPage(file, options, use) {
  const browser = await chromium.launch({
    executablePath: EXECUTABLES.find(existsSync),
    // Chromium refuses to sandbox what root runs.
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
    const complaints = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.stack));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    const result = await use(page);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    return result;
  } finally {
    await browser.close();
  }
}

/** Runs a main function: an error is exit code 1. */
function run(main) {
  main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}

module.exports = { run, withPage };
