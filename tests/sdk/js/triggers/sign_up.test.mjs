// PreSignUp and PostConfirmation: what they are sent, and what becomes of a user by their answers and errors.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AdminConfirmSignUpCommand, AdminCreateUserCommand, ConfirmForgotPasswordCommand, ConfirmSignUpCommand, ForgotPasswordCommand,
  InvalidLambdaResponseException, InvalidPasswordException, SignUpCommand, UserLambdaValidationException, UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser, NEXT_PASSWORD, PASSWORD } from '../people.mjs';
import { refusal } from '../support.mjs';
import {
  answers, attributesOf, client, envelope, eventIs, events, messagesTo, NO_CLIENT, passes, signIn, triggeredPool, userOf,
} from './triggered.mjs';

const EMAIL = { Name: 'email', Value: 'ada@example.com' };
const UNTOUCHED = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };
const METADATA = { from: 'the tests' };

const signUp = ({ ClientId }, Username = 'ada', members = {}) => client.send(new SignUpCommand({
  ClientId, Username, Password: PASSWORD, UserAttributes: [EMAIL], ...members,
}));
const refuses = (message) => () => { throw new Error(message); };
const hasNobody = (app, name = 'ada') => refusal(userOf(app, name), UserNotFoundException);

test('PreSignUp is sent what was submitted, and nothing else', async () => {
  const app = await triggeredPool({ PreSignUp: passes });
  const { UserConfirmed } = await signUp(app, 'ada', { ValidationData: [{ Name: 'plan', Value: 'free' }], ClientMetadata: METADATA });
  assert.equal(UserConfirmed, false);
  await signUp(app, 'bob');
  const [first, second] = app.calls.PreSignUp;
  eventIs(first, {
    ...envelope(app, 'PreSignUp_SignUp', 'ada'),
    request: { userAttributes: { email: EMAIL.Value }, validationData: { plan: 'free' }, clientMetadata: METADATA },
    response: UNTOUCHED,
  });
  eventIs(second, {
    ...envelope(app, 'PreSignUp_SignUp', 'bob'), request: { userAttributes: { email: EMAIL.Value }, validationData: null }, response: UNTOUCHED,
  });
  assert.equal((await userOf(app, 'ada')).UserStatus, 'UNCONFIRMED');
  await app.outbox.code('CustomMessage_SignUp');
});

test('a function is invoked as Lambda is', async () => {
  const app = await triggeredPool({ PreSignUp: passes });
  await signUp(app);
  const [{ headers, named }] = app.calls.PreSignUp;
  assert.equal(headers['x-amz-invocation-type'], 'RequestResponse');
  assert.match(headers.authorization, /^AWS4-HMAC-SHA256 Credential=[^/]+\/[0-9]{8}\/us-east-1\/lambda\/aws4_request, ?SignedHeaders=.+, ?Signature=[0-9a-f]{64}$/);
  assert.match(headers['x-amz-date'], /^[0-9]{8}T[0-9]{6}Z$/);
  assert.match(named, /PreSignUp/);
});

test('a name that the pool makes is known before the user is', async () => {
  const app = await triggeredPool({ PreSignUp: passes }, { pool: { UsernameAttributes: ['email'] } });
  const { UserSub } = await signUp(app, EMAIL.Value);
  const [{ userName, request }] = events(app.calls.PreSignUp, 'PreSignUp_SignUp');
  assert.equal(userName, UserSub);
  assert.deepEqual(request.userAttributes, { email: EMAIL.Value });
});

