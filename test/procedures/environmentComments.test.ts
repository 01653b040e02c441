import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const alternatives = (...lines: readonly string[]): number => {
  const runbook = parseRunbook(`# App\n\n## Set it up\n\n\`\`\`bash\n${lines.join('\n')}\n\`\`\`\n`);
  return (runbook.caveats ?? []).filter(({ kind }) => kind === 'alternative').length + choicesOf(runbook).length;
};
const two = (one: string, other: string): readonly string[] => [`# ${one}`, './up.sh a', `# ${other}`, './up.sh b'];

describe('of the environments of one block a reader is in one', () => {
  it.each([
    [two('For staging', 'For production')],
    [two('Staging', 'Production')],
    [two('For studio/dev environment', 'For production')],
    [two('Staging cluster (eu)', 'Production cluster (eu)')],
    [['./up.sh stg   # staging', './up.sh prod  # production']],
    [['# Dev', './up.sh', '# QA', './up.sh --qa', '# Prod:', './up.sh --prod']],
  ])('%j', (lines) => expect(alternatives(...lines)).toBeGreaterThan(0));
});

describe('but in turn', () => {
  it.each([
    [two('Deploy to staging', 'Deploy to production')],
    [two('Staging first', 'Then production')],
    [two('Development', 'Testing')],
    [two('Production', 'Remove the old one')],
    [two('Production', 'Production')],
    [['# Staging', 'kubectl --context stg get pods', '# Production', 'kubectl --context prod get pods']],
  ])('%j', (lines) => expect(alternatives(...lines)).toBe(0));
});
