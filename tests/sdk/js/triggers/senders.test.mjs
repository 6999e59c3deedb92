// Custom senders: their code is what AWS's own Encryption SDK decrypts, with the data key of a KMS.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildClient, CommitmentPolicy, getClient, KMS, KmsKeyringNode } from '@aws-crypto/client-node';
import {
  AdminCreateUserCommand, AdminResetUserPasswordCommand, AdminSetUserMFAPreferenceCommand, ConfirmSignUpCommand, ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand, ResendConfirmationCodeCommand, SignUpCommand, UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser, PASSWORD, PHONE, smsMfa } from '../people.mjs';
import { Kms } from './kms.mjs';
import { client, envelope, KEY, passes, portOf, respond, signIn, soon, triggeredPool } from './triggered.mjs';

const EMAIL = 'ada@example.com';
const METADATA = { from: 'the tests' };
const kms = await Kms.open(portOf('KMS'), KEY);

// As AWS's page on custom senders has it: what Cognito sends has no key commitment.
const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
const clientProvider = getClient(KMS, {
  endpoint: `http://127.0.0.1:${portOf('KMS')}`, credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const keyring = new KmsKeyringNode({ generatorKeyId: KEY, clientProvider });

/** {code, context} of an event. */
async function opened({ request: { code } }) {
  const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(code, 'base64'));
  return { code: plaintext.toString(), context: messageHeader.encryptionContext };
}

const signUp = (app, attributes = { email: EMAIL }) => client.send(new SignUpCommand({
  ClientId: app.ClientId, Username: 'ada', Password: PASSWORD, ClientMetadata: METADATA,
  UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
}));
const nextOf = async (calls, number, source) => {
  const { event } = await soon(`call ${number} of ${source}`, () => calls[number - 1]);
  assert.equal(event.triggerSource, source);
  return event;
};

test('an e-mail goes to its sender, with a code that opens for the pool', async () => {
  const app = await triggeredPool({ CustomEmailSender: passes, CustomMessage: () => { throw new Error('never asked'); } });
  const { UserSub } = await signUp(app);
  const event = await nextOf(app.calls.CustomEmailSender, 1, 'CustomEmailSender_SignUp');
  const { request, ...rest } = event;
  assert.deepEqual({ ...rest, response: undefined }, { ...envelope(app, 'CustomEmailSender_SignUp', 'ada'), response: undefined });
  const { code: sealed, userAttributes, ...others } = request;
  assert.deepEqual(others, { type: 'customEmailSenderRequestV1', clientMetadata: METADATA });
  assert.deepEqual([userAttributes.sub, userAttributes.email], [UserSub, EMAIL]);
  const { code, context } = await opened(event);
  assert.ok(!Buffer.from(sealed, 'base64').toString('latin1').includes(code));
  assert.match(code, /^[0-9]{6}$/);
  assert.equal(context['userpool-id'], app.UserPoolId);
  assert.equal(app.calls.CustomEmailSender[0].headers['x-amz-invocation-type'], 'Event');
  assert.equal(app.calls.CustomMessage.length, 0, 'a sender takes its place');
  assert.equal(code, await app.outbox.code('CustomMessage_SignUp'), 'the outbox stays');
  await client.send(new ConfirmSignUpCommand({ ClientId: app.ClientId, Username: 'ada', ConfirmationCode: code }));
  const asked = kms.calls.find(({ operation, request: { EncryptionContext } }) =>
    operation === 'GenerateDataKey' && EncryptionContext?.['userpool-id'] === app.UserPoolId);
  assert.equal(asked.request.KeyId, KEY);
  assert.match(asked.headers.authorization, /^AWS4-HMAC-SHA256 Credential=[^/]+\/[0-9]{8}\/us-east-1\/kms\/aws4_request/);
});

test('each message of a user has its source and a code of its own', async () => {
  const app = await triggeredPool({ CustomEmailSender: passes });
  const { calls: { CustomEmailSender: calls }, ClientId, UserPoolId } = app;
  const seen = new Set();
  let number = 0;
  const next = async (source) => {
    number += 1;
    const event = await nextOf(calls, number, `CustomEmailSender_${source}`);
    assert.ok(!seen.has(event.request.code));
    seen.add(event.request.code);
    return (await opened(event)).code;
  };
  await signUp(app);
  await next('SignUp');
  await client.send(new ResendConfirmationCodeCommand({ ClientId, Username: 'ada' }));
  await client.send(new ConfirmSignUpCommand({ ClientId, Username: 'ada', ConfirmationCode: await next('ResendCode') }));
  await client.send(new ForgotPasswordCommand({ ClientId, Username: 'ada' }));
  assert.match(await next('ForgotPassword'), /^[0-9]{6}$/);
  const { AuthenticationResult: { AccessToken } } = await signIn(app, 'ada');
  await client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'email', Value: 'countess@example.com' }] }));
  await next('UpdateUserAttribute');
  await client.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' }));
  await next('VerifyUserAttribute');
  await client.send(new AdminCreateUserCommand({
    UserPoolId, Username: 'bob', TemporaryPassword: 'T3mporary-one', DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }, { Name: 'email_verified', Value: 'true' }],
  }));
  assert.equal(await next('AdminCreateUser'), 'T3mporary-one');
  await addUser(client, UserPoolId, 'cyd', { email: 'cyd@example.com', email_verified: 'true' });
  await client.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: 'cyd' }));
  await next('ForgotPassword');
});

