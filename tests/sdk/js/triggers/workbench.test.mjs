// /_rockpool/triggers: the calls of functions, again, and failures on purpose.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  InvalidLambdaResponseException, SignUpCommand, UnexpectedLambdaException, UserLambdaValidationException,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser, endpoint, PASSWORD } from '../people.mjs';
import { refusal } from '../support.mjs';
import { answers, client, passes, signIn, triggeredPool, workbench } from './triggered.mjs';

const signUp = ({ ClientId }, Username = 'ada') => client.send(new SignUpCommand({
  ClientId, Username, Password: PASSWORD, UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
}));
const calls = async ({ UserPoolId }, after = 0) => (await workbench('GET', `/triggers?pool=${UserPoolId}&after=${after}`)).triggers;

test('each call is there with its event, answer and verdict, of the pool and after an id', async () => {
  const app = await triggeredPool({ PreSignUp: answers({ autoConfirmUser: true }), PostConfirmation: () => { throw new Error('no room'); } });
  await triggeredPool({ PreSignUp: passes }).then(signUp);
  await assert.rejects(signUp(app));
  const [first, second, ...rest] = await calls(app);
  assert.deepEqual(rest, []);
  for (const [call, trigger, source, verdict] of [
    [first, 'PreSignUp', 'PreSignUp_SignUp', 'answered'], [second, 'PostConfirmation', 'PostConfirmation_ConfirmSignUp', 'error'],
  ]) {
    assert.deepEqual([call.trigger, call.source, call.verdict, call.pool, call.client, call.attempts],
      [trigger, source, verdict, app.UserPoolId, app.ClientId, 1]);
    assert.ok(call.duration_ms >= 0 && Date.parse(call.time) > 0, JSON.stringify(call));
    assert.ok(call.function.endsWith(trigger), call.function);
    assert.equal(call.event.triggerSource, source);
  }
  assert.equal(first.answer.response.autoConfirmUser, true);
  assert.match(second.error, /no room/);
  assert.ok(second.id > first.id);
  assert.deepEqual((await calls(app, first.id)).map(({ id }) => id), [second.id]);
  assert.deepEqual(await calls(app, second.id), []);
});

test('a call is sent again, and the function gets the same event', async () => {
  const app = await triggeredPool({ PreSignUp: answers({ autoConfirmUser: true }) });
  await signUp(app);
  const [{ id, ...kept }] = await calls(app);
  const again = await workbench('POST', `/triggers/${id}/replay`, {});
  assert.deepEqual([again.event, again.answer, again.verdict], [kept.event, kept.answer, 'answered']);
  const [first, second] = app.calls.PreSignUp;
  assert.equal(second.text, first.text);
});

test('a replay of what is not there is refused', async () => {
  const answer = await fetch(`${endpoint}/_rockpool/triggers/999999999/replay`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
  assert.deepEqual([answer.status, (await answer.json()).__type], [400, 'ResourceNotFoundException']);
});

test('passwords are not shown', async () => {
  const app = await triggeredPool({ UserMigration: passes });
  await assert.rejects(signIn(app, 'ada', 'a-S3cret-of-elsewhere'));
  const [call] = await calls(app);
  assert.ok(JSON.stringify(call).includes('UserMigration_Authentication'));
  assert.doesNotMatch(JSON.stringify(call), /a-S3cret-of-elsewhere/);
});

for (const [wrong, exception, text] of [
  ['timeout', UnexpectedLambdaException, 'PreSignUp invocation failed due to error SocketTimeoutException.'],
  ['error', UserLambdaValidationException, 'PreSignUp failed with error on purpose.'],
  ['malformed', InvalidLambdaResponseException, undefined],
]) {
  test(`a function can be made to fail by ${wrong}, once and of one pool`, async () => {
    const app = await triggeredPool({ PreSignUp: passes });
    const other = await triggeredPool({ PreSignUp: passes });
    await workbench('PUT', '/faults', {
      trigger: 'PreSignUp', pool: app.UserPoolId, wrong, times: 1, ...(wrong === 'error' ? { message: 'on purpose' } : {}) });
    await signUp(other);
    await refusal(signUp(app), exception, text);
    assert.deepEqual(app.calls.PreSignUp, [], 'the function itself is not asked');
    await signUp(app);
    assert.equal(app.calls.PreSignUp.length, 1);
  });
}

test('faults of triggers are listed and ended with the others', async () => {
  const app = await triggeredPool({ PreAuthentication: passes });
  await addUser(client, app.UserPoolId, 'ada');
  const faults = await workbench('PUT', '/faults', { trigger: 'PreAuthentication', pool: app.UserPoolId, wrong: 'error' });
  assert.ok(JSON.stringify(faults).includes('PreAuthentication'), JSON.stringify(faults));
  await refusal(signIn(app, 'ada'), UserLambdaValidationException);
  await workbench('DELETE', '/faults');
  assert.ok((await signIn(app, 'ada')).AuthenticationResult);
});
