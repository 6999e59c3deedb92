// CUSTOM_AUTH by the SDK: the three functions of a challenge, what each is sent, and what may come of their answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AdminInitiateAuthCommand, AdminRespondToAuthChallengeCommand, InitiateAuthCommand, InvalidLambdaResponseException, InvalidParameterException,
  NotAuthorizedException, UserLambdaValidationException, UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { addUser } from '../people.mjs';
import { refusal } from '../support.mjs';
import { answers, attributesOf, claimsOf, client, envelope, eventIs, events, passes, respond, triggeredPool } from './triggered.mjs';

const METADATA = { from: 'the tests' };
const BAD = 'Incorrect username or password.';

/** Three tries at a riddle. */
const riddle = {
  DefineAuthChallenge: ({ request: { session }, ...event }) => ({
    ...event,
    request: { session },
    response: {
      challengeName: 'CUSTOM_CHALLENGE',
      issueTokens: Boolean(session.at(-1)?.challengeResult),
      failAuthentication: session.length >= 3 && !session.at(-1).challengeResult,
    },
  }),
  CreateAuthChallenge: (event) => ({
    ...event,
    response: {
      publicChallengeParameters: { question: `Riddle ${event.request.session.length + 1}` },
      privateChallengeParameters: { answer: 'an egg' },
      challengeMetadata: `RIDDLE_${event.request.session.length + 1}`,
    },
  }),
  VerifyAuthChallengeResponse: (event) => ({
    ...event, response: { answerCorrect: event.request.challengeAnswer === event.request.privateChallengeParameters.answer },
  }),
};

async function riddlePool(handlers = {}, settings) {
  const app = await triggeredPool({ ...riddle, ...handlers }, settings);
  await addUser(client, app.UserPoolId, 'ada', { email: 'ada@example.com' });
  return app;
}

const begin = (app, USERNAME = 'ada', members = {}) => client.send(new InitiateAuthCommand({
  ClientId: app.ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME }, ...members,
}));
const say = (app, asked, ANSWER, members, name = 'ada') => respond(app, asked, name, { ANSWER }, members);
const entry = (number, challengeResult) => ({ challengeName: 'CUSTOM_CHALLENGE', challengeResult, challengeMetadata: `RIDDLE_${number}` });

