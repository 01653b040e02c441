import { expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const types = (text: string): Record<string, string> =>
  Object.fromEntries(parseRunbook(text).placeholders.map(({ name, type }) => [name, type]));

it.each(['secrets: [DB_PIN]', 'secrets: DB_PIN', 'secret: db-pin', 'sensitive:\n  - Db Pin'])(
  'a name that the front matter declares (%s) is a secret, however it is written in the commands',
  (declared) => {
    const text = `---\nowner: me\n${declared}\n---\n\n\`\`\`sh\nunlock --pin <db-pin> --host <host>\n\`\`\`\n`;
    expect(types(text)).toEqual({ 'db-pin': 'secret', host: 'text' });
  },
);

it('without a declaration it is text', () => {
  expect(types('```sh\nunlock --pin <db-pin>\n```\n')).toEqual({ 'db-pin': 'text' });
});
