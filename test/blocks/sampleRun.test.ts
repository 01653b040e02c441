import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';

const read = (lead: string, lines: readonly string[], language = '', heading = '') =>
  readBlock(lines.join('\n'), language, { lead, heading });

const transcript = ['./update-all.sh', '', 'Deploying one', 'Done. Now run:', 'kubectl delete pod web-0'];
const prompted = ['$ ./update-all.sh', 'Deploying one', 'Done.'];
const knownFirst = ['kubectl apply -f web.yaml', 'deployment.apps/web created', 'Now run:', 'kubectl delete pod web-0'];

const shown = [
  'A successful run looks like this:',
  'A run prints:',
  'The run should end with:',
  'Here is what a run looks like:',
  'A normal execution of the script shows the following:',
  'Your terminal session should look like this:',
  'When run, it prints:',
  'Once it is run, the script will output:',
];
const labelled = [
  'An example execution as follows:',
  'Example session:',
  'An example run:',
  'Sample run of the script:',
  'Here is an example of a successful run:',
  'Run the script. An example run:',
];

test.each([...shown, ...labelled])('a run that the author shows is run by nobody: %s', (lead) => {
  for (const lines of [transcript, prompted, knownFirst])
    expect(read(lead, lines)).toMatchObject({ kind: 'output', commands: [] });
});

test('neither below a heading, nor with the tag of a session or of a shell', () => {
  expect(read('', transcript, '', 'Example session').kind).toBe('output');
  expect(read('Example session:', prompted, 'console').kind).toBe('output');
  expect(read('A successful run looks like this:', transcript, 'bash').kind).toBe('output');
});

test.each([
  'Run it as in this example session:',
  'Use the first run to see what is missing:',
  'Do a dry run first:',
  'For a test run:',
  'Run the following; a successful run ends with `Done`:',
  'The run shows which pods hang. Delete them:',
  'Now run:',
  'Example:',
  'Example usage:',
  'To run a session on the host:',
  'Full run:',
])('what is asked for is run: %s', (lead) => {
  expect(read(lead, ['kubectl delete pod web-0']).commands).toEqual(['kubectl delete pod web-0']);
  expect(read(lead, prompted).commands).toEqual(['./update-all.sh']);
});

test.each(labelled)('nothing but commands is how it is called: %s', (lead) => {
  expect(read(lead, ['./update-all.sh --env prod']).commands).toEqual(['./update-all.sh --env prod']);
  expect(read(lead, ['./update-all.sh --env prod'], 'bash').commands).toEqual(['./update-all.sh --env prod']);
});

test('neither is a call of a program that nobody knows', () => {
  expect(read('An example run:', ['mytool deploy prod']).commands).toEqual(['mytool deploy prod']);
});
