// The members of user pools that boto3 does not know yet.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  DescribeUserPoolCommand, GetUserPoolMfaConfigCommand, SetUserPoolMfaConfigCommand, UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPool, makeClient } from './support.mjs';

const client = makeClient();
after(() => client.destroy());

test('an update sets the newest members, and the next one resets them but for client registration', async () => {
  const UserPoolId = await createPool(client);
  const newest = {
    IssuerConfiguration: { Type: 'UPDATED' },
    KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/rock' },
    AcrConfiguration: { Level1: { AcrValue: 'urn:rock:1' } },
    DcrConfiguration: { EnableStatus: 'Enabled', OpenDcrGrantTypes: ['code'] },
  };
  await client.send(new UpdateUserPoolCommand({ UserPoolId, ...newest }));
  const { UserPool: updated } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
  for (const [member, value] of Object.entries(newest)) {
    assert.deepEqual(updated[member], value);
  }
  await client.send(new UpdateUserPoolCommand({ UserPoolId }));
  const { UserPool: reset } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
  assert.equal(reset.AcrConfiguration, undefined);
  assert.deepEqual(reset.DcrConfiguration, newest.DcrConfiguration);
});

test('passkeys are configured beside the mode', async () => {
  const UserPoolId = await createPool(client);
  const WebAuthnConfiguration = { RelyingPartyId: 'auth.example.com', UserVerification: 'required' };
  await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, WebAuthnConfiguration }));
  const got = await client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
  assert.equal(got.MfaConfiguration, 'OFF');
  assert.deepEqual(got.WebAuthnConfiguration, WebAuthnConfiguration);
});
