// Debian's SimpleSAMLphp as the SAML provider that a pool's people sign in through: signed and encrypted responses, signed requests,
// single logout, and sign-ins that begin at the provider.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeIdentityProviderCommand, GetSigningCertificateCommand } from '@aws-sdk/client-cognito-identity-provider';
import { freePort, openBrowser, openPage, Person, VERSIONS } from '../sign_in_pages.mjs';
import { openClient } from '../support.mjs';
import { entityIdOf, FederatedPool, SAML_ACS, SAML_LOGOUT } from './federated_pool.mjs';

const WWW = '/usr/share/simplesamlphp/www';
assert.ok(existsSync(WWW), `${WWW} is not there: Debian's package simplesamlphp brings it`);

const admin = openClient();
const browser = await openBrowser();
const EMAIL_CLAIM = 'urn:oid:0.9.2342.19200300.100.1.3';
const UNSPECIFIED = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const MAPPING = { email: EMAIL_CLAIM, 'custom:groups': 'groups' };
const GROUPS = { Name: 'groups', AttributeDataType: 'String', Mutable: true, StringAttributeConstraints: { MinLength: '0', MaxLength: '200' } };

/** A running SimpleSAMLphp with one person, Ada. `trust` tells it of a relying party, in the words of its metadata. */
async function startProvider() {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-simplesamlphp-'));
  const at = (name) => join(folder, name);
  ['config', 'metadata', 'cert', 'log', 'data', 'tmp', 'sessions'].forEach((name) => mkdirSync(at(name)));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=idp', '-days', '30',
    '-keyout', at('cert/idp.pem'), '-out', at('cert/idp.crt')], { stdio: 'ignore' });
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const entityId = `${origin}/saml2/idp/metadata.php`;
  const php = (name, text) => writeFileSync(at(name), `<?php\n${text}\n`);
  php('config/config.php', `$config = [
    'baseurlpath' => '${origin}/', 'certdir' => '${folder}/cert/', 'loggingdir' => '${folder}/log/', 'datadir' => '${folder}/data/',
    'tempdir' => '${folder}/tmp', 'metadatadir' => '${folder}/metadata', 'secretsalt' => 'salt', 'auth.adminpassword' => 'x',
    'timezone' => 'UTC', 'logging.level' => 7, 'logging.handler' => 'file', 'enable.saml20-idp' => true, 'store.type' => 'phpsession',
    'session.phpsession.savepath' => '${folder}/sessions', 'session.phpsession.cookiename' => 'SSP', 'language.default' => 'en',
    'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true], 'metadata.sources' => [['type' => 'flatfile']],
  ];`);
  php('config/authsources.php', `$config = ['people' => ['exampleauth:UserPass', 'ada:secret' => [
    'uid' => ['Ada'], '${EMAIL_CLAIM}' => ['ada@example.com'], 'groups' => ['dev', 'ops & co']]]];`);
  php('metadata/saml20-idp-hosted.php', `$metadata['${entityId}'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.pem',
    'certificate' => 'idp.crt', 'auth' => 'people', 'userid.attribute' => 'uid'];`);
  php('metadata/saml20-sp-remote.php', `$metadata = json_decode(file_get_contents('${folder}/parties.json'), true);`);
  writeFileSync(at('parties.json'), '{}');
  const server = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', WWW], {
    env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: at('config') }, stdio: 'ignore',
  });
  const ended = new Promise((resolve) => { server.on('exit', resolve); });
  after(async () => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, maxRetries: 3 });
  });
  for (let tries = 0; !(await fetch(entityId).catch(() => null))?.ok; ++tries) {
    assert.ok(tries < 200 && server.exitCode === null, 'SimpleSAMLphp does not start');
    await sleep(50);
  }
  const parties = {};
  return {
    origin, entityId,
    log: () => (existsSync(at('log/simplesamlphp.log')) ? readFileSync(at('log/simplesamlphp.log'), 'utf8') : ''),
    trust(id, party) {
      parties[id] = { entityid: id, NameIDFormat: UNSPECIFIED, 'simplesaml.nameidattribute': 'uid', ...party };
      writeFileSync(at('parties.json'), JSON.stringify(parties));
    },
  };
}

const upstream = await startProvider();

