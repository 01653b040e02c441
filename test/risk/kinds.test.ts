import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  // A context that is chosen, and one that is shown.
  ['oc project shop', 'changes'],
  ['oc project', 'reads'],
  // History that is thrown away, beside what is only read.
  ['etcdctl compact 182734', 'destroys'],
  ['etcdctl compaction 5', 'destroys'],
  ['etcdctl endpoint status', 'reads'],
  // Code that is loaded before the text that is shown.
  ['node -r ./hook.js -e 1', 'unknown'],
  ['node --import ./hook.mjs -p 1', 'unknown'],
  ["ruby -r./hook -e 'puts 1'", 'unknown'],
  ['node -p 1', 'reads'],
  // What runs later is what is given now.
  ["echo 'rm -rf /srv/data' | at now + 5 minutes", 'destroys'],
  ["batch <<'X'\nrm -rf /srv/data\nX", 'destroys'],
  ['at -l', 'reads'],
  // A setting that starts nothing, and one that may.
  ['git -c user.name=x commit -m x', 'changes'],
  ['git -c core.pager=evil log', 'unknown'],
  ['git -c color.ui=always log', 'reads'],
])('%s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
