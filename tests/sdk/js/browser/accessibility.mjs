// What axe-core finds on a page that keeps somebody out.
import assert from 'node:assert/strict';
import axe from 'axe-core/axe.min.js';
import { WIDTHS } from '../sign_in_pages.mjs';

const GRAVE = ['serious', 'critical'];
const [[PHONE], [DESK]] = WIDTHS;

/** "color-contrast at a.link" of each violation that keeps somebody out. */
export async function violations(page) {
  if (!await page.evaluate(() => 'axe' in globalThis)) {  // it takes several times as long to parse as to run
    await page.evaluate(axe.source);
  }
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`));
}

/** The page as a browser shows it that prefers the scheme. What is to be looked at in the dark has to be dark. */
export async function prefer(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  if (colorScheme === 'dark') {
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(15, 27, 42)');
  }
}

/** In each of the schemes that the page knows. */
export async function keepsNobodyOut(page, schemes = ['light']) {
  for (const colorScheme of schemes) {
    await prefer(page, colorScheme);
    for (const width of [PHONE, DESK]) {
      await page.setViewportSize({ width, height: 800 });
      assert.deepEqual(await violations(page), [], `${colorScheme}, ${width} wide`);
    }
  }
}
