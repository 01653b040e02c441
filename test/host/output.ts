/**
 * Reports what 100 MB of output in some 10 seconds do to a window: how far the memory of the extension host and of the
 * page grows, and how long a click takes meanwhile. Linux only: memory is read from `/proc`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Session } from './support/session.ts';

const line = 'line %010.0f of what a service may tell when it is asked to be verbose .............';
const runbook = `# Loud

## 1. Print a little

\`\`\`sh
seq 20000
\`\`\`

## 2. Print a lot

\`\`\`sh
for part in 0 1 2 3 4 5 6 7 8 9; do
  seq -f "part $part ${line}" 110000
  sleep 0.5
done
echo "the last line"
\`\`\`

- [ ] Click me
`;

/** Resident memory of a process, in megabytes. */
function resident(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

/** The largest of the browser's processes that draw pages. */
function renderer(): number {
  const sizes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const draws = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
        return draws ? [{ pid: Number(pid), size: resident(Number(pid)) }] : [];
      } catch {
        // It has ended since.
        return [];
      }
    });
  return sizes.sort((a, b) => b.size - a.size)[0]!.pid;
}

interface Sizes {
  readonly host: number;
  readonly page: number;
  readonly heap: number;
}

const session = await Session.start('server', console.log);
try {
  const window = await session.open({});
  writeFileSync(join(window.folder, 'loud.md'), runbook);
  await window.command('vscode.openWith', window.uri('loud.md'), 'breakwater.runbook');
  const view = window.webview('.breakwater-runbook');
  await view.click('.block-command >> nth=0 >> .run');
  await view.waitFor('.result', 'Succeeded');

  const page = renderer();
  const devtools = await window.page.context().newCDPSession(window.page);
  const sizes = async (): Promise<Sizes> => {
    const { usedSize } = (await devtools.send('Runtime.getHeapUsage')) as { readonly usedSize: number };
    return { host: resident(window.extensionHostPid), page: resident(page), heap: usedSize / 2 ** 20 };
  };
  const settled = async (): Promise<Sizes> => {
    await devtools.send('HeapProfiler.collectGarbage');
    await setTimeout(3_000);
    return sizes();
  };
  const before = await settled();
  const seen: Sizes[] = [];
  const sampling = setInterval(() => {
    void sizes().then(
      (now) => seen.push(now),
      () => clearInterval(sampling),
    );
  }, 100);
  await view.click('.block-command >> nth=1 >> .run');
  await view.waitFor('.block-command >> nth=1 >> .result', 'Running');
  // The clicks are made in the page, so that what drives the window costs little.
  const frame = await view.frame();
  const { waits, seconds } = await frame.evaluate(async () => {
    const result = document.querySelectorAll('.block-command .result')[1]!;
    const count = document.querySelector('.count')!;
    const began = performance.now();
    const all: number[] = [];
    while (result.textContent.includes('Running')) {
      await new Promise((resolve) => globalThis.setTimeout(resolve, 500));
      const before = count.textContent;
      const start = performance.now();
      document.querySelector<HTMLElement>('.document .check-box, .document .step-box')!.click();
      while (count.textContent === before && performance.now() - start < 5_000)
        await new Promise((resolve) => globalThis.setTimeout(resolve, 1));
      all.push(performance.now() - start);
    }
    return { waits: all.sort((a, b) => a - b), seconds: (performance.now() - began) / 1_000 };
  });
  await view.waitFor('.block-command >> nth=1 >> .output', 'the last line');
  clearInterval(sampling);
  const after = await settled();

  console.log(`100 MB of output in ${seconds.toFixed(1)} s`);
  for (const [name, title] of [
    ['host', 'extension host, resident'],
    ['page', 'whole page, resident'],
    ['heap', 'whole page, JavaScript in use'],
  ] as const) {
    const most = Math.max(...seen.map((one) => one[name]));
    const [from, up, down] = [before[name], most - before[name], after[name] - before[name]].map((size) =>
      size.toFixed(0),
    );
    console.log(`${title}: ${from} MB before, at most ${up} more meanwhile, ${down} more afterwards`);
  }
  const [median, most] = [waits[waits.length >> 1]!, waits.at(-1)!].map((wait) => wait.toFixed(0));
  console.log(`a click is answered after ${median} ms (median), ${most} ms at most, of ${waits.length}`);
  await window.close();
} finally {
  await session.stop();
}
