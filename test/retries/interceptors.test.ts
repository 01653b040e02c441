import { describe, expect, it } from 'vitest';
import { factsOf, onlyRetry, retriesIn } from './found.ts';

const api = `import axios from 'axios';
  export const api = axios.create({ baseURL: 'https://a.example', timeout: 3000 });`;

describe('axios interceptors', () => {
  it('sends a failed request again without end', () => {
    const text = `${api} api.interceptors.response.use((r) => r, (error) => api(error.config));`;
    expect(onlyRetry(text)).toMatchObject({
      form: 'recursion',
      delay: 'none',
      bounded: false,
      errors: 'all',
      network: true,
    });
  });

  it('does so for some failures, a few times', () => {
    const text = `${api} api.interceptors.response.use(undefined, async (error) => {
      const { config } = error;
      config.retries = (config.retries ?? 0) + 1;
      if (error.response?.status < 500 || config.retries > 3) throw error;
      await new Promise((done) => setTimeout(done, 1000));
      return api.request(config);
    });`;
    expect(onlyRetry(text)).toMatchObject({ bounded: true, errors: 'selective', delay: 'constant' });
  });

  it('marks what it sends again, which ends it after two attempts', () => {
    const text = `${api} api.interceptors.response.use((r) => r, async (error) => {
      const original = error.config;
      if (error.response?.status === 401 && !original._again) { original._again = true; return api(original); }
      throw error;
    });`;
    expect(onlyRetry(text)).toMatchObject({ bounded: true, attempts: 2, errors: 'selective' });
  });

  it('carries the timeout of the client whose request it was', () => {
    const { calls } = factsOf(`${api} api.interceptors.response.use((r) => r, (error) => axios(error.config));`);
    expect(calls.map(({ timeout }) => timeout)).toEqual(['bounded']);
  });

  it('is no retry where it sends something else', () => {
    const text = `${api} api.interceptors.response.use((r) => r, async (error) => { await axios.post('/log', error.message); throw error; });`;
    expect(retriesIn(text)).toEqual([]);
  });
});

describe('what an interceptor sends elsewhere', () => {
  const failed = (body: string) =>
    `${api} api.interceptors.response.use((r) => r, (error) => { ${body} throw error; });`;

  it.each([
    ['a redirect', 'return api({ ...error.config, url: error.response.headers.location });'],
    [
      'a redirect, with its status',
      'if (error.response?.status === 302) return api({ ...error.config, url: error.response.headers.location });',
    ],
    ['another server', "return api({ ...error.config, baseURL: 'https://b.example' });"],
  ])('is no retry: %s', (_, body) => {
    expect(retriesIn(failed(body))).toEqual([]);
  });

  it('but the same address is', () => {
    expect(onlyRetry(failed('return api({ ...error.config, url: error.config.url });'))).toMatchObject({
      bounded: false,
    });
  });
});
