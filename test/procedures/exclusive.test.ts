import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';
import { exclusiveLabels } from '../../src/procedures/exclusive.ts';

const A = 'systemctl stop a';
const B = 'systemctl restart b';
const C = 'uptime';
const sh = (command: string, info = 'sh'): string => `\n\`\`\`${info}\n${command}\n\`\`\`\n`;
const ind = (text: string): string => text.replace(/^(?=.)/gm, '  ');
const three = (text: string): string => text.replace(/^(?=.)/gm, '   ');
const choices = (text: string): number => choicesOf(parseRunbook(`# Fix it\n\n${text}`)).length;

test.each([
  ['If X/Otherwise', `If the disk is full:\n${sh(A)}\nOtherwise:\n${sh(B)}`],
  ['If X, run/Otherwise, run', `If the primary is down, run:\n${sh(A)}\nOtherwise, run:\n${sh(B)}`],
  ['If/If not', `If the disk is full:\n${sh(A)}\nIf not:\n${sh(B)}`],
  ['If/else', `If replication is running:\n${sh(A)}\nElse:\n${sh(B)}`],
  [
    'items if/if not full',
    `- If the disk is full, clean:\n${ind(sh(A))}\n- If the disk is not full, restart:\n${ind(sh(B))}`,
  ],
  ['items if full / if it is not full', `- If the disk is full:\n${ind(sh(A))}\n- If it is not full:\n${ind(sh(B))}`],
  ['items if it isnt', `- If the pod is running:\n${ind(sh(A))}\n- If it isn't running:\n${ind(sh(B))}`],
  [
    'ordered items',
    `1. If the disk is full:\n${ind(sh(A)).replace(/^  /gm, '   ')}\n2. Otherwise:\n${ind(sh(B)).replace(/^  /gm, '   ')}`,
  ],
  ['head if/otherwise', `## If the disk is full\n${sh(A)}\n## Otherwise\n${sh(B)}`],
  ['head if/if not', `## If the disk is full\n${sh(A)}\n## If the disk is not full\n${sh(B)}`],
  ['head For staging', `## For staging\n${sh(A)}\n## For production\n${sh(B)}`],
  ['head Staging', `## Deploy\n\n### Staging\n${sh(A)}\n### Production\n${sh(B)}`],
  ['lead for staging', `For staging:\n${sh(A)}\nFor production:\n${sh(B)}`],
  ['lead in staging', `In staging, run:\n${sh(A)}\nIn production, run:\n${sh(B)}`],
  ['bold staging', `**Staging**\n${sh(A)}\n**Production**\n${sh(B)}`],
  ['plan A', `## Plan A\n${sh(A)}\n## Plan B\n${sh(B)}`],
  ['plan A: x', `## Plan A: restart\n${sh(A)}\n## Plan B: failover\n${sh(B)}`],
  ['para plan', `Plan A:\n${sh(A)}\nPlan B:\n${sh(B)}`],
  ['bold plan', `**Plan A**: restart it\n${sh(A)}\n**Plan B**: fail over\n${sh(B)}`],
  ['option sentence', `Option 1 is to restart it:\n${sh(A)}\nOption 2 is to fail over:\n${sh(B)}`],
  ['first option', `The first option is to restart:\n${sh(A)}\nThe second option is to fail over:\n${sh(B)}`],
  ['As option 1', `As option 1, restart:\n${sh(A)}\nAs option 2, fail over:\n${sh(B)}`],
  ['1st option', `## First option\n${sh(A)}\n## Second option\n${sh(B)}`],
  ['one way other way', `One way is to restart it:\n${sh(A)}\nThe other way is to fail over:\n${sh(B)}`],
  ['quarto', `::: {.panel-tabset}\n\n## Linux\n${sh(A)}\n## macOS\n${sh(B)}\n:::\n`],
  ['sphinx/pandoc tabset', `## Install {.tabset}\n\n### Linux\n${sh(A)}\n### Mac\n${sh(B)}`],
  ['quarto names any', `::: {.panel-tabset}\n\n## Restart\n${sh(A)}\n## Failover\n${sh(B)}\n:::\n`],
  [
    'tabset names any',
    `## Fix {.tabset .tabset-fade}\n\n### Restart\n${sh(A)}\n### Fail over\n${sh(B)}\n\n## After\n${sh(C)}`,
  ],
  ['quarto group', `::: {.panel-tabset group="language"}\n\n### Restart\n${sh(A)}\n### Failover\n${sh(B)}\n:::\n`],
  ['Variante', `## Variante A\n${sh(A)}\n## Variante B\n${sh(B)}`],
  ['Opcion', `## Opción 1\n${sh(A)}\n## Opción 2\n${sh(B)}`],
  ['Option fr', `## Option 1 : redémarrer\n${sh(A)}\n## Option 2 : basculer\n${sh(B)}`],
  ['Opcao', `## Opção 1\n${sh(A)}\n## Opção 2\n${sh(B)}`],
  ['Möglichkeit', `## Möglichkeit 1\n${sh(A)}\n## Möglichkeit 2\n${sh(B)}`],
  ['Wenn/Sonst', `Wenn die Platte voll ist:\n${sh(A)}\nSonst:\n${sh(B)}`],
  ['Si/Sinon', `Si le disque est plein :\n${sh(A)}\nSinon :\n${sh(B)}`],
  ['Falls/Andernfalls', `Falls die Platte voll ist:\n${sh(A)}\nAndernfalls:\n${sh(B)}`],
  ['oder', `${sh(A)}\noder\n${sh(B)}`],
  ['ou', `${sh(A)}\nou\n${sh(B)}`],
  ['o', `${sh(A)}\no bien:\n${sh(B)}`],
  ['方案', `## 方案一\n${sh(A)}\n## 方案二\n${sh(B)}`],
  ['Вариант', `## Вариант 1\n${sh(A)}\n## Вариант 2\n${sh(B)}`],
  [
    'fences labelled',
    `${sh('npm install -g x', 'bash [npm]')}${sh('yarn global add x', 'bash [yarn]')}${sh('pnpm add -g x', 'bash [pnpm]')}`,
  ],
  ['fence labels sh', `${sh('npm ci', 'sh [npm]')}\n${sh('yarn install', 'sh [yarn]')}`],
  ['code group', `::: code-group\n${sh('npm ci', 'sh [npm]')}\n${sh('yarn', 'sh [yarn]')}\n:::\n`],
  ['or upper', `${sh(A)}\n**OR**\n${sh(B)}`],
  ['or dashes', `${sh(A)}\n— or —\n${sh(B)}`],
  ['or heading', `${sh(A)}\n### or\n${sh(B)}`],
  ['or, on x', `${sh(A)}\nor, if that is not available:\n${sh(B)}`],
  ['either or items', `Either:\n\n- restart:\n${ind(sh(A))}\n- or fail over:\n${ind(sh(B))}`],
  ['head Ubuntu', `## Ubuntu\n${sh('service a stop')}\n## RHEL\n${sh('systemctl stop a')}`],
  ['head ubuntu slash', `## Ubuntu/Debian\n${sh('service a stop')}\n## CentOS/RHEL\n${sh('systemctl stop a')}`],
  ['head Linux', `## Linux\n${sh('rm -rf a')}\n## macOS\n${sh('rm -rf b')}\n## Windows\n${sh('del a', 'bat')}`],
  ['On Linux', `On Linux:\n${sh('rm -rf a')}\nOn macOS:\n${sh('rm -rf b')}`],
  ['bold Linux', `**Linux**\n${sh('rm -rf a')}\n**macOS**\n${sh('rm -rf b')}`],
  ['items Linux', `- Linux:\n${ind(sh('rm -rf a'))}\n- macOS:\n${ind(sh('rm -rf b'))}`],
  ['items On Ubuntu', `- On Ubuntu:\n${ind(sh('service a stop'))}\n- On RHEL:\n${ind(sh('systemctl stop a'))}`],
  ['items staging', `- For staging:\n${ind(sh(A))}\n- For production:\n${ind(sh(B))}`],
  ['items plan', `- Plan A:\n${ind(sh(A))}\n- Plan B:\n${ind(sh(B))}`],
  ['dev prod head', `### Dev\n${sh(A)}\n### Prod\n${sh(B)}`],
  ['if A / if B head', `If you use Docker:\n${sh(A)}\nIf you use systemd:\n${sh(B)}`],
  ['if using', `If using Docker:\n${sh(A)}\nIf using systemd:\n${sh(B)}`],
  ['if yes no', `Is the disk full?\n\nIf yes:\n${sh(A)}\nIf no:\n${sh(B)}`],
  ['items yes no', `Is the disk full?\n\n- Yes:\n${ind(sh(A))}\n- No:\n${ind(sh(B))}`],
  ['healthy/unhealthy', `If the node is healthy:\n${sh(A)}\nIf the node is unhealthy:\n${sh(B)}`],
  ['greater less', `If the lag is below 10 s:\n${sh(A)}\nIf the lag is above 10 s:\n${sh(B)}`],
  ['full/empty', `When the queue is full:\n${sh(A)}\nWhen the queue is empty:\n${sh(B)}`],
  ['in case of', `In case of a full disk:\n${sh(A)}\nIn case of a dead disk:\n${sh(B)}`],
  ['in the event of', `## In the event of a fire\n${sh(A)}\n## In the event of a flood\n${sh(B)}`],
  ['versions', `For version 1.x:\n${sh(A)}\nFor version 2.x:\n${sh(B)}`],
  ['versions as titles', `## On v1\n${sh(A)}\n## On v2\n${sh(B)}`],
  ['Japanese', `ディスクが一杯の場合：\n${sh(A)}\nそれ以外の場合：\n${sh(B)}`],
  ['Korean', `실행 중이면:\n${sh(A)}\n그렇지 않으면:\n${sh(B)}`],
  ['Polish', `Jeśli dysk jest pełny:\n${sh(A)}\nW przeciwnym razie:\n${sh(B)}`],
  ['Danish', `Hvis disken er fuld:\n${sh(A)}\nEllers:\n${sh(B)}`],
  ...[
    'Choose one:',
    'Pick one of these:',
    'Choose how to recover:',
    'Either:',
    'Options:',
    'Run only one of:',
    'Now select a method:',
  ].map(
    (lead) => [lead, `${lead}\n\n1. Restart it:\n${three(sh(A))}\n2. Fail over:\n${three(sh(B))}`] as [string, string],
  ),
])('one is to be chosen: %s', (_, text) => {
  expect(choices(text)).toBe(1);
});

