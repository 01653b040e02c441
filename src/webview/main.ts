import type { FromWebview, ToWebview } from '../protocol/webview.ts';
import { App } from './app.ts';
import type { Kept } from './memory.ts';

const vscode = acquireVsCodeApi();
const send = (message: FromWebview): void => vscode.postMessage(message);
const root = document.getElementById('app')!;
const memory = {
  recall: () => (vscode.getState() ?? {}) as Kept,
  keep: (change: Kept) => vscode.setState({ ...memory.recall(), ...change }),
};
memory.keep({ uri: decodeURIComponent(root.dataset['uri'] ?? '') });
const app = new App(root, send, memory);

window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
  app.receive(data);
  if (data.type === 'document') markPainted();
});
performance.mark('breakwater:ready');
send({ type: 'ready' });

/** Notes when a document that has come was on the screen, for whoever measures it (`breakwater:painted`). */
function markPainted(): void {
  performance.mark('breakwater:drawn');
  // A frame's callbacks come before it is painted, a task set from one after.
  requestAnimationFrame(() => setTimeout(() => performance.mark('breakwater:painted')));
}
