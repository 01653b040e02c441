import type { RunEvent } from '../../src/record/events.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { LinkedRun } from '../../src/incident/timeline.ts';

/** A runbook with two steps and what a responder did with it. */
export const snapshot = `# Cache down

1. Look at the cache

   \`\`\`sh
   redis-cli -h <host> ping
   \`\`\`

   - [ ] It answers

2. Restart it

   \`\`\`sh {timeout=10s}
   kubectl -n <namespace> rollout restart deployment/cache
   \`\`\`

3. Tell the team
`;

export const book = parseRunbook(snapshot, { fileName: 'cache.md' });
const [look, restart, tell] = book.steps as [(typeof book.steps)[0], (typeof book.steps)[0], (typeof book.steps)[0]];

type Fields = { readonly type: RunEvent['type'] } & Readonly<Record<string, unknown>>;

let count = 0;

/** Events of a run, each so many minutes after its beginning. */
export function runOf(
  run: string,
  begin: string,
  events: readonly (readonly [minute: number, fields: Fields])[],
  by = 'grace',
): LinkedRun {
  const start: Fields = {
    type: 'run-started',
    run,
    runbook: { path: 'runbooks/cache.md', title: book.title, hash: 'h', snapshot },
    drill: false,
    dryRun: false,
  };
  const made = [[0, start] as const, ...events].map(([minute, fields]) => {
    count++;
    const at = new Date(Date.parse(begin) + minute * 60_000).toISOString();
    return { v: 1, id: `r${count}`, at, by, ...fields } as unknown as RunEvent;
  });
  return { run, events: made, warnings: [] };
}

/** Looks without ticking the box, edits the restart, lets it run out of time, and tells nobody. */
export const usual = (run = 'run-1', begin = '2026-04-02T10:12:00Z'): LinkedRun =>
  runOf(run, begin, [
    [1, { type: 'variable-set', name: 'namespace', secret: false, value: 'shop-prod' }],
    [1, { type: 'step-entered', step: look.id, title: look.title }],
    [2, started(look.blocks[0]!.id, look.id, 'x1', 'redis-cli -h cache-1 ping')],
    [2, { type: 'block-ended', execution: 'x1', exitCode: 1, duration: 3_000, how: 'exited' }],
    [3, { type: 'step-ticked', step: look.id, title: look.title }],
    [4, { type: 'noted', kind: 'hypothesis', text: 'The node is gone' }],
    [5, { type: 'step-entered', step: restart.id, title: restart.title }],
    [5, started(restart.blocks[0]!.id, restart.id, 'x2', 'kubectl -n shop-prod rollout restart statefulset/cache')],
    [5.2, { type: 'block-ended', execution: 'x2', duration: 10_000, how: 'timed-out' }],
    [30, { type: 'step-ticked', step: restart.id, title: restart.title }],
    [31, { type: 'step-skipped', step: tell.id, title: tell.title, reason: 'They sit here' }],
    [32, { type: 'run-ended', outcome: 'done' }],
  ]);

function started(block: string, step: string, execution: string, command: string): Fields {
  return {
    type: 'block-started',
    block,
    step,
    execution,
    command,
    shell: 'sh',
    cwd: '/',
    risk: 'changes',
    context: {},
  };
}
