import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// Each of these starts processes, and some several.
vi.setConfig({ testTimeout: 60_000 });

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const bad = `export const load = (url: string) => fetch(url);\n`;
const fixable = `// breakwater-disable-next-line unwrapped-network-call -- long gone\nexport const x = 1;\n`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-lint-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(command: string, args: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

const lint = (...args: string[]) => run(process.execPath, [cli, 'lint', '--no-cache', ...args]);
const git = (...args: string[]) => run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example', ...args]);

interface Sarif {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules: readonly { readonly id: string; readonly help?: { readonly markdown?: string } }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions: readonly { readonly kind: string; readonly justification?: string }[];
      readonly fixes?: readonly object[];
      readonly baselineState?: string;
    }[];
  }[];
}

describe('exit codes', () => {
  it('0 for clean, 1 for findings, with a threshold for warnings', async () => {
    await write({ 'good.ts': 'export const x = 1;\n' });
    expect(await lint()).toEqual({ code: 0, out: '', err: '' });
    await write({ 'bad.ts': bad });
    const { code, out, err } = await lint();
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('bad.ts\n  1:38  warning  No timeout');
    expect((await lint('--max-warnings', '1')).code).toBe(0);
  });

  it.each([
    ['a path that is not there', ['nope.ts'], 'breakwater: no such file or folder: nope.ts'],
    [
      'an unknown preset',
      ['--preset', 'strikt'],
      "breakwater: option '--preset <preset>' argument 'strikt' is invalid",
    ],
    ['a configuration that is not there', ['--config', 'x.json'], 'breakwater: --config x.json: file not found'],
    ['a baseline that is not there', ['--baseline', 'x.json'], 'breakwater: --baseline x.json: file not found'],
    ['a folder without git', ['--since', 'HEAD'], 'breakwater: --since requires a git repository'],
    ['options that exclude each other', ['--stdin', '--fix'], "breakwater: --stdin can't be combined"],
    ['a number that is none', ['--max-warnings', 'many'], 'breakwater: --max-warnings must be a whole number'],
  ])('2 and one line for %s', async (_, args, message) => {
    const { code, out, err } = await lint(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.startsWith(message), err).toBe(true);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('2 and one line for a configuration that says something unknown', async () => {
    await write({ 'breakwater.config.json': '{ "rules": { "require-timeouts": "off" } }', 'bad.ts': bad });
    expect(await lint()).toEqual({
      code: 2,
      out: '',
      err: 'breakwater: breakwater.config.json: unknown rule "require-timeouts". Did you mean "require-timeout"?\n',
    });
  });
});

it('reports a file that does not parse, and the others', async () => {
  await write({ 'a.ts': `fetch(;`, 'b.ts': bad });
  const { code, out } = await lint('--format', 'json');
  const results = JSON.parse(out) as { filePath: string; fatalErrorCount: number; messages: { ruleId: string }[] }[];
  expect(code).toBe(1);
  expect(results.map(({ filePath, messages }) => [filePath, messages[0]?.ruleId])).toEqual([
    ['a.ts', 'parse-error'],
    ['b.ts', 'unwrapped-network-call'],
  ]);
  expect(results[0]!.fatalErrorCount).toBe(1);
});

it('lints standard input under a name', async () => {
  const { code, out } = await run(process.execPath, [cli, 'lint', '--stdin', '--stdin-filename', 'src/x.ts'], bad);
  expect(code).toBe(1);
  expect(out).toContain('src/x.ts\n  1:38  warning');
});

it('prints annotations for GitHub', async () => {
  await write({ 'a,b.ts': bad });
  const { out } = await lint('--format', 'github');
  expect(out).toMatch(
    /^::warning file=a%2Cb\.ts,line=1,endLine=1,col=38,endColumn=43,title=breakwater\/unwrapped-network-call::No timeout/,
  );
});

describe('sarif', () => {
  const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
  const validate = new Ajv({
    strict: false,
    validateFormats: false,
    unicodeRegExp: false,
    validateSchema: false,
  }).compile(Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== 'id')));
  const sarif = async (...args: string[]) => {
    const { out } = await lint('--format', 'sarif', ...args);
    const log = JSON.parse(out) as Sarif;
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    return log.runs[0]!;
  };

  it('is valid, and holds rules with help, fixes and suppressions', async () => {
    await write({
      'a b.ts': `${bad}// breakwater-disable-next-line unwrapped-network-call -- local\n${bad.replace('load', 'other')}${fixable}`,
      'broken.ts': 'fetch(;',
    });
    const { tool, results } = await sarif();
    expect(tool.driver.rules.find(({ id }) => id === 'unwrapped-network-call')!.help!.markdown).toContain(
      '## How to fix',
    );
    expect(results.map(({ ruleId, suppressions, fixes }) => [ruleId, suppressions, fixes?.length ?? 0])).toEqual([
      ['unwrapped-network-call', [], 1],
      ['unused-suppression', [], 1],
      ['unwrapped-network-call', [{ kind: 'inSource', justification: 'local' }], 1],
      ['parse-error', [], 0],
    ]);
  });

  it('has fingerprints that do not follow lines', async () => {
    const other = `import axios from 'axios';\nexport const other = (url: string) => axios.get(url);\n`;
    await write({ 'a.ts': bad + other });
    // The hash of code scanning takes in what follows the line, so only ours stays.
    const prints = async () => (await sarif()).results.map((result) => result.partialFingerprints['breakwater/v1']);
    const before = await prints();
    await write({ 'a.ts': `\n\nexport {};\n${bad}\n${other}` });
    expect(await prints()).toEqual(before);
    expect(new Set(before).size).toBe(2);
  });

  it('says what is new against a baseline', async () => {
    await write({ 'a.ts': bad });
    await lint('--update-baseline');
    await write({ 'a.ts': bad + bad.replace('load', 'load2') });
    const { results } = await sarif('--baseline', 'breakwater-baseline.json');
    expect(
      results.map(({ baselineState, suppressions }) => [baselineState, suppressions.map(({ kind }) => kind)]),
    ).toEqual([
      ['new', []],
      ['unchanged', ['external']],
    ]);
  });
});

