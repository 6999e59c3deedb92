// What people do to pages: two tabs, the back button, two clicks, a long pause, and coming again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addUser, PASSWORD, NEXT_PASSWORD } from '../people.mjs';
import { authorizeUrl, EMAIL, MANAGED, openPage, Person } from '../sign_in_pages.mjs';
import { admin, advance, browser, callback, inEachLook, signedIn, signedOut } from './walks.mjs';

const MAIL = { email: EMAIL, email_verified: 'true' };

async function openWithUser(open, settings) {
  const opened = await open(settings);
  await addUser(admin, opened.app.UserPoolId, EMAIL, MAIL);
  return opened;
}

inEachLook('the form of the first of two tabs is shown again, and then works', async (t, { open }) => {
  const { app, person } = await openWithUser(open);
  const second = new Person(await person.page.context().newPage());
  await second.page.goto(person.page.url());
  await person.signIn();
  assert.equal(person.path(), '/login');
  assert.equal(await person.alert(), 'This form was out of date. Please try again.');
  assert.equal(await person.field('username').inputValue(), EMAIL);
  assert.equal(await person.field('password').inputValue(), '');
  await person.send({ password: PASSWORD });
  assert.equal((await signedIn(person, app)).email, EMAIL);

  // The other tab is signed in as well, once it is loaded again.
  await second.page.reload();
  assert.equal((await signedIn(second, app)).email, EMAIL);
});

inEachLook('the back button leads on to the application, with a code of its own', async (t, { open }) => {
  const { app, person } = await openWithUser(open);
  await person.signIn();
  const { code } = person.landedAt(callback);
  await person.page.goBack();
  assert.notEqual(person.landedAt(callback).code, code);
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('back from the new password the name and password are asked for again', async (t, { open }) => {
  const { app, person } = await open();
  await addUser(admin, app.UserPoolId, EMAIL, MAIL, false);
  await person.signIn();
  assert.equal(person.path(), '/changePassword');
  await person.page.goBack();
  assert.equal(person.path(), '/login');
  await person.signIn();
  assert.equal(person.path(), '/changePassword');
  await person.send({ new_password: NEXT_PASSWORD, confirm_password: NEXT_PASSWORD });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('two clicks on the button sign in once, or show a form that does', async (t, { open }) => {
  const { app, person } = await openWithUser(open);
  const { page } = person;
  await person.field('username').fill(EMAIL);
  await person.field('password').fill(PASSWORD);
  await page.locator('[type=submit]:visible').first().click({ clickCount: 2, noWaitAfter: true });
  const landed = page.waitForURL(`${callback}?*`).then(() => true);
  const shown = page.locator('[role=alert]:visible').waitFor().then(() => false);
  if (!await Promise.any([landed, shown])) {
    await person.signIn();
  }
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('whoever waits too long in the midst of it begins again', async (t, { open }) => {
  const { app, person } = await open();
  await addUser(admin, app.UserPoolId, EMAIL, MAIL, false);
  await person.signIn();
  assert.equal(person.path(), '/changePassword');
  await advance(301);
  await person.send({ new_password: NEXT_PASSWORD, confirm_password: NEXT_PASSWORD });
  assert.notEqual(new URL(person.page.url()).origin, new URL(callback).origin);
  assert.match(await person.page.locator('main').innerText(), /Your sign-in took too long or was interrupted/);
  await person.page.goto(authorizeUrl(app, callback, { state: 'where I was' }));
  await person.signIn();
  await person.send({ new_password: NEXT_PASSWORD, confirm_password: NEXT_PASSWORD });
  assert.equal((await signedIn(person, app)).email, EMAIL);
});

inEachLook('a session signs in silently for an hour, and ends at sign-out', async (t, { open }) => {
  const { app, person } = await openWithUser(open);
  const come = () => person.page.goto(authorizeUrl(app, callback, { state: 'where I was' }));
  await person.signIn();
  const first = await signedIn(person, app);
  await come();
  const second = await signedIn(person, app);
  assert.equal(second.auth_time, first.auth_time);
  await advance(3601);
  await come();
  assert.equal(person.path(), '/login');
  await person.signIn();
  assert.ok((await signedIn(person, app)).auth_time > first.auth_time);
  const origin = new URL(authorizeUrl(app, callback)).origin;
  await person.page.goto(`${origin}/logout?${new URLSearchParams({ client_id: app.ClientId, logout_uri: signedOut })}`);
  assert.equal(person.page.url(), signedOut);
  await come();
  assert.equal(person.path(), '/login');
});

inEachLook('prompt decides whether a page is shown in managed login', async (t, { version, open }) => {
  const { app, person } = await openWithUser(open);
  const come = (prompt) => person.page.goto(authorizeUrl(app, callback, { state: 'where I was', prompt }));
  await come('none');
  if (version === MANAGED) {
    assert.deepEqual(person.landedAt(callback), { state: 'where I was', error: 'login_required' });
  } else {
    assert.equal(person.path(), '/login');
  }
  await person.page.goto(authorizeUrl(app, callback, { state: 'where I was' }));
  await person.signIn();
  await come('none');
  assert.equal((await signedIn(person, app)).email, EMAIL);
  await come('login');
  if (version === MANAGED) {
    assert.equal(person.path(), '/login');
    await person.signIn();
  }
  assert.equal((await signedIn(person, app)).email, EMAIL);
});
