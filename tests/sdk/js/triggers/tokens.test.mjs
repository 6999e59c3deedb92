// PreTokenGeneration in its three versions: what it is told, and what it changes of tokens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AdminAddUserToGroupCommand, CreateGroupCommand, CreateResourceServerCommand, CreateUserPoolClientCommand, CreateUserPoolDomainCommand,
  InitiateAuthCommand, InvalidLambdaResponseException, UserLambdaValidationException,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { addUser, endpoint } from '../people.mjs';
import { refusal } from '../support.mjs';
import { answers, attributesOf, claimsOf, client, envelope, eventIs, events, passes, signIn, triggeredPool } from './triggered.mjs';

const METADATA = { from: 'the tests' };
const ROLE = 'arn:aws:iam::123456789012:role/editor';
const NO_GROUPS = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null };

async function poolWithAda(handlers) {
  const app = await triggeredPool(handlers);
  const { UserPoolId } = app;
  await addUser(client, UserPoolId, 'ada', { email: 'ada@example.com', email_verified: 'true', given_name: 'Ada' });
  return app;
}

async function joins(app, GroupName, members = {}) {
  await client.send(new CreateGroupCommand({ UserPoolId: app.UserPoolId, GroupName, ...members }));
  await client.send(new AdminAddUserToGroupCommand({ UserPoolId: app.UserPoolId, GroupName, Username: 'ada' }));
}

const refresh = (app, RefreshToken, members = {}) => client.send(new InitiateAuthCommand({
  ClientId: app.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken }, ...members,
}));

test('the first version is told groups and attributes, and none of the metadata of the first call', async () => {
  const app = await poolWithAda({ PreTokenGeneration: passes });
  await signIn(app, 'ada', undefined, { ClientMetadata: METADATA });
  await joins(app, 'editors', { RoleArn: ROLE });
  await signIn(app, 'ada');
  const userAttributes = { ...await attributesOf(app, 'ada'), 'cognito:user_status': 'CONFIRMED' };
  const whole = (groupConfiguration) => ({
    ...envelope(app, 'TokenGeneration_Authentication', 'ada'), request: { userAttributes, groupConfiguration }, response: { claimsOverrideDetails: null },
  });
  const [first, second] = app.calls.PreTokenGeneration;
  eventIs(first, whole(NO_GROUPS));
  eventIs(second, whole({ groupsToOverride: ['editors'], iamRolesToOverride: [ROLE], preferredRole: ROLE }));
});

test('the first version changes the ID token alone', async () => {
  const app = await poolWithAda({
    PreTokenGeneration: answers({
      claimsOverrideDetails: { claimsToAddOrOverride: { tenant: 'blue', email: 'else@example.com' }, claimsToSuppress: ['given_name'] },
    }),
  });
  const { id, access } = claimsOf(await signIn(app, 'ada'));
  assert.deepEqual([id.tenant, id.email, 'given_name' in id], ['blue', 'else@example.com', false]);
  assert.deepEqual(['tenant' in access, 'email' in access], [false, false]);
});

test('groups are overridden in both tokens', async () => {
  const app = await poolWithAda({
    PreTokenGeneration: answers({
      claimsOverrideDetails: { groupOverrideDetails: { groupsToOverride: ['a', 'b'], iamRolesToOverride: [ROLE], preferredRole: ROLE } },
    }),
  });
  await joins(app, 'editors');
  const { id, access } = claimsOf(await signIn(app, 'ada'));
  assert.deepEqual([id['cognito:groups'], access['cognito:groups']], [['a', 'b'], ['a', 'b']]);
  assert.deepEqual([id['cognito:roles'], id['cognito:preferred_role']], [[ROLE], ROLE]);
});

test('what the service does not let anybody change stays', async () => {
  const kept = ['aud', 'auth_time', 'cognito:username', 'exp', 'iat', 'iss', 'jti', 'origin_jti', 'sub', 'token_use', 'event_id'];
  const app = await poolWithAda({
    PreTokenGeneration: answers({
      claimsOverrideDetails: { claimsToAddOrOverride: Object.fromEntries(kept.map((name) => [name, 'mine'])), claimsToSuppress: kept },
    }),
  });
  const { id } = claimsOf(await signIn(app, 'ada'));
  for (const name of kept) {
    assert.ok(name in id && id[name] !== 'mine', `${name}: ${id[name]}`);
  }
});

