// aws-amplify 6 without passwords. It holds one user at a time, so the tests follow each other.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { AdminCreateUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { Amplify } from 'aws-amplify';
import { confirmSignIn, fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { addUser, endpoint, otherThan, PASSWORD, PHONE, sendsAsItself, signUpPool, smsMfa } from './people.mjs';
import { openClient } from './support.mjs';

const admin = openClient();
const EMAIL = 'ada@example.com';
const byChoice = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const factors = (...AllowedFirstAuthFactors) => ({ Policies: { SignInPolicy: { AllowedFirstAuthFactors } } });

afterEach(() => signOut());

async function configure(settings) {
  const app = await signUpPool(admin, settings);
  Amplify.configure({ Auth: { Cognito: { userPoolId: app.UserPoolId, userPoolClientId: app.ClientId, userPoolEndpoint: endpoint } } });
  return app;
}

function configureByChoice(...ways) {
  const { SmsConfiguration } = smsMfa.SmsMfaConfiguration;
  return configure({ app: byChoice, pool: { ...sendsAsItself, SmsConfiguration, ...factors('PASSWORD', ...ways) } });
}

const options = (preferredChallenge) => ({ authFlowType: 'USER_AUTH', ...(preferredChallenge && { preferredChallenge }) });

async function assertIn(username = 'ada') {
  assert.equal((await getCurrentUser()).username, username);
  assert.ok((await fetchAuthSession({ forceRefresh: true })).tokens.idToken);
}

test('signs in by the code that is preferred, and tries a wrong one first', async () => {
  const { UserPoolId, outbox } = await configureByChoice('EMAIL_OTP');
  await addUser(admin, UserPoolId, 'ada', { email: EMAIL, email_verified: 'true' });
  const { nextStep } = await signIn({ username: 'ada', options: options('EMAIL_OTP') });
  assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  assert.deepEqual(nextStep.codeDeliveryDetails, { deliveryMedium: 'EMAIL', destination: 'a***@e***' });
  const { code } = await outbox.next('CustomMessage_Authentication');
  await assert.rejects(confirmSignIn({ challengeResponse: otherThan(code) }), { name: 'CodeMismatchException' });
  assert.ok((await confirmSignIn({ challengeResponse: code })).isSignedIn);
  await assertIn();
});

test('offers what there is, of which each can be chosen', async () => {
  const { UserPoolId, outbox } = await configureByChoice('EMAIL_OTP', 'SMS_OTP');
  await addUser(admin, UserPoolId, 'ada', { email: EMAIL, email_verified: 'true', phone_number: PHONE, phone_number_verified: 'true' });
  const oneTimePassword = async () => (await outbox.next('CustomMessage_Authentication')).code;
  const steps = {
    EMAIL_OTP: ['CONFIRM_SIGN_IN_WITH_EMAIL_CODE', oneTimePassword],
    SMS_OTP: ['CONFIRM_SIGN_IN_WITH_SMS_CODE', oneTimePassword],
    PASSWORD: ['CONFIRM_SIGN_IN_WITH_PASSWORD', () => PASSWORD],
    PASSWORD_SRP: ['CONFIRM_SIGN_IN_WITH_PASSWORD', () => PASSWORD],
  };
  for (const [challengeResponse, [step, answer]] of Object.entries(steps)) {
    const { nextStep } = await signIn({ username: 'ada', options: options() });
    assert.equal(nextStep.signInStep, 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
    assert.deepEqual(nextStep.availableChallenges, ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP']);
    assert.equal((await confirmSignIn({ challengeResponse })).nextStep.signInStep, step);
    assert.ok((await confirmSignIn({ challengeResponse: await answer() })).isSignedIn);
    await assertIn();
    await signOut();
  }
});

test('a password that is preferred is proved at once, in clear or by SRP', async () => {
  const { UserPoolId } = await configureByChoice('EMAIL_OTP');
  await addUser(admin, UserPoolId, 'ada');
  for (const way of ['PASSWORD', 'PASSWORD_SRP']) {
    assert.ok((await signIn({ username: 'ada', password: PASSWORD, options: options(way) })).isSignedIn);
    await assertIn();
    await signOut();
    await assert.rejects(signIn({ username: 'ada', password: 'wr0ng-Horse', options: options(way) }), {
      name: 'NotAuthorizedException', message: 'Incorrect username or password.',
    });
  }
});

test('a user whom an administrator made without a password signs in by codes', async () => {
  const { UserPoolId, outbox } = await configureByChoice('EMAIL_OTP');
  await admin.send(new AdminCreateUserCommand({
    UserPoolId, Username: 'eve', MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: EMAIL }, { Name: 'email_verified', Value: 'true' }],
  }));
  assert.equal((await admin.send(new AdminGetUserCommand({ UserPoolId, Username: 'eve' }))).UserStatus, 'CONFIRMED');
  const { nextStep } = await signIn({ username: 'eve', options: options('EMAIL_OTP') });
  assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  const { code } = await outbox.next('CustomMessage_Authentication');
  assert.ok((await confirmSignIn({ challengeResponse: code })).isSignedIn);
  await assertIn('eve');
});
