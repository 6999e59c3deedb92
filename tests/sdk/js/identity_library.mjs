// amazon-cognito-identity-js as tests use it: with promises in the place of callbacks, and a storage for each test.
import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import cognito from 'amazon-cognito-identity-js';
import { authenticatorCode, endpoint, PASSWORD } from './people.mjs';

const { AuthenticationDetails, CognitoUser, CognitoUserPool } = cognito;

/** The library's storage, for one test alone. */
export class Storage {
  #items = new Map();
  setItem(key, value) { this.#items.set(key, value); }
  getItem(key) { return this.#items.get(key) ?? null; }
  removeItem(key) { this.#items.delete(key); }
  clear() { this.#items.clear(); }
}

/** Whoever has the same storage is on the same device. */
export function userOf({ UserPoolId, ClientId }, Username, storage = new Storage()) {
  const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint, Storage: storage });
  return new CognitoUser({ Username, Pool, Storage: storage });
}

/** Calls the library with its object of callbacks. Settles with [name of the callback, its arguments]; rejects by onFailure. */
export function answered(call) {
  return new Promise((resolve, reject) => {
    call(new Proxy({}, {
      get: (_, name) => (name === 'onFailure' ? reject : (...values) => resolve([name, ...values])),
    }));
  });
}

export function signIn(user, password = PASSWORD) {
  const details = new AuthenticationDetails({ Username: user.getUsername(), Password: password });
  return answered((callbacks) => user.authenticateUser(details, callbacks));
}

export async function signedIn(user, password = PASSWORD) {
  const [outcome, session] = await signIn(user, password);
  assert.equal(outcome, 'onSuccess');
  assert.ok(session.isValid());
  return session;
}

/** The library's (error, result) callbacks as a promise. */
export const call = (user, method, ...values) => promisify(user[method].bind(user))(...values);

export async function setUpAuthenticator(user) {
  const [, secret] = await answered((callbacks) => user.associateSoftwareToken({
    associateSecretCode: (code) => callbacks.associateSecretCode(code), onFailure: callbacks.onFailure,
  }));
  await answered((callbacks) => user.verifySoftwareToken(authenticatorCode(secret), 'phone', callbacks));
  return secret;
}
