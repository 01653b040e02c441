import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  // An option where a file decides the value.
  ['sort r.md "$(cat names)"'],
  ['x=$(cat f); curl $x'],
  ['x=$(curl -s https://a.example)\nfind . "$x"'],
  ['x=$(cat f); find . ${x:-a}'],
  ['x=$(head -1 f); git diff $x'],
  ['x=`cat f`; y=$x; less "$y"'],
  ['x=$(ls); tar tf $x'],
  ['x=$(cat names); kubectl get pods $x'],
  ['x=$(git log -1 --format=%s); git show $x'],
  ['x=$(kubectl exec web-0 -- cat name); git show $x'],
  ['x=$(cat f); timeout $x ls'],
  ['A=-d; A+=elete; find . $A'],
  // Code.
  ['F=$(cat names); sh -c "ls $F"'],
  ['F=$(cat names); ssh db-1 "ls $F"'],
  ['F=$(cat names); kubectl exec web-0 -- sh -c "ls $F"'],
  ['awk "{print $(cat names)}" r.md'],
  ['x=$(cat f); sed -n "/$x/p" y'],
  [`x=$(curl -s https://a.example); psql -c "select '$x'"`],
  ['while read x; do ssh db-1 "ls $x"; done < f'],
])('%s is more than reading', (command) => {
  expect(commandRisk(command)).not.toBe('reads');
});

test.each([
  ['x=$(kubectl get pods -o name | head -1); kubectl logs $x'],
  ['x=$(date +%F); ssh db-1 "ls backup-$x"'],
  ['x=$(cat f); curl "https://$x/health"'],
  ['TOKEN=$(vault print token); curl -H "X: $TOKEN" http://localhost:8200/v1/sys/health'],
  ['x=$(cat f); grep "$x" y'],
  ['x=$(cat f); echo $x'],
  ['x=$(cat f); awk -v a="$x" \'{print a}\' y'],
  ['git log $(git describe --tags --abbrev=0)..HEAD'],
  ['x=$(cat f); git show -- "$x"'],
  ['for p in $(kubectl get pods -o name); do kubectl logs $p; done'],
  ['kubectl get pods -n $NS'],
  ["F=$(cat names); sh -c 'ls -l'"],
])('%s reads', (command) => {
  expect(commandRisk(command)).toBe('reads');
});
