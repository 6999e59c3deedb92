// Takes out of package-lock.json what names a host: where packages come from is up to whoever installs them.
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  delete entry.funding;
}
const text = JSON.stringify(lock, null, 2) + '\n';
if (text.includes('://')) {
  throw new Error('package-lock.json still holds a URL');
}
writeFileSync(path, text);