for (const name of ['PreTokenGenerationV2', 'PreTokenGenerationV3']) {
  test(`nor does it in either token where ${name} asks for it`, async () => {
    const kept = ['acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'client_id', 'cognito:mine', 'cognito:username', 'device_key', 'event_id', 'exp',
      'iat', 'identities', 'iss', 'jti', 'nbf', 'nonce', 'origin_jti', 'scope', 'sub', 'token_use', 'username', 'version'];
    const idsOwn = ['client_id', 'device_key', 'scope', 'username', 'version'];  // of which an ID token has none to protect
    const changes = { claimsToAddOrOverride: Object.fromEntries(kept.map((claim) => [claim, 'mine'])), claimsToSuppress: kept };
    const app = await poolWithAda({
      [name]: answers({ claimsAndScopeOverrideDetails: { idTokenGeneration: changes, accessTokenGeneration: changes } }),
    });
    const plain = claimsOf(await signIn(await poolWithAda({}), 'ada'));
    const { id, access } = claimsOf(await signIn(app, 'ada'));
    assert.deepEqual(Object.keys(access), Object.keys(plain.access));
    assert.ok(!Object.values(access).includes('mine'), JSON.stringify(access));
    const added = Object.keys(id).filter((claim) => id[claim] === 'mine');
    assert.deepEqual(added.filter((claim) => !idsOwn.includes(claim)), []);
    assert.deepEqual(Object.keys(plain.id).filter((claim) => !(claim in id)), []);
  });
}

test('a claim of the first version is a text', async () => {
  for (const value of [1, true, ['a'], { a: 1 }]) {
    const app = await poolWithAda({ PreTokenGeneration: answers({ claimsOverrideDetails: { claimsToAddOrOverride: { level: value } } }) });
    await refusal(signIn(app, 'ada'), InvalidLambdaResponseException, 'Unrecognizable lambda output');
  }
});

for (const [name, version] of [['PreTokenGenerationV2', '2'], ['PreTokenGenerationV3', '3']]) {
  test(`version ${version} is told the scopes, and changes both tokens`, async () => {
    const app = await poolWithAda({
      [name]: answers({
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: { claimsToAddOrOverride: { tenant: { colour: 'blue', floors: [1, 2] } }, claimsToSuppress: ['email'] },
          accessTokenGeneration: {
            claimsToAddOrOverride: { level: 7, admin: true }, claimsToSuppress: ['username'],
            scopesToAdd: ['orders/read'], scopesToSuppress: ['aws.cognito.signin.user.admin'],
          },
          groupOverrideDetails: { groupsToOverride: ['a'] },
        },
      }),
    });
    const { id, access } = claimsOf(await signIn(app, 'ada'));
    assert.deepEqual([id.tenant, 'email' in id], [{ colour: 'blue', floors: [1, 2] }, false]);
    assert.deepEqual([access.level, access.admin, access.scope, access.username], [7, true, 'orders/read', 'ada']);
    assert.deepEqual([id['cognito:groups'], access['cognito:groups']], [['a'], ['a']]);
    assert.deepEqual(['level' in id, 'tenant' in access], [false, false]);
    const [call] = app.calls[name];
    eventIs(call, {
      ...envelope(app, 'TokenGeneration_Authentication', 'ada'), version,
      request: {
        userAttributes: { ...await attributesOf(app, 'ada'), 'cognito:user_status': 'CONFIRMED' }, groupConfiguration: NO_GROUPS,
        scopes: ['aws.cognito.signin.user.admin'],
      },
      response: { claimsAndScopeOverrideDetails: null },
    });
  });
}

test('a refresh asks again, with the metadata of its own call', async () => {
  let tenant = 'blue';
  const app = await poolWithAda({
    PreTokenGeneration: (event) => ({ ...event, response: { claimsOverrideDetails: { claimsToAddOrOverride: { tenant } } } }),
  });
  const first = await signIn(app, 'ada');
  tenant = 'green';
  const again = await refresh(app, first.AuthenticationResult.RefreshToken, { ClientMetadata: METADATA });
  assert.equal(decodeJwt(again.AuthenticationResult.IdToken).tenant, 'green');
  const [, event] = events(app.calls.PreTokenGeneration, 'TokenGeneration_Authentication', 'TokenGeneration_RefreshTokens');
  assert.deepEqual(event.request.clientMetadata, METADATA);
});

