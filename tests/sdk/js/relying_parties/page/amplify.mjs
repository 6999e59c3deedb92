// An application in the browser that signs in by Amplify's redirects. Its settings come in the query of its first address; #state
// tells what came of the last thing that happened.
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser, signInWithRedirect, signOut } from 'aws-amplify/auth';
import 'aws-amplify/auth/enable-oauth-listener';
import { Hub } from 'aws-amplify/utils';

const settings = JSON.parse(sessionStorage.getItem('settings') ?? 'null') ?? Object.fromEntries(new URLSearchParams(location.search));
sessionStorage.setItem('settings', JSON.stringify(settings));

const tell = (text) => { document.getElementById('state').textContent = text; };
const failed = (error) => tell(`${error.name}: ${error.message}`);

async function tellSession(options) {
  const { tokens } = await fetchAuthSession(options);
  const { email, aud } = tokens.idToken.payload;
  tell(`${email} ${aud} ${(await getCurrentUser()).userId} ${tokens.accessToken.payload.jti}`);
}

Hub.listen('auth', ({ payload }) => {
  if (payload.event === 'signInWithRedirect') {
    tellSession().catch(failed);
  } else if (payload.event === 'signInWithRedirect_failure') {
    failed(payload.data.error);
  }
});

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: settings.pool, userPoolClientId: settings.client, userPoolEndpoint: settings.endpoint,
      loginWith: {
        oauth: {
          domain: settings.domain, scopes: ['openid', 'email', 'aws.cognito.signin.user.admin'], responseType: 'code',
          redirectSignIn: [`${location.origin}/`], redirectSignOut: [`${location.origin}/signed-out`],
        },
      },
    },
  },
});

const actions = { signIn: () => signInWithRedirect(), refresh: () => tellSession({ forceRefresh: true }), signOut: () => signOut() };
for (const [name, act] of Object.entries(actions)) {
  document.querySelector(`button[name=${name}]`).addEventListener('click', () => {
    tell('');
    act().catch(failed);
  });
}
