import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

const found = async (text: string, preset: 'recommended' | 'strict' = 'recommended'): Promise<readonly string[]> =>
  (await lintInMemory(text, { preset })).messages
    .filter(({ ruleId }) => ruleId === 'unchecked-status')
    .map(({ message }) => message);
const request = (callback: string): string =>
  `const request = require('request');\nexports.load = (id, done) => request({ url: 'https://a.example/items/' + id, timeout: 5000 }, ${callback});`;
const start = '(err, res, body) => { if (err) return done(err);';

describe('the status of an answer that a callback gets', () => {
  it.each([
    ['the body goes to the caller', request(`${start} done(null, JSON.parse(body)); }`)],
    [
      'the body of the response is stored',
      request(`function (error, response) { if (error) return done(error); save(response.body); }`),
    ],
    [
      'there has to be an answer',
      request(
        `(err, res, body) => { if (err || !res || !body) return done(err); const { items } = JSON.parse(body); done(null, items); }`,
      ),
    ],
    [
      'of needle',
      "const needle = require('needle');\nexports.load = (done) => needle.get('https://a.example/items', { response_timeout: 5000 }, (err, resp, body) => { if (err) return done(err); done(null, body); });",
    ],
    [
      'of another method, with a function beside it',
      "const request = require('request');\nfunction taken(err, res, body) { if (err) throw err; store(body); }\nrequest.post('https://a.example/items', { json: {}, timeout: 5000 }, taken);",
    ],
  ])('is not checked: %s', async (_, text) => {
    const messages = await found(text);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('Check response.statusCode in its callback.');
  });

  it.each([
    [
      'it is asked for',
      request(`${start} if (res.statusCode !== 200) return done(new Error('no')); done(null, JSON.parse(body)); }`),
    ],
    [
      'it is asked for in another way',
      request(`(err, res, body) => { if (!err && res && res.statusCode == 200) done(null, body); }`),
    ],
    [
      'it is taken out',
      request(`(err, { statusCode }, body) => { if (err || statusCode > 399) return done(err); done(null, body); }`),
    ],
    ['it is told to the caller', request(`${start} done(null, { status: res.statusCode, body }); }`)],
    ['the response is handed on', request(`${start} done(null, res); }`)],
    [
      'the body says it',
      request(
        `${start} const json = JSON.parse(body); if (json.error) return done(json.error); done(null, json.items); }`,
      ),
    ],
    [
      'the body is no JSON in that case',
      request(
        `${start} let json; try { json = JSON.parse(body); } catch (e) { return done(e); } if (!json) return done(); done(null, json); }`,
      ),
    ],
    [
      'a function of the project may look',
      `function open(body) { if (!body.ok) throw body; return body; }\n${request(`${start} done(null, open(body)); }`)}`,
    ],
    ['the body is only logged', request(`${start} console.log('sent', body); done(); }`)],
    ['nobody takes the body', request('(err) => { if (err) console.error(err); }')],
    ['the callback is that of the caller', request('done')],
    [
      'the answer flows on',
      "const request = require('request');\nexports.load = (res) => request('https://a.example/items', { timeout: 5000 }).pipe(res);",
    ],
  ])('is none of this: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it('is a matter of strictness where an error page throws', async () => {
    const text = request(`${start} done(null, JSON.parse(body).items[0]); }`);
    expect(await found(text)).toEqual([]);
    expect(await found(text, 'strict')).toHaveLength(1);
  });
});