test('a function that fails leaves nobody with tokens', async () => {
  let says = () => { throw new Error('no tokens'); };
  const app = await poolWithAda({ PreTokenGeneration: (event) => says(event) });
  const text = 'PreTokenGeneration failed with error no tokens.';
  await refusal(signIn(app, 'ada'), UserLambdaValidationException, text);
  const fails = says;
  says = passes;
  const { AuthenticationResult: { RefreshToken } } = await signIn(app, 'ada');
  says = fails;
  await refusal(refresh(app, RefreshToken), UserLambdaValidationException, text);
  says = passes;
  assert.ok((await refresh(app, RefreshToken)).AuthenticationResult, 'the refresh token was not used up');
});

/** A pool with a resource server, a domain and a client that signs in for itself. */
async function machinePool(handlers) {
  const app = await triggeredPool(handlers);
  const { UserPoolId } = app;
  await client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: UserPoolId.toLowerCase().replaceAll(/[^a-z0-9]/g, '-') }));
  await client.send(new CreateResourceServerCommand({
    UserPoolId, Identifier: 'orders', Name: 'orders', Scopes: [{ ScopeName: 'read', ScopeDescription: 'r' }, { ScopeName: 'write', ScopeDescription: 'w' }],
  }));
  const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand({
    UserPoolId, ClientName: 'machine', GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['orders/read', 'orders/write'],
  }));
  return { ...app, ...UserPoolClient };
}

function machineTokens({ ClientId, ClientSecret }, fields = {}) {
  return fetch(`${endpoint}/oauth2/token`, {
    method: 'POST', headers: { Authorization: `Basic ${Buffer.from(`${ClientId}:${ClientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }),
  });
}

test('version 3 changes the token that a client gets for itself', async () => {
  const app = await machinePool({
    PreTokenGenerationV3: answers({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: { tenant: 'blue' }, scopesToAdd: ['extra'], scopesToSuppress: ['orders/write'] },
      },
    }),
  });
  const answer = await machineTokens(app, { scope: 'orders/read orders/write', aws_client_metadata: JSON.stringify(METADATA) });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  const claims = decodeJwt(JSON.parse(text).access_token);
  assert.deepEqual([claims.tenant, claims.scope.split(' ').sort()], ['blue', ['extra', 'orders/read']]);
  const [event] = events(app.calls.PreTokenGenerationV3, 'TokenGeneration_ClientCredentials');
  assert.deepEqual([event.version, event.userName, event.callerContext.clientId], ['3', 'ClientCredentials', app.ClientId]);
  assert.deepEqual([event.request.scopes.toSorted(), event.request.clientMetadata], [['orders/read', 'orders/write'], METADATA]);
  assert.deepEqual(event.response, { claimsAndScopeOverrideDetails: null });
});

test('the versions before it are not asked of a client for itself', async () => {
  for (const name of ['PreTokenGeneration', 'PreTokenGenerationV2']) {
    const app = await machinePool({ [name]: () => { throw new Error('never'); } });
    assert.equal((await machineTokens(app)).status, 200);
    assert.deepEqual(app.calls[name], []);
  }
});

test('the token endpoint tells of a function that fails', async () => {
  let says = passes;
  const app = await triggeredPool({ PreTokenGeneration: (event) => says(event) }, {
    app: { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'], CallbackURLs: ['http://localhost/'] },
  });
  await addUser(client, app.UserPoolId, 'ada');
  const { AuthenticationResult: { RefreshToken } } = await signIn(app, 'ada');
  says = () => { throw new Error('not now'); };
  await client.send(new CreateUserPoolDomainCommand({ UserPoolId: app.UserPoolId, Domain: app.UserPoolId.toLowerCase().replaceAll(/[^a-z0-9]/g, '-') }));
  const answer = await fetch(`${endpoint}/oauth2/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', client_id: app.ClientId, refresh_token: RefreshToken }),
  });
  assert.equal(answer.status, 400);
  assert.deepEqual(await answer.json(), { error: 'invalid_grant', error_description: 'PreTokenGeneration failed with error not now.' });
});
