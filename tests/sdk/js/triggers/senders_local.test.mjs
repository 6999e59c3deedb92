// Without a KMS, a code is under a key that everybody knows: the lines of the README open it, run as they stand there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as sdk from '@aws-crypto/client-node';
import { AdminCreateUserCommand, ConfirmSignUpCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PASSWORD } from '../people.mjs';
import { client, passes, soon, triggeredPool } from './triggered.mjs';

const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
const snippet = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, text]) => text).find((text) => text.includes('RawAesKeyringNode'));
assert.ok(snippet, 'the README has no lines that decrypt a code');
const AsyncFunction = (async () => {}).constructor;
const run = new AsyncFunction('sdk', 'event', 'console', snippet.replace(/^import (\{[^}]+\}) from "@aws-crypto\/client-node";$/m, 'const $1 = sdk;'));

/** What the README's lines print. */
async function printed(event) {
  const lines = [];
  await run(sdk, event, { log: (text) => lines.push(String(text)) });
  return lines.join('\n');
}

test('the lines of the README print the code, and the temporary password of an invitation', async () => {
  const app = await triggeredPool({ CustomEmailSender: passes });
  await client.send(new SignUpCommand({
    ClientId: app.ClientId, Username: 'ada', Password: PASSWORD, UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
  }));
  const calls = app.calls.CustomEmailSender;
  const ConfirmationCode = await printed((await soon('the call', () => calls[0])).event);
  assert.match(ConfirmationCode, /^[0-9]{6}$/);
  await client.send(new ConfirmSignUpCommand({ ClientId: app.ClientId, Username: 'ada', ConfirmationCode }));
  await client.send(new AdminCreateUserCommand({
    UserPoolId: app.UserPoolId, Username: 'bob', TemporaryPassword: 'T3mporary-one', DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
  }));
  assert.equal(await printed((await soon('the invitation', () => calls[1])).event), 'T3mporary-one');
});
