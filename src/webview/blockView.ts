import type { BlockView, ExecutionView, Permissions, TargetView } from '../protocol/webview.ts';
import type { Announce } from './announcer.ts';
import { diffView, splitMessage } from './diffView.ts';
import { button, duration, h, icon, sentence } from './dom.ts';
import { highlight } from './highlight.ts';
import { OutputArea } from './outputArea.ts';
import { risks } from './risks.ts';
import type { Send } from './send.ts';

const results: Readonly<Record<ExecutionView['status'], string>> = {
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  'timed-out': 'Timed out',
  unknown: 'Result unknown: it was running when the window stopped',
  'dry-run': 'Not run',
};

/** A code block with what can be done with it, and what came of it. Lives on while the document is drawn anew. */
export class CodeBlock {
  readonly element = h('figure', { className: 'block' });
  readonly #output = new OutputArea();
  readonly #result = h('div', { className: 'result' });
  readonly #message = h('p', { className: 'block-message', hidden: true });
  readonly #actions = h('span', { className: 'block-actions' });
  readonly #resultActions = h('span', { className: 'result-actions' });
  readonly #target = h('span', { className: 'target', hidden: true });
  readonly #pre = h('pre', { className: 'code', tabIndex: 0, attributes: { role: 'group' } });
  #execution: ExecutionView | undefined;
  #shown = '';
  #runnable = false;
  #orphaned = false;
  #folded = false;

  constructor(
    private view: BlockView,
    private readonly send: Send,
    private readonly announce: Announce,
  ) {
    this.update(view);
  }

