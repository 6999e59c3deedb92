// CustomMessage: what it is sent of each message, and what the person then gets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AdminCreateUserCommand, AdminResetUserPasswordCommand, AdminSetUserMFAPreferenceCommand, ForgotPasswordCommand, AdminUpdateUserAttributesCommand,
  GetUserAttributeVerificationCodeCommand, InvalidLambdaResponseException, ResendConfirmationCodeCommand, SignUpCommand,
  UpdateUserAttributesCommand, UserLambdaValidationException, UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser, PASSWORD, PHONE, sendsAsItself, smsMfa } from '../people.mjs';
import { refusal } from '../support.mjs';
import { answers, client, envelope, eventIs, events, messagesTo, NO_CLIENT, passes, signIn, triggeredPool, userOf } from './triggered.mjs';

const EMAIL = 'ada@example.com';
const METADATA = { from: 'the tests' };
const UNTOUCHED = { smsMessage: null, emailMessage: null, emailSubject: null };
const PARAMETERS = { codeParameter: '{####}', linkParameter: '{##Click Here##}', usernameParameter: null };
const writes = answers({ smsMessage: 'By phone: {####}', emailMessage: 'By mail: {####}', emailSubject: 'Yours' });

const poolThat = (CustomMessage, settings = {}) => triggeredPool({ CustomMessage }, { ...settings, pool: { ...sendsAsItself, ...settings.pool } });
const signUp = (app, attributes = { email: EMAIL }) => client.send(new SignUpCommand({
  ClientId: app.ClientId, Username: 'ada', Password: PASSWORD, ClientMetadata: METADATA,
  UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
}));
const addAda = (app, attributes = {}) => addUser(client, app.UserPoolId, 'ada', { email: EMAIL, email_verified: 'true', ...attributes });

/** The next message has the function's words. */
async function isWritten(app, purpose) {
  const { subject, body, code, medium, destination } = await app.outbox.next(purpose);
  assert.match(code, /^[0-9]{6}$/);
  assert.deepEqual([medium, destination, subject, body], ['EMAIL', EMAIL, 'Yours', `By mail: ${code}`]);
  return code;
}

test('the code of a sign-up goes out in the words of the function, and again when it is asked for', async () => {
  const app = await poolThat(writes);
  const { UserSub } = await signUp(app);
  await isWritten(app, 'CustomMessage_SignUp');
  eventIs(app.calls.CustomMessage[0], {
    ...envelope(app, 'CustomMessage_SignUp', 'ada'),
    request: {
      userAttributes: { sub: UserSub, email: EMAIL, email_verified: 'false', 'cognito:user_status': 'UNCONFIRMED' }, ...PARAMETERS, clientMetadata: METADATA,
    },
    response: UNTOUCHED,
  });
  await client.send(new ResendConfirmationCodeCommand({ ClientId: app.ClientId, Username: 'ada' }));
  await isWritten(app, 'CustomMessage_ResendCode');
  const [, { request }] = events(app.calls.CustomMessage, 'CustomMessage_SignUp', 'CustomMessage_ResendCode');
  assert.equal('clientMetadata' in request, false);
});

test('a function that writes nothing leaves the templates of the pool', async () => {
  const app = await poolThat(passes, { pool: { VerificationMessageTemplate: { EmailMessage: 'Of the pool: {####}', EmailSubject: 'Pool' } } });
  await signUp(app);
  const { subject, body, code } = await app.outbox.next('CustomMessage_SignUp');
  assert.deepEqual([subject, body], ['Pool', `Of the pool: ${code}`]);
});

test('an invitation has the name too', async () => {
  const app = await poolThat(({ request, ...event }) => ({
    ...event, request, response: { emailMessage: `${request.usernameParameter} and ${request.codeParameter}`, emailSubject: 'Come in' } }));
  const create = (members) => client.send(new AdminCreateUserCommand({
    UserPoolId: app.UserPoolId, Username: 'ada', UserAttributes: [{ Name: 'email', Value: EMAIL }], DesiredDeliveryMediums: ['EMAIL'], ...members,
  }));
  await create({ TemporaryPassword: PASSWORD, ClientMetadata: METADATA });
  const { subject, body } = await app.outbox.next('CustomMessage_AdminCreateUser');
  assert.deepEqual([subject, body], ['Come in', `ada and ${PASSWORD}`]);
  const [event] = events(app.calls.CustomMessage, 'CustomMessage_AdminCreateUser');
  assert.deepEqual([event.request.codeParameter, event.request.usernameParameter, event.request.clientMetadata, event.callerContext.clientId],
    ['{####}', '{username}', METADATA, NO_CLIENT]);
  assert.equal(event.request.userAttributes['cognito:user_status'], 'FORCE_CHANGE_PASSWORD');
  await create({ UserAttributes: undefined, MessageAction: 'RESEND' });
  await app.outbox.next('CustomMessage_AdminCreateUser');
  assert.equal(app.calls.CustomMessage.length, 2);
  await create({ Username: 'bob', MessageAction: 'SUPPRESS' });
  assert.equal(app.calls.CustomMessage.length, 2);
});

