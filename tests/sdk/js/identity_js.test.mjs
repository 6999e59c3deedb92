// amazon-cognito-identity-js, which signs in by SRP and knows nothing of rockpool but its address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider';
import cognito from 'amazon-cognito-identity-js';
import { answered, call, setUpAuthenticator, signedIn, signIn, userOf } from './identity_library.mjs';
import {
  addUser, authenticatorCode, NEXT_PASSWORD, otherThan, PASSWORD, PHONE, signUpPool, smsMfa, totpMfa, wrongAuthenticatorCode,
} from './people.mjs';
import { openClient } from './support.mjs';

const { CognitoUserAttribute } = cognito;
const admin = openClient();
const dataOf = (user) => promisify((done) => user.getUserData(done, { bypassCache: true }))();

test('signs up, confirms by the outbox, signs in, refreshes and deletes the user', async () => {
  const app = await signUpPool(admin);
  const user = userOf(app, 'ada');
  const email = new CognitoUserAttribute({ Name: 'email', Value: 'ada@example.com' });
  const signedUp = await call(user.pool, 'signUp', 'ada', PASSWORD, [email], []);
  assert.equal(signedUp.userConfirmed, false);
  assert.equal(signedUp.codeDeliveryDetails.Destination, 'a***@e***');
  await assert.rejects(signIn(user), { code: 'UserNotConfirmedException', message: 'User is not confirmed.' });
  const first = await app.outbox.code('CustomMessage_SignUp');
  await call(user, 'resendConfirmationCode');
  const second = await app.outbox.code('CustomMessage_ResendCode');
  if (first !== second) {
    await assert.rejects(call(user, 'confirmRegistration', first, false), { code: 'CodeMismatchException' });
  }
  assert.equal(await call(user, 'confirmRegistration', second, false), 'SUCCESS');

  const session = await signedIn(user);
  assert.equal(session.getIdToken().payload.email_verified, true);
  assert.equal(session.getIdToken().payload.sub, signedUp.userSub);
  assert.equal(session.getAccessToken().payload.username, 'ada');

  const refreshed = await call(user, 'refreshSession', session.getRefreshToken());
  assert.notEqual(refreshed.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
  assert.equal(refreshed.getIdToken().payload.origin_jti, session.getIdToken().payload.origin_jti);
  assert.equal(refreshed.getRefreshToken().getToken(), session.getRefreshToken().getToken());

  assert.equal(await call(user, 'deleteUser'), 'SUCCESS');
  await assert.rejects(signIn(userOf(app, 'ada')), { code: 'UserNotFoundException', message: 'User does not exist.' });
});

test('refuses a wrong password, and one that was changed', async () => {
  const app = await signUpPool(admin);
  await addUser(admin, app.UserPoolId, 'ada');
  const user = userOf(app, 'ada');
  const refusal = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };
  await assert.rejects(signIn(user, 'wr0ng-Horse'), refusal);
  await signedIn(user);
  await assert.rejects(call(user, 'changePassword', 'wr0ng-Horse', NEXT_PASSWORD), refusal);
  assert.equal(await call(user, 'changePassword', PASSWORD, NEXT_PASSWORD), 'SUCCESS');
  await assert.rejects(signIn(user), refusal);
  await signedIn(user, NEXT_PASSWORD);
});

test('a new password is required once, with the attributes that are missing', async () => {
  const app = await signUpPool(admin, { pool: { Schema: [{ Name: 'given_name', Required: true }] } });
  await addUser(admin, app.UserPoolId, 'ada', { email: 'ada@example.com', email_verified: 'true' }, false);
  const user = userOf(app, 'ada');
  const [outcome, attributes, required] = await signIn(user);
  assert.equal(outcome, 'newPasswordRequired');
  assert.deepEqual(attributes, { email: 'ada@example.com', email_verified: 'true' });
  assert.deepEqual(required, ['given_name']);
  const answer = (names) => answered((callbacks) => user.completeNewPasswordChallenge(NEXT_PASSWORD, names, callbacks));
  await assert.rejects(answer({}), { code: 'InvalidParameterException', message: 'Invalid attributes given, given_name is missing' });
  const [done, session] = await answer({ given_name: 'Ada' });
  assert.equal(done, 'onSuccess');
  assert.equal(session.getIdToken().payload.given_name, 'Ada');
  await signedIn(user, NEXT_PASSWORD);
});

