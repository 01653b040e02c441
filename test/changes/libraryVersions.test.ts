import { describe, expect, it } from 'vitest';
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
