// A person sets up an authenticator by the QR code on the page, is asked for its code from then on, and chooses among factors.
import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  addUser, authenticatorCode, emailOrSms, otherThan, PHONE, sendsAsItself, smsMfa, totpMfa, wrongAuthenticatorCode,
} from '../people.mjs';
import { EMAIL } from '../sign_in_pages.mjs';
import { admin, begin, inEachLook, signedIn } from './walks.mjs';
import { NO_FACTOR_YET, signInWithoutFactors, signInWithTwoFactors } from './ways.mjs';

const MAIL = { email: EMAIL, email_verified: 'true' };

/** What a phone's camera reads on the page. */
async function readQrCode(page) {
  const { data, width, height } = PNG.sync.read(await page.locator('svg[role=img]:visible').screenshot());
  const read = jsQR(new Uint8ClampedArray(data), width, height);
  assert.ok(read, 'there is no QR code to be read on the page');
  return new URL(read.data);
}

inEachLook('an authenticator is set up by the QR code, and asked for at the next sign-in', async (t, { open }) => {
  const { app, person } = await open({ mfa: totpMfa('ON') });
  await addUser(admin, app.UserPoolId, EMAIL, MAIL);
  await person.signIn();
  assert.equal(person.path(), '/mfa/register/totp');
  const address = await readQrCode(person.page);
  assert.equal(address.protocol, 'otpauth:');
  const secret = address.searchParams.get('secret');
  assert.equal((await person.page.locator('code:visible').innerText()).trim(), secret);
  await person.send({ totp_code: wrongAuthenticatorCode(secret) });
  assert.equal(await person.alert(), 'Code mismatch and fail enable Software Token MFA');
  assert.equal((await readQrCode(person.page)).searchParams.get('secret'), secret);
  await person.send({ totp_code: authenticatorCode(secret), device_name: 'phone' });
  assert.equal((await signedIn(person, app)).email, EMAIL);

  const again = await begin(t, app);
  await again.signIn();
  assert.equal(again.path(), '/mfa');
  await again.send({ authentication_code: wrongAuthenticatorCode(secret) });
  assert.equal(await again.alert(), 'Invalid code received for user');
  await again.send({ authentication_code: authenticatorCode(secret, 1) });
  assert.equal((await signedIn(again, app)).email, EMAIL);
});

inEachLook('a code by SMS is asked for where the user prefers it', async (t, { open }) => {
  const { app, person } = await open({ mfa: smsMfa });
  await addUser(admin, app.UserPoolId, EMAIL, { ...MAIL, phone_number: PHONE, phone_number_verified: 'true' });
  await admin.send(new AdminSetUserMFAPreferenceCommand({
    UserPoolId: app.UserPoolId, Username: EMAIL, SMSMfaSettings: { Enabled: true, PreferredMfa: true },
  }));
  await person.signIn();
  assert.equal(person.path(), '/mfa');
  assert.match(await person.page.locator('main').innerText(), /\+\*+0100/);
  const code = await app.outbox.code('CustomMessage_Authentication');
  await person.send({ authentication_code: otherThan(code) });
  assert.equal(await person.alert(), 'Invalid code or auth state for the user.');
  await person.send({ authentication_code: code });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('a person chooses among the factors that he has', async (t, { open }) => {
  const opened = await open({ mfa: emailOrSms, pool: sendsAsItself });
  const { app, person } = opened;
  await signInWithTwoFactors(opened);
  assert.equal(person.path(), '/mfa/select');
  await person.choose('SMS_MFA');
  assert.equal(person.path(), '/mfa');
  const { code, medium } = await app.outbox.next('CustomMessage_Authentication');
  assert.equal(medium, 'SMS');
  await person.send({ authentication_code: code });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('a person who has no factor yet chooses e-mail, and signs in by its code', async (t, { open }) => {
  const opened = await open(NO_FACTOR_YET);
  const { app, person } = opened;
  await signInWithoutFactors(opened);
  assert.equal(person.path(), '/mfa/register/options');
  await person.choose('EMAIL_OTP');
  assert.equal(person.path(), '/mfa/register/email');
  await person.send({ email: EMAIL });
  assert.equal(person.path(), '/mfa');
  await person.send({ authentication_code: await app.outbox.code('CustomMessage_Authentication') });
  assert.equal((await signedIn(person, app))['cognito:username'], 'ada');
});
