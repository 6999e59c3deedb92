// A browser at managed login, of both looks, in a pool with functions: their refusals are shown, their texts sent, their claims in tokens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { addUser, endpoint, NEXT_PASSWORD, PASSWORD, sendsAsItself } from '../people.mjs';
import { authorizeUrl, CLASSIC, EMAIL, MANAGED, openBrowser, openLanding, openPage, pagesPool, Person } from '../sign_in_pages.mjs';
import { answers, client, events, lambdas, messagesTo, passes, userOf } from './triggered.mjs';

const browser = await openBrowser();
const { callback, signedOut } = await openLanding();

/** A test for each look. `open(handlers)` makes a pool with these functions, and leads a person to its sign-in page. */
function inEachLook(name, walk) {
  for (const [version, look] of [[CLASSIC, 'classic'], [MANAGED, 'managed login']]) {
    test(`${name}: ${look}`, (t) => walk(async (handlers) => {
      const { LambdaConfig, calls } = lambdas(handlers);
      const app = await pagesPool(client, { version, callbacks: [callback], signedOut: [signedOut], pool: { LambdaConfig, ...sendsAsItself } });
      const person = new Person(await openPage(t, browser));
      await person.page.goto(authorizeUrl(app, callback, { state: 'here' }));
      return { app: { ...app, calls }, person };
    }));
  }
}

const toSignUp = ({ page }) => page.goto(page.url().replace('/login?', '/signup?'));

