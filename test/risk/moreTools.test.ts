import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const risk = (command: string): string | undefined =>
  parseRunbook(`# T\n\n## Do\n\n\`\`\`sh\n${command}\n\`\`\`\n`).steps[0]?.blocks[0]?.risk;

test.each([
  ['hdparm -tT /dev/sda', 'reads'],
  ['hdparm -I /dev/sda', 'reads'],
  ['hdparm -S 120 /dev/sda', 'changes'],
  ['hdparm -t -S 120 /dev/sda', 'changes'],
  ['hdparm --security-erase p -t /dev/sda', 'destroys'],
  ['curl -GET http://a/_cat', 'reads'],
  ['curl -GET http://a/_shutdown', 'destroys'],
  ['curl -GET -T x http://a', 'changes'],
  ['rke --version', 'reads'],
  ['rke up --config x.yml', 'changes'],
  ['rke --config x.yml remove', 'destroys'],
  ['leapp preupgrade', 'changes'],
  ['leapp upgrade', 'destroys'],
  ['tiup cluster display x -R tikv', 'reads'],
  ['tiup cluster start x', 'changes'],
  ['tiup cluster destroy x', 'destroys'],
  ['tiup unheard-of', 'unknown'],
])('%s: %s', (command, expected) => expect(risk(command)).toBe(expected));

test.each([
  ['svn rm https://a.example/repos/foo', 'destroys'],
  ['svn del -m"Archiving" https://a.example/r/1.2', 'destroys'],
  ['svn revert -R .', 'destroys'],
  ['svn commit -m x', 'changes'],
  ['svn -q up', 'changes'],
  ['svn status -u', 'reads'],
  ['svn log -l 5 https://a.example/rm', 'reads'],
  ['svn diff --diff-cmd x', 'unknown'],
  ['svn unheard-of', 'unknown'],
  ['cdk destroy', 'destroys'],
  ['cdk --profile prod destroy -f A', 'destroys'],
  ['cdk deploy --all', 'changes'],
  ['cdk diff', 'unknown'],
  ['cdk ls --long', 'unknown'],
  ["cdk diff --app 'node x.js'", 'unknown'],
])('%s: %s', (command, expected) => expect(risk(command)).toBe(expected));
