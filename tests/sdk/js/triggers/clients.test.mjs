// Custom challenges by the libraries of applications: amazon-cognito-identity-js and Amplify, with and without SRP, and with a second factor.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AssociateSoftwareTokenCommand, SetUserMFAPreferenceCommand, VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import cognito from 'amazon-cognito-identity-js';
import { Amplify } from 'aws-amplify';
import { autoSignIn, confirmSignIn, fetchAuthSession, signIn, signOut, signUp } from 'aws-amplify/auth';
import { addUser, authenticatorCode, endpoint, PASSWORD, totpMfa } from '../people.mjs';
import { answers, client, passes, signIn as signInBySdk, triggeredPool } from './triggered.mjs';

const { AuthenticationDetails, CognitoUser, CognitoUserPool } = cognito;
const METADATA = { from: 'the tests' };
const ASKS = { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: false };
const PROOF = { challengeName: 'PASSWORD_VERIFIER', issueTokens: false, failAuthentication: false };
const TOKENS = { challengeName: null, issueTokens: true, failAuthentication: false };
const FAILS = { challengeName: null, issueTokens: false, failAuthentication: true };

/** After SRP, if it comes with one, a password that is sent by other means; two tries. */
const passcode = {
  DefineAuthChallenge: (event) => {
    const { session } = event.request;
    const last = session.at(-1);
    const wrong = session.filter(({ challengeName, challengeResult }) => challengeName === 'CUSTOM_CHALLENGE' && !challengeResult).length;
    const next = () => {
      if (last?.challengeName === 'SRP_A') return PROOF;
      if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) return TOKENS;
      return wrong < 2 ? ASKS : FAILS;
    };
    return answers(next())(event);
  },
  CreateAuthChallenge: answers({ publicChallengeParameters: { hint: 'by mail' }, privateChallengeParameters: { code: '1234' } }),
  VerifyAuthChallengeResponse: (event) => answers({
    answerCorrect: event.request.challengeAnswer === event.request.privateChallengeParameters.code })(event),
};

async function passcodePool(handlers = {}, settings) {
  const app = await triggeredPool({ ...passcode, ...handlers }, settings);
  await addUser(client, app.UserPoolId, 'ada');
  return app;
}

const names = ({ event }) => event.request.session.map(({ challengeName, challengeResult }) => [challengeName, challengeResult]);

class Storage {
  #items = new Map();
  setItem(key, value) { this.#items.set(key, value); }
  getItem(key) { return this.#items.get(key) ?? null; }
  removeItem(key) { this.#items.delete(key); }
  clear() { this.#items.clear(); }
}

function person({ UserPoolId, ClientId }) {
  const storage = new Storage();
  const user = new CognitoUser({ Username: 'ada', Pool: new CognitoUserPool({ UserPoolId, ClientId, endpoint, Storage: storage }), Storage: storage });
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  return user;
}

/** Settles with [name of the callback, its arguments]; rejects by onFailure. */
const answered = (call) => new Promise((resolve, reject) => {
  call(new Proxy({}, { get: (_, name) => (name === 'onFailure' ? reject : (...values) => resolve([name, ...values])) }));
});
const details = (members = {}) => new AuthenticationDetails({ Username: 'ada', ...members });
const say = (user, text, metadata) => answered((callbacks) => user.sendCustomChallengeAnswer(text, callbacks, metadata));

test('amazon-cognito-identity-js answers a challenge without a password', async () => {
  const app = await passcodePool();
  const user = person(app);
  const [asked, { hint }] = await answered((callbacks) => user.initiateAuth(details(), callbacks));
  assert.deepEqual([asked, hint], ['customChallenge', 'by mail']);
  assert.equal((await say(user, '0000'))[0], 'customChallenge');
  const [outcome, session] = await say(user, '1234', METADATA);
  assert.equal(outcome, 'onSuccess');
  assert.ok(session.isValid());
  assert.deepEqual(app.calls.VerifyAuthChallengeResponse.at(-1).event.request.clientMetadata, METADATA);
});

test('amazon-cognito-identity-js proves the password by SRP first', async () => {
  const app = await passcodePool();
  const user = person(app);
  const [asked] = await answered((callbacks) => user.authenticateUser(details({ Password: PASSWORD }), callbacks));
  assert.equal(asked, 'customChallenge');
  assert.equal((await say(user, '1234'))[0], 'onSuccess');
  assert.deepEqual(app.calls.DefineAuthChallenge.map(names), [
    [['SRP_A', true]], [['SRP_A', true], ['PASSWORD_VERIFIER', true]],
    [['SRP_A', true], ['PASSWORD_VERIFIER', true], ['CUSTOM_CHALLENGE', true]],
  ]);
});

test('a wrong password ends it before the challenge', async () => {
  const app = await passcodePool();
  const user = person(app);
  await assert.rejects(answered((callbacks) => user.authenticateUser(details({ Password: 'wr0ng-Horse' }), callbacks)),
    { code: 'NotAuthorizedException', message: 'Incorrect username or password.' });
  assert.deepEqual(app.calls.CreateAuthChallenge, []);
});

test('too many wrong answers end it', async () => {
  const user = person(await passcodePool());
  await answered((callbacks) => user.initiateAuth(details(), callbacks));
  await say(user, '0000');
  await assert.rejects(say(user, '0000'), { code: 'NotAuthorizedException', message: 'Incorrect username or password.' });
});

test('with SRP a user is asked for his second factor, which the function is then told of', async () => {
  const app = await passcodePool({
    DefineAuthChallenge: (event) => answers(event.request.session.at(-1)?.challengeName === 'SRP_A' ? PROOF : TOKENS)(event),
  }, { mfa: totpMfa('OPTIONAL') });
  const { AuthenticationResult: { AccessToken } } = await signInBySdk(app, 'ada');
  const { SecretCode } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: authenticatorCode(SecretCode) }));
  await client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }));
  const user = person(app);
  const [asked] = await answered((callbacks) => user.authenticateUser(details({ Password: PASSWORD }), callbacks));
  assert.equal(asked, 'totpRequired');
  const [outcome] = await answered((callbacks) => user.sendMFACode(authenticatorCode(SecretCode, 1), callbacks, 'SOFTWARE_TOKEN_MFA'));
  assert.equal(outcome, 'onSuccess');
  assert.deepEqual(app.calls.DefineAuthChallenge.map(names).at(-1),
    [['SRP_A', true], ['PASSWORD_VERIFIER', true], ['SOFTWARE_TOKEN_MFA', true]]);

  const without = person(app);
  assert.equal((await answered((callbacks) => without.initiateAuth(details(), callbacks)))[0], 'onSuccess', 'no SRP, no second factor');
});

