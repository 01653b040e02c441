import { expect, it } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

it.each([
  // A form that does more, and its look-alike that reads.
  ['zfs allow bob mount,destroy tank/home', 'changes', 'zfs allow tank/home'],
  ['zfs allow everyone @set tank', 'changes', 'zfs allow tank'],
  ['zfs allow -s @set mount tank', 'changes', 'zfs list tank'],
  ['chronyc -m tracking makestep', 'changes', 'chronyc -m tracking sources'],
  ["chronyc -m 'tracking' 'settime 1:00'", 'changes', "chronyc -m 'tracking' 'sources -v'"],
  ["chronyc -nm sources 'delete 1.1.1.1'", 'destroys', 'chronyc -n sources'],
  ['vault read pki/crl/rotate', 'changes', 'vault read pki/config/crl'],
  ['vault read -format json pki/crl/rotate-delta', 'changes', 'vault read -format json secret/rotation'],
  ['airflow variables export v.json', 'changes', 'airflow variables list'],
  ['airflow pools export p.json', 'changes', 'airflow pools list'],
  ['airflow dags show x -s f.png', 'changes', 'airflow dags show x'],
  ['wp db export', 'changes', 'wp db size'],
  ['wp export --dir=x', 'changes', 'wp plugin list'],
  ['nvme telemetry-log /dev/nvme0 -g 1 -o f', 'changes', 'nvme smart-log /dev/nvme0 -o json'],
  ['nvme discover -t tcp -a 1.2.3.4 -p', 'changes', 'nvme list'],
  ['storcli64 /c0 show events file=/etc/x', 'changes', 'storcli64 /c0 show events'],
  ['gsutil test', 'destroys', 'gsutil ls'],
  ['jcmd 1 VM.native_memory baseline', 'changes', 'jcmd 1 VM.native_memory summary'],
  ['jcmd 1 VM.native_memory shutdown', 'changes', 'jcmd 1 VM.flags'],
  ['gpg --locate-keys a@b', 'changes', 'gpg --list-keys a@b'],
  ['gpg --card-status', 'changes', 'gpg --fingerprint'],
  ['apk list -U', 'changes', 'apk list -I'],
  ['apk version -U', 'changes', 'apk version'],
  ['az acr check-health -n x --yes', 'changes', 'az acr list'],
  // What cannot be taken back, and its look-alike that asks.
  ['realm leave example.com', 'destroys', 'realm --help'],
  ['adcli delete-computer web', 'destroys', 'adcli --help'],
  ['restic restore latest --target / --delete', 'destroys', 'restic snapshots'],
  ['repmgr standby clone -F', 'destroys', 'repmgr standby clone --dry-run'],
  ['iw dev wlan0 scan trigger', 'changes', 'iw dev wlan0 scan dump'],
  ['hcloud server reset web', 'destroys', 'hcloud server list'],
  // What acts when it is read.
  ['cat /dev/watchdog', 'destroys', 'ls -l /dev/watchdog'],
  ['head -c 1 /dev/watchdog0', 'destroys', 'head -c 1 /dev/urandom'],
  ['dd if=/dev/watchdog count=1 of=/dev/null', 'destroys', 'stat /dev/watchdog'],
  ['cat < /dev/./watchdog', 'destroys', 'cat < /etc/hosts'],
  ['cat /dev/st0', 'changes', 'cat /proc/mdstat'],
  ['sudo cat /proc/kmsg', 'changes', 'sudo cat /proc/meminfo'],
  ['cat /sys/kernel/debug/tracing/trace_pipe', 'changes', 'cat /sys/kernel/debug/tracing/trace'],
  ['grep oops /proc/kmsg', 'changes', 'grep /dev/watchdog dmesg.txt'],
])('%s', (command, risk, alike) => {
  expect(commandRisk(command)).toBe(risk);
  expect(commandRisk(alike)).toBe('reads');
});

it('joining a domain can be taken back, leaving it cannot', () => {
  expect(commandRisk('net ads join -U admin')).toBe('changes');
  expect(commandRisk('net ads leave -U admin')).toBe('destroys');
  expect(commandRisk('kadmin.local -q "addprinc delprinc-bot"')).toBe('changes');
  expect(commandRisk('kadmin.local -q "delprinc bob"')).toBe('destroys');
});

it.each([
  'git commit-graph verify',
  'oc extract secret/x --to=-',
  'docker buildx imagetools inspect alpine:3',
  'docker swarm join-token worker',
  'terraform fmt -write=false',
  'npm version',
  'npm pkg get name',
])('%s reads', (command) => expect(commandRisk(command)).toBe('reads'));

it.each([
  ['docker swarm join-token --rotate worker', 'changes'],
  ['npm version patch', 'changes'],
  ['cargo audit fix', 'changes'],
])('%s does not', (command) => expect(commandRisk(command)).not.toBe('reads'));
