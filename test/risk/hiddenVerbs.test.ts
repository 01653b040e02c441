import { describe, expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** What a command does stands where a reader does not look at first. */
describe('a command is judged by all of it', () => {
  test.each([
    // A comment begins, or a string ends, where it does for the database and not for the eye.
    ['destroys', 'mysql -e "select 1--1; drop table x"'],
    ['destroys', `psql -c "select '\\\\'; drop table x; --'"`],
    ['reads', "psql -c 'select 1 -- the count'"],
    ['reads', `psql -c "select 'it''s', '--' from t"`],
    // What the client itself does: only what is known to show something reads.
    ['unknown', "psql -c '\\set x `rm y`'"],
    ['unknown', "mysql -e '\\. x.sql'"],
    ['unknown', "mysql -e '\\T copy.txt'"],
    ['reads', "psql -c '\\dt+'"],
    // Options behind a script or a module are for that.
    ['unknown', 'python3 -m trace -c x.py'],
    ['changes', 'python3 -m tarfile -c out.tar dir'],
    ['unknown', 'node x.js -p 1+1'],
    ['unknown', "ruby x.rb -e 'puts 1'"],
    ['reads', "python3 -W ignore -c 'print(1)' a"],
    ['reads', 'node -p 1+1'],
    // In place, whatever digits stand before.
    ['changes', "perl -0777i -pe 's/a/b/' file"],
    ['reads', "perl -0777 -ne 'print if /x/' file"],
    // A switch that is switched off.
    ['changes', 'terraform fmt -check=false'],
    ['changes', 'terraform fmt -check -check=false'],
    ['reads', 'terraform fmt -check=true'],
    // Zero, however it is written; targets that end the machine; a verb two words on.
    ['destroys', 'kubectl scale deploy web --replicas=00'],
    ['destroys', 'systemctl start reboot.target'],
    ['changes', 'systemctl start web.target'],
    ['destroys', 'docker buildx history rm x'],
    ['reads', 'docker buildx history ls'],
    ['destroys', 'mysql -e \'select `a"`; drop table x; select `"`\''],
    ['destroys', `sqlcmd -Q "select [a'] from t; drop table x; select [']"`],
    ['reads', `psql -c 'select a[1], "b" from t'`],
    // A function does in quotes what it does without.
    ['destroys', `psql -c 'select "pg_terminate_backend"(1)'`],
    ['unknown', `psql -c 'select U&"own"(1)'`],
    ['reads', `psql -c 'select "count"(1) from "t"'`],
    ['unknown', "psql -c 'select 1; \\set x `rm y`'"],
    ['destroys', 'systemctl start reboot'],
    ['destroys', 'systemctl --job-mode=isolate start rescue.target'],
    ['destroys', 'kubectl scale --replicas=3 --replicas=+0 deploy web'],
    ['changes', 'kubectl scale --replicas=10 deploy web'],
    ['unknown', 'perl -d:Evil -ne print f'],
    ['unknown', 'turbostat rm x'],
    // fish sets aliases and variables without a sign of equality.
    ['destroys', "alias ls 'rm -rf x'; ls"],
    ['unknown', 'set -gx PATH ./bin; ls'],
    ['reads', 'set -x; ls'],
    ['reads', 'set -euxo pipefail; ls'],
    // zsh runs code for each file that a pattern finds.
    ['unknown', "ls *(e:'rm x':)"],
    ['unknown', "ls *(.e'[rm x]')"],
    ['unknown', 'print **/*(+cleanup)'],
    ['reads', 'ls *(om[1,3])'],
    ['reads', 'grep -E "x*(e:f)" log'],
  ])('%s: %s', (risk, command) => expect(commandRisk(command)).toBe(risk));

  test.each([
    ['unknown', 'gci | % Delete'],
    ['unknown', 'gci | ForEach-Object -MemberName Delete'],
    ['reads', 'gci | % Name'],
    ['reads', 'gci | % { $_.Name }'],
    ['destroys', 'irm -Me Delete http://a.example'],
    ['destroys', 'irm http://a.example -Method:Delete'],
    ['changes', 'iwr http://a.example -OutF x'],
    ['reads', 'irm -Me Get http://a.example'],
    ['destroys', '<# nothing to see #>; ri y'],
    ['reads', '<# ri y #> gci'],
    ['destroys', 'Write-Host \u2018a"\u2019; ri x; \u2018"\u2019'],
    ['destroys', 'foreach ($a in Remove-Item x -Recurse) {}'],
    ['unknown', 'Write-Host $x.Delete()'],
    ['reads', 'Write-Host $x.ToString()'],
    ['unknown', '$x.IsReadOnly = $true'],
    ['reads', '$x = Get-Date'],
  ])('PowerShell, %s: %s', (risk, command) => {
    const { blocks, steps } = parseRunbook(`# A\n\n\`\`\`powershell\n${command}\n\`\`\`\n`);
    expect([...blocks, ...steps.flatMap((step) => step.blocks)].map((block) => block.risk)).toEqual([risk]);
  });
});
