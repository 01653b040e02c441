import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { anchor, stepHash } from './anchor.ts';
import { anchorBlocks } from './blockAnchor.ts';
import type { RunEvent } from './events.ts';
import { apply, newDraft, type Draft, type StepDraft } from './draft.ts';
import type { RunState, StepState, StepStatus } from './state.ts';

/**
 * The picture of a run after its events. Pure and total: an event that is unknown or broken becomes a warning and
 * leaves the rest alone; an event that is there twice (merged logs) counts once.
 * @param runbook as it is now; steps that were done under an older text are found again and marked.
 * @param events in the order of the log; events of merged logs are put in the order of their times.
 */
export function reduce(runbook: Runbook, events: readonly RunEvent[]): RunState {
  const reduction = new Reduction();
  for (const event of inOrder(events)) reduction.add(event);
  return reduction.state(runbook);
}

/** The same, event by event, for a run that goes on. */
export class Reduction {
  readonly #draft: Draft = newDraft();
  readonly #seen = new Set<string>();
  readonly #parse: (snapshot: string) => Runbook;
  #before: { readonly snapshot: string; readonly runbook: Runbook } | undefined;

  /** @param parse for who has read the runbook's text already */
  constructor(parse: (snapshot: string) => Runbook = (snapshot) => parseRunbook(snapshot)) {
    this.#parse = parse;
  }

