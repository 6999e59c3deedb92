// Where a person ends who signs out, follows the link of an e-mail, or comes too late.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addUser, endpoint, PASSWORD } from '../people.mjs';
import { authorizeUrl, CLASSIC, EMAIL, MANAGED, pagesPool } from '../sign_in_pages.mjs';
import { keepsNobodyOut } from './accessibility.mjs';
import { poolOfProviders, PROVIDERS } from './demo_providers.mjs';
import { admin, advance, begin, callback, LOOKS, signedIn, signedOut } from './walks.mjs';

const WITH_DEFAULT = { app: { DefaultRedirectURI: callback } };

async function signOut(person, parameters) {
  await person.page.goto(`${endpoint}/logout?${new URLSearchParams(parameters)}`);
}

/** Whether the application gets a code without a page. */
async function isSignedIn(person, app) {
  await person.page.goto(authorizeUrl(app, callback, { state: 'where I was' }));
  return person.path() !== '/login';
}

/** A test for each version. `walk` gets `open(settings)`, which makes a pool, and leads a person to its sign-in page. */
function inBothLooks(name, walk) {
  for (const [version, look] of LOOKS) {
    test(`${name}: ${look}`, async (t) => {
      await walk(async (settings = {}) => {
        const app = await pagesPool(admin, { version, callbacks: [callback], signedOut: [signedOut], ...settings });
        return { app, person: await begin(t, app) };
      });
    });
  }
}

async function openSignedIn(open, settings) {
  const { app, person } = await open(settings);
  await addUser(admin, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
  await person.signIn();
  await signedIn(person, app);
  return { app, person };
}

inBothLooks('a sign-out that names no address leads to the default of the client', async (open) => {
  const { app, person } = await openSignedIn(open, WITH_DEFAULT);
  await signOut(person, { client_id: app.ClientId });
  assert.deepEqual(person.landedAt(callback), {});
  assert.equal(await isSignedIn(person, app), false);
});

inBothLooks('a sign-out can lead to the sign-in page, from which the person comes back', async (open) => {
  const { app, person } = await openSignedIn(open);
  await signOut(person, { client_id: app.ClientId, redirect_uri: callback, response_type: 'code', scope: 'openid email', state: 'where I was' });
  assert.equal(person.path(), '/login');
  await person.signIn();
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inBothLooks('a sign-out to an address that is not the client\'s ends at a page that says so, and nothing else', async (open) => {
  const { app, person } = await openSignedIn(open, WITH_DEFAULT);
  for (const [parameters, text] of [
    [{ client_id: app.ClientId, logout_uri: `${signedOut}/` }, 'Required String parameter \'redirect_uri\' is not present'],
    [{ logout_uri: signedOut }, 'Required String parameter \'client_id\' is not present'],
  ]) {
    await signOut(person, parameters);
    assert.equal(person.path(), '/error');
    const shown = await person.page.locator('body').innerText();
    assert.ok(shown.includes('An error was encountered with the requested page.') && shown.includes(text), shown);
  }
  await keepsNobodyOut(person.page);
  assert.equal(await isSignedIn(person, app), true);
});

inBothLooks('the link of a confirmation e-mail leads to the default of the client', async (open) => {
  const { app, person } = await open({ ...WITH_DEFAULT, pool: { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } } });
  await person.page.goto(person.page.url().replace('/login?', '/signup?'));
  await person.send({ username: EMAIL, password: PASSWORD });
  const { link } = await app.outbox.next('CustomMessage_SignUp');
  const { pathname, search } = new URL(link);
  assert.equal(pathname, '/confirmUser');
  await person.page.goto(endpoint + pathname + search);
  assert.deepEqual(person.landedAt(callback), {});
  await person.page.goto(authorizeUrl(app, callback, { state: 'where I was' }));
  await person.signIn();
  assert.equal((await signedIn(person, app)).email_verified, true);
});

const LATE = {
  [CLASSIC]: 'Your sign-in took too long or was interrupted. Please sign in again.',
  [MANAGED]: 'Something went wrong',
};

for (const [version, type] of [[CLASSIC, 'OIDC'], [MANAGED, 'OIDC'], [MANAGED, 'SAML'], [MANAGED, 'SignInWithApple']]) {
  test(`who stays at a provider for five minutes is told to begin again: ${type}, version ${version}`, async (t) => {
    const provider = PROVIDERS.find(({ ProviderType }) => ProviderType === type);
    const app = await poolOfProviders(version, { providers: [provider] });
    const person = await begin(t, app);
    await person.leave(() => person.page.locator(`a[href*="identity_provider=${provider.ProviderName}"]:visible`).click());
    const atTheProvider = person.path();
    const sendBack = () => person.page.getByRole('button', { name: 'Sign in' }).click();
    await advance(301);
    await Promise.all([person.page.waitForURL(/\/(saml2|oauth2)\/idpresponse/), sendBack()]);
    assert.ok((await person.page.locator('body').innerText()).includes(LATE[version]));
    if (type === 'OIDC') {
      await keepsNobodyOut(person.page);
    }
    await person.leave(() => person.page.locator('a[href^="/login?"]:visible').click());
    assert.equal(person.path(), atTheProvider, 'the way begins anew with what was asked for, the provider too');
    await Promise.all([person.page.waitForURL((url) => url.href.startsWith(callback)), sendBack()]);
    assert.equal((await signedIn(person, app)).identities[0].providerName, provider.ProviderName);
  });
}