test.each([
  ['primary/replica', `On the primary:\n${sh(A)}\nOn the replica:\n${sh(B)}`],
  ['items primary/replica', `- On the primary:\n${ind(sh(A))}\n- On the replica:\n${ind(sh(B))}`],
  ['head primary', `## On the primary\n${sh(A)}\n## On the replica\n${sh(B)}`],
  ['if + then', `If the disk is full:\n${sh(A)}\nThen restart:\n${sh(B)}`],
  ['two ifs independent', `If the disk is full:\n${sh(A)}\nIf the queue is stuck:\n${sh(B)}`],
  ['first staging then production', `## First staging\n${sh(A)}\n## Then production\n${sh(B)}`],
  ['1. staging 2. production', `## 1. Deploy to staging\n${sh(A)}\n## 2. Deploy to production\n${sh(B)}`],
  [
    'ordered items',
    `1. On staging:\n${ind(sh(A)).replace(/^  /gm, '   ')}\n2. On production:\n${ind(sh(B)).replace(/^  /gm, '   ')}`,
  ],
  ['both', `In both of them, first on staging:\n${sh(A)}\nAfterwards on production:\n${sh(B)}`],
  ['plan', `## Plan\n${sh(A)}\n## Plan the release\n${sh(B)}`],
  ['fence labels files', `${sh('echo 1', 'bash [one.sh]')}${sh('echo 2', 'bash [two.sh]')}`],
  ['head option lone', `## Option 1\n${sh(A)}\n## Check\n${sh(B)}`],
  ['tabset none', `## Install {.numbered}\n\n### Stop it\n${sh(A)}\n### Start it\n${sh(B)}`],
  ['otherwise sentence', `Run this, otherwise the disk fills:\n${sh(A)}\nNow check:\n${sh(B)}`],
  ['server/client', `## Server\n${sh(A)}\n## Client\n${sh(B)}`],
  ['server items', `- Server:\n${ind(sh(A))}\n- Client:\n${ind(sh(B))}`],
  ['otherwise check', `${sh(A)}\nThis frees memory. Otherwise nothing changes.\n${sh(B)}`],
  ['on every', `For each node:\n${sh(A)}\nFor the last node:\n${sh(B)}`],
  ['on web-1/web-2', `On web-1:\n${sh(A)}\nOn web-2:\n${sh(B)}`],
  ['variante alone', `## Variante der Platte\n${sh(A)}\n## Variante prüfen\n${sh(B)}`],
  ['what is made is no place', `## Development\n${sh(A)}\n## Testing\n${sh(B)}\n## Production\n${sh(C)}`],
  ['nodes of two kinds', `On the Linux nodes:\n${sh(A)}\nOn the Windows nodes:\n${sh(B)}`],
  [
    'a condition in the sentence itself',
    `If the pod is up, skip this. Run:\n${sh(A)}\nIf it is, skip. Otherwise:\n${sh(B)}`,
  ],
  ['the second tells what comes next', `If the pod is stuck:\n${sh(A)}\nIf it does not come back:\n${sh(B)}`],
  ['one label for two files', `${sh('make', 'bash [build]')}${sh('make install', 'bash [install]')}`],
  ['two versions in turn', `First for version 1.x:\n${sh(A)}\nThen for version 2.x:\n${sh(B)}`],
  ['a case and what follows', `In case of a full disk:\n${sh(A)}\nAfter that:\n${sh(B)}`],
  ...[
    'Choose a quiet hour:',
    'The options are set in this order:',
    'Run one after the other:',
    'Pick up the pieces:',
  ].map(
    (lead) => [lead, `${lead}\n\n1. Restart it:\n${three(sh(A))}\n2. Fail over:\n${three(sh(B))}`] as [string, string],
  ),
])('both have their turn: %s', (_, text) => {
  expect(choices(text)).toBe(0);
});

