import manifest from '../../package.json' with { type: 'json' };
import { realRoot } from '../files/insideRoot.ts';
import { serve } from './serve.ts';

/** Where the extension enters: `mcp.js <root> <runs>`. What the compiler and worker threads need is not in it. */
const [root = '.', runs = ''] = process.argv.slice(2);
await serve({
  root: realRoot(root),
  runs,
  version: manifest.version,
  inOneThread: true,
  input: process.stdin.setEncoding('utf8') as AsyncIterable<string>,
  write: (line) => new Promise((resolve) => process.stdout.write(line, () => resolve())),
});
