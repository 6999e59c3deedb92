// An application in Chromium that has Amplify and @simplewebauthn/browser, driven from outside. It is at `localhost`, since an address
// can have no passkeys.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { endpoint } from './people.mjs';

const CHROMIUM = '/usr/bin/chromium';  // Debian's
let browser;
let server;
let origin;

before(async () => {
  assert.ok(existsSync(CHROMIUM), `${CHROMIUM} is not there: Debian's package chromium brings it`);
  const entry = fileURLToPath(new URL('page/application.mjs', import.meta.url));
  const { outputFiles: [bundle] } = await build({ entryPoints: [entry], bundle: true, write: false, target: 'es2022' });
  const page = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Application</title><script src="/app.js"></script></html>';
  const pages = { '/': ['text/html', page], '/app.js': ['text/javascript', bundle.contents] };
  server = createServer((request, response) => {
    const [type, body] = pages[request.url] ?? [];
    response.writeHead(body ? 200 : 404, { 'Content-Type': type ?? 'text/plain' }).end(body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  origin = `http://localhost:${server.address().port}`;
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--no-proxy-server'] });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** On a browser of its own, with a virtual authenticator (CDP's domain WebAuthn). Returns what calls a function of the application. */
export async function openApplication(t, { UserPoolId, ClientId }, authenticator = {}) {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true, ...authenticator,
  } });
  await page.goto(origin);
  const run = (name, input) => page.evaluate(([called, value]) => window.application[called](value), [name, input]);
  await run('configure', { Auth: { Cognito: { userPoolId: UserPoolId, userPoolClientId: ClientId, userPoolEndpoint: endpoint } } });
  return run;
}
