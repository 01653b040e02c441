import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';

function found(keys: string, fileName = 'a.runbook.md'): readonly string[] {
  return checkRunbook(`---\nowner: team\n${keys}\n---\n\n# Restart\n\n\`\`\`sh\nls\n\`\`\`\n`, { fileName })
    .filter(({ code }) => code === 'unknown-attribute')
    .map(({ message }) => message);
}

test.each([
  ['mask: true', 'The front matter has no key "mask"'],
  ['redacted: [DB_PIN]', 'The front matter has no key "redacted"'],
  ['escaltion: [team]', 'Did you mean "escalation"?'],
  ['env_fiel: .env', 'Did you mean "envFile"?'],
  ['last_reviewd: 2026-01-01', 'Did you mean "lastReviewed"?'],
  ['sevices: [checkout]', 'Did you mean "services"?'],
  ['services: [checkout]\nservice: cart', `"service" isn't read beside "services"`],
  ['updateEvry: 15m', 'Did you mean "updateEvery"?'],
])('%s is reported', (keys, message) => {
  expect(found(keys)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['secrets: [A]'],
  ['env_file: .env'],
  ['hidden: true'],
  ['tags: [a]'],
  ['last-reviewed: 2026-01-01'],
  ['weight: 3'],
  // What `incident start` takes as well.
  ['service: checkout'],
  ['service: [checkout, cart]'],
  ['drill_every: 90d'],
  ['updateEvery: 15m'],
  ['update-every: never'],
])('%s is not', (keys) => {
  expect(found(keys)).toEqual([]);
});

test('keys of another generator are its own', () => {
  expect(found('service_id: a', 'README.md')).toEqual([]);
});

test('what a block captures is hidden by its attribute; on a block alone it hides nothing', () => {
  const messages = (attributes: string): readonly string[] =>
    checkRunbook(`# A\n\n\`\`\`sh {${attributes}}\nls\n\`\`\`\n`)
      .filter(({ code }) => code === 'unknown-attribute')
      .map(({ message }) => message);
  expect(messages('capture=TOK secret=true')).toEqual([]);
  expect(messages('secret=true')).toEqual([expect.stringContaining('nothing is hidden by it')]);
});
