import { expect, test } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

const setUp = `import { setGlobalDispatcher, Agent } from 'undici';\nsetGlobalDispatcher(new Agent({ headersTimeout: 1000, bodyTimeout: 1000 }));`;
const source = `export const load = (u: string) => fetch(u);`;

test.each([
  ['/project/tests/load.test.ts', 1],
  ['/project/src/load.spec.ts', 1],
  ['/project/vitest.setup.ts', 1],
  ['/project/src/main.ts', 0],
])('what %s sets for all fetches leaves %i findings in the program', async (path, count) => {
  const { messages } = await lintInMemory(
    source,
    { rule: 'unwrapped-network-call' },
    { files: { [path]: setUp }, versions: { undici: '7.0.0' } },
  );
  expect(messages).toHaveLength(count);
});
