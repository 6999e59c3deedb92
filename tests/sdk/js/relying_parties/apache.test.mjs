// Debian's mod_auth_openidc: an Apache that lets in who has signed in, and tells the application who that is.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addUser, PASSWORD } from '../people.mjs';
import { EMAIL, freePort, openBrowser, openPage, pagesPool, Person } from '../sign_in_pages.mjs';
import { openClient } from '../support.mjs';

const APACHE = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';

const admin = openClient();
const browser = await openBrowser();

for (const [path, debian] of [[APACHE, 'apache2-bin'], [`${MODULES}/mod_auth_openidc.so`, 'libapache2-mod-auth-openidc']]) {
  assert.ok(existsSync(path), `${path} is not there: Debian's package ${debian} brings it`);
}

const configuration = (folder, port, app, lines) => `
ServerRoot ${folder}
PidFile ${folder}/pid
Listen 127.0.0.1:${port}
ServerName localhost:${port}
ErrorLog ${folder}/log
LogLevel warn auth_openidc:debug
DocumentRoot ${folder}/pages
Mutex file:${folder}
${['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'headers', 'auth_openidc']
    .map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
OIDCProviderMetadataURL ${app.issuer}/.well-known/openid-configuration
OIDCClientID ${app.ClientId}
OIDCRedirectURI http://localhost:${port}/callback
OIDCCryptoPassphrase a-secret-of-the-test
OIDCScope "openid email"
OIDCRemoteUserClaim email
OIDCPKCEMethod S256
OIDCCookieSameSite On
${lines.join('\n')}
ForceType text/html
<Location />
  AuthType openid-connect
  Require valid-user
  Header set X-Signed-In "expr=%{REMOTE_USER}"
</Location>
`;

/** A running Apache that asks the pool who somebody is. */
async function startApache(t, port, app, lines = []) {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-apache-'));
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'pages/members.html'), '<title>Only for members</title>');
  writeFileSync(join(folder, 'apache.conf'), configuration(folder, port, app, lines));
  const log = () => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '');
  const apache = spawn(APACHE, ['-D', 'FOREGROUND', '-f', join(folder, 'apache.conf')], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise((resolve) => { apache.on('exit', resolve); });
  t.after(async () => {
    apache.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, maxRetries: 3 });
  });
  for (let tries = 0; !log().includes('resuming normal operations'); ++tries) {
    assert.ok(tries < 200 && apache.exitCode === null, `Apache does not start\n${log()}`);
    await sleep(50);
  }
  return { site: `http://localhost:${port}/members.html`, log };
}

for (const [name, app, lines] of [
  ['a secret in the Authorization header', { GenerateSecret: true }, ['OIDCProviderTokenEndpointAuth client_secret_basic']],
  ['a secret in the body', { GenerateSecret: true }, ['OIDCProviderTokenEndpointAuth client_secret_post']],
  ['no secret', {}, ['OIDCProviderTokenEndpointAuth none']],
]) {
  test(`mod_auth_openidc with ${name} lets in who has signed in, and nobody else`, async (t) => {
    const port = await freePort();
    const made = await pagesPool(admin, { callbacks: [`http://localhost:${port}/callback`], app });
    await addUser(admin, made.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
    const secret = made.ClientSecret ? [`OIDCClientSecret ${made.ClientSecret}`] : [];
    const { site, log } = await startApache(t, port, made, [...lines, ...secret]);
    const person = new Person(await openPage(t, browser));
    await person.page.goto(site);
    assert.equal(person.path(), '/login', log());
    const [answer] = await Promise.all([person.page.waitForResponse(site), person.signIn(EMAIL, PASSWORD)]);
    assert.equal(person.page.url(), site, log());
    assert.equal(await person.page.title(), 'Only for members');
    assert.equal(answer.headers()['x-signed-in'], EMAIL);
    const stranger = await fetch(site, { redirect: 'manual' });
    assert.notEqual(stranger.status, 200);
  });
}
