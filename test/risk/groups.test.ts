import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  // Programs that read when they are called without a verb, and have verbs.
  ['kubescape config set a b', 'changes', 'kubescape scan framework nsa'],
  ['kubescape operator scan', 'changes', 'kubescape scan'],
  ['logcli delete create \'{a="b"}\'', 'destroys', 'logcli query \'{a="b"}\' --since=1h'],
  ['dog monitor mute 1', 'changes', 'dog A example.com @1.1.1.1'],
  ['dog host mute web', 'changes', 'dog example.com MX'],
  ['docker scout enroll acme', 'changes', 'docker scout cves web:1'],
  ['docker scout environment prod web:1', 'changes', 'docker scout environment'],
  ['docker scout frobnicate web:1', 'unknown', 'docker scout quickview'],
  ['memcached-tool 10.0.0.1:11211 move 7 10', 'changes', 'memcached-tool 10.0.0.1:11211 stats'],
  ['memcached-tool localhost:11211 flush_all', 'destroys', 'memcached-tool localhost:11211'],
  ['gh codespace ports visibility 80:public', 'changes', 'gh codespace ports'],
  ['fly version upgrade', 'changes', 'fly version'],
  ['railway variables --set a=b', 'changes', 'railway variables --json'],
  ['supabase inspect report', 'changes', 'supabase inspect db bloat'],
  ['tsh recordings export 1', 'changes', 'tsh recordings ls'],
  ['tailscale metrics write /tmp/x', 'changes', 'tailscale metrics print'],
  ['ceph progress clear', 'unknown', 'ceph progress'],
  ['ceph pg 1.a mark_unfound_lost delete', 'destroys', 'ceph pg 1.a query'],
  ['nvidia-smi daemon', 'changes', 'nvidia-smi --query-gpu=memory.used --format=csv -l 5'],
  ['kubectl cnpg report cluster db', 'changes', 'kubectl cnpg status db'],
  ['kubectl rbac-tool viz', 'changes', 'kubectl rbac-tool lookup web'],
  ['puppet facts upload', 'changes', 'puppet facts show os'],
  ['kubescape delete exceptions a', 'destroys', 'kubescape list frameworks'],
  ['kubescape fix out.json', 'changes', 'kubescape scan framework nsa'],
  ['logcli delete cancel 1', 'destroys', `logcli query '{a="b"}' --limit 10`],
  ['docker scout push a', 'changes', 'docker scout cves a'],
  ['docker scout config organization a', 'changes', 'docker scout config'],
  ['dog event post a b', 'changes', 'dog example.org @1.1.1.1'],
  ['zabbix_get -s h -k system.run[reboot]', 'unknown', 'zabbix_get -s h -k system.uptime'],
  ['kubectl ns -', 'changes', 'kubectl ns'],
  ['ovn-nbctl ls-add a', 'changes', 'ovn-nbctl ls-list'],
  ['ovn-nbctl --no-leader-only ls-lb-add a b', 'changes', 'ovn-nbctl --no-leader-only show'],
  // A verb that sounds as if it read: a link for others, a status that is kept, a machine that is started, a program that is run.
  ['mc share download a/b', 'changes', 'mc share list download'],
  ['mc share upload a/b', 'changes', 'mc ls a/b'],
  ['barman check-backup main 1', 'changes', 'barman show-backup main 1'],
  ['gh codespace logs -c a', 'unknown', 'gh codespace list'],
  ['cdk diff Stack', 'unknown', 'cdk doctor'],
  ['cdk ls', 'unknown', 'cdk --version'],
  ['snyk test --all-projects', 'unknown', 'snyk iac test'],
  ['snyk sbom', 'unknown', 'snyk --version'],
  // More options stand in a file.
  ['bq --flagfile=opts ls', 'unknown', 'bq ls'],
  ["bq query --flagfile opts 'select 1'", 'unknown', "bq query 'select 1'"],
  ['gcloud compute instances list --flags-file=x.yaml', 'unknown', 'gcloud compute instances list'],
  // However its words are shortened.
  ['nmcli d w c home password x', 'changes', 'nmcli d w l'],
  ['nmcli dev wifi hotspot', 'changes', 'nmcli dev wifi'],
  ['nmcli device checkpoint eth0 -- touch x', 'unknown', 'nmcli d show eth0'],
  ['nmcli c migrate', 'changes', 'nmcli c s web'],
  // A verb begins as one that reads.
  ['ovn-nbctl ls-lb-add a b', 'changes', 'ovn-nbctl ls-lb-list a'],
  ['ovn-nbctl --no-leader-only ls-add x', 'changes', 'ovn-nbctl ls-list'],
  ['ovs-appctl fdb/stats-clear br0', 'changes', 'ovs-appctl fdb/stats-show br0'],
  // What is asked for is done.
  ['zabbix_get -s web -k system.run[reboot]', 'unknown', 'zabbix_get -s web -k system.cpu.load[all,avg1]'],
  ['sdiag -r', 'changes', 'sdiag'],
  ['istioctl zc log x --reset', 'changes', 'istioctl zc workloads'],
  ['wrangler check startup', 'unknown', 'wrangler whoami'],
  ['istioctl ps -c ./kc', 'unknown', 'istioctl ps -c ~/.kube/config'],
  // No table names it, and it acts: `actingWords`.
  ['juju storage add web', 'changes', 'juju storage'],
  ['juju storage remove web', 'unknown', 'juju status web'],
  ['gh browse create', 'changes', 'gh pr view update'],
])('%s', (command, risk, alike) => {
  expect(commandRisk(command)).toBe(risk);
  expect(commandRisk(alike)).toBe('reads');
});

test('a benchmark that writes to a device destroys what is on it', () => {
  expect(commandRisk('fio --filename=/dev/sda --rw=write --name=x')).toBe('destroys');
  expect(commandRisk('fio --name=x --filename /dev/nvme0n1 --readwrite=randrw')).toBe('destroys');
  expect(commandRisk('fio --filename=/dev/sda --rw=randread --name=x')).toBe('changes');
  expect(commandRisk('fio --filename=/tmp/x --rw=write --name=x --size=1G')).toBe('changes');
});

test('names of what is looked at may be words that act', () => {
  for (const command of ['kubectl logs restart', 'docker logs create', 'git log update', 'helm status update'])
    expect(commandRisk(command)).toBe('reads');
});