/** A pool with SimpleSAMLphp as its provider, which knows it and the keys that the pool has for it. */
async function poolWith(details = {}, party = {}, version = undefined) {
  const pool = await FederatedPool.create(admin, { version, pool: { Schema: [GROUPS] } });
  await pool.addProvider('SAML', { MetadataURL: upstream.entityId, ...details }, MAPPING);
  const { IdentityProvider } = await admin.send(new DescribeIdentityProviderCommand({ UserPoolId: pool.id, ProviderName: 'Upstream' }));
  const { Certificate } = await admin.send(new GetSigningCertificateCommand({ UserPoolId: pool.id }));
  const key = (X509Certificate, use) => ({ type: 'X509Certificate', signing: use === 'signing', encryption: use === 'encryption', X509Certificate });
  upstream.trust(entityIdOf(pool.id), {
    AssertionConsumerService: [{ index: 0, isDefault: true, Binding: POST, Location: SAML_ACS }],
    SingleLogoutService: [{ Binding: POST, Location: SAML_LOGOUT }],
    keys: [key(Certificate, 'signing'), key(IdentityProvider.ProviderDetails.ActiveEncryptionCertificate, 'encryption')],
    ...party,
  });
  return pool;
}

async function signIn(t, pool, start = pool.authorizeUrl()) {
  const person = new Person(await openPage(t, browser));
  await person.page.goto(start);
  return identify(pool, person);
}

/** Says at SimpleSAMLphp who it is, and goes back with that. */
async function identify(pool, person) {
  await person.send({ username: 'ada', password: 'secret' });
  await person.page.waitForURL(`${pool.callback}*`).catch((error) => assert.fail(`${person.page.url()}\n${error}\n${upstream.log()}`));
  return person;
}

test('a person whom SimpleSAMLphp knows signs in, with the attributes that it says', async (t) => {
  const pool = await poolWith();
  const claims = await pool.claimsOf(await signIn(t, pool));
  assert.equal(claims['cognito:username'], 'Upstream_Ada');
  const [{ dateCreated, ...identity }] = claims.identities;
  assert.match(dateCreated, /^\d{13}$/);
  assert.deepEqual(identity, { userId: 'Ada', providerName: 'Upstream', providerType: 'SAML', issuer: upstream.entityId, primary: 'true' });
  const { attributes, UserStatus } = await pool.user('Upstream_Ada');
  assert.equal(UserStatus, 'EXTERNAL_PROVIDER');
  assert.equal(attributes.email, 'ada@example.com');
  assert.equal(attributes['custom:groups'], '[dev, ops+%26+co]');
});

for (const version of VERSIONS) {
  test(`a person whom SimpleSAMLphp knows signs in by the button of pages of version ${version}`, async (t) => {
    const pool = await poolWith({}, {}, version);
    const person = new Person(await openPage(t, browser));
    await person.page.goto(pool.signInUrl());
    await person.leave(() => person.page.locator('a[href*="identity_provider=Upstream"]:visible').click());
    assert.equal(new URL(person.page.url()).origin, upstream.origin);
    assert.equal((await pool.claimsOf(await identify(pool, person))).email, 'ada@example.com');
  });
}

