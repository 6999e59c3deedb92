// The pictures of the README show what a person sees who follows it.
import { test } from 'node:test';
import { CLASSIC, pagesPool } from '../sign_in_pages.mjs';
import { compareWithReadme } from './pictures.mjs';
import { admin, begin, callback, LOOKS } from './walks.mjs';

for (const [version, look] of LOOKS) {
  test(`the sign-in page is the one in the README: ${look}`, async (t) => {
    const app = await pagesPool(admin, { version, callbacks: [callback], pool: { UsernameAttributes: undefined } });
    const { page } = await begin(t, app, { viewport: { width: 480, height: 560 }, colorScheme: 'light' });
    await compareWithReadme(page, `sign-in-${version === CLASSIC ? 'classic' : 'managed'}`);
  });
}
