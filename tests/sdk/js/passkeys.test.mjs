// Passkeys of real browser libraries, Amplify and @simplewebauthn/browser, in Chromium with its virtual authenticator.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CompleteWebAuthnRegistrationCommand, InitiateAuthCommand, ListWebAuthnCredentialsCommand, RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand, StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { openApplication } from './application.mjs';
import { addUser, PASSWORD, signUpPool } from './people.mjs';
import { openClient } from './support.mjs';

const admin = openClient();

/** A pool that allows passkeys, ada, and an application: `run` calls a function of it. */
async function open(t, authenticator) {
  const app = await signUpPool(admin, {
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
    app: { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  });
  await admin.send(new SetUserPoolMfaConfigCommand({
    UserPoolId: app.UserPoolId, WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
  }));
  await addUser(admin, app.UserPoolId, 'ada');
  return { ...app, run: await openApplication(t, app, authenticator) };
}

test('Amplify makes a passkey, lists it, signs in with it and deletes it', async (t) => {
  const { run } = await open(t);
  const byChoice = (preferredChallenge, more) => ({ username: 'ada', ...more, options: { authFlowType: 'USER_AUTH', preferredChallenge } });
  assert.ok((await run('signIn', byChoice('PASSWORD', { password: PASSWORD }))).isSignedIn);
  await run('associateWebAuthnCredential');
  const { credentials: [passkey] } = await run('listWebAuthnCredentials');
  assert.equal(passkey.relyingPartyId, 'localhost');
  assert.equal(passkey.authenticatorAttachment, 'platform');
  assert.deepEqual(passkey.authenticatorTransports, ['internal']);
  await run('signOut');

  assert.ok((await run('signIn', byChoice('WEB_AUTHN'))).isSignedIn);
  assert.equal((await run('getCurrentUser')).username, 'ada');
  await run('signOut');

  const { nextStep } = await run('signIn', byChoice());
  assert.equal(nextStep.signInStep, 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
  assert.deepEqual(nextStep.availableChallenges, ['PASSWORD_SRP', 'PASSWORD', 'WEB_AUTHN']);
  assert.ok((await run('confirmSignIn', { challengeResponse: 'WEB_AUTHN' })).isSignedIn);

  await run('deleteWebAuthnCredential', { credentialId: passkey.credentialId });
  assert.deepEqual((await run('listWebAuthnCredentials')).credentials, []);
});

for (const [name, attachment, authenticator] of [
  ['of the machine', 'platform', {}], ['on a key', 'cross-platform', { transport: 'usb' }],
]) {
  test(`the options and answers are those of @simplewebauthn/browser, with a passkey ${name}`, async (t) => {
    const { ClientId, run } = await open(t, authenticator);
    const begun = await admin.send(new InitiateAuthCommand({
      ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'ada', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD },
    }));
    const { AccessToken } = begun.AuthenticationResult;
    const { CredentialCreationOptions } = await admin.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
    const Credential = await run('startRegistration', { optionsJSON: CredentialCreationOptions });
    assert.equal(Credential.authenticatorAttachment, attachment);
    await admin.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
    const { Credentials: [kept] } = await admin.send(new ListWebAuthnCredentialsCommand({ AccessToken }));
    assert.equal(kept.CredentialId, Credential.id);
    assert.equal(kept.AuthenticatorAttachment, attachment);
    assert.deepEqual(kept.AuthenticatorTransports, Credential.response.transports);

    const { CredentialCreationOptions: again } = await admin.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
    await assert.rejects(run('startRegistration', { optionsJSON: again }), /InvalidStateError|previously registered/, 'it is excluded');

    for (let times = 0; times < 2; times += 1) {
      const asked = await admin.send(new InitiateAuthCommand({
        ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'ada', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
      }));
      const optionsJSON = JSON.parse(asked.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS);
      const proof = await run('startAuthentication', { optionsJSON });
      const done = await admin.send(new RespondToAuthChallengeCommand({
        ClientId, ChallengeName: asked.ChallengeName, Session: asked.Session,
        ChallengeResponses: { USERNAME: 'ada', CREDENTIAL: JSON.stringify(proof) },
      }));
      assert.ok(done.AuthenticationResult.IdToken);
    }
  });
}

test('a page of another origin gets no passkey of this one', async (t) => {
  const { ClientId, UserPoolId, run } = await open(t);
  await admin.send(new SetUserPoolMfaConfigCommand({
    UserPoolId, WebAuthnConfiguration: { RelyingPartyId: 'app.example', UserVerification: 'preferred' },
  }));
  const begun = await admin.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'ada', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD },
  }));
  const { AccessToken } = begun.AuthenticationResult;
  const { CredentialCreationOptions } = await admin.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
  await assert.rejects(run('startRegistration', { optionsJSON: CredentialCreationOptions }), /SecurityError|relying party|RP ID/);
  // Chromium would answer for its own relying party: what it says then is refused by the server.
  const own = { ...CredentialCreationOptions, rp: { id: 'localhost', name: 'localhost' } };
  const Credential = await run('startRegistration', { optionsJSON: own });
  await assert.rejects(admin.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential })), {
    name: 'WebAuthnRelyingPartyMismatchException',
  });
});
