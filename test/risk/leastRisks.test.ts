import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  // A form that does more, and its look-alike that reads.
  ['tar cf - . -g snap', 'changes', 'tar cf - .'],
  ['tar --listed-incremental=snap -cf - .', 'changes', 'tar -tf x.tar'],
  ['wget -b -O- http://x', 'changes', 'wget -qO- http://x'],
  ['wget --spider -r http://x', 'changes', 'wget --spider http://x'],
  ['kubectl get pods --profile cpu', 'changes', 'kubectl get pods --profile=none'],
  ['aws emr get --cluster-id x --src y', 'changes', 'aws emr list-clusters'],
  [
    'aws gamelift get-game-session-log --game-session-id x --save-as y',
    'changes',
    'aws gamelift describe-game-sessions',
  ],
  ['mlr --icsv cat then tee out f', 'changes', 'mlr --icsv cat f'],
  ['xsv cat rows f -o out', 'changes', 'xsv select a f'],
  ["qsv foreach a 'touch {}' f", 'unknown', 'qsv select a f'],
  ["fx f 'x => 1'", 'unknown', 'fx f .a.b'],
  ['jsonlint -i f', 'changes', 'jsonlint f'],
  ['actionlint -shellcheck ./x', 'unknown', 'actionlint f'],
  ['nmon -f -s 1 -c 1', 'changes', 'nmon'],
  ['sensors -s', 'changes', 'sensors'],
  ['lshw -dump out', 'changes', 'lshw -json'],
  ['inxi -U', 'changes', 'inxi -Fx'],
  ['arping -U x', 'changes', 'arping -c1 x'],
  ['ethtool -w eth0 data o', 'changes', 'ethtool -m eth0'],
  ['snmpget -Lf out x', 'changes', 'snmpwalk -Lo x'],
  ['pgbadger x.log', 'changes', 'pgmetrics'],
  ['pgcenter record', 'changes', 'pgcenter top'],
  ['innochecksum -l f x', 'changes', 'innochecksum f'],
  ['pt-kill --print --kill', 'destroys', 'pt-summary'],
  ['btrfs send -f o x', 'changes', 'btrfs send x'],
  ['systemd-analyze set-log-level debug', 'changes', 'systemd-analyze blame'],
  ['systemd-analyze unit-shell x', 'unknown', 'systemd-analyze critical-chain'],
  ['udevadm info -c', 'changes', 'udevadm info x'],
  ['sysctl "net.x = 1"', 'changes', 'sysctl net.x'],
  ['watchman shutdown-server', 'destroys', 'watchman watch-list'],
  // Behind a verb that does something, what looks like a verb is a name.
  ['airflow dags trigger list', 'changes', 'airflow dags list'],
  ['wp option update status x', 'changes', 'wp option list'],
  ['cf set-env app list x', 'changes', 'cf apps'],
  ['drush config:set status x y', 'changes', 'drush status'],
  ['scontrol update show', 'changes', 'scontrol show nodes'],
  ['esxcli system settings advanced set -s list', 'changes', 'esxcli network ip interface list'],
  ['istioctl manifest generate -o x', 'changes', 'istioctl manifest generate'],
  ['argocd admin export -o x', 'changes', 'argocd admin export'],
  ['fly -t ci destroy-pipeline -p x', 'destroys', 'fly -t ci builds'],
  ['fly -t ci set-pipeline -p x -c y', 'changes', 'fly status'],
  ['mimirtool alertmanager get --output-dir=am', 'changes', 'mimirtool alertmanager get'],
])('%s', (command, risk, alike) => {
  expect(commandRisk(command)).toBe(risk);
  expect(commandRisk(alike)).toBe('reads');
});
