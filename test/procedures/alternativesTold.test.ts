import { expect, test } from 'vitest';
import { asideOf } from '../../src/surroundings/asides.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const A = '\n\n```bash\ntouch a\n```\n\n';
const B = '\n\n```bash\ntouch b\n```\n';

/** How many ways a page's one choice has; 0 where both blocks are run in turn. */
function ways(page: string): number {
  return choicesOf(parseRunbook(`# P\n\n${page}`))[0]?.ways.length ?? 0;
}

test.each([
  `There are two ways to do it.\n\n## Manual${A}## Automatic${B}`,
  `We know two approaches.\n\n## Drain it${A}## Wait for the lease${B}`,
  `## Fail over\n\n### Manual${A}### Automatic${B}`,
  `## Scale\n\nScale up:${A}Scale down:${B}`,
  `## Rule\n\nTo enable the rule:${A}To disable it:${B}`,
  `## Rule\n\nEnable the rule:${A}Disable the rule:${B}`,
  `## Restore\n\nPostgres 14 and older:${A}Postgres 15 and newer:${B}`,
  `## Restore\n\nFor Elasticsearch 7 or earlier:${A}For Elasticsearch 8+:${B}`,
  `## Restore\n\n### Redis 6 and below${A}### Redis 7 and above${B}`,
  `## Symptom: 502${A}## Symptom: 504${B}`,
  `## Problem 1: no disk${A}## Problem 2: no memory${B}`,
  `## Troubleshooting\n\n### Pod is CrashLooping${A}### Pod is Pending${B}`,
  `## Common problems\n\n### The replica has no leader${A}### The node keeps rebooting${B}`,
])('one of both is meant: %j', (page) => expect(ways(page)).toBe(2));

test.each([
  `There are two steps.\n\n## Drain it${A}## Reboot it${B}`,
  `## Scale\n\nScale down:${A}Scale up:${B}`,
  `## Scale\n\nStop the service:${A}Start the service:${B}`,
  `## Rule\n\nEnable the rule:${A}Check it:\n\n\`\`\`bash\ntouch c\n\`\`\`\n\nDisable the rule:${B}`,
  `## Rule\n\nEnable the new rule:${A}Disable the old rule:${B}`,
  `## Rule\n\nDo both:\n\nEnable the rule:${A}Disable the rule:${B}`,
  `## Roll\n\nNode 1 and above:${A}Node 2 and above:${B}`,
  `## Symptom: 502${A}## Fix: restart${B}`,
  `## Restart\n\n### Pod is drained${A}### Pod is started${B}`,
])('both run in turn: %j', (page) => expect(ways(page)).toBe(0));

function asides(page: string): boolean[] {
  const runbook = parseRunbook(`# P\n\n${page}`);
  return allBlocks(runbook).map((block) => asideOf(runbook, block) !== undefined);
}

test.each([
  `## A${A}> **Note** Only if the above failed:${B}`,
  `## A${A}> Only if this fails:${B}`,
  `## A${A}Only if that did not work:${B}`,
  `## A${A}**Note:** if it fails, run:${B}`,
])('only where the way before it did not work: %j', (page) => expect(asides(page)).toEqual([false, true]));

test.each([`## A${A}> **Note** It takes a while.${B}`, `## A${A}> Then run this, which must not fail:${B}`])(
  'a box that says no such thing: %j',
  (page) => expect(asides(page)).toEqual([false, false]),
);