function configure({ UserPoolId, ClientId }) {
  Amplify.configure({ Auth: { Cognito: { userPoolId: UserPoolId, userPoolClientId: ClientId, userPoolEndpoint: endpoint } } });
}

for (const [authFlowType, password] of [['CUSTOM_WITHOUT_SRP', undefined], ['CUSTOM_WITH_SRP', PASSWORD]]) {
  test(`Amplify signs in by ${authFlowType}`, async (t) => {
    const app = await passcodePool();
    configure(app);
    t.after(() => signOut());
    const { nextStep } = await signIn({ username: 'ada', password, options: { authFlowType } });
    assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE');
    assert.equal(nextStep.additionalInfo.hint, 'by mail');
    const again = await confirmSignIn({ challengeResponse: '0000' });
    assert.equal(again.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE');
    const { isSignedIn } = await confirmSignIn({ challengeResponse: '1234', options: { clientMetadata: METADATA } });
    assert.ok(isSignedIn);
    assert.equal((await fetchAuthSession()).tokens.idToken.payload['cognito:username'], 'ada');
    assert.deepEqual(app.calls.VerifyAuthChallengeResponse.at(-1).event.request.clientMetadata, METADATA);
  });
}

test('Amplify signs up where PreSignUp confirms, and signs in by itself', async (t) => {
  const app = await triggeredPool({ PreSignUp: answers({ autoConfirmUser: true }), PostConfirmation: passes });
  configure(app);
  t.after(() => signOut());
  const { isSignUpComplete, nextStep } = await signUp({
    username: 'ada', password: PASSWORD,
    options: { clientMetadata: METADATA, validationData: { plan: 'free' }, autoSignIn: true, userAttributes: { email: 'ada@example.com' } },
  });
  assert.deepEqual([isSignUpComplete, nextStep.signUpStep], [true, 'COMPLETE_AUTO_SIGN_IN']);
  assert.ok((await autoSignIn()).isSignedIn);
  const [{ event }] = app.calls.PreSignUp;
  assert.deepEqual([event.request.validationData, event.request.clientMetadata], [{ plan: 'free' }, METADATA]);
});

test('Amplify shows the words of a function that refuses', async () => {
  configure(await triggeredPool({ PreSignUp: () => { throw new Error('Nobody from there'); } }));
  await assert.rejects(signUp({ username: 'ada', password: PASSWORD, options: { userAttributes: { email: 'ada@example.com' } } }),
    { name: 'UserLambdaValidationException', message: 'PreSignUp failed with error Nobody from there.' });
});
