// What the tests of sign-in share: the outbox, an authenticator, and pools whose users are made by an administrator.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPool, endpointIn } from './support.mjs';

export const endpoint = endpointIn('TEST_ENDPOINT');
export const PASSWORD = 'Corr3ct-horse';
export const NEXT_PASSWORD = 'Batt3ry-staple';
export const PHONE = '+15555550100';

/** The messages to the users of one pool, each taken once. */
export class Outbox {
  #after = 0;

  constructor(pool) {
    this.pool = pool;
  }

  /** The next message, which must have that purpose; it is waited for. */
  async next(purpose) {
    const answer = await fetch(`${endpoint}/_rockpool/messages?pool=${this.pool}&after=${this.#after}&wait=10`);
    const { messages } = await answer.json();
    assert.ok(messages?.length, `the outbox has no ${purpose}`);
    const [message] = messages;
    this.#after = message.id;
    assert.equal(message.purpose, purpose);
    return message;
  }

  async code(purpose) {
    const { code } = await this.next(purpose);
    assert.match(code, /^[0-9]{6}$/);
    return code;
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator program shows (RFC 6238). A code is good once, and one of the step that follows is taken too. */
export function authenticatorCode(secret, stepsAhead = 0) {
  const bits = [...secret].map((digit) => BASE32.indexOf(digit).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + stepsAhead));
  const mac = createHmac('sha1', key).update(step).digest();
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

/** Six digits that are not the code of any step near this one. */
export function wrongAuthenticatorCode(secret) {
  const good = [-2, -1, 0, 1, 2].map((steps) => authenticatorCode(secret, steps));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !good.includes(code));
}

/** Six digits that are another code. */
export const otherThan = (code) => (code === '000000' ? '000001' : '000000');

/** A pool whose users sign up by e-mail, a client without a secret, and the pool's outbox. */
export async function signUpPool(client, { mfa, pool = {}, app = {} } = {}) {
  const UserPoolId = await createPool(client, { AutoVerifiedAttributes: ['email'], ...pool });
  if (mfa) {
    await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }));
  }
  const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'app', ...app }));
  return { UserPoolId, ClientId: UserPoolClient.ClientId, ClientSecret: UserPoolClient.ClientSecret, outbox: new Outbox(UserPoolId) };
}

export const totpMfa = (MfaConfiguration) => ({ MfaConfiguration, SoftwareTokenMfaConfiguration: { Enabled: true } });

export const smsMfa = {
  MfaConfiguration: 'OPTIONAL',
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sns', ExternalId: 'rock' } },
};

/** E-mail as a factor needs a sender of one's own. */
export const sendsAsItself = {
  EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', SourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/rock@example.com' },
};
const emailMfa = { EmailMfaConfiguration: { Message: 'Your code is {####}' } };
export const emailOrSms = { ...smsMfa, ...emailMfa };
export const emailOrApp = { ...totpMfa('ON'), ...emailMfa };

/** With Permanent: false he has to choose a new password. */
export async function addUser(client, UserPoolId, Username, attributes = {}, Permanent = true) {
  await client.send(new AdminCreateUserCommand({
    UserPoolId, Username, MessageAction: 'SUPPRESS',
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  }));
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent }));
}
