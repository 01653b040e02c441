import { describe, expect, it } from 'vitest';
import { allBlocks, runsInPassing } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const fence = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n`;
const labelled = (...parts: readonly (readonly [string, string])[]): string =>
  parts.map(([label, command]) => `${label}\n\n${fence(command)}\n`).join('');
const items = (...parts: readonly (readonly [string, string])[]): string =>
  parts.map(([label, command]) => `- ${label}\n${fence(command).replace(/^(?=.)/gm, '  ')}`).join('');
const read = (text: string): ReturnType<typeof parseRunbook> => parseRunbook(`# Agent\n\n## Removal\n\n${text}`);
const ways = (text: string): string[][] => choicesOf(read(text)).map((choice) => choice.ways.map(({ name }) => name));

const four = [
  ['**Single host:**', './remove.sh <hostname>'],
  ['**All hosts:**', './remove.sh all'],
  ['**Purge package:**', './remove.sh --purge all'],
  ['**Skip confirmation:**', './remove.sh --yes all'],
] as const;

describe('of the forms of one call one is made', () => {
  it.each([
    ['four labels', labelled(...four), 4],
    [
      'labels without bold',
      labelled(['In the foreground:', 'docker compose up'], ['Detached:', 'docker compose up -d']),
      2,
    ],
    ['items', items(['One node:', 'fleetctl reboot <node>'], ['The whole rack:', 'fleetctl reboot --all']), 2],
    [
      'with and without a name',
      labelled(['**Everything**', 'make deploy'], ['**A service**', 'make deploy <service>']),
      2,
    ],
  ])('%s', (_, text, count) => {
    expect(ways(text).map((names) => names.length)).toEqual([count]);
  });

  it('nothing else holds the one that is chosen', () => {
    expect(read(labelled(...four)).caveats?.filter(({ kind }) => kind === 'example')).toEqual([]);
  });
});

describe('but each has its turn', () => {
  it.each([
    ['other things', [['**Web:**', './deploy.sh web'] as const, ['**Worker:**', './deploy.sh worker'] as const]],
    [
      'tried before',
      [
        ['**Dry run:**', './deploy.sh --dry-run all'],
        ['**Apply:**', './deploy.sh all'],
      ],
    ],
    [
      'in turn',
      [
        ['**First pass:**', 'rsync -a src dst'],
        ['**Final pass:**', 'rsync -a --delete src dst'],
      ],
    ],
    [
      'other verbs',
      [
        ['**Install:**', 'helm install web .'],
        ['**Upgrade:**', 'helm upgrade web .'],
      ],
    ],
    [
      'other files',
      [
        ['**Rules:**', 'kubectl apply -f rules.yaml'],
        ['**Config:**', 'kubectl apply -f config.yaml'],
      ],
    ],
    [
      'only read',
      [
        ['**Here:**', 'kubectl get pods'],
        ['**Everywhere:**', 'kubectl get pods -A'],
      ],
    ],
  ] as const)('%s', (_, parts) => {
    const runbook = read(labelled(...parts));
    expect(choicesOf(runbook)).toEqual([]);
    expect(allBlocks(runbook).every((block) => runsInPassing(runbook, block))).toBe(true);
  });
});

it('an example of the command above it is held, where the two are no ways', () => {
  const runbook = read(labelled(['Restart it:', 'app restart <name>'], ['For example:', 'app restart web']));
  expect(allBlocks(runbook).map((block) => runsInPassing(runbook, block))).toEqual([true, false]);
});
