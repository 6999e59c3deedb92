// The social types against servers that speak as theirs do: which requests each gets, and which user becomes of its answers.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { jwtVerify } from 'jose';
import { startRockpool, startSocialServices } from './social_services.mjs';

const services = await startSocialServices();
process.env.TEST_ENDPOINT = await startRockpool(services);
const { FederatedPool, OIDC_CALLBACK } = await import('./federated_pool.mjs');
const { openClient } = await import('../support.mjs');
const admin = openClient();

beforeEach(() => { services.asked.length = 0; services.say = {}; });

/** Somebody without a screen: goes to the provider, and comes back with what it would say. Returns where he ends, as a Person would. */
async function walk(pool, back, { method = 'GET' } = {}) {
  const out = await fetch(pool.authorizeUrl(), { redirect: 'manual' });
  assert.equal(out.status, 302);
  const location = new URL(out.headers.get('location'));
  const cookie = out.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
  const fields = new URLSearchParams({ ...back, state: location.searchParams.get('state') });
  const url = method === 'GET' ? `${OIDC_CALLBACK}?${fields}` : OIDC_CALLBACK;
  const end = await fetch(url, { method, body: method === 'GET' ? undefined : fields, headers: { cookie }, redirect: 'manual' });
  const landed = new URL(end.headers.get('location'));
  return {
    sent: location,
    landedAt(callback) {
      assert.equal(landed.origin + landed.pathname, callback);
      return Object.fromEntries(landed.searchParams);
    },
  };
}

function sentTo(person) {
  const { state, ...query } = Object.fromEntries(person.sent.searchParams);
  assert.ok(state);
  return [person.sent.origin + person.sent.pathname, query];
}

test('Google', async () => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('Google', { client_id: 'google-client', client_secret: 'google-secret', authorize_scopes: 'openid email profile' },
    { email: 'email', email_verified: 'email_verified', name: 'name', birthdate: 'birthdays' }, 'Google');
  services.say = {
    claims: { sub: '1122', email: 'ada@example.com', email_verified: true, name: 'Ada Lovelace' },
    profile: { resourceName: 'people/1122', birthdays: [{ date: { year: 1815, month: 12, day: 10 } }] },
  };
  const person = await walk(pool, { code: '4/a-code' });
  const claims = await pool.claimsOf(person);
  assert.deepEqual(sentTo(person), ['https://accounts.google.com/o/oauth2/v2/auth', {
    client_id: 'google-client', redirect_uri: OIDC_CALLBACK, scope: 'openid email profile', response_type: 'code', access_type: 'offline',
  }]);
  const [exchange] = services.requestsOf('POST www.googleapis.com/oauth2/v4/token');
  assert.deepEqual(exchange.form, {
    grant_type: 'authorization_code', redirect_uri: OIDC_CALLBACK, client_id: 'google-client', client_secret: 'google-secret', code: '4/a-code',
  });
  assert.equal(exchange.headers.authorization, undefined);
  assert.equal(exchange.headers['user-agent'], 'Amazon/Cognito');
  const [people] = services.requestsOf('GET people.googleapis.com/v1/people/me');
  assert.equal(people.query.personFields, 'birthdays');
  assert.equal(people.headers.authorization, 'Bearer an-access-token');
  assert.deepEqual([claims['cognito:username'], claims.email, claims.email_verified], ['Google_1122', 'ada@example.com', true]);
  assert.equal(claims.identities[0].providerType, 'Google');
});

test('Facebook', async () => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('Facebook', {
    client_id: '1234567890', client_secret: 'facebook-secret', authorize_scopes: 'public_profile,email', api_version: 'v17.0',
  }, { email: 'email', name: 'name' }, 'Facebook');
  services.say = { profile: { id: '777', email: 'ada@example.com', name: 'Ada Lovelace' } };
  const person = await walk(pool, { code: 'a-code' });
  const claims = await pool.claimsOf(person);
  assert.deepEqual(sentTo(person), ['https://www.facebook.com/v17.0/dialog/oauth', {
    client_id: '1234567890', redirect_uri: OIDC_CALLBACK, scope: 'public_profile,email', response_type: 'code',
  }]);
  const [exchange] = services.requestsOf('GET graph.facebook.com/v17.0/oauth/access_token');
  assert.deepEqual(exchange.query, {
    grant_type: 'authorization_code', redirect_uri: OIDC_CALLBACK, client_id: '1234567890', client_secret: 'facebook-secret', code: 'a-code',
  });
  const [me] = services.requestsOf('GET graph.facebook.com/v17.0/me');
  assert.deepEqual(new Set(me.query.fields.split(',')), new Set(['id', 'email', 'name']));
  assert.deepEqual([claims['cognito:username'], claims.email], ['Facebook_777', 'ada@example.com']);
});

