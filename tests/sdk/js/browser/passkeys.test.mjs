// A person chooses how to sign in, makes a passkey on the way to the application, and signs in with it. Chromium has a virtual
// authenticator (CDP's domain WebAuthn); an origin with passkeys is `localhost`, and no address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import { addUser, endpoint, PASSWORD, sendsAsItself } from '../people.mjs';
import { authorizeUrl, EMAIL, LIGHT_OR_DARK, MANAGED, openPage, pagesPool, Person } from '../sign_in_pages.mjs';
import { keepsNobodyOut, prefer } from './accessibility.mjs';
import { compareWithPicture } from './pictures.mjs';
import { admin, browser, callback, signedIn, WIDTHS } from './walks.mjs';

const here = new URL(endpoint);
here.hostname = 'localhost';
const ORIGIN = here.origin;

class Holder extends Person {
  /** Gives the browser an authenticator in the place of the one that it has: Chromium has one at most inside. */
  async holdAuthenticator() {
    this.cdp ??= await this.page.context().newCDPSession(this.page);
    await this.cdp.send('WebAuthn.enable');
    if (this.authenticatorId) {
      await this.cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.authenticatorId });
    }
    ({ authenticatorId: this.authenticatorId } = await this.cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    } }));
  }

  /** From the application, which asks for this. */
  come(app, parameters = {}, path = '/oauth2/authorize') {
    const url = new URL(authorizeUrl(app, callback, { state: 'where I was', ...parameters }));
    return this.page.goto(`${ORIGIN}${path}${url.search}`);
  }

  /** Up to the page that offers what the person has. */
  async say(name = EMAIL) {
    await this.send({ username: name });
    assert.equal(this.path(), '/login/continue');
  }

  landed() {
    return this.page.waitForURL((url) => url.href.startsWith(callback));
  }

  async makePasskey() {
    assert.equal(this.path(), '/passkeys/add');
    await this.page.getByRole('button', { name: 'Create a passkey' }).click();
    await this.landed();
  }
}

async function open(t, mode) {
  const app = await pagesPool(admin, {
    version: MANAGED, callbacks: [callback], style: LIGHT_OR_DARK,
    pool: { ...sendsAsItself, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } } },
    app: { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  });
  if (mode) {
    await admin.send(new SetUserPoolMfaConfigCommand({ UserPoolId: app.UserPoolId, WebAuthnConfiguration: mode }));
  }
  await addUser(admin, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
  const person = new Holder(await openPage(t, browser));
  return { app, person };
}

test('a passkey that is made on the way to the application signs in the next time', async (t) => {
  const { app, person } = await open(t);
  await person.holdAuthenticator();
  await person.come(app);
  await person.say();
  assert.equal(await person.page.getByRole('button', { name: 'Sign in with a passkey' }).count(), 0);
  await person.send({ password: PASSWORD });
  await person.makePasskey();
  assert.equal((await signedIn(person, app)).email, EMAIL);

  await person.come(app, { prompt: 'login', acr_values: 'urn:cognito:loa:3' });
  await person.say();
  await person.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await person.landed();
  const claims = await signedIn(person, app);
  assert.deepEqual([claims.email, claims.acr, claims.amr], [EMAIL, 'urn:cognito:loa:3', ['swk']]);
});

test('a passkey that has to verify its user does so', async (t) => {
  const { app, person } = await open(t, { RelyingPartyId: 'localhost', UserVerification: 'required' });
  await person.holdAuthenticator();
  await person.come(app);
  await person.say();
  await person.send({ password: PASSWORD });
  await person.makePasskey();
  await person.come(app, { prompt: 'login' });
  await person.say();
  await person.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await person.landed();
  await signedIn(person, app);
});

test('who wants no passkey goes on without', async (t) => {
  const { app, person } = await open(t);
  await person.come(app);
  await person.say();
  await person.send({ password: PASSWORD });
  await person.push('Not now');
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

test('a code by e-mail signs in without a password', async (t) => {
  const { app, person } = await open(t);
  await person.come(app, { acr_values: 'urn:cognito:loa:2' });
  await person.say();
  await person.push('Email me a code');
  const { code } = await app.outbox.next('CustomMessage_Authentication');
  assert.match(code, /^[0-9]{8}$/);
  await person.send({ authentication_code: code });
  await person.push('Not now');
  const claims = await signedIn(person, app);
  assert.deepEqual([claims.acr, claims.amr], ['urn:cognito:loa:2', ['email_otp']]);
});

test('who comes to make a passkey signs in first, and is told what the browser says', async (t) => {
  const { app, person } = await open(t);
  await person.holdAuthenticator();
  await person.come(app, {}, '/passkeys/add');
  assert.equal(person.path(), '/login');
  await person.say();
  await person.send({ password: PASSWORD });
  await person.makePasskey();

  await person.come(app, {}, '/passkeys/add');
  assert.equal(person.path(), '/passkeys/add');
  await person.page.getByRole('button', { name: 'Create a passkey' }).click();
  await person.page.locator('[data-says]:visible').waitFor();
  assert.match(await person.alert(), /^This device has a passkey of this account already\. \(InvalidStateError: /);
  await person.holdAuthenticator();
  await person.page.getByRole('button', { name: 'Create a passkey' }).click();
  await person.landed();
  await signedIn(person, app);
});

/** A way to each page that is managed login's alone. */
const WAYS = [
  ['name', async () => {}],
  ['first-factor', ({ person }) => person.say()],
  ['add-passkey', async ({ person }) => {
    await person.say();
    await person.send({ password: PASSWORD });
  }],
  ['passkey', async ({ app, person }) => {  // whose script would be gone again at once
    await person.holdAuthenticator();
    await person.say();
    await person.send({ password: PASSWORD });
    await person.makePasskey();
    await person.come(app, { prompt: 'login' });
    await person.say();
    await person.page.route('**/*-passkeys.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await person.push('Sign in with a passkey');
  }],
];

const SEEN_IN_THE_DARK = ['name', 'first-factor'];  // with pictures; the others by axe alone

for (const [name, way] of WAYS) {
  test(`the page ${name}: managed login`, async (t) => {
    const { app, person } = await open(t);
    const complaints = [];
    person.page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        complaints.push(message.text());
      }
    });
    await person.come(app);
    await way({ app, person });
    await t.test('keeps nobody out', () => keepsNobodyOut(person.page, ['light', 'dark']));
    await t.test('looks as it did', async () => {
      for (const colorScheme of SEEN_IN_THE_DARK.includes(name) ? ['light', 'dark'] : ['light']) {
        await prefer(person.page, colorScheme);
        for (const [width, height] of WIDTHS) {
          await person.page.setViewportSize({ width, height });
          await compareWithPicture(person.page, `${name}-managed-${colorScheme}-${width}`);
        }
      }
    });
    assert.deepEqual(complaints, [], 'the browser complains');
  });
}
