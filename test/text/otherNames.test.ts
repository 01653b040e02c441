import { expect, test } from 'vitest';
import { namesOfKind, stemsOf } from '../../src/text/otherNames.ts';

const same = (one: string, two: string): boolean => {
  const other = stemsOf(two);
  return stemsOf(one).some(
    (read, i) => read !== undefined && read.stem === other[i]?.stem && read.name !== other[i].name,
  );
};

test.each([
  ['Major version upgrade (5 to 6)', 'Minor version upgrade', true],
  ['Creating apps via UI', 'Creating apps via the CLI', true],
  ['2.1 On Ubuntu', '2.2 On CentOS', true],
  ['MySQL and MariaDB', 'PostgreSQL', true],
  ['Install Docker', 'Install Podman', false],
  ['Upgrade on Ubuntu', 'Checks on CentOS', false],
])('"%s", "%s": %s', (one, two, alike) => {
  expect(same(one, two)).toBe(alike);
});

test('comments that name one of a kind', () => {
  expect(namesOfKind(['# MySQL backup', '# Copy it', '# PostgreSQL backup'])).toHaveLength(2);
  expect(namesOfKind(['# MySQL backup', '# MySQL backup'])).toEqual([]);
});
