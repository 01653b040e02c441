import { describe, expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

const api = (name: string): string =>
  `export const ${name} = async () => {\n  const res = await fetch('http://localhost:5959/conduit', { method: 'POST', body: JSON.stringify({ topic: 'x' }), signal: AbortSignal.timeout(1000) });\n  if (!res.ok) throw new Error('no');\n  return res.json();\n};`;
const loop = (name: string, call = `${name}()`): string =>
  `import * as api from './api';\nimport { ${name} } from './api';\nexport async function launched(app) {\n  for (let tries = 0; tries < 20; tries++) {\n    await new Promise((done) => setTimeout(done, 500));\n    try {\n      return await ${call};\n    } catch (error) {\n      console.log(error.message);\n    }\n  }\n}`;

const findings = async (name: string, call?: string): Promise<number> => {
  const { messages } = await lintInMemory(
    loop(name, call),
    { rule: 'retry-unsafe-method' },
    { files: { '/project/src/api.ts': api(name) } },
  );
  return messages.length;
};

describe('a POST of a function that only asks, by its name', () => {
  it.each([['fetchRunningApps'], ['listDevices'], ['getState'], ['isRunning'], ['loadConfig']])(
    '%s may be sent again',
    async (name) => {
      expect(await findings(name)).toBe(0);
      expect(await findings(name, `api.${name}()`)).toBe(0);
    },
  );

  it.each([['createOrder'], ['fetchOrCreateCart'], ['loadAndPublish'], ['issue'], ['listing']])(
    '%s may not',
    async (name) => {
      expect(await findings(name)).toBe(1);
    },
  );
});
