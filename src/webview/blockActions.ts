import type { BlockView } from '../protocol/webview.ts';
import { button } from './dom.ts';

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
}

/** The buttons of a block, the one that matters most first. */
export function blockActions(state: ActionState, acts: Acts): readonly HTMLButtonElement[] {
  const { isCommand, running } = state;
  const copy = button(isCommand ? 'Copy Command' : 'Copy', 'copy', () => acts.copy(), {
    iconOnly: true,
    className: 'copy',
  });
  if (running) return [button('Cancel', 'stop', () => acts.cancel(), { className: 'cancel' }), copy];
  return isCommand ? [...runActions(state, acts), copy] : [copy];
}

function runActions({ view, runnable, ran, succeeded, orphaned }: ActionState, acts: Acts): HTMLButtonElement[] {
  const { rollback, risk, interactive } = view;
  const actions = [
    button(ran ? 'Run Again' : 'Run', 'play', () => acts.run(), { className: `run run-${risk}`, runs: true }),
    button('Run Up to Here', 'onward', () => acts.runTo(), {
      iconOnly: true,
      className: 'run-to',
      runs: true,
      title: 'Run all unfinished steps up to and including this one; stops at the first failure  (Ctrl+Shift+Enter)',
    }),
  ];
  if (orphaned) {
    const title = 'Stop the processes this command left running.';
    actions.unshift(button('Stop It', 'stop', () => acts.stopOrphan(), { className: 'stop-orphan', title }));
  }
  if (!interactive) {
    actions.push(
      button('Run in Terminal', 'terminal', () => acts.run(true), {
        iconOnly: true,
        className: 'run-terminal',
        runs: true,
        title: 'Run in terminal (for interactive commands)',
      }),
    );
  }
  if (rollback !== undefined && ran && !succeeded) {
    const title = `Undo this by running \`${rollback}\``;
    actions.push(
      button('Roll Back', 'back', () => acts.rollBack(rollback), { className: 'rollback', runs: true, title }),
    );
  }
  for (const action of actions) action.disabled = !runnable;
  return actions;
}
