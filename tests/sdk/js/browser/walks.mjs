// What the walks of a person share: pages of both versions on a phone and on a desk, and what comes of a code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { endpoint } from '../people.mjs';
import {
  authorizeUrl, CLASSIC, HEADLESS_SHELL, MANAGED, openBrowser, openLanding, openPage, pagesPool, Person, WIDTHS,
} from '../sign_in_pages.mjs';
import { openClient } from '../support.mjs';

export { WIDTHS };
export const LOOKS = [[CLASSIC, 'classic'], [MANAGED, 'managed login']];

export const admin = openClient();
export const browser = await openBrowser({ executablePath: HEADLESS_SHELL });
export const { callback, signedOut } = await openLanding();

/** A test for each version and width. `walk` gets `open(settings)`, which makes a pool, and leads a person to its sign-in page. */
export function inEachLook(name, walk) {
  for (const [version, look] of LOOKS) {
    for (const [width, height] of WIDTHS) {
      test(`${name}: ${look}, ${width} wide`, async (t) => {
        const open = async (settings = {}) => {
          const app = await pagesPool(admin, { version, callbacks: [callback], signedOut: [signedOut], ...settings });
          return { app, person: await begin(t, app, { viewport: { width, height } }) };
        };
        await walk(t, { version, open });
      });
    }
  }
}

/** A person in a new browser who comes from the application. */
export async function begin(t, app, options = {}) {
  const person = new Person(await openPage(t, browser, options));
  await person.page.goto(authorizeUrl(app, callback, { state: 'where I was' }));
  return person;
}

/** The person has come back to the application, and is signed in there: the claims of the ID token. */
export async function signedIn(person, app) {
  const { code, state } = person.landedAt(callback);
  assert.equal(state, 'where I was');
  const answer = await fetch(`${endpoint}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', client_id: app.ClientId, redirect_uri: callback, code }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return decodeJwt((await answer.json()).id_token);
}

/** Moves the server's clock. */
export async function advance(seconds) {
  const answer = await fetch(`${endpoint}/_rockpool/clock/advance`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ seconds }),
  });
  assert.equal(answer.status, 200, await answer.text());
}
