// Operations that older SDKs do not know: sessions, provisioned limits, replicas, log delivery.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import {
  CreateUserPoolClientCommand,
  CreateUserPoolReplicaCommand,
  DeleteUserPoolReplicaCommand,
  FeatureUnavailableInTierException,
  GetLogDeliveryConfigurationCommand,
  GetProvisionedLimitCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  ListUserPoolReplicasCommand,
  OperationNotEnabledException,
  ServiceQuotaExceededException,
  SetLogDeliveryConfigurationCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateProvisionedLimitCommand,
  UpdateUserPoolReplicaCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPool, openClient, refusal } from './support.mjs';

const client = openClient();

function withoutMetadata({ $metadata, ...answer }) {
  return answer;
}

async function call(command) {
  return withoutMetadata(await client.send(command));
}

test('log delivery is set and read back', async () => {
  const UserPoolId = await createPool(client, { UserPoolTier: 'PLUS' });
  const LogConfigurations = [
    { LogLevel: 'INFO', EventSource: 'userAuthEvents', S3Configuration: { BucketArn: 'arn:aws:s3:::logs' } },
  ];
  const set = await call(new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations }));
  assert.deepEqual(set, { LogDeliveryConfiguration: { UserPoolId, LogConfigurations } });
  assert.deepEqual(await call(new GetLogDeliveryConfigurationCommand({ UserPoolId })), set);
  await refusal(
    client.send(new SetLogDeliveryConfigurationCommand({ UserPoolId: await createPool(client), LogConfigurations })),
    FeatureUnavailableInTierException,
    'The following feature is not available for the ESSENTIALS pricing tier configured: Log Streaming');
});

test('sessions of a pool and of its app client are set and read back', async () => {
  const UserPoolId = await createPool(client);
  const { UserPoolClient: { ClientId } } = await client.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web' }));
  const SSOSession = { MaxValidityMinutes: 43200 };
  await refusal(
    client.send(new SetUserPoolClientSessionConfigurationCommand({ UserPoolId, ClientId, SSOSession })), OperationNotEnabledException,
    `User session tracking is not enabled for user pool ${UserPoolId}.`);
  const pool = { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 3 } };
  assert.deepEqual(await call(new SetUserPoolSessionConfigurationCommand(pool)), pool);
  assert.deepEqual(await call(new GetUserPoolSessionConfigurationCommand({ UserPoolId })), pool);
  assert.deepEqual(await call(new GetUserPoolClientSessionConfigurationCommand({ UserPoolId, ClientId })),
                   { UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 60 } });
  assert.deepEqual(await call(new SetUserPoolClientSessionConfigurationCommand({ UserPoolId, ClientId, SSOSession })),
                   { UserPoolId, ClientId, SSOSession });
});

test('a provisioned limit is raised', async () => {
  const LimitDefinition = { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserToken' } };
  assert.deepEqual(await call(new GetProvisionedLimitCommand({ LimitDefinition })),
                   { Limit: { LimitDefinition, FreeLimitValue: 120, ProvisionedLimitValue: 120 } });
  const raised = { Limit: { LimitDefinition, FreeLimitValue: 120, ProvisionedLimitValue: 300 } };
  assert.deepEqual(await call(new UpdateProvisionedLimitCommand({ LimitDefinition, RequestedLimitValue: 300 })), raised);
  assert.deepEqual(await call(new GetProvisionedLimitCommand({ LimitDefinition })), raised);
  await refusal(client.send(new UpdateProvisionedLimitCommand({ LimitDefinition, RequestedLimitValue: 100000 })),
                ServiceQuotaExceededException);
});

test('a replica is created, activated and deleted', async () => {
  const UserPoolId = await createPool(client, {
    IssuerConfiguration: { Type: 'UPDATED' },
    KeyConfiguration: {
      KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/mrk-0123456789abcdef0123456789abcdef',
    },
  });
  const RegionName = 'eu-west-1';
  const replica = (Status) => ({
    RegionName, Role: 'SECONDARY', Status, UserPoolArn: `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${UserPoolId}`,
  });
  const statuses = async () => {
    const { UserPoolReplicas } = await client.send(new ListUserPoolReplicasCommand({ UserPoolId }));
    return UserPoolReplicas.map(({ RegionName: region, Status }) => `${region} ${Status}`);
  };
  const until = async (expected) => {
    for (let waited = 0; waited < 100 && (await statuses()).join() !== expected; waited += 1) {
      await sleep(100);
    }
    assert.equal((await statuses()).join(), expected);
  };
  assert.deepEqual(await call(new CreateUserPoolReplicaCommand({ UserPoolId, RegionName })), { UserPoolReplica: replica('CREATING') });
  await until('eu-west-1 INACTIVE,us-east-1 ACTIVE');
  assert.deepEqual(await call(new UpdateUserPoolReplicaCommand({ UserPoolId, RegionName, Status: 'ACTIVE' })),
                   { UserPoolReplica: replica('ACTIVE') });
  await client.send(new UpdateUserPoolReplicaCommand({ UserPoolId, RegionName, Status: 'INACTIVE' }));
  assert.deepEqual(await call(new DeleteUserPoolReplicaCommand({ UserPoolId, RegionName })), { UserPoolReplica: replica('DELETING') });
  await until('us-east-1 ACTIVE');
});
