import type { FromWebview, RunView, StepStatus } from '../protocol/webview.ts';
import { button, h } from './dom.ts';
import { own } from './own.ts';
import type { Send } from './send.ts';
import { stepState } from './states.ts';

/** How long the offer is shown; the key works until the next change. Milliseconds. */
const UNDO_SHOWN_MS = 10_000;

/** A step's state before the responder changed it. */
export interface StepChange {
  readonly step: string;
  readonly title: string;
  readonly status: StepStatus;
  readonly reason?: string;
}

/** What puts a step back to what it was, and the responder back to it. */
export function putBack({ step, status, reason }: StepChange): readonly FromWebview[] {
  const back: FromWebview =
    status === 'skipped' ? { type: 'skip', step, reason } : { type: 'tick', step, ticked: status === 'done' };
  return [back, { type: 'enter', step }];
}

/** Offers to take the last tick, untick or skip back, in a place of its own where nothing moves for it. */
export class UndoOffer {
  readonly element = h('span', { className: 'undo-offer' });
  #asked: StepChange | undefined;
  #last: StepChange | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: Send) {}

  /** The responder has asked for another state of a step. */
  asked(change: StepChange): void {
    this.#asked = change;
  }

  /** Offers it once the run shows the change. @returns a sentence for screen readers where it does. */
  show(run: RunView): string | undefined {
    if (run.endedAt !== undefined) this.#close();
    const asked = this.#asked;
    const now = asked && (own(run.steps, asked.step)?.status ?? 'to-do');
    if (!asked || !now || now === asked.status) return undefined;
    this.#asked = undefined;
    this.#last = asked;
    const title = `${asked.title}: ${stepState(run, asked.step).text}`;
    this.element.replaceChildren(button('Undo  ( u )', 'back', () => this.undo(), { className: 'undo', title }));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.element.replaceChildren(), UNDO_SHOWN_MS);
    return 'Press u to undo';
  }

  /** @returns false where there is nothing to take back. */
  undo(): boolean {
    if (!this.#last) return false;
    const messages = putBack(this.#last);
    this.#close();
    for (const message of messages) this.send(message);
    return true;
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#last = undefined;
    this.element.replaceChildren();
  }
}
