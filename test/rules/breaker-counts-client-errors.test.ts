import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'breaker-counts-client-errors';
const given = (work: string, options = '') =>
  `import axios from 'axios';\nimport CircuitBreaker from 'opossum';\nexport const one = new CircuitBreaker(${work}${options});`;
const get = `async (id: string) => axios.get('https://a.example/' + id)`;

describe(rule, () => {
  it.each([
    ['a client that rejects', given(get)],
    ['options without a filter', given(get, ', { timeout: 3000 }')],
    [
      'a status that is asked',
      given(
        `async () => {\n  const r = await fetch('https://a.example');\n  if (!r.ok) throw new Error('no');\n  return r;\n}`,
      ),
    ],
    [
      'a function of the file',
      `${given('load')}\nasync function load() {\n  return axios.get('https://a.example');\n}`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual(['3: new CircuitBreaker']);
  });

  it.each([
    ['a filter', given(get, ', { errorFilter: (e) => e.response.status < 500 }')],
    ['options from elsewhere', `import { options } from './options';\n${given(get, ', options')}`],
    ['a status that nobody asks', given(`async () => (await fetch('https://a.example')).json()`)],
    [
      'statuses that do not reject',
      given(`async () => axios.get('https://a.example', { validateStatus: () => true })`),
    ],
    [
      'errors that are handled',
      given(
        `async () => {\n  try {\n    return await axios.get('https://a.example');\n  } catch (e) {\n    console.log(e);\n  }\n}`,
      ),
    ],
    ['a function from elsewhere', `import { load } from './load';\n${given('load')}`],
    [
      'statuses that are chosen',
      given(
        `async () => {\n  const r = await fetch('https://a.example');\n  if (!r.ok && r.status >= 500) throw new Error('no');\n  return r;\n}`,
      ),
    ],
    ['a database', `import { Pool } from 'pg';\nconst pool = new Pool();\n${given(`async () => pool.query('a')`)}`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
