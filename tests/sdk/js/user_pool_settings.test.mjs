// The members of user pools that boto3 does not know yet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DescribeUserPoolCommand, GetUserPoolMfaConfigCommand, SetUserPoolMfaConfigCommand, UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPool, openClient } from './support.mjs';

const client = openClient();

test('passkeys are configured beside the mode', async () => {
  const UserPoolId = await createPool(client);
  const WebAuthnConfiguration = { RelyingPartyId: 'auth.example.com', UserVerification: 'required' };
  await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, WebAuthnConfiguration }));
  const got = await client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  assert.equal(got.MfaConfiguration, 'OFF');
  assert.deepEqual(got.WebAuthnConfiguration, WebAuthnConfiguration);
});

test('an update keeps the tier that it leaves out', async () => {
  const UserPoolId = await createPool(client, { UserPoolTier: 'LITE' });
  await client.send(new UpdateUserPoolCommand({ UserPoolId, PoolName: 'other' }));
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
  assert.equal(UserPool.UserPoolTier, 'LITE');
  assert.equal(UserPool.Name, 'other');
});
