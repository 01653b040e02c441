/**
 * What tests inside the extension host may ask of the window around them: the page is driven outside, over loopback
 * HTTP. `selector` is CSS; `root` is a selector that only the wanted webview matches.
 */
export async function ask<T = unknown>(name: string, body?: unknown): Promise<T> {
  const response = await fetch(`${process.env.BREAKWATER_TEST_CONTROL}/${name}`, {
    method: 'POST',
    body: JSON.stringify(body ?? null),
    signal: AbortSignal.timeout(60_000),
  });
  const answer = (await response.json()) as { value?: T; error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value as T;
}

export const clickInWebview = (root: string, selector: string): Promise<void> =>
  ask('webview.click', { root, selector });
export const pressInWebview = (root: string, selector: string, key: string): Promise<void> =>
  ask('webview.press', { root, selector, key });
/** Waits until the element is there and gives its text. */
export const textInWebview = (root: string, selector = root): Promise<string> =>
  ask('webview.text', { root, selector });
/** Presses a key in the window. */
export const press = (key: string): Promise<void> => ask('press', { key });
/** Writes a PNG of the whole window. */
export const screenshot = (file: string): Promise<void> => ask('screenshot', { file });
