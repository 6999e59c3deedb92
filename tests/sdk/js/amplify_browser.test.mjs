// aws-amplify 6 where it only works in a browser: devices, which it names after the browser, and automatic sign-in, whose timer of three
// minutes would keep Node waiting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApplication } from './application.mjs';
import { addUser, authenticatorCode, PASSWORD, sendsAsItself, signUpPool, totpMfa } from './people.mjs';
import { openClient } from './support.mjs';

const admin = openClient();

for (const password of [undefined, PASSWORD]) {
  test(`signs in who has signed up ${password ? 'with' : 'without'} a password, once that is confirmed`, async (t) => {
    const app = await signUpPool(admin, {
      pool: { ...sendsAsItself, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
      app: { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    });
    const run = await openApplication(t, app);
    const username = 'eve';
    const signedUp = await run('signUp', {
      username, password, options: { userAttributes: { email: 'eve@example.com' }, autoSignIn: { authFlowType: 'USER_AUTH' } },
    });
    assert.equal(signedUp.nextStep.signUpStep, 'CONFIRM_SIGN_UP');
    const confirmationCode = await app.outbox.code('CustomMessage_SignUp');
    const confirmed = await run('confirmSignUp', { username, confirmationCode });
    assert.equal(confirmed.nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN');
    assert.ok((await run('autoSignIn')).isSignedIn);
    assert.equal((await run('getCurrentUser')).username, username);
  });
}

/** A pool in which a device stands in for the second factor, and ada, who has one and is signed in. */
async function enterWithAuthenticator(t, DeviceOnlyRememberedOnUserPrompt) {
  const app = await signUpPool(admin, {
    mfa: totpMfa('OPTIONAL'), pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt } },
  });
  await addUser(admin, app.UserPoolId, 'ada');
  const run = await openApplication(t, app);
  const enter = async () => (await run('signIn', { username: 'ada', password: PASSWORD })).nextStep.signInStep;
  assert.equal(await enter(), 'DONE');
  const secret = await run('newSecret');
  await run('verifyTOTPSetup', { code: authenticatorCode(secret) });
  await run('updateMFAPreference', { totp: 'PREFERRED' });
  // The device was confirmed without the second factor, and so is asked for it once.
  const enterByCode = async () => {
    assert.equal(await enter(), 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    const { nextStep } = await run('confirmSignIn', { challengeResponse: authenticatorCode(secret, 1) });
    assert.equal(nextStep.signInStep, 'DONE');
  };
  return { run, enter, enterByCode };
}

test('a device is confirmed, stands in for the code, is listed and forgotten', async (t) => {
  const { run, enter, enterByCode } = await enterWithAuthenticator(t, false);
  const [device] = await run('fetchDevices');
  assert.match(device.id, /^us-east-1_[0-9a-f-]{36}$/);
  assert.equal(device.attributes.device_status, 'valid');
  assert.equal(device.attributes.last_ip_used, '127.0.0.1');
  assert.ok(device.createDate instanceof Date && device.lastAuthenticatedDate instanceof Date);
  await run('signOut');
  await enterByCode();
  await run('signOut');
  assert.equal(await enter(), 'DONE', 'the device proves itself');
  await run('forgetDevice');
  assert.deepEqual(await run('fetchDevices'), []);
  await run('signOut');
  assert.equal(await enter(), 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
});

test('a pool that asks its users remembers a device when they say so', async (t) => {
  const { run, enter, enterByCode } = await enterWithAuthenticator(t, true);
  await run('rememberDevice');
  await run('signOut');
  await enterByCode();
  await run('signOut');
  assert.equal(await enter(), 'DONE');
  assert.equal((await run('fetchDevices')).length, 1);
});
