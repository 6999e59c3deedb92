// A person signs up, confirms by the code of the outbox, and is signed in.
import assert from 'node:assert/strict';
import { otherThan, PASSWORD } from '../people.mjs';
import { CLASSIC, EMAIL } from '../sign_in_pages.mjs';
import { inEachLook, signedIn } from './walks.mjs';

const TO_SIGN_UP = { [CLASSIC]: 'Sign up', other: 'Create an account' };
const RESEND = { [CLASSIC]: 'Resend it', other: 'Send a new code' };
const of = (words, version) => words[version] ?? words.other;
const REQUIRED_NAME = [{ Name: 'given_name', Required: true, AttributeDataType: 'String' }];

inEachLook('a person signs up, confirms and is signed in', async (t, { version, open }) => {
  const { app, person } = await open({ pool: { Schema: REQUIRED_NAME }, scopes: ['openid', 'email', 'profile'] });
  await person.push(of(TO_SIGN_UP, version));
  assert.equal(person.path(), '/signup');
  await person.send({ username: EMAIL, 'requiredAttributes[given_name]': 'Ada', password: 'weak' });
  assert.match(await person.alert(), /^Password did not conform with policy/);
  assert.equal(await person.field('username').inputValue(), EMAIL);
  assert.equal(await person.field('requiredAttributes[given_name]').inputValue(), 'Ada');
  assert.equal(await person.field('password').inputValue(), '');

  await person.send({ password: PASSWORD });
  assert.equal(person.path(), '/confirm');
  const first = await app.outbox.code('CustomMessage_SignUp');
  await person.send({ verification_code: otherThan(first) });
  assert.equal(await person.alert(), 'Invalid verification code provided, please try again.');
  await person.push(of(RESEND, version));
  const second = await app.outbox.code('CustomMessage_ResendCode');
  await person.send({ verification_code: second });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('a name that is taken is told, and the way back leads to the sign-in page', async (t, { open }) => {
  const { app, person } = await open();
  for (const round of ['first', 'second']) {
    await person.page.goto(person.page.url().replace(/\/(login|confirm)\?/, '/signup?'));
    await person.send({ username: EMAIL, password: PASSWORD });
    assert.equal(person.path(), round === 'first' ? '/confirm' : '/signup');
  }
  assert.equal(await person.alert(), 'An account with the given email already exists.');
  await person.push('Sign in');
  assert.equal(person.path(), '/login');

  // Who left before confirming is asked for the code again.
  await person.signIn();
  assert.equal(person.path(), '/confirm');
  await person.send({ verification_code: await app.outbox.code('CustomMessage_SignUp') });
  assert.equal(person.path(), '/login');
  await person.send({ password: PASSWORD });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('a person signs up and confirms by keyboard alone', async (t, { version, open }) => {
  const { app, person } = await open({ pool: { Schema: REQUIRED_NAME } });
  await person.pushByKeyboard(of(TO_SIGN_UP, version));
  assert.equal(person.path(), '/signup');
  await person.sendByKeyboard({ username: EMAIL, 'requiredAttributes[given_name]': 'Ada', password: PASSWORD });
  assert.equal(person.path(), '/confirm');
  await app.outbox.code('CustomMessage_SignUp');
  await person.pushByKeyboard(of(RESEND, version));
  const code = await app.outbox.code('CustomMessage_ResendCode');
  await person.sendByKeyboard({ verification_code: code });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});
