// Amplify's signInWithRedirect, which knows only https: in a browser that trusts the server's own authority, and no certificate without it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { addUser, PASSWORD } from '../people.mjs';
import { EMAIL, openBrowser, openPage, pagesPool, Person, VERSIONS } from '../sign_in_pages.mjs';
import { endpointIn, openClient } from '../support.mjs';
import { serveApp, stateOf } from './browser_apps.mjs';

const admin = openClient();
const tlsPort = endpointIn('TEST_TLS_PORT');
const origin = await serveApp('amplify');

function newHome() {
  const home = mkdtempSync(join(tmpdir(), 'rockpool-home-'));
  after(() => rmSync(home, { recursive: true, maxRetries: 3 }));
  return home;
}

/** A home directory in which Chromium finds that it trusts the authority. */
function trustingHome() {
  const home = newHome();
  const store = join(home, '.pki/nssdb');
  mkdirSync(store, { recursive: true });
  execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  execFileSync('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'rockpool', '-i', endpointIn('TEST_CA_FILE')]);
  return home;
}

const trusting = await openBrowser({ env: { ...process.env, HOME: trustingHome() } });
const wary = await openBrowser({ env: { ...process.env, HOME: newHome() } });

/** The application in a browser, with a user whom it can sign in. */
async function openApp(t, browser, version) {
  const app = await pagesPool(admin, {
    version, callbacks: [`${origin}/`], signedOut: [`${origin}/signed-out`], scopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
  });
  await addUser(admin, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
  const person = new Person(await openPage(t, browser));
  await person.page.goto(`${origin}/?${new URLSearchParams({
    pool: app.UserPoolId, client: app.ClientId, domain: `${app.Domain}.localhost:${tlsPort}`, endpoint: `https://localhost:${tlsPort}/`,
  })}`);
  return { app, person };
}

for (const version of VERSIONS) {
  test(`Amplify is redirected to pages of version ${version} and back, refreshes and signs out`, async (t) => {
    const { app, person } = await openApp(t, trusting, version);
    const { page } = person;
    await page.click('button[name=signIn]');
    await page.waitForURL(`https://${app.Domain}.localhost:${tlsPort}/login?*`);
    const cookies = (await page.context().cookies()).filter(({ name }) => name === 'XSRF-TOKEN');
    assert.deepEqual(cookies.map(({ secure, httpOnly, sameSite }) => ({ secure, httpOnly, sameSite })),
      [{ secure: true, httpOnly: true, sameSite: 'Lax' }]);
    await person.signIn(EMAIL, PASSWORD);
    const [email, client, sub, token] = (await stateOf(page)).split(' ');
    assert.deepEqual([email, client], [EMAIL, app.ClientId]);
    await page.click('button[name=refresh]');
    const [, , same, other] = (await stateOf(page)).split(' ');
    assert.equal(same, sub);
    assert.notEqual(other, token);
    await page.click('button[name=signOut]');
    await page.waitForURL(`${origin}/signed-out`);
    await page.click('button[name=signIn]');
    await page.waitForURL('**/login?*');
  });
}

test('a browser that does not trust the authority shows no page', async (t) => {
  const { person } = await openApp(t, wary, VERSIONS[0]);
  const failed = person.page.waitForEvent('requestfailed');
  await person.page.click('button[name=signIn]');
  assert.equal((await failed).failure().errorText, 'net::ERR_CERT_AUTHORITY_INVALID');
});
