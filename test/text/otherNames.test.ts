import { expect, test } from 'vitest';
import { stemsOf, waysInText } from '../../src/text/otherNames.ts';

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

test.each([
  ['of a kind', '# MySQL backup\na\n# Copy it\nb\n# PostgreSQL backup\nc', ['MySQL backup', 'PostgreSQL backup']],
  ['of the same', '# MySQL backup\na\n# MySQL backup\nb', []],
  ['of cases', '# if xfs\na\n# if ext4\nb', ['if xfs', 'if ext4']],
  ['that say or', 'service x restart\n# or\n\nsystemctl restart x', ['service x restart', 'systemctl restart x']],
  ['that say or by what', 'a\n# or via service\nb', ['a', 'or via service']],
  ['that say or after another step', '# Log in\na\n# Restart\nb\nc\n# Or\nd\n# Check\ne', ['b', 'd']],
  ['that say or twice', 'a\n\n# or\nb\n# -- or --\nc\n# Check\nd\n# or\ne', ['a', 'b', 'c']],
  ['by what it runs on', '# With Docker\na\n\n# With systemd:\nb', ['With Docker', 'With systemd:']],
  [
    'by what it runs on, as using',
    '# Using Docker Compose\na\n# Using Kubernetes\nb',
    ['Using Docker Compose', 'Using Kubernetes'],
  ],
  ['of parts that all have their turn', '# Docker\na\n# Packages\nb', []],
  ['of which one alone says what by', '# Restart with Docker\na\n# Clean packages\nb', []],
  ['that say neither', 'a\n# or else it fails\nb\n# if needed\nc', []],
])('comments %s', (_, text, ways) => expect(waysInText(text)).toEqual(ways));
