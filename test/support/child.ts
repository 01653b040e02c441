import { fork } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

/** Real milliseconds between two steps of the child's clock, at least. */
const TICK_MS = 2;

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

/**
 * Timers of the module count by a clock of their own and are written down; those of Node's own clients are real. That
 * clock goes on a little each time that the process which started the child, where the servers are, has answered: on a
 * busy machine, where one of the two has to wait for the processor, no limit is over before its request had a chance.
 */
const prelude = (speed: number, patience: number): string => `
const { setTimeout: real, clearTimeout: clearReal, clearInterval: clearRealInterval, setInterval: realInterval } = globalThis;
const waits = [];
const asked = () => /code\\.[cm]js|node_modules/.test(new Error().stack.split('\\n')[3] ?? '');
let now = 0;
let order = 0;
const due = new Set();
class Timer {
  constructor(act, ms, every) {
    Object.assign(this, { act, ms: Math.max(1, Number(ms) || 1), every, id: ++order });
    this.refresh();
  }
  refresh() { this.at = now + this.ms; due.add(this); return this; }
  ref() { return this; }
  unref() { return this; }
  hasRef() { return true; }
  close() { due.delete(this); return this; }
  [Symbol.toPrimitive]() { return this.id; }
  [Symbol.dispose ?? Symbol()]() { due.delete(this); }
}
const own = (handle) => handle instanceof Timer ? handle : [...due].find(({ id }) => id === handle && typeof handle !== 'object');
const stepMs = ${TICK_MS} / ${speed};
/** On to the next timer, or by one step where none is due sooner. */
const advance = () => {
  const [next] = [...due].sort((one, other) => one.at - other.at || one.id - other.id);
  if (!next || next.at > now + stepMs) return void (now += stepMs);
  now = Math.max(now, next.at);
  if (next.every) next.refresh();
  else due.delete(next);
  next.act();
};
const tick = () => process.send('tick', () => undefined);
process.on('message', () => { real(tick, ${TICK_MS}); advance(); });
tick();
globalThis.setTimeout = (f, ms, ...rest) => {
  if (!asked()) return real(f, ms, ...rest);
  waits.push(ms ?? 0);
  return new Timer(() => f(...rest), ms, false);
};
globalThis.setInterval = (f, ms, ...rest) => asked() ? new Timer(() => f(...rest), ms, true) : realInterval(f, ms, ...rest);
globalThis.clearTimeout = (handle) => { const timer = own(handle); if (timer) timer.close(); else clearReal(handle); };
globalThis.clearInterval = (handle) => { const timer = own(handle); if (timer) timer.close(); else clearRealInterval(handle); };
AbortSignal.timeout = (ms) => {
  const controller = new AbortController();
  new Timer(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms, false);
  return controller.signal;
};
/** Draws differ from each other and are the same in each run: random ones meet once in some hundred runs. */
let drawn = 0;
Math.random = () => (drawn += 0.618033988749895) % 1;
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
    const child = fork(join(folder, 'main.mjs'), { cwd: folder, silent: true, execArgv: [], timeout: 120_000 });
    let [stdout, stderr] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // After the requests that came before it: what is to be read from a socket is read in the same turn of the loop.
    child.on('message', () => setImmediate(() => child.connected && child.send('tock', () => undefined)));
    child.on('close', (code) => {
      const [output, said] = stdout.split('\n@@');
      if (said !== undefined) resolve({ ...(JSON.parse(said) as Outcome), output: output! + stderr });
      else resolve({ crashed: code ?? 1, waits: [], output: stdout + stderr });
    });
  });
}
