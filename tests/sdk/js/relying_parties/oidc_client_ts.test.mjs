// oidc-client-ts in a browser, on a page of another origin than the server: what CORS has to let pass at discovery, keys, token,
// userInfo and revoke.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addUser, endpoint, PASSWORD } from '../people.mjs';
import { EMAIL, openBrowser, openPage, pagesPool, Person, VERSIONS } from '../sign_in_pages.mjs';
import { openClient } from '../support.mjs';
import { serveApp, stateOf } from './browser_apps.mjs';

const admin = openClient();
const browser = await openBrowser();
const origin = await serveApp('oidc_client_ts');

for (const version of VERSIONS) {
  test(`a page of another origin signs in, renews, asks who it is, revokes and signs out by version ${version}`, async (t) => {
    assert.notEqual(origin, endpoint);
    const app = await pagesPool(admin, { version, callbacks: [`${origin}/callback`], signedOut: [`${origin}/`] });
    await addUser(admin, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
    const person = new Person(await openPage(t, browser));
    const { page } = person;
    const click = async (name) => { await page.click(`button[name=${name}]`); return stateOf(page); };
    await page.goto(`${origin}/?${new URLSearchParams({ issuer: app.issuer, client: app.ClientId })}`);
    await page.click('button[name=signIn]');
    await page.waitForURL('**/login?*');
    await person.signIn(EMAIL, PASSWORD);
    const state = await stateOf(page);
    assert.ok(state.startsWith(`where I was ${EMAIL} true `), state);
    const [sub, token] = state.split(' ').slice(-2);

    const [email, verified, same, other] = (await click('renew')).split(' ');
    assert.deepEqual([email, verified, same], [EMAIL, 'true', sub]);
    assert.notEqual(other, token);
    assert.equal(await click('userInfo'), `200 ${EMAIL}`);
    assert.equal(await click('revoke'), 'REVOKED');
    await page.click('button[name=signOut]');
    await page.waitForURL(`${origin}/`);
    await page.click('button[name=signIn]');
    await page.waitForURL('**/login?*');
  });
}
