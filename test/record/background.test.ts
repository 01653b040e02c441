import { expect, test } from 'vitest';
import { inBackground, withoutBackground } from '../../src/record/background.ts';

test.each(['docker compose up', 'kubectl port-forward svc/a 1:1 # stays', 'cat <<E | nc -l 1\na\nE'])(
  'what is put into the background is no edit: %j',
  (command) => {
    const sent = inBackground(command);
    expect(sent).not.toBe(command);
    expect(withoutBackground(sent)).toBe(command);
    expect(withoutBackground(`a\n${sent}\nb`)).toBe(`a\n${command}\nb`);
  },
);

test('other commands stay', () => {
  for (const command of ['sleep 2', 'a & sleep 20', '{ a\n} & wait']) expect(withoutBackground(command)).toBe(command);
});
