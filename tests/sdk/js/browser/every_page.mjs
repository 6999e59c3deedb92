// Each page of a version: it keeps nobody out, it is light and whole, and it looks as it did. A file of tests for each version, which run
// beside each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoint } from '../people.mjs';
import { CLASSIC, LIGHT_OR_DARK, pagesPool } from '../sign_in_pages.mjs';
import { keepsNobodyOut, prefer } from './accessibility.mjs';
import { compareWithPicture } from './pictures.mjs';
import { admin, begin, callback, LOOKS, WIDTHS } from './walks.mjs';
import { WAYS } from './ways.mjs';

const MOST_BYTES = 20_000;

/** Asked for once more by a browser that has nothing of it, but knows where the person is. */
async function isLight(page) {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  const complaints = [];
  const answers = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('400 (Bad Request)')) {
      complaints.push(message.text());
    }
  });
  page.on('response', (response) => answers.push(response));
  await page.goto(page.url(), { waitUntil: 'networkidle' });
  let bytes = 0;
  for (const answer of answers) {
    assert.equal(new URL(answer.url()).origin, endpoint);
    bytes += (await answer.body()).length;
  }
  assert.ok(answers.some((answer) => answer.url().endsWith('.css')), 'there is no style sheet');
  assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
  assert.equal(await page.locator('script').count(), 0);
  assert.deepEqual(complaints, [], 'the browser complains');
}

async function looksAsItDid(page, name, schemes) {
  for (const scheme of schemes) {
    await prefer(page, scheme);
    for (const [width, height] of WIDTHS) {
      await page.setViewportSize({ width, height });
      await compareWithPicture(page, `${name}-${scheme === 'dark' ? 'dark-' : ''}${width}`);
    }
  }
}

export function testEveryPage(version) {
  const [, look] = LOOKS.find(([known]) => known === version);
  const schemes = version === CLASSIC ? ['light'] : ['light', 'dark'];
  for (const [name, settings, way] of WAYS) {
    test(`the page ${name}: ${look}`, async (t) => {
      const app = await pagesPool(admin, { version, callbacks: [callback], style: LIGHT_OR_DARK, ...settings });
      const person = await begin(t, app);
      await way({ app, person });
      const { page } = person;
      assert.equal(new URL(page.url()).origin, endpoint);
      await t.test('keeps nobody out', () => keepsNobodyOut(page, schemes));
      await t.test('looks as it did', () => looksAsItDid(page, `${name}-${version === CLASSIC ? 'classic' : 'managed'}`, schemes));
      await t.test('is light, whole and without scripts', () => isLight(page));  // the last: another answer stands there then
    });
  }
}
