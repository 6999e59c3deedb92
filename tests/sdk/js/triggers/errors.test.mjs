// Functions that fail in every way in which one can, and what callers are told: by PreSignUp, which stores nothing then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  InvalidLambdaResponseException, SignUpCommand, UnexpectedLambdaException, UserLambdaValidationException, UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser, PASSWORD } from '../people.mjs';
import { refusal } from '../support.mjs';
import { Raw, thrown } from './functions.mjs';
import { answers, arnOf, client, functions, passes, signIn, triggeredPool, userOf, workbench } from './triggered.mjs';

const signUp = ({ ClientId }, Username = 'ada') => client.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD }));

/** A sign-up is refused so, leaves nobody, and has asked the function `times` times. */
async function isRefused(PreSignUp, exception, text, times = 1) {
  const app = await triggeredPool({ PreSignUp });
  const error = await refusal(signUp(app), exception, text);
  assert.equal(error.$fault, 'client');
  await refusal(userOf(app, 'ada'), UserNotFoundException);
  assert.equal(app.calls.PreSignUp.length, times);
  return app;
}

const text = (body) => () => new Raw(200, { 'Content-Type': 'application/json' }, body);
const NONE = 'Unrecognizable lambda output';

test('an error of the function is told, however it was thrown', async () => {
  await isRefused(() => thrown('Out of order', 'TypeError'), UserLambdaValidationException, 'PreSignUp failed with error Out of order.');
  await isRefused(() => new Raw(200, { 'X-Amz-Function-Error': 'Handled' }, '{"errorMessage":"By callback"}'),
    UserLambdaValidationException, 'PreSignUp failed with error By callback.');
  await isRefused(() => thrown('2026-11-29T00:00:00.000Z 3f1c Task timed out after 3.00 seconds', 'Sandbox.Timedout'),
    UserLambdaValidationException, 'PreSignUp failed with error 2026-11-29T00:00:00.000Z 3f1c Task timed out after 3.00 seconds.');
});

test('what is no JSON is called so', async () => {
  for (const body of ['', 'hello', '{"version":', '<html></html>', "{'a':1}", '{}{}', '\u0000', 'NaN']) {
    await isRefused(text(body), InvalidLambdaResponseException, 'Invalid lambda function output : Invalid JSON');
  }
});

test('what is no event is called so', async () => {
  for (const body of ['null', '[]', '"hello"', '7', 'true', '{}', '{"response":null}', '{"response":[]}', '{"response":"yes"}']) {
    await isRefused(text(body), InvalidLambdaResponseException, NONE);
  }
});

test('members of other types than AWS has are called so', async () => {
  for (const response of [{ autoConfirmUser: 'true' }, { autoConfirmUser: 1 }, { autoVerifyEmail: {} }, { autoVerifyPhone: [] }]) {
    await isRefused(answers(response), InvalidLambdaResponseException, NONE);
  }
});

test('optional members may be left out', async () => {
  const app = await triggeredPool({ PreSignUp: (event) => ({ ...event, response: {} }) });
  assert.equal((await signUp(app)).UserConfirmed, false);
  assert.equal((await userOf(app, 'ada')).UserStatus, 'UNCONFIRMED');
});

test('a function that cannot be invoked is named with the reason', async () => {
  const invokes = (status, type) => () => new Raw(status, { 'x-amzn-ErrorType': type }, JSON.stringify({ Type: 'User', message: 'no' }));
  for (const [status, type] of [[403, 'AccessDeniedException'], [404, 'ResourceNotFoundException'], [409, 'ResourceConflictException']]) {
    await isRefused(invokes(status, type), UnexpectedLambdaException, `PreSignUp invocation failed due to error ${type}.`);
  }
});

test('a function that nobody has is missing', async () => {
  const app = await triggeredPool({}, { pool: { LambdaConfig: { PreSignUp: arnOf('nobody-has-this') } } });
  await refusal(signUp(app), UnexpectedLambdaException, 'PreSignUp invocation failed due to error ResourceNotFoundException.');
  await refusal(userOf(app, 'ada'), UserNotFoundException);
});

test('a function that takes too long is asked three times, each seen in the trace', { timeout: 60_000 }, async () => {
  const never = () => new Promise(() => {});
  const app = await triggeredPool({ PreAuthentication: never });
  await addUser(client, app.UserPoolId, 'ada');
  const begun = Date.now();
  await refusal(signIn(app, 'ada'), UnexpectedLambdaException, 'PreAuthentication invocation failed due to error SocketTimeoutException.');
  assert.equal(app.calls.PreAuthentication.length, 3);
  assert.ok(Date.now() - begun < 30_000);
  const { sign_ins: [{ steps }] } = await workbench('GET', `/sign-ins?pool=${app.UserPoolId}`);
  const step = steps.find(({ rule }) => rule.includes('PreAuthentication'));
  assert.equal(step?.verdict, 'refused', JSON.stringify(steps));
  assert.match(step.reason, /SocketTimeoutException\. attempts 1 to 3: .*no answer in time/);
});

test('a connection that breaks is tried again, and what then comes counts', async () => {
  let turn = 0;
  const app = await triggeredPool({
    PreSignUp: (event) => {
      turn += 1;
      return turn < 3 ? new Raw(0) : answers({ autoConfirmUser: true })(event);
    },
  });
  assert.equal((await signUp(app)).UserConfirmed, true);
  assert.equal(app.calls.PreSignUp.length, 3);
  const { triggers: [{ attempts, hint, verdict }] } = await workbench('GET', `/triggers?pool=${app.UserPoolId}`);
  assert.deepEqual([attempts, verdict], [3, 'answered']);
  assert.match(hint, /^attempts? 1.*: /);
});

test('a function may call back, and sees the user as he is', async () => {
  const app = await triggeredPool({
    PostConfirmation: async (event) => {
      await addUser(client, event.userPoolId, `${event.userName}-twin`);
      return event;
    },
    PreSignUp: answers({ autoConfirmUser: true }),
  });
  await signUp(app);
  assert.equal((await userOf(app, 'ada-twin')).UserStatus, 'CONFIRMED');
});

test('a function of an alias is invoked with its qualifier', async () => {
  const app = await triggeredPool({ PreSignUp: passes });
  const calls = functions.add('qualified', passes);
  const other = await triggeredPool({}, { pool: { LambdaConfig: { PreSignUp: `${arnOf('qualified')}:live` } } });
  await signUp(other);
  assert.equal(calls.length, 1);
  assert.ok(calls[0].query.get('Qualifier') === 'live' || calls[0].named.endsWith(':live'), calls[0].named);
  await signUp(app);
  assert.equal(app.calls.PreSignUp[0].query.get('Qualifier'), null);
});
