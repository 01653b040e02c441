import type { BlockView, DocumentView, RunView, ToWebview } from '../../../src/protocol/webview.ts';
import type { Runbook, Step } from '../../../src/runbook/model.ts';
import type { Block } from '../../../src/blocks/model.ts';
import type { ExecutionState, RunState, StepState } from '../../../src/record/state.ts';
import { noticesOf } from '../../../src/surroundings/concerns.ts';
import { statesOf } from '../../../src/run/itemState.ts';
import { allBlocks, rollbackOf } from '../../../src/run/plan.ts';
import { settingsOf } from '../../../src/surroundings/settings.ts';
import { parseRunbook } from '../../../src/runbook/parse.ts';
import { renderRunbook } from '../../../src/runbook/render.ts';

/** A runbook with a step for each state, and with all kinds of inputs and blocks. */
export const statesRunbook = `---
title: Fail over the orders database
owner: team-data
severity: SEV1
services: orders
escalation: [on-call-dba, head-of-data]
communication: ["#incidents"]
last-reviewed: 2026-10-01
---

# Fail over the orders database

The primary no longer answers. Move the writes to the replica, **in this order**: two primaries lose orders.

> [!WARNING]
> Only with a second person on the call.

## 1. Say that you have it

Post in \`#incidents\` and start the call.

## 2. Check the replica

\`\`\`sh {id=lag}
psql -h <replica-host> -c 'select now() - pg_last_xact_replay_timestamp()'
\`\`\`

- [ ] The lag is below 5 seconds

## 3. Stop the writers

\`\`\`sh {id=stop rollback=start}
kubectl scale deployment/orders-writer --replicas=0 --context $CONTEXT
\`\`\`

## 4. Fence the old primary

\`\`\`sh {id=fence confirm}
aws ec2 stop-instances --instance-ids <instance-id> --region "\${REGION:-eu-west-1}"
\`\`\`

## 5. Drop the replication slot

\`\`\`sh {id=drop}
psql -h <replica-host> -c "select pg_drop_replication_slot('orders')"
rm -rf /var/lib/postgresql/standby.signal
\`\`\`

## 6. Promote the replica

\`\`\`sh {id=promote env=PGCONNECT_TIMEOUT=5}
pg_ctl promote -D /var/lib/postgresql/data
\`\`\`

## 7. Rotate the password

\`\`\`sh {id=rotate}
psql -c "alter role orders password '$DB_PASSWORD'"
\`\`\`

## 8. Start the writers

\`\`\`sh {id=start}
kubectl scale deployment/orders-writer --replicas=3 --context $CONTEXT
\`\`\`

## 9. Verify

\`\`\`sh {id=verify}
curl -fsS https://orders.internal/healthz
\`\`\`

It prints:

\`\`\`text
{"status":"ok","role":"primary"}
\`\`\`

## 10. Watch

\`\`\`sh {id=watch}
curl -fsS https://orders.internal/metrics --header "pool: <blue|green>"
\`\`\`

\`\`\`console {id=again}
$ date -u +%H:%M
09:50
sudo systemctl reload nginx
$ curl -fsS https://orders.internal/errors
\`\`\`

## 11. Close

Write the times into the incident and tell support.

| What | Who |
| --- | --- |
| Post-mortem | on-call |
`;

const started = '2026-11-26T09:41:00.000Z';
const ended = '2026-11-26T09:42:10.000Z';

function execution(block: string, more: Partial<ExecutionState>): ExecutionState {
  return {
    execution: `x-${block}`,
    block,
    command: '',
    startedAt: started,
    status: 'succeeded',
    exitCode: 0,
    duration: 1_240,
    output: '',
    printed: 0,
    truncated: false,
    ...more,
  };
}

/** What has become of each block, but for the one that has not started. */
function executions(runbook: Runbook, now: number): Readonly<Record<string, ExecutionState>> {
  const all = [
    execution('lag', { output: ' ?column?\n-----------------\n 00:00:01.208431\n(1 row)\n' }),
    execution('stop', {
      status: 'running',
      exitCode: undefined,
      duration: undefined,
      startedAt: new Date(now - 72_000).toISOString(),
      output: 'deployment.apps/orders-writer scaled\nWaiting for 2 of 3 pods to end ...\n',
    }),
    execution('fence', {
      status: 'failed',
      exitCode: 254,
      output: '\u001B[31mUnauthorizedOperation\u001B[0m: not allowed to stop i-0ab1\n',
    }),
    execution('promote', {
      status: 'unknown',
      exitCode: undefined,
      message: 'Unknown result: still running when Breakwater stopped.',
    }),
    execution('rotate', { status: 'cancelled', exitCode: 130 }),
    execution('watch', { output: 'orders_failed_total 0\n' }),
    execution('verify', {
      status: 'failed',
      met: false,
      output: '{"status":"ok","role":"standby"}\n',
      message:
        'Output differs from what the runbook shows.\n@@ -1 +1 @@\n-{"status":"ok","role":"primary"}\n+{"status":"ok","role":"standby"}',
    }),
  ];
  const commands = new Map(allBlocks(runbook).map(({ id, commands: own }) => [id, own.join('\n')]));
  return Object.fromEntries(all.map((one) => [one.block, { ...one, command: commands.get(one.block) ?? '' }]));
}

