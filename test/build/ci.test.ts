import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lintFormats } from '../../src/cli/lintFlags.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const workflows = readdirSync('.github/workflows').map((name) => join('.github/workflows', name));

describe('workflows', () => {
  it.each([...workflows, 'action.yml'])('%s pins every action to a commit, with its version beside it', (file) => {
    const uses = readFileSync(file, 'utf8').match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(workflows)('%s holds no expression inside a script', (file) => {
    const { jobs } = parse(readFileSync(file, 'utf8')) as { jobs: Record<string, { steps: Step[] }> };
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.filter((script) => /\$\{\{(?! matrix\.)/.test(script))).toEqual([]);
  });
});

describe('the release', () => {
  it.each([
    ['v1.2.0', 'NPM_TAG=latest\nPRE_RELEASE=\n'],
    ['v1.3.4', 'NPM_TAG=next\nPRE_RELEASE=--pre-release\n'],
    ['v0.11.0', 'NPM_TAG=next\nPRE_RELEASE=--pre-release\n'],
    ['v2.10.31', 'NPM_TAG=latest\nPRE_RELEASE=\n'],
  ])('of %s goes to its channel', (tag, channel) => {
    const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as {
      jobs: { release: { steps: Step[] } };
    };
    const script = jobs.release.steps.find(({ run }) => run?.includes('GITHUB_ENV'))!.run!;
    const folder = mkdtempSync(join(tmpdir(), 'breakwater-release-'));
    const env = { PATH: process.env['PATH'], GITHUB_REF_NAME: tag, GITHUB_ENV: join(folder, 'env') };
    execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { env });
    expect(readFileSync(env.GITHUB_ENV, 'utf8')).toBe(channel);
    rmSync(folder, { recursive: true });
  });
});

describe('the action', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'breakwater-action-'));
    writeFileSync(join(folder, 'npx'), '#!/bin/sh\nfor arg in "$@"; do printf "[%s]" "$arg"; done\n');
    chmodSync(join(folder, 'npx'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What the action's script starts for some inputs; the others have their defaults. */
  function started(inputs: Readonly<Record<string, string>>): string {
    const { run, env } = action.runs.steps.find((step) => step.run !== undefined)!;
    const values = Object.entries(env!).map(([name, expression]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)![1]!;
      return [name, inputs[input] ?? action.inputs[input]!.default] as const;
    });
    return execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run!], {
      cwd: folder,
      env: { PATH: `${folder}:${process.env['PATH']}`, ...Object.fromEntries(values) },
      encoding: 'utf8',
    });
  }

  it('lints everything by default', () => {
    expect(started({})).toBe(
      '[--yes][--package][breakwater@latest][--][breakwater][lint][--format][github][--max-warnings][0][--][.]',
    );
  });

  it('hands its inputs on as single words, and runs none of them', () => {
    const out = started({
      paths: 'src $(touch ran) *',
      since: '$(touch ran); x',
      preset: 'strict',
      version: './breakwater.tgz',
      format: '`touch ran`',
    });
    expect(out).toBe(
      '[--yes][--package][./breakwater.tgz][--][breakwater][lint][--format][`touch ran`][--max-warnings][0]' +
        '[--preset][strict][--since=$(touch ran); x][--][src][$(touch][ran)][*]',
    );
    expect(readdirSync(folder)).toEqual(['npx']);
  });

  it('writes a report', () => {
    expect(started({ output: 'out.sarif', format: 'sarif' })).toBe('');
    expect(readFileSync(join(folder, 'out.sarif'), 'utf8')).toContain('[sarif]');
  });
});

describe('pre-commit hooks', () => {
  const hooks = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as {
    id: string;
    entry: string;
    language: string;
  }[];

  it.each(hooks.map(({ id, entry }) => [id, entry]))('%s starts a command that exists', (_, entry) => {
    const [command, ...args] = entry!.split(' ');
    expect(command).toBe('breakwater');
    expect(execFileSync(process.execPath, ['dist/cli.js', ...args, '--help'], { encoding: 'utf8' })).toContain(
      `Usage: ${entry}`,
    );
  });
});

it('names every format in docs/ci.md', () => {
  const page = readFileSync('docs/ci.md', 'utf8');
  for (const format of lintFormats) expect(page).toContain(`| \`${format}\` |`);
});

it('the image is built from what npm packs, without what was built here', () => {
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
  for (const path of ['node_modules', 'dist', '.git']) expect(ignored).toContain(path);
  expect(readFileSync('Dockerfile', 'utf8')).toMatch(
    /npm ci && npm pack[^]*npm install --global[^]*USER node[^]*"tini"/,
  );
});
