import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Section, Setting } from './benchSections.ts';

export interface Usage {
  readonly seconds: number;
  /** Seconds of processors, of all threads. Less at the mercy of what else the machine does. */
  readonly cpu: number;
  /** The most memory that it held. */
  readonly megabytes: number;
}

export interface Measure extends Usage {
  readonly section: Section;
}

/** What a bench of sections says, for machines. */
interface Report {
  readonly root: string;
  readonly files: number;
  readonly megabytes: number;
  readonly processors: number;
  readonly node: string;
  readonly rounds: number;
  /** Medians of the rounds. */
  readonly sections: readonly (Usage & { readonly name: string; readonly title: string })[];
}

interface Ran extends Usage {
  readonly code: number | null;
  /** What it wrote, as far as anybody reads it. */
  readonly said: string;
}

const usageHook = new URL('./benchUsage.js', import.meta.url).href;

/** Runs node once and measures it. */
export async function ran(args: readonly string[], setting: Pick<Setting, 'root' | 'cache'>, input = ''): Promise<Ran> {
  const started = performance.now();
  const env = { ...process.env, XDG_CACHE_HOME: setting.cache, NO_COLOR: '1' };
  const child = spawn(process.execPath, ['--import', usageHook, ...args], {
    cwd: setting.root,
    env,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  let said = '';
  let used = '';
  const hear = (chunk: Buffer): void => {
    if (said.length < 4_000) said += chunk.toString().slice(0, 2_000);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.stdio[3]!.on('data', (chunk: Buffer) => (used += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const { cpu, megabytes } = JSON.parse(used || '{"cpu":0,"megabytes":0}') as Omit<Usage, 'seconds'>;
  return { code, said, seconds: (performance.now() - started) / 1_000, cpu, megabytes };
}

/** Runs a section once. @throws where it does not work, with what it said. */
export async function measured(section: Section, setting: Setting): Promise<Measure> {
  await section.before?.(setting);
  const files = section.takesFiles ? setting.files.join('\n') : '';
  const { code, said, ...usage } = await ran(section.command(setting), setting, files);
  if (!(section.exits ?? [0]).includes(code ?? -1))
    throw new Error(`${section.name} ended with ${code}: ${said.trim()}`);
  return { section, ...usage };
}

/** The medians of what was measured, section by section. */
export function reportOf(root: string, files: readonly string[], measures: readonly Measure[]): Report {
  const chosen = [...new Set(measures.map(({ section }) => section))];
  const sections = chosen.map((section) => {
    const own = measures.filter((one) => one.section === section);
    const middle = (of: (one: Usage) => number): number => median(own.map(of));
    return {
      name: section.name,
      title: section.title,
      seconds: middle(({ seconds }) => seconds),
      cpu: middle(({ cpu }) => cpu),
      megabytes: middle(({ megabytes }) => megabytes),
    };
  });
  return {
    root,
    files: files.length,
    megabytes: files.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6,
    processors: availableParallelism(),
    node: process.version,
    rounds: chosen.length === 0 ? 0 : measures.length / chosen.length,
    sections,
  };
}

/** A table of the medians, each as a multiple of ESLint's speed with a trivial rule, where that was measured. */
export function tableOf({ root, files, megabytes, processors, node, rounds, sections }: Report): string {
  const eslint = sections.find(({ name }) => name === 'eslint')?.seconds;
  const lines = sections.map(({ name, title, seconds, cpu, megabytes: held }) =>
    [
      name.padEnd(16),
      `${seconds.toFixed(2)} s`.padStart(9),
      `CPU ${cpu.toFixed(2)} s`.padStart(13),
      `${held.toFixed(0)} MB`.padStart(8),
      `${(seconds / (files / 1_000)).toFixed(2)} s per 1,000 files`.padStart(24),
      (eslint === undefined ? '' : `${(eslint / seconds).toFixed(1)} x`).padStart(8),
      ` ${title}`,
    ].join(' '),
  );
  const head = `${root}: ${files} files, ${megabytes.toFixed(1)} MB; ${processors} processors, Node ${node}; medians of ${rounds}`;
  return `${head}\n${lines.join('\n')}\n`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
