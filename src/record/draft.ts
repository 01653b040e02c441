import { ExecutionDraft } from './executionDraft.ts';
import type { Escalated, MessageSent, Noted, RunEvent, RunEventType } from './events.ts';
import { LOG_VERSION } from './events.ts';
import { fieldsOf, text, type Raw } from './rawFields.ts';
import type { RunState, StepStatus } from './state.ts';

type Refusal = RunState['refusals'][string];

export interface StepDraft {
  status: StepStatus;
  enteredAt?: string;
  finishedAt?: string;
  by?: string;
  reason?: string;
  hash?: string;
  title?: string;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Head = Mutable<Pick<RunState, HeadKey>>;
type HeadKey =
  'run' | 'path' | 'title' | 'hash' | 'startedAt' | 'endedAt' | 'outcome' | 'drill' | 'dryRun' | 'severity';

/** A run while its events are added up. Belongs to `Reduction`. */
export interface Draft {
  readonly head: Head;
  readonly steps: Map<string, StepDraft>;
  readonly checks: Map<string, { ticked: boolean; text?: string }>;
  readonly executions: Map<string, ExecutionDraft>;
  /** Block to its latest execution. */
  readonly latest: Map<string, string>;
  /** By block. */
  readonly refusals: Map<string, Refusal>;
  readonly variables: Map<string, { value?: string; secret: boolean; from?: 'link' }>;
  readonly notes: Noted[];
  readonly communication: (Escalated | MessageSent)[];
  readonly roles: Map<string, string>;
  readonly warnings: string[];
  /** The runbook's text as the run saw it last. */
  snapshot?: string;
  /** The step that was touched last, and whether that finished it. */
  place?: string;
  moveOn: boolean;
}

export function newDraft(): Draft {
  return {
    head: { run: '', drill: false, dryRun: false },
    steps: new Map(),
    checks: new Map(),
    executions: new Map(),
    latest: new Map(),
    refusals: new Map(),
    variables: new Map(),
    notes: [],
    communication: [],
    roles: new Map(),
    warnings: [],
    moveOn: false,
  };
}

type Handler = (draft: Draft, event: Raw) => string | undefined;

/** Adds one event. Never throws: what cannot be understood becomes a warning. */
export function apply(draft: Draft, event: RunEvent): void {
  const raw: unknown = event;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    warn(draft, "Skipped a log entry that isn't an event.");
    return;
  }
  const fields = raw as Raw;
  const version = fields['v'];
  if (typeof version === 'number' && version > LOG_VERSION) {
    warn(draft, `Skipped an event from a newer Breakwater (log version ${version}).`);
    return;
  }
  const type = text(fields['type']);
  if (type === undefined || !Object.hasOwn(handlers, type)) {
    warn(draft, `Skipped an event of unknown type ${JSON.stringify(type ?? null)}.`);
    return;
  }
  const problem = handlers[type as RunEventType](draft, fields);
  if (problem !== undefined) warn(draft, `Event \`${type}\` at ${text(fields['at']) ?? 'unknown time'} ${problem}.`);
}

/** Enough to see what is wrong; a log of rubbish must not fill the view. */
const MAX_WARNINGS = 50;

function warn(draft: Draft, warning: string): void {
  const { warnings } = draft;
  if (warnings.length > MAX_WARNINGS || warnings.includes(warning)) return;
  warnings.push(warnings.length === MAX_WARNINGS ? 'This log has more problems.' : warning);
}

function onStep(status?: StepStatus): Handler {
  return (draft, event) => {
    const id = text(event['step']);
    if (id === undefined) return 'has no step';
    const step = draft.steps.get(id) ?? { status: 'to-do' };
    draft.steps.set(id, step);
    const at = text(event['at']);
    if (status === undefined) step.enteredAt ??= at;
    else step.status = status;
    step.title = text(event['title']) ?? step.title;
    const finished = status === 'done' || status === 'skipped' || status === 'failed';
    if (finished || status === 'to-do') {
      step.hash = finished ? text(event['hash']) : undefined;
      step.finishedAt = finished ? at : undefined;
      step.by = finished ? text(event['by']) : undefined;
      step.reason = text(event['reason']);
    }
    draft.place = id;
    draft.moveOn = status === 'done' || status === 'skipped';
    return undefined;
  };
}

function onCheck(ticked: boolean): Handler {
  return (draft, event) => {
    const id = text(event['check']);
    if (id === undefined) return 'has no check';
    draft.checks.set(id, { ticked, text: text(event['text']) ?? draft.checks.get(id)?.text });
    return undefined;
  };
}

function onExecution(change: (execution: ExecutionDraft, event: Raw) => string | undefined): Handler {
  return (draft, event) => {
    const id = text(event['execution']);
    if (id === undefined) return 'has no execution';
    const execution = draft.executions.get(id);
    if (execution === undefined) return 'belongs to a command that never started in this log';
    return change(execution, event);
  };
}

