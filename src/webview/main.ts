import type { FromWebview, ToWebview } from '../protocol/webview.ts';
import { App } from './app.ts';

const vscode = acquireVsCodeApi();
const send = (message: FromWebview): void => vscode.postMessage(message);
const root = document.getElementById('app')!;
// What a reloaded window needs to open this page again.
vscode.setState({ uri: decodeURIComponent(root.dataset['uri'] ?? '') });
const app = new App(root, send);

window.addEventListener('message', (event: MessageEvent<ToWebview>) => app.receive(event.data));
send({ type: 'ready' });
