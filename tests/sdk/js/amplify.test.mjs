// aws-amplify 6, its tokens in memory as it keeps them in Node. It holds one user at a time, so the tests follow each other.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword, confirmSignIn, confirmSignUp, confirmUserAttribute, deleteUser, fetchAuthSession, fetchMFAPreference,
  fetchUserAttributes, getCurrentUser, resetPassword, setUpTOTP, signIn, signOut, signUp, updateMFAPreference, updatePassword,
  updateUserAttributes, verifyTOTPSetup,
} from 'aws-amplify/auth';
import { addUser, authenticatorCode, endpoint, NEXT_PASSWORD, PASSWORD, signUpPool, totpMfa, wrongAuthenticatorCode } from './people.mjs';
import { openClient } from './support.mjs';

const admin = openClient();
const EMAIL = 'ada@example.com';

afterEach(() => signOut());

async function configure(settings) {
  const app = await signUpPool(admin, settings);
  Amplify.configure({ Auth: { Cognito: { userPoolId: app.UserPoolId, userPoolClientId: app.ClientId, userPoolEndpoint: endpoint } } });
  return app;
}

async function enter(username, password = PASSWORD) {
  const { isSignedIn, nextStep } = await signIn({ username, password });
  assert.equal(nextStep.signInStep, 'DONE');
  assert.ok(isSignedIn);
  return (await fetchAuthSession()).tokens;
}

test('signs up by e-mail, confirms, signs in by SRP and refreshes', async () => {
  const { outbox } = await configure({ pool: { UsernameAttributes: ['email'] } });
  const signedUp = await signUp({ username: EMAIL, password: PASSWORD, options: { userAttributes: { email: EMAIL, name: 'Ada' } } });
  assert.equal(signedUp.nextStep.signUpStep, 'CONFIRM_SIGN_UP');
  assert.equal(signedUp.nextStep.codeDeliveryDetails.destination, 'a***@e***');
  assert.equal((await signIn({ username: EMAIL, password: PASSWORD })).nextStep.signInStep, 'CONFIRM_SIGN_UP');
  const confirmed = await confirmSignUp({ username: EMAIL, confirmationCode: await outbox.code('CustomMessage_SignUp') });
  assert.equal(confirmed.nextStep.signUpStep, 'DONE');

  const tokens = await enter(EMAIL);
  assert.equal(tokens.idToken.payload.email, EMAIL);
  assert.equal(tokens.signInDetails.authFlowType, 'USER_SRP_AUTH');
  const { userId, username } = await getCurrentUser();
  assert.equal(userId, signedUp.userId);
  assert.equal(username, userId);
  assert.deepEqual(await fetchUserAttributes(), { sub: userId, email: EMAIL, email_verified: 'true', name: 'Ada' });

  const again = (await fetchAuthSession({ forceRefresh: true })).tokens;
  assert.notEqual(again.accessToken.toString(), tokens.accessToken.toString());
  assert.equal(again.accessToken.payload.origin_jti, tokens.accessToken.payload.origin_jti);

  await deleteUser();
  await assert.rejects(signIn({ username: EMAIL, password: PASSWORD }), { name: 'UserNotFoundException' });
});

test('refuses a wrong password, and tells nobody apart where existence is not told', async () => {
  const { UserPoolId } = await configure({ app: { PreventUserExistenceErrors: 'ENABLED' } });
  await addUser(admin, UserPoolId, 'ada');
  for (const username of ['ada', 'nobody']) {
    await assert.rejects(signIn({ username, password: 'wr0ng-Horse' }), {
      name: 'NotAuthorizedException', message: 'Incorrect username or password.',
    });
  }
});

test('changes a password, resets one that was forgotten', async () => {
  const { UserPoolId, outbox } = await configure();
  await addUser(admin, UserPoolId, 'ada', { email: EMAIL, email_verified: 'true' });
  await enter('ada');
  await updatePassword({ oldPassword: PASSWORD, newPassword: NEXT_PASSWORD });
  await signOut();
  const { nextStep } = await resetPassword({ username: 'ada' });
  assert.equal(nextStep.resetPasswordStep, 'CONFIRM_RESET_PASSWORD_WITH_CODE');
  const confirmationCode = await outbox.code('CustomMessage_ForgotPassword');
  await confirmResetPassword({ username: 'ada', newPassword: PASSWORD, confirmationCode });
  await assert.rejects(signIn({ username: 'ada', password: NEXT_PASSWORD }), { name: 'NotAuthorizedException' });
  await enter('ada');
});

test('answers the challenge of a new password', async () => {
  const { UserPoolId } = await configure();
  await addUser(admin, UserPoolId, 'ada', {}, false);
  const { nextStep } = await signIn({ username: 'ada', password: PASSWORD });
  assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
  assert.ok((await confirmSignIn({ challengeResponse: NEXT_PASSWORD })).isSignedIn);
});

test('changes an address and confirms it by the outbox', async () => {
  const { UserPoolId, outbox } = await configure();
  await addUser(admin, UserPoolId, 'ada', { email: EMAIL, email_verified: 'true' });
  await enter('ada');
  const { email } = await updateUserAttributes({ userAttributes: { email: 'countess@example.com' } });
  assert.equal(email.nextStep.updateAttributeStep, 'CONFIRM_ATTRIBUTE_WITH_CODE');
  assert.equal((await fetchUserAttributes()).email_verified, 'false');
  const confirmationCode = await outbox.code('CustomMessage_UpdateUserAttribute');
  await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode });
  assert.equal((await fetchUserAttributes()).email_verified, 'true');
});

test('sets up an authenticator and signs in with it; a global sign-out ends the tokens', async () => {
  const { UserPoolId } = await configure({ mfa: totpMfa('OPTIONAL') });
  await addUser(admin, UserPoolId, 'ada');
  await enter('ada');
  const { sharedSecret } = await setUpTOTP();
  await verifyTOTPSetup({ code: authenticatorCode(sharedSecret) });
  await updateMFAPreference({ totp: 'PREFERRED' });
  assert.deepEqual(await fetchMFAPreference(), { enabled: ['TOTP'], preferred: 'TOTP' });
  await signOut({ global: true });

  const { nextStep } = await signIn({ username: 'ada', password: PASSWORD });
  assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
  await assert.rejects(confirmSignIn({ challengeResponse: wrongAuthenticatorCode(sharedSecret) }), { name: 'CodeMismatchException' });
  assert.ok((await confirmSignIn({ challengeResponse: authenticatorCode(sharedSecret, 1) })).isSignedIn);
});

test('sets up the authenticator that a pool requires while signing in', async () => {
  const { UserPoolId } = await configure({ mfa: totpMfa('ON') });
  await addUser(admin, UserPoolId, 'ada');
  const { nextStep } = await signIn({ username: 'ada', password: PASSWORD });
  assert.equal(nextStep.signInStep, 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP');
  const challengeResponse = authenticatorCode(nextStep.totpSetupDetails.sharedSecret);
  assert.ok((await confirmSignIn({ challengeResponse })).isSignedIn);
});
