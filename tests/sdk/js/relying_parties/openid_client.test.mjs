// openid-client 6: discovery, the code grant with PKCE, and what a server does with its tokens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateResourceServerCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as oidc from 'openid-client';
import { addUser, PASSWORD } from '../people.mjs';
import { addPagesClient, EMAIL, openBrowser, openLanding, openPage, pagesPool, Person } from '../sign_in_pages.mjs';
import { openClient } from '../support.mjs';

const admin = openClient();
const browser = await openBrowser();
const { callback, signedOut } = await openLanding();

/** The pool with a user, and openid-client as it finds the pool by its issuer alone. It is told that http is meant. */
async function discovered(settings = {}, authentication = () => undefined) {
  const app = await pagesPool(admin, { callbacks: [callback], signedOut: [signedOut], ...settings });
  await addUser(admin, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
  const config = await oidc.discovery(new URL(app.issuer), app.ClientId, app.ClientSecret, authentication(app.ClientSecret),
    { execute: [oidc.allowInsecureRequests] });
  return { app, config };
}

/** The person signs in; openid-client checks what comes back, and takes the tokens. */
async function signIn(t, config, { scope = 'openid email', ...more } = {}) {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const expectedNonce = oidc.randomNonce();
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback, scope, state: expectedState, nonce: expectedNonce, code_challenge_method: 'S256',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier), ...more,
  });
  const person = new Person(await openPage(t, browser));
  await person.page.goto(address.href);
  await person.signIn(EMAIL, PASSWORD);
  const came = new URL(person.page.url());
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return { person, came, checks, tokens: await oidc.authorizationCodeGrant(config, came, checks) };
}

for (const [name, app, authentication] of [
  ['a public client', {}, oidc.None],
  ['a client with a secret in the Authorization header', { GenerateSecret: true }, oidc.ClientSecretBasic],
  ['a client with a secret in the body', { GenerateSecret: true }, oidc.ClientSecretPost],
]) {
  test(`${name} signs a person in, refreshes, reads who it is and revokes`, async (t) => {
    const { config, app: made } = await discovered({ app }, authentication);
    const { tokens } = await signIn(t, config);
    const claims = tokens.claims();
    assert.equal(claims.iss, made.issuer);
    assert.equal(claims.aud, made.ClientId);
    assert.equal(claims.email, EMAIL);
    assert.equal(tokens.token_type, 'bearer');  // openid-client folds it
    assert.equal(tokens.expires_in, 3600);

    const person = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.deepEqual(person, { sub: claims.sub, email: EMAIL, email_verified: 'true', username: claims['cognito:username'] });

    const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
    assert.equal(refreshed.claims().sub, claims.sub);
    assert.equal(refreshed.claims().auth_time, claims.auth_time);
    assert.notEqual(refreshed.access_token, tokens.access_token);
    assert.equal(refreshed.refresh_token, undefined);

    await oidc.tokenRevocation(config, tokens.refresh_token);
    await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
    await assert.rejects(oidc.fetchUserInfo(config, refreshed.access_token, claims.sub), ({ cause }) => cause.status === 401);
  });
}

test('openid-client checks the signatures of ID tokens by the keys that discovery names', async (t) => {
  const { config } = await discovered();
  oidc.enableNonRepudiationChecks(config);
  const { tokens } = await signIn(t, config);
  assert.equal(tokens.claims().token_use, 'id');
});

test('a code is good once, and for its own verifier alone', async (t) => {
  const { config } = await discovered();
  const { came, checks } = await signIn(t, config);
  await assert.rejects(oidc.authorizationCodeGrant(config, came, checks), { error: 'invalid_grant' });

  const { person } = await signIn(t, config);
  const verifier = oidc.randomPKCECodeVerifier();
  await person.page.goto(oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback, scope: 'openid', code_challenge_method: 'S256', code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
  }).href);
  const again = new URL(person.page.url());
  assert.ok(again.searchParams.has('code'), 'the session of the browser signs in silently');
  const guessed = { pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
  await assert.rejects(oidc.authorizationCodeGrant(config, again, guessed), { error: 'invalid_grant' });
});

test('a refresh token that rotates is replaced, and the old one is of no use', async (t) => {
  const { config } = await discovered({
    app: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 }, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
  });
  const { tokens } = await signIn(t, config);
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.ok(refreshed.refresh_token);
  assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
  assert.ok((await oidc.refreshTokenGrant(config, refreshed.refresh_token)).access_token);
});

test('a scope that the client has not comes back as an error that openid-client understands', async (t) => {
  const { config } = await discovered();
  const person = new Person(await openPage(t, browser));
  const state = oidc.randomState();
  await person.page.goto(oidc.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid offline_access', state }).href);
  await assert.rejects(oidc.authorizationCodeGrant(config, new URL(person.page.url()), { expectedState: state }),
    { error: 'invalid_request', error_description: 'invalid_scope' });
});

test('a machine gets a token for the scopes of a resource server', async () => {
  const { app } = await discovered();
  const { UserPoolId } = app;
  await admin.send(new CreateResourceServerCommand({
    UserPoolId, Identifier: 'https://rocks.example', Name: 'rocks', Scopes: [
      { ScopeName: 'read', ScopeDescription: 'look' }, { ScopeName: 'write', ScopeDescription: 'carve' }],
  }));
  const scopes = ['https://rocks.example/read', 'https://rocks.example/write'];
  const machine = await addPagesClient(admin, UserPoolId, {
    scopes, app: { GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'], CallbackURLs: undefined, LogoutURLs: undefined },
  });
  const config = await oidc.discovery(new URL(app.issuer), machine.ClientId, machine.ClientSecret, undefined,
    { execute: [oidc.allowInsecureRequests] });
  const all = await oidc.clientCredentialsGrant(config);
  const claimsOf = ({ access_token: token }) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  assert.deepEqual(claimsOf(all).scope.split(' ').sort(), scopes);
  assert.equal(claimsOf(all).sub, machine.ClientId);
  const some = await oidc.clientCredentialsGrant(config, { scope: scopes[0] });
  assert.equal(claimsOf(some).scope, scopes[0]);
  assert.equal(some.refresh_token, undefined);
  await assert.rejects(oidc.clientCredentialsGrant(config, { scope: 'https://rocks.example/burn' }), { error: 'invalid_scope' });
  const wrong = await oidc.discovery(new URL(app.issuer), machine.ClientId, 'wrong', undefined, { execute: [oidc.allowInsecureRequests] });
  await assert.rejects(oidc.clientCredentialsGrant(wrong), { error: 'invalid_client' });
});

test('the address that ends a session is in discovery, and takes Cognito\'s parameters', async (t) => {
  const { app, config } = await discovered();
  const { person } = await signIn(t, config);
  const { end_session_endpoint: end } = config.serverMetadata();
  await person.page.goto(`${end}?${new URLSearchParams({ client_id: app.ClientId, logout_uri: signedOut })}`);
  assert.equal(person.page.url(), signedOut);
  await person.page.goto(oidc.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid' }).href);
  assert.equal(person.path(), '/login');
});
