// Each page of both versions: it keeps nobody out, it is light and whole, and it looks as it did.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoint } from '../people.mjs';
import { CLASSIC, LIGHT_OR_DARK, openPage, pagesPool } from '../sign_in_pages.mjs';
import { keepsNobodyOut, prefer, violations } from './accessibility.mjs';
import { compareWithPicture } from './pictures.mjs';
import { admin, begin, browser, callback, LOOKS, WIDTHS } from './walks.mjs';
import { WAYS } from './ways.mjs';

const MOST_BYTES = 20_000;

/** Seen by a browser that has nothing of it yet, but knows where the person is. */
async function isLight(t, page) {
  const fresh = await openPage(t, browser, { storageState: await page.context().storageState() });
  const complaints = [];
  const answers = [];
  fresh.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('400 (Bad Request)')) {
      complaints.push(message.text());
    }
  });
  fresh.on('response', (response) => answers.push(response));
  await fresh.goto(page.url(), { waitUntil: 'networkidle' });
  let bytes = 0;
  for (const answer of answers) {
    assert.equal(new URL(answer.url()).origin, endpoint);
    bytes += (await answer.body()).length;
  }
  assert.ok(answers.some((answer) => answer.url().endsWith('.css')), 'there is no style sheet');
  assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
  assert.equal(await fresh.locator('script').count(), 0);
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

for (const [version, look] of LOOKS) {
  const schemes = version === CLASSIC ? ['light'] : ['light', 'dark'];
  for (const [name, settings, way] of WAYS) {
    test(`the page ${name}: ${look}`, async (t) => {
      const app = await pagesPool(admin, { version, callbacks: [callback], style: LIGHT_OR_DARK, ...settings });
      const person = await begin(t, app);
      await way({ app, person });
      const { page } = person;
      assert.equal(new URL(page.url()).origin, endpoint);
      await t.test('keeps nobody out', () => keepsNobodyOut(page, schemes));
      await t.test('is light, whole and without scripts', () => isLight(t, page));
      await t.test('looks as it did', () => looksAsItDid(page, `${name}-${version === CLASSIC ? 'classic' : 'managed'}`, schemes));
    });
  }
}

test('axe would see what keeps people out', async (t) => {
  const page = await openPage(t, browser);
  await page.setContent('<!DOCTYPE html><html lang="en"><title>t</title><main><h1>t</h1><input><p style="color: #ccc">pale</p></main></html>');
  const found = (await violations(page)).map((text) => text.split(' ')[0]).sort();
  assert.deepEqual(found, ['color-contrast', 'label']);
});
