import { describe, expect, it } from 'vitest';
import { allBlocks, runsInPassing } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { asideOf } from '../../src/surroundings/asides.ts';

const sh = (command: string): string => `\n\`\`\`bash\n${command}\n\`\`\`\n`;

/** The commands that run when everything is run. */
function passing(text: string): string[] {
  const runbook = parseRunbook(`# T\n\n${text}`);
  return allBlocks(runbook)
    .filter((block) => runsInPassing(runbook, block))
    .map(({ commands }) => commands[0]!);
}

const main = sh('systemctl stop a');
const other = sh('systemctl restart b');

describe('what the text says never to run', () => {
  it.each([
    ['a heading', `## Stop\n${main}\n## ❌ DANGEROUS: Never Use These Commands\n${other}`],
    ['a heading about commands', `## Stop\n${main}\n## Do not run these commands\n${other}`],
    ['a sentence', `## Stop\n${main}\nDO NOT run this:\n${other}`],
    ['a sentence with an apostrophe', `## Stop\n${main}\n**Don't do this:**\n${other}`],
    ['a label', `## Stop\n${main}\nBad:\n${other}`],
    ['a label in bold', `## Stop\n${main}\n**❌ Wrong:**\n${other}`],
    ['a comment with a mark', `## Stop\n${main}\n## More\n${sh('# ❌ FORBIDDEN\nsystemctl restart b')}`],
    ['a comment in words', `## Stop\n${main}\n## More\n${sh("# Don't do this: it loses data\nsystemctl restart b")}`],
    ['a mark behind a command', `## Stop\n${main}\n## More\n${sh('systemctl restart b # ❌ no partition')}`],
  ])('%s is never run in passing', (_, text) => {
    expect(passing(text)).toEqual(['systemctl stop a']);
    const runbook = parseRunbook(`# T\n\n${text}`);
    expect(allBlocks(runbook).map((block) => asideOf(runbook, block)?.never)).toEqual([undefined, true]);
  });

  it.each([
    ['advice', `## Stop\n${main}\nDo not use a dedicated certificate for the API.\n${other}`],
    ['a reminder', `## Stop\n${main}\n## Don't forget the other node\n${other}`],
    ['a word of a comment', `## Stop\n${main}\n## More\n${sh('# Wrong namespace? Add -n\nsystemctl restart b')}`],
    ['a title', `## Stop\n${main}\n## Dangerous disks\n${other}`],
    ['a pod that never starts', `## Stop\n${main}\n## The pod does not start\n${other}`],
  ])('%s forbids nothing', (_, text) => expect(passing(text)).toHaveLength(2));
});

describe('examples', () => {
  const real = sh('./restore.sh <name>');
  const example = sh('./restore.sh paperless');
  it.each([
    ['after the real command', `## Restore\n${real}\n**Example:**\n${example}`],
    ['in a sentence of its own', `## Restore\n${real}\nFor example:\n${example}`],
    ['without a label', `## Restore\n${real}\n**paperless:**\n${example}`],
    ['in a section of usual cases', `## Restore\n${real}\n## Common workloads\n\n**paperless:**\n${example}`],
  ])('%s are not the next step', (_, text) => expect(passing(text)).toEqual(['./restore.sh <name>']));

  it.each([
    ['the command itself', `## Restore\n\nRestore it, for example:\n${example}`],
    ['another program', `## Restore\n${real}\nFor example:\n${sh('systemctl restart b')}`],
    ['the same command later', `## Restore\n${real}\n## Move\n${example}`],
  ])('%s is no example', (_, text) => expect(passing(text)).not.toEqual(['./restore.sh <name>']));
});

describe('branches', () => {
  it.each([
    [
      'what is not to be run before something is so',
      `## Stop\n${main}\nDo not run the following commands until the copy is done:\n${other}`,
    ],
    ['a wish', `## Stop\n${main}\nIf you want to keep the logs:\n${other}`],
    ['an option', `## Stop\n${main}\nOptionally, restart the other one:\n${other}`],
    [
      'an optional item',
      `## Stop\n\n1. Stop it\n   ${main.replace(/\n/g, '\n   ')}\n2. (optionally) restart b\n   ${other.replace(/\n/g, '\n   ')}`,
    ],
    ['an optional section', `## Stop\n${main}\n## 2. Restart b (optional)\n${other}`],
    ['a failure', `## Stop\n${main}\nIf anything goes wrong:\n${other}`],
    ['a failure of a program', `## Stop\n${main}\nIf the stop fails, run:\n${other}`],
    ['a rollback', `## Stop\n${main}\n## Emergency Rollback\n${other}`],
    ['a rollback with a number', `## Stop\n${main}\n## 🔄 Rollback plan\n${other}`],
    ['an alternative', `## Stop\n${main}\nAlternatively, you can restart it. Or with the other one:\n${other}`],
    ['another way', `## Stop\n${main}\nAnother way to do this is a restart:\n${other}`],
  ])('%s is not the next step', (_, text) => expect(passing(text)).toEqual(['systemctl stop a']));

  it.each([
    ['what is needed', `## Stop\n${main}\nOnce the node is a leader, restart it:\n${other}`],
    ['what is told of', `## Stop\n${main}\nIf any check fails, the tool reports it.\n${other}`],
    ['a runbook about a failure', `## The job fails\n\nIf it fails, restart it:\n${other}\n## Stop\n${main}`],
    ['what a procedure goes on with', `## Stop\n${main}\n## Restore the database\n${other}`],
    ['an undoing in the middle', `## Stop\n${main}\n## Revert the maintenance mode\n${other}\n## Verify\n\nLook.`],
  ])('%s is', (_, text) => expect(passing(text)).toHaveLength(2));

  it('what only reads may run on a branch', () =>
    expect(passing(`## Stop\n${main}\nIf you want to see it:\n${sh('kubectl get pods')}`)).toHaveLength(2));

  it('two paths in a list are a choice, and none of them an aside', () => {
    const item = (n: number, command: string): string => `${n}. Way ${n}: one of them\n${sh(command)}\n`;
    const list = item(1, 'systemctl stop a') + item(2, 'systemctl restart b');
    expect(passing(`## Stop\n\nThere are two paths that we can take.\n\n${list}`)).toHaveLength(2);
    expect(passing(`## Stop\n\nThere are two nodes to stop.\n\n${list}`)).toHaveLength(2);
  });
});
