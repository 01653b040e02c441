import { expect, test } from 'vitest';
import { commandRisk, commandsRisk } from '../../src/risk/risk.ts';

/** Each kind with a smallest case, relatives in other forms, and look-alikes that read. */
test.each([
  // What an interpreter is given.
  ['destroys', "echo 'rm -rf x' | bash"],
  ['destroys', "printf 'rm -rf x\\n' | sudo sh"],
  ['destroys', 'sh <<X\nrm -rf x\nX'],
  ['destroys', "cat <<'X' | ssh web bash\nrm -rf x\nX"],
  ['unknown', 'curl -s https://a.example/x | sh'],
  ['unknown', 'bash < fix.sh'],
  ['unknown', 'cat fix.sh | ssh web'],
  ['reads', "echo 'kubectl get pods' | bash"],
  ['reads', "echo 'rm -rf x' | cat"],
  // Files that are written.
  ['changes', 'sort < a > b'],
  ['changes', 'sort -ob a'],
  ['changes', 'ls &> all'],
  ['changes', '{ ls; date; } >> log'],
  ['destroys', 'ls > /dev/sda'],
  ['destroys', ': > app.log'],
  ['reads', 'ls > /dev/null 2>&1'],
  ['reads', 'ls | tee /dev/stderr'],
  // Substitutions, loops and functions.
  ['destroys', 'echo "$(rm x)"'],
  ['destroys', 'diff <(rm x) y'],
  ['destroys', 'ls > >(xargs rm)'],
  ['destroys', 'f() { rm x; }; f'],
  ['destroys', 'kubectl get pods && (cd a; rm -rf b)'],
  ['destroys', 'case $1 in a) ls;; *) rm x;; esac'],
  ['reads', "echo '$(rm x)'"],
  // Names that something else decides.
  ['unknown', '$TOOL get pods'],
  ['unknown', './kubectl get pods'],
  ['unknown', 'PATH=./bin kubectl get pods'],
  ['unknown', 'env LD_PRELOAD=./x.so ls'],
  ['unknown', 'export BASH_ENV=./x; ls'],
  ['unknown', 'kubectl <get|delete> pod web-1'],
  ['unknown', 'kubectl $VERB pods'],
  ['destroys', 'X=rm; $X -rf y'],
  ['destroys', 'alias k=kubectl; k delete ns web'],
  ['destroys', 'kubectl --context [staging|production] delete ns web'],
  ['reads', 'export PATH=$PATH:/opt/bin; ls'],
  ['reads', 'NS=web; kubectl -n $NS get pods'],
  // Questions for help.
  ['reads', 'helm --version'],
  ['reads', 'kubectl delete --help'],
  ['destroys', 'kubectl delete ns web --version'],
  ['unknown', './fix.sh --help'],
  // Text that no shell reads.
  ['unknown', "echo 'open"],
  ['unknown', 'ls )'],
])('%s: %s', (risk, command) => {
  expect(commandRisk(command)).toBe(risk);
});

test('names of earlier commands count for later ones', () => {
  expect(commandsRisk(['alias ls="rm -rf /srv"', 'ls'])).toBe('destroys');
  expect(commandsRisk(['T=kubectl', '$T delete ns web'])).toBe('destroys');
  expect(commandsRisk(['T=kubectl', '$T get ns'])).toBe('reads');
});

test('PowerShell is read by its own rules', () => {
  expect(commandRisk('Get-Process | Where-Object { $_.CPU -gt 10 }')).toBe('reads');
  expect(commandRisk('Get-Process x | Stop-Process')).toBe('destroys');
  expect(commandRisk('Get-Item x | ForEach-Object { Remove-Item $_ }')).toBe('destroys');
  expect(commandRisk('iex (iwr https://a.example/x)', 'powershell')).toBe('unknown');
  expect(commandRisk('Remove-Item x -WhatIf')).toBe('reads');
});

test('long and broken texts are judged in time', () => {
  const started = performance.now();
  commandRisk('ls <pod> '.repeat(20_000));
  commandRisk(`${'$('.repeat(3_000)}ls`);
  commandRisk("echo 'a' | ".repeat(3_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
