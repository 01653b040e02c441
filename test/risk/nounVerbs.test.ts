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
