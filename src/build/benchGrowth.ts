import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, ran } from './benchMeasure.ts';
import type { Usage } from './benchMeasure.ts';

/** Something that grows: what is written for a size, and how often the smallest thing in it is there. */
interface Growing {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly write: (folder: string, size: number, files: readonly string[]) => void;
  readonly command: readonly string[];
}

interface Growth {
  readonly name: string;
  readonly steps: readonly (Usage & { readonly size: number; readonly refused?: string })[];
  /** Of the processor's time over the last step; 1 is linear. Absent where it was refused. */
  readonly exponent?: number;
}

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const lint = [cli, 'lint', '--format', 'json', '--threads', '2'];
const check = [cli, 'runbook', 'check', '--format', 'json', 'a.md'];
const REFUSED = /nested too deeply|larger than \d+ MB|too (?:long|large|many|deep)[^"\n]*/;

const many = (size: number, line: (at: number) => string): string =>
  Array.from({ length: size }, (_, at) => line(at)).join('');
const source =
  (text: (size: number) => string): Growing['write'] =>
  (folder, size) =>
    writeFileSync(join(folder, 'a.ts'), text(size));
const page =
  (text: (size: number) => string): Growing['write'] =>
  (folder, size) =>
    writeFileSync(join(folder, 'a.md'), text(size));

const inOneFile: readonly Growing[] = [
  {
    name: 'lines of a file',
    sizes: [50_000, 100_000, 200_000],
    write: source((size) => `export const get = () => fetch('https://a.example');\n${many(size, () => 'f();\n')}`),
    command: [...lint, 'a.ts'],
  },
  {
    name: 'calls of a file',
    sizes: [12_500, 25_000, 50_000],
    write: source(
      (size) => `export const get = () => fetch('https://a.example');\n${many(size, (at) => `f(g${at}, h());\n`)}`,
    ),
    command: [...lint, 'a.ts'],
  },
  {
    name: 'nesting',
    sizes: [1_250, 2_500, 5_000],
    write: source((size) => `${'f('.repeat(size)}fetch('https://a.example')${')'.repeat(size)};\n`),
    command: [...lint, 'a.ts'],
  },
  {
    name: 'emitters',
    sizes: [2_000, 4_000, 8_000],
    write: source(
      (size) => `import net from 'node:net';\n${many(size, (at) => `export const s${at} = net.connect(${at});\n`)}`,
    ),
    command: [...lint, 'a.ts'],
  },
  {
    name: 'retries',
    sizes: [2_000, 4_000, 8_000],
    write: source(
      (size) =>
        `import pRetry from 'p-retry';\n${many(size, (at) => `export const r${at} = () => pRetry(() => fetch('https://a.example/${at}'));\n`)}`,
    ),
    command: [...lint, 'a.ts'],
  },
  {
    name: 'fetches',
    sizes: [2_500, 5_000, 10_000],
    write: source((size) => many(size, (at) => `export const f${at} = () => fetch('https://a.example/${at}');\n`)),
    command: [...lint, 'a.ts'],
  },
  {
    name: 'list items',
    sizes: [5_000, 10_000, 20_000],
    write: page((size) => `# Runbook\n\n${many(size, (at) => `- item ${at}\n`)}`),
    command: check,
  },
  {
    name: 'back-ticks',
    sizes: [12_500, 25_000, 50_000],
    write: page((size) => `# Runbook\n\n${'`a '.repeat(size)}\n`),
    command: check,
  },
  {
    name: 'tags on a line',
    sizes: [5_000, 10_000, 20_000],
    write: page((size) => `# Runbook\n\n\`kubectl logs ${'<pod> '.repeat(size)}\`\n\n${'<pod> '.repeat(size)}\n`),
    command: check,
  },
];

const inManyFiles: Growing = {
  name: 'files',
  sizes: [1_000, 5_000, 20_000],
  write: (folder, size, files) => {
    writeFileSync(join(folder, 'package.json'), '{ "name": "copies" }\n');
    for (let at = 0; at < size; at++) {
      const path = files[at % files.length]!;
      const round = Math.floor(at / files.length);
      const target = join(folder, 'src', `copy${round}`, dirname(path).replaceAll(/[^\w/]/g, '_'));
      mkdirSync(target, { recursive: true });
      copyFileSync(path, join(target, `${basename(path, extname(path))}${round}${extname(path)}`));
    }
  },
  command: lint,
};

/**
 * Measures how time and memory grow; each size `rounds` times, in a folder that is removed again. `tell` gets each as
 * soon as it is known: all of it takes minutes.
 */
export async function growthOf(
  files: readonly string[],
  cache: string,
  rounds: number,
  tell: (one: Growth) => void,
): Promise<readonly Growth[]> {
  const root = join(cache, 'growth');
  const grown: Growth[] = [];
  const once = async (one: Growing, size: number): Promise<Growth['steps'][number]> => {
    mkdirSync(root, { recursive: true });
    try {
      one.write(root, size, files);
      const runs: Awaited<ReturnType<typeof ran>>[] = [];
      for (let round = 0; round < rounds; round++) runs.push(await ran(one.command, { root, cache: join(cache, 'c') }));
      const refused = REFUSED.exec(runs[0]!.said)?.[0];
      const middle = (of: (one: Usage) => number): number => median(runs.map(of));
      return {
        size,
        seconds: middle(({ seconds }) => seconds),
        cpu: middle(({ cpu }) => cpu),
        megabytes: middle(({ megabytes }) => megabytes),
        ...(refused === undefined ? {} : { refused }),
      };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  };
  for (const one of [...inOneFile, inManyFiles]) {
    const empty = await once({ ...one, write: (folder) => one.write(folder, 1, files) }, 1);
    const steps: Growth['steps'][number][] = [];
    for (const size of one.sizes) steps.push(await once(one, size));
    const [before, last] = steps.slice(-2) as [Growth['steps'][number], Growth['steps'][number]];
    // What it costs to start is taken off.
    const own = (step: Usage): number => Math.max(step.cpu - empty.cpu, 0.01);
    const exponent = Math.log(own(last) / own(before)) / Math.log(last.size / before.size);
    const measured = { name: one.name, steps, ...(last.refused === undefined ? { exponent } : {}) };
    grown.push(measured);
    tell(measured);
  }
  return grown;
}

/** How something grows, as a line of a table. */
export function growthLine({ name, steps, exponent }: Growth): string {
  const each = steps.map(
    ({ size, cpu, megabytes }) => `${size.toLocaleString('en')}: CPU ${cpu.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
  );
  const end = exponent === undefined ? `refused: ${steps.at(-1)!.refused}` : `exponent ${exponent.toFixed(2)}`;
  return `  ${name.padEnd(16)} ${each.join('; ')}; ${end}\n`;
}
