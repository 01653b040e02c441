import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Section, Setting } from './benchSections.ts';

export interface Measure {
  readonly section: Section;
  readonly seconds: number;
}

/** Runs a section once. @throws where it does not work, with what it said. */
export async function measured(section: Section, setting: Setting): Promise<Measure> {
  await section.before?.(setting);
  const started = performance.now();
  const env = { ...process.env, XDG_CACHE_HOME: setting.cache, NO_COLOR: '1' };
  const child = spawn(process.execPath, [...section.command(setting)], { cwd: setting.root, env });
  child.stdout.resume();
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString().slice(0, 2_000)));
  child.stdin.on('error', () => undefined);
  child.stdin.end(section.takesFiles ? setting.files.join('\n') : '');
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (!(section.exits ?? [0]).includes(code ?? -1))
    throw new Error(`${section.name} ended with ${code}: ${said.trim()}`);
  return { section, seconds: (performance.now() - started) / 1_000 };
}

/** A table of the best rounds, each as a multiple of ESLint's speed with a trivial rule, where that was measured. */
export function reportOn(root: string, files: readonly string[], measures: readonly Measure[]): string {
  const best = new Map<Section, number>();
  for (const { section, seconds } of measures) best.set(section, Math.min(seconds, best.get(section) ?? Infinity));
  const megabytes = files.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
  const eslint = [...best].find(([{ name }]) => name === 'eslint')?.[1];
  const lines = [...best].map(([{ name, title }, seconds]) =>
    [
      name.padEnd(16),
      `${seconds.toFixed(2)} s`.padStart(9),
      `${(seconds / (files.length / 1_000)).toFixed(2)} s per 1,000 files`.padStart(24),
      (eslint === undefined ? '' : `${(eslint / seconds).toFixed(1)} x`).padStart(8),
      ` ${title}`,
    ].join(' '),
  );
  const head = `${root}: ${files.length} files, ${megabytes.toFixed(1)} MB; ${availableParallelism()} processors, Node ${process.version}`;
  return `${head}\n${lines.join('\n')}\n`;
}
