import { allBlocks } from '../../src/run/plan.ts';
import { Ways } from '../../src/run/ways.ts';
import { reduce } from '../../src/record/reduce.ts';
import type { RunState } from '../../src/record/state.ts';
import type { Preparation } from '../../src/run/prepare.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { InRun } from '../../src/walk/inOrder.ts';
import type { Block } from '../../src/blocks/model.ts';

export const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n\n`;

/** A run of a page in which nothing is executed: what is run has succeeded. */
export class Walking implements InRun {
  readonly #ways = new Ways();
  readonly runbook: Runbook;
  state: RunState;

  constructor(text: string) {
    this.runbook = parseRunbook(`# Page\n\n${text}`);
    this.state = reduce(this.runbook, []);
  }

  block(command: string): Block {
    const found = allBlocks(this.runbook).find(({ commands }) => commands.some((one) => one.includes(command)));
    if (!found) throw new Error(`No block with ${command}`);
    return found;
  }

  ran({ id, line }: Block): void {
    const execution = { block: id, execution: id, status: 'succeeded', startedAt: '2026-01-01T00:00:00Z' };
    this.state = { ...this.state, executions: { ...this.state.executions, [id]: execution } } as unknown as RunState;
    this.#ways.started(this.runbook, line);
  }

  /** The responder checks a step off. */
  tick(title: string): void {
    const { id } = this.runbook.steps.find((step) => step.title.includes(title))!;
    this.state = { ...this.state, steps: { ...this.state.steps, [id]: { status: 'done', changedSince: false } } };
  }

  standpoint: InRun['standpoint'] = (line) => this.#ways.standpoint(this.runbook, line, this.state);
  choose: InRun['choose'] = (choice, way) => Promise.resolve(this.#ways.choose(choice, way));
  isSecret = (): boolean => false;
  prepare({ commands, placeholders }: Block): Preparation {
    if (placeholders.length > 0) return { refusal: 'Needs a value.', missing: placeholders.map(({ name }) => name) };
    return { commands, background: false } as unknown as Preparation;
  }
}
