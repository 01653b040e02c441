import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

const caught = async (text: string): Promise<number> => {
  const { messages } = await lintInMemory(`declare const save: any, mark: any;\n${text}`, { rule: 'lossy-queue' });
  return messages.filter(({ message }) => message.startsWith('This catch only logs')).length;
};
const worker = (body: string) => `import { Worker } from 'bullmq';\nnew Worker('a', async (job) => {\n${body}\n});`;

describe('a job whose failure is only logged', () => {
  it.each([
    ['a worker', worker(`try { await save(job.data); } catch (e) { console.error('failed', e); }`)],
    [
      'a worker that reads the job first',
      worker(`const d = job.data;\ntry { await save(d); } catch (e) { log.error(e); }`),
    ],
    [
      'a queue',
      `import Bull from 'bull';\nnew Bull('a').process(5, async (job) => { try { await save(job); } catch (e) { console.log(e); } });`,
    ],
    [
      'a processor',
      `import { Process, Processor } from '@nestjs/bull';\n@Processor('a')\nexport class A {\n  @Process('x')\n  async run(job: any) {\n    try { await save(job); } catch (e) { this.logger.warn(e); }\n  }\n}`,
    ],
    [
      'a host',
      `import { WorkerHost } from '@nestjs/bullmq';\nexport class A extends WorkerHost {\n  async process(job: any) {\n    try { await save(job); } catch (e) { console.error(e); }\n  }\n}`,
    ],
  ])('counts as done: %s', async (_, text) => {
    expect(await caught(text)).toBe(1);
  });

  it.each([
    ['is thrown on', worker(`try { await save(job.data); } catch (e) { console.error(e); throw e; }`)],
    ['is kept', worker(`try { await save(job.data); } catch (e) { await mark(job, e); }`)],
    ['is one of several', worker(`try { await save(job.data); } catch (e) { console.error(e); }\nawait mark(job);`)],
    [
      'is told by a result',
      worker(`try { await save(job.data); return { ok: true }; } catch (e) { return { ok: false }; }`),
    ],
    [
      'is no job',
      `import { Worker } from 'bullmq';\nexport async function run(job: any) { try { await save(job); } catch (e) { console.error(e); } }`,
    ],
  ])('is none of it where it %s', async (_, text) => {
    expect(await caught(text)).toBe(0);
  });
});