test('an SMS goes to its own sender, and completes a sign-in', async () => {
  const app = await triggeredPool({ CustomSMSSender: passes }, {
    mfa: smsMfa, pool: { AutoVerifiedAttributes: ['phone_number'], ...smsMfa.SmsMfaConfiguration },
  });
  await signUp(app, { phone_number: PHONE });
  const { calls: { CustomSMSSender: calls } } = app;
  const first = await nextOf(calls, 1, 'CustomSMSSender_SignUp');
  assert.equal(first.request.type, 'customSMSSenderRequestV1');
  await client.send(new ConfirmSignUpCommand({ ClientId: app.ClientId, Username: 'ada', ConfirmationCode: (await opened(first)).code }));
  await client.send(new AdminSetUserMFAPreferenceCommand({
    UserPoolId: app.UserPoolId, Username: 'ada', SMSMfaSettings: { Enabled: true, PreferredMfa: true } }));
  const asked = await signIn(app, 'ada');
  assert.equal(asked.ChallengeName, 'SMS_MFA');
  const { code } = await opened(await nextOf(calls, 2, 'CustomSMSSender_Authentication'));
  assert.ok((await respond(app, asked, 'ada', { SMS_MFA_CODE: code })).AuthenticationResult);
});

test('a sender of one medium leaves the other to CustomMessage', async () => {
  const app = await triggeredPool({ CustomSMSSender: passes, CustomMessage: passes });
  await signUp(app);
  await app.outbox.code('CustomMessage_SignUp');
  assert.equal(app.calls.CustomMessage.length, 1);
  assert.equal(app.calls.CustomSMSSender.length, 0);
});

test('a sender that fails, and a KMS that does, are nobody\'s business who signs up', async (t) => {
  const app = await triggeredPool({ CustomEmailSender: () => { throw new Error('no stamps'); } });
  await signUp(app);
  await app.outbox.code('CustomMessage_SignUp');
  await soon('the call', () => app.calls.CustomEmailSender.length === 1);
  const other = await triggeredPool({ CustomEmailSender: passes });
  kms.fails = 'DisabledException';
  t.after(() => { kms.fails = null; });
  await signUp(other);
  await other.outbox.code('CustomMessage_SignUp');
  await soon('the refusal of the KMS', () => kms.calls.some(({ request: { EncryptionContext } }) =>
    EncryptionContext?.['userpool-id'] === other.UserPoolId));
  await new Promise((resolve) => { setTimeout(resolve, 300); });
  assert.deepEqual(other.calls.CustomEmailSender, [], 'never in plain text');
});

test('an altered code does not open', async () => {
  const app = await triggeredPool({ CustomEmailSender: passes });
  await signUp(app);
  const { request } = await nextOf(app.calls.CustomEmailSender, 1, 'CustomEmailSender_SignUp');
  const bytes = Buffer.from(request.code, 'base64');
  for (const at of [20, bytes.length >> 1, bytes.length - 3]) {
    const bent = Buffer.from(bytes);
    bent[at] ^= 1;
    await assert.rejects(decrypt(keyring, bent), undefined, `byte ${at} of ${bytes.length}`);
  }
});
