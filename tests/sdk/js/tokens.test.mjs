// Tokens, as the verifiers read them that applications use: aws-jwt-verify and jose.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CreateUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  NotAuthorizedException,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify';
import { JwtInvalidClaimError, JwtInvalidSignatureError } from 'aws-jwt-verify/error';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { createPool, endpointIn, makeClient, refusal } from './support.mjs';

const AWS = endpointIn('TEST_ENDPOINT');
// The servers of these modes of the option --issuer.
const BY_REQUEST = endpointIn('TEST_ISSUER_BY_REQUEST_ENDPOINT');
const BY_URL = endpointIn('TEST_ISSUER_BY_URL_ENDPOINT');
const URL_OF_ISSUER = 'https://idp.example/base';

async function json(url, request) {
  const answer = await fetch(url, request);
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
}

/** A user who could sign in, and the tokens that he would get. */
async function signedIn(endpoint, poolMembers = {}) {
  const client = makeClient('test', 'us-east-1', { endpoint });
  after(() => client.destroy());
  const UserPoolId = await createPool(client, poolMembers);
  const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'app' }));
  const { ClientId } = UserPoolClient;
  const Username = 'ada';
  await client.send(new AdminCreateUserCommand({
    UserPoolId, Username, MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }, { Name: 'email_verified', Value: 'true' }],
  }));
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: 'Corr3ct-horse', Permanent: true }));
  const { AuthenticationResult } = await json(`${endpoint}/_rockpool/tokens`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ UserPoolId, ClientId, Username }),
  });
  return { client, UserPoolId, ClientId, jwksUri: `${endpoint}/${UserPoolId}/.well-known/jwks.json`, ...AuthenticationResult };
}

/** The same token with another user's name in it. */
function forged(token) {
  const [header, payload, signature] = token.split('.');
  const claims = Buffer.from(payload, 'base64url').toString().replaceAll('ada', 'eve');
  return [header, Buffer.from(claims).toString('base64url'), signature].join('.');
}

/** Both tokens pass jose, by the keys that it fetches itself, and no forged one does. */
async function verifyByJose({ UserPoolId, ClientId, jwksUri, AccessToken, IdToken }, issuer) {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  const expected = { issuer: `${issuer}/${UserPoolId}`, algorithms: ['RS256'] };
  const id = await jwtVerify(IdToken, keys, { ...expected, audience: ClientId });
  assert.deepEqual(id.protectedHeader, { kid: id.protectedHeader.kid, alg: 'RS256' });
  assert.equal(id.payload.token_use, 'id');
  assert.equal(id.payload.email, 'ada@example.com');
  assert.equal(id.payload.email_verified, true);
  const access = await jwtVerify(AccessToken, keys, expected);
  assert.equal(access.payload.client_id, ClientId);
  assert.equal(access.payload.token_use, 'access');
  assert.equal(access.payload.username, 'ada');
  assert.notEqual(access.protectedHeader.kid, id.protectedHeader.kid);
  for (const token of [IdToken, AccessToken]) {
    await assert.rejects(jwtVerify(forged(token), keys, expected), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
    await assert.rejects(jwtVerify(token, keys, { ...expected, issuer: 'https://other.example' }), { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' });
  }
}

/** The same by aws-jwt-verify, which fetches over https alone: it is given the keys. */
async function verifyWith(verifierOf, { jwksUri, AccessToken, IdToken }) {
  const keys = await json(jwksUri);
  for (const [tokenUse, token, other] of [['id', IdToken, AccessToken], ['access', AccessToken, IdToken]]) {
    const verifier = verifierOf(tokenUse);
    verifier.cacheJwks(keys);
    const claims = await verifier.verify(token);
    assert.equal(claims.token_use, tokenUse);
    await assert.rejects(verifier.verify(forged(token)), JwtInvalidSignatureError);
    if (verifier instanceof CognitoJwtVerifier) {
      await assert.rejects(verifier.verify(other), JwtInvalidClaimError);
    }
  }
}

function cognitoVerifier({ UserPoolId, ClientId }) {
  return (tokenUse) => CognitoJwtVerifier.create({ userPoolId: UserPoolId, clientId: ClientId, tokenUse });
}

function verifierOfIssuer({ UserPoolId, ClientId, jwksUri }, issuer) {
  return (tokenUse) => JwtVerifier.create({
    issuer: `${issuer}/${UserPoolId}`, audience: tokenUse === 'id' ? ClientId : null, jwksUri: jwksUri.replace('http:', 'https:'),
  });
}

test('aws-jwt-verify and jose take the tokens of the issuer that AWS is', async () => {
  const tokens = await signedIn(AWS);
  await verifyWith(cognitoVerifier(tokens), tokens);
  await verifyByJose(tokens, 'https://cognito-idp.us-east-1.amazonaws.com');
});

test('aws-jwt-verify takes the tokens of a pool with the updated issuer', async () => {
  const tokens = await signedIn(AWS, { IssuerConfiguration: { Type: 'UPDATED' } });
  await verifyWith(cognitoVerifier(tokens), tokens);
  await verifyByJose(tokens, 'https://issuer-cognito-idp.us-east-1.amazonaws.com');
});

test('a verifier that discovers finds the issuer of the request', async () => {
  const tokens = await signedIn(BY_REQUEST);
  const issuer = `${BY_REQUEST}/${tokens.UserPoolId}`;
  const discovered = await json(`${issuer}/.well-known/openid-configuration`);
  assert.equal(discovered.issuer, issuer);
  assert.equal(discovered.jwks_uri, tokens.jwksUri);
  await verifyByJose({ ...tokens, jwksUri: discovered.jwks_uri }, BY_REQUEST);
  await verifyWith(verifierOfIssuer(tokens, BY_REQUEST), tokens);
});

test('the issuer is the URL that the option gives', async () => {
  const tokens = await signedIn(BY_URL);
  await verifyByJose(tokens, URL_OF_ISSUER);
  await verifyWith(verifierOfIssuer(tokens, URL_OF_ISSUER), tokens);
});

test('tokens of every issuer are good for the API until they are revoked, and refreshed ones have the same', async () => {
  for (const endpoint of [AWS, BY_REQUEST, BY_URL]) {
    const { client, UserPoolId, ClientId, AccessToken, RefreshToken } = await signedIn(endpoint);
    const { Username } = await client.send(new GetUserCommand({ AccessToken }));
    assert.equal(Username, 'ada');
    const { AuthenticationResult } = await client.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    const issuerOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).iss;
    assert.equal(issuerOf(AuthenticationResult.AccessToken), issuerOf(AccessToken));
    await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: 'ada' }));
    await refusal(client.send(new GetUserCommand({ AccessToken })), NotAuthorizedException, 'Access Token has been revoked');
  }
});

test('a refresh token looks as those of AWS', async () => {
  const { RefreshToken } = await signedIn(AWS);
  assert.equal(RefreshToken.split('.').length, 5);
  assert.deepEqual(decodeProtectedHeader(RefreshToken), { cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' });
});
