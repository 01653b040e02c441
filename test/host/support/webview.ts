import type { Frame, Page } from 'playwright-core';
import { waitFor } from './wait.ts';

/**
 * A webview of the window, known by a selector that only its page matches. Every call finds the frame anew, so a
 * WebviewPage stays good when the window reloads or the editor is closed and opened again. All calls wait until the
 * element is there, and throw after `timeout` milliseconds.
 */
export class WebviewPage {
  constructor(
    private readonly page: () => Page,
    private readonly root: string,
    private readonly timeout = 60_000,
  ) {}

  /** The frame that shows the root element. */
  async frame(): Promise<Frame> {
    return waitFor(`a webview with ${this.root}`, () => this.find(), this.timeout);
  }

  /** Whether the webview is on the page now. */
  async isOpen(): Promise<boolean> {
    return (await this.find()) !== undefined;
  }

  private async find(): Promise<Frame | undefined> {
    for (const frame of this.page().frames()) {
      // A frame may go while it is asked.
      const found = await frame.$(this.root).catch(() => null);
      if (found && (await found.isVisible().catch(() => false))) return frame;
    }
    return undefined;
  }

  /** The text a person sees in the first element that matches. */
  async text(selector = this.root): Promise<string> {
    return (await this.frame()).locator(selector).first().innerText({ timeout: this.timeout });
  }

  /** The texts of all elements that match now. */
  async texts(selector: string): Promise<string[]> {
    return (await this.frame()).locator(selector).allInnerTexts();
  }

  async count(selector: string): Promise<number> {
    return (await this.frame()).locator(selector).count();
  }

  async attribute(selector: string, name: string): Promise<string | null> {
    return (await this.frame()).locator(selector).first().getAttribute(name, { timeout: this.timeout });
  }

  /** Whether a check box is ticked (native, or by `aria-checked`). */
  async isChecked(selector: string): Promise<boolean> {
    return (await this.frame()).locator(selector).first().isChecked({ timeout: this.timeout });
  }

  async click(selector: string): Promise<void> {
    await (await this.frame()).locator(selector).first().click({ timeout: this.timeout });
  }

  /** Replaces what an input holds. */
  async fill(selector: string, text: string): Promise<void> {
    await (await this.frame()).locator(selector).first().fill(text, { timeout: this.timeout });
  }

  /** Presses a key (`Enter`, `Space`, `ArrowDown`, `Control+Enter`) with the focus on the element. */
  async press(selector: string, key: string): Promise<void> {
    await (await this.frame()).locator(selector).first().press(key, { timeout: this.timeout });
  }

  /** Waits until an element's text contains `part` (or until it exists, where `part` is left out). */
  async waitFor(selector: string, part?: string, timeout = this.timeout): Promise<string> {
    return waitFor(
      `${selector}${part === undefined ? '' : ` with '${part}'`} in the webview`,
      async () => {
        const texts = await this.texts(selector);
        return part === undefined
          ? texts.length > 0
            ? texts[0] || ' '
            : undefined
          : texts.find((text) => text.includes(part));
      },
      timeout,
    );
  }

  /** Runs a function of one JSON argument in the webview's page. */
  async evaluate<A, R>(fn: (argument: A) => R, argument: A): Promise<R> {
    return (await this.frame()).evaluate(fn as (argument: unknown) => R, argument);
  }
}
