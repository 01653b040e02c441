import { expect, test } from 'vitest';
import { unusedDependencies } from '../../src/inventory/codeCalls.ts';
import { RunbookCoverage } from '../../src/inventory/runbookCoverage.ts';
import { makeConfig } from '../../src/lint/config.ts';
import { folderWith } from '../files/folder.ts';

const never = (): Promise<never> => Promise.reject(new Error('the code was analysed'));

const among = (texts: readonly string[]) => (read: (text: string) => boolean) => void texts.every(read);

test.each([
  ['a name as it is', 'stripe', "import Stripe from 'stripe';"],
  ['in another spelling', 'exchange-rates', 'const url = env.EXCHANGE_RATES_URL;'],
  ['a host', 'api.stripe.com', "fetch('https://api.stripe.com/v1')"],
])('code that mentions %s is not analysed to know that it is used', async (_, name, text) => {
  expect(await unusedDependencies({ dependencies: [name] }, among(['', text]), never)).toEqual([]);
});

test('code is analysed once a name is in no text: what is called by another name is used', async () => {
  const call = { path: 'a.ts', test: false, api: 'query', library: 'pg' };
  let asked = 0;
  const calls = () => Promise.resolve((asked++, [call] as never));
  expect(await unusedDependencies({ dependencies: ['redis', 'postgres'] }, among(['x', 'y']), calls)).toEqual([
    'redis',
  ]);
  expect(asked).toBe(1);
});

test('of a project on disk the name that nothing calls or mentions is told; of one without calls none', async () => {
  const unusedIn = (files: Record<string, string>): Promise<readonly string[]> => {
    const config = makeConfig();
    return new RunbookCoverage(folderWith(files), () => Promise.resolve(config)).unusedIn(
      'a.runbook.md',
      '---\ndependencies: [stripe, postgres, redis]\n---\n\n# A\n',
    );
  };
  const code = {
    'src/a.ts': "import pg from 'pg';\nexport const q = () => new pg.Pool().query('select 1');\n// stripe\n",
  };
  expect(await unusedIn(code)).toEqual(['redis']);
  expect(await unusedIn({ 'src/a.ts': 'export const a = 1;\n' })).toEqual([]);
});
