import { describe, expect, test } from 'vitest';
import { LearnedSecrets } from '../../src/masking/learned.ts';
import { Masker } from '../../src/masking/mask.ts';

/** What is shown of outputs that come one after another in a run. */
function shown(...outputs: readonly string[]): string {
  const learned = new LearnedSecrets();
  return outputs
    .map((output) => {
      const masker = new Masker(() => learned.all(), undefined, learned.add);
      return (output.match(/[^]{1,7}/g) ?? []).map((piece) => masker.push(piece)).join('') + masker.flush();
    })
    .join('');
}

describe('what was found to be a secret is hidden from then on', () => {
  test.each([
    ['password: Tr0ub4dor&3\n', 'starting app with Tr0ub4dor&3 on port 80\n', 'Tr0ub4dor&3'],
    ['API_TOKEN=q7Rw2Zk9LmX4vTb8\n', '{"sent":"q7Rw2Zk9LmX4vTb8"}\n', 'q7Rw2Zk9LmX4vTb8'],
    ['{"secret": "hunter2x9"}\n', 'login as admin hunter2x9\n', 'hunter2x9'],
    // In the base64 that it is printed in elsewhere.
    ['password: Tr0ub4dor-3x\n', `raw ${Buffer.from('Tr0ub4dor-3x').toString('base64')}\n`, 'VHIwdWI0ZG9yLTN4'],
  ])('%j', (first, then, secret) => {
    expect(shown(first, then)).not.toContain(secret);
    // It is nothing but a word until then.
    expect(shown(then)).toContain(secret);
  });

  test.each([
    ['password: primary\n', 'role primary\n'],
    ['secret: web-1-2\n', 'pod web-1-2\n'],
    ['token: db.example.org:5432\n', 'connected to db.example.org:5432\n'],
    ['password: /var/run/secrets/db1\n', 'read /var/run/secrets/db1\n'],
    ['pin: 12345678\n', 'rows 12345678\n'],
  ])('a word, a name, a place or a number is not: %j', (first, then) => {
    expect(shown(first, then).endsWith(then)).toBe(true);
  });

  test('only so many are kept', () => {
    const learned = new LearnedSecrets();
    for (let i = 0; i < 1000; i++) learned.add(`Tr0ub4dor&${i}x`);
    expect(learned.all().length).toBeLessThan(100);
  });
});
