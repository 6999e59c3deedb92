// PreAuthentication and PostAuthentication, and the order of all that a sign-in runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AdminDisableUserCommand, AdminInitiateAuthCommand, GetTokensFromRefreshTokenCommand, InitiateAuthCommand, NotAuthorizedException,
  UserLambdaValidationException, UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser, NEXT_PASSWORD, PASSWORD } from '../people.mjs';
import { refusal } from '../support.mjs';
import {
  attributesOf, client, envelope, eventIs, events, passes, respond, signIn, triggeredPool, userOf, workbench,
} from './triggered.mjs';

const METADATA = { from: 'the tests' };
const refuses = (message) => () => { throw new Error(message); };

async function poolWithAda(handlers, settings) {
  const app = await triggeredPool(handlers, settings);
  await addUser(client, app.UserPoolId, 'ada', { email: 'ada@example.com', email_verified: 'true' });
  return app;
}

const told = async (app) => ({ ...await attributesOf(app, 'ada'), 'cognito:user_status': (await userOf(app, 'ada')).UserStatus });

test('PreAuthentication is sent the metadata as validationData, PostAuthentication none of it', async () => {
  const app = await poolWithAda({ PreAuthentication: passes, PostAuthentication: passes });
  await signIn(app, 'ada', PASSWORD, { ClientMetadata: METADATA });
  eventIs(app.calls.PreAuthentication[0], {
    ...envelope(app, 'PreAuthentication_Authentication', 'ada'), request: { userAttributes: await told(app), validationData: METADATA }, response: {},
  });
  eventIs(app.calls.PostAuthentication[0], {
    ...envelope(app, 'PostAuthentication_Authentication', 'ada'), request: { userAttributes: await told(app), newDeviceUsed: false }, response: {},
  });
  await signIn(app, 'ada');
  assert.equal(app.calls.PreAuthentication[1].event.request.validationData, null);
});

test('an administrator names the app client, which the functions are told', async () => {
  const app = await poolWithAda({ PreAuthentication: passes });
  await client.send(new AdminInitiateAuthCommand({
    UserPoolId: app.UserPoolId, ClientId: app.ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ada', PASSWORD },
  }));
  assert.equal(events(app.calls.PreAuthentication, 'PreAuthentication_Authentication')[0].callerContext.clientId, app.ClientId);
});

test('PreAuthentication refuses before the password and the state of the user are looked at', async () => {
  const app = await poolWithAda({ PreAuthentication: refuses('closed today'), PostAuthentication: passes });
  const text = 'PreAuthentication failed with error closed today.';
  await refusal(signIn(app, 'ada'), UserLambdaValidationException, text);
  await refusal(signIn(app, 'ada', 'wr0ng-Horse'), UserLambdaValidationException, text);
  await client.send(new AdminDisableUserCommand({ UserPoolId: app.UserPoolId, Username: 'ada' }));
  await refusal(signIn(app, 'ada'), UserLambdaValidationException, text);
  assert.deepEqual(app.calls.PostAuthentication, []);
});

test('a wrong password never gets to PostAuthentication', async () => {
  const app = await poolWithAda({ PreAuthentication: passes, PostAuthentication: passes, PreTokenGeneration: passes });
  await refusal(signIn(app, 'ada', 'wr0ng-Horse'), NotAuthorizedException, 'Incorrect username or password.');
  assert.deepEqual([1, 0, 0], [app.calls.PreAuthentication, app.calls.PostAuthentication, app.calls.PreTokenGeneration].map((calls) => calls.length));
});

test('nobody is put to PreAuthentication where the client hides who exists, and told at once where it does not', async () => {
  const hides = await poolWithAda({ PreAuthentication: passes }, { app: { PreventUserExistenceErrors: 'ENABLED' } });
  await refusal(signIn(hides, 'nobody', PASSWORD, { ClientMetadata: METADATA }), NotAuthorizedException, 'Incorrect username or password.');
  const [{ userName, request }] = events(hides.calls.PreAuthentication, 'PreAuthentication_Authentication');
  assert.deepEqual([userName, request], ['nobody', { userAttributes: {}, validationData: METADATA, userNotFound: true }]);

  const tells = await poolWithAda({ PreAuthentication: passes }, { app: { PreventUserExistenceErrors: 'LEGACY' } });
  await refusal(signIn(tells, 'nobody'), UserNotFoundException, 'User does not exist.');
  assert.deepEqual(tells.calls.PreAuthentication, []);
});

