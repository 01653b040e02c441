import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../files/folder.ts';

const cli = new URL('../../dist/cli.js', import.meta.url).pathname;

/** Ids of the findings in a folder, from the cache where nothing seems to have changed. */
function idsIn(root: string): string[] {
  const args = [cli, 'lint', '--format', 'json', '--max-warnings', '99'];
  const results = JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })) as {
    messages: { ruleId: string }[];
  }[];
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

const pathsTo = (folder: string): string =>
  JSON.stringify({ compilerOptions: { paths: { '@/*': [`\${configDir}/${folder}/*`] } } });
const load = `import { api } from '@/client';
export const load = async () => {
  try {
    return await api.get('/a');
  } catch {
    return [];
  }
};
`;

describe('cached results', () => {
  it.each([
    ['tsconfig.base.json', true],
    ['base.tsconfig.json', true],
    ['config/jsconfig-paths.json', true],
    ['notes.json', false],
  ])('are judged by %s: %s', (base, judged) => {
    const root = folderWith({
      'package.json': '{}',
      'node_modules/.keep': '',
      'tsconfig.json': judged ? JSON.stringify({ extends: `./${base}` }) : pathsTo('a'),
      [base]: pathsTo('a'),
      'a/client.ts': 'export const api = { get: (path: string) => [path] };\n',
      'b/client.ts': "import axios from 'axios';\nexport const api = axios.create({ timeout: 5_000 });\n",
      'load.ts': load,
    });
    expect(idsIn(root)).not.toContain('swallowed-failure');
    writeFileSync(join(root, base), pathsTo('b'));
    expect(idsIn(root).includes('swallowed-failure')).toBe(judged);
  });
});
