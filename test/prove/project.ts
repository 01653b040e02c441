import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { openEngine } from '../../src/batch/engine.ts';
import { proveLine, writeProof, type ProvedLine } from '../../src/batch/proveLine.ts';
import type { LintResult } from '../../src/lint/model.ts';
import { applyEdits } from '../../src/text/edit.ts';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
const tsx = pathToFileURL(join(packages, 'tsx/dist/loader.mjs')).href;
// A child on a busy machine takes a second to ask its server for the first time.
const LIMIT_MS = 3000;

/** A project on disk: one source, and a test that `prove` wrote for it. */
export interface Attempt {
  /** Path of the source, `src/users.ts`. */
  readonly path: string;
  readonly text: string;
  /** Text of the line that is proved. */
  readonly at: string;
  readonly ruleId: string;
  readonly manifest: object;
  /** Folder with what the source imports. Default: the packages of this repository. */
  readonly packages?: string;
  /** The file of the test, where it is named. */
  readonly out?: string;
  /** Which of the finding's changes is applied. */
  readonly nth?: number;
}

export interface Shown {
  readonly proof: ProvedLine;
  readonly before: Run;
  readonly after: Run;
  /** The source with the suggestion. */
  readonly changed: string;
}

interface Run {
  readonly code: number;
  readonly output: string;
}

const config = { preset: 'all' } as const;

/** Proves a finding: the outcome of the test on the code as it is, and with the change that the finding offers. */
export async function show(attempt: Attempt): Promise<Shown> {
  const folder = await mkdtemp(join(tmpdir(), 'breakwater-prove-'));
  try {
    const { path, text, ruleId } = attempt;
    await write(join(folder, 'package.json'), JSON.stringify(attempt.manifest));
    await write(join(folder, path), text);
    await symlink(attempt.packages ?? packages, join(folder, 'node_modules'));
    const line = text.slice(0, text.indexOf(attempt.at)).split('\n').length;
    const lint = { config, root: folder };
    const place = `${path}:${line}`;
    const { out } = attempt;
    const proof = await proveLine({
      place,
      from: folder,
      ...(out === undefined ? {} : { out }),
      ruleId,
      limitMs: LIMIT_MS,
      lint,
    });
    if ('refused' in proof) throw new Error(proof.refused);
    expect(await writeProof(proof, folder)).toBeUndefined();
    const before = await run(folder, proof);
    const changed = await withChange(folder, attempt);
    await writeFile(join(folder, path), changed);
    const after = await run(folder, proof);
    return { proof, before, after, changed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** The source with a change that the finding offers; timeouts are shortened, so that a test need not wait for them. */
async function withChange(folder: string, { path, ruleId, nth = 0 }: Attempt): Promise<string> {
  const engine = await openEngine({ task: 'lint', settings: { config, root: folder } });
  const full = join(folder, path);
  const text = await readFile(full, 'utf8');
  const [outcome] = engine({ files: [{ path: full, text }], marked: {} }).files;
  const finding = (outcome!.result as LintResult).messages.find((message) => message.ruleId === ruleId);
  const change = finding && [...(finding.fix ? [finding.fix] : []), ...finding.suggestions][nth];
  if (!change) throw new Error(`${ruleId} offers nothing for:\n${text}`);
  return applyEdits(text, change.edits).replaceAll('10_000', '1500');
}

function run(folder: string, { framework, path }: ProvedLine): Promise<Run> {
  const bin = (name: string): string => join(packages, name);
  const runner = {
    vitest: [bin('vitest/vitest.mjs'), 'run', '--root', folder, path],
    mocha: ['--import', tsx, bin('mocha/bin/mocha.js'), path],
    jest: [bin('jest/bin/jest.js'), '--rootDir', folder, path],
    'node:test': ['--import', tsx, '--test', path],
  }[framework];
  // What this test itself runs in is none of its business.
  const env = { ...process.env, VITEST: undefined, NODE_ENV: undefined };
  return new Promise((resolve) => {
    execFile(process.execPath, runner, { cwd: folder, env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });
}
