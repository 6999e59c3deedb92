// What the tests of triggers share: a pool whose functions are handlers of a test, and looks at what they were sent.
import assert from 'node:assert/strict';
import { signUpPool } from '../people.mjs';
import { Functions } from './functions.mjs';
import { client } from './sign_in.mjs';

export * from './sign_in.mjs';
export const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0d990263-6127-4db2-8f3a-8cee52e97fb4';
export const ALL_FLOWS = [
  'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH',
];

/** A port that is kept free for this file: where its functions, its mail server and so on are to listen. */
export function portOf(name) {
  const port = Number(process.env[`TEST_${name}_PORT`]);
  assert.ok(port, `TEST_${name}_PORT must hold a port`);
  return port;
}

export const functions = await Functions.open(portOf('FUNCTIONS'));
export const arnOf = (name) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

const WITH_VERSION = {
  PreTokenGenerationV2: ['PreTokenGenerationConfig', 'V2_0'], PreTokenGenerationV3: ['PreTokenGenerationConfig', 'V3_0'],
  CustomEmailSender: ['CustomEmailSender', 'V1_0'], CustomSMSSender: ['CustomSMSSender', 'V1_0'], InboundFederation: ['InboundFederation', 'V1_0'],
};
let made = 0;

/** Adds the handlers as functions. Returns the pool's LambdaConfig, and the calls that each gets by the same names. */
export function lambdas(handlers) {
  made += 1;
  const LambdaConfig = {};
  const calls = {};
  for (const [trigger, handler] of Object.entries(handlers)) {
    const name = `pool-${made}-${trigger}`;
    calls[trigger] = functions.add(name, handler);
    const [member, LambdaVersion] = WITH_VERSION[trigger] ?? [trigger];
    LambdaConfig[member] = LambdaVersion ? { LambdaArn: arnOf(name), LambdaVersion } : arnOf(name);
  }
  if (LambdaConfig.CustomEmailSender || LambdaConfig.CustomSMSSender) {
    LambdaConfig.KMSKeyID = KEY;
  }
  return { LambdaConfig, calls };
}

/** A pool with these functions, and a client that allows every flow: {UserPoolId, ClientId, outbox, calls}. */
export async function triggeredPool(handlers, { pool = {}, app = {}, mfa } = {}) {
  const { LambdaConfig, calls } = lambdas(handlers);
  return { ...await signUpPool(client, { mfa, pool: { LambdaConfig, ...pool }, app: { ExplicitAuthFlows: ALL_FLOWS, ...app } }), calls };
}

/** A handler that changes nothing. */
export const passes = (event) => event;

/** A handler that answers with these members of the response. */
export const answers = (response) => (event) => ({ ...event, response: { ...event.response, ...response } });

/** The events that a function got, which must be of these sources, in order. */
export function events(calls, ...sources) {
  assert.deepEqual(calls.map(({ event }) => event.triggerSource), sources);
  return calls.map(({ event }) => event);
}

/** An event without what AWS may leave out: that a user was found. */
function withoutFound({ request: { userNotFound, ...request }, ...event }) {
  return { ...event, request: userNotFound ? { ...request, userNotFound } : request };
}

// As public logs of functions show them: those of tokens and migration begin otherwise than the rest.
const membersOf = (source) => (/^(TokenGeneration|UserMigration)_/.test(source)
  ? ['version', 'triggerSource', 'region', 'userPoolId', 'userName', 'callerContext', 'request', 'response']
  : ['version', 'region', 'userPoolId', 'userName', 'callerContext', 'triggerSource', 'request', 'response']);

/** The event as the function got it: these members and no others, in AWS's order, in which only attributes have none. */
export function eventIs(call, expected) {
  const event = withoutFound(call.event);
  assert.deepEqual(event, expected);
  const orderOf = ({ callerContext, request, response }) => [callerContext, request, response].map(Object.keys);
  assert.deepEqual(Object.keys(call.event), membersOf(event.triggerSource));
  assert.deepEqual(orderOf(event), orderOf(expected));
}

/** What every event of the pool has before its request. */
export const envelope = (app, source, userName, ClientId = app.ClientId) => ({
  version: '1', region: 'us-east-1', userPoolId: app.UserPoolId, userName,
  callerContext: { awsSdkVersion: SDK_VERSION, clientId: ClientId }, triggerSource: source,
});
export const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE';

// As the SDK names itself in User-Agent: aws-sdk-js/VERSION, which need not be the version of its package.
const [[, version]] = await client.config.defaultUserAgentProvider();
export const SDK_VERSION = `aws-sdk-js-${version}`;