  /** False where the event was there already. */
  add(event: RunEvent): boolean {
    const id: unknown = (event as { id?: unknown } | null | undefined)?.id;
    if (typeof id === 'string') {
      if (this.#seen.has(id)) return false;
      this.#seen.add(id);
    }
    apply(this.#draft, event);
    return true;
  }

  /** Adds output that no event holds to an execution's tail. */
  print(execution: string, text: string): void {
    this.#draft.executions.get(execution)?.print(text);
  }

  /** Tells how an execution's output goes on in its side file. @param whole the end is all of that. */
  goOn(execution: string, end: string, whole: boolean): void {
    this.#draft.executions.get(execution)?.goOn(end, whole);
  }

  /** The ids that steps have now whose old ids the run knows. */
  anchors(runbook: Runbook): ReadonlyMap<string, string> {
    const seen = [...this.#draft.steps].map(([id, { title, hash }]) => ({ id, title, hash }));
    return anchor(runbook.steps, seen, () => this.#runbookBefore()?.steps ?? []);
  }

  /** The ids that blocks have now whose results the run has under old ids. */
  blockAnchors(runbook: Runbook): ReadonlyMap<string, string> {
    const { latest, refusals } = this.#draft;
    const known = [...new Set([...latest.keys(), ...refusals.keys()])];
    return anchorBlocks(runbook, known, () => this.#runbookBefore() ?? runbook, this.anchors(runbook));
  }

  /** The text that the run saw last; parsed only where steps or blocks are lost. */
  #runbookBefore(): Runbook | undefined {
    const { snapshot } = this.#draft;
    if (snapshot === undefined) return undefined;
    if (this.#before?.snapshot !== snapshot) this.#before = { snapshot, runbook: this.#parse(snapshot) };
    return this.#before.runbook;
  }

  /** @param warnings put before those that the events gave rise to. */
  state(runbook: Runbook, warnings: readonly string[] = []): RunState {
    const draft = this.#draft;
    const anchors = this.anchors(runbook);
    const byId = new Map(runbook.steps.map((step) => [step.id, step]));
    const steps = new Map<string, StepState>();
    const vanished: { id: string; title: string; status: StepStatus }[] = [];
    const ran = new Set([...draft.latest.values()].map((id) => draft.executions.get(id)!.step));
    for (const [id, step] of draft.steps) {
      const here = byId.has(id) ? id : anchors.get(id);
      const now = here === undefined ? undefined : byId.get(here);
      if (now === undefined) {
        if (step.status !== 'to-do' || ran.has(id)) vanished.push({ id, title: step.title ?? id, status: step.status });
        continue;
      }
      const touched = step.status !== 'to-do';
      const changedSince = touched && step.hash !== undefined && step.hash !== stepHash(now);
      steps.set(now.id, { ...toStepState(step), changedSince });
    }
    const place = draft.place === undefined ? undefined : (anchors.get(draft.place) ?? draft.place);
    return {
      ...draft.head,
      current: findCurrentStep(runbook, steps, place, draft.moveOn),
      steps: Object.fromEntries(steps),
      checks: Object.fromEntries(checksNow(runbook, draft)),
      ...this.#results(runbook),
      variables: Object.fromEntries(draft.variables),
      notes: [...draft.notes],
      communication: [...draft.communication],
      roles: Object.fromEntries(draft.roles),
      vanished,
      warnings: [...warnings, ...draft.warnings],
    };
  }

  /** Results by their blocks as they are now, marked where the text of the block is not the one that ran. */
  #results(runbook: Runbook): Pick<RunState, 'executions' | 'refusals'> {
    const { latest, refusals, executions } = this.#draft;
    const anchors = this.blockAnchors(runbook);
    const present = new Map(blocksOf(runbook).map((block) => [block.id, block]));
    const results = [...latest].map(([old, id]) => {
      const block = anchors.get(old) ?? old;
      return [block, executions.get(id)!.state(block, present.get(block))] as const;
    });
    const refused = [...refusals].map(([old, refusal]) => [anchors.get(old) ?? old, refusal] as const);
    return { executions: Object.fromEntries(results), refusals: Object.fromEntries(refused) };
  }
}

/** Stable order by time; events without a readable time stay behind the one they followed. */
function inOrder(events: readonly RunEvent[]): readonly RunEvent[] {
  let last = '';
  let sorted = true;
  const keyed = events.map((event, index) => {
    const at: unknown = (event as { at?: unknown } | null | undefined)?.at;
    const readable = typeof at === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at);
    const key = readable ? at : last;
    if (key < last) sorted = false;
    last = key;
    return { event, key, index };
  });
  if (sorted) return events;
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index));
  return keyed.map(({ event }) => event);
}

function blocksOf({ steps, blocks }: Runbook): readonly Block[] {
  return [...steps.flatMap((step) => step.blocks), ...blocks];
}

function toStepState(step: StepDraft): Omit<StepState, 'changedSince'> {
  const { status, enteredAt, finishedAt, by, reason } = step;
  return { status, enteredAt, finishedAt, by, reason };
}

/** Where the responder stands: the step that was entered last, or the next one to do once that is finished. */
function findCurrentStep(
  runbook: Runbook,
  steps: ReadonlyMap<string, StepState>,
  place: string | undefined,
  moveOn: boolean,
): string | undefined {
  const at = place === undefined ? -1 : runbook.steps.findIndex((step) => step.id === place);
  if (at >= 0 && !moveOn) return place;
  const open = (id: string): boolean => !['done', 'skipped'].includes(steps.get(id)?.status ?? 'to-do');
  const next = runbook.steps.slice(at + 1).find((step) => open(step.id));
  return next?.id ?? (at >= 0 ? place : runbook.steps[0]?.id);
}

/** Boxes by their present ids: one whose id is gone is found by what it says. */
function checksNow(runbook: Runbook, draft: Draft): Map<string, boolean> {
  const now = new Map<string, boolean>();
  const present = runbook.steps.flatMap((step) => step.checks);
  const ids = new Set(present.map((check) => check.id));
  for (const [id, { ticked, text }] of draft.checks) {
    if (ids.has(id)) now.set(id, ticked);
    else if (text === undefined) now.set(id, ticked);
    else {
      const same = present.find((check) => check.text === text && !draft.checks.has(check.id) && !now.has(check.id));
      now.set(same?.id ?? id, ticked);
    }
  }
  return now;
}
