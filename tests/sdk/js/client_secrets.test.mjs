// The secrets of app clients, and what else of clients boto3 does not know.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AddUserPoolClientSecretCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolClientCommand,
  InvalidParameterException,
  LimitExceededException,
  ListUserPoolClientsCommand,
  ListUserPoolClientSecretsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPool, openClient, refusal } from './support.mjs';

const client = openClient();

async function createAppClient(members) {
  const UserPoolId = await createPool(client);
  const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'rock', ...members }));
  return { UserPoolId, ClientId: UserPoolClient.ClientId };
}

test('a secret is rotated', async () => {
  const named = await createAppClient({ ClientSecret: 'the_first_secret_of_a_client' });
  const { ClientSecretDescriptor } = await client.send(new AddUserPoolClientSecretCommand(named));
  assert.match(ClientSecretDescriptor.ClientSecretId, /^[a-z0-9]{26}--\d{13}$/);
  assert.ok(ClientSecretDescriptor.ClientSecretCreateDate instanceof Date);
  await refusal(client.send(new AddUserPoolClientSecretCommand(named)), LimitExceededException,
    `Maximum number of client secrets reached for user pool client ${named.ClientId}: 2.`);
  const { ClientSecrets } = await client.send(new ListUserPoolClientSecretsCommand(named));
  assert.deepEqual(ClientSecrets.map((secret) => secret.ClientSecretValue), [undefined, undefined]);
  const first = { ...named, ClientSecretId: ClientSecrets[0].ClientSecretId };
  await client.send(new DeleteUserPoolClientSecretCommand(first));
  const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand(named));
  assert.equal(UserPoolClient.ClientSecret, ClientSecretDescriptor.ClientSecretValue);
  await refusal(client.send(new DeleteUserPoolClientSecretCommand(first)), ResourceNotFoundException,
    `Client secret ${first.ClientSecretId} does not exist.`);
});

test('a public client has no secrets to rotate', async () => {
  const named = await createAppClient({});
  await refusal(client.send(new AddUserPoolClientSecretCommand(named)), InvalidParameterException,
    `User pool client ${named.ClientId} does not have a client secret.`);
});

test('a list can be of one type of clients', async () => {
  const { UserPoolId } = await createAppClient({});
  const listed = async (ClientType) =>
    (await client.send(new ListUserPoolClientsCommand({ UserPoolId, ClientType }))).UserPoolClients.length;
  assert.deepEqual([await listed('REGULAR'), await listed('DCR')], [1, 0]);
});
