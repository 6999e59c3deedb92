// oidc-provider, a certified OpenID provider, as the one that a pool's people sign in through.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import Provider from 'oidc-provider';
import { openBrowser, openPage, Person, VERSIONS } from '../sign_in_pages.mjs';
import { openClient } from '../support.mjs';
import { FederatedPool, OIDC_CALLBACK } from './federated_pool.mjs';

const admin = openClient();
const browser = await openBrowser();
const SECRET = 'the-secret-of-the-test';
const MAPPING = { email: 'email', email_verified: 'email_verified', name: 'name' };
const people = {
  Ada: { email: 'ada@example.com', email_verified: true, name: 'Ada Lovelace' },
  Nameless: { email: 'nameless@example.com', email_verified: false },
};

/** A provider on a port of its own whose sign-in page asks for nothing but who it is. Returns its issuer and what it was asked. */
async function startProvider() {
  const server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  after(() => { server.closeAllConnections(); server.close(); });
  const issuer = `http://localhost:${server.address().port}`;
  const asked = [];
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'rockpool', client_secret: SECRET, redirect_uris: [OIDC_CALLBACK], token_endpoint_auth_method: 'client_secret_post',
    }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (context, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => false },
    cookies: { keys: ['a-key-of-the-test'] },
    findAccount: (context, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...people[accountId] }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    const url = new URL(request.url, issuer);
    if (url.pathname === '/auth') {
      asked.push(Object.fromEntries(url.searchParams));
    }
    if (!url.pathname.startsWith('/interaction/')) {
      answer(request, response);
    } else if (request.method === 'GET') {
      response.writeHead(200, { 'Content-Type': 'text/html' })
        .end('<title>Upstream</title><form method="post"><input name="account" aria-label="account"></form>');
    } else {
      const chunks = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('account');
      const result = accountId === 'nobody' ? { error: 'access_denied', error_description: 'End-User aborted interaction' } : { login: { accountId } };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    }
  });
  return { issuer, asked };
}

const upstream = await startProvider();
const details = {
  client_id: 'rockpool', client_secret: SECRET, authorize_scopes: 'openid email profile', attributes_request_method: 'GET',
  oidc_issuer: upstream.issuer,
};

async function signIn(t, pool, account, parameters) {
  const person = new Person(await openPage(t, browser));
  await person.page.goto(pool.authorizeUrl(parameters));
  assert.equal(await person.page.title(), 'Upstream');
  await person.send({ account });
  return person;
}

for (const version of VERSIONS) {
  test(`a person whom oidc-provider knows signs in by the button of pages of version ${version}`, async (t) => {
    const pool = await FederatedPool.create(admin, { version });
    await pool.addProvider('OIDC', details, MAPPING);
    const person = new Person(await openPage(t, browser));
    await person.page.goto(pool.authorizeUrl({ identity_provider: '' }).replace('identity_provider=&', ''));
    assert.equal(person.path(), '/login');
    await person.leave(() => person.page.locator(':is(a, button):visible', { hasText: 'Upstream' }).first().click());
    await person.send({ account: 'Ada' });
    const claims = await pool.claimsOf(person);
    assert.equal(claims.email, 'ada@example.com');
    assert.equal(claims.email_verified, true);
    assert.deepEqual(claims['cognito:groups'], [`${pool.id}_Upstream`]);
  });
}

test('the user of a person from oidc-provider is as AWS makes it', async (t) => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('OIDC', details, MAPPING);
  const claims = await pool.claimsOf(await signIn(t, pool, 'Ada'));
  assert.equal(claims['cognito:username'], 'Upstream_Ada');
  assert.equal(typeof claims.nonce, 'string');
  const [{ dateCreated, ...identity }, ...others] = claims.identities;
  assert.deepEqual(others, []);
  assert.match(dateCreated, /^\d{13}$/);
  assert.deepEqual(identity, { userId: 'Ada', providerName: 'Upstream', providerType: 'OIDC', issuer: null, primary: 'true' });
  const user = await pool.user('Upstream_Ada');
  assert.equal(user.UserStatus, 'EXTERNAL_PROVIDER');
  assert.equal(user.attributes.name, 'Ada Lovelace');
  assert.equal(user.attributes.email_verified, 'true');
});

