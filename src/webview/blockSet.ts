import type { BlockView, FilledBlock, Permissions, RunView, StepOutline, TargetView } from '../protocol/webview.ts';
import type { Announce } from './announcer.ts';
import { CodeBlock } from './blockView.ts';
import { own } from './own.ts';
import type { Send } from './send.ts';
import { blockState } from './states.ts';

/** The runbook's blocks, which live on while the text around them is drawn again, and what is known of all of them. */
export class BlockSet {
  readonly #blocks = new Map<string, CodeBlock>();
  #permissions: Permissions = { canTrust: false };
  #targets: Readonly<Record<string, TargetView>> = {};
  #filled: Readonly<Record<string, FilledBlock>> = {};

  /** @param toStep puts the focus to the step of a block. */
  constructor(
    private readonly send: Send,
    private readonly announce: Announce,
    private readonly toStep: (block: string) => void,
  ) {}

  get(id: string): CodeBlock | undefined {
    return this.#blocks.get(id);
  }

  /** Ids of blocks whose commands run now. */
  get running(): readonly string[] {
    return [...this.#blocks].filter(([, { running }]) => running).map(([id]) => id);
  }

  update(views: readonly BlockView[]): void {
    const present = new Set(views.map(({ id }) => id));
    for (const view of views) {
      const known = this.#blocks.get(view.id);
      if (known) known.update(view);
      else this.#blocks.set(view.id, this.#make(view));
    }
    for (const id of this.#blocks.keys()) if (!present.has(id)) this.#blocks.delete(id);
  }

  permit(permissions: Permissions): void {
    this.#permissions = permissions;
    for (const block of this.#blocks.values()) block.permit(permissions);
  }

  /** Why commands cannot run here. */
  get refusal(): string | undefined {
    return this.#permissions.refusal;
  }

  aim(targets: Readonly<Record<string, TargetView>>): void {
    this.#targets = targets;
    for (const [id, block] of this.#blocks) block.aim(own(targets, id));
  }

  fill(filled: Readonly<Record<string, FilledBlock>>): void {
    this.#filled = filled;
    for (const [id, block] of this.#blocks) block.fill(own(filled, id));
  }

  /** @param current the step whose next command has the page's one primary button. */
  show(run: RunView, current: StepOutline | undefined): void {
    for (const [id, block] of this.#blocks) {
      const execution = own(run.executions, id);
      block.show(blockState(run, id), execution, execution && own(run.orphans, execution.execution));
    }
    const next = run.endedAt === undefined ? this.nextOf(current) : undefined;
    for (const block of this.#blocks.values()) block.next(block === next);
  }

  /** Takes away what was told of blocks. */
  forgetMessages(): void {
    for (const block of this.#blocks.values()) block.say('');
  }

  commandsOf(step: StepOutline | undefined): readonly CodeBlock[] {
    return (step?.blocks ?? []).flatMap((id) => this.#blocks.get(id) ?? []).filter(({ isCommand }) => isCommand);
  }

  /** The step's first command that has not succeeded as it stands there; undefined where all have. */
  nextOf(step: StepOutline | undefined): CodeBlock | undefined {
    return this.commandsOf(step).find(({ done }) => !done);
  }

  #make(view: BlockView): CodeBlock {
    const { id } = view;
    const made = new CodeBlock(view, this.send, this.announce, () => this.toStep(id));
    made.fill(own(this.#filled, id));
    made.permit(this.#permissions);
    made.aim(own(this.#targets, id));
    return made;
  }
}