test('a riddle is asked, answered wrongly, asked again and answered', async () => {
  const order = [];
  const notes = (event) => { order.push(event.triggerSource); return event; };
  const app = await riddlePool({ PreAuthentication: notes, PostAuthentication: notes, PreTokenGeneration: notes });
  const first = await begin(app, 'ada', { ClientMetadata: { from: 'the first call' } });
  assert.equal(first.ChallengeName, 'CUSTOM_CHALLENGE');
  assert.deepEqual(first.ChallengeParameters, { USERNAME: 'ada', question: 'Riddle 1' });
  const second = await say(app, first, 'a stone', { ClientMetadata: METADATA });
  assert.equal(second.ChallengeName, 'CUSTOM_CHALLENGE');
  assert.equal(second.ChallengeParameters.question, 'Riddle 2');
  assert.notEqual(second.Session, first.Session);
  const { id } = claimsOf(await say(app, second, 'an egg'));
  assert.equal(id['cognito:username'], 'ada');
  assert.deepEqual(order, ['PreAuthentication_Authentication', 'PostAuthentication_Authentication', 'TokenGeneration_Authentication']);

  const userAttributes = { ...await attributesOf(app, 'ada'), 'cognito:user_status': 'CONFIRMED' };
  const of = (source) => envelope(app, source, 'ada');
  const sessions = [[], [entry(1, false)], [entry(1, false), entry(2, true)]];
  assert.deepEqual(app.calls.DefineAuthChallenge.map(({ event }) => event.request.session), sessions);
  eventIs(app.calls.DefineAuthChallenge[1], {
    ...of('DefineAuthChallenge_Authentication'), request: { userAttributes, session: sessions[1], clientMetadata: METADATA },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  eventIs(app.calls.CreateAuthChallenge[1], {
    ...of('CreateAuthChallenge_Authentication'),
    request: { userAttributes, challengeName: 'CUSTOM_CHALLENGE', session: sessions[1], clientMetadata: METADATA },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  eventIs(app.calls.VerifyAuthChallengeResponse[0], {
    ...of('VerifyAuthChallengeResponse_Authentication'),
    request: { userAttributes, privateChallengeParameters: { answer: 'an egg' }, challengeAnswer: 'a stone', clientMetadata: METADATA },
    response: { answerCorrect: null },
  });
  for (const trigger of ['DefineAuthChallenge', 'CreateAuthChallenge']) {
    assert.equal('clientMetadata' in app.calls[trigger][0].event.request, false, `that of InitiateAuth does not get to ${trigger}`);
  }
  assert.equal('clientMetadata' in app.calls.VerifyAuthChallengeResponse[1].event.request, false, 'metadata is not kept');
});

test('the function says when it is enough, and a session is good once', async () => {
  const app = await riddlePool();
  let asked = await begin(app);
  for (let turn = 0; turn < 2; turn += 1) {
    const used = asked;
    asked = await say(app, asked, 'a stone');
    await refusal(say(app, used, 'an egg'), NotAuthorizedException, 'Invalid session for the user, session can only be used once.');
  }
  await refusal(say(app, asked, 'a stone'), NotAuthorizedException, BAD);
  assert.ok((await say(app, await begin(app), 'an egg')).AuthenticationResult, 'wrong answers lock nobody out');
});

test('neither tokens nor a challenge is a refusal', async () => {
  for (const response of [{}, { failAuthentication: true, issueTokens: true, challengeName: 'CUSTOM_CHALLENGE' }]) {
    const app = await riddlePool({ DefineAuthChallenge: answers(response) });
    await refusal(begin(app), NotAuthorizedException, BAD);
    assert.deepEqual(app.calls.CreateAuthChallenge, []);
  }
});

test('tokens at once, without a challenge', async () => {
  const app = await riddlePool({ DefineAuthChallenge: answers({ issueTokens: true, failAuthentication: false }) });
  assert.ok((await begin(app)).AuthenticationResult.IdToken);
});

test('a challenge of the service is none that a function may name', async () => {
  for (const challengeName of ['SMS_MFA', 'NEW_PASSWORD_REQUIRED', 'DEVICE_SRP_AUTH', 'whatever']) {
    const app = await riddlePool({ DefineAuthChallenge: answers({ challengeName, issueTokens: false, failAuthentication: false }) });
    await refusal(begin(app), InvalidLambdaResponseException);
  }
});

test('what is no answer of a challenge is refused', async () => {
  const wrong = {
    DefineAuthChallenge: [{ issueTokens: 'yes' }, { challengeName: 7 }],
    CreateAuthChallenge: [{ publicChallengeParameters: { a: { b: 1 } } }, { privateChallengeParameters: 'x' }, { challengeMetadata: [] }],
    VerifyAuthChallengeResponse: [{ answerCorrect: 'true' }, { answerCorrect: {} }],
  };
  for (const [trigger, responses] of Object.entries(wrong)) {
    for (const response of responses) {
      const app = await riddlePool({ [trigger]: answers(response) });
      const walk = async () => say(app, await begin(app), 'an egg');
      await refusal(walk(), InvalidLambdaResponseException, 'Unrecognizable lambda output');
    }
  }
});

test('each of the three may fail in its own words', async () => {
  for (const trigger of Object.keys(riddle)) {
    const app = await riddlePool({ [trigger]: () => { throw new Error('tired'); } });
    const walk = async () => say(app, await begin(app), 'an egg');
    await refusal(walk(), UserLambdaValidationException, `${trigger} failed with error tired.`);
  }
});

test('nobody gets through the whole of it where the client hides who exists', async () => {
  const app = await riddlePool({ PreAuthentication: passes }, { app: { PreventUserExistenceErrors: 'ENABLED' } });
  const asked = await begin(app, 'nobody');
  assert.equal(asked.ChallengeName, 'CUSTOM_CHALLENGE');
  assert.deepEqual(asked.ChallengeParameters, { USERNAME: 'nobody', question: 'Riddle 1' });
  await refusal(say(app, asked, 'an egg', {}, 'nobody'), NotAuthorizedException, BAD);
  for (const [trigger, count] of [['PreAuthentication', 1], ['DefineAuthChallenge', 2], ['CreateAuthChallenge', 1], ['VerifyAuthChallengeResponse', 1]]) {
    const calls = app.calls[trigger];
    assert.equal(calls.length, count, trigger);
    for (const { event } of calls) {
      assert.deepEqual([event.userName, event.request.userNotFound, event.request.userAttributes], ['nobody', true, {}], trigger);
    }
  }
  const tells = await riddlePool({}, { app: { PreventUserExistenceErrors: 'LEGACY' } });
  await refusal(begin(tells, 'nobody'), UserNotFoundException, 'User does not exist.');
  assert.deepEqual(tells.calls.DefineAuthChallenge, []);
});

test('an administrator begins and answers', async () => {
  const app = await riddlePool();
  const { UserPoolId, ClientId } = app;
  const asked = await client.send(new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'ada' } }));
  const { AuthenticationResult } = await client.send(new AdminRespondToAuthChallengeCommand({
    UserPoolId, ClientId, ChallengeName: asked.ChallengeName, Session: asked.Session, ChallengeResponses: { USERNAME: 'ada', ANSWER: 'an egg' },
  }));
  assert.ok(AuthenticationResult.AccessToken);
  events(app.calls.VerifyAuthChallengeResponse, 'VerifyAuthChallengeResponse_Authentication');
});

test('a pool without the functions, and a client that does not allow the flow, say so', async () => {
  const none = await triggeredPool({ PreSignUp: passes });
  await addUser(client, none.UserPoolId, 'ada');
  await refusal(begin(none), InvalidParameterException, 'Custom auth lambda trigger is not configured for the user pool.');
  const closed = await riddlePool({}, { app: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } });
  await refusal(begin(closed), InvalidParameterException, 'CUSTOM_AUTH is not enabled for the client.');
});