test('PreSignUp confirms a user and verifies his address; PostConfirmation is told, and no code is sent', async () => {
  const app = await triggeredPool({ PreSignUp: answers({ autoConfirmUser: true, autoVerifyEmail: true }), PostConfirmation: passes });
  const { UserConfirmed, UserSub, CodeDeliveryDetails } = await signUp(app, 'ada', { ClientMetadata: METADATA });
  assert.deepEqual([UserConfirmed, CodeDeliveryDetails], [true, undefined]);
  eventIs(app.calls.PostConfirmation[0], {
    ...envelope(app, 'PostConfirmation_ConfirmSignUp', 'ada'),
    request: {
      userAttributes: { sub: UserSub, email: EMAIL.Value, email_verified: 'true', 'cognito:user_status': 'CONFIRMED' }, clientMetadata: METADATA,
    },
    response: {},
  });
  assert.equal((await userOf(app, 'ada')).UserStatus, 'CONFIRMED');
  assert.equal((await attributesOf(app, 'ada')).email_verified, 'true');
  assert.deepEqual(await messagesTo(app), []);
  assert.ok((await signIn(app, 'ada')).AuthenticationResult);
});

test('PreSignUp verifies an address of a user who still has to confirm', async () => {
  const app = await triggeredPool({ PreSignUp: answers({ autoVerifyEmail: true }) });
  assert.equal((await signUp(app)).UserConfirmed, false);
  assert.equal((await userOf(app, 'ada')).UserStatus, 'UNCONFIRMED');
  assert.equal((await attributesOf(app, 'ada')).email_verified, 'true');
});

test('an address that is not there cannot be verified, and nobody is signed up', async () => {
  const app = await triggeredPool({ PreSignUp: answers({ autoConfirmUser: true, autoVerifyPhone: true }) });
  await refusal(signUp(app), InvalidLambdaResponseException, 'Unrecognizable lambda output');
  await hasNobody(app);
});

test('PreSignUp refuses in its own words, and nobody is signed up', async () => {
  for (const [said, told] of [
    ['Unauthorized - invalid user', 'PreSignUp failed with error Unauthorized - invalid user.'],
    ['Go away!', 'PreSignUp failed with error Go away!.'],
    ['Full stop.', 'PreSignUp failed with error Full stop..'],
  ]) {
    const app = await triggeredPool({ PreSignUp: refuses(said), PostConfirmation: passes });
    await refusal(signUp(app), UserLambdaValidationException, told);
    await hasNobody(app);
    assert.equal(app.calls.PreSignUp.length, 1, 'what a function answers is not asked again');
    assert.deepEqual(app.calls.PostConfirmation, []);
  }
});

test('PreSignUp is asked of a name that is taken, and not of a password that the pool refuses', async () => {
  const app = await triggeredPool({ PreSignUp: passes });
  await signUp(app);
  await refusal(signUp(app), UsernameExistsException);
  assert.equal(app.calls.PreSignUp.length, 2);
  await refusal(signUp(app, 'bob', { Password: 'weak' }), InvalidPasswordException);
  assert.equal(app.calls.PreSignUp.length, 2);
});

test('PostConfirmation is told of a code that was right, with the metadata of that call', async () => {
  const app = await triggeredPool({ PostConfirmation: passes });
  const { UserSub } = await signUp(app, 'ada', { ClientMetadata: { from: 'sign-up' } });
  const confirm = (ConfirmationCode) => client.send(new ConfirmSignUpCommand({
    ClientId: app.ClientId, Username: 'ada', ConfirmationCode, ClientMetadata: METADATA,
  }));
  await assert.rejects(confirm('x'));
  await confirm(await app.outbox.code('CustomMessage_SignUp'));
  assert.equal(app.calls.PostConfirmation.length, 1);
  eventIs(app.calls.PostConfirmation[0], {
    ...envelope(app, 'PostConfirmation_ConfirmSignUp', 'ada'),
    request: {
      userAttributes: { sub: UserSub, email: EMAIL.Value, email_verified: 'true', 'cognito:user_status': 'CONFIRMED' }, clientMetadata: METADATA,
    },
    response: {},
  });
});

