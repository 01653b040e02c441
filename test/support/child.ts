import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

export interface ChildOptions {
  /** How the module is loaded. Default `esm`. */
  readonly module?: 'esm' | 'cjs';
  /** A `node_modules` folder for what the module imports. */
  readonly packages?: string;
  /** Small modules that stand for packages which need a server of their own, by name. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** After so many real milliseconds, what is still waited for is `'waiting'`. */
  readonly patienceMs?: number;
  /** Waits are shortened to this share of what is asked for. Default 1/100. */
  readonly speed?: number;
}

export interface Outcome {
  /** What the script gave, or `'waiting'`; absent where it failed or the process ended first. */
  readonly value?: unknown;
  /** Name and message of what it failed with. */
  readonly error?: string;
  /** The process ended by itself: its exit code. */
  readonly crashed?: number;
  /** Milliseconds of every wait that the code asked for, in order; real time passes faster. */
  readonly waits: readonly number[];
  readonly output: string;
}

/** Timers of the module count faster than the clock and are written down; those of Node's own clients are real. */
const prelude = (speed: number, patience: number): string => `
const { setTimeout: real, setInterval: realInterval } = globalThis;
const waits = [];
const short = (ms) => Math.ceil((ms ?? 0) * ${speed});
const asked = () => /code\\.[cm]js|node_modules/.test(new Error().stack.split('\\n')[3] ?? '');
globalThis.setTimeout = (f, ms, ...rest) => {
  if (!asked()) return real(f, ms, ...rest);
  waits.push(ms ?? 0);
  return real(f, short(ms), ...rest);
};
globalThis.setInterval = (f, ms, ...rest) => realInterval(f, asked() ? short(ms) : ms, ...rest);
AbortSignal.timeout = (ms) => {
  const controller = new AbortController();
  real(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), short(ms)).unref();
  return controller.signal;
};
let said = false;
const say = (outcome) => { if (said) return; said = true; console.log('\\n@@' + JSON.stringify({ ...outcome, waits })); process.exit(0); };
real(() => say({ value: 'waiting' }), ${patience});
`;

/**
 * Runs \`script\` beside a module in a process of its own: the module's exports are \`code\`, \`value\` is what the script
 * returns. TypeScript is stripped, nothing else is changed.
 */
export async function runInChild(text: string, script: string, options: ChildOptions = {}): Promise<Outcome> {
  const { module = 'esm', packages, standIns = {}, patienceMs = 60_000, speed = 0.01 } = options;
  const folder = await mkdtemp(join(tmpdir(), 'breakwater-child-'));
  try {
    const file = module === 'cjs' ? 'code.cjs' : 'code.mjs';
    await writeFile(join(folder, file), stripped(text, module));
    if (packages) await symlink(packages, join(folder, 'node_modules'));
    await writeStandIns(folder, standIns);
    const main = `${prelude(speed, patienceMs)}
let requests = 0;
let answers = 0;
const { fetch: ask } = globalThis;
globalThis.fetch = (...all) => { requests++; return ask(...all).finally(() => answers++); };
const afterRequests = async (n) => { while (requests < n) await pause(10); };
const afterAnswers = async (n) => { while (answers < n) await pause(10); };
const pause = (ms) => new Promise((resolve) => real(resolve, ms));
const load = () => import('./${file}');
try { say({ value: await (async () => { ${script} })() }); } catch (error) { say({ error: error.name + ': ' + error.message }); }`;
    await writeFile(join(folder, 'main.mjs'), main);
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeStandIns(folder: string, standIns: Readonly<Record<string, string>>): Promise<void> {
  const { mkdir } = await import('node:fs/promises');
  for (const [name, text] of Object.entries(standIns)) {
    const own = join(folder, 'node_modules', name);
    await mkdir(own, { recursive: true });
    await writeFile(
      join(own, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.mjs' }),
    );
    await writeFile(join(own, 'index.mjs'), text);
  }
}

function stripped(text: string, module: 'esm' | 'cjs'): string {
  return ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: module === 'cjs' ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
      esModuleInterop: true,
    },
  }).outputText;
}

function run(folder: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['main.mjs'], { cwd: folder, timeout: 120_000 }, (error, stdout, stderr) => {
      const [output, said] = stdout.split('\n@@');
      if (said !== undefined) resolve({ ...(JSON.parse(said) as Outcome), output: output! + stderr });
      else resolve({ crashed: typeof error?.code === 'number' ? error.code : 1, waits: [], output: stdout + stderr });
    });
  });
}
