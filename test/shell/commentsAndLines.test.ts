import { expect, test } from 'vitest';
import { splitCommands } from '../../src/shell/shellLexer.ts';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['ls # rm -rf x', 'reads'],
  ['# rm -rf x', 'reads'],
  ['ls #rm -rf x', 'reads'],
  ['ls; # x\nrm -rf x', 'destroys'],
  ['ls a#b; rm -rf x', 'destroys'],
  ["echo '#'; rm -rf x", 'destroys'],
  ['echo "# x"; rm -rf x', 'destroys'],
  ['echo $#; rm -rf x', 'destroys'],
  ['echo ${a#b}; rm -rf x', 'destroys'],
  ['ls \\\n# x\nrm -rf x', 'destroys'],
  ['ls $(echo a # x\n); rm -rf x', 'destroys'],
  ['rm \\\n-rf x', 'destroys'],
  ['r\\\nm -rf x', 'destroys'],
  ['ls \\\n| xargs rm', 'destroys'],
  ['ls |\nxargs rm', 'destroys'],
  ['ls &&\nrm -rf x', 'destroys'],
  ["echo 'a \\\nrm -rf x'", 'reads'],
  ['echo "a\nrm -rf x"', 'reads'],
  ['ls # \\\nrm -rf x', 'destroys'],
])('%s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

const split = (text: string): string[] => splitCommands(text.split('\n')).map(({ text: one }) => one);

test.each([
  ['ls\nps', ['ls', 'ps']],
  ['ls \\\n -l\nps', ['ls \\\n -l', 'ps']],
  ['ls |\nwc', ['ls |\nwc']],
  ['ls &&\nps\nid', ['ls &&\nps', 'id']],
  ['# a\nls\n\n# b\nps', ['ls', 'ps']],
  ['for i in 1; do\nls\ndone\nps', ['for i in 1; do\nls\ndone', 'ps']],
  ["echo 'a\nb'\nls", ["echo 'a\nb'", 'ls']],
  ['cat <<E\na\nE\nls', ['cat <<E\na\nE', 'ls']],
  ['cat <<A <<B\na\nA\nb\nB\nls', ['cat <<A <<B\na\nA\nb\nB', 'ls']],
  ['cat <<-E\n\ta\n\tE\nls', ['cat <<-E\n\ta\n\tE', 'ls']],
  ['f() {\nls\n}\nf', ['f() {\nls\n}', 'f']],
  ['ls\n  --sort x\nps', ['ls \\\n  --sort x', 'ps']],
  ['ls\n  | wc\nps', ['ls \\\n  | wc', 'ps']],
  ['x=$(\nls\n)\nps', ['x=$(\nls\n)', 'ps']],
  ['if a; then\nb\nfi', ['if a; then\nb\nfi']],
  ['case a in\nb) c;;\nesac\nls', ['case a in\nb) c;;\nesac', 'ls']],
  ['ls \\\\\nps', ['ls \\\\', 'ps']],
  ['(\nls\n)', ['(\nls\n)']],
  ["echo it's\nls", ["echo it's", 'ls']],
])('lines become commands: %j', (text, commands) => {
  expect(split(text)).toEqual(commands);
});
