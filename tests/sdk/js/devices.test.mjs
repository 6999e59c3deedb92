// Devices by amazon-cognito-identity-js, which confirms what it is offered, proves it, and forgets what the server does not know.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AdminForgetDeviceCommand, AdminGetDeviceCommand, AdminListDevicesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { answered, call, setUpAuthenticator, signedIn, signIn, Storage, userOf } from './identity_library.mjs';
import { addUser, authenticatorCode, signUpPool, totpMfa } from './people.mjs';
import { openClient } from './support.mjs';

const admin = openClient();
const keyIn = (session) => session.getAccessToken().payload.device_key;

/** A pool in which a device stands in for the second factor, and ada, who has one. */
async function adasPool(configuration = {}) {
  const app = await signUpPool(admin, {
    mfa: totpMfa('OPTIONAL'), pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, ...configuration } },
  });
  await addUser(admin, app.UserPoolId, 'ada');
  const user = userOf(app, 'ada');
  await signedIn(user);
  const secret = await setUpAuthenticator(user);
  await call(user, 'setUserMfaPreference', null, { PreferredMfa: true, Enabled: true });
  await answered((callbacks) => user.forgetDevice(callbacks));
  return { ...app, secret };
}

/** Signs in by the code, which an authenticator shows once. Returns what the library tells. */
async function signInByCode({ secret, ...app }, storage) {
  const user = userOf(app, 'ada', storage);
  assert.equal((await signIn(user))[0], 'totpRequired');
  const [outcome, session, asksUser] = await answered(
    (callbacks) => user.sendMFACode(authenticatorCode(secret, 1), callbacks, 'SOFTWARE_TOKEN_MFA'),
  );
  assert.equal(outcome, 'onSuccess');
  return { user, session, asksUser };
}

test('a device that was confirmed with the second factor signs in without it', async () => {
  const app = await adasPool();
  const storage = new Storage();
  const { session, asksUser } = await signInByCode(app, storage);
  assert.equal(asksUser, undefined);
  assert.match(keyIn(session), /^us-east-1_[0-9a-f-]{36}$/);

  const again = await signedIn(userOf(app, 'ada', storage));
  assert.equal(keyIn(again), keyIn(session));
  assert.equal((await signIn(userOf(app, 'ada')))[0], 'totpRequired', 'on another device');

  const { Device } = await admin.send(
    new AdminGetDeviceCommand({ UserPoolId: app.UserPoolId, Username: 'ada', DeviceKey: keyIn(session) }),
  );
  const attributes = Object.fromEntries(Device.DeviceAttributes.map(({ Name, Value }) => [Name, Value]));
  assert.equal(attributes['dev:device_remembered_status'], 'remembered');
  assert.equal(attributes.last_ip_used, '127.0.0.1');
  assert.ok(attributes.device_name);
});

test('refreshes with its key, and no more once it is forgotten', async () => {
  const app = await adasPool();
  const storage = new Storage();
  const { user, session } = await signInByCode(app, storage);
  const refreshed = await call(user, 'refreshSession', session.getRefreshToken());
  assert.equal(keyIn(refreshed), keyIn(session));
  const invalid = { code: 'NotAuthorizedException', message: 'Invalid Refresh Token.' };
  await assert.rejects(call(userOf(app, 'ada'), 'refreshSession', session.getRefreshToken()), invalid, 'without the key');
  await admin.send(new AdminForgetDeviceCommand({ UserPoolId: app.UserPoolId, Username: 'ada', DeviceKey: keyIn(session) }));
  await assert.rejects(call(user, 'refreshSession', session.getRefreshToken()), invalid);
});

test('a device that the server does not know is forgotten and offered anew', async () => {
  const app = await adasPool();
  const storage = new Storage();
  const { session } = await signInByCode(app, storage);
  await admin.send(new AdminForgetDeviceCommand({ UserPoolId: app.UserPoolId, Username: 'ada', DeviceKey: keyIn(session) }));
  assert.equal((await signIn(userOf(app, 'ada', storage)))[0], 'totpRequired', 'the library has proved the password once more');
});

test('a pool that asks its users remembers what they say', async () => {
  const app = await adasPool({ DeviceOnlyRememberedOnUserPrompt: true });
  const storage = new Storage();
  const { user, session, asksUser } = await signInByCode(app, storage);
  assert.equal(asksUser, true);
  assert.equal((await signIn(userOf(app, 'ada', storage)))[0], 'totpRequired', 'it is not remembered yet');
  assert.equal((await answered((callbacks) => user.setDeviceStatusRemembered(callbacks)))[1], 'SUCCESS');
  assert.equal(keyIn(await signedIn(userOf(app, 'ada', storage))), keyIn(session));
  assert.equal((await answered((callbacks) => user.setDeviceStatusNotRemembered(callbacks)))[1], 'SUCCESS');
  assert.equal((await signIn(userOf(app, 'ada', storage)))[0], 'totpRequired');
});

test('lists, shows and forgets the device of the user', async () => {
  const app = await adasPool();
  const { user, session } = await signInByCode(app, new Storage());
  const [, { Devices }] = await answered((callbacks) => user.listDevices(10, null, callbacks));
  assert.deepEqual(Devices.map(({ DeviceKey }) => DeviceKey), [keyIn(session)]);
  const [, { Device }] = await answered((callbacks) => user.getDevice(callbacks));
  assert.equal(Device.DeviceKey, keyIn(session));
  assert.equal((await answered((callbacks) => user.forgetDevice(callbacks)))[1], 'SUCCESS');
  const left = await admin.send(new AdminListDevicesCommand({ UserPoolId: app.UserPoolId, Username: 'ada' }));
  assert.deepEqual(left.Devices, []);
});
