// A person signs in through each of the demo's identity providers, offline: by its button, at the page of its stand-in, and back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AdminGetUserCommand, DescribeManagedLoginBrandingByClientCommand, UpdateManagedLoginBrandingCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { endpoint } from '../people.mjs';
import { CLASSIC, MANAGED } from '../sign_in_pages.mjs';
import { keepsNobodyOut, violations } from './accessibility.mjs';
import { poolOfProviders, PROVIDERS } from './demo_providers.mjs';
import { admin, begin, callback, LOOKS, signedIn, WIDTHS } from './walks.mjs';

const MAIL = 'ann@demo.example';
// Of a SAML provider the mapped claim has the name that its attribute has.
const claimOfMail = ({ AttributeMapping }) => AttributeMapping.email;

/** The link on the sign-in page that leads to the provider. */
const buttonOf = (person, name) => person.page.locator('a[href*="identity_provider="]:visible')
  .and(person.page.locator(`a[href*="identity_provider=${name}"]`));

async function pushButton(person, name) {
  await person.leave(() => buttonOf(person, name).click());
  assert.match(person.path(), new RegExp(`^/_rockpool/providers/[^/]+/${name}/(authorize|sso)$`));
}

const heading = (person) => person.page.getByRole('heading', { level: 1 }).innerText();

/** Pushes what ends the stay at a stand-in, and waits until the application has its answer, over however many pages. */
async function backToTheApplication(person, act) {
  await Promise.all([person.page.waitForURL((url) => url.href.startsWith(callback)), act()]);
}

function refusal(person) {
  const { state, ...rest } = person.landedAt(callback);
  assert.equal(state, 'where I was');
  return rest;
}

