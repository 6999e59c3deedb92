// The functions of a service of the Serverless Framework, behind serverless-offline.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SignUpCommand, UserLambdaValidationException } from '@aws-sdk/client-cognito-identity-provider';
import { PASSWORD, signUpPool } from '../people.mjs';
import { freePort } from '../sign_in_pages.mjs';
import { refusal } from '../support.mjs';
import { claimsOf, client, signIn } from './sign_in.mjs';

const folder = fileURLToPath(new URL('../../serverless', import.meta.url));
const port = process.env.TEST_FUNCTIONS_PORT;
const LIMIT_MILLIS = 300_000;  // it loads hundreds of packages: seconds on an idle machine, over a minute on a busy one

/** Starts it with its functions at the port that the server knows; it is ready once it answers. */
async function startOffline() {
  const home = mkdtempSync(join(tmpdir(), 'rockpool-serverless-'));  // it would write its settings into the person's own
  const child = spawn(process.execPath, ['node_modules/serverless/bin/serverless.js', 'offline', 'start', '--host', '127.0.0.1',
    '--lambdaPort', port, '--httpPort', String(await freePort())], {
    cwd: folder, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: '1', SLS_TELEMETRY_DISABLED: '1', SLS_TRACKING_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off', HOME: home },
  });
  after(() => { child.kill(); rmSync(home, { recursive: true, force: true }); });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => { said += piece; });
  }
  for (const deadline = Date.now() + LIMIT_MILLIS; ; await new Promise((resolve) => { setTimeout(resolve, 200); })) {
    assert.equal(child.exitCode, null, said);
    assert.ok(Date.now() < deadline, `serverless-offline is not ready: ${said}`);
    if (await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false)) {
      return;
    }
  }
}

await startOffline();
const arnOf = (name) => `arn:aws:lambda:us-east-1:123456789012:function:rockpool-tests-${name}`;

test('a service of the Serverless Framework confirms, refuses and adds claims', async () => {
  const app = await signUpPool(client, {
    pool: { LambdaConfig: { PreSignUp: arnOf('pre-sign-up'), PreTokenGeneration: arnOf('pre-token-generation') } },
    app: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  });
  const signUp = (Username, Value) => client.send(new SignUpCommand({
    ClientId: app.ClientId, Username, Password: PASSWORD, UserAttributes: [{ Name: 'email', Value }],
  }));
  assert.equal((await signUp('ada', 'ada@example.com')).UserConfirmed, true);
  await refusal(signUp('bob', 'bob@elsewhere.example'), UserLambdaValidationException, 'PreSignUp failed with error Nobody from there.');
  assert.equal(claimsOf(await signIn(app, 'ada')).id.tenant, 'example.com');
});
