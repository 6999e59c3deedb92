// Domains with the members that boto3 does not know.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
  FeatureUnavailableInTierException,
  UpdateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPool, openClient, refusal } from './support.mjs';

const client = openClient();

test('a domain goes from the hosted UI to managed login', async () => {
  const named = { UserPoolId: await createPool(client), Domain: 'rock-js' };
  const created = await client.send(new CreateUserPoolDomainCommand(named));
  assert.equal(created.ManagedLoginVersion, 1);
  const updated = await client.send(new UpdateUserPoolDomainCommand({ ...named, ManagedLoginVersion: 2 }));
  assert.equal(updated.ManagedLoginVersion, 2);
  const { DomainDescription } = await client.send(new DescribeUserPoolDomainCommand({ Domain: 'rock-js' }));
  assert.equal(DomainDescription.ManagedLoginVersion, 2);
  await client.send(new DeleteUserPoolDomainCommand(named));
  const after = await client.send(new DescribeUserPoolDomainCommand({ Domain: 'rock-js' }));
  assert.deepEqual(after.DomainDescription, {});
});

test('the LITE tier has no managed login', async () => {
  const UserPoolId = await createPool(client, { UserPoolTier: 'LITE' });
  await refusal(client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'rock-lite', ManagedLoginVersion: 2 })),
    FeatureUnavailableInTierException,
    'The following feature is not available for the LITE pricing tier configured: Managed Login Version 2');
});