describe('baseline', () => {
  it('is written, accepts what was there wherever it moves, and reports the rest', async () => {
    await write({ 'a.ts': bad, 'b.ts': bad });
    expect(await lint('--update-baseline', '--baseline', 'known.json')).toMatchObject({ code: 0, out: '' });
    expect(await lint('--baseline', 'known.json')).toEqual({ code: 0, out: '', err: '' });
    await write({ 'a.ts': `// moved\n\n${bad}fetch('https://new.example');\n` });
    const { code, out } = await lint('--baseline', 'known.json');
    expect(code).toBe(1);
    expect(out).toContain('4:1');
    expect(out).not.toContain('3:38');
  });

  it('keeps what it accepts in files that were not looked at', async () => {
    await write({ 'a.ts': bad, 'b.ts': bad });
    await lint('--update-baseline');
    await lint('--update-baseline', 'a.ts');
    expect((await lint('--baseline', 'breakwater-baseline.json')).code).toBe(0);
  });

  it('that is none is refused', async () => {
    await write({ 'known.json': '[1]', 'a.ts': bad });
    const { code, err } = await lint('--baseline', 'known.json');
    expect({ code, err }).toEqual({
      code: 2,
      err: "breakwater: known.json isn't a version 1 baseline. Recreate it with --update-baseline\n",
    });
  });
});

it('--since reports changed lines and new files only', async () => {
  await write({ 'a.ts': bad });
  await git('init', '-q');
  await git('add', '-A');
  await git('commit', '-qm', 'start');
  expect((await lint('--since', 'HEAD')).code).toBe(0);
  await write({ 'a.ts': `\n${bad}fetch('https://new.example');\n`, 'neu und "ä".ts': bad });
  const { code, out } = await lint('--since', 'HEAD');
  expect(code).toBe(1);
  expect(out.match(/^ +\d+:\d+/gm)?.map((place) => place.trim())).toEqual(['3:1', '1:38']);
  expect((await lint('--since', 'no-such-ref')).err).toBe(
    'breakwater: --since: unknown commit "no-such-ref" (missing from a shallow clone?)\n',
  );
});

