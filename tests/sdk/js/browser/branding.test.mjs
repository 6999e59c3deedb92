// What a branding style of managed login, and the CSS and logo of the classic hosted UI, make of the sign-in page: each setting is
// seen as a computed style, and as a kept picture of the page, which is another one than that of the page without it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateManagedLoginBrandingCommand,
  DeleteManagedLoginBrandingCommand,
  DescribeManagedLoginBrandingByClientCommand,
  SetUICustomizationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { PNG } from 'pngjs';
import { endpoint } from '../people.mjs';
import { CLASSIC, MANAGED, pagesPool } from '../sign_in_pages.mjs';
import { poolOfProviders, PROVIDERS } from './demo_providers.mjs';
import { assertUnlike, comparePart, compareWithPicture } from './pictures.mjs';
import { admin, begin, callback } from './walks.mjs';

const WHOLE = ['body', 'main', 'header'];  // what has no picture of its own beside that of the page
const WINDOW = { viewport: { width: 1280, height: 800 } };

/** A picture of one colour, so that it is told from a missing one. */
function picture(width, height, [red, green, blue]) {
  const png = new PNG({ width, height });
  for (let at = 0; at < png.data.length; at += 4) {
    png.data.set([red, green, blue, 255], at);
  }
  return PNG.sync.write(png);
}

const asset = (Category, size = [64, 64], ColorMode = 'LIGHT') =>
  ({ Category, ColorMode, Extension: 'PNG', Bytes: picture(...size, [200, 30, 120]) });

/** The part of a screenshot. */
function crop(bytes, { x, y, width, height }) {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const part = new PNG({ width: Math.floor(width), height: Math.floor(height) });
  PNG.bitblt(PNG.sync.read(bytes), part, left, top, part.width, part.height, 0, 0);
  return PNG.sync.write(part);
}

/** The computed style of the first such element that is to be seen. */
const styleOf = (page, selector, property) =>
  page.locator(`${selector}:visible`).first().evaluate((element, name) => getComputedStyle(element)[name], property);

/** In place of Cognito's own, which the client has. */
async function changeStyle({ UserPoolId, ClientId }, style) {
  const { ManagedLoginBranding: { ManagedLoginBrandingId } } =
    await admin.send(new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId }));
  await admin.send(new DeleteManagedLoginBrandingCommand({ UserPoolId, ManagedLoginBrandingId }));
  await admin.send(new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, ...style }));
}

const plainPool = () => pagesPool(admin, { version: MANAGED, callbacks: [callback] });
const withProvider = () => poolOfProviders(MANAGED, { providers: PROVIDERS.filter(({ ProviderType }) => ProviderType === 'OIDC') });

// [what, settings, assets, selector, property, computed value or pattern, pool]; what the selector finds is looked at more closely
const STYLES = [
  ['the colour of the page', { components: { pageBackground: { lightMode: { color: 'ffe4b5ff' } } } }, [],
    'body', 'backgroundColor', 'rgb(255, 228, 181)'],
  ['the colour of the form', { components: { form: { lightMode: { backgroundColor: 'e0ffe0ff' } } } }, [],
    '.card', 'backgroundColor', 'rgb(224, 255, 224)'],
  ['the colour of the main button', { components: { primaryButton: { lightMode: { defaults: { backgroundColor: '7a1fa2ff' } } } } }, [],
    'button.primary', 'backgroundColor', 'rgb(122, 31, 162)'],
  ['the radius of the form', { components: { form: { borderRadius: 40 } } }, [], '.card', 'borderRadius', '40px'],
  ['the radius of buttons', { componentClasses: { buttons: { borderRadius: 22 } } }, [], 'button.primary', 'borderRadius', '22px'],
  ['dark mode', { categories: { global: { colorSchemeMode: 'DARK' } } }, [], 'body', 'backgroundColor', 'rgb(15, 27, 42)'],
  ['the place of the form', { categories: { form: { location: { horizontal: 'START', vertical: 'CENTER' } } } }, [],
    'main', 'justifyContent', 'flex-start'],
  ['the logo', { components: { form: { logo: { enabled: true } } } }, [asset('FORM_LOGO')], '.logo img', 'width', '64px'],
  ['the image behind the page', { components: { pageBackground: { image: { enabled: true } } } }, [asset('PAGE_BACKGROUND', [400, 300])],
    'body', 'backgroundImage', /^url\(".*page_background-light"\)$/],
  ['the choice of languages', { categories: { form: { languageSelector: { enabled: true } } } }, [], '.languages', 'display', 'flex'],
  ['the header', { categories: { global: { pageHeader: { enabled: true } } } }, [], 'header', 'minHeight', '64px'],
  ['buttons of providers', { components: { idpButton: { standard: { lightMode: { defaults: { backgroundColor: 'ffe0e0ff' } } } } } }, [],
    '.provider', 'backgroundColor', 'rgb(255, 224, 224)', withProvider],
  ['the search for a provider', { categories: { auth: { federation: { interfaceStyle: 'SEARCH_INPUT' } } } }, [],
    'form.search', 'display', 'flex', withProvider],
];