  update(view: BlockView): void {
    this.view = view;
    const { id, language, kind, risk, interactive, content } = view;
    this.element.dataset['block'] = id;
    this.element.className = `block block-${kind}`;
    const command = kind === 'command' && view.commands.length > 0;
    const name = language || (command ? 'shell' : kind === 'output' ? 'output' : 'text');
    const label = kind === 'output' ? 'Sample output' : `Code, ${name}`;
    this.element.setAttribute('aria-label', label);
    this.#pre.setAttribute('aria-label', label);
    this.#pre.replaceChildren(h('code', {}, ...highlight(content.replace(/\n$/, ''), language)));
    const chips = h(
      'span',
      { className: 'chips' },
      h('span', { className: 'language' }, kind === 'output' ? 'sample output' : name),
      command && h('span', { className: `risk risk-${risk}`, title: risks[risk].title }, risks[risk].label),
      command &&
        interactive &&
        h('span', { className: 'chip', title: 'Runs in a terminal.' }, icon('terminal'), 'terminal'),
      command && this.#target,
    );
    this.element.replaceChildren(
      h('figcaption', { className: 'block-bar' }, chips, this.#actions),
      this.#pre,
      this.#message,
      this.#result,
      this.#output.element,
    );
    this.#drawActions();
  }

  /** Shows or takes away Run; why it cannot run is told once for the page. */
  permit({ refusal }: Permissions): void {
    this.#runnable = refusal === undefined;
    this.#drawActions();
  }

  /** Shows what the commands would act on; takes it away where that is not known. */
  aim(target: TargetView | undefined): void {
    this.#target.hidden = !target?.text;
    if (!target) return;
    this.#target.classList.toggle('target-production', target.production);
    this.#target.title = Object.entries(target.context)
      .map(([kind, name]) => `${kind}: ${name}`)
      .join('\n');
    this.#target.replaceChildren(icon('target'), `on ${target.text}`);
  }

  get isCommand(): boolean {
    return this.view.kind === 'command' && this.view.commands.length > 0;
  }

  get running(): boolean {
    return this.#execution?.status === 'running' || this.#execution?.again !== undefined;
  }

  run(terminal?: true): void {
    if (!this.isCommand || this.running) return;
    this.say('');
    this.send({ type: 'run', block: this.view.id, terminal });
  }

  /** Runs what is open before it, too. */
  runTo(): void {
    if (!this.isCommand || this.running) return;
    this.say('');
    this.send({ type: 'run-to', block: this.view.id });
  }

  say(message: string): void {
    this.#message.hidden = !message;
    this.#message.replaceChildren(...sentence(message));
    this.announce(message);
  }

  /** @param orphans processes that the execution left running when its window went. */
  show(execution: ExecutionView | undefined, orphans: readonly number[] = []): void {
    const before = this.#execution;
    this.#execution = execution;
    this.#orphaned = orphans.length > 0;
    const key = JSON.stringify([execution ?? null, orphans]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#drawActions();
    if (!execution) {
      this.#result.replaceChildren();
      this.#output.clear();
      return;
    }
    const { status, exitCode, message } = execution;
    if (before?.status === 'running' || status === 'running') {
      this.announce(exitCode === undefined ? results[status] : `${results[status]}, exit code ${exitCode}`);
    }
    const said = splitMessage(status === 'unknown' && /^Unknown result/.test(message ?? '') ? '' : (message ?? ''));
    this.#result.className = `result result-${status}`;
    this.#result.replaceChildren(
      h(
        'span',
        { className: 'result-word' },
        icon(status === 'succeeded' ? 'check' : status === 'running' ? 'play' : 'warning'),
        results[status],
      ),
      ...(exitCode === undefined ? [] : [h('span', { className: 'exit-code' }, `exit code ${exitCode}`)]),
      ...(execution.duration === undefined ? [] : [h('span', { className: 'duration' }, duration(execution.duration))]),
      ...(execution.again === undefined
        ? []
        : [
            h(
              'span',
              { className: 'again' },
              `attempt ${execution.attempt ?? 1}, the next one after ${duration(execution.again)}`,
            ),
          ]),
      ...(execution.met === false ? [h('span', { className: 'unmet' }, 'not what the runbook expects')] : []),
      ...(said.sentence ? [h('span', { className: 'result-message' }, said.sentence)] : []),
      ...(this.#orphaned ? [h('span', { className: 'orphan' }, `still runs (process ${orphans.join(', ')})`)] : []),
      ...(execution.truncated
        ? [h('span', { className: 'result-message' }, 'only the end of the output is shown')]
        : []),
      this.#resultActions,
      ...(said.patch ? [diffView(said.patch)] : []),
    );
    this.#drawResultActions();
  }

  output(text: string, reset: boolean): void {
    const shown = !this.#output.empty;
    if (reset) this.#output.clear();
    this.#output.append(text);
    if (shown === this.#output.empty) this.#drawResultActions();
  }

  #drawResultActions(): void {
    const copy = button('Copy Result', 'note', () => this.send({ type: 'copy-result', block: this.view.id }), {
      iconOnly: true,
      className: 'copy-result',
      title: 'Copies the command and what came of it, as Markdown without secrets.',
    });
    const fold = button(
      this.#folded ? 'Show Output' : 'Hide Output',
      this.#folded ? 'unfold' : 'fold',
      () => {
        this.#folded = !this.#folded;
        this.#output.fold(this.#folded);
        this.#drawResultActions();
        this.#resultActions.querySelector<HTMLElement>('.fold-output')?.focus();
      },
      { iconOnly: true, className: 'fold-output' },
    );
    fold.setAttribute('aria-expanded', String(!this.#folded));
    this.#resultActions.replaceChildren(copy, ...(this.#output.empty ? [] : [fold]));
  }

  #drawActions(): void {
    const { id } = this.view;
    const focused = this.#actions.contains(document.activeElement);
    const actions: HTMLButtonElement[] = [];
    if (this.running) {
      actions.push(button('Cancel', 'stop', () => this.send({ type: 'cancel', block: id }), { className: 'cancel' }));
    } else if (this.isCommand) {
      const run = button(this.#execution ? 'Run Again' : 'Run', 'play', () => this.run(), { className: 'run primary' });
      run.disabled = !this.#runnable;
      actions.push(run);
      if (this.#orphaned) {
        const end = button('Stop It', 'stop', () => this.send({ type: 'stop-orphan', block: id }), {
          className: 'stop-orphan',
          title: 'Ends the processes that this left running.',
        });
        end.disabled = !this.#runnable;
        actions.unshift(end);
      }
      const onward = button('Run to Here', 'onward', () => this.runTo(), {
        iconOnly: true,
        className: 'run-to',
        title: 'Run to here: everything that is open before this, then this; stops where something fails.  ( r )',
      });
      onward.disabled = !this.#runnable;
      actions.push(onward);
      if (!this.view.interactive) {
        const terminal = button('Run in Terminal', 'terminal', () => this.run(true), {
          iconOnly: true,
          className: 'run-terminal',
          title: 'Run in a terminal: for a command that asks something.',
        });
        terminal.disabled = !this.#runnable;
        actions.push(terminal);
      }
      const { rollback } = this.view;
      if (rollback !== undefined && this.#execution && this.#execution.status !== 'succeeded') {
        const back = button('Roll Back', 'back', () => this.send({ type: 'run', block: rollback }), {
          className: 'rollback',
        });
        back.title = `Runs the block \`${rollback}\`, which takes this back.`;
        back.disabled = !this.#runnable;
        actions.push(back);
      }
    }
    actions.push(
      button(this.isCommand ? 'Copy Command' : 'Copy', 'copy', () => this.send({ type: 'copy', block: id }), {
        iconOnly: true,
      }),
    );
    this.#actions.replaceChildren(...actions);
    if (focused) actions[0]?.focus();
  }
}
