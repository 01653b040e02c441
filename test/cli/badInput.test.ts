import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { folderWith } from '../files/folder.ts';

/** What is shipped; built from the sources as they are before any test runs. */
const cli = new URL('../../dist/cli.js', import.meta.url).pathname;

const bare =
  "export const load = async () => {\n  const r = await fetch('https://a.example/x');\n  return r.json();\n};\n";

/** As documented: one object a line. */
interface Row {
  readonly kind: 'call' | 'retry' | 'client' | 'parse-error' | 'skipped';
  readonly path: string;
  readonly line?: number;
  readonly reason?: string;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

let root: string;
beforeEach(() => {
  root = folderWith({ 'good.ts': bare });
});

const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(root, name), content);

function run(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: root, maxBuffer: 1e8 }, (error, out, errors) =>
      resolve({ code: error ? (error.code as unknown as number) : 0, out, errors }),
    );
  });
}

async function inventory(...args: string[]): Promise<{ readonly rows: Row[]; readonly errors: string }> {
  const { code, out, errors } = await run(['inventory', '--format', 'jsonl', ...args]);
  expect(code, errors).toBe(0);
  expect(errors).not.toMatch(/\n\s+at /);
  const rows = out.split('\n').filter((line) => line !== '');
  return { rows: rows.map((line) => JSON.parse(line) as Row), errors };
}

it('reads the encodings that editors write, and every end of line', async () => {
  put('bom.ts', `\uFEFF${bare}`);
  put('crlf.ts', bare.replaceAll('\n', '\r\n'));
  put('utf16le.ts', Buffer.from(`\uFEFF${bare}`, 'utf16le'));
  put('utf16be.ts', Buffer.from(`\uFEFF${bare}`, 'utf16le').swap16());
  put('latin1.ts', Buffer.from(`${bare}// caf\xE9\n`, 'latin1'));
  const { rows } = await inventory();
  expect(rows.map((row) => [row.path, row.kind === 'call' && row.line])).toEqual(
    ['bom', 'crlf', 'good', 'latin1', 'utf16be', 'utf16le'].map((name) => [`${name}.ts`, 2]),
  );
});

it('leaves out, with a reason, what nobody wrote by hand or could read', async () => {
  put('big.ts', bare.repeat(110_000));
  put('bundle.min.js', `var a=1;${'function f(x){return fetch(x)};'.repeat(9_000)}`);
  put('oneline.js', `!function(){${'var a=fetch("x");'.repeat(20_000)}}()`);
  put(
    'binary.ts',
    Uint8Array.from({ length: 20_000 }, (_, i) => i % 256),
  );
  const { rows } = await inventory();
  const skipped = rows.flatMap((row) => (row.kind === 'skipped' ? [`${row.path}: ${row.reason}`] : []));
  expect(skipped.sort()).toEqual([
    'big.ts: larger than 2 MB',
    'binary.ts: binary',
    'bundle.min.js: minified',
    'oneline.js: minified',
  ]);
  expect(rows.filter(({ kind }) => kind === 'call')).toHaveLength(1);
  const asked = await run(['lint', 'binary.ts']);
  expect(asked.errors).toBe('breakwater: warning: binary.ts skipped: binary\n');
});

it('gives one row for each file that does not parse', async () => {
  put('broken.ts', "fetch('x'); const = ;\n");
  put('torn.ts', "import axios from 'axios';\nexport async function f() { await axios.get('x'\n");
  put('conflict.ts', `<<<<<<< HEAD\n${bare}=======\n${bare}>>>>>>> topic\n`);
  const { rows } = await inventory();
  const errors = rows.flatMap((row) => (row.kind === 'parse-error' ? [`${row.path}:${row.line}`] : []));
  expect(errors).toEqual(['broken.ts:1', 'conflict.ts:1', 'torn.ts:3']);
});

it('walks round links that lead in circles or nowhere, pipes, and folders named like files', async () => {
  mkdirSync(join(root, 'loop/a'), { recursive: true });
  mkdirSync(join(root, 'folder.ts'));
  symlinkSync('..', join(root, 'loop/a/up'));
  symlinkSync('nowhere.ts', join(root, 'dangling.ts'));
  symlinkSync('good.ts', join(root, 'link.ts'));
  // Whoever reads it waits for ever.
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(root, 'pipe.ts')]);
  const { rows } = await inventory();
  expect(rows.map(({ path }) => path)).toEqual(['good.ts']);
});

const asks = "import axios from 'axios';\nimport { url } from '@/url';\nexport const f = () => axios.get(url);\n";

it.each([
  ['package.json', '{"name": '],
  ['package.json', '[]'],
  ['package-lock.json', '{"lockfileVersion": 3, "packages": '],
  ['yarn.lock', '<<<<<<< HEAD\n"axios@^1":\n  version "1.0.0"\n'],
  ['pnpm-lock.yaml', 'packages\n  - ['],
  ['tsconfig.json', '{"compilerOptions": {"paths": {'],
  ['tsconfig.json', '{"extends": "./nowhere.json"}'],
  ['breakwater.config.json', '{"rules": '],
  ['breakwater.config.json', '{"rulez": {}}'],
])('names a broken %s (%j), each time it is asked, and goes on', async (name, content) => {
  put('package.json', '{"dependencies": {"axios": "^1"}}');
  put('ask.ts', asks);
  put(name, content);
  for (const round of ['cold', 'cached']) {
    const { rows, errors } = await inventory();
    expect(errors, round).toMatch(new RegExp(`^breakwater: warning: ${name.replace('.', '\\.')}:? .+\\n$`));
    expect(rows.filter(({ kind }) => kind === 'call').map(({ path }) => path)).toEqual(['ask.ts', 'good.ts']);
  }
});

it('complains again only of what is still wrong', async () => {
  put(
    'binary.ts',
    Uint8Array.from({ length: 20_000 }, (_, i) => i % 256),
  );
  put('package.json', '{"name": ');
  put('ask.ts', asks);
  expect((await run(['inventory', 'binary.ts', 'ask.ts'])).errors.split('\n').slice(0, -1)).toHaveLength(2);
  expect((await inventory()).errors).toMatch(/^breakwater: warning: package\.json .+\n$/);
  put('package.json', '{"dependencies": {"axios": "^1"}}');
  expect((await inventory()).errors).toBe('');
});

it('honours .gitignore, and leaves installed, built and generated files out', async () => {
  for (const folder of ['node_modules/x', 'dist', 'coverage', 'ignored', 'gen'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const name of ['node_modules/x/i.js', 'dist/i.js', 'coverage/i.js', 'ignored/i.ts']) put(name, bare);
  put('gen/api.ts', `// @generated by a tool\n${bare}`);
  put('.gitignore', 'ignored/\n');
  const { rows } = await inventory();
  expect(rows.filter(({ kind }) => kind === 'call').map(({ path }) => path)).toEqual(['good.ts']);
});

it('says in one line what is wrong with the request itself', async () => {
  for (const args of [['no-such-folder'], ['--threads', '0'], ['--min', 'timeout=abc'], ['--format', 'xml']]) {
    const { code, out, errors } = await run(['inventory', ...args]);
    expect([code, out], args.join(' ')).toEqual([2, '']);
    expect(errors).toMatch(/^breakwater: .+\n(?:\(see --help\)\n)?$/);
  }
});