test('sets up an authenticator and signs in with it', async () => {
  const app = await signUpPool(admin, { mfa: totpMfa('OPTIONAL') });
  await addUser(admin, app.UserPoolId, 'ada');
  const user = userOf(app, 'ada');
  await signedIn(user);
  const secret = await setUpAuthenticator(user);
  await call(user, 'setUserMfaPreference', null, { PreferredMfa: true, Enabled: true });
  assert.equal((await dataOf(user)).PreferredMfaSetting, 'SOFTWARE_TOKEN_MFA');

  const again = userOf(app, 'ada');
  const [outcome] = await signIn(again);
  assert.equal(outcome, 'totpRequired');
  const send = (code) => answered((callbacks) => again.sendMFACode(code, callbacks, 'SOFTWARE_TOKEN_MFA'));
  await assert.rejects(send(wrongAuthenticatorCode(secret)), { code: 'CodeMismatchException', message: 'Invalid code received for user' });
  const [done, session] = await send(authenticatorCode(secret, 1));
  assert.equal(done, 'onSuccess');
  assert.ok(session.isValid());
});

test('sets up the authenticator that a pool requires while signing in', async () => {
  const app = await signUpPool(admin, { mfa: totpMfa('ON') });
  await addUser(admin, app.UserPoolId, 'ada');
  const user = userOf(app, 'ada');
  const [outcome] = await signIn(user);
  assert.equal(outcome, 'mfaSetup');
  await setUpAuthenticator(user);
  assert.ok(user.getSignInUserSession().isValid());
  const [next] = await signIn(userOf(app, 'ada'));
  assert.equal(next, 'totpRequired');
});

test('signs in with the code of an SMS', async () => {
  const app = await signUpPool(admin, { mfa: smsMfa });
  await addUser(admin, app.UserPoolId, 'ada', { phone_number: PHONE, phone_number_verified: 'true' });
  await admin.send(new AdminSetUserMFAPreferenceCommand({
    UserPoolId: app.UserPoolId, Username: 'ada', SMSMfaSettings: { Enabled: true, PreferredMfa: true },
  }));
  const user = userOf(app, 'ada');
  const [outcome, name, parameters] = await signIn(user);
  assert.equal(outcome, 'mfaRequired');
  assert.equal(name, 'SMS_MFA');
  assert.equal(parameters.CODE_DELIVERY_DESTINATION, '+*******0100');
  const { code, destination, medium } = await app.outbox.next('CustomMessage_Authentication');
  assert.deepEqual([destination, medium], [PHONE, 'SMS']);
  const send = (text) => answered((callbacks) => user.sendMFACode(text, callbacks));
  await assert.rejects(send(otherThan(code)), { code: 'CodeMismatchException' });
  assert.equal((await send(code))[0], 'onSuccess');
});

test('recovers from a forgotten password by the outbox', async () => {
  const app = await signUpPool(admin);
  await addUser(admin, app.UserPoolId, 'ada', { email: 'ada@example.com', email_verified: 'true' });
  const user = userOf(app, 'ada');
  const [outcome, details] = await answered((callbacks) => user.forgotPassword(callbacks));
  assert.equal(outcome, 'inputVerificationCode');
  assert.equal(details.CodeDeliveryDetails.Destination, 'a***@e***');
  const code = await app.outbox.code('CustomMessage_ForgotPassword');
  const confirm = (text) => answered((callbacks) => user.confirmPassword(text, NEXT_PASSWORD, callbacks));
  await assert.rejects(confirm(otherThan(code)), { code: 'CodeMismatchException' });
  assert.equal((await confirm(code))[0], 'onSuccess');
  await assert.rejects(signIn(user), { code: 'NotAuthorizedException' });
  await signedIn(user, NEXT_PASSWORD);
});

test('a global sign-out ends the tokens of every device', async () => {
  const app = await signUpPool(admin);
  await addUser(admin, app.UserPoolId, 'ada');
  const here = userOf(app, 'ada');
  const there = userOf(app, 'ada');
  await signedIn(here);
  const session = await signedIn(there);
  assert.equal((await answered((callbacks) => here.globalSignOut(callbacks)))[0], 'onSuccess');
  await assert.rejects(call(there, 'getUserAttributes'), { code: 'NotAuthorizedException', message: 'Access Token has been revoked' });
  await assert.rejects(call(there, 'refreshSession', session.getRefreshToken()), {
    code: 'NotAuthorizedException', message: 'Refresh Token has been revoked',
  });
});
