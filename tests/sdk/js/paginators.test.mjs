import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  InvalidParameterException,
  ListIdentityProvidersCommand,
  paginateListIdentityProviders,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';
import { createOidc, createPool, makeClient, openClient, refusal } from './support.mjs';

// An account of its own, so that the pools of other test files are not listed.
const client = openClient('777788889999');

test('paginateListIdentityProviders gives every provider once and Date objects', async () => {
  const pool = await createPool(client);
  const names = ['aaa', 'bbb', 'ccc', 'ddd', 'eee'];
  for (const name of names) {
    await createOidc(client, pool, name);
  }
  const pages = [];
  for await (const page of paginateListIdentityProviders({ client, pageSize: 2 }, { UserPoolId: pool })) {
    pages.push(page.Providers);
  }
  assert.deepEqual(pages.map((page) => page.length), [2, 2, 1]);
  assert.deepEqual(pages.flat().map((provider) => provider.ProviderName), names);
  for (const provider of pages.flat()) {
    assert.deepEqual(Object.keys(provider).sort(),
      ['CreationDate', 'LastModifiedDate', 'ProviderName', 'ProviderType']);
    assert.ok(provider.CreationDate instanceof Date);
    assert.ok(provider.LastModifiedDate instanceof Date);
  }
});

test('paginateListIdentityProviders gives one empty page for a pool without providers', async () => {
  const pool = await createPool(client);
  const pages = [];
  for await (const page of paginateListIdentityProviders({ client }, { UserPoolId: pool })) {
    pages.push(page);
  }
  assert.equal(pages.length, 1);
  assert.deepEqual(pages[0].Providers, []);
  assert.equal(pages[0].NextToken, undefined);
});

test('paginateListUserPools gives every pool of the account and region once', async () => {
  const elsewhere = makeClient('777788889999', 'eu-central-1');
  const created = new Set();
  for (let number = 0; number < 4; number += 1) {
    created.add(await createPool(elsewhere));
  }
  const pages = [];
  for await (const page of paginateListUserPools({ client: elsewhere }, { MaxResults: 3 })) {
    pages.push(page.UserPools);
  }
  elsewhere.destroy();
  assert.deepEqual(pages.map((page) => page.length), [3, 1]);
  assert.deepEqual(new Set(pages.flat().map((pool) => pool.Id)), created);
  for (const pool of pages.flat()) {
    assert.ok(pool.CreationDate instanceof Date);
    assert.deepEqual(pool.LambdaConfig, {});
  }
});

test('a token that no page gave is an InvalidParameterException', async () => {
  const pool = await createPool(client);
  const error = await refusal(client.send(new ListIdentityProvidersCommand({ UserPoolId: pool, NextToken: 'made-up' })),
    InvalidParameterException);
  assert.notEqual(error.message, '');
});
