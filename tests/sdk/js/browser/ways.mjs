// A way to each page: [name, settings of its pool, way]. A way begins at the sign-in page.
import { AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { addUser, endpoint, PASSWORD, PHONE, smsMfa, totpMfa } from '../people.mjs';
import { EMAIL } from '../sign_in_pages.mjs';
import { admin } from './walks.mjs';

const MAIL = { email: EMAIL, email_verified: 'true' };
const user = (app, attributes = MAIL, permanent = true) => addUser(admin, app.UserPoolId, EMAIL, attributes, permanent);
const to = (path) => ({ person }) => person.page.goto(person.page.url().replace('/login?', `${path}?`));
const NAMED = { Schema: ['given_name', 'family_name'].map((Name) => ({ Name, Required: true, AttributeDataType: 'String' })) };
const EMAIL_OR_APP = {
  MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true }, EmailMfaConfiguration: { Message: 'Your code is {####}' },
};
const SENDS_AS_ITSELF = {
  EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/rock@example.com' },
};

async function signIn({ app, person }, attributes, permanent) {
  await user(app, attributes, permanent);
  await person.signIn();
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
  ['forgot-password', {}, to('/forgotPassword')],
  ['confirm-forgot-password', {}, async (opened) => {
    await user(opened.app);
    await to('/forgotPassword')(opened);
    await opened.person.send({ username: EMAIL });
  }],
  ['new-password', {}, (opened) => signIn(opened, MAIL, false)],
  ['set-up-choice', { mfa: EMAIL_OR_APP, pool: SENDS_AS_ITSELF }, (opened) => signIn(opened, {})],
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
