import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'overlapping-interval';

describe('what a library runs by a schedule', async () => {
  const slow = await faultServer(['hang']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([slow.stop(), good.stop()]));

  const send = `for (const row of await rows()) await fetch(process.env.TO + '/' + row, { method: 'POST', signal: AbortSignal.timeout(9000) });`;
  const job = (schedule: string): string =>
    `import cron from 'node-cron';\nconst rows = async () => [1];\nexport const start = () => ${schedule};`;
  const inCron = job(`cron.schedule('*/5 * * * * *', async () => {\n  ${send}\n})`);
  const inNest = (method: string, more = ''): string =>
    `import { Cron, Interval } from '@nestjs/schedule';\nconst rows = async () => [1];\nexport class Tasks {\n  constructor(readonly name: string) {}\n\n  ${method}\n    ${send}\n  }\n${more}}`;
  const decorated = inNest(`@Cron('*/5 * * * * *')\n  async run() {`);

  /** Runs twice at once, by what the library would do. */
  const twice = (text: string): string =>
    text
      .replace(
        `import cron from 'node-cron';`,
        'const cron = { schedule: (_: string, f: () => unknown) => [f(), f()] };',
      )
      .replace(/import \{ Cron.*\n/, '')
      .replace(/@Cron\(.*\n/, '')
      .replace('readonly name: string', 'name: string');
  const ticks = `const m = await load(); if (!m.Tasks) return await Promise.allSettled(m.start()); const one = new m.Tasks('a'); return await Promise.allSettled([one.run(), one.run()]);`;
  const requests = async (text: string, url: string): Promise<number> => {
    const ran = await runInChild(twice(text).replaceAll('process.env.TO', `'${url}'`), ticks, { patienceMs: 20_000 });
    expect(ran.value, `${ran.error} ${ran.output}`).toHaveLength(2);
    return url === slow.url ? slow.seen.length : good.seen.length;
  };

  it.each([
    ['by a call', inCron],
    ['by a decorator', decorated],
  ])('leaves out a run while one goes on: %s', async (_, before) => {
    const after = await changed(rule, before);
    slow.restart();
    expect(await requests(before, slow.url)).toBe(2);
    slow.restart();
    expect(await requests(after, slow.url)).toBe(1);
    good.restart();
    expect(await requests(after, good.url)).toBe(1);
  });

  it('has its mark in the class, in front of the other members', async () => {
    const after = await changed(rule, decorated);
    expect(after).toContain(`{\n  private running = false;\n\n  constructor(`);
    expect(after).toContain(`async run() {\n    if (this.running) return;\n    this.running = true;\n    try {`);
  });

  it('by a period too, and beside a field of that name', async () => {
    const text = inNest(`@Interval(5000)\n  async run(): Promise<void> {`, '  running = 1;\n');
    expect(await changed(rule, text)).toContain('if (this.running2) return;');
  });

  it.each([
    ['whose result is used', decorated.replace('  }\n}', '    return 1;\n  }\n}')],
    ['that is called by hand', decorated.replace('  }\n}', '  }\n  now() {\n    return this.run();\n  }\n}')],
    ['that gives a type', inNest(`@Cron('*/5 * * * * *')\n  async run(): Promise<number> {`)],
  ])('is left alone where it is a method %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });

  it('is left alone where the schedule gives its function something', async () => {
    const named = job(`cron.schedule('*/5 * * * * *', drain);\nasync function drain(now: Date) {\n  ${send}\n}`);
    expect(await offers(rule, named)).toBe(0);
    expect(await offers(rule, named.replace('now: Date', ''))).toBe(1);
  });
});