test('Login with Amazon', async () => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('LoginWithAmazon', {
    client_id: 'amzn1.application-oa2-client.x', client_secret: 'amazon-secret', authorize_scopes: 'profile postal_code',
  }, { email: 'email', name: 'name', zoneinfo: 'postal_code' }, 'LoginWithAmazon');
  services.say = { profile: { user_id: 'amzn1.account.X', email: 'ada@example.com', name: 'Ada Lovelace', postal_code: '98052' } };
  const person = await walk(pool, { code: 'a-code' });
  const claims = await pool.claimsOf(person);
  assert.equal(sentTo(person)[0], 'https://www.amazon.com/ap/oa');
  const [profile] = services.requestsOf('GET api.amazon.com/user/profile');
  assert.equal(profile.headers.authorization, 'Bearer an-access-token');
  assert.deepEqual([claims['cognito:username'], claims.email], ['LoginWithAmazon_amzn1.account.X', 'ada@example.com']);
  assert.equal((await pool.user('LoginWithAmazon_amzn1.account.X')).attributes.zoneinfo, '98052');
});

test('Sign in with Apple', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('SignInWithApple', {
    client_id: 'com.example.app', team_id: 'TEAM123456', key_id: 'KEY1234567', authorize_scopes: 'email name',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }, { email: 'email', given_name: 'firstName', family_name: 'lastName' }, 'SignInWithApple');
  services.say = { claims: { sub: '000.abc.1', email: 'ada@example.com', email_verified: 'true' } };
  const user = JSON.stringify({ name: { firstName: 'Ada', lastName: 'Lovelace' }, email: 'ada@example.com' });
  const person = await walk(pool, { code: 'a-code', user }, { method: 'POST' });
  const claims = await pool.claimsOf(person);
  assert.deepEqual(sentTo(person), ['https://appleid.apple.com/auth/authorize', {
    client_id: 'com.example.app', redirect_uri: OIDC_CALLBACK, scope: 'email name', response_type: 'code', response_mode: 'form_post',
  }]);
  const [{ form }] = services.requestsOf('POST appleid.apple.com/auth/token');
  const { payload, protectedHeader } = await jwtVerify(form.client_secret, publicKey, {
    issuer: 'TEAM123456', subject: 'com.example.app', audience: 'https://appleid.apple.com',
  });
  assert.deepEqual(protectedHeader, { alg: 'ES256', kid: 'KEY1234567' });
  assert.equal(payload.exp - payload.iat, 300);
  assert.equal(claims['cognito:username'], 'SignInWithApple_000.abc.1');
  const first = await pool.user('SignInWithApple_000.abc.1');
  assert.deepEqual([first.attributes.given_name, first.attributes.family_name], ['Ada', 'Lovelace']);
  await pool.claimsOf(await walk(pool, { code: 'another' }, { method: 'POST' }));
  assert.equal((await pool.user('SignInWithApple_000.abc.1')).attributes.given_name, 'Ada');
});

test('a token endpoint that refuses is told to the application in its words', async () => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('LoginWithAmazon', { client_id: 'amzn1.x', client_secret: 's', authorize_scopes: 'profile' }, { email: 'email' }, 'LoginWithAmazon');
  services.say = { refusals: { 'POST api.amazon.com/auth/o2/token': [400, {
    error: 'invalid_request', error_description: 'The request is missing a required parameter : client_secret',
  }] } };
  assert.deepEqual(pool.refusalOf(await walk(pool, { code: 'a-code' })), {
    error: 'invalid_request',
    description: 'LoginWithAmazon Error - 400 invalid_request The request is missing a required parameter : client_secret',
  });
});

test('Facebook\'s cancel is told in its words', async () => {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('Facebook', { client_id: '1', client_secret: 's', authorize_scopes: 'public_profile', api_version: 'v17.0' }, {}, 'Facebook');
  const back = { error: 'access_denied', error_code: '200', error_reason: 'user_denied', error_description: 'Permissions error' };
  assert.deepEqual(pool.refusalOf(await walk(pool, back)), {
    error: 'access_denied', description: 'Permissions error; error=access_denied; error_code=200; error_reason=user_denied',
  });
});
