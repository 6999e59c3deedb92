// Google, Facebook, Login with Amazon and Sign in with Apple as a relying party meets them: the shapes of their documented endpoints, over
// https, behind one port of loopback, and for browsers a page that asks whether the application may know who they are.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const HOSTS = [
  'accounts.google.com', 'www.googleapis.com', 'people.googleapis.com', 'www.facebook.com', 'graph.facebook.com', 'www.amazon.com',
  'api.amazon.com', 'appleid.apple.com',
];

const WHERE_BROWSERS_ARE_SENT = {
  'accounts.google.com': '/o/oauth2/v2/auth', 'www.facebook.com': '/v17.0/dialog/oauth', 'www.amazon.com': '/ap/oa',
  'appleid.apple.com': '/auth/authorize',
};
// As each tells an application that the person would not.
const CANCELLED = {
  'accounts.google.com': { error: 'access_denied' },
  'www.facebook.com': { error: 'access_denied', error_code: '200', error_reason: 'user_denied', error_description: 'Permissions error' },
  'www.amazon.com': { error: 'access_denied', error_description: 'Access not permitted.' },
  'appleid.apple.com': { error: 'user_cancelled_authorize' },
};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const page = (title, main) => ({ html: `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>${title}</title><main>${main}</main></html>` });
const hidden = (fields) => Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`).join('');

/** The page at which a person says yes or no, which keeps what the relying party asked. */
const consentPage = ({ host, query }) => page('Consent', `<h1>${host}</h1><form action="/consent">${hidden(query)}
  <button name="answer" value="yes">Continue as Ada</button> <button name="answer" value="no">Cancel</button></form>`);

/** The way back: a redirect, or a form that posts itself where the relying party asked for one. */
function wayBack({ host, query: { answer, redirect_uri, state, response_mode } }, user) {
  const fields = { ...answer === 'yes' ? { code: `a-code-of-${host}`, ...user && { user: JSON.stringify(user) } } : CANCELLED[host], state };
  return response_mode === 'form_post'
    ? page('Back', `<form method="post" action="${escaped(redirect_uri)}">${hidden(fields)}</form><script>document.forms[0].submit()</script>`)
    : { location: `${redirect_uri}?${new URLSearchParams(fields)}` };
}

/** The services. `asked` are the requests, oldest first; `say` is what they say of the person who has the code. */
export async function startSocialServices() {
  const folder = mkdtempSync(join(tmpdir(), 'rockpool-social-'));
  after(() => rmSync(folder, { recursive: true }));
  const at = (name) => join(folder, name);
  writeFileSync(at('names'), `subjectAltName=${HOSTS.map((host) => `DNS:${host}`).join(',')}`);
  const openssl = (...words) => execFileSync('openssl', words, { stdio: 'ignore' });
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=an authority of the test', '-days', '30', '-keyout', at('ca.key'), '-out', at('ca'));
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=social', '-keyout', at('key'), '-out', at('request'));
  openssl('x509', '-req', '-in', at('request'), '-CA', at('ca'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '30', '-extfile', at('names'), '-out', at('certificate'));

  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...await exportJWK(publicKey), kid: 'social-key', alg: 'RS256', use: 'sig' }] };
  const services = { asked: [], say: {}, authority: at('ca') };
  const idToken = (iss, audience) => new SignJWT(services.say.claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'social-key' }).setIssuer(iss).setAudience(audience).setIssuedAt().setExpirationTime('5m')
    .sign(privateKey);
  const tokens = async (form, iss) => ({
    access_token: 'an-access-token', token_type: 'Bearer', expires_in: 3599, id_token: await idToken(iss, form.client_id),
  });
  const discovery = (issuer, jwks_uri, token_endpoint) => ({
    issuer, jwks_uri, token_endpoint, authorization_endpoint: `${issuer}/authorize`, response_types_supported: ['code'],
  });
  const routes = {
    'GET accounts.google.com/.well-known/openid-configuration': () =>
      discovery('https://accounts.google.com', 'https://www.googleapis.com/oauth2/v3/certs', 'https://oauth2.googleapis.com/token'),
    'GET www.googleapis.com/oauth2/v3/certs': () => keys,
    'POST www.googleapis.com/oauth2/v4/token': ({ form }) => tokens(form, 'https://accounts.google.com'),
    'GET people.googleapis.com/v1/people/me': () => services.say.profile,
    'GET graph.facebook.com/v17.0/oauth/access_token': () => ({ access_token: 'an-access-token', token_type: 'bearer', expires_in: 5183944 }),
    'GET graph.facebook.com/v17.0/me': () => services.say.profile,
    'POST api.amazon.com/auth/o2/token': () => ({ access_token: 'an-access-token', token_type: 'bearer', expires_in: 3600, refresh_token: 'Atzr|x' }),
    'GET api.amazon.com/user/profile': () => services.say.profile,
    'GET appleid.apple.com/.well-known/openid-configuration': () =>
      discovery('https://appleid.apple.com', 'https://appleid.apple.com/auth/keys', 'https://appleid.apple.com/auth/token'),
    'GET appleid.apple.com/auth/keys': () => keys,
    'POST appleid.apple.com/auth/token': ({ form }) => tokens(form, 'https://appleid.apple.com'),
  };
  for (const [host, path] of Object.entries(WHERE_BROWSERS_ARE_SENT)) {
    routes[`GET ${host}${path}`] = consentPage;
    routes[`GET ${host}/consent`] = (one) => wayBack(one, services.say.user);
  }

  const server = createServer({ key: readFileSync(at('key')), cert: readFileSync(at('certificate')) }, async (request, response) => {
    const url = new URL(request.url, `https://${request.headers.host}`);
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString();
    const one = {
      what: `${request.method} ${url.host}${url.pathname}`, host: url.host, headers: request.headers, query: Object.fromEntries(url.searchParams), body,
      form: Object.fromEntries(new URLSearchParams(body)),
    };
    services.asked.push(one);
    const refusal = services.say.refusals?.[one.what];
    const [status, answer] = refusal ?? (routes[one.what] ? [200, await routes[one.what](one)] : [404, { error: 'nothing here' }]);
    if (answer.location) {
      response.writeHead(302, { Location: answer.location }).end();
    } else if (answer.html) {
      response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(answer.html);
    } else {
      response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
    }
  });
  after(() => { server.closeAllConnections(); server.close(); });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  services.port = server.address().port;
  services.requestsOf = (what) => services.asked.filter((one) => one.what === what);
  return services;
}

/** A rockpool for which those hosts are at the services: its address. */
export async function startRockpool(services) {
  const server = spawn(process.env.TEST_ROCKPOOL_BINARY, ['--port=0', '--database=:memory:', '--issuer=request', `--trusted-ca=${services.authority}`,
    `--connect-to=${HOSTS.map((host) => `${host}=127.0.0.1:${services.port}`).join(',')}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  after(() => server.kill('SIGTERM'));
  for await (const line of createInterface({ input: server.stdout })) {
    const url = line.match(/http:\/\/[\w.]+:\d+/);
    if (url) {
      server.stdout.resume();
      return url[0];
    }
  }
  throw new Error('rockpool does not start');
}