/** The claims of the ID token that the application gets. */
async function signedIn(person, { ClientId }) {
  const { code } = person.landedAt(callback);
  const answer = await fetch(`${endpoint}/oauth2/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', client_id: ClientId, redirect_uri: callback, code }),
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return decodeJwt(JSON.parse(text).id_token);
}

inEachLook('a person signs up whom PreSignUp looks at, gets a code in the words of CustomMessage, and claims of PreTokenGeneration', async (open) => {
  const { app, person } = await open({
    PreSignUp: (event) => {
      if (event.request.userAttributes.email.endsWith('@elsewhere.example')) {
        throw new Error('Nobody from there');
      }
      return event;
    },
    CustomMessage: answers({ emailMessage: 'Welcome: {####}', emailSubject: 'Hello' }),
    PostConfirmation: passes, PreAuthentication: passes, PostAuthentication: passes,
    PreTokenGeneration: answers({ claimsOverrideDetails: { claimsToAddOrOverride: { tenant: 'blue' } } }),
  });
  await toSignUp(person);
  await person.send({ username: 'bob@elsewhere.example', password: PASSWORD });
  assert.match(await person.alert(), /^PreSignUp failed with error Nobody from there\./);
  await person.send({ username: EMAIL, password: PASSWORD });
  const { subject, body, code } = await app.outbox.next('CustomMessage_SignUp');
  assert.deepEqual([subject, body], ['Hello', `Welcome: ${code}`]);
  await person.send({ verification_code: code });
  const claims = await signedIn(person, app);
  assert.deepEqual([claims.tenant, claims.email], ['blue', EMAIL]);
  events(app.calls.PreSignUp, 'PreSignUp_SignUp', 'PreSignUp_SignUp');
  events(app.calls.PostConfirmation, 'PostConfirmation_ConfirmSignUp');
  const [{ callerContext, userName }] = events(app.calls.PreTokenGeneration, 'TokenGeneration_HostedAuth');
  assert.deepEqual([callerContext.clientId, userName], [app.ClientId, claims['cognito:username']]);
});

inEachLook('a person whom PreSignUp confirms is signed in without a code', async (open) => {
  const { app, person } = await open({ PreSignUp: answers({ autoConfirmUser: true, autoVerifyEmail: true }), PostConfirmation: passes });
  await toSignUp(person);
  await person.send({ username: EMAIL, password: PASSWORD });
  assert.equal((await userOf(app, EMAIL)).UserStatus, 'CONFIRMED');
  assert.deepEqual(await messagesTo(app), []);
  if (person.path() === '/login') {  // where the sign-up leads back to the sign-in page
    await person.signIn();
  }
  assert.equal((await signedIn(person, app)).email, EMAIL);
  events(app.calls.PostConfirmation, 'PostConfirmation_ConfirmSignUp');
});

inEachLook('PreAuthentication and PostAuthentication refuse above the form', async (open) => {
  for (const trigger of ['PreAuthentication', 'PostAuthentication']) {
    const { app, person } = await open({ [trigger]: () => { throw new Error('Closed today'); } });
    await addUser(client, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
    await person.signIn();
    assert.equal(person.path(), '/login');
    assert.match(await person.alert(), new RegExp(`^${trigger} failed with error Closed today\\.`));
    events(app.calls[trigger], `${trigger}_Authentication`);
  }
});

inEachLook('PreTokenGeneration that fails is told to the application, and no code is issued', async (open) => {
  const { app, person } = await open({ PreTokenGeneration: () => { throw new Error('no tokens'); } });
  await addUser(client, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
  await person.signIn();
  const { code, error, error_description, state } = person.landedAt(callback);
  assert.deepEqual([code, error, state], [undefined, 'invalid_request', 'here']);
  assert.match(error_description, /^PreTokenGeneration failed with error no tokens\./);
});

inEachLook('what a function of tokens said is kept with the code, and asked again at a refresh', async (open) => {
  let tenant = 'blue';
  const { app, person } = await open({
    PreTokenGeneration: (event) => answers({ claimsOverrideDetails: { claimsToAddOrOverride: { tenant } } })(event),
  });
  await addUser(client, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
  await person.signIn();
  tenant = 'green';
  const exchange = (fields) => fetch(`${endpoint}/oauth2/token`, { method: 'POST', body: new URLSearchParams({ client_id: app.ClientId, ...fields }) });
  const { code } = person.landedAt(callback);
  const first = await (await exchange({ grant_type: 'authorization_code', redirect_uri: callback, code })).json();
  assert.equal(decodeJwt(first.id_token).tenant, 'blue');
  const second = await (await exchange({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).json();
  assert.equal(decodeJwt(second.id_token).tenant, 'green');
  events(app.calls.PreTokenGeneration, 'TokenGeneration_HostedAuth', 'TokenGeneration_RefreshTokens');
});

inEachLook('a forgotten password goes by CustomMessage and PostConfirmation', async (open) => {
  const { app, person } = await open({ CustomMessage: answers({ emailMessage: 'Again: {####}' }), PostConfirmation: passes });
  await addUser(client, app.UserPoolId, EMAIL, { email: EMAIL, email_verified: 'true' });
  await person.page.goto(person.page.url().replace('/login?', '/forgotPassword?'));
  await person.send({ username: EMAIL });
  const { body, code } = await app.outbox.next('CustomMessage_ForgotPassword');
  assert.equal(body, `Again: ${code}`);
  events(app.calls.CustomMessage, 'CustomMessage_ForgotPassword');
  await person.send({ verification_code: code, new_password: NEXT_PASSWORD, confirm_password: NEXT_PASSWORD });
  assert.equal(person.path(), '/login');
  const [{ callerContext, userName }] = events(app.calls.PostConfirmation, 'PostConfirmation_ConfirmForgotPassword');
  await person.signIn(EMAIL, NEXT_PASSWORD);
  assert.deepEqual([callerContext.clientId, userName], [app.ClientId, (await signedIn(person, app))['cognito:username']]);
});

inEachLook('a user of another directory is brought over at the sign-in page', async (open) => {
  const { app, person } = await open({
    UserMigration: answers({ userAttributes: { email: EMAIL, email_verified: 'true' }, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS' }),
  });
  await person.signIn();
  assert.equal((await signedIn(person, app)).email, EMAIL);
  events(app.calls.UserMigration, 'UserMigration_Authentication');
});
