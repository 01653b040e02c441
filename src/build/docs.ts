/** Writes what is generated from the rules: `docs.ts [--check]`. With --check it writes nothing and fails if something is out of date. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generated } from './generated.ts';

const check = process.argv.includes('--check');
let stale = 0;
for (const { path, make } of generated()) {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const after = make(before);
  if (after === undefined || after === before) continue;
  stale++;
  if (check) console.error(`${path} is out of date: run "npm run docs"`);
  else {
    writeFileSync(path, after);
    console.log(`wrote ${path}`);
  }
}
if (check && stale > 0) process.exitCode = 1;
