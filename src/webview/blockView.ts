import type { BlockView, ExecutionView, Permissions } from '../protocol/webview.ts';
import type { Announce } from './announcer.ts';
import { button, duration, h, icon, sentence } from './dom.ts';
import { highlight } from './highlight.ts';
import { OutputArea } from './outputArea.ts';
import type { Send } from './send.ts';

const risks = {
  reads: { label: 'reads', title: 'These commands change nothing.' },
  changes: { label: 'changes', title: 'These commands change something.' },
  destroys: {
    label: 'destroys',
    title: 'These commands delete, stop or force something. You will be asked to confirm.',
  },
  unknown: { label: 'unknown effect', title: 'It is not known what these commands change.' },
} as const;

const results: Readonly<Record<ExecutionView['status'], string>> = {
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  'timed-out': 'Timed out',
  unknown: 'Result unknown: it was running when the window stopped',
};

/** A code block with what can be done with it, and what came of it. Lives on while the document is drawn anew. */
export class CodeBlock {
  readonly element = h('figure', { className: 'block' });
  readonly #output = new OutputArea();
  readonly #result = h('div', { className: 'result' });
  readonly #message = h('p', { className: 'block-message', hidden: true });
  readonly #actions = h('span', { className: 'block-actions' });
  readonly #pre = h('pre', { className: 'code', tabIndex: 0, attributes: { role: 'group' } });
  #execution: ExecutionView | undefined;
  #shown = '';
  #runnable = false;

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

  get isCommand(): boolean {
    return this.view.kind === 'command' && this.view.commands.length > 0;
  }

  get running(): boolean {
    return this.#execution?.status === 'running';
  }

  run(): void {
    if (!this.isCommand || this.running) return;
    this.say('');
    this.send({ type: 'run', block: this.view.id });
  }

  say(message: string): void {
    this.#message.hidden = !message;
    this.#message.replaceChildren(...sentence(message));
    this.announce(message);
  }

  show(execution: ExecutionView | undefined): void {
    const before = this.#execution;
    this.#execution = execution;
    const key = JSON.stringify(execution ?? null);
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
      ...(execution.met === false ? [h('span', { className: 'unmet' }, 'not what the runbook expects')] : []),
      ...(message ? [h('span', { className: 'result-message' }, message)] : []),
      ...(execution.truncated
        ? [h('span', { className: 'result-message' }, 'only the end of the output is shown')]
        : []),
    );
  }

  output(text: string, reset: boolean): void {
    if (reset) this.#output.clear();
    this.#output.append(text);
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
