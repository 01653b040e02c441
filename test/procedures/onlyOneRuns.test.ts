import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

type Part = readonly [title: string, command: string];
const page = (title: string, ...parts: readonly Part[]): string =>
  `# ${title}\n\n${parts.map(([name, command]) => `## ${name}\n\n\`\`\`sh\n${command}\n\`\`\`\n\n`).join('')}`;
const ways = (text: string): string[][] =>
  choicesOf(parseRunbook(text)).map((choice) => choice.ways.map(({ name }) => name));

const backUp: Part = ['Back up', 'pg_dump shop > shop.sql'];
const restore: Part = ['Restore', 'psql shop < shop.sql'];

describe('what is saved is not loaded right after it', () => {
  it.each([
    ['Database', [backUp, restore]],
    ['Redis', [backUp, restore, ['Verify', 'redis-cli dbsize']]],
    ['Redis', [backUp, ['Schedule it', 'crontab -l'], restore]],
    ['Keycloak realm', [['Export', 'kc.sh export --dir a'] as Part, ['Import', 'kc.sh import --dir a'] as Part]],
  ] as const)('%s %j', (title, parts) => {
    const named = parts.map(([name]) => name).filter((name) => name !== 'Verify');
    expect(ways(page(title, ...parts))).toEqual([named]);
  });

  it.each([
    ['Migrate the database', [backUp, restore]],
    ['Move Grafana to another server', [backUp, restore]],
    ['Database', [backUp, ['Restore into the new host', 'psql -h new shop < shop.sql']]],
    [
      'Upgrade',
      [
        ['1. Back up', 'a dump'],
        ['2. Upgrade', 'a up'],
        ['3. Restore', 'a load'],
      ],
    ],
    ['Upgrade', [backUp, ['Upgrade', 'a up'], ['Restore the traffic', 'a on'], ['Verify', 'a show']]],
  ] as const)('but in turn: %s %j', (title, parts) => {
    expect(ways(page(title, ...parts))).toEqual([]);
  });
});

describe('blue or green', () => {
  it.each([
    ['Switch traffic', [['Blue', 'k patch svc web -p blue'] as Part, ['Green', 'k patch svc web -p green'] as Part]],
    [
      'Switch',
      [['Blue is live', 'k patch svc web -p green'] as Part, ['Green is live', 'k patch svc web -p blue'] as Part],
    ],
    ['Switch', [['Switch to blue', 'a blue'] as Part, ['Switch to green', 'a green'] as Part]],
    ['Deploy', [['Blue/Green', 'k apply -f bg.yaml'] as Part, ['Canary', 'k apply -f canary.yaml'] as Part]],
  ] as const)('%s %j', (title, parts) => {
    expect(ways(page(title, ...parts))).toEqual([parts.map(([name]) => name)]);
  });

  it.each([
    [
      'Blue/Green deployment',
      [
        ['Deploy to blue', 'helm upgrade blue .'],
        ['Deploy to green', 'helm upgrade green .'],
      ],
    ],
    [
      'Deploy',
      [
        ['1. Blue', 'helm upgrade blue .'],
        ['2. Green', 'helm upgrade green .'],
      ],
    ],
    [
      'Deploy',
      [
        ['Update blue first', 'helm upgrade blue .'],
        ['Then update green', 'helm upgrade green .'],
      ],
    ],
    [
      'Deploy',
      [
        ['Deploy green', 'helm upgrade green .'],
        ['Remove blue', 'helm uninstall blue'],
      ],
    ],
    [
      'Deploy',
      [
        ['Canary', 'helm upgrade canary .'],
        ['All pods', 'helm upgrade web .'],
      ],
    ],
  ] as const)('but in turn: %s %j', (title, parts) => {
    expect(ways(page(title, ...(parts as readonly Part[])))).toEqual([]);
  });
});
