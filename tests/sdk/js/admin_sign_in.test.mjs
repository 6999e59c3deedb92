// The flows of a back end with the AWS SDK: a client with a secret, challenges that an administrator answers, pages of users.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import {
  AdminAddUserToGroupCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserSettingsCommand,
  AssociateSoftwareTokenCommand,
  CodeMismatchException,
  CreateGroupCommand,
  GetUserCommand,
  InitiateAuthCommand,
  InvalidParameterException,
  InvalidPasswordException,
  NotAuthorizedException,
  RevokeTokenCommand,
  SetUserMFAPreferenceCommand,
  SetUserSettingsCommand,
  VerifySoftwareTokenCommand,
  paginateAdminListGroupsForUser,
  paginateListUsers,
  paginateListUsersInGroup,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser, authenticatorCode, NEXT_PASSWORD, PASSWORD, PHONE, signUpPool, totpMfa, wrongAuthenticatorCode } from './people.mjs';
import { openClient, refusal } from './support.mjs';

const client = openClient();
const SERVER_SIDE = {
  GenerateSecret: true, ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
};

function secretHash({ ClientId, ClientSecret }, username) {
  return createHmac('sha256', ClientSecret).update(username + ClientId).digest('base64');
}

function begin(app, members = {}) {
  return client.send(new AdminInitiateAuthCommand({
    UserPoolId: app.UserPoolId, ClientId: app.ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD, SECRET_HASH: secretHash(app, 'ada'), ...members },
  }));
}

function answer(app, ChallengeName, Session, responses) {
  return client.send(new AdminRespondToAuthChallengeCommand({
    UserPoolId: app.UserPoolId, ClientId: app.ClientId, ChallengeName, Session,
    ChallengeResponses: { USERNAME: 'ada', SECRET_HASH: secretHash(app, 'ada'), ...responses },
  }));
}

test('a client with a secret signs in with its hash and with no other', async () => {
  const app = await signUpPool(client, { app: SERVER_SIDE });
  await addUser(client, app.UserPoolId, 'ada');
  await refusal(begin(app, { SECRET_HASH: secretHash(app, 'eve') }), NotAuthorizedException,
    `Unable to verify secret hash for client ${app.ClientId}`);
  await refusal(begin(app, { PASSWORD: 'wr0ng-Horse' }), NotAuthorizedException, 'Incorrect username or password.');
  const { AuthenticationResult, ChallengeParameters } = await begin(app);
  assert.deepEqual(ChallengeParameters, {});
  assert.equal(AuthenticationResult.ExpiresIn, 3600);
  const { RefreshToken } = AuthenticationResult;
  const refresh = () => client.send(new InitiateAuthCommand({
    ClientId: app.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: RefreshToken, SECRET_HASH: secretHash(app, 'ada') },
  }));
  const { AccessToken } = (await refresh()).AuthenticationResult;
  assert.equal((await client.send(new GetUserCommand({ AccessToken }))).Username, 'ada');
  await client.send(new RevokeTokenCommand({ Token: RefreshToken, ClientId: app.ClientId, ClientSecret: app.ClientSecret }));
  await refusal(refresh(), NotAuthorizedException, 'Refresh Token has been revoked');
  await refusal(client.send(new GetUserCommand({ AccessToken })), NotAuthorizedException, 'Access Token has been revoked');
});

test('a new password, then the authenticator that the pool requires, then tokens', async () => {
  const app = await signUpPool(client, { app: SERVER_SIDE, mfa: totpMfa('ON') });
  await addUser(client, app.UserPoolId, 'ada', {}, false);
  const first = await begin(app);
  assert.equal(first.ChallengeName, 'NEW_PASSWORD_REQUIRED');
  assert.equal(first.ChallengeParameters.USER_ID_FOR_SRP, 'ada');
  await refusal(answer(app, 'NEW_PASSWORD_REQUIRED', first.Session, { NEW_PASSWORD: 'short' }), InvalidPasswordException);
  const second = await answer(app, 'NEW_PASSWORD_REQUIRED', first.Session, { NEW_PASSWORD: NEXT_PASSWORD });
  assert.equal(second.ChallengeName, 'MFA_SETUP');
  assert.deepEqual(JSON.parse(second.ChallengeParameters.MFAS_CAN_SETUP), ['SOFTWARE_TOKEN_MFA']);
  await refusal(answer(app, 'NEW_PASSWORD_REQUIRED', first.Session, { NEW_PASSWORD: NEXT_PASSWORD }), NotAuthorizedException,
    'Invalid session for the user, session can only be used once.');
  const associated = await client.send(new AssociateSoftwareTokenCommand({ Session: second.Session }));
  const verified = await client.send(new VerifySoftwareTokenCommand({
    Session: associated.Session, UserCode: authenticatorCode(associated.SecretCode),
  }));
  assert.equal(verified.Status, 'SUCCESS');
  const last = await answer(app, 'MFA_SETUP', verified.Session, {});
  assert.ok(last.AuthenticationResult.IdToken);

  const again = await begin(app, { PASSWORD: NEXT_PASSWORD });
  assert.equal(again.ChallengeName, 'SOFTWARE_TOKEN_MFA');
  const send = (SOFTWARE_TOKEN_MFA_CODE) => answer(app, 'SOFTWARE_TOKEN_MFA', again.Session, { SOFTWARE_TOKEN_MFA_CODE });
  await refusal(send(wrongAuthenticatorCode(associated.SecretCode)), CodeMismatchException, 'Invalid code received for user');
  assert.ok((await send(authenticatorCode(associated.SecretCode, 1))).AuthenticationResult.AccessToken);
});