function stepIn(runbook: Runbook, start: string): Step {
  const found = runbook.steps.find(({ title }) => title.startsWith(start));
  if (!found) throw new Error(`no step ${start}`);
  return found;
}

function runState(runbook: Runbook, now: number, current: string): RunState {
  const id = (start: string): string => stepIn(runbook, start).id;
  const said = (status: StepState['status'], reason?: string): StepState => ({
    status,
    finishedAt: ended,
    changedSince: false,
    ...(reason ? { reason } : {}),
  });
  return {
    run: 'r1',
    startedAt: new Date(now - 11 * 60_000 - 4_000).toISOString(),
    drill: true,
    dryRun: false,
    current: id(current),
    severity: 'SEV1',
    steps: { [id('1.')]: said('done'), [id('8.')]: said('skipped', 'writers stay off until the lag is known') },
    checks: {},
    executions: executions(runbook, now),
    refusals: { drop: { at: started, by: 'ada', reason: 'confirmation cancelled' } },
    variables: { 'replica-host': { value: 'db-2.prod', secret: false }, CONTEXT: { value: 'prod-eu', secret: false } },
    notes: [
      {
        v: 1,
        id: 'n1',
        type: 'noted',
        at: started,
        by: 'ada',
        kind: 'observation',
        text: 'Lag is 1.2 s and falling.',
        step: id('2.'),
      },
      {
        v: 1,
        id: 'n2',
        type: 'noted',
        at: ended,
        by: 'grace',
        kind: 'note',
        text: 'Only the eu writers are affected.',
        step: id('3.'),
      },
    ],
    communication: [
      { v: 1, id: 'c1', type: 'escalated', at: ended, by: 'ada', to: 'on-call-dba', reason: 'fencing is not allowed' },
    ],
    roles: { 'incident commander': 'ada' },
    vanished: [],
    warnings: [],
  };
}

function blockView(runbook: Runbook, block: Block): BlockView {
  const { placeholders, ...shown } = block;
  return {
    ...shown,
    placeholders: placeholders.map(({ name }) => name),
    rollback: rollbackOf(runbook, block)?.id,
    settings: settingsOf(runbook, block),
    notices: noticesOf(block.commands),
    hidden: false,
    unclear: block.unclear ?? [],
  };
}

function documentOf(text: string, runbook: Runbook): DocumentView {
  return {
    title: runbook.title,
    path: 'runbooks/failover.md',
    frontMatter: runbook.frontMatter,
    nodes: renderRunbook(text, runbook),
    procedures: runbook.procedures ?? [],
    steps: runbook.steps.map((step) => ({
      ...step,
      checks: step.checks.map(({ id }) => id),
      blocks: step.blocks.map(({ id }) => id),
    })),
    blocks: allBlocks(runbook).map((block) => blockView(runbook, block)),
    placeholders: runbook.placeholders,
    problems: runbook.problems,
    startsIn: 'runbooks',
    images: {},
  };
}

/**
 * What the host would send to a page that shows every state at once.
 * @param current how the title of the current step begins.
 */
export function statesPage(current = '3.', now = Date.now()): readonly ToWebview[] {
  const runbook = parseRunbook(statesRunbook);
  const state = runState(runbook, now, current);
  const run: RunView = { ...state, states: statesOf(runbook, state), loaded: {}, secretsGiven: [], orphans: {} };
  const here = { text: '', context: { host: 'vm' }, production: false };
  const prod = { text: 'prod-eu', context: { kubectl: 'prod-eu' }, production: true };
  return [
    { type: 'permissions', permissions: { canTrust: false } },
    { type: 'document', document: documentOf(statesRunbook, runbook) },
    { type: 'run', run },
    { type: 'targets', targets: { lag: here, verify: here, stop: prod, start: prod } },
    ...Object.values(state.executions).map(({ block, execution: id, output }): ToWebview => ({
      type: 'output',
      block,
      execution: id,
      text: output,
      reset: true,
    })),
  ];
}
