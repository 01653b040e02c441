/** Files of one project; what each door finds in them must be the same. */
export const fixtures: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'fixture',
    type: 'module',
    dependencies: { express: '5', axios: '1', pg: '8' },
  }),
  'src/fetching.ts': `export async function load(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}
export const bounded = (url: string) => fetch(url, { signal: AbortSignal.timeout(5_000) });
export const forwarded = (url: string, init: RequestInit) => fetch(url, init);
// breakwater-disable-next-line unwrapped-network-call -- the proxy has a deadline
export const silenced = () => fetch('http://proxy.example/');
// eslint-disable-next-line breakwater/unwrapped-network-call -- the same, for ESLint
export const silencedThere = () => fetch('http://proxy.example/');
`,
  'src/client.ts': `import axios from 'axios';
export const api = axios.create({ baseURL: 'https://api.example' });
export const patient = axios.create({ baseURL: 'https://api.example', timeout: 5_000 });
`,
  'src/users.ts': `import { api, patient } from './client.js';
import { limited } from './limited';
export const user = (id: string) => api.get(\`/users/\${id}\`);
export const slowly = (id: string) => patient.get(\`/users/\${id}\`);
export const other = (url: string) => limited(url);
`,
  'src/limited.ts': `export function limited(url: string) {
  return fetch(url, { signal: AbortSignal.timeout(1_000) });
}
`,
  // Nothing in its own text says that it goes over the network.
  'src/quiet.ts': `import { patient } from './client.js';
export async function orders() {
  try {
    return await patient.get('/orders');
  } catch {
    return [];
  }
}
`,
  'src/retrying.ts': `export async function persist(url: string, body: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await fetch(url, { method: 'PUT', body, signal: AbortSignal.timeout(5_000) });
    } catch (error) {
      console.warn(error);
    }
  }
  throw new Error('not saved');
}
`,
  'src/view.tsx': `export function Button({ url }: { url: string }) {
  return <button onClick={() => fetch(url)}>go</button>;
}
`,
  'src/plain.js': `import got from 'got';
export const load = () => got('https://api.example/');
`,
  'src/pool.cjs': `const { Pool } = require('pg');
const pool = new Pool({ max: 4 });
exports.rows = () => pool.query('select 1');
`,
  'src/plainly.ts': `import axios from 'axios';
export const load = () => axios.get('https://api.example/');
`,
  // The same call in a package where another file gives every call of axios a timeout.
  'other/package.json': JSON.stringify({ name: 'other', type: 'module', dependencies: { axios: '1' } }),
  'other/src/plainly.ts': `import axios from 'axios';
export const load = () => axios.get('https://api.example/');
export const page = () => fetch('https://api.example/');
`,
  'other/src/defaults.ts': `import axios from 'axios';
axios.defaults.timeout = 5_000;
`,
  'src/load.test.ts': `it('loads', async () => {
  await fetch('https://api.example/');
});
`,
};
