import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const alternatives = (...lines: readonly string[]): number => {
  const runbook = parseRunbook(`# App\n\n## Manage it\n\n\`\`\`bash\n${lines.join('\n')}\n\`\`\`\n`);
  return (runbook.caveats ?? []).filter(({ kind }) => kind === 'alternative').length + choicesOf(runbook).length;
};

describe('a block of opposites on one object is a menu', () => {
  it.each([
    [['sudo systemctl start app   # starts', 'sudo systemctl stop app', 'sudo systemctl disable app']],
    [
      [
        '# Start',
        'docker compose up -d',
        '# Stop',
        'docker compose down',
        '# Remove all data',
        'docker compose down -v',
      ],
    ],
    [['service app stop', 'service app start', 'service app restart']],
    [['systemctl start app', 'systemctl status app', 'systemctl stop app']],
    [['kubectl apply -f app.yaml', 'kubectl delete -f app.yaml']],
    [['systemctl daemon-reload', 'systemctl enable app', 'systemctl disable app']],
    [['terraform init', 'terraform plan', 'terraform apply', 'terraform destroy']],
  ])('%j', (lines) => expect(alternatives(...lines)).toBeGreaterThan(0));
});

describe('a block of steps is none', () => {
  it.each([
    [['systemctl stop app', 'cp -a /srv/app /srv/old', 'systemctl start app']],
    [['systemctl stop app', 'systemctl start app']],
    [['systemctl start app', 'cp -a /srv/app /srv/old', 'systemctl stop app']],
    [['systemctl enable app', 'systemctl start app']],
    [['systemctl daemon-reload', 'systemctl restart app']],
    [['systemctl stop app', 'systemctl disable app']],
    [['systemctl start app', 'systemctl stop old']],
    [['docker compose down', 'docker compose pull', 'docker compose up -d']],
    [['docker compose up -d', 'docker compose exec app ./test.sh', 'docker compose down']],
    [['systemctl start app', 'sleep 60', 'systemctl stop app']],
    [['kubectl rollout pause deploy/app', 'kubectl rollout resume deploy/app']],
    [['kubectl delete -f app.yaml', 'kubectl apply -f app.yaml']],
  ])('%j', (lines) => expect(alternatives(...lines)).toBe(0));
});
