// An application in the browser that uses oidc-client-ts. Issuer and client come in the query of its first address; #state tells
// what came of the last click.
import { UserManager, WebStorageStateStore } from 'oidc-client-ts';

const settings = JSON.parse(sessionStorage.getItem('settings') ?? 'null') ?? Object.fromEntries(new URLSearchParams(location.search));
sessionStorage.setItem('settings', JSON.stringify(settings));

const manager = new UserManager({
  authority: settings.issuer, client_id: settings.client, redirect_uri: `${location.origin}/callback`, scope: 'openid email',
  loadUserInfo: true, automaticSilentRenew: false, revokeTokensOnSignout: true, revokeTokenTypes: ['refresh_token'],
  userStore: new WebStorageStateStore({ store: sessionStorage }),
});

const tell = (text) => { document.getElementById('state').textContent = text; };
const told = ({ profile, access_token: token }) => `${profile.email} ${profile.email_verified} ${profile.sub} ${token}`;

const actions = {
  signIn: () => manager.signinRedirect({ state: 'where I was' }),
  renew: async () => tell(told(await manager.signinSilent())),
  userInfo: async () => {
    const user = await manager.getUser();
    const address = await manager.metadataService.getUserInfoEndpoint();
    const answer = await fetch(address, { headers: { Authorization: `Bearer ${user.access_token}` } });
    tell(`${answer.status} ${(await answer.json()).email}`);
  },
  revoke: async () => { await manager.revokeTokens(['refresh_token']); tell('REVOKED'); },
  signOut: () => manager.signoutRedirect({ extraQueryParams: { client_id: settings.client, logout_uri: `${location.origin}/` } }),
};

for (const [name, act] of Object.entries(actions)) {
  document.querySelector(`button[name=${name}]`).addEventListener('click', async () => {
    tell('');
    try {
      await act();
    } catch (error) {
      tell(`${error.name}: ${error.message}`);
    }
  });
}

if (location.pathname === '/callback') {
  try {
    const user = await manager.signinCallback();
    tell(`${user.state} ${told(user)}`);
  } catch (error) {
    tell(`${error.name}: ${error.message}`);
  }
}
