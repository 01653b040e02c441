import { expect, test } from 'vitest';
import { besideTheOthers, endlessBefore, goesOnBeside } from '../../src/run/endless.ts';
import { forecastOf } from '../../src/run/forecast.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { block, runbook, step } from './sample.ts';

const sent = (commands: string[], posix = true): readonly string[] | string => {
  const ordered = besideTheOthers(block('a', commands), commands, posix);
  return 'refusal' in ordered ? ordered.refusal : ordered.commands;
};

test.each([
  [
    ['kubectl port-forward svc/web 8080:80', 'curl localhost:8080'],
    ['kubectl port-forward svc/web 8080:80 & sleep 2', 'curl localhost:8080'],
  ],
  [
    ['uptime', 'ssh -N -L 1:db:2 jump # keep it open', 'psql -p 1', 'date'],
    ['uptime', '{ ssh -N -L 1:db:2 jump # keep it open\n} & sleep 2', 'psql -p 1', 'date'],
  ],
  [
    ['tail -f a.log | grep x', 'tail -f b.log'],
    ['tail -f a.log | grep x & sleep 2', 'tail -f b.log'],
  ],
])('%j: what never ends does not hold up what follows', (commands, result) => {
  expect(sent(commands)).toEqual(result);
});

test.each([
  [['uptime', 'kubectl get pods']],
  [['uptime', 'kubectl port-forward svc/web 8080:80']],
  [['kubectl port-forward svc/web 8080:80 &', 'curl localhost:8080']],
  [['timeout 5 tail -f a.log', 'date']],
])('%j are sent as they stand', (commands) => {
  expect(sent(commands)).toEqual(commands);
});

test('a shell that cannot do it refuses, and a block that says how it runs is believed', () => {
  expect(sent(['tail -f a.log', 'date'], false)).toMatch(/^`tail -f a.log` never ends/);
  const said = block('a', ['tail -f a.log', 'date'], { attributes: { background: 'true' } });
  expect(endlessBefore(said)).toEqual([]);
  expect(goesOnBeside(said)).toBe(true);
  expect(goesOnBeside(block('b', ['tail -f a.log', 'date']))).toBe(false);
});

const page = (lead: string, command: string, below = ''): boolean => {
  const book = parseRunbook(`# B\n\n## One\n\n${lead}\n\n\`\`\`sh\n${command}\n\`\`\`\n\n${below}\n`);
  return goesOnBeside(allBlocks(book)[0]!);
};

test.each([
  ['Keep this tunnel open in a separate terminal until this process is complete!', 'cf connect --no-client db', ''],
  ['Forward the port:', 'fwd db 5432', 'This command keeps running until you stop it.'],
  ['Forward it:', 'fwd db 5432', 'The command does not return.'],
  ['Open it:', 'db-tunnel shop', 'The output is:\n\n```\nConnected.\nPress Ctrl+C to stop.\n```'],
])('"%s" %s stays open', (lead, command, below) => {
  expect(page(lead, command, below)).toBe(true);
});

test.each([
  ['Keep this terminal open until the end, the next steps use its variables:', 'export DB=shop', ''],
  ['Keep your SSH session open in case you lock yourself out:', 'sudo ufw enable', ''],
  ['Start it:', 'sudo systemctl start app', 'Leave it running.'],
  ['Roll out:', 'deployctl apply shop', 'Press Ctrl+C to abort.'],
  ['It does not return the output. Check the truth:', 'ls a', ''],
  ['List them:', 'appctl list', 'This does not return a value.'],
])('"%s" %s comes back', (lead, command, below) => {
  expect(page(lead, command, below)).toBe(false);
});

test('a forecast names the command that runs beside the others', () => {
  const one = block('a', ['kubectl port-forward svc/web 8080:80', 'curl localhost:8080']);
  expect(forecastOf(runbook([step('s', 'Look', [one])]), one).map(({ text }) => text)).toEqual([
    'never ends by itself: runs beside the commands after it: kubectl port-forward svc/web 8080:80',
  ]);
});
