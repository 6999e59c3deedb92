// @auth/core, the engine of next-auth, with its own provider for Cognito, behind a plain server of Node.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Auth } from '@auth/core';
import Cognito from '@auth/core/providers/cognito';
import { addUser, PASSWORD } from '../people.mjs';
import { EMAIL, openBrowser, openPage, pagesPool, Person, serve, VERSIONS } from '../sign_in_pages.mjs';
import { openClient } from '../support.mjs';

const admin = openClient();
const browser = await openBrowser();
let config;  // of Auth, by the test that runs

const origin = await serve(async (request, response) => {
  if (!request.url.startsWith('/auth/')) {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Home</title>');
    return;
  }
  const answer = await Auth(await toRequest(request), config);
  const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie');
  response.writeHead(answer.status, [...headers, ...answer.headers.getSetCookie().map((cookie) => ['Set-Cookie', cookie])].flat());
  response.end(Buffer.from(await answer.arrayBuffer()));
});

/** Node's request as the web's. */
async function toRequest(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return new Request(origin + request.url, { method: request.method, headers, body: chunks.length ? Buffer.concat(chunks) : undefined });
}

for (const version of VERSIONS) {
  test(`next-auth's engine signs a person in through pages of version ${version}`, async (t) => {
    const app = await pagesPool(admin, {
      version, callbacks: [`${origin}/auth/callback/cognito`], scopes: ['openid', 'email', 'profile'], app: { GenerateSecret: true },
    });
    await addUser(admin, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true', name: 'Ada' });
    const failures = [];
    config = {
      basePath: '/auth', secret: 'a-secret-of-the-test', trustHost: true,
      logger: { error: (error) => failures.push(error) },
      providers: [Cognito({ clientId: app.ClientId, clientSecret: app.ClientSecret, issuer: app.issuer })],
    };
    const person = new Person(await openPage(t, browser));
    await person.page.goto(`${origin}/auth/signin`);
    await person.push('Sign in with Cognito');
    assert.equal(person.path(), '/login', String(failures));
    await person.signIn(EMAIL, PASSWORD);
    assert.equal(new URL(person.page.url()).origin, origin);
    assert.deepEqual(failures, []);
    await person.page.goto(`${origin}/auth/session`);
    const session = JSON.parse(await person.page.locator('body').innerText());
    assert.deepEqual({ name: session.user.name, email: session.user.email }, { name: 'Ada', email: EMAIL });
  });
}
