import { expect, test } from 'vitest';
import { findChoices } from '../../src/shell/choice.ts';
import { findSyntaxProblems } from '../../src/checks/syntaxProblems.ts';

const names = (text: string): string[] => findChoices(text).map(({ name }) => name);

test.each([
  ['kubectl --context [dev|prod] get pods', ['dev|prod']],
  ['kubectl config use-context (staging | production)', ['staging | production']],
  ['install --cloud=(aws|gcp)', ['aws|gcp']],
  ['ansible-playbook -e provider=[aws|gce|azure] site.yml', ['aws|gce|azure']],
])('%s', (text, expected) => {
  expect(names(text)).toEqual(expected);
  expect(findSyntaxProblems(text)).toEqual([]);
});

test.each([
  'ls | grep -E "(foo|bar)"',
  'grep "[ab|cd]" x',
  'if (ls | wc); then (date | cat); fi',
  'echo x; (cat a | sort)',
  'x=$(cat a | sort)',
  'tool [--all|--some]',
  'set x (date | md5sum)',
])('%s offers no choice', (text) => {
  expect(names(text)).toEqual([]);
});
