// Looks at pages in a real browser: node browser.mjs CHROMIUM ADDRESS…
// Prints one JSON object: {violations: [...], overflows: [...], requests: [...], errors: [...]}.
//   violations  what axe-core finds, in light and in dark
//   overflows   what makes a page scroll sideways on a screen 320 pixels wide
//   requests    what a page asked of another host
//   errors      what a page's own scripts threw or reported
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
const { chromium } = load("playwright-core");
const axePath = load.resolve("axe-core/axe.min.js");

const [executablePath, ...addresses] = process.argv.slice(2);
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const found = { violations: [], overflows: [], requests: [], errors: [] };

// Run in the page: the elements that reach farther right (or left) than the screen does.
function findOverflow() {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return null;
  const wide = [...document.body.querySelectorAll("*")]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.right > page.clientWidth + 0.5 || box.left < -0.5)
    .slice(0, 5)
    .map(({ element, box }) => `${element.tagName.toLowerCase()}.${element.className}: ` +
      `${Math.round(box.left)} to ${Math.round(box.right)}`);
  return { width: page.scrollWidth, wide };
}

async function openPage(browser, address, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const host = new URL(address).host;
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== host) {
      found.requests.push({ address, request: request.url() });
    }
  });
  page.on("pageerror", (error) => found.errors.push({ address, message: error.message }));
  page.on("console", (message) => {
    // A browser asks every host for /favicon.ico, which lies outside of a site in a folder.
    if (message.location().url.endsWith("/favicon.ico")) return;
    if (message.type() === "error") found.errors.push({ address, message: message.text() });
  });
  await page.goto(address, { waitUntil: "load" });
  return page;
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const address of addresses) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await openPage(browser, address, {
        colorScheme,
        reducedMotion: "reduce",
        viewport: { width: 1280, height: 900 },
      });
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(
        (tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }),
        RULES,
      );
      for (const { id, help, nodes } of violations) {
        for (const { html, failureSummary } of nodes.slice(0, 3)) {
          found.violations.push({ address, colorScheme, id, help, html, why: failureSummary });
        }
      }
      await page.context().close();
    }
    const page = await openPage(browser, address, { viewport: { width: 320, height: 640 } });
    const overflow = await page.evaluate(findOverflow);
    if (overflow) found.overflows.push({ address, ...overflow });
    await page.context().close();
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(found));
