import { describe, expect, it } from 'vitest';
import { fixesOf, lintInMemory } from '../rules/harness.ts';
import { changed, offers } from './changes.ts';

const rule = 'require-timeout';

describe('a limit that the version in use would not take', () => {
  const secrets = `import { SecretsManager } from '@aws-sdk/client-secrets-manager';
const client = new SecretsManager({ region: 'eu-west-1' });
export const read = (id: string) => client.getSecretValue({ SecretId: id });`;
  const version = (of: string, others = {}) => ({ versions: { '@aws-sdk/client-secrets-manager': of, ...others } });

  it.each([
    ['before plain options', secrets, version('3.370.0')],
    ['in a version that is not known', secrets, {}],
    [
      'in front of a configuration',
      secrets
        .replace("{ region: 'eu-west-1' }", 'configure()')
        .replace('\n', "\nimport { configure } from './configure.ts';\n"),
      {
        ...version('3.499.0'),
        files: { '/project/src/configure.ts': "export const configure = () => ({ region: 'a' });" },
      },
    ],
  ])('is not offered for a client of AWS %s', async (_, text, surroundings) => {
    expect(await offers(rule, text, surroundings)).toBe(0);
  });

  it('is a plain option where that is known to be taken', async () => {
    expect(await changed(rule, secrets, 0, version('3.521.0'))).toContain('requestHandler: { socketTimeout: 10_000 }');
  });

  it.each(['@smithy/node-http-handler', '@aws-sdk/node-http-handler'])(
    'is a handler of its own where the project has %s',
    async (handler) => {
      const after = await changed(rule, secrets, 0, version('3.370.0', { [handler]: '3.370.0' }));
      expect(after).toContain(`import { NodeHttpHandler } from '${handler}';`);
      expect(after).toContain('requestHandler: new NodeHttpHandler({ socketTimeout: 10_000 })');
    },
  );

  it('leaves a handler that is there as it is', async () => {
    const own = secrets.replace("'eu-west-1'", "'eu-west-1', requestHandler: { connectionTimeout: 500 }");
    expect(await offers(rule, own, version('3.370.0', { '@smithy/node-http-handler': '2.0.0' }))).toBe(0);
  });
});

describe('an option that came with a later version', () => {
  const channel = `import amqp from 'amqp-connection-manager';\nconst connection = amqp.connect(['amqp://mq']);\nconst channel = connection.createChannel({ json: true });\nexport const send = (message) => channel.publish('e', 'k', message, { persistent: true });`;
  const pool = `import { Pool } from 'pg';\nconst pool = new Pool({ host: 'db' });\npool.on('error', console.error);\nexport const all = () => pool.query('select 1');`;
  const redis = `import Redis from 'ioredis';\nconst redis = new Redis({ host: 'cache' });\nredis.on('error', console.error);\nexport const read = (key) => redis.get(key);`;

  it.each([
    ['amqp-connection-manager', '2.3.3', '3.7.0', channel, 'publishTimeout: 10_000'],
    ['pg', '7.6.1', '7.8.0', pool, 'query_timeout: 60_000'],
    ['ioredis', '3.2.2', '4.25.0', redis, 'commandTimeout: 10_000'],
  ])('is not written for %s %s, and is for %s', async (name, before, since, text, option) => {
    const { messages } = await lintInMemory(text, { rule }, { versions: { [name]: before } });
    expect(messages).toHaveLength(1);
    for (const { edits } of fixesOf(messages[0]!))
      expect(edits.map(({ newText }) => newText).join()).not.toContain(option);
    expect(await changed(rule, text, 0, { versions: { [name]: since } })).toContain(option);
    expect(await changed(rule, text)).toContain(option);
  });

  it('ends no wait where such a version is given it', async () => {
    const given = channel.replace('json: true', 'publishTimeout: 5000');
    const found = async (version: string) =>
      (await lintInMemory(given, { rule }, { versions: { 'amqp-connection-manager': version } })).messages.length;
    expect([await found('2.3.3'), await found('3.7.0')]).toEqual([1, 0]);
  });
});

describe('a limit of queries beside what reads them in parts', () => {
  const pool = `import { Pool } from 'pg';\nconst pool = new Pool({ host: 'db' });\npool.on('error', console.error);\nexport const all = () => pool.query('select 1');`;
  const promised = `import PgPromise from 'pg-promise';\nconst pgp = PgPromise();\nexport const db = pgp({ host: 'db' });\nexport const all = () => db.query('select 1');`;

  it.each([
    ['a cursor of the same file', `import Cursor from 'pg-cursor';\n${pool}\nexport const c = new Cursor('a');`, {}],
    ['a cursor elsewhere in the project', pool, { versions: { pg: '8.7.3', 'pg-cursor': '2.7.3' } }],
    ['a stream of rows', pool, { versions: { pg: '8.13.0', 'pg-query-stream': '4.7.0' } }],
    ['a stream of another client', promised, { versions: { 'pg-promise': '11.0.0', 'pg-query-stream': '4.7.0' } }],
  ])('is not offered: %s', async (_, text, surroundings) => {
    expect(await offers(rule, text, surroundings)).toBe(0);
  });

  it('is offered where nothing does', async () => {
    const after = await changed(rule, pool, 0, { versions: { pg: '8.13.0' } });
    expect(after).toContain('query_timeout: 60_000');
  });
});

describe('a limit of got', () => {
  const text =
    "import got from 'got';\nexport const api = got.extend({ prefixUrl: 'https://api' });\nexport const a = () => api('x');";

  it.each([
    ['6.7.1', 'timeout: 10_000'],
    ['7.0.0', 'timeout: { request: 10_000 }'],
    ['9.6.0', 'timeout: { request: 10_000 }'],
    ['14.0.0', 'timeout: { request: 10_000 }'],
  ])('has the form that version %s takes', async (version, form) => {
    expect(await changed(rule, text, 0, { versions: { got: version } })).toContain(form);
  });
});