test('oidc-provider is asked with the scopes, prompt and hint that the application and the provider\'s record say', async (t) => {
  const pool = await FederatedPool.create(admin, { version: 2 });
  await pool.addProvider('OIDC', details, MAPPING);
  await signIn(t, pool, 'Ada', { prompt: 'login', login_hint: 'ada@example.com' });
  const { state, ...query } = upstream.asked.at(-1);
  assert.ok(state);
  assert.deepEqual(query, {
    client_id: 'rockpool', redirect_uri: OIDC_CALLBACK, scope: 'openid email profile', response_type: 'code', prompt: 'login',
    login_hint: 'ada@example.com',
  });
  await pool.update({ ProviderDetails: { ...details, authorize_scopes: 'openid' } });
  await signIn(t, pool, 'Ada');
  assert.equal(upstream.asked.at(-1).scope, 'openid');
});

test('a secret that was changed counts from the next exchange on', async (t) => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('OIDC', details, MAPPING);
  const person = new Person(await openPage(t, browser));
  await person.page.goto(pool.authorizeUrl());
  await pool.update({ ProviderDetails: { ...details, client_secret: 'another' } });
  await person.send({ account: 'Ada' });
  const refusal = pool.refusalOf(person);
  assert.equal(refusal.error, 'invalid_request');
  assert.match(refusal.description, /^Upstream Error - 40[01] invalid_client client authentication failed/);
  await pool.update({ ProviderDetails: details });
  assert.equal((await pool.claimsOf(await signIn(t, pool, 'Ada'))).email, 'ada@example.com');
});

test('a mapping that was changed counts from the next sign-in on, and leaves what it does not name', async (t) => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('OIDC', details, MAPPING);
  await pool.claimsOf(await signIn(t, pool, 'Ada'));
  await pool.update({ AttributeMapping: { nickname: 'name' } });
  await pool.claimsOf(await signIn(t, pool, 'Ada'));
  const { attributes } = await pool.user('Upstream_Ada');
  assert.deepEqual([attributes.nickname, attributes.email], ['Ada Lovelace', 'ada@example.com']);
});

test('who turns back at oidc-provider comes to the application with its error', async (t) => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('OIDC', details, MAPPING);
  const person = await signIn(t, pool, 'nobody');
  assert.deepEqual(pool.refusalOf(person), { error: 'access_denied', description: 'End-User aborted interaction' });
});

test('a required attribute that oidc-provider does not deliver ends the sign-in', async (t) => {
  const pool = await FederatedPool.create(admin, {
    pool: { Schema: [{ Name: 'name', AttributeDataType: 'String', Required: true, Mutable: true }] },
  });
  await pool.addProvider('OIDC', details, MAPPING);
  const person = await signIn(t, pool, 'Nameless');
  assert.deepEqual(pool.refusalOf(person), { error: 'invalid_request', description: 'attributes required: [name]' });
});

test('a redirect that was used once leads nowhere', async (t) => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('OIDC', details, MAPPING);
  const page = await openPage(t, browser);
  const returns = [];
  page.on('request', (request) => { if (request.url().startsWith(OIDC_CALLBACK)) { returns.push(request.url()); } });
  const person = new Person(page);
  await page.goto(pool.authorizeUrl());
  await person.send({ account: 'Ada' });
  person.landedAt(pool.callback);
  assert.equal(returns.length, 1);
  await page.goto(returns[0]);
  assert.equal(person.path(), '/error');
  assert.match(await page.locator('body').innerText(), /Invalid state/);
});