for (const [what, party] of [
  ['signs the response alone', { 'saml20.sign.response': true, 'saml20.sign.assertion': false }],
  ['signs the assertion alone', { 'saml20.sign.response': false, 'saml20.sign.assertion': true }],
  ['signs with SHA-512', { 'signature.algorithm': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512' }],
  ['names people by addresses', { NameIDFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' }],
]) {
  test(`a SimpleSAMLphp that ${what} is believed`, async (t) => {
    const pool = await poolWith({}, party);
    assert.equal((await pool.claimsOf(await signIn(t, pool))).email, 'ada@example.com');
  });
}

test('a SimpleSAMLphp that signs nothing is not', async (t) => {
  const pool = await poolWith({}, { 'saml20.sign.response': false, 'saml20.sign.assertion': false });
  const { error, description } = pool.refusalOf(await signIn(t, pool));
  assert.equal(error, 'server_error');
  assert.match(description, /^Invalid SAML response received: .*signature is invalid/);
});

test('an encrypted response to a signed request is read', async (t) => {
  const pool = await poolWith({ EncryptedResponses: 'true', RequestSigningAlgorithm: 'rsa-sha256' },
    { 'assertion.encryption': true, 'validate.authnrequest': true });
  const started = new URL((await fetch(pool.authorizeUrl(), { redirect: 'manual' })).headers.get('location'));
  assert.equal(started.searchParams.get('SigAlg'), 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
  assert.equal((await pool.claimsOf(await signIn(t, pool))).email, 'ada@example.com');
});

test('a request that must be signed and is not goes no further than SimpleSAMLphp', async (t) => {
  const pool = await poolWith({}, { 'validate.authnrequest': true });
  const person = new Person(await openPage(t, browser));
  await person.page.goto(pool.authorizeUrl());
  assert.equal(await person.field('username').count(), 0);
  await pool.update({ ProviderDetails: { MetadataURL: upstream.entityId, RequestSigningAlgorithm: 'rsa-sha256' } });
  assert.equal((await pool.claimsOf(await signIn(t, pool))).email, 'ada@example.com');
});

test('a response that is to be encrypted and is not is refused', async (t) => {
  const pool = await poolWith({ EncryptedResponses: 'true' });
  assert.deepEqual(pool.refusalOf(await signIn(t, pool)),
    { error: 'server_error', description: 'Invalid SAML response received: Responses must contain exactly one Encrypted Assertion' });
});

test('metadata with another certificate counts from the next response on', async (t) => {
  const pool = await poolWith();
  await pool.claimsOf(await signIn(t, pool));
  const metadata = await (await fetch(upstream.entityId)).text();
  const { Certificate } = await admin.send(new GetSigningCertificateCommand({ UserPoolId: pool.id }));
  const stranger = metadata.replaceAll(/(<ds:X509Certificate>)[^<]*/g, `$1${Certificate}`);
  await pool.update({ ProviderDetails: { MetadataFile: stranger, MetadataURL: '' } });
  assert.match(pool.refusalOf(await signIn(t, pool)).description, /signature is invalid/);
  await pool.update({ ProviderDetails: { MetadataFile: metadata } });
  assert.equal((await pool.claimsOf(await signIn(t, pool))).email, 'ada@example.com');
});

test('who signs out is signed out of SimpleSAMLphp too, where the provider says so', async (t) => {
  const pool = await poolWith({ IDPSignout: 'true' }, { 'validate.logout': true, 'sign.logout': true });
  const person = await signIn(t, pool);
  await pool.claimsOf(person);
  await person.page.goto(pool.logoutUrl());
  await person.page.waitForURL(`${pool.signedOut}*`).catch((error) => assert.fail(`${person.page.url()}\n${error}\n${upstream.log()}`));
  await person.page.goto(pool.authorizeUrl());
  assert.equal(await person.field('username').count(), 1);
});

test('who signs out where the provider does not say so stays signed in at SimpleSAMLphp', async (t) => {
  const pool = await poolWith();
  const person = await signIn(t, pool);
  await person.page.goto(pool.logoutUrl());
  assert.ok(person.page.url().startsWith(pool.signedOut));
  await person.page.goto(pool.authorizeUrl());
  await person.page.waitForURL(`${pool.callback}*`);
});

test('a sign-in that begins at SimpleSAMLphp ends at the application, where the provider may begin it', async (t) => {
  const pool = await poolWith({ IDPInit: 'true' });
  const relayState = new URLSearchParams({
    identity_provider: 'Upstream', client_id: pool.app.ClientId, redirect_uri: pool.callback, response_type: 'code', scope: 'openid email',
    state: 'app-state',
  });
  const start = `${upstream.origin}/saml2/idp/SSOService.php?${new URLSearchParams({ spentityid: entityIdOf(pool.id), RelayState: relayState })}`;
  assert.equal((await pool.claimsOf(await signIn(t, pool, start))).email, 'ada@example.com');
  await pool.update({ ProviderDetails: { MetadataURL: upstream.entityId, IDPInit: 'false' } });
  const person = new Person(await openPage(t, browser));
  await person.page.goto(start);
  await person.send({ username: 'ada', password: 'secret' });
  await person.page.waitForURL('**/error*');
  assert.match(await person.page.locator('body').innerText(), /Invalid samlResponse or relayState from identity provider/);
});
