/**
 * How soon a change in the editor becomes diagnostics: our language server beside the ESLint language server with our
 * plugin, on the same file, in one run, by turns. `npm run bench -- --only editor`. The pauses between keystrokes are
 * those of a person who types: a burst of characters, then a pause.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installedFrom } from '../proofs/install.ts';
import { PlainClient } from '../server/client.ts';

const ROUNDS = 3;
const CHANGES = 10;

const repository = fileURLToPath(new URL('../..', import.meta.url));
// Within the repository, so that the ESLint server finds the same ESLint and parser that we test with.
const folder = join(repository, 'node_modules', '.cache', 'breakwater-latency');

/** A file with one finding about every six lines. */
function source(lines: number): string {
  const calls = Array.from(
    { length: Math.round(lines / 6) },
    (_, index) =>
      `export async function load${index}(id: string): Promise<unknown> {\n` +
      `  const url = new URL(\`https://api${index}.example.com/items/\${id}\`);\n` +
      `  const answer = await fetch(url, { headers: { accept: 'application/json', 'x-part': '${index}' } });\n` +
      `  if (!answer.ok) throw new Error(\`\${answer.status} for \${url.href}\`);\n` +
      `  return answer.json();\n}\n`,
  );
  return calls.join('');
}

interface Server {
  readonly name: string;
  readonly start: () => ChildProcess;
  /** What the server asks for its settings, answered as an editor does. */
  readonly settings: unknown;
}

interface Measured {
  readonly first: number;
  /** Milliseconds from a change after a pause to its diagnostics. */
  readonly changes: readonly number[];
  /** The same for the last character of a burst. */
  readonly bursts: readonly number[];
  readonly findings: number;
  readonly megabytes: number;
  /** Milliseconds of processor time in two seconds in which nothing happens. */
  readonly idle: number;
}

const capabilities = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: { publishDiagnostics: {}, diagnostic: { dynamicRegistration: true } },
};

class Editor {
  readonly #child: ChildProcess;
  readonly #client: PlainClient;
  readonly #uri: string;
  #version = 1;

  constructor({ start, settings }: Server, file: string) {
    this.#child = start();
    this.#client = new PlainClient(this.#child.stdout!, this.#child.stdin!);
    this.#client.answers.set('workspace/configuration', (params) =>
      (params as { items: unknown[] }).items.map(() => settings),
    );
    this.#uri = pathToFileURL(file).href;
  }

  /** Milliseconds from the start of the server to the diagnostics of the file. */
  async open(text: string): Promise<number> {
    const began = performance.now();
    const root = pathToFileURL(folder).href;
    await this.#client.initialize(capabilities, {
      processId: process.pid,
      rootUri: root,
      workspaceFolders: [{ uri: root, name: 'bench' }],
    });
    this.#client.notify('workspace/didChangeConfiguration', { settings: {} });
    this.#client.open(this.#uri, text);
    await this.diagnostics();
    return performance.now() - began;
  }

  type(line: number, text: string): void {
    const at = { line, character: 0 };
    this.#client.notify('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: ++this.#version },
      contentChanges: [{ range: { start: at, end: at }, text }],
    });
  }

  /** How many the document has as it is now. Both servers answer this request; VS Code's client sends it after a change. */
  async diagnostics(): Promise<number> {
    const { items } = await this.#client.request<{ items?: unknown[] }>('textDocument/diagnostic', {
      textDocument: { uri: this.#uri },
    });
    return items?.length ?? 0;
  }

  /** What the process has used so far: memory at present, and processor time. */
  used(): { readonly megabytes: number; readonly milliseconds: number } {
    const { pid } = this.#child;
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const times = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return {
      megabytes: Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024,
      milliseconds: (Number(times[11]) + Number(times[12])) * 10,
    };
  }

  close(): void {
    this.#child.kill('SIGKILL');
  }
}