test('PostConfirmation that fails is told to the caller, and the user stays confirmed', async () => {
  const app = await triggeredPool({ PostConfirmation: refuses('no room') });
  await signUp(app);
  await refusal(client.send(new ConfirmSignUpCommand({
    ClientId: app.ClientId, Username: 'ada', ConfirmationCode: await app.outbox.code('CustomMessage_SignUp'),
  })), UserLambdaValidationException, 'PostConfirmation failed with error no room.');
  assert.equal((await userOf(app, 'ada')).UserStatus, 'CONFIRMED');
  assert.ok((await signIn(app, 'ada')).AuthenticationResult);
});

test('an administrator who confirms is no app client', async () => {
  const app = await triggeredPool({ PostConfirmation: passes });
  await signUp(app);
  await client.send(new AdminConfirmSignUpCommand({ UserPoolId: app.UserPoolId, Username: 'ada', ClientMetadata: METADATA }));
  const [event] = events(app.calls.PostConfirmation, 'PostConfirmation_ConfirmSignUp');
  assert.equal(event.callerContext.clientId, NO_CLIENT);
  assert.deepEqual(event.request.clientMetadata, METADATA);
  assert.equal(event.request.userAttributes['cognito:user_status'], 'CONFIRMED');
});

test('a user whom an administrator makes is put to PreSignUp, which can refuse him and no more', async () => {
  const create = ({ UserPoolId }, Username = 'ada') => client.send(new AdminCreateUserCommand({
    UserPoolId, Username, MessageAction: 'SUPPRESS', UserAttributes: [EMAIL], ValidationData: [{ Name: 'plan', Value: 'free' }],
    ClientMetadata: METADATA,
  }));
  const app = await triggeredPool({
    PreSignUp: answers({ autoConfirmUser: true, autoVerifyEmail: true }), PostConfirmation: passes,
  });
  await create(app);
  const [event] = events(app.calls.PreSignUp, 'PreSignUp_AdminCreateUser');
  assert.deepEqual([event.callerContext.clientId, event.userName], [NO_CLIENT, 'ada']);
  assert.equal(event.request.userAttributes.email, EMAIL.Value);
  assert.deepEqual([event.request.validationData, event.request.clientMetadata], [{ plan: 'free' }, METADATA]);
  assert.equal((await userOf(app, 'ada')).UserStatus, 'FORCE_CHANGE_PASSWORD');
  assert.notEqual((await attributesOf(app, 'ada')).email_verified, 'true');
  assert.deepEqual(app.calls.PostConfirmation, []);

  const strict = await triggeredPool({ PreSignUp: refuses('not here') });
  await refusal(create(strict), UserLambdaValidationException, 'PreSignUp failed with error not here.');
  await hasNobody(strict);
});

test('PostConfirmation is told of a password that was recovered, which stays whatever it says', async () => {
  let says = passes;
  const app = await triggeredPool({ PostConfirmation: (event) => says(event) });
  await addUser(client, app.UserPoolId, 'ada', { email: EMAIL.Value, email_verified: 'true' });
  const recover = async (Password) => {
    await client.send(new ForgotPasswordCommand({ ClientId: app.ClientId, Username: 'ada' }));
    const ConfirmationCode = await app.outbox.code('CustomMessage_ForgotPassword');
    return client.send(new ConfirmForgotPasswordCommand({
      ClientId: app.ClientId, Username: 'ada', ConfirmationCode, Password, ClientMetadata: METADATA,
    }));
  };
  await recover(NEXT_PASSWORD);
  const [event] = events(app.calls.PostConfirmation, 'PostConfirmation_ConfirmForgotPassword');
  assert.equal(event.request.userAttributes['cognito:user_status'], 'CONFIRMED');
  assert.deepEqual([event.request.clientMetadata, event.response], [METADATA, {}]);
  says = refuses('too late');
  await refusal(recover('Th1rd-password'), UserLambdaValidationException, 'PostConfirmation failed with error too late.');
  assert.ok((await signIn(app, 'ada', 'Th1rd-password')).AuthenticationResult);
});
