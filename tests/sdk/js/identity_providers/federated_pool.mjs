// A pool whose people sign in through one provider, and what the application gets of them.
import assert from 'node:assert/strict';
import {
  AdminGetUserCommand,
  CreateIdentityProviderCommand,
  UpdateIdentityProviderCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { endpoint } from '../people.mjs';
import { authorizeUrl, openLanding, pagesPool } from '../sign_in_pages.mjs';

const { callback, signedOut } = await openLanding();
const SCOPES = ['openid', 'email', 'profile'];

/** Where providers send browsers back to, as a relying party registers it with them. */
export const OIDC_CALLBACK = `${endpoint}/oauth2/idpresponse`;
export const SAML_ACS = `${endpoint}/saml2/idpresponse`;
export const SAML_LOGOUT = `${endpoint}/saml2/logout`;
export const entityIdOf = (UserPoolId) => `urn:amazon:cognito:sp:${UserPoolId}`;

export class FederatedPool {
  static async create(admin, { version = 1, pool = {} } = {}) {
    const app = await pagesPool(admin, {
      version, callbacks: [callback], signedOut: [signedOut], scopes: SCOPES, pool: { UsernameAttributes: undefined, ...pool },
    });
    return new FederatedPool(admin, app);
  }

  constructor(admin, app) {
    this.admin = admin;
    this.app = app;
    this.id = app.UserPoolId;
  }

  /** The pool's first provider, and the only one of its application unless `supported` names more. */
  async addProvider(ProviderType, ProviderDetails, AttributeMapping, ProviderName = 'Upstream', supported = [ProviderName]) {
    this.provider = ProviderName;
    const { IdentityProvider } = await this.admin.send(new CreateIdentityProviderCommand({
      UserPoolId: this.id, ProviderName, ProviderType, ProviderDetails, AttributeMapping,
    }));
    await this.admin.send(new UpdateUserPoolClientCommand({
      UserPoolId: this.id, ClientId: this.app.ClientId, SupportedIdentityProviders: supported, CallbackURLs: [callback],
      LogoutURLs: [signedOut], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: SCOPES,
    }));
    return IdentityProvider;
  }

  async update(members) {
    const { IdentityProvider } = await this.admin.send(new UpdateIdentityProviderCommand({
      UserPoolId: this.id, ProviderName: this.provider, ...members,
    }));
    return IdentityProvider;
  }

  /** Where the application sends the browser. */
  authorizeUrl(parameters = {}) {
    return authorizeUrl(this.app, callback, { identity_provider: this.provider, scope: SCOPES.join(' '), state: 'app-state', ...parameters });
  }

  /** The same, to choose there by which provider. */
  signInUrl() {
    return authorizeUrl(this.app, callback, { scope: SCOPES.join(' '), state: 'app-state' });
  }

  logoutUrl() {
    return `${endpoint}/logout?${new URLSearchParams({ client_id: this.app.ClientId, logout_uri: signedOut })}`;
  }

  get callback() { return callback; }
  get signedOut() { return signedOut; }

  /** The claims of the ID token for the code with which the person has come to the application. */
  async claimsOf(person) {
    const { code, state, ...rest } = person.landedAt(callback);
    assert.deepEqual(rest, {});
    assert.equal(state, 'app-state');
    const answer = await fetch(`${endpoint}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'authorization_code', client_id: this.app.ClientId, code, redirect_uri: callback }),
    });
    const tokens = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(tokens));
    return decodeJwt(tokens.id_token);
  }

  /** What the application was told instead of a code. */
  refusalOf(person) {
    const { error, error_description: description, state, ...rest } = person.landedAt(callback);
    assert.deepEqual(rest, {});
    assert.equal(state, 'app-state');
    return { error, description };
  }

  async user(Username) {
    const user = await this.admin.send(new AdminGetUserCommand({ UserPoolId: this.id, Username }));
    return { ...user, attributes: Object.fromEntries(user.UserAttributes.map(({ Name, Value }) => [Name, Value])) };
  }
}
