// Faults meet every client of a server, so these tests have a server of their own.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import {
  CognitoIdentityProviderServiceException,
  ConcurrentModificationException,
  DescribeIdentityProviderCommand,
  InternalErrorException,
  InvalidParameterException,
  ListUserPoolsCommand,
  NotAuthorizedException,
  ResourceNotFoundException,
  TooManyRequestsException,
  UnsupportedIdentityProviderException,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createGoogle, createPool, endpointIn, makeClient, openClient, refusal } from './support.mjs';

const endpoint = endpointIn('TEST_OWN_ENDPOINT');  // of a rockpool that nobody else uses
const client = openClient('test', 'us-east-1', { endpoint });
afterEach(() => workbench('POST', '/_rockpool/reset'));

async function workbench(method, path, body) {
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const answer = await fetch(endpoint + path, { method, headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200);
  return answer.json();
}

// The exceptions of UpdateIdentityProvider's API page.
const exceptions = [
  ConcurrentModificationException, InternalErrorException, InvalidParameterException, NotAuthorizedException,
  ResourceNotFoundException, TooManyRequestsException, UnsupportedIdentityProviderException,
];

for (const exception of exceptions) {
  test(`UpdateIdentityProvider can be made to throw ${exception.name}`, async () => {
    const UserPoolId = await createPool(client);
    const created = await createGoogle(client, UserPoolId, { IdpIdentifiers: [] });
    await workbench('PUT', '/_rockpool/faults', {
      operation: 'UpdateIdentityProvider', error: exception.name, message: 'on purpose', times: 1,
    });
    const update = () => client.send(new UpdateIdentityProviderCommand({
      UserPoolId, ProviderName: 'Google', ProviderDetails: { client_secret: 'changed' },
    }));
    const error = await refusal(update(), exception, 'on purpose');
    assert.ok(error instanceof CognitoIdentityProviderServiceException);
    assert.equal(error.name, exception.name);
    assert.equal(error.$fault, exception === InternalErrorException ? 'server' : 'client');
    assert.equal(error.$metadata.httpStatusCode, exception === InternalErrorException ? 500 : 400);

    const described = await client.send(new DescribeIdentityProviderCommand({ UserPoolId, ProviderName: 'Google' }));
    assert.deepEqual(described.IdentityProvider, created);
    assert.equal((await update()).IdentityProvider.ProviderDetails.client_secret, 'changed');
  });
}

test('a client that retries gets over a fault that meets two calls', async () => {
  await workbench('PUT', '/_rockpool/faults', { operation: 'ListUserPools', error: 'TooManyRequestsException', times: 2 });
  const patient = makeClient('test', 'us-east-1', { endpoint, maxAttempts: 5 });
  const { $metadata } = await patient.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  assert.equal($metadata.attempts, 3);
  patient.destroy();
});

test('a reset ends faults and leaves nothing of what was created', async () => {
  await createPool(client);
  await workbench('PUT', '/_rockpool/faults', { operation: 'ListUserPools', error: 'InternalErrorException' });
  await workbench('POST', '/_rockpool/reset');
  const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  assert.deepEqual(UserPools, []);
});
