// A person signs in, has forgotten the password, or got one from an administrator.
import assert from 'node:assert/strict';
import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { addUser, NEXT_PASSWORD, otherThan, PASSWORD } from '../people.mjs';
import { EMAIL } from '../sign_in_pages.mjs';
import { admin, inEachLook, signedIn } from './walks.mjs';

const MAIL = { email: EMAIL, email_verified: 'true' };

inEachLook('a person mistypes the password, then signs in', async (t, { open }) => {
  const { app, person } = await open();
  await addUser(admin, app.UserPoolId, EMAIL, MAIL);
  assert.equal(person.path(), '/login');
  await person.signIn(EMAIL, 'wr0ng-Horse');
  assert.equal(await person.alert(), 'Incorrect username or password.');
  assert.equal(await person.field('username').inputValue(), EMAIL);
  assert.equal(await person.field('password').inputValue(), '');
  await person.send({ password: PASSWORD });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('a person with a temporary password chooses one of his own', async (t, { open }) => {
  const { app, person } = await open();
  await admin.send(new AdminCreateUserCommand({
    UserPoolId: app.UserPoolId, Username: EMAIL, UserAttributes: Object.entries(MAIL).map(([Name, Value]) => ({ Name, Value })),
  }));
  const { temporary_password: temporary } = await app.outbox.next('CustomMessage_AdminCreateUser');
  await person.signIn(EMAIL, temporary);
  assert.equal(person.path(), '/changePassword');
  await person.send({ new_password: PASSWORD, confirm_password: NEXT_PASSWORD });
  assert.equal(await person.alert(), 'The passwords do not match.');
  await person.send({ new_password: 'weak', confirm_password: 'weak' });
  assert.match(await person.alert(), /^Password did not conform with policy/);
  await person.send({ new_password: PASSWORD, confirm_password: PASSWORD });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('a person who has forgotten the password sets another by a code', async (t, { open }) => {
  const { app, person } = await open();
  await addUser(admin, app.UserPoolId, EMAIL, MAIL);
  await person.push('Forgot your password?');
  assert.equal(person.path(), '/forgotPassword');
  await person.field('username').fill(EMAIL);
  await person.push('Reset my password');
  assert.equal(person.path(), '/confirmforgotPassword');
  const code = await app.outbox.code('CustomMessage_ForgotPassword');
  const send = (verification_code) => person.send({ verification_code, new_password: NEXT_PASSWORD, confirm_password: NEXT_PASSWORD });
  await send(otherThan(code));
  assert.equal(await person.alert(), 'Invalid verification code provided, please try again.');
  await send(code);
  assert.equal(person.path(), '/login');
  assert.match(await person.page.locator('[role=status]:visible').innerText(), /^Your password has been changed/);
  await person.signIn(EMAIL, PASSWORD);
  assert.equal(await person.alert(), 'Incorrect username or password.');
  await person.send({ password: NEXT_PASSWORD });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('the pages are used by keyboard alone', async (t, { open }) => {
  const { app, person } = await open();
  await addUser(admin, app.UserPoolId, EMAIL, MAIL);
  await person.sendByKeyboard({ username: EMAIL, password: PASSWORD });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});
