// Applications that live in the browser, bundled as such a thing is, and served from an origin of their own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serve } from '../sign_in_pages.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** page/NAME.html at every path, with page/NAME.mjs as its script. Returns the origin. */
export async function serveApp(name) {
  const { outputFiles: [bundle] } = await build({
    entryPoints: [here(`page/${name}.mjs`)], bundle: true, write: false, target: 'es2022', format: 'esm',
  });
  const page = readFileSync(here(`page/${name}.html`));
  return serve((request, response) => {
    const isScript = request.url === '/app.js';
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' }).end(isScript ? bundle.contents : page);
  });
}

/** What #state says in the end. */
export async function stateOf(page) {
  const state = await page.waitForFunction(() => document.getElementById('state')?.textContent);
  return state.jsonValue();
}