test('PostAuthentication that fails leaves the person without tokens', async () => {
  const app = await poolWithAda({ PostAuthentication: refuses('who are you?'), PreTokenGeneration: passes });
  await refusal(signIn(app, 'ada'), UserLambdaValidationException, 'PostAuthentication failed with error who are you?.');
  assert.deepEqual(app.calls.PreTokenGeneration, []);
});

test('a sign-in runs PreAuthentication, PostAuthentication, PreTokenGeneration; a refresh the last alone', async () => {
  const order = [];
  const notes = (event) => { order.push(event.triggerSource); return event; };
  const app = await poolWithAda({ PreAuthentication: notes, PostAuthentication: notes, PreTokenGeneration: notes });
  const { AuthenticationResult: { RefreshToken } } = await signIn(app, 'ada');
  assert.deepEqual(order.splice(0), ['PreAuthentication_Authentication', 'PostAuthentication_Authentication', 'TokenGeneration_Authentication']);
  await client.send(new InitiateAuthCommand({ ClientId: app.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } }));
  await client.send(new GetTokensFromRefreshTokenCommand({ ClientId: app.ClientId, RefreshToken }));
  assert.deepEqual(order, ['TokenGeneration_RefreshTokens', 'TokenGeneration_RefreshTokens']);
});

test('an answer to a challenge brings its metadata to PostAuthentication and PreTokenGeneration, and never to PreAuthentication', async () => {
  const app = await triggeredPool({ PreAuthentication: passes, PostAuthentication: passes, PreTokenGeneration: passes });
  await addUser(client, app.UserPoolId, 'ada', { email: 'ada@example.com' }, false);
  const asked = await signIn(app, 'ada', PASSWORD, { ClientMetadata: { from: 'the first call' } });
  assert.equal(asked.ChallengeName, 'NEW_PASSWORD_REQUIRED');
  assert.deepEqual(app.calls.PostAuthentication, []);
  await respond(app, asked, 'ada', { NEW_PASSWORD: NEXT_PASSWORD }, { ClientMetadata: METADATA });
  const [before] = events(app.calls.PreAuthentication, 'PreAuthentication_Authentication');
  assert.deepEqual(before.request.validationData, { from: 'the first call' });
  assert.deepEqual(events(app.calls.PostAuthentication, 'PostAuthentication_Authentication')[0].request.clientMetadata, METADATA);
  const [tokens] = events(app.calls.PreTokenGeneration, 'TokenGeneration_NewPasswordChallenge');
  assert.deepEqual(tokens.request.clientMetadata, METADATA);
  assert.equal(tokens.request.userAttributes['cognito:user_status'], 'CONFIRMED');
});

test('a session is used up where what follows it fails', async () => {
  const app = await triggeredPool({ PostAuthentication: refuses('not yet') });
  await addUser(client, app.UserPoolId, 'ada', {}, false);
  const asked = await signIn(app, 'ada');
  const answer = () => respond(app, asked, 'ada', { NEW_PASSWORD: NEXT_PASSWORD });
  await refusal(answer(), UserLambdaValidationException, 'PostAuthentication failed with error not yet.');
  await refusal(answer(), NotAuthorizedException, 'Invalid session for the user, session can only be used once.');
});

test('the trace of a sign-in shows each function in its place', async () => {
  const app = await poolWithAda({ PreAuthentication: passes, PostAuthentication: refuses('secret reason') });
  await assert.rejects(signIn(app, 'ada'));
  const { sign_ins: [{ steps, outcome }] } = await workbench('GET', `/sign-ins?pool=${app.UserPoolId}`);
  assert.equal(outcome, 'UserLambdaValidationException');
  const shown = steps.map(({ rule, verdict }) => [rule, verdict]);
  const at = (trigger) => shown.findIndex(([rule]) => rule.includes(trigger));
  assert.equal(shown[at('PreAuthentication')]?.[1], 'passed', JSON.stringify(steps));
  assert.equal(shown[at('PostAuthentication')]?.[1], 'refused', JSON.stringify(steps));
  const password = shown.findIndex(([rule]) => rule === 'password');
  assert.ok(at('PreAuthentication') < password && password < at('PostAuthentication'), JSON.stringify(shown));
});
