import { h } from './dom.ts';

/** Tells screen readers what has changed. The page has this one live region, so that nothing is said twice. */
export class Announcer {
  readonly element = h('div', {
    className: 'visually-hidden',
    attributes: { role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' },
  });
  #waiting: string[] = [];

  /** Says it after what else changes in this turn; the same sentence in a row is said once. */
  readonly say = (sentence: string): void => {
    if (!sentence || this.#waiting.at(-1) === sentence) return;
    if (this.#waiting.push(sentence) > 1) return;
    setTimeout(() => {
      this.element.textContent = this.#waiting.join('. ');
      this.#waiting = [];
    }, 50);
  };
}

/** Tells screen readers a sentence. */
export type Announce = Announcer['say'];
