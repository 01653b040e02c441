import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHttpRequest } from '../../src/processes/httpBlock.ts';
import { createRunner } from '../../src/processes/runner.ts';
import { sqlClient } from '../../src/processes/sqlClient.ts';
import { prepare, type Variable } from '../../src/run/prepare.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

let folder: string;
let server: Server;
let address: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-programs-'));
  await writeFile(
    join(folder, 'psql'),
    '#!/bin/sh\necho "$PGHOST $PGUSER $PGPASSWORD $PGDATABASE"\nfor last; do :; done\necho "$last"\n',
  );
  await chmod(join(folder, 'psql'), 0o755);
  server = createServer((request, response) => {
    if (request.url === '/hang') return;
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      response.statusCode = request.url === '/down' ? 503 : 200;
      response.end(`${request.method} ${request.url} ${request.headers['authorization'] ?? '-'} ${body}`);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

async function run(
  language: string,
  text: string,
  options: {
    readonly variables?: Record<string, Variable>;
    readonly env?: Record<string, string>;
    readonly more?: string;
  } = {},
): Promise<{ how: string; exitCode?: number; output: string; refusal?: string; risk: string }> {
  const runbook = parseRunbook(
    `# Book\n\n1. Do it\n\n   \`\`\`${language} {kind=command ${options.more ?? ''}}\n${text.replace(/^/gm, '   ')}\n   \`\`\`\n`,
  );
  const block = runbook.steps[0]!.blocks[0]!;
  const prepared = prepare(runbook, block, new Map(Object.entries(options.variables ?? {})), {
    cwd: folder,
    home: folder,
  });
  if ('refusal' in prepared) return { how: 'refused', output: '', refusal: prepared.refusal, risk: block.risk };
  let output = '';
  const { result } = createRunner({
    ...process.env,
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
    ...options.env,
  }).start({ ...prepared, execution: 'one' }, (_, chunk) => void (output += chunk.text()));
  const { how, exitCode, message = '' } = await result;
  return { how, exitCode, output: output + message, risk: block.risk };
}

describe('an http block', () => {
  test('sends what it says and tells status and latency', async () => {
    const { exitCode, output, risk } = await run(
      'http',
      `# note\nPOST ${address}/orders\nContent-Type: application/json\n\n{"a":1}`,
    );
    expect(output).toMatch(/^HTTP 200 OK in \d+ ms\nPOST \/orders - \{"a":1\}\n$/);
    expect([exitCode, risk]).toEqual([0, 'changes']);
  });

  test('fails for 5xx, for silence and where nobody listens', async () => {
    expect(await run('http', `GET ${address}/down`)).toMatchObject({ exitCode: 22, risk: 'reads' });
    const late = await run('http', `GET ${address}/hang`, { more: 'timeout=200ms' });
    expect(late).toMatchObject({ exitCode: 28, output: 'No complete response within 0.2 s.\n' });
    expect((await run('http', 'GET http://127.0.0.1:1/')).exitCode).toBe(7);
    expect((await run('http', 'hello there')).output).toContain('Not a valid request');
  });

  test('takes values that mean nothing in a request, and secrets only when it is sent', async () => {
    const text = `GET ${address}/orders/<order>\nAuthorization: Bearer <token>`;
    const token = { value: 's3cr3t "x"', secret: true };
    const { output } = await run('http', text, { variables: { order: { value: '7', secret: false }, token } });
    expect(output).toContain('GET /orders/7 Bearer s3cr3t "x"');
    const refused = await run('http', text, {
      variables: { order: { value: '7 HTTP/1.1\nX: y', secret: false }, token },
    });
    expect(refused.refusal).toContain("aren't safe in a request");
  });

  test('reads requests in their usual forms', () => {
    expect(readHttpRequest('https://a.example/x HTTP/1.1')).toEqual({
      method: 'GET',
      url: 'https://a.example/x',
      headers: [],
    });
    expect(readHttpRequest('GET https://a.example\nno header')).toHaveProperty('problem');
  });
});

describe('an sql block', () => {
  const env = { DATABASE_URL: 'postgres://app:pa%20ss@db.internal:5433/shop' };

  test('runs through the client of the database, with no password on its command line', async () => {
    const { output, risk } = await run('sql', 'select count(*)\nfrom orders;', { env });
    expect(output).toBe('db.internal app pa ss shop\nselect count(*)\nfrom orders;\n');
    expect(risk).toBe('reads');
    expect(sqlClient(env.DATABASE_URL)).toMatchObject({ args: ['-X', '-v', 'ON_ERROR_STOP=1', '-c'] });
    expect(sqlClient('mysql://u:p@h/d')).toMatchObject({ program: 'mysql', env: { MYSQL_PWD: 'p' } });
    expect(sqlClient('sqlite:./a.db')).toMatchObject({ program: 'sqlite3' });
  });

  test('says what is missing, and holds no value that could end a string', async () => {
    expect((await run('sql', 'select 1', { env: { DATABASE_URL: '' } })).output).toContain('Set DATABASE_URL');
    expect((await run('sql', 'select 1', { env: { DATABASE_URL: 'oracle://x' } })).output).toContain(
      'postgres, mysql or sqlite',
    );
    const text = "delete from orders where id = '<order>'";
    const refused = await run('sql', text, { env, variables: { order: { value: "1' or '1'='1", secret: false } } });
    expect(refused).toMatchObject({
      risk: 'destroys',
      refusal: expect.stringContaining("aren't safe in a statement") as string,
    });
  });
});

test('a block of another language runs only where it says so', async () => {
  expect((await run('js', 'console.log(1 + 1)')).output).toBe('2\n');
  const runbook = parseRunbook(
    '# Book\n\n1. Do it\n\n   ```js\n   console.log(1)\n   ```\n\n   ```http\n   GET http://a.example\n   ```\n',
  );
  expect(runbook.blocks.concat(runbook.steps.flatMap(({ blocks }) => blocks)).map(({ kind }) => kind)).toEqual([
    'config',
    'config',
  ]);
});
