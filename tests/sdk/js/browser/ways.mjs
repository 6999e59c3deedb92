// A way to each page: [name, settings of its pool, way]. A way begins at the sign-in page.
import { AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { addUser, emailOrApp, emailOrSms, endpoint, PASSWORD, PHONE, sendsAsItself, smsMfa, totpMfa } from '../people.mjs';
import { EMAIL } from '../sign_in_pages.mjs';
import { admin } from './walks.mjs';

const MAIL = { email: EMAIL, email_verified: 'true' };
const user = (app, attributes = MAIL, permanent = true) => addUser(admin, app.UserPoolId, EMAIL, attributes, permanent);
const to = (path) => ({ person }) => person.page.goto(person.page.url().replace('/login?', `${path}?`));
const NAMED = { Schema: ['given_name', 'family_name'].map((Name) => ({ Name, Required: true, AttributeDataType: 'String' })) };

async function signIn({ app, person }, attributes, permanent) {
  await user(app, attributes, permanent);
  await person.signIn();
}

/** Who can be asked by e-mail and by SMS, and prefers neither. */
export async function signInWithTwoFactors({ app, person }) {
  await user(app, { ...MAIL, phone_number: PHONE, phone_number_verified: 'true' });
  await admin.send(new AdminSetUserMFAPreferenceCommand({
    UserPoolId: app.UserPoolId, Username: EMAIL, SMSMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true } }));
  await person.signIn();
}

/** A pool that wants a factor, and takes an e-mail address as one: it must not be the first way to recover the password. */
export const NO_FACTOR_YET = {
  mfa: emailOrApp,
  pool: {
    ...sendsAsItself, UsernameAttributes: undefined,
    AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' }] },
  },
};

export async function signInWithoutFactors({ app, person }) {
  await addUser(admin, app.UserPoolId, 'ada');
  await person.signIn('ada');
}

export const WAYS = [
  ['sign-in', {}, async () => {}],
  ['sign-in-refused', {}, ({ person }) => person.signIn(EMAIL, 'wr0ng-Horse')],
  ['sign-up', { pool: NAMED }, to('/signup')],
  ['sign-up-refused', { pool: NAMED }, async (opened) => {
    await to('/signup')(opened);
    await opened.person.send({
      username: EMAIL, 'requiredAttributes[given_name]': 'Ada', 'requiredAttributes[family_name]': 'Lovelace', password: 'weak' });
  }],
  ['confirm', {}, async (opened) => {
    await to('/signup')(opened);
    await opened.person.send({ username: EMAIL, password: PASSWORD });
  }],
  ['confirmed', {}, async (opened) => {
    await to('/signup')(opened);
    await opened.person.send({ username: EMAIL, password: PASSWORD });
    const { ClientId, outbox } = opened.app;
    const code = await outbox.code('CustomMessage_SignUp');
    await opened.person.page.goto(`${endpoint}/confirmUser?${new URLSearchParams({
      client_id: ClientId, user_name: EMAIL, confirmation_code: code })}`);
  }],
  ['forgot-password', {}, to('/forgotPassword')],
  ['confirm-forgot-password', {}, async (opened) => {
    await user(opened.app);
    await to('/forgotPassword')(opened);
    await opened.person.send({ username: EMAIL });
  }],
  ['new-password', {}, (opened) => signIn(opened, MAIL, false)],
  ['choice', { mfa: emailOrSms, pool: sendsAsItself }, signInWithTwoFactors],
  ['set-up-choice', NO_FACTOR_YET, signInWithoutFactors],
  ['set-up-email', NO_FACTOR_YET, async (opened) => {
    await signInWithoutFactors(opened);
    await opened.person.choose('EMAIL_OTP');
  }],
  ['set-up-authenticator', { mfa: totpMfa('ON') }, (opened) => signIn(opened)],
  ['code', { mfa: smsMfa }, async (opened) => {
    const attributes = { ...MAIL, phone_number: PHONE, phone_number_verified: 'true' };
    await user(opened.app, attributes);
    await admin.send(new AdminSetUserMFAPreferenceCommand({
      UserPoolId: opened.app.UserPoolId, Username: EMAIL, SMSMfaSettings: { Enabled: true, PreferredMfa: true } }));
    await opened.person.signIn();
  }],
  ['error', {}, ({ app, person }) => person.page.goto(`${endpoint}/oauth2/authorize?${new URLSearchParams({
    response_type: 'code', client_id: app.ClientId, redirect_uri: 'https://elsewhere.example/' })}`)],
];
