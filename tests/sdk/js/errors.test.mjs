import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CognitoIdentityProviderServiceException,
  CreateIdentityProviderCommand,
  DeleteUserPoolCommand,
  DescribeIdentityProviderCommand,
  DescribeUserPoolCommand,
  DuplicateProviderException,
  InvalidParameterException,
  LimitExceededException,
  ListIdentityProvidersCommand,
  ResourceNotFoundException,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createGoogle, createOidc, createPool, googleDetails, makeClient, openClient, refusal } from './support.mjs';

const client = openClient();

test('a duplicate is a DuplicateProviderException with its name, text, fault and status', async () => {
  const pool = await createPool(client);
  await createGoogle(client, pool);
  const error = await refusal(createGoogle(client, pool), DuplicateProviderException,
    `Google already exists for tenant ${pool}.`);
  assert.ok(error instanceof CognitoIdentityProviderServiceException);
  assert.equal(error.name, 'DuplicateProviderException');
  assert.equal(error.$fault, 'client');
  assert.equal(error.$metadata.httpStatusCode, 400);
  assert.match(error.$metadata.requestId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('an unknown provider is a ResourceNotFoundException with the text of its operation', async () => {
  const pool = await createPool(client);
  const unknown = { UserPoolId: pool, ProviderName: 'nobody' };
  const described = await refusal(client.send(new DescribeIdentityProviderCommand(unknown)),
    ResourceNotFoundException, `Identity provider nobody for tenantId ${pool} does not exist.`);
  assert.equal(described.name, 'ResourceNotFoundException');
  assert.equal(described.$metadata.httpStatusCode, 400);
  await refusal(client.send(new UpdateIdentityProviderCommand(unknown)),
    ResourceNotFoundException, `Identity provider nobody in User Pool ${pool} does not exist.`);
});

test('an unknown pool is a ResourceNotFoundException', async () => {
  const message = 'User pool us-east-1_Nowhere00 does not exist.';
  const UserPoolId = 'us-east-1_Nowhere00';
  await refusal(client.send(new DescribeUserPoolCommand({ UserPoolId })), ResourceNotFoundException, message);
  await refusal(client.send(new DeleteUserPoolCommand({ UserPoolId })), ResourceNotFoundException, message);
});

test('a pool of another account or region is unknown', async () => {
  const pool = await createPool(client);
  for (const stranger of [makeClient('444455556666'), makeClient('test', 'eu-west-1')]) {
    await refusal(stranger.send(new ListIdentityProvidersCommand({ UserPoolId: pool })),
      ResourceNotFoundException, `User pool ${pool} does not exist.`);
    stranger.destroy();
  }
});

test('missing keys are an InvalidParameterException', async () => {
  const pool = await createPool(client);
  const { client_secret, ...incomplete } = googleDetails;
  const error = await refusal(createGoogle(client, pool, { ProviderDetails: incomplete }), InvalidParameterException,
    'clientId, clientSecret and authorizeScopes are all required idp details.');
  assert.equal(error.name, 'InvalidParameterException');
  assert.equal(error.$metadata.httpStatusCode, 400);
});

test('a request without required members reaches the service and names them', async () => {
  const error = await refusal(client.send(new UpdateIdentityProviderCommand({})), InvalidParameterException);
  const prefix = '2 validation errors detected: ';
  assert.ok(error.message.startsWith(prefix), error.message);
  assert.deepEqual(error.message.slice(prefix.length).split('; ').sort(), [
    "Value null at 'providerName' failed to satisfy constraint: Member must not be null",
    "Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
  ]);
});

test('a provider type outside the model is an InvalidParameterException that lists the types', async () => {
  const pool = await createPool(client);
  await refusal(client.send(new CreateIdentityProviderCommand({
    UserPoolId: pool, ProviderName: 'corporate', ProviderType: 'LDAP', ProviderDetails: {},
  })), InvalidParameterException,
  "1 validation error detected: Value 'LDAP' at 'providerType' failed to satisfy constraint: Member must satisfy "
    + 'enum value set: [Facebook, SAML, SignInWithApple, LoginWithAmazon, OIDC, Google]');
});

test('a failed update changes neither details nor dates', async () => {
  const pool = await createPool(client);
  const created = await createGoogle(client, pool, { IdpIdentifiers: [] });
  await refusal(client.send(new UpdateIdentityProviderCommand({
    UserPoolId: pool, ProviderName: 'Google', ProviderDetails: { client_id: 'next', colour: 'teal' },
  })), InvalidParameterException, 'colour is not a valid key for Google identity provider details.');
  const { IdentityProvider } = await client.send(new DescribeIdentityProviderCommand({
    UserPoolId: pool, ProviderName: 'Google',
  }));
  assert.deepEqual(IdentityProvider, created);
});

test('the provider past the quota is a LimitExceededException', async () => {
  const pool = await createPool(client);
  const names = Array.from({ length: 300 }, (_, number) => `idp${number}`);
  await Promise.all(names.map((name) => createOidc(client, pool, name)));
  const error = await refusal(createOidc(client, pool, 'one-too-many'), LimitExceededException);
  assert.equal(error.$metadata.httpStatusCode, 400);
  assert.notEqual(error.message, '');
});
