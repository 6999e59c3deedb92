// What the tests share: a client that never retries, a pool per test, and one sample of details.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import {
  CognitoIdentityProviderClient,
  CreateIdentityProviderCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';

/** The URL of a running rockpool that the variable holds. */
export function endpointIn(variable) {
  const endpoint = process.env[variable];
  assert.ok(endpoint, `${variable} must hold the URL of a running rockpool`);
  return endpoint;
}

const endpoint = endpointIn('TEST_ENDPOINT');

export function makeClient(accessKeyId = 'test', region = 'us-east-1', settings = {}) {
  return new CognitoIdentityProviderClient({
    endpoint, region, credentials: { accessKeyId, secretAccessKey: 'test' }, maxAttempts: 1, ...settings,
  });
}

/** The same, for all tests of a file: it is destroyed after them. */
export function openClient(...settings) {
  const client = makeClient(...settings);
  after(() => client.destroy());
  return client;
}

export async function createPool(client, members = {}) {
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'rock', ...members }));
  return UserPool.Id;
}

export const googleDetails = {
  client_id: 'google-client', client_secret: 'google-secret', authorize_scopes: 'profile email openid',
};

export const googleDerived = {
  attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
  attributes_url_add_attributes: 'true',
  authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
  oidc_issuer: 'https://accounts.google.com',
  token_request_method: 'POST',
  token_url: 'https://www.googleapis.com/oauth2/v4/token',
};

export const oidcDetails = {
  client_id: 'oidc-client', client_secret: 'oidc-secret', authorize_scopes: 'openid',
  attributes_request_method: 'GET', oidc_issuer: 'https://idp.example.com',
};

export async function createGoogle(client, UserPoolId, members = {}) {
  const { IdentityProvider } = await client.send(new CreateIdentityProviderCommand({
    UserPoolId, ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: googleDetails, ...members,
  }));
  return IdentityProvider;
}

export async function createOidc(client, UserPoolId, ProviderName, members = {}) {
  const { IdentityProvider } = await client.send(new CreateIdentityProviderCommand({
    UserPoolId, ProviderName, ProviderType: 'OIDC', ProviderDetails: oidcDetails, ...members,
  }));
  return IdentityProvider;
}

/** The error of a call that must fail; an error that the SDK could not type is a failure too. */
export async function refusal(call, exception, message) {
  let refused;
  try {
    await call;
  } catch (error) {
    refused = error;
  }
  assert.ok(refused, `expected ${exception.name}, but the call succeeded`);
  assert.ok(refused instanceof exception, `expected ${exception.name}, got ${refused}`);
  if (message !== undefined) {
    assert.equal(refused.message, message);
  }
  return refused;
}
