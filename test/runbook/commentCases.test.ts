import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const told = (content: string): string[] =>
  parseRunbook(`# T\n\n## S\n\n\`\`\`sh\n${content}\n\`\`\`\n`)
    .caveats?.filter(({ kind }) => kind !== 'warning')
    .map(({ kind, text, others = [] }) => `${kind}: ${[text, ...others].join(' | ')}`) ?? [];

test.each([
  ['kubectl delete pod a\n# if the pod is still there:\nkubectl delete pod a --force', 'if the pod is still there:'],
  ['systemctl stop a\n# if it hangs\nkill 1', 'if it hangs'],
  ['systemctl restart a\n\n# Optional: clear the cache\nredis-cli flushall', 'Optional: clear the cache'],
  ['systemctl restart a\n# If needed, purge the queue\n./purge', 'If needed, purge the queue'],
  ['# Install the client (if missing)\napt install a\n./run', 'Install the client (if missing)'],
  ['systemctl restart a\n./purge  # only if it is full', 'only if it is full'],
  ['cscli list\n# If not banned automatically, manual ban:\ncscli add 1', 'If not banned automatically, manual ban:'],
])('a comment that says when a command is meant is a case: %s', (content, text) =>
  expect(told(content)).toEqual([`optional: ${text}`]),
);

test.each([
  'kubectl get pods\n# If this prints nothing, all is well\nkubectl get events',
  'systemctl restart a\n# When done\nsystemctl status a',
  'systemctl restart a  # if it hangs, use kill',
  'if true; then\n# if the pod is there\n./a\nfi',
  'systemctl restart a\n# look at it\nsystemctl status a',
])('what tells of the way, or what to look for, is none: %s', (content) => expect(told(content)).toEqual([]));

test.each([
  ['# With Docker\ndocker stop a\n\n# With systemd\nsystemctl stop a', 'With Docker | With systemd'],
  [
    '# If you use Helm:\nhelm rollback a\n# If you use kubectl:\nkubectl rollout undo a',
    'If you use Helm: | If you use kubectl:',
  ],
  ['# Using Ansible (recommended)\n./a\n# Using Terraform\n./b', 'Using Ansible (recommended) | Using Terraform'],
])('comments that name other means are ways: %s', (content, ways) =>
  expect(told(content)).toEqual([`alternative: ${ways}`]),
);

test.each([
  '# Docker\napt install docker\n# Kubernetes\napt install kubectl',
  '# Stop it with systemd\nsystemctl stop a\n# Remove the image with Docker\ndocker rmi a',
  '# With Docker\ndocker stop a\n# Look at it\ndocker ps',
])('parts of one thing are none: %s', (content) => expect(told(content)).toEqual([]));

test.each([
  ['# Docker:\ndocker restart app\n# Kubernetes:\nkubectl rollout restart deploy/app', 'Docker: | Kubernetes:'],
  ['# systemd\nsystemctl restart api\n# on Docker\ndocker restart api', 'systemd | on Docker'],
])('comments that are the names of what runs it are ways where the same is done: %s', (content, ways) =>
  expect(told(content)).toEqual([`alternative: ${ways}`]),
);

test.each([
  '# Docker\ndocker system prune -f\n# systemd\njournalctl --vacuum-time=2d',
  '# Docker:\ndocker logs app\n# Kubernetes:\nkubectl logs app',
  '# Docker\nsystemctl restart docker\n# the app\nsystemctl restart app',
])('what is done to other things, or only reads, is none: %s', (content) => expect(told(content)).toEqual([]));
