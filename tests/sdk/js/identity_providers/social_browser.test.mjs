// A person in a browser signs in by the button of each social type, on both versions of the pages, at services that speak as theirs do.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { HOSTS, startRockpool, startSocialServices } from './social_services.mjs';

const services = await startSocialServices();
process.env.TEST_ENDPOINT = await startRockpool(services);
const { FederatedPool, OIDC_CALLBACK } = await import('./federated_pool.mjs');
const { openClient } = await import('../support.mjs');
const { keepsNobodyOut } = await import('../browser/accessibility.mjs');
const { CLASSIC, MANAGED, openBrowser, openPage, Person } = await import('../sign_in_pages.mjs');
const admin = openClient();
const browser = await openBrowser({
  args: ['--no-sandbox', '--no-proxy-server', `--host-resolver-rules=${HOSTS.map((host) => `MAP ${host}:443 127.0.0.1:${services.port}`).join(',')}`],
});

beforeEach(() => { services.asked.length = 0; services.say = {}; });

const privateKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const PROFILE = { email: 'ada@example.com', name: 'Ada Lovelace' };

/** Of each: what a pool has of it, what it says of Ada, where browsers go, who she becomes, and what her cancelling is told as. */
const SOCIAL = {
  Google: {
    details: { client_id: 'google-client', client_secret: 's', authorize_scopes: 'openid email profile' },
    mapping: { email: 'email', name: 'name' },
    say: { claims: { sub: '1122', ...PROFILE }, profile: { resourceName: 'people/1122' } },
    at: 'https://accounts.google.com/o/oauth2/v2/auth', subject: '1122', cancelled: { error: 'access_denied', description: undefined },
  },
  Facebook: {
    details: { client_id: '1234567890', client_secret: 's', authorize_scopes: 'public_profile,email', api_version: 'v17.0' },
    mapping: { email: 'email', name: 'name' },
    say: { profile: { id: '777', ...PROFILE } },
    at: 'https://www.facebook.com/v17.0/dialog/oauth', subject: '777',
    cancelled: { error: 'access_denied', description: 'Permissions error; error=access_denied; error_code=200; error_reason=user_denied' },
  },
  LoginWithAmazon: {
    details: { client_id: 'amzn1.application-oa2-client.x', client_secret: 's', authorize_scopes: 'profile' },
    mapping: { email: 'email', name: 'name' },
    say: { profile: { user_id: 'amzn1.account.X', ...PROFILE } },
    at: 'https://www.amazon.com/ap/oa', subject: 'amzn1.account.X',
    cancelled: { error: 'access_denied', description: 'Access not permitted.' },
  },
  SignInWithApple: {
    details: { client_id: 'com.example.app', team_id: 'TEAM123456', key_id: 'KEY1234567', authorize_scopes: 'email name', private_key: privateKey() },
    mapping: { email: 'email', given_name: 'firstName', family_name: 'lastName' },
    say: {
      claims: { sub: '000.abc.1', email: PROFILE.email, email_verified: 'true' },
      user: { name: { firstName: 'Ada', lastName: 'Lovelace' }, email: PROFILE.email },
    },
    at: 'https://appleid.apple.com/auth/authorize', subject: '000.abc.1', cancelled: { error: 'user_cancelled_authorize', description: undefined },
  },
};

/** A pool with that type, and a person at the page of its provider, led there by its button. */
async function atTheProvider(t, version, type) {
  const { details, mapping, say, at } = SOCIAL[type];
  services.say = say;
  const pool = await FederatedPool.create(admin, { version });
  await pool.addProvider(type, details, mapping, type, ['COGNITO', type]);
  const person = new Person(await openPage(t, browser, { ignoreHTTPSErrors: true }));
  await person.page.goto(pool.signInUrl());
  await person.leave(() => person.page.locator(`a[href*="identity_provider=${type}"]:visible`).click());
  const { origin, pathname } = new URL(person.page.url());
  assert.equal(origin + pathname, at);
  return { pool, person };
}

/** Answers the provider, and waits until the application knows. */
async function answer(pool, person, name) {
  await Promise.all([
    person.page.waitForURL((url) => url.href.startsWith(pool.callback)), person.page.getByRole('button', { name }).click(),
  ]);
}

for (const [version, look] of [[CLASSIC, 'classic'], [MANAGED, 'managed login']]) {
  for (const [type, { subject, mapping }] of Object.entries(SOCIAL)) {
    test(`${type} by its button: ${look}`, async (t) => {
      const { pool, person } = await atTheProvider(t, version, type);
      assert.equal(new URL(person.page.url()).searchParams.get('redirect_uri'), OIDC_CALLBACK);
      await answer(pool, person, 'Continue as Ada');
      const claims = await pool.claimsOf(person);
      assert.deepEqual([claims['cognito:username'], claims.email], [`${type}_${subject}`, PROFILE.email]);
      assert.deepEqual(claims.identities.map(({ providerName, providerType, userId }) => [providerName, providerType, userId]), [[type, type, subject]]);
      const { UserStatus, attributes } = await pool.user(`${type}_${subject}`);
      assert.deepEqual([UserStatus, mapping.given_name ? attributes.given_name : attributes.name],
        ['EXTERNAL_PROVIDER', mapping.given_name ? 'Ada' : 'Ada Lovelace']);
    });
  }

  test(`the social buttons keep nobody out: ${look}`, async (t) => {
    const pool = await FederatedPool.create(admin, { version });
    for (const [type, { details, mapping }] of Object.entries(SOCIAL)) {
      await pool.addProvider(type, details, mapping, type, ['COGNITO', ...Object.keys(SOCIAL).slice(0, Object.keys(SOCIAL).indexOf(type) + 1)]);
    }
    const { page } = new Person(await openPage(t, browser));
    await page.goto(pool.signInUrl());
    const buttons = page.locator('a[href*="identity_provider="]:visible');
    assert.deepEqual((await buttons.allInnerTexts()).map((text) => text.trim()).sort(),
      ['Continue with Amazon', 'Continue with Apple', 'Continue with Facebook', 'Continue with Google']);
    await keepsNobodyOut(page);
  });
}

for (const [type, { cancelled }] of Object.entries(SOCIAL)) {
  test(`${type} by its button, and no`, async (t) => {
    const { pool, person } = await atTheProvider(t, MANAGED, type);
    await answer(pool, person, 'Cancel');
    assert.deepEqual(pool.refusalOf(person), cancelled);
  });
}

test('who has signed in by a social button comes back without its provider', async (t) => {
  const { pool, person } = await atTheProvider(t, MANAGED, 'Google');
  await answer(pool, person, 'Continue as Ada');
  const first = await pool.claimsOf(person);
  services.asked.length = 0;
  await person.page.goto(pool.authorizeUrl());
  assert.equal((await pool.claimsOf(person)).sub, first.sub);
  assert.deepEqual(services.asked, []);
});