async function measure(server: Server, lines: number): Promise<Measured> {
  const text = source(lines);
  const file = join(folder, 'src', `bench-${lines}.ts`);
  writeFileSync(file, text);
  const editor = new Editor(server, file);
  try {
    const first = await editor.open(text);
    const findings = await editor.diagnostics();
    const changes: number[] = [];
    const bursts: number[] = [];
    for (let index = 0; index < CHANGES; index++) {
      await sleep(600);
      changes.push(await timed(editor, (index * 37) % lines, ['// a\n']));
      await sleep(600);
      bursts.push(await timed(editor, (index * 53) % lines, ['/', '/', ' ', 'b', '\n']));
    }
    const before = editor.used();
    await sleep(2_000);
    const after = editor.used();
    return {
      first,
      changes,
      bursts,
      findings,
      megabytes: after.megabytes,
      idle: after.milliseconds - before.milliseconds,
    };
  } finally {
    editor.close();
  }
}

/** Types the parts and gives the milliseconds from the last one to the diagnostics of what is there then. */
async function timed(editor: Editor, line: number, parts: readonly string[]): Promise<number> {
  // Backwards, as every part goes to the beginning of the line.
  for (const part of [...parts].reverse()) {
    editor.type(line, part);
    if (parts.length > 1) await sleep(60);
  }
  const began = performance.now();
  await editor.diagnostics();
  return performance.now() - began;
}

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

function report(name: string, rounds: readonly Measured[]): string {
  const all = (of: (one: Measured) => readonly number[]): readonly number[] => rounds.flatMap(of);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const pair = (values: readonly number[]): string =>
    `p50 ${ms(quantile(values, 0.5))}, p95 ${ms(quantile(values, 0.95))}`;
  return (
    `  ${name}: ${rounds[0]?.findings} findings; first ${ms(
      quantile(
        all(({ first }) => [first]),
        0.5,
      ),
    )}; ` +
    `a change ${pair(all(({ changes }) => changes))}; the end of a burst ${pair(all(({ bursts }) => bursts))}; ` +
    `${Math.max(...all(({ megabytes }) => [megabytes])).toFixed(0)} MB; idle ${ms(
      quantile(
        all(({ idle }) => [idle]),
        0.5,
      ),
    )} in 2 s`
  );
}

const eslintServer = join(
  await installedFrom(new URL('.', import.meta.url).pathname),
  'node_modules',
  '.bin',
  'vscode-eslint-language-server',
);
const servers: readonly Server[] = [
  {
    name: 'breakwater lsp',
    start: () => spawn(process.execPath, [join(repository, 'dist', 'cli.js'), 'lsp', '--stdio'], { stdio: 'pipe' }),
    settings: null,
  },
  {
    name: 'ESLint language server with breakwater/eslint',
    start: () => spawn(process.execPath, [eslintServer, '--stdio'], { stdio: 'pipe', cwd: folder }),
    settings: {
      validate: 'on',
      run: 'onType',
      rulesCustomizations: [],
      problems: { shortenToSingleLine: false },
      codeActionOnSave: { mode: 'all' },
      codeAction: { disableRuleComment: { enable: false }, showDocumentation: { enable: false } },
      experimental: {},
      useFlatConfig: true,
      workingDirectory: { mode: 'location' },
      nodePath: null,
      options: {},
      quiet: false,
      onIgnoredFiles: 'off',
      workspaceFolder: { uri: pathToFileURL(folder).href, name: 'bench' },
    },
  },
];

mkdirSync(join(folder, 'src'), { recursive: true });
writeFileSync(join(folder, 'package.json'), '{ "name": "bench", "type": "module" }\n');
writeFileSync(
  join(folder, 'eslint.config.js'),
  `import breakwater from ${JSON.stringify(pathToFileURL(join(repository, 'dist', 'eslint.js')).href)};\n` +
    `import tseslint from 'typescript-eslint';\n` +
    `export default [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, breakwater.configs.recommended];\n`,
);
try {
  for (const lines of [1_000, 5_000]) {
    const rounds = new Map<string, Measured[]>(servers.map(({ name }) => [name, []]));
    for (let round = 0; round < ROUNDS; round++)
      for (const server of servers) rounds.get(server.name)!.push(await measure(server, lines));
    console.log(`\nIn the editor, a file of ${lines} lines:`);
    for (const [name, all] of rounds) console.log(report(name, all));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