for (const [what, Settings, Assets, selector, property, expected, pool = plainPool] of STYLES) {
  test(`a style decides ${what}`, async (t) => {
    const app = await pool();
    const { page } = await begin(t, app, WINDOW);
    const before = await page.screenshot();
    await changeStyle(app, { Settings, Assets });
    await page.reload();
    const value = await styleOf(page, selector, property);
    (expected instanceof RegExp ? assert.match : assert.equal)(value, expected);
    const name = `style-${what.replace(/^the /, '').replaceAll(' ', '-')}`;
    if (pool === plainPool) {
      await compareWithPicture(page, name);
    }
    const part = page.locator(`${selector}:visible`).first();
    if (pool === plainPool && !WHOLE.includes(selector)) {
      await comparePart(page, part, `${name}-part`);
    }
    const clip = await part.boundingBox();
    assertUnlike(crop(before, clip), crop(await page.screenshot(), clip));
  });
}

test('a style decides the icon in the tab', async (t) => {
  const app = await plainPool();
  const { page } = await begin(t, app, WINDOW);
  const openIcon = async () => {
    await page.goto(new URL(await page.locator('link[rel=icon]').getAttribute('href'), endpoint).href);
    return page.screenshot();
  };
  const signIn = page.url();
  const before = await openIcon();
  const Bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#c81e78"/></svg>');
  await changeStyle(app, {
    Settings: { components: { favicon: { enabledTypes: ['SVG'] } } },
    Assets: [{ Category: 'FAVICON_SVG', ColorMode: 'LIGHT', Extension: 'SVG', Bytes }],
  });
  await page.goto(signIn);
  assertUnlike(before, await openIcon());
  assert.equal(await styleOf(page, 'rect', 'fill'), 'rgb(200, 30, 120)');
});

test('a style that says nothing looks like Cognito\'s own', async (t) => {
  const app = await pagesPool(admin, { version: MANAGED, callbacks: [callback] });
  const person = await begin(t, app, WINDOW);
  const before = await person.page.screenshot();
  await compareWithPicture(person.page, 'style-of-cognito');
  await changeStyle(app, { Settings: {} });
  await person.page.reload();
  assert.ok(before.equals(await person.page.screenshot()));
});

test('the classic hosted UI takes the CSS and the logo of its customization', async (t) => {
  const app = await pagesPool(admin, { version: CLASSIC, callbacks: [callback] });
  const person = await begin(t, app, WINDOW);
  const before = await person.page.screenshot();
  const CSS = '.banner-customizable { background-color: rgb(10, 90, 60); } .submitButton-customizable { background-color: #7a1fa2; }';
  await admin.send(new SetUICustomizationCommand({ UserPoolId: app.UserPoolId, CSS, ImageFile: picture(120, 40, [200, 30, 120]) }));
  await person.page.reload();
  assert.equal(await styleOf(person.page, '.banner-customizable', 'backgroundColor'), 'rgb(10, 90, 60)');
  assert.equal(await styleOf(person.page, '.submitButton-customizable', 'backgroundColor'), 'rgb(122, 31, 162)');
  const logo = person.page.locator('.logo-customizable:visible');
  assert.equal(await logo.evaluate((image) => image.naturalWidth), 120);
  assert.ok(!before.equals(await person.page.screenshot()));
});
