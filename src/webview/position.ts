import type { RunView, StepOutline } from '../protocol/webview.ts';
import { focusOn } from './focus.ts';
import { own } from './own.ts';
import type { Send } from './send.ts';
import { stepOf, type Spot } from './stepOf.ts';

/** The parts of the page that the position shows in. */
export interface Ground {
  readonly main: HTMLElement;
  /** The runbook's text. */
  readonly text: HTMLElement;
  /** The element with which a step begins. */
  step(id: string): HTMLElement | undefined;
}

/** Where the responder is: the current step, to which keys go, and the focus, which is on it unless a control has it. */
export class Position {
  readonly #ground: Ground;
  readonly #send: Send;
  #steps: readonly StepOutline[] = [];
  #run: RunView | undefined;
  /** Where the responder went before the host has answered. */
  #going: string | undefined;
  /** The step that was clicked, until the run has been drawn with it. */
  #clicked: string | undefined;

  constructor(ground: Ground, send: Send) {
    this.#ground = ground;
    this.#send = send;
  }

  get current(): StepOutline | undefined {
    return this.step(this.#going ?? this.#run?.current) ?? this.#steps[0];
  }

  step(id: string | undefined): StepOutline | undefined {
    return this.#steps.find((step) => step.id === id);
  }

  stepOf(spot: Spot): string | undefined {
    return stepOf(this.#steps, spot);
  }

  update(steps: readonly StepOutline[]): void {
    this.#steps = steps;
  }

  /** @returns the step that a click has led to, which is on the screen already. */
  show(run: RunView): string | undefined {
    if (this.#arrived(run)) this.#going = undefined;
    this.#run = run;
    const clicked = this.#clicked;
    this.#clicked = undefined;
    return clicked;
  }

  /** Makes a step the current one. */
  enter(step: string): void {
    if (this.current?.id === step && this.#run?.current === step) return;
    this.#going = step;
    this.#send({ type: 'enter', step });
  }

  /** Whether keys go to the current step, and not to a control. */
  onStep(): boolean {
    const { activeElement } = document;
    return !activeElement || activeElement === document.body || activeElement.matches('.main, .document [data-step]');
  }

  /** Puts the focus on a step; on the page as a whole where there is none. */
  focusStep(id: string | undefined): void {
    const element = id === undefined ? undefined : this.#ground.step(id);
    focusOn(element ?? this.#ground.main);
  }

  focusCurrent(): void {
    if (this.#ground.main.isConnected) this.focusStep(this.current?.id);
  }

  /** Puts the focus on the step that a control was in which has gone; on the current one where there was none. */
  focusNear(before?: Element): void {
    if (!before) return this.focusCurrent();
    this.focusStep(this.stepOf(spotOf([before, ...ancestors(before)])) ?? this.current?.id);
  }

  /** A click makes the step it is in current, and leaves the focus on it: the next key is meant for that step. */
  listenToClicks(): void {
    const { text } = this.#ground;
    // Before the control itself acts, so that the record tells where it was done.
    text.addEventListener('click', (event) => this.#enterClicked(event), true);
    text.addEventListener('click', (event) => {
      const step = this.#stepAt(event);
      if (step !== undefined && leavesFocus(event)) this.focusStep(step);
    });
  }

  #enterClicked(event: Event): void {
    const step = this.#stepAt(event);
    if (step === undefined || this.#run?.endedAt !== undefined) return;
    this.#clicked = step;
    this.enter(step);
  }

  #stepAt(event: Event): string | undefined {
    return this.stepOf(spotOf(event.composedPath()));
  }

  /** Whether the run shows where the responder went: until then keys are meant for that step, whatever comes between. */
  #arrived({ current, steps, endedAt }: RunView): boolean {
    const going = this.#going;
    if (going === undefined || endedAt !== undefined || current === going || !this.step(going)) return true;
    return own(this.#run?.steps ?? {}, going)?.status !== own(steps, going)?.status;
  }
}

/** Whether what was clicked does not want the focus for itself: a field does, and a button that a key has pressed. */
function leavesFocus(event: MouseEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  const byMouse = event.detail > 0 || target.closest('[data-runs]') !== null;
  const typed = target.closest('.block-ask, a, input:not([type=checkbox]), textarea, select') !== null;
  const asking = document.activeElement?.closest('.block-ask') != null;
  return byMouse && !typed && !asking;
}

function spotOf(path: readonly (EventTarget | null)[]): Spot {
  const datas = path.filter((one) => one instanceof HTMLElement).map(({ dataset }) => dataset);
  const nearest = (name: 'step' | 'block' | 'check' | 'line'): string | undefined =>
    datas.find((data) => data[name] !== undefined)?.[name];
  const line = nearest('line');
  return {
    block: nearest('block'),
    check: nearest('check'),
    step: nearest('step'),
    line: line === undefined ? undefined : Number(line),
  };
}

function ancestors(element: Element): readonly Element[] {
  return element.parentElement ? [element.parentElement, ...ancestors(element.parentElement)] : [];
}
