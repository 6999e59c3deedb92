// aws-jwt-verify fetches a pool's keys itself, over https, where it is told their address.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { JwtVerifier } from 'aws-jwt-verify';
import { JwtInvalidSignatureError } from 'aws-jwt-verify/error';
import { SimpleFetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { addUser, endpoint } from '../people.mjs';
import { pagesPool } from '../sign_in_pages.mjs';
import { endpointIn, openClient } from '../support.mjs';

const admin = openClient();
const ca = readFileSync(endpointIn('TEST_CA_FILE'));

test('aws-jwt-verify verifies by the keys at a jwksUri', async () => {
  const { UserPoolId, ClientId, issuer } = await pagesPool(admin, { callbacks: ['http://localhost/'], pool: { UsernameAttributes: undefined } });
  await addUser(admin, UserPoolId, 'ada');
  const answer = await fetch(`${endpoint}/_rockpool/tokens`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ UserPoolId, ClientId, Username: 'ada' }),
  });
  const { AuthenticationResult: { AccessToken, IdToken } } = await answer.json();
  const jwksUri = `https://localhost:${endpointIn('TEST_TLS_PORT')}/${UserPoolId}/.well-known/jwks.json`;
  // What NODE_EXTRA_CA_CERTS does for a program.
  const jwksCache = new SimpleJwksCache({ fetcher: new SimpleFetcher({ defaultRequestOptions: { ca } }) });
  const verifier = JwtVerifier.create({ issuer, audience: null, jwksUri }, { jwksCache });
  assert.equal((await verifier.verify(AccessToken)).username, 'ada');
  assert.equal((await verifier.verify(IdToken)).aud, ClientId);
  const [header, payload, signature] = AccessToken.split('.');
  const claims = Buffer.from(payload, 'base64url').toString().replaceAll('ada', 'eve');
  await assert.rejects(verifier.verify([header, Buffer.from(claims).toString('base64url'), signature].join('.')), JwtInvalidSignatureError);
});
