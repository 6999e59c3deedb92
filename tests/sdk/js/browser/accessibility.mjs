// What axe-core finds on a page that keeps somebody out.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { WIDTHS } from '../sign_in_pages.mjs';

const GRAVE = ['serious', 'critical'];
const [[PHONE], [DESK]] = WIDTHS;

/** "color-contrast at a.link" of each violation that keeps somebody out. */
export async function violations(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`));
}

export async function keepsNobodyOut(page) {
  for (const [colorScheme, width] of [['light', PHONE], ['light', DESK], ['dark', DESK]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    assert.deepEqual(await violations(page), [], `${colorScheme}, ${width} wide`);
  }
}
