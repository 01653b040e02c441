import { describe, expect, it } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

describe('a verb that nothing tells of, behind a noun that reads alone', () => {
  it.each([
    ['nmcli device checkpoint --timeout 10 eth0 -- touch x', 'unknown', 'nmcli device'],
    ['nmcli device up eth0', 'changes', 'nmcli device show eth0'],
    ['nmcli d w c Office password x', 'changes', 'nmcli d w'],
    ['nmcli dev wi con Office', 'changes', 'nmcli dev wi list'],
    ['nmcli d w h', 'changes', 'nmcli d w l'],
    ['nmcli connection migrate', 'changes', 'nmcli connection show a'],
    ['git reflog rewrite x', 'unknown', 'git reflog list'],
    ['ceph health mute-all x', 'unknown', 'ceph health detail'],
    ['dnf versionlock squash', 'unknown', 'dnf versionlock list'],
  ])('%s', (more, risk, less) => {
    expect(commandRisk(more)).toBe(risk);
    expect(commandRisk(less)).toBe('reads');
  });
});

describe('programs with verbs read by these verbs only', () => {
  it.each([
    ['kubescape config set accountID x', 'changes', 'kubescape config view'],
    ['kubescape delete exceptions a', 'destroys', 'kubescape list frameworks'],
    ['kubescape fix out.json', 'changes', 'kubescape scan framework nsa'],
    [`logcli delete create '{a="b"}'`, 'destroys', 'logcli delete list'],
    ['logcli delete cancel 1', 'destroys', `logcli query '{a="b"}' --limit 10`],
    ['docker scout push a', 'changes', 'docker scout cves a'],
    ['docker scout enroll a', 'changes', 'docker scout quickview'],
    ['docker scout environment prod a', 'changes', 'docker scout environment'],
    ['docker scout config organization a', 'changes', 'docker scout config'],
    ['memcached-tool localhost:11211 move 7 1', 'changes', 'memcached-tool localhost:11211 stats'],
    ['memcached-tool localhost:11211 flush_all', 'destroys', 'memcached-tool localhost:11211'],
    ['dog monitor mute 1', 'changes', 'dog example.org MX'],
    ['dog event post a b', 'changes', 'dog example.org @1.1.1.1'],
    ['sdiag -r', 'changes', 'sdiag -a'],
    ['zabbix_get -s h -k system.run[reboot]', 'unknown', 'zabbix_get -s h -k system.uptime'],
    ['gh codespace ports visibility 80:public', 'changes', 'gh codespace ports'],
    ['railway variables --set a=b', 'changes', 'railway variables'],
    ['fly version upgrade', 'changes', 'fly version'],
    ['supabase inspect report', 'changes', 'supabase inspect db bloat'],
    ['wrangler check startup', 'unknown', 'wrangler whoami'],
    ['kubectl cnpg report cluster a', 'changes', 'kubectl cnpg status a'],
    ['kubectl ns -', 'changes', 'kubectl ns'],
    ['istioctl zc log a --level debug', 'changes', 'istioctl zc workload'],
    ['ovn-nbctl ls-add a', 'changes', 'ovn-nbctl ls-list'],
    ['ovn-nbctl --no-leader-only ls-lb-add a b', 'changes', 'ovn-nbctl --no-leader-only show'],
    ['ovs-appctl fdb/stats-clear br0', 'changes', 'ovs-appctl fdb/show br0'],
    ['nvidia-smi daemon', 'changes', 'nvidia-smi -q'],
    ['tsh recordings export a', 'changes', 'tsh recordings ls'],
  ])('%s', (more, risk, less) => {
    expect(commandRisk(more)).toBe(risk);
    expect(commandRisk(less)).toBe('reads');
  });

  it('a test of a disk that writes on it destroys', () => {
    expect(commandRisk('fio --filename=/dev/sda --rw=write --name=a')).toBe('destroys');
    expect(commandRisk('fio --filename=/tmp/a --rw=write --name=a')).toBe('changes');
  });
});
