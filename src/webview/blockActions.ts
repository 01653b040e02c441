import type { BlockView } from '../protocol/webview.ts';
import { button, h } from './dom.ts';

/** What a block's buttons depend on. */
export interface ActionState {
  readonly view: BlockView;
  readonly isCommand: boolean;
  readonly running: boolean;
  /** Commands may run here. */
  readonly runnable: boolean;
  readonly ran: boolean;
  readonly succeeded: boolean;
  readonly orphaned: boolean;
}

/** What a block's buttons do. */
export interface Acts {
  run(terminal?: true): void;
  runTo(): void;
  cancel(): void;
  stopOrphan(): void;
  rollBack(block: string): void;
  copy(): void;
  copyResult(): void;
  /** Shows the menu with what is wanted less often. */
  more(): void;
}

/** The buttons of a block's bar: what is wanted first, to copy it, and a menu with the rest. */
export function blockActions(state: ActionState, acts: Acts): readonly HTMLButtonElement[] {
  const { isCommand, running } = state;
  const copy = button(isCommand ? 'Copy Command' : 'Copy', 'copy', () => acts.copy(), {
    iconOnly: true,
    className: 'copy',
  });
  if (!isCommand) return [copy];
  const more = button('More Actions', 'more', () => acts.more(), { iconOnly: true, className: 'more' });
  more.setAttribute('aria-haspopup', 'menu');
  const cancel = (): HTMLButtonElement => button('Cancel', 'stop', () => acts.cancel(), { className: 'cancel' });
  return [...(running ? [cancel()] : runActions(state, acts)), copy, more];
}

/** What is in the menu. */
export function moreActions(state: ActionState, acts: Acts): readonly HTMLButtonElement[] {
  const { view, running, runnable, ran } = state;
  const runTo = button('Run Up to Here', 'onward', () => acts.runTo(), {
    className: 'run-to',
    runs: true,
    title: 'Run all unfinished steps up to and including this one; stops at the first failure  (Ctrl+Shift+Enter)',
  });
  const terminal = button('Run in Terminal', 'terminal', () => acts.run(true), {
    className: 'run-terminal',
    runs: true,
    title: 'Run in terminal (for interactive commands)',
  });
  const result = button('Copy Result', 'note', () => acts.copyResult(), {
    className: 'copy-result',
    title: 'Copy command and output as Markdown (secrets redacted)',
  });
  for (const one of [runTo, terminal]) one.disabled = !runnable || running;
  result.disabled = !ran;
  return view.interactive ? [runTo, result] : [runTo, terminal, result];
}

/** Run is the last of them: what comes and goes stands before it, so that it stays where it is. */
function runActions({ view, runnable, ran, succeeded, orphaned }: ActionState, acts: Acts): HTMLButtonElement[] {
  const { rollback, risk } = view;
  const actions: HTMLButtonElement[] = [];
  if (orphaned) {
    const title = 'Stop the processes this command left running.';
    actions.push(button('Stop It', 'stop', () => acts.stopOrphan(), { className: 'stop-orphan', title }));
  }
  if (rollback !== undefined && ran && !succeeded) {
    const title = `Undo this by running \`${rollback}\``;
    actions.push(
      button('Roll Back', 'back', () => acts.rollBack(rollback), { className: 'rollback', runs: true, title }),
    );
  }
  const run = button(ran ? 'Run Again' : 'Run', 'play', () => acts.run(), { className: `run run-${risk}`, runs: true });
  if (risk === 'destroys') run.append(h('span', { className: 'destroys' }, 'Destroys'));
  actions.push(run);
  for (const action of actions) action.disabled = !runnable;
  return actions;
}
