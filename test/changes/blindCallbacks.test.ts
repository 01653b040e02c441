import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const js = { path: '/project/src/file.js' };
const rule = 'unwrapped-network-call';

/** As request and needle call back: with an error and nothing else, or with a response and its body. */
const asks = `const ask = (url, ms, done) =>
  void fetch(url, ms ? { signal: AbortSignal.timeout(ms) } : {})
    .then(async (answer) => [null, { statusCode: answer.status }, await answer.text()], (error) => [error])
    .then((all) => setImmediate(() => done(...all)));\n`;
const standIns = {
  request: `${asks}export default (options, done) => ask(options.url ?? options, options.timeout, done);`,
  needle: `${asks}export default { get: (url, options, done) => ask(url, (done ? options : {}).response_timeout ?? (done ? options : {}).timeout, done ?? options) };`,
  superagent: `${asks}export default { get: (url) => {
  let ms;
  const chain = { timeout: (given) => ((ms = given), chain), end: (done) => ask(url, ms, done) };
  return chain;
} };`,
};

describe('a limit for a call whose callback reads the response without a look at the error', async () => {
  const silent = await faultServer(['hang']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([silent.stop(), good.stop()]));
  const read = (url: string): string => `return await (await load()).read('${url}');`;
  const promise = (library: string, call: string): string =>
    `import ${library} from '${library}';\nexport const read = (url) => new Promise((resolve, reject) => {\n  ${call}\n});`;

  it.each([
    [
      'request',
      'if (error) return reject(error)',
      `request({ url, headers: {} }, function (error, response, body) {\n    if (response.statusCode === 200) {\n      resolve(body);\n    } else {\n      reject(error);\n    }\n  });`,
    ],
    [
      'request',
      'if (err) return reject(err)',
      `request({ url }, (err, response, body) => {\n    console.log('asked', err, response && response.statusCode);\n    resolve(JSON.parse(body).ok);\n  });`,
    ],
    [
      'superagent',
      'if (!res) return reject(err)',
      `superagent.get(url).end((err, res) => { if (res.statusCode === 200) resolve('{"ok":true}'); else reject(err); });`,
    ],
  ])('tells the promise that waits: %s, %s', async (library, guard, call) => {
    const before = promise(library, call);
    const after = await changed(rule, before, 0, js);
    expect(after).toContain(guard);
    const sooner = after.replace('10_000', '300');
    expect((await runInChild(before, read(silent.url), { standIns, patienceMs: 2000 })).value).toBe('waiting');
    expect((await runInChild(sooner, read(silent.url), { standIns })).error).toContain('TimeoutError');
    expect(String((await runInChild(after, read(good.url), { standIns, speed: 1 })).value)).toContain('true');
  });

  const plain = (callback: string, call = 'request({ url }, '): string =>
    `import request from 'request';\nexport const read = (url, callback) => {\n  ${call}${callback});\n};`;
  it.each([
    ['nobody is there to be told', `(error, response, body) => { console.log(response.statusCode, body); }`],
    ['the parameters take it apart', `(error, { statusCode }, body) => callback(statusCode, body)`],
    [
      'another function has a name',
      `answered`,
      `const answered = (error, response) => console.log(response.headers);\n  request({ url }, `,
    ],
    [
      'only its text is printed first',
      `(error, response) => {\n    if (error) console.log(error);\n    callback(null, response.statusCode);\n  }`,
    ],
  ])('offers none where %s', async (_, callback, call = undefined) => {
    expect(await offers(rule, plain(callback, call), js)).toBe(0);
  });

  it.each([
    [
      'leaves first',
      `(error, response) => {\n    if (error) return callback(error);\n    callback(null, response.statusCode);\n  }`,
    ],
    [
      'asks in the same condition',
      `(error, response, body) => {\n    if (!error && response.statusCode === 200) callback(null, JSON.parse(body));\n  }`,
    ],
    ['hands on what it is given', `(error, response, body) => callback(error, response, body)`],
    [
      'catches it',
      `(error, response, body) => {\n    try {\n      callback(null, JSON.parse(body));\n    } catch (caught) {\n      callback(caught);\n    }\n  }`,
    ],
    [
      'has it asserted',
      `(error, response) => {\n    assert.ifError(error);\n    callback(null, response.statusCode);\n  }`,
    ],
  ])('offers the limit alone where the callback %s', async (_, callback) => {
    const after = await changed(rule, plain(callback), 0, js);
    expect(after.replace(', timeout: 10_000', '')).toBe(plain(callback));
  });

  it('limits no client whose callbacks would throw', async () => {
    const client = (callback: string): string =>
      `import pg from 'pg';\nconst pool = new pg.Pool();\npool.on('error', console.error);\nexport const read = (done) => {\n  pool.query('select 1', ${callback});\n};`;
    expect(await offers('require-timeout', client('(error, result) => done(result.rows)'), js)).toBe(0);
    const looking = client('(error, result) => (error ? done(error) : done(null, result.rows))');
    expect(await changed('require-timeout', looking, 0, js)).toContain('query_timeout: 60_000');
  });
});
