// samlify as the SAML provider that a pool's people sign in through: another maker of signatures and encrypted assertions, and one whose
// answers can be bent.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DescribeIdentityProviderCommand } from '@aws-sdk/client-cognito-identity-provider';
import samlify from 'samlify';
import { openBrowser, openPage, Person, serve } from '../sign_in_pages.mjs';
import { openClient } from '../support.mjs';
import { entityIdOf, FederatedPool, SAML_ACS } from './federated_pool.mjs';

const admin = openClient();
const browser = await openBrowser();
const { Constants, IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } = samlify;
setSchemaValidator({ validate: async () => 'not checked here' });

const folder = mkdtempSync(join(tmpdir(), 'rockpool-samlify-'));
after(() => rmSync(folder, { recursive: true }));
execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=idp', '-days', '30',
  '-keyout', join(folder, 'key'), '-out', join(folder, 'certificate')], { stdio: 'ignore' });
const file = (name) => readFileSync(join(folder, name), 'utf8');

let answer;  // to a request: by the test that runs
const origin = await serve(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname !== '/sso') {  // the browser asks for an icon, too
    response.writeHead(404).end();
    return;
  }
  const query = Object.fromEntries(searchParams);
  const SAMLResponse = await answer(query);
  const field = (name, value) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`;
  response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<title>Upstream</title><form method="post" action="${SAML_ACS}">
    ${field('SAMLResponse', SAMLResponse)}${field('RelayState', query.RelayState)}<button>Continue</button></form>`);
});
const ENTITY_ID = `${origin}/idp`;

function makeIdp(settings = {}) {
  return IdentityProvider({
    entityID: ENTITY_ID, privateKey: file('key'), signingCert: file('certificate'),
    nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    singleSignOnService: [{ Binding: Constants.namespace.binding.redirect, Location: `${origin}/sso` }],
    loginResponseTemplate: {
      context: SamlLib.defaultLoginResponseTemplate.context,
      attributes: [{ name: 'mail', valueTag: 'mail', nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic', valueXsiType: 'xs:string' }],
    },
    ...settings,
  });
}

const signed = makeIdp();

async function poolWith(details = {}) {
  const pool = await FederatedPool.create(admin);
  await pool.addProvider('SAML', { MetadataFile: signed.getMetadata(), ...details }, { email: 'mail' });
  return pool;
}

/** How that provider answers requests of the pool about `ada`; `bend` may change the values that the response is made of. */
function answerAs(idp, pool, party = {}, bend = (values) => values) {
  const sp = ServiceProvider({
    entityID: entityIdOf(pool.id), wantAssertionsSigned: true,
    assertionConsumerService: [{ Binding: Constants.namespace.binding.post, Location: SAML_ACS }], ...party,
  });
  answer = async (query) => {
    const { extract } = await idp.parseLoginRequest(sp, 'redirect', { query });
    const { context } = await idp.createLoginResponse(sp, { extract }, 'post', {}, (template) => {
      const now = Date.now();
      const at = (seconds) => new Date(now + seconds * 1000).toISOString();
      const values = bend({
        ID: `_${crypto.randomUUID()}`, AssertionID: `_${crypto.randomUUID()}`, Destination: SAML_ACS, Audience: entityIdOf(pool.id),
        SubjectRecipient: SAML_ACS, Issuer: ENTITY_ID, IssueInstant: at(0), StatusCode: Constants.StatusCode.Success,
        ConditionsNotBefore: at(0), ConditionsNotOnOrAfter: at(300), SubjectConfirmationDataNotOnOrAfter: at(300),
        NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', NameID: 'ada', InResponseTo: extract.request.id,
        AuthnStatement: '', attrMail: 'ada@example.com',
      }, at);
      return { id: values.ID, context: SamlLib.replaceTagsByValue(template, values) };
    });
    return context;
  };
}

async function signIn(t, pool) {
  const person = new Person(await openPage(t, browser));
  await person.page.goto(pool.authorizeUrl());
  await person.push('Continue');
  return person;
}

for (const [what, party, settings] of [
  ['signs assertions', {}],
  ['signs responses', { wantAssertionsSigned: false, wantMessageSigned: true }],
  ['signs both', { wantMessageSigned: true }],
  ['signs with SHA-512', {}, { requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512' }],
]) {
  test(`a samlify that ${what} is believed`, async (t) => {
    const pool = await poolWith();
    answerAs(makeIdp(settings), pool, party);
    const claims = await pool.claimsOf(await signIn(t, pool));
    assert.deepEqual([claims['cognito:username'], claims.email], ['Upstream_ada', 'ada@example.com']);
  });
}

test('a samlify that encrypts for the provider\'s certificate is read', async (t) => {
  const pool = await poolWith({ EncryptedResponses: 'true' });
  const { IdentityProvider: { ProviderDetails } } = await admin.send(
    new DescribeIdentityProviderCommand({ UserPoolId: pool.id, ProviderName: 'Upstream' }));
  answerAs(makeIdp({ isAssertionEncrypted: true, dataEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc' }), pool,
    { encryptCert: ProviderDetails.ActiveEncryptionCertificate });
  assert.equal((await pool.claimsOf(await signIn(t, pool))).email, 'ada@example.com');
});

for (const [what, bend, tail] of [
  ['for another audience', (values) => ({ ...values, Audience: 'urn:amazon:cognito:sp:us-east-1_another' }), 'Audience restriction is not valid'],
  ['for another recipient', (values) => ({ ...values, SubjectRecipient: 'https://elsewhere.example/acs' }), 'Recipient is not valid'],
  ['to another request', (values) => ({ ...values, InResponseTo: '_another' }), 'InResponseTo does not match the request'],
  ['that has expired', (values, at) => ({ ...values, ConditionsNotBefore: at(-1200), ConditionsNotOnOrAfter: at(-600) }), 'Assertion is expired'],
  ['of later', (values, at) => ({ ...values, ConditionsNotBefore: at(600), ConditionsNotOnOrAfter: at(1200) }), 'Assertion is not yet valid'],
]) {
  test(`an assertion ${what} is refused`, async (t) => {
    const pool = await poolWith();
    answerAs(signed, pool, {}, bend);
    assert.deepEqual(pool.refusalOf(await signIn(t, pool)),
      { error: 'server_error', description: `Invalid SAML response received: ${tail}` });
  });
}

test('an assertion that was changed after it was signed is refused', async (t) => {
  const pool = await poolWith();
  answerAs(signed, pool);
  const honest = answer;
  answer = async (query) => Buffer.from(
    Buffer.from(await honest(query), 'base64').toString('utf8').replace('ada@example.com', 'eve@example.com')).toString('base64');
  const { error, description } = pool.refusalOf(await signIn(t, pool));
  assert.deepEqual([error, description.trim()], ['server_error', 'Invalid SAML response received: SAML Assertion signature is invalid.']);
});

test('an assertion by a stranger\'s key is refused', async (t) => {
  const pool = await poolWith();
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=idp', '-days', '30',
    '-keyout', join(folder, 'other.key'), '-out', join(folder, 'other.certificate')], { stdio: 'ignore' });
  answerAs(makeIdp({ privateKey: file('other.key'), signingCert: file('other.certificate') }), pool);
  assert.match(pool.refusalOf(await signIn(t, pool)).description, /signature is invalid/);
});
