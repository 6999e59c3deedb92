// The application of index.html. Pool, client and endpoint come in the query of its address; #state tells what came of the last click.
import { Amplify } from 'aws-amplify';
import { confirmSignUp, fetchAuthSession, getCurrentUser, signIn, signOut, signUp } from 'aws-amplify/auth';

const query = new URLSearchParams(location.search);
Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: query.get('pool'), userPoolClientId: query.get('client'), userPoolEndpoint: query.get('endpoint'),
    },
  },
});

const valueOf = (id) => document.getElementById(id).value;
const credentials = () => ({ username: valueOf('email'), password: valueOf('password') });
const sessionOf = async (options) => {
  const { tokens } = await fetchAuthSession(options);
  return `${tokens.idToken.payload.email} ${(await getCurrentUser()).userId} ${tokens.accessToken.payload.jti}`;
};

const actions = {
  signUp: async () => (await signUp({ ...credentials(), options: { userAttributes: { email: valueOf('email') } } })).nextStep.signUpStep,
  confirm: async () => (await confirmSignUp({ username: valueOf('email'), confirmationCode: valueOf('code') })).nextStep.signUpStep,
  signIn: async () => `${(await signIn(credentials())).nextStep.signInStep} ${await sessionOf()}`,
  refresh: async () => `REFRESHED ${await sessionOf({ forceRefresh: true })}`,
  signOut: async () => { await signOut({ global: true }); return 'SIGNED_OUT'; },
};

document.getElementById('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const state = document.getElementById('state');
  state.textContent = '';
  try {
    state.textContent = await actions[event.submitter.name]();
  } catch (error) {
    state.textContent = `${error.name}: ${error.message}`;
  }
});
