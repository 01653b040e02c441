import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireEstree } from '../../src/files/estree.ts';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { makeKnowledge } from '../../src/knowledge/lookup.ts';
import { knowledge, libraries } from '../../src/libraries/index.ts';
import { Project } from '../../src/lint/project.ts';
import { chooseParser } from '../../src/parser/chooseParser.ts';
import type { InstalledPackage, Learned } from '../../src/learning/package.ts';
import { silent, talkers } from './learnedSubjects.ts';
import { defaultsOf } from './table.ts';

/**
 * Learns packages that the tables describe with the tables switched off, all but what the platform brings, and holds the
 * one against the other: `npm run test:learned`. Nothing of the packages is run.
 */
const PLATFORM = new Set(['global', 'node:http', 'node:http2', 'node:net']);
const platform = makeKnowledge(
  libraries
    .filter(({ name }) => PLATFORM.has(name))
    .map((library) => ({ ...library, modules: library.modules.filter((module) => module !== 'follow-redirects') })),
);

type Verdict = 'agrees' | 'unknown' | 'WRONG' | 'no figure';
interface Row {
  readonly name: string;
  readonly learned: Learned | undefined;
  readonly found: boolean;
  readonly verdicts: Readonly<Record<'requests' | 'timeout' | 'retries', Verdict>>;
  readonly table: string;
  readonly ms: number;
}

/** Without what earlier runs remembered. */
class FreshFiles extends DiskFiles {
  override installed(name: string, from: string): InstalledPackage | undefined {
    const found = super.installed(name, from);
    return found && Object.assign(found, { recall: undefined, remember: undefined });
  }
}

const folder = await installed();
const { parse } = await chooseParser(requireEstree);
const rows = talkers.map(({ name, version, use }) => measure(name, version, use));
const spoken = silent.filter(({ name }) => project().learner.learn(name, join(folder, 'app.js'))?.requests === 'yes');
report();

function project(): Project {
  return new Project(new FreshFiles(), parse, platform);
}

function measure(name: string, version: string, use: string): Row {
  const started = Date.now();
  const fresh = project();
  const path = join(folder, 'app.js');
  const learned = fresh.learner.learn(name, path);
  const code = `import x from '${name}'; import * as ns from '${name}'; export async function f(u, done) { ${use}; }`;
  const found = fresh.facts(fresh.parse(code, path)).calls.some(({ library }) => library?.name === name);
  const defaults = defaultsOf(knowledge.byModule(name)!, version);
  const state = defaults?.timeout?.operation ?? 'unknown';
  const wait = state === 'bounded' ? (defaults?.timeout?.ms?.call ?? 'bounded') : state;
  const attempts = defaults?.retry?.attempts;
  const retries = typeof attempts === 'number' ? attempts - 1 : undefined;
  return {
    name: `${name} ${version}`,
    learned,
    found,
    verdicts: {
      requests: learned?.requests === 'yes' ? 'agrees' : learned?.requests === 'no' ? 'WRONG' : 'unknown',
      timeout: wait === 'unknown' ? 'no figure' : compare(learned?.timeoutMs, wait),
      retries: retries === undefined ? 'no figure' : compare(learned?.retries, retries),
    },
    table: `${wait}, ${retries ?? 'no figure'}`,
    ms: Date.now() - started,
  };
}

function compare(learned: number | string | undefined, table: number | string): Verdict {
  if (learned === undefined || learned === 'unknown') return 'unknown';
  if (table === 'bounded') return typeof learned === 'number' ? 'agrees' : 'WRONG';
  return learned === table ? 'agrees' : 'WRONG';
}

function report(): void {
  for (const { name, learned, found, verdicts, table, ms } of rows) {
    const said = `${learned?.requests}, ${learned?.timeoutMs}, ${learned?.retries}`;
    const marks = `${verdicts.requests} / ${verdicts.timeout} / ${verdicts.retries}`;
    const call = found ? 'call found' : 'CALL MISSED';
    console.log(
      `${name.padEnd(32)} ${said.padEnd(24)} table: ${table.padEnd(16)} ${marks.padEnd(30)} ${call} ${ms} ms`,
    );
  }
  for (const what of ['requests', 'timeout', 'retries'] as const) {
    const of = rows.map(({ verdicts }) => verdicts[what]).filter((verdict) => verdict !== 'no figure');
    const count = (verdict: Verdict): number => of.filter((one) => one === verdict).length;
    console.log(
      `${what}: ${count('agrees')} of ${of.length} agree, ${count('unknown')} unknown, ${count('WRONG')} wrong`,
    );
  }
  console.log(`calls: ${rows.filter(({ found }) => found).length} of ${rows.length} found`);
  console.log(
    `silent packages taken for talkers: ${spoken.map(({ name }) => name).join() || 'none'} of ${silent.length}`,
  );
  const falseAlarms = rows.filter(
    ({ learned, verdicts }) => learned?.timeoutMs === 'none' && verdicts.timeout === 'WRONG',
  );
  console.log(`"no timeout" said of packages that have one: ${falseAlarms.map(({ name }) => name).join() || 'none'}`);
  process.exitCode = spoken.length + falseAlarms.length > 0 ? 1 : 0;
}

/** A folder in the user's cache where the packages lie; their scripts are not run. */
async function installed(): Promise<string> {
  const all = [...talkers, ...silent].map(({ name, version }) => `${name}@${version}`);
  const hash = createHash('sha256').update(all.join()).digest('hex').slice(0, 12);
  const at = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'breakwater', `learned-${hash}`);
  if (await stat(join(at, 'complete')).catch(() => undefined)) return at;
  await mkdir(at, { recursive: true });
  await writeFile(join(at, 'package.json'), '{ "private": true }');
  process.stderr.write(`Installing the packages to be read into ${at}\n`);
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  await promisify(execFile)('npm', ['install', ...flags, ...all], { cwd: at });
  await writeFile(join(at, 'complete'), '');
  return at;
}
