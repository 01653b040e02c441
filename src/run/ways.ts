import type { Block } from '../blocks/model.ts';
import type { RunState } from '../record/state.ts';
import type { Runbook } from '../runbook/model.ts';
import { alternativeConcern } from '../surroundings/concerns.ts';
import { choicesOf, isAlong, wayAt, type Choice, type Way } from '../surroundings/ways.ts';
import type { Preparation } from './prepare.ts';

/** What the choices around a line come to: it is on the way, on another than the one taken, or nothing is chosen. */
export type Standpoint =
  | { readonly kind: 'on-the-way' }
  /** Without a way of its own: it belongs to no procedure, and not to the one that was asked for. */
  | { readonly kind: 'elsewhere'; readonly way?: Way; readonly taken: Way }
  | { readonly kind: 'open'; readonly choice: Choice };

type Ran = Pick<RunState, 'executions'>;

/** The way of which a command was started last. */
function wayTaken(runbook: Runbook, choice: Choice, { executions }: Ran): Way | undefined {
  let taken: { readonly way: Way; readonly at: string } | undefined;
  for (const { id, line } of [...runbook.steps.flatMap(({ blocks }) => blocks), ...runbook.blocks]) {
    const way = Object.hasOwn(executions, id) ? wayAt(choice, line) : undefined;
    const at = executions[id]?.startedAt ?? '';
    if (way && (taken === undefined || at >= taken.at)) taken = { way, at };
  }
  return taken?.way;
}

/** Whether commands of another way than the block's have run in place of it. */
export function isOnOtherWay(runbook: Runbook, { line }: Pick<Block, 'line'>, ran: Ran): boolean {
  return choicesOf(runbook).some((choice) => {
    const own = wayAt(choice, line);
    const taken = own && wayTaken(runbook, choice, ran);
    return taken !== undefined && taken !== own;
  });
}

/** The ways that a run goes: those that the responder chose, else those whose commands have run. */
export class Ways {
  /** By the first line of the choice. */
  readonly #chosen = new Map<number, string>();

  /** Choices of which one way alone was asked for: what the page holds beside them is left out. */
  readonly #alone = new Set<number>();

  /** @param alone it is what the responder came for: not what else the page is about. */
  choose(choice: Choice, way: Way, alone = false): void {
    const { line } = choice.ways[0]!;
    this.#chosen.set(line, way.name);
    if (alone) this.#alone.add(line);
  }

  /** A command was started: its way is the one that the run goes. */
  started(runbook: Runbook, line: number): void {
    for (const choice of choicesOf(runbook)) {
      const way = wayAt(choice, line);
      if (way) this.choose(choice, way);
    }
  }

  standpoint(runbook: Runbook, line: number, state: Ran): Standpoint {
    let open: Choice | undefined;
    for (const choice of choicesOf(runbook)) {
      const way = wayAt(choice, line);
      const chosen = this.#chosenOf(choice);
      if (!way) {
        const alone = chosen !== undefined && this.#alone.has(choice.ways[0]!.line);
        if (alone && !isAlong(runbook, choice, line)) return { kind: 'elsewhere', taken: chosen };
        continue;
      }
      const taken = chosen ?? wayTaken(runbook, choice, state);
      if (taken === undefined) open ??= choice;
      else if (taken !== way) return { kind: 'elsewhere', way, taken };
    }
    return open ? { kind: 'open', choice: open } : { kind: 'on-the-way' };
  }

  #chosenOf({ ways }: Choice): Way | undefined {
    const name = this.#chosen.get(ways[0]!.line);
    return ways.find((way) => way.name === name);
  }

  /** What was chosen need not be agreed to once more. */
  agreed(runbook: Runbook, { line }: Block, prepared: Preparation): Preparation {
    if ('refusal' in prepared || prepared.concerns.length === 0) return prepared;
    const settled = choicesOf(runbook).flatMap((choice) => {
      const way = wayAt(choice, line);
      const others = choice.ways.filter((one) => one !== way).map(({ name }) => name);
      return way && this.#chosenOf(choice) === way ? [alternativeConcern(way.name, others)] : [];
    });
    return { ...prepared, concerns: prepared.concerns.filter((sentence) => !settled.includes(sentence)) };
  }
}
