import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  DescribeUserPoolCommand,
  GetIdentityProviderByIdentifierCommand,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  createGoogle, createOidc, createPool, googleDerived, googleDetails, openClient, oidcDetails,
} from './support.mjs';

const client = openClient();

async function describe(UserPoolId, ProviderName) {
  const answer = await client.send(new DescribeIdentityProviderCommand({ UserPoolId, ProviderName }));
  return answer.IdentityProvider;
}

test('a created provider echoes its details with the derived keys', async () => {
  const pool = await createPool(client);
  const created = await createGoogle(client, pool, { IdpIdentifiers: ['example.com'] });
  assert.deepEqual(created.ProviderDetails, { ...googleDetails, ...googleDerived });
  assert.deepEqual(created.AttributeMapping, { username: 'sub' });
  assert.deepEqual(created.IdpIdentifiers, ['example.com']);
  assert.deepEqual(await describe(pool, 'Google'), created);
});

test('dates arrive as Date objects of this minute', async () => {
  const pool = await createPool(client);
  const { CreationDate, LastModifiedDate } = await createGoogle(client, pool);
  for (const date of [CreationDate, LastModifiedDate]) {
    assert.ok(date instanceof Date);
    assert.ok(Math.abs(Date.now() - date.getTime()) < 60_000, String(date));
  }
  assert.equal(CreationDate.getTime(), LastModifiedDate.getTime());
});

test('the dates of a pool arrive as Date objects', async () => {
  const pool = await createPool(client);
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: pool }));
  assert.ok(UserPool.CreationDate instanceof Date);
  assert.ok(UserPool.LastModifiedDate instanceof Date);
  assert.equal(UserPool.UserPoolTier, 'ESSENTIALS');
  assert.deepEqual(UserPool.Policies.SignInPolicy, { AllowedFirstAuthFactors: ['PASSWORD'] });
});

test('an update merges the details and moves the modification date', async () => {
  const pool = await createPool(client);
  const created = await createGoogle(client, pool);
  const { IdentityProvider: updated } = await client.send(new UpdateIdentityProviderCommand({
    UserPoolId: pool, ProviderName: 'Google', ProviderDetails: { client_id: 'next-client' },
  }));
  assert.deepEqual(updated.ProviderDetails, { ...googleDetails, ...googleDerived, client_id: 'next-client' });
  assert.ok(updated.LastModifiedDate > created.LastModifiedDate);
  assert.equal(updated.CreationDate.getTime(), created.CreationDate.getTime());
});

test('an empty string in an update removes an optional key', async () => {
  const pool = await createPool(client);
  await createOidc(client, pool, 'corporate');
  await client.send(new UpdateIdentityProviderCommand({
    UserPoolId: pool, ProviderName: 'corporate', ProviderDetails: { client_secret: '' },
  }));
  const { client_secret, ...rest } = oidcDetails;
  assert.deepEqual((await describe(pool, 'corporate')).ProviderDetails,
    { ...rest, attributes_url_add_attributes: 'false' });
});

test('an update clears the mapping with an empty object and the identifiers with an empty list', async () => {
  const pool = await createPool(client);
  await createGoogle(client, pool, { AttributeMapping: { email: 'email' }, IdpIdentifiers: ['example.com'] });
  await client.send(new UpdateIdentityProviderCommand({
    UserPoolId: pool, ProviderName: 'Google', AttributeMapping: {}, IdpIdentifiers: [],
  }));
  const described = await describe(pool, 'Google');
  assert.deepEqual(described.AttributeMapping, {});
  assert.deepEqual(described.IdpIdentifiers, []);
});

test('updates of different members at once all survive', async () => {
  const pool = await createPool(client);
  await createOidc(client, pool, 'corporate');
  const update = (members) => client.send(new UpdateIdentityProviderCommand({
    UserPoolId: pool, ProviderName: 'corporate', ...members,
  }));
  await Promise.all([
    ...['client_id', 'client_secret', 'authorize_scopes'].map((key) => update({ ProviderDetails: { [key]: 'next' } })),
    update({ AttributeMapping: { email: 'mail', username: 'sub' } }),
    update({ IdpIdentifiers: ['example.com'] }),
  ]);
  const described = await describe(pool, 'corporate');
  assert.deepEqual(described.ProviderDetails, {
    ...oidcDetails, attributes_url_add_attributes: 'false',
    client_id: 'next', client_secret: 'next', authorize_scopes: 'next',
  });
  assert.deepEqual(described.AttributeMapping, { email: 'mail', username: 'sub' });
  assert.deepEqual(described.IdpIdentifiers, ['example.com']);
});

test('a provider is found by its identifier', async () => {
  const pool = await createPool(client);
  const created = await createGoogle(client, pool, { IdpIdentifiers: ['example.com'] });
  const { IdentityProvider } = await client.send(new GetIdentityProviderByIdentifierCommand({
    UserPoolId: pool, IdpIdentifier: 'example.com',
  }));
  assert.deepEqual(IdentityProvider, created);
});

test('a deletion answers with metadata alone', async () => {
  const pool = await createPool(client);
  await createGoogle(client, pool);
  const { $metadata, ...rest } = await client.send(new DeleteIdentityProviderCommand({
    UserPoolId: pool, ProviderName: 'Google',
  }));
  assert.equal($metadata.httpStatusCode, 200);
  assert.match($metadata.requestId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.deepEqual(rest, {});
});