test('a forgotten password, and one that an administrator resets', async () => {
  const app = await poolThat(writes);
  await addAda(app);
  await client.send(new ForgotPasswordCommand({ ClientId: app.ClientId, Username: 'ada', ClientMetadata: METADATA }));
  await isWritten(app, 'CustomMessage_ForgotPassword');
  await client.send(new AdminResetUserPasswordCommand({ UserPoolId: app.UserPoolId, Username: 'ada', ClientMetadata: METADATA }));
  await app.outbox.next('CustomMessage_ForgotPassword');
  const [own, administrator] = events(app.calls.CustomMessage, 'CustomMessage_ForgotPassword', 'CustomMessage_ForgotPassword');
  assert.deepEqual([own.callerContext.clientId, administrator.callerContext.clientId], [app.ClientId, NO_CLIENT]);
  assert.deepEqual([own.request.clientMetadata, administrator.request.clientMetadata], [METADATA, METADATA]);
});

test('an address that changes, by whoever, and one that is to be verified', async () => {
  const app = await poolThat(writes);
  await addAda(app);
  const { AuthenticationResult: { AccessToken } } = await signIn(app, 'ada');
  const UserAttributes = [{ Name: 'email', Value: EMAIL }];
  const other = [{ Name: 'email', Value: 'countess@example.com' }];
  await client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: other, ClientMetadata: METADATA }));
  assert.equal((await app.outbox.next('CustomMessage_UpdateUserAttribute')).destination, 'countess@example.com');
  await client.send(new AdminUpdateUserAttributesCommand({ UserPoolId: app.UserPoolId, Username: 'ada', UserAttributes }));
  await isWritten(app, 'CustomMessage_UpdateUserAttribute');
  await client.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email', ClientMetadata: METADATA }));
  await isWritten(app, 'CustomMessage_VerifyUserAttribute');
  const [first, second, third] = events(app.calls.CustomMessage,
    'CustomMessage_UpdateUserAttribute', 'CustomMessage_UpdateUserAttribute', 'CustomMessage_VerifyUserAttribute');
  assert.deepEqual([first.request.clientMetadata, third.request.clientMetadata], [METADATA, METADATA]);
  assert.equal(second.callerContext.clientId, NO_CLIENT);
});

test('the code of an SMS that completes a sign-in', async () => {
  const app = await poolThat(writes, { mfa: smsMfa });
  await addAda(app, { phone_number: PHONE, phone_number_verified: 'true' });
  await client.send(new AdminSetUserMFAPreferenceCommand({
    UserPoolId: app.UserPoolId, Username: 'ada', SMSMfaSettings: { Enabled: true, PreferredMfa: true },
  }));
  assert.equal((await signIn(app, 'ada', PASSWORD, { ClientMetadata: METADATA })).ChallengeName, 'SMS_MFA');
  const { body, code, medium } = await app.outbox.next('CustomMessage_Authentication');
  assert.deepEqual([medium, body], ['SMS', `By phone: ${code}`]);
  const [event] = events(app.calls.CustomMessage, 'CustomMessage_Authentication');
  assert.equal('clientMetadata' in event.request, false, 'that of InitiateAuth does not get here');
});

const BY_PHONE = { pool: { AutoVerifiedAttributes: ['phone_number'], ...smsMfa.SmsMfaConfiguration } };
for (const [what, response, settings, attributes] of [
  ['has no place for the code', { emailMessage: 'Hello' }],
  ['is too long', { emailMessage: `{####}${'x'.repeat(20_001)}` }],
  ['has a subject that is too long', { emailMessage: '{####}', emailSubject: 'x'.repeat(141) }],
  ['is an SMS that is too long', { smsMessage: `{####}${'x'.repeat(141)}` }, BY_PHONE, { phone_number: PHONE }],
]) {
  test(`a text that ${what} is refused, and who signs up stays without a code`, async () => {
    const app = await poolThat(answers(response), settings);
    await refusal(signUp(app, attributes), InvalidLambdaResponseException, 'Unrecognizable lambda output');
    assert.equal((await userOf(app, 'ada')).UserStatus, 'UNCONFIRMED');
    assert.deepEqual(await messagesTo(app), []);
  });
}

test('an invitation without the name is refused', async () => {
  const app = await poolThat(answers({ emailMessage: 'Only {####}' }));
  await refusal(client.send(new AdminCreateUserCommand({
    UserPoolId: app.UserPoolId, Username: 'ada', UserAttributes: [{ Name: 'email', Value: EMAIL }], DesiredDeliveryMediums: ['EMAIL'],
  })), InvalidLambdaResponseException, 'Unrecognizable lambda output');
  await refusal(userOf(app, 'ada'), UserNotFoundException);
});

test('a mail can be written by the pools alone that send as themselves', async () => {
  const app = await triggeredPool({ CustomMessage: answers({ emailMessage: 'By mail: {####}' }) });
  await refusal(signUp(app), InvalidLambdaResponseException);
});

test('a function that fails is told to the caller, and nothing is sent', async () => {
  const app = await poolThat(() => { throw new Error('no words'); });
  const text = 'CustomMessage failed with error no words.';
  await refusal(signUp(app), UserLambdaValidationException, text);
  assert.equal((await userOf(app, 'ada')).UserStatus, 'UNCONFIRMED');
  await refusal(client.send(new ResendConfirmationCodeCommand({ ClientId: app.ClientId, Username: 'ada' })), UserLambdaValidationException, text);
  assert.deepEqual(await messagesTo(app), []);
});
