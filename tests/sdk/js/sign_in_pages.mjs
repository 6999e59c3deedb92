// What the tests share that sign people in by the pages: applications with a domain, a browser, and a person who uses it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { after } from 'node:test';
import {
  CreateManagedLoginBrandingCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { chromium } from 'playwright-core';
import { endpoint, Outbox, PASSWORD } from './people.mjs';
import { createPool } from './support.mjs';

export const CLASSIC = 1;
export const MANAGED = 2;
export const VERSIONS = [CLASSIC, MANAGED];
export const WIDTHS = [[390, 844], [1280, 800]];  // a phone's and a desk's
export const EMAIL = 'ada@example.com';

const CHROMIUM = '/usr/bin/chromium';  // Debian's
/** The same engine, also Debian's, without the browser around it: a page costs a fifth. It reads no store of certificates. */
export const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';
const LIMIT_MILLIS = 60_000;  // a page takes seconds where a machine has much else to do

/** A Chromium for all tests of a file that calls this outside of them. */
export async function openBrowser({ executablePath = CHROMIUM, ...options } = {}) {
  assert.ok(existsSync(executablePath), `${executablePath} is not there: Debian's package of that name brings it`);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-proxy-server'], ...options });
  after(() => browser.close());
  return browser;
}

/** A window of a browser without cookies, closed after the test; whatever is waited for in it has to come soon. */
export async function openPage(t, browser, options = {}) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  context.setDefaultTimeout(LIMIT_MILLIS);
  return context.newPage();
}

/** A server on loopback, likewise. `answer` gets request and response. Returns its origin, which is `localhost`. */
export async function serve(answer) {
  const server = createServer(answer);
  after(() => { server.closeAllConnections(); server.close(); });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return `http://localhost:${server.address().port}`;
}

/** A port that was free a moment ago: not every server can say which one it was given. */
export async function freePort() {
  const probe = createSocketServer();
  await new Promise((resolve) => { probe.listen(0, '127.0.0.1', resolve); });
  const { port } = probe.address();
  await new Promise((resolve) => { probe.close(resolve); });
  return port;
}

/** An application that only says that the browser has come back to it. */
export async function openLanding() {
  const origin = await serve((request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Landed</title>'));
  return { callback: `${origin}/callback`, signedOut: `${origin}/signed-out` };
}

/** Cognito's own, for a browser that prefers either. */
export const LIGHT_OR_DARK = { Settings: { categories: { global: { colorSchemeMode: 'DYNAMIC' } } } };

const byVersion = { [CLASSIC]: async () => {}, [MANAGED]: (client, app) => client.send(new CreateManagedLoginBrandingCommand(app)) };

/** One more app client of the pool, for the code grant unless `app` says otherwise. */
export async function addPagesClient(client, UserPoolId, settings) {
  const { callbacks, signedOut = [], version = CLASSIC, scopes = ['openid', 'email'], app = {} } = settings;
  const { style = { UseCognitoProvidedValues: true } } = settings;
  const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand({
    UserPoolId, ClientName: 'app', AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: scopes,
    CallbackURLs: callbacks, LogoutURLs: signedOut, SupportedIdentityProviders: ['COGNITO'], ...app,
  }));
  const { ClientId, ClientSecret } = UserPoolClient;
  await byVersion[version](client, { UserPoolId, ClientId, ...style });
  return { UserPoolId, ClientId, ClientSecret };
}

/** A pool whose users sign up by e-mail, with a domain whose pages are of that version, an app client for them and the outbox. */
export async function pagesPool(client, { version = CLASSIC, pool = {}, mfa, ...settings }) {
  const UserPoolId = await createPool(client, { AutoVerifiedAttributes: ['email'], UsernameAttributes: ['email'], ...pool });
  if (mfa) {
    await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }));
  }
  const Domain = UserPoolId.toLowerCase().replaceAll(/[^a-z0-9]/g, '-');
  await client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ManagedLoginVersion: version }));
  const app = await addPagesClient(client, UserPoolId, { version, ...settings });
  return { ...app, Domain, issuer: `${endpoint}/${UserPoolId}`, outbox: new Outbox(UserPoolId) };
}

/** Where a browser begins to sign in to the application. */
export function authorizeUrl({ ClientId }, callback, parameters = {}) {
  return `${endpoint}/oauth2/authorize?${new URLSearchParams({
    response_type: 'code', client_id: ClientId, redirect_uri: callback, scope: 'openid email', ...parameters,
  })}`;
}

const CLASSIC_NAMES = { verification_code: 'code' };  // where they are others than managed login's

/** A person at a page. The classic pages have each form twice, of which one is to be seen. */
export class Person {
  constructor(page) {
    this.page = page;
  }

  field(name) {
    return this.page.locator([name, CLASSIC_NAMES[name] ?? name].map((either) => `input[name="${either}"]:visible`).join(', '));
  }

  /** Types into the fields of those names, and sends their form as a key does: by Enter in the last of them. */
  async send(fields) {
    for (const [name, text] of Object.entries(fields)) {
      await this.field(name).fill(text);
    }
    await this.leave(() => this.field(Object.keys(fields).at(-1)).press('Enter'));
  }

  /** Follows the link, or pushes the button, of that name. */
  async push(name) {
    const role = (kind) => this.page.getByRole(kind, { name, exact: true });
    await this.leave(() => role('link').or(role('button')).click());
  }

  /** Does what leads to another page, and waits for it. */
  async leave(act) {
    await Promise.all([this.page.waitForEvent('load'), act()]);
  }

  /** Chooses among factors. */
  async choose(factor) {
    await this.page.locator(`input[value=${factor}]:visible`).check();
    await this.push('Continue');
  }

  /** By the key Tab alone, to the field of that name, or the link or button with that text. */
  async tabTo(wanted) {
    const isThere = () => this.page.evaluate(([name, classicName]) => {
      const { name: itsName, value, textContent } = document.activeElement;
      return [name, classicName].includes(itsName) || [value, textContent.trim()].includes(name);
    }, [wanted, CLASSIC_NAMES[wanted] ?? wanted]);
    for (let presses = 0; !await isThere(); ++presses) {
      assert.ok(presses < 20, `Tab does not lead to ${wanted}`);
      await this.page.keyboard.press('Tab');
    }
  }

  /** The same as `send`, for who has no mouse. */
  async sendByKeyboard(fields) {
    for (const [name, text] of Object.entries(fields)) {
      await this.tabTo(name);
      await this.page.keyboard.type(text);
    }
    await this.leave(() => this.page.keyboard.press('Enter'));
  }

  /** The same as `push`. */
  async pushByKeyboard(name) {
    await this.tabTo(name);
    await this.leave(() => this.page.keyboard.press('Enter'));
  }

  signIn(username = EMAIL, password = PASSWORD) {
    return this.send({ username, password });
  }

  path() {
    return new URL(this.page.url()).pathname;
  }

  /** What the page says that has gone wrong. */
  async alert() {
    return (await this.page.locator('[role=alert]:visible').innerText()).trim();
  }

  /** The parameters with which the browser has come to the application. */
  landedAt(callback) {
    const url = new URL(this.page.url());
    assert.equal(url.origin + url.pathname, callback);
    return Object.fromEntries(url.searchParams);
  }
}
