// A pool with the demo's six identity providers, whose hosts are public: stand-ins answer for them.
import { readFileSync } from 'node:fs';
import { CreateIdentityProviderCommand, UpdateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { pagesPool } from '../sign_in_pages.mjs';
import { admin, callback, signedOut } from './walks.mjs';

const SEED = new URL('../../../../config/demo.seed.json', import.meta.url);
const SCOPES = ['openid', 'email', 'profile'];

/** What CreateIdentityProvider takes of each, but for the pool. */
export const PROVIDERS = JSON.parse(readFileSync(SEED, 'utf8')).filter(({ operation }) => operation === 'CreateIdentityProvider')
  .map(({ request: { UserPoolId, ...provider } }) => provider);

/** As pagesPool, with those providers for its application; `local` are those that are no provider's users. */
export async function poolOfProviders(version, { providers = PROVIDERS, local = ['COGNITO'] } = {}) {
  const app = await pagesPool(admin, {
    version, callbacks: [callback], signedOut: [signedOut], scopes: SCOPES,
    pool: { UsernameAttributes: undefined, Schema: [{ Name: 'department', AttributeDataType: 'String', Mutable: true }] },
  });
  const { UserPoolId, ClientId } = app;
  for (const provider of providers) {
    await admin.send(new CreateIdentityProviderCommand({ UserPoolId, ...provider }));
  }
  await admin.send(new UpdateUserPoolClientCommand({
    UserPoolId, ClientId, SupportedIdentityProviders: [...local, ...providers.map(({ ProviderName }) => ProviderName)],
    CallbackURLs: [callback], LogoutURLs: [signedOut], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: SCOPES,
  }));
  return app;
}