test('what comes behind the last way belongs to none of them', () => {
  const runbook = parseRunbook(`# Fix it\n\nIf it is full:\n${sh(A)}\nOtherwise:\n${sh(B)}\nCheck:\n${sh(C)}`);
  const [choice] = choicesOf(runbook);
  expect(choice!.ways.map(({ name }) => name)).toEqual(['If it is full', 'Otherwise']);
  const check = [...runbook.steps.flatMap(({ blocks }) => blocks), ...runbook.blocks].find(
    ({ commands }) => commands[0] === C,
  );
  expect(choice!.ways.every(({ endLine }) => endLine < check!.line)).toBe(true);
});

test.each<readonly [string, readonly string[], readonly (readonly number[])[]]>([
  ['three cases', ['If a runs', 'If b runs', 'Otherwise'], [[0, 1, 2]]],
  [
    'two pairs',
    ['If a runs', 'Otherwise', 'If b runs', 'If b does not run'],
    [
      [0, 1],
      [2, 3],
    ],
  ],
  ['an opposite far behind', ['If a runs', 'Stop', 'Start', 'Look', 'If a does not run'], []],
  ['numbers', ['If the lag is below 10 s', 'If the lag is above 10 s'], [[0, 1]]],
  ['other numbers', ['If the lag is below 10 s', 'If the queue is above 10 s'], []],
])('labels: %s', (_, labels, groups) => {
  expect(exclusiveLabels(labels.map((text) => ({ text })))).toEqual(groups);
});

test('a choice in a choice is one of its own', () => {
  const or = (one: string, other: string): string => `${sh(one)}\nor\n${sh(other)}`;
  const list = (text: string): string => `\n1. Do it:\n${text.replace(/^(?=.)/gm, '   ')}`;
  const text = `If it is full:\n${list(or(A, B))}\nOtherwise:\n${list(or(C, 'date'))}`;
  expect(choices(text)).toBe(3);
});
