// Takes out of the package-lock.json of the working directory what names a host: where packages come from is up to whoever installs them.
import { readFileSync, writeFileSync } from 'node:fs';

const path = 'package-lock.json';
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
