import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  // What is loaded from a folder that nobody has looked at.
  ["cd sub && python3 -c 'import json; print(json)'", 'unknown'],
  ['pushd sub; python3 -m calendar', 'unknown'],
  ["cd $D; python3 -c 'import json; print(1)'", 'unknown'],
  ['cd sub && npm ls', 'unknown'],
  ['cd infra && terraform show', 'unknown'],
  ['cd sub && ls', 'reads'],
  ['cd sub && cat a.json | jq .', 'reads'],
  ['python3 -m json.tool a.json', 'reads'],
  ['cd . && npm ls', 'reads'],
  // A builtin that runs its words.
  ['jobs -x ./evil', 'unknown'],
  ['jobs -x rm -rf %1', 'unknown'],
  ['jobs -l', 'reads'],
  ['jobs %1', 'reads'],
])('%s: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['zsh', 'READNULLCMD=./x; < f', 'unknown'],
  ['zsh', 'path[1]=.', 'unknown'],
  ['zsh', 'print -v PATH .', 'unknown'],
  ['zsh', 'print -P $x', 'unknown'],
  ['zsh', 'ls ${~x}', 'unknown'],
  ['zsh', 'print hello', 'reads'],
  ['zsh', 'ls ~/x', 'reads'],
  ['zsh', 'setopt promptsubst', 'unknown'],
  ['zsh', 'setopt extendedglob', 'reads'],
  ['zsh', 'echo ${PATH::=.}', 'unknown'],
  ['zsh', 'path+=./bin; ls', 'unknown'],
  ['fish', 'set LD_PRELOAD ./x; ls', 'unknown'],
  ['fish', 'set PATH . $PATH\nls', 'unknown'],
  ['cmd', 'set PATH=.\nls', 'unknown'],
  ['cmd', 'set "PATH=.;%PATH%"', 'unknown'],
  ['cmd', 'set ComSpec=x.exe', 'unknown'],
  ['cmd', 'set /p PATH=<f', 'unknown'],
  ['cmd', 'set name=1', 'reads'],
  ['powershell', 'Get-Foo', 'unknown'],
  ['powershell', 'Test-OurStack -Full', 'unknown'],
  ['powershell', 'Show-Everything', 'unknown'],
  ['powershell', 'Get-Process | Sort-Object CPU | Format-Table', 'reads'],
  ['powershell', 'Get-AzVM -ResourceGroupName a', 'reads'],
  ['powershell', 'Get-ADUser bob', 'reads'],
  ['powershell', 'Test-NetConnection a -Port 443', 'reads'],
  ['powershell', 'Get-Content a.log | Select-String error', 'reads'],
  ['fish', 'set PATH[1] .', 'unknown'],
  ['fish', 'set fish_user_paths .', 'unknown'],
  ['fish', 'set x 1', 'reads'],
  ['bash', 'set -euo pipefail', 'reads'],
  ['powershell', "$env:PATH='.;'+$env:PATH\nGet-Item x", 'unknown'],
  ['powershell', '$env:PSModulePath = "."', 'unknown'],
  ['powershell', "$PSDefaultParameterValues['Get-Item:Path']='x'", 'unknown'],
  ['powershell', 'Get-Item x', 'reads'],
])('%s: %s is %s', (shell, command, risk) => {
  expect(commandRisk(command, shell)).toBe(risk);
});
