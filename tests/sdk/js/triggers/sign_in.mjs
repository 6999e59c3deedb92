// What people do at a pool in these tests, and looks at what the server then knows.
import assert from 'node:assert/strict';
import { AdminGetUserCommand, InitiateAuthCommand, RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { endpoint, PASSWORD } from '../people.mjs';
import { openClient } from '../support.mjs';

export const client = openClient();

export const signIn = (app, USERNAME, PASSWORD_ = PASSWORD, members = {}) => client.send(new InitiateAuthCommand({
  ClientId: app.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD: PASSWORD_ }, ...members,
}));

export const respond = (app, { ChallengeName, Session }, USERNAME, ChallengeResponses, members = {}) => client.send(new RespondToAuthChallengeCommand({
  ClientId: app.ClientId, ChallengeName, Session, ChallengeResponses: { USERNAME, ...ChallengeResponses }, ...members,
}));

export const userOf = (app, Username) => client.send(new AdminGetUserCommand({ UserPoolId: app.UserPoolId, Username }));

/** The attributes of a user as a map. */
export async function attributesOf(app, Username) {
  const { UserAttributes } = await userOf(app, Username);
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

/** Claims of both tokens of an answer. */
export const claimsOf = ({ AuthenticationResult: { IdToken, AccessToken } }) => ({ id: decodeJwt(IdToken), access: decodeJwt(AccessToken) });

/** An answer of /_rockpool that went well. */
export async function workbench(method, path, body) {
  const answer = await fetch(`${endpoint}/_rockpool${path}`, {
    method, body: body && JSON.stringify(body), headers: body ? { 'Content-Type': 'application/json' } : {},
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return text && JSON.parse(text);
}

/** What becomes true soon: of a function that nobody waits for. */
export async function soon(what, holds) {
  for (const deadline = Date.now() + 60_000; ; await new Promise((resolve) => { setTimeout(resolve, 20); })) {
    const found = holds();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < deadline, `${what} did not come`);
  }
}

/** Whatever the outbox holds of the pool by now: [{purpose, code, ...}]. */
export const messagesTo = async ({ UserPoolId }) => (await workbench('GET', `/messages?pool=${UserPoolId}`)).messages;