const handlers: Readonly<Record<RunEventType, Handler>> = {
  'run-started': (draft, event) => {
    const runbook = fieldsOf(event['runbook']);
    draft.head.run = text(event['run']) ?? draft.head.run;
    draft.head.startedAt ??= text(event['at']);
    draft.head.drill = event['drill'] === true;
    draft.head.dryRun = event['dryRun'] === true;
    draft.head.path = text(runbook?.['path']);
    draft.head.title = text(runbook?.['title']);
    draft.head.hash = text(runbook?.['hash']);
    draft.snapshot = text(runbook?.['snapshot']);
    return runbook === undefined || draft.head.run === '' ? 'has no runbook' : undefined;
  },
  'step-entered': onStep(),
  'step-ticked': onStep('done'),
  'step-unticked': onStep('to-do'),
  'step-skipped': onStep('skipped'),
  'step-failed': onStep('failed'),
  'check-ticked': onCheck(true),
  'check-unticked': onCheck(false),
  'block-started': (draft, event) => {
    const id = text(event['execution']);
    const block = text(event['block']);
    if (id === undefined || block === undefined) return 'has no execution or block';
    draft.executions.set(id, new ExecutionDraft(id, block, event));
    draft.latest.set(block, id);
    const step = text(event['step']);
    if (step !== undefined && !draft.steps.has(step)) draft.steps.set(step, { status: 'to-do' });
    return undefined;
  },
  'block-refused': (draft, event) => {
    const block = text(event['block']);
    if (block === undefined) return 'has no block';
    const [at = '', by = '', reason = ''] = ['at', 'by', 'reason'].map((name) => text(event[name]));
    draft.refusals.set(block, { at, by, reason });
    return undefined;
  },
  'context-changed': () => undefined,
  'block-process': onExecution((execution, event) => execution.began(event)),
  'block-output': onExecution((execution, event) => execution.printed(event)),
  'block-ended': onExecution((execution, event) => execution.ended(event)),
  'variable-set': (draft, event) => {
    const name = text(event['name']);
    if (name === undefined) return 'has no variable';
    const secret = event['secret'] === true;
    // A log that somebody wrote by hand may hold one; it is not passed on.
    const from = event['from'] === 'link' ? { from: 'link' as const } : {};
    draft.variables.set(name, secret ? { secret } : { value: text(event['value']), secret, ...from });
    return undefined;
  },
  noted: (draft, event) => {
    if (text(event['text']) === undefined) return 'has no text';
    const kind = text(event['kind']) ?? '';
    const known = ['note', 'hypothesis', 'observation', 'decision'].includes(kind);
    draft.notes.push({ ...event, kind: known ? kind : 'note' } as unknown as Noted);
    return known ? undefined : 'has an unknown kind and is shown as a note';
  },
  'role-changed': (draft, event) => {
    const role = text(event['role']);
    const person = text(event['person']);
    if (role === undefined || person === undefined) return 'has no role or person';
    draft.roles.set(role, person);
    return undefined;
  },
  'severity-changed': (draft, event) => {
    const severity = text(event['severity']);
    if (severity === undefined) return 'has no severity';
    draft.head.severity = severity;
    return undefined;
  },
  escalated: (draft, event) => {
    if (text(event['to']) === undefined) return 'has no contact';
    draft.communication.push(event as unknown as Escalated);
    return undefined;
  },
  'message-sent': (draft, event) => {
    if (text(event['channel']) === undefined || text(event['text']) === undefined) return 'has no channel or text';
    draft.communication.push(event as unknown as MessageSent);
    return undefined;
  },
  'runbook-changed': (draft, event) => {
    draft.head.hash = text(event['hash']) ?? draft.head.hash;
    draft.snapshot = text(event['snapshot']) ?? draft.snapshot;
    for (const [old, now] of Object.entries(fieldsOf(event['anchors']) ?? {})) move(draft, old, text(now));
    moveBlocks(draft, fieldsOf(event['blocks']) ?? {});
    return undefined;
  },
  resumed: (draft, event) => {
    const running: unknown = event['running'];
    const elsewhere = new Set(Array.isArray(running) ? running : []);
    for (const [id, execution] of draft.executions) if (!elsewhere.has(id)) execution.lost();
    return undefined;
  },
  'run-ended': (draft, event) => {
    draft.head.endedAt = text(event['at']);
    const outcome = event['outcome'];
    draft.head.outcome = outcome === 'abandoned' || outcome === 'incomplete' ? outcome : 'done';
    return undefined;
  },
  'run-reopened': (draft) => {
    draft.head.endedAt = undefined;
    draft.head.outcome = undefined;
    return undefined;
  },
};

function move(draft: Draft, old: string, now: string | undefined): void {
  const step = draft.steps.get(old);
  if (step === undefined || now === undefined || draft.steps.has(now)) return;
  draft.steps.delete(old);
  draft.steps.set(now, step);
  if (draft.place === old) draft.place = now;
}

/** Results go to the blocks that are theirs now; all at once, since one block may have taken another one's id. */
function moveBlocks(draft: Draft, anchors: Raw): void {
  for (const byBlock of [draft.latest, draft.refusals] as Map<string, unknown>[]) {
    const moved = [...byBlock].flatMap(([old, value]) => {
      const now = Object.hasOwn(anchors, old) ? text(anchors[old]) : undefined;
      return now === undefined || byBlock.has(now) ? [] : [{ old, now, value }];
    });
    for (const { old } of moved) byBlock.delete(old);
    for (const { now, value } of moved) byBlock.set(now, value);
  }
}