test('the older settings of SMS by either side, and an authenticator that is taken away', async () => {
  const app = await signUpPool(client, { mfa: totpMfa('OPTIONAL'), app: { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] } });
  await addUser(client, app.UserPoolId, 'ada', { phone_number: PHONE });
  const whose = { UserPoolId: app.UserPoolId, Username: 'ada' };
  const signIn = async () => (await client.send(new AdminInitiateAuthCommand({
    UserPoolId: app.UserPoolId, ClientId: app.ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ada', PASSWORD },
  }))).AuthenticationResult;
  const { AccessToken } = await signIn();
  const shown = () => client.send(new AdminGetUserCommand(whose));

  const MFAOptions = [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }];
  await client.send(new SetUserSettingsCommand({ AccessToken, MFAOptions }));
  assert.deepEqual((await shown()).MFAOptions, MFAOptions);
  await client.send(new AdminSetUserSettingsCommand({ ...whose, MFAOptions: [] }));
  assert.equal((await shown()).MFAOptions, undefined);
  await refusal(client.send(new AdminSetUserSettingsCommand({ ...whose, MFAOptions: [{ DeliveryMedium: 'EMAIL', AttributeName: 'email' }] })),
    InvalidParameterException, 'Only phone_number attribute is currently supported as a MFA option.');

  const { SecretCode } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: authenticatorCode(SecretCode) }));
  await client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }));
  assert.deepEqual((await shown()).UserMFASettingList, ['SOFTWARE_TOKEN_MFA']);
  await client.send(new AdminDeleteSoftwareTokenCommand(whose));
  const { UserMFASettingList, PreferredMfaSetting } = await shown();
  assert.deepEqual([UserMFASettingList, PreferredMfaSetting], [undefined, undefined]);
  assert.ok((await signIn()).AccessToken);
});

test('paginators walk over users, a group and the groups of a user', async () => {
  const app = await signUpPool(client);
  const { UserPoolId } = app;
  const names = ['ada', 'bob', 'cyd', 'dan', 'eve'];
  for (const name of names) {
    await addUser(client, UserPoolId, name);
  }
  const groups = ['admins', 'editors', 'readers'];
  for (const GroupName of groups) {
    await client.send(new CreateGroupCommand({ UserPoolId, GroupName }));
    await client.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username: 'ada' }));
  }
  await client.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName: 'admins', Username: 'bob' }));
  const walk = async (pages, entries, key) => {
    const found = [];
    for await (const page of pages) {
      found.push(page[entries].map((entry) => entry[key]));
    }
    return found;
  };
  const settings = { client, pageSize: 2 };
  const users = await walk(paginateListUsers(settings, { UserPoolId }), 'Users', 'Username');
  assert.deepEqual(users.map((page) => page.length), [2, 2, 1]);
  assert.deepEqual(users.flat().sort(), names);
  assert.deepEqual(await walk(paginateListUsers(settings, { UserPoolId, Filter: 'username ^= "c"' }), 'Users', 'Username'), [['cyd']]);
  const inGroup = await walk(paginateListUsersInGroup({ client, pageSize: 1 }, { UserPoolId, GroupName: 'admins' }), 'Users', 'Username');
  assert.deepEqual(inGroup.flat().sort(), ['ada', 'bob']);
  const ofUser = await walk(paginateAdminListGroupsForUser(settings, { UserPoolId, Username: 'ada' }), 'Groups', 'GroupName');
  assert.deepEqual(ofUser.flat().sort(), groups);
});
