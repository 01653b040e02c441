import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

const rows = readFileSync(new URL('forms.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [risk: string, command: string]);

test.each(rows)('%s: %s', (risk, command) => {
  expect(commandRisk(command)).toBe(risk);
});