async function put(path, body) {
  const answer = await fetch(endpoint + path, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

for (const [version, look] of LOOKS) {
  const pool = poolOfProviders(version);
  for (const provider of PROVIDERS) {
    const { ProviderName: name, ProviderType: type } = provider;
    test(`a person signs in through ${name} by its button, and the next time by one click: ${look}`, async (t) => {
      const app = await pool;
      const person = await begin(t, app);
      const complaints = [];
      person.page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      await pushButton(person, name);
      assert.equal(await heading(person), `Stand-in for ${name}`);
      assert.match(await person.page.locator('main > p').innerText(), new RegExp(`in place of the provider ${name} \\(${type}\\) of the user pool ${app.UserPoolId}`));
      assert.equal(await person.page.locator('button[name=pick]').count(), 0);
      await person.field('subject').fill('Ann-1');
      await person.field(`claim.${claimOfMail(provider)}`).fill(MAIL);
      await backToTheApplication(person, () => person.page.getByRole('button', { name: 'Sign in' }).click());
      const first = await signedIn(person, app);
      assert.equal(first['cognito:username'], `${name}_Ann-1`);
      assert.equal(first.email, MAIL);
      assert.deepEqual(first['cognito:groups'], [`${app.UserPoolId}_${name}`]);
      assert.deepEqual(first.identities.map(({ userId, providerName, providerType, primary }) => [userId, providerName, providerType, primary]),
        [['Ann-1', name, type, 'true']]);

      const again = await begin(t, app);
      await pushButton(again, name);
      const remembered = again.page.locator('button[name=pick]');
      assert.equal(await remembered.count(), 1);
      assert.match(await remembered.innerText(), /^Ann-1\s+\{.*ann@demo\.example/);
      await backToTheApplication(again, () => remembered.click());
      assert.equal((await signedIn(again, app)).sub, first.sub);
      assert.deepEqual(complaints, [], 'the browser complains');
    });
  }
}

const byType = (type) => PROVIDERS.find(({ ProviderType }) => ProviderType === type);
const CANCELLED = {
  OIDC: { error: 'access_denied' },
  SignInWithApple: { error: 'user_cancelled_authorize' },
  SAML: { error: 'server_error', error_description: 'Invalid SAML response received: The person cancelled the sign-in' },
};

for (const [type, told] of Object.entries(CANCELLED)) {
  test(`a person who cancels at a stand-in is told to the application as its provider would: ${type}`, async (t) => {
    const person = await begin(t, await poolOfProviders(MANAGED, { providers: [byType(type)] }));
    await pushButton(person, byType(type).ProviderName);
    await backToTheApplication(person, () => person.page.getByRole('button', { name: 'Cancel' }).click());
    assert.deepEqual(refusal(person), told);
  });
}

test('claims are typed as JSON, too, and reach the user', async (t) => {
  const app = await poolOfProviders(CLASSIC, { providers: [byType('OIDC')] });
  const person = await begin(t, app);
  await pushButton(person, 'DemoOidc');
  await person.field('claim.department').fill('');
  await person.page.locator('textarea').fill('{"department": "Geometry", "email": "typed@demo.example"}');
  await backToTheApplication(person, () => person.page.getByRole('button', { name: 'Sign in' }).click());
  const claims = await signedIn(person, app);
  assert.equal(claims.email, 'typed@demo.example');
  const user = await admin.send(new AdminGetUserCommand({ UserPoolId: app.UserPoolId, Username: claims['cognito:username'] }));
  assert.equal(user.UserAttributes.find(({ Name }) => Name === 'custom:department')?.Value, 'Geometry');
});

for (const type of ['SAML', 'SignInWithApple']) {
  test(`a browser that runs no scripts comes back from a stand-in by a button: ${type}`, async (t) => {
    const app = await poolOfProviders(MANAGED, { providers: [byType(type)] });
    const person = await begin(t, app, { javaScriptEnabled: false });
    await pushButton(person, byType(type).ProviderName);
    await person.push('Sign in');
    assert.match(await person.page.locator('p').innerText(), new RegExp(`^The stand-in for ${byType(type).ProviderName} sends you back`));
    // Looked at where scripts run, without its own, which would leave at once.
    const { page } = await begin(t, app);
    await page.setContent((await person.page.content()).replace(/<script>.*?<\/script>/s, ''));
    await keepsNobodyOut(page);
    await backToTheApplication(person, () => person.page.getByRole('button', { name: 'Continue' }).click());
    assert.equal((await signedIn(person, app)).identities[0].providerType, type);
  });
}

/** Two SAML providers, each with a domain, so that the classic page asks for an e-mail address instead of showing buttons. */
const BY_DOMAIN = ['one.example', 'two.example'].map((domain, index) => ({
  ...byType('SAML'), ProviderName: `Corp${index + 1}`, IdpIdentifiers: [domain],
}));

/** Types an address, whose domain belongs to nobody, and then one of the second provider's. */
async function searchByDomain(person, app) {
  const box = () => person.field('idp_identifier');
  const send = async (address) => {
    await box().fill(address);
    await person.leave(() => box().press('Enter'));
  };
  await send('ann@nowhere.example');
  assert.equal(person.path(), '/login');
  await send('ann@two.example');
  assert.match(person.path(), /\/Corp2\/sso$/);
  assert.equal(await heading(person), 'Stand-in for Corp2');
  await person.field('subject').fill('ann@two.example');
  await backToTheApplication(person, () => person.page.getByRole('button', { name: 'Sign in' }).click());
  assert.equal((await signedIn(person, app))['cognito:username'], 'Corp2_ann@two.example');
}

test('the classic page finds the provider by the domain of an address', async (t) => {
  const app = await poolOfProviders(CLASSIC, { providers: BY_DOMAIN });
  const person = await begin(t, app);
  assert.equal(await buttonOf(person, 'Corp').count(), 0);
  await keepsNobodyOut(person.page);
  await searchByDomain(person, app);
});

test('managed login finds the provider by its domain, where the style says so', async (t) => {
  const app = await poolOfProviders(MANAGED, { providers: BY_DOMAIN });
  const { UserPoolId, ClientId } = app;
  const { ManagedLoginBranding } = await admin.send(new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId }));
  await admin.send(new UpdateManagedLoginBrandingCommand({
    UserPoolId, ManagedLoginBrandingId: ManagedLoginBranding.ManagedLoginBrandingId,
    Settings: { categories: { auth: { federation: { interfaceStyle: 'DOMAIN_INPUT' } } } },
  }));
  const person = await begin(t, app);
  assert.equal(await buttonOf(person, 'Corp').count(), 0);
  await keepsNobodyOut(person.page);
  await searchByDomain(person, app);
});

for (const type of ['SAML', 'OIDC']) {
  test(`the strip on the sign-in page leads to the trace of a sign-in: ${type}`, async (t) => {
    const { ProviderName: name } = byType(type);
    const app = await poolOfProviders(CLASSIC, { providers: [byType(type)] });
    const first = await begin(t, app);
    await pushButton(first, name);
    await backToTheApplication(first, () => first.page.getByRole('button', { name: 'Sign in' }).click());
    const person = await begin(t, app);
    const [opened] = await Promise.all([person.page.context().waitForEvent('page'), person.page.locator('aside.hints a').first().click()]);
    await opened.waitForLoadState();
    assert.equal(new URL(opened.url()).pathname, '/_rockpool/sign-ins');
    assert.deepEqual(await violations(opened), []);
    await Promise.all([opened.waitForEvent('load'), opened.locator('td a').first().click()]);
    assert.match(new URL(opened.url()).pathname, /^\/_rockpool\/sign-ins\/./);
    const text = await opened.locator('main').innerText();
    for (const told of [`pool ${app.UserPoolId}`, 'signed in', 'csrf-state cookie', 'attributes', 'email', 'the user after', `${name}_`]) {
      assert.ok(text.includes(told), `${told} is not in ${text}`);
    }
    assert.match(await opened.locator('pre').last().innerText(), /^\{\n +"username": /, 'it is on lines of its own');
    await keepsNobodyOut(opened);
  });
}

for (const type of ['SAML', 'OIDC']) {
  test(`the pages of a stand-in keep nobody out: ${type}`, async (t) => {
    const { ProviderName: name } = byType(type);
    const app = await poolOfProviders(CLASSIC, { providers: [byType(type)] });
    await put(`/_rockpool/providers/${app.UserPoolId}/${name}/identities`, [
      { subject: 'ann', claims: { email: MAIL, name: 'Ann' } }, { subject: 'x'.repeat(300), claims: { note: 'y'.repeat(2000) } }]);
    const person = await begin(t, app);
    await pushButton(person, name);
    await keepsNobodyOut(person.page);
    await person.page.setViewportSize({ width: WIDTHS[0][0], height: WIDTHS[0][1] });
    assert.ok(await person.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'it is wider than a phone');
    const nothingAsked = await person.page.goto(`${endpoint}/_rockpool/providers/${app.UserPoolId}/${name}/${type === 'SAML' ? 'slo' : 'authorize'}`);
    assert.equal(nothingAsked.status(), 400);
    assert.match(await heading(person), /^Stand-in for /);
    await keepsNobodyOut(person.page);
  });
}
