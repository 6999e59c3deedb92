// Styles of managed login, terms documents and the looks of the classic hosted UI, which older SDKs do not all know.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import { createPool, openClient, refusal } from './support.mjs';

const client = openClient();

const call = (name, input) => client.send(new cognito[`${name}Command`](input));

async function poolWithClient() {
  const UserPoolId = await createPool(client);
  const { UserPoolClient } = await call('CreateUserPoolClient', { UserPoolId, ClientName: 'web' });
  return { UserPoolId, ClientId: UserPoolClient.ClientId };
}

test('a style of managed login lives from creation to deletion', async () => {
  const owner = await poolWithClient();
  const { UserPoolId } = owner;
  const Settings = { components: { form: { borderRadius: 8.5, logo: { enabled: false } } }, categories: {} };
  const Assets = [{
    Category: 'FORM_LOGO', ColorMode: 'DARK', Extension: 'SVG', Bytes: new TextEncoder().encode('<svg/>'),
  }];
  const { ManagedLoginBranding: created } = await call('CreateManagedLoginBranding', { ...owner, Settings, Assets });
  assert.deepEqual(created.Settings, Settings);
  assert.equal(new TextDecoder().decode(created.Assets[0].Bytes), '<svg/>');
  assert.ok(created.CreationDate instanceof Date);
  const { ManagedLoginBrandingId } = created;
  assert.deepEqual((await call('DescribeManagedLoginBranding', { UserPoolId, ManagedLoginBrandingId })).ManagedLoginBranding, created);
  assert.deepEqual((await call('DescribeManagedLoginBrandingByClient', owner)).ManagedLoginBranding, created);
  await refusal(call('CreateManagedLoginBranding', { ...owner, UseCognitoProvidedValues: true }),
    cognito.ManagedLoginBrandingExistsException, `A ManagedLoginBranding already exists for client ${owner.ClientId}`);

  const { ManagedLoginBranding: updated } = await call('UpdateManagedLoginBranding',
    { UserPoolId, ManagedLoginBrandingId, UseCognitoProvidedValues: true });
  assert.equal(updated.Settings, undefined);
  assert.deepEqual(updated.Assets, created.Assets);
  await call('DeleteManagedLoginBranding', { UserPoolId, ManagedLoginBrandingId });
  await refusal(call('DescribeManagedLoginBranding', { UserPoolId, ManagedLoginBrandingId }),
    cognito.ResourceNotFoundException, 'ManagedLoginBranding does not exist.');
});

test('terms documents live from creation to deletion', async () => {
  const owner = await poolWithClient();
  const { UserPoolId } = owner;
  const request = { ...owner, TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE',
    Links: { 'cognito:default': 'https://example.com/terms' } };
  const { Terms: created } = await call('CreateTerms', request);
  const { TermsId } = created;
  assert.deepEqual((await call('DescribeTerms', { UserPoolId, TermsId })).Terms, created);
  assert.deepEqual((await call('DescribeTermsByClient', { ...owner, TermsName: 'terms-of-use' })).Terms, created);
  await refusal(call('CreateTerms', request), cognito.TermsExistsException);

  const Links = { 'cognito:default': 'https://example.com/', 'cognito:japanese': 'https://example.com/ja' };
  const { Terms: updated } = await call('UpdateTerms', { UserPoolId, TermsId, Links });
  assert.deepEqual(updated.Links, Links);
  assert.ok(updated.LastModifiedDate > created.LastModifiedDate);
  assert.deepEqual((await call('ListTerms', { UserPoolId, MaxResults: 60 })).Terms.map((terms) => terms.TermsId), [TermsId]);
  await call('DeleteTerms', { UserPoolId, TermsId });
  await refusal(call('DescribeTerms', { UserPoolId, TermsId }), cognito.ResourceNotFoundException, 'Terms does not exist.');
});

test('the looks of the classic hosted UI need a domain and are inherited from the pool', async () => {
  const owner = await poolWithClient();
  const { UserPoolId } = owner;
  const CSS = '.banner-customizable { background-color: lightgray; }';
  await refusal(call('SetUICustomization', { UserPoolId, CSS }), cognito.InvalidParameterException,
    'There has to be an existing domain associated with this user pool.');
  const Domain = `looks-${UserPoolId.split('_')[1].toLowerCase()}`;
  await call('CreateUserPoolDomain', { UserPoolId, Domain });
  const ImageFile = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const { UICustomization: set } = await call('SetUICustomization', { UserPoolId, CSS, ImageFile });
  assert.equal(set.CSS, CSS);
  assert.match(set.ImageUrl, /^https:\/\/\w+\.cloudfront\.net\/.+\/ALL\/\d{14}\/assets\/images\/image\.jpg$/);
  assert.deepEqual((await call('GetUICustomization', owner)).UICustomization, set);
});
