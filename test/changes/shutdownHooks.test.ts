import { describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'no-graceful-shutdown';
/** Nest calls what its providers have for the end on a signal only where that was asked for. */
const standIns = {
  '@nestjs/core': `export const NestFactory = { create: async () => ({ listen: async () => {}, enableShutdownHooks: () => process.once('SIGTERM', () => console.log('flushed')) }) };`,
};
const app = (rest: string): string =>
  `import { NestFactory } from '@nestjs/core';\nclass AppModule {}\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n${rest}}\nbootstrap();\n`;
const surroundings = {
  path: '/project/src/main.ts',
  files: {
    '/project/src/db.ts': `import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class Db {\n  async onModuleDestroy() { await this.end(); }\n}\n`,
  },
};
const script = `process.once('SIGTERM', () => {}); await load(); await pause(500); process.kill(process.pid, 'SIGTERM'); await pause(500); return 'over';`;

describe('hooks of NestJS that no signal reaches', () => {
  it.each([
    ['waits for it', '  await app.listen(3000);\n'],
    ['does not', '  app.listen(3000);\n'],
    ['says more', `  await app.listen(3000);\n  console.log('up');\n`],
  ])('run once they are enabled, where the start %s', async (_, rest) => {
    const before = app(rest);
    const after = await changed(rule, before, 0, surroundings);
    expect(after).toContain('  app.enableShutdownHooks();\n');
    expect((await runInChild(before, script, { standIns })).output).not.toContain('flushed');
    expect((await runInChild(after, script, { standIns })).output).toContain('flushed');
  });

  it('are left to the reader where what listens is kept', async () => {
    const rest = `  const server = await app.listen(3000);\n  console.log(server);\n`;
    expect(await offers(rule, app(rest), surroundings)).toBe(0);
  });
});
