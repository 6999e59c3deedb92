// The classic pages, and whether axe sees what it is there for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASSIC, openPage } from '../sign_in_pages.mjs';
import { violations } from './accessibility.mjs';
import { testEveryPage } from './every_page.mjs';
import { browser } from './walks.mjs';

testEveryPage(CLASSIC);

test('axe would see what keeps people out', async (t) => {
  const page = await openPage(t, browser);
  await page.setContent('<!DOCTYPE html><html lang="en"><title>t</title><main><h1>t</h1><input><p style="color: #ccc">pale</p></main></html>');
  const found = (await violations(page)).map((text) => text.split(' ')[0]).sort();
  assert.deepEqual(found, ['color-contrast', 'label']);
});
