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

describe('a job whose failure the function that does it only logs', () => {
  const within = async (text: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> => {
    const { messages } = await lintInMemory(
      `declare const save: any, mark: any;\n${text}`,
      { rule: 'lossy-queue' },
      { files },
    );
    return messages.map(({ message }) => message.split(',')[0]!);
  };
  const send = (handler = 'console.error(e);', more = '') =>
    `async function send(id: string) {\n  try { await save(id); } catch (e) { ${handler} }\n${more}}\n`;

  it.each([
    ['a function of the file', `${send()}${worker('await send(job.data.id);')}`],
    ['what it returns', `${send()}${worker('const { id } = job.data;\nreturn send(id);')}`],
    [
      'a method of an object that the job makes',
      `class Sender { async send(id: string) { try { await save(id); } catch (e) { console.error(e); } } }\n${worker('const s = new Sender();\nawait s.send(job.data.id);')}`,
    ],
    [
      'an own method of a host',
      `import { WorkerHost } from '@nestjs/bullmq';
export class A extends WorkerHost {
  async process(job: any) { await this.send(job); }
  private async send(job: any) { try { await save(job); } catch (e) { console.error(e); } }
}`,
    ],
  ])('counts as done: %s', async (_, text) => {
    expect(await within(text)).toEqual(['send() only logs what fails']);
  });

  it('counts as done in another file', async () => {
    const files = { '/project/src/send.ts': `declare const save: any;\nexport ${send()}` };
    const text = `import { send } from './send.ts';\n${worker('await send(job.data.id);')}`;
    expect(await within(text, files)).toHaveLength(1);
  });

  it.each([
    ['it throws on', `${send('console.error(e); throw e;')}${worker('await send(job.data.id);')}`],
    ['it marks the job', `${send('await mark(id);')}${worker('await send(job.data.id);')}`],
    [
      'more is waited for in it',
      `${send('console.error(e);', 'await mark(id);\n')}${worker('await send(job.data.id);')}`,
    ],
    ['it is one of several', `${send()}${worker('await send(job.data.id);\nawait save(job.data);')}`],
    [
      'its answer is looked at',
      `${send()}${worker('const ok = await send(job.data.id);\nif (!ok) throw new Error();')}`,
    ],
    [
      'it is no job',
      `${send()}import { Worker } from 'bullmq';\nexport async function run(id: string) { await send(id); }`,
    ],
  ])('is none of it where %s', async (_, text) => {
    expect(await within(text)).toEqual([]);
  });
});

describe('a consumer of kafkajs that comes as a parameter', () => {
  const run = (body: string, member = 'eachMessage') =>
    `export async function start(consumer: any) { await consumer.run({ ${member}: async ({ message }: any) => { ${body} } }); }`;
  const lost = async (text: string, dependencies: readonly string[]): Promise<number> => {
    const { messages } = await lintInMemory(
      `declare const save: any;\n${text}`,
      { rule: 'lossy-queue' },
      { dependencies },
    );
    return messages.length;
  };
  const logs = 'try { await save(message.value); } catch (e) { console.error(e); }';

  it.each(['eachMessage', 'eachBatch'])('counts a message whose failure is logged as done: %s', async (member) => {
    expect(await lost(run(logs, member), ['kafkajs'])).toBe(1);
  });

  it('says nothing where the failure is thrown on, or the package is another', async () => {
    expect(await lost(run(`${logs.slice(0, -1)} throw e; }`), ['kafkajs'])).toBe(0);
    expect(await lost(run(logs), ['some-broker'])).toBe(0);
  });
});
