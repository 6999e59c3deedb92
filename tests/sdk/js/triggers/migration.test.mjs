// UserMigration: a user who is not here yet, at a sign-in and at a forgotten password.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ForgotPasswordCommand, InitiateAuthCommand, NotAuthorizedException, PasswordResetRequiredException, UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser, PASSWORD } from '../people.mjs';
import { refusal } from '../support.mjs';
import { answers, attributesOf, client, envelope, events, passes, signIn, triggeredPool, userOf } from './triggered.mjs';

const EMAIL = 'ada@example.com';
const METADATA = { from: 'the tests' };
const UNTOUCHED = {
  userAttributes: null, forceAliasCreation: null, enableSMSMFA: null, finalUserStatus: null, messageAction: null, desiredDeliveryMediums: null,
};
const ADA = {
  userAttributes: { email: EMAIL, email_verified: 'true', given_name: 'Ada' }, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS',
};
const hasNobody = (app, name = 'ada') => refusal(userOf(app, name), UserNotFoundException);

test('a sign-in brings the user over with his password, and the function is not asked again', async () => {
  const app = await triggeredPool({ UserMigration: answers(ADA), PreAuthentication: passes });
  assert.ok((await signIn(app, 'ada', PASSWORD, { ClientMetadata: METADATA })).AuthenticationResult);
  const [{ request, response, ...whole }] = app.calls.UserMigration.map(({ event }) => event);
  assert.deepEqual(whole, envelope(app, 'UserMigration_Authentication', 'ada'));
  const { userAttributes, ...asked } = request;  // AWS's pages have none of somebody who is not here
  assert.deepEqual([userAttributes ?? {}, asked, response], [{}, { password: PASSWORD, validationData: METADATA }, UNTOUCHED]);
  const { UserStatus } = await userOf(app, 'ada');
  const { email, email_verified, given_name } = await attributesOf(app, 'ada');
  assert.deepEqual([UserStatus, email, email_verified, given_name], ['CONFIRMED', EMAIL, 'true', 'Ada']);
  assert.ok((await signIn(app, 'ada')).AuthenticationResult);
  await refusal(signIn(app, 'ada', 'wr0ng-Horse'), NotAuthorizedException);
  assert.equal(app.calls.UserMigration.length, 1);
});

test('a pool of e-mail addresses gives the user a name of its own, and is told what was typed', async () => {
  const app = await triggeredPool({ UserMigration: answers(ADA) }, { pool: { UsernameAttributes: ['email'] } });
  await signIn(app, EMAIL);
  assert.equal(app.calls.UserMigration[0].event.userName, EMAIL);
  const { Username, UserAttributes } = await userOf(app, EMAIL);
  assert.match(Username, /^[0-9a-f]{8}-/);
  assert.equal(UserAttributes.find(({ Name }) => Name === 'email').Value, EMAIL);
});

test('an address that is not the one that was typed is no answer', async () => {
  const app = await triggeredPool({ UserMigration: answers({ ...ADA, userAttributes: { email: 'else@example.com' } }) },
    { pool: { UsernameAttributes: ['email'] } });
  await assert.rejects(signIn(app, EMAIL));
  await hasNobody(app, EMAIL);
  await hasNobody(app, 'else@example.com');
});

test('without a final state he has to reset his password', async () => {
  for (const finalUserStatus of ['RESET_REQUIRED', null]) {
    const app = await triggeredPool({ UserMigration: answers({ ...ADA, finalUserStatus }) });
    await refusal(signIn(app, 'ada'), PasswordResetRequiredException);
    assert.equal((await userOf(app, 'ada')).UserStatus, 'RESET_REQUIRED');
    await client.send(new ForgotPasswordCommand({ ClientId: app.ClientId, Username: 'ada' }));
    await app.outbox.code('CustomMessage_ForgotPassword');
  }
});

test('a function that fails, or knows nobody, leaves the pool as it was', async () => {
  for (const handler of [() => { throw new Error('Bad password'); }, passes]) {
    for (const [PreventUserExistenceErrors, exception, text] of [
      ['ENABLED', NotAuthorizedException, 'Incorrect username or password.'], ['LEGACY', UserNotFoundException, 'User does not exist.'],
    ]) {
      const app = await triggeredPool({ UserMigration: handler }, { app: { PreventUserExistenceErrors } });
      const { name, message } = await refusal(signIn(app, 'ada'), Error);
      const failed = ['UserLambdaValidationException', 'UserMigration failed with error Bad password.'];
      const isTold = handler !== passes && PreventUserExistenceErrors === 'LEGACY';
      assert.deepEqual([name, message], isTold ? failed : [exception.name, text]);
      await hasNobody(app);
    }
  }
});

test('who cannot be brought over is told so, whether the client hides who exists or not', async () => {
  for (const PreventUserExistenceErrors of ['ENABLED', 'LEGACY']) {
    for (const handler of [answers({ finalUserStatus: 'CONFIRMED' }), answers({ ...ADA, finalUserStatus: 'confirmed' }), () => null]) {
      const app = await triggeredPool({ UserMigration: handler }, { app: { PreventUserExistenceErrors } });
      const text = `Exception migrating user in app client ${app.ClientId}`;
      await refusal(signIn(app, 'ada'), UserNotFoundException, text);
      await refusal(client.send(new ForgotPasswordCommand({ ClientId: app.ClientId, Username: 'ada' })), UserNotFoundException, text);
      await hasNobody(app);
    }
  }
});

test('SRP brings nobody over, and neither does a user who is there', async () => {
  const app = await triggeredPool({ UserMigration: answers(ADA) });
  await refusal(client.send(new InitiateAuthCommand({
    ClientId: app.ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'ada', SRP_A: 'a'.repeat(64) },
  })), UserNotFoundException);
  await addUser(client, app.UserPoolId, 'bob');
  await signIn(app, 'bob');
  assert.deepEqual(app.calls.UserMigration, []);
});

test('a forgotten password brings the user over, who gets the code', async () => {
  const app = await triggeredPool({ UserMigration: answers(ADA) });
  const forget = () => client.send(new ForgotPasswordCommand({ ClientId: app.ClientId, Username: 'ada', ClientMetadata: METADATA }));
  const { CodeDeliveryDetails } = await forget();
  assert.equal(CodeDeliveryDetails.Destination, 'a***@e***');
  const [event] = events(app.calls.UserMigration, 'UserMigration_ForgotPassword');
  assert.deepEqual([event.userName, 'password' in event.request, event.request.clientMetadata], ['ada', false, METADATA]);
  assert.deepEqual(event.response, UNTOUCHED);
  const { destination } = await app.outbox.next('CustomMessage_ForgotPassword');
  assert.equal(destination, EMAIL);
  await forget();
  assert.equal(app.calls.UserMigration.length, 1);
});
