/**
 * Takes the `prepare` script out of the manifest while npm packs, and puts it back: `node packedManifest.js strip|restore`.
 * It builds a clone, so pre-commit can install from git; in a tarball there is nothing to build, and npm warns of it.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const manifest = new URL('../../package.json', import.meta.url);
const line = '    "prepare": "node src/build/prepare.js",\n';
const follows = '    "prepack": ';
const text = readFileSync(manifest, 'utf8');

if (process.argv[2] === 'restore') {
  if (!text.includes(line)) writeFileSync(manifest, text.replace(follows, line + follows));
} else {
  // With its script gone npm doesn't build any more, so it's done here.
  await import('./prepare.js');
  writeFileSync(manifest, text.replace(line, ''));
}
