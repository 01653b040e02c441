import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['echo $(rm -rf x)', 'destroys'],
  ['echo `rm -rf x`', 'destroys'],
  ['echo "$(rm -rf x)"', 'destroys'],
  ['x=$(rm -rf y)', 'destroys'],
  ['x=$(rm -rf y) ls', 'destroys'],
  ['echo ${a:-$(rm -rf x)}', 'destroys'],
  ['echo ${a:=`rm -rf x`}', 'destroys'],
  ['echo ${a/b/$(rm -rf x)}', 'destroys'],
  ['echo "${a%$(rm -rf x)}"', 'destroys'],
  ['echo $(echo $(rm -rf x))', 'destroys'],
  ['echo `echo \\`rm -rf x\\``', 'destroys'],
  ['cat <<E\n$(rm -rf x)\nE', 'destroys'],
  ['cat <<< "$(rm -rf x)"', 'destroys'],
  ['ls $(cat <<E\n$(rm -rf x)\nE\n)', 'destroys'],
  ['a=($(rm -rf x))', 'destroys'],
  ['case $(rm -rf x) in a) ;; esac', 'destroys'],
  ['echo {a,$(rm -rf x)}', 'destroys'],
])('what a substitution runs counts, wherever it stands: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ["echo '$(rm -rf x)'", 'reads'],
  ["echo '`rm -rf x`'", 'reads'],
  ['echo "\\$(rm -rf x)"', 'reads'],
  ['echo \\`rm -rf x\\`', 'reads'],
  ["cat <<'E'\n$(rm -rf x)\nE", 'reads'],
  ['ls # $(rm -rf x)', 'reads'],
  ['echo $(ls)', 'reads'],
  ['x=$(date); echo $x', 'reads'],
  ['echo "$((1 + 1))"', 'reads'],
])('what only looks like one does not: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
