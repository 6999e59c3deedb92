// A browser on a page of another origin signs up, confirms by the outbox and signs in through Amplify: what CORS has to let pass.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { endpoint, PASSWORD, signUpPool } from './people.mjs';
import { openClient } from './support.mjs';

const CHROMIUM = '/usr/bin/chromium';  // Debian's
const SITE = 'app.example';  // a name of no machine, which the browser alone is told to find on loopback
const EMAIL = 'ada@example.com';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const admin = openClient();
let browser;
let server;
let origin;

before(async () => {
  assert.ok(existsSync(CHROMIUM), `${CHROMIUM} is not there: Debian's package chromium brings it`);
  const { outputFiles: [bundle] } = await build({ entryPoints: [here('page/app.mjs')], bundle: true, write: false, target: 'es2022' });
  const pages = { '/': ['text/html', readFileSync(here('page/index.html'))], '/app.js': ['text/javascript', bundle.contents] };
  server = createServer((request, response) => {
    const [type, body] = pages[new URL(request.url, 'http://any').pathname] ?? [];
    response.writeHead(body ? 200 : 404, { 'Content-Type': type ?? 'text/plain' }).end(body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  origin = `http://${SITE}:${server.address().port}`;
  browser = await chromium.launch({
    executablePath: CHROMIUM, args: ['--no-sandbox', `--host-resolver-rules=MAP ${SITE} 127.0.0.1`, '--no-proxy-server'],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** The page, and its one way to be used: fill in, click, read what it says. */
async function openPage(app) {
  const page = await browser.newPage();
  const query = new URLSearchParams({ pool: app.UserPoolId, client: app.ClientId, endpoint });
  await page.goto(`${origin}/?${query}`);
  await page.fill('#email', EMAIL);
  await page.fill('#password', PASSWORD);
  return {
    page,
    fill: (id, text) => page.fill(`#${id}`, text),
    click: async (name) => {
      await page.click(`button[name=${name}]`);
      const state = await page.waitForFunction(() => document.getElementById('state').textContent);
      return state.jsonValue();
    },
  };
}

test('a page of another origin signs up, confirms, signs in, refreshes and signs out', async () => {
  const app = await signUpPool(admin, { pool: { UsernameAttributes: ['email'] } });
  const { page, fill, click } = await openPage(app);
  const origins = new Set();
  page.on('request', (request) => {
    if (request.url().startsWith(endpoint)) {
      origins.add(new URL(page.url()).origin);
    }
  });
  assert.equal(await click('signUp'), 'CONFIRM_SIGN_UP');
  const code = await app.outbox.code('CustomMessage_SignUp');
  await fill('code', code === '000000' ? '000001' : '000000');
  assert.equal(await click('confirm'), 'CodeMismatchException: Invalid verification code provided, please try again.');
  await fill('code', code);
  assert.equal(await click('confirm'), 'DONE');
  await fill('password', 'wr0ng-Horse');
  assert.equal(await click('signIn'), 'NotAuthorizedException: Incorrect username or password.');
  await fill('password', PASSWORD);
  const [step, email, sub, token] = (await click('signIn')).split(' ');
  assert.deepEqual([step, email], ['DONE', EMAIL]);
  const [refreshed, , same, other] = (await click('refresh')).split(' ');
  assert.deepEqual([refreshed, same], ['REFRESHED', sub]);
  assert.notEqual(other, token);
  assert.equal(await click('signOut'), 'SIGNED_OUT');
  assert.match(await click('refresh'), /^TypeError|^UserUnAuthenticatedException/);
  assert.deepEqual([...origins], [origin]);
  assert.notEqual(origin, new URL(endpoint).origin);
});

test('the same page may not call what AWS lets only a signature call', async () => {
  const { page } = await openPage(await signUpPool(admin));
  const call = (headers) => page.evaluate(async ([url, sent]) => {
    const answer = await fetch(url, { method: 'POST', headers: sent, body: '{"MaxResults":1}' });
    return [answer.status, (await answer.json()).__type];
  }, [endpoint, headers]);
  const headers = { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AWSCognitoIdentityProviderService.ListUserPools' };
  assert.deepEqual(await call(headers), [403, 'ForbiddenException']);
  await assert.rejects(call({ ...headers, Authorization: 'AWS4-HMAC-SHA256 Credential=a' }), /Failed to fetch/);
});