describe('--since hides nothing', () => {
  beforeEach(async () => {
    await write({ 'broken.ts': 'const x = (;\n', 'real/a.ts': 'export {};\n', 'fine.ts': 'export {};\n' });
    await git('init', '-q');
    await git('add', '-A');
    await git('commit', '-qm', 'start');
  });

  it('that a changed file could not be read, wherever it breaks', async () => {
    expect((await lint('--since', 'HEAD')).code).toBe(0);
    await write({ 'broken.ts': `const x = (;\n\n${bad}` });
    const { code, out } = await lint('--since', 'HEAD');
    expect(code).toBe(1);
    expect(out).toContain('parse-error');
  });

  it('what is reached through a link', async () => {
    await symlink('real', join(folder, 'alias'));
    await write({ 'real/a.ts': bad });
    expect((await lint('alias', '--since', 'HEAD')).code).toBe(1);
    await git('add', '-A');
    await git('commit', '-qm', 'more');
    expect((await lint('alias', '--since', 'HEAD')).code).toBe(0);
  });
});

describe('--fix', () => {
  it('writes fixed files whole, in their encoding, and leaves no other files behind', async () => {
    await write({ 'a.ts': `\uFEFF${fixable}` });
    expect((await lint('--fix')).code).toBe(0);
    expect(await readFile(join(folder, 'a.ts'), 'utf8')).toBe('\uFEFFexport const x = 1;\n');
    expect(await readdir(folder)).toEqual(['a.ts']);
  });

  it('reports files that cannot be written, and writes the others', async () => {
    await write({ 'a.ts': fixable, 'b.ts': fixable });
    await chmod(join(folder, 'a.ts'), 0o444);
    const { code, err } = await lint('--fix');
    expect({ code, err }).toEqual({
      code: 2,
      err: "breakwater: a.ts can't be written (EACCES), so it wasn't fixed\n",
    });
    expect(await readFile(join(folder, 'a.ts'), 'utf8')).toBe(fixable);
    expect(await readFile(join(folder, 'b.ts'), 'utf8')).toBe('export const x = 1;\n');
  });
});

describe('--fix-suggestions', () => {
  it('applies the first suggestion of every rule with --yes, once', async () => {
    await write({ 'package.json': '{"dependencies":{"express":"5"}}', 'a.ts': bad });
    const { code } = await lint('--fix-suggestions', '--yes');
    const fixed = 'export const load = (url: string) => fetch(url, { signal: AbortSignal.timeout(10_000) });\n';
    expect(await readFile(join(folder, 'a.ts'), 'utf8')).toBe(fixed);
    expect(code).toBe(0);
    await lint('--fix-suggestions', '--yes');
    expect(await readFile(join(folder, 'a.ts'), 'utf8')).toBe(fixed);
  });

  it('asks in a terminal, and says so where there is none', async () => {
    await write({ 'a.ts': bad });
    const { code, err } = await lint('--fix-suggestions');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'breakwater: --fix-suggestions asks for each rule: run it in a terminal, or add --yes\n',
    });
    expect(await readFile(join(folder, 'a.ts'), 'utf8')).toBe(bad);
  });
});

it('takes results of unchanged files from the cache, and sees changes', async () => {
  await write({ 'node_modules/x/package.json': '{}', 'a.ts': bad, 'b.ts': bad });
  const cached = () => run(process.execPath, [cli, 'lint', '--format', 'json']);
  const first = await cached();
  expect(await cached()).toEqual(first);
  await write({ 'b.ts': 'export const x = 1;\n' });
  expect(JSON.parse((await cached()).out)).toHaveLength(1);
});
