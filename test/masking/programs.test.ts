import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

test.each([
  'imp curl -u admin:hunter2hunter2 https://x',
  'exp docker login -p hunter2hunter2 registry',
  'mysql was slow, so sshpass -p hunter2hunter2 ssh db',
  'curl failed after redis-cli -a hunter2hunter2 ping',
  'wget or curl -u admin:hunter2hunter2 https://x',
  'sshpass -p hunter2hunter2 mysql -phunter2hunter2',
])('a name before the command hides no secret of it: %s', (text) => {
  expect(mask(text)).not.toContain('hunter2');
});

test.each(['imp the dump again', 'exp and imp are slow', 'mysql -h db -u admin', 'curl or wget -O- https://x'])(
  'look-alikes: %s',
  (text) => {
    expect(mask(text)).toBe(text);
  },
);
