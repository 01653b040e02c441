import type { Page } from 'playwright-core';
import type { Control } from './control.ts';
import { WebviewPage } from './webview.ts';

interface Target {
  readonly root: string;
  readonly selector: string;
  readonly key?: string;
}

/** Serves what suite/driver.ts asks for, on the page that `page` gives at the time. */
export function serveSuite(control: Control, page: () => Page): void {
  const on = (name: string, act: (webview: WebviewPage, target: Target) => unknown): void => {
    control.handlers.set(name, (body) => {
      const target = body as Target;
      return act(new WebviewPage(page, target.root), target);
    });
  };
  on('webview.click', (webview, { selector }) => webview.click(selector));
  on('webview.press', (webview, { selector, key }) => webview.press(selector, key!));
  on('webview.text', (webview, { selector }) => webview.text(selector));
  control.handlers.set('press', (body) => page().keyboard.press((body as { key: string }).key));
  control.handlers.set('screenshot', async (body) => {
    await page().screenshot({ path: (body as { file: string }).file });
  });
}
