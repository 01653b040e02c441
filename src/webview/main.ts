import type { FromWebview, ToWebview } from '../protocol/webview.ts';
import { App } from './app.ts';

const vscode = acquireVsCodeApi();
const send = (message: FromWebview): void => vscode.postMessage(message);
const app = new App(document.getElementById('app')!, send);

window.addEventListener('message', (event: MessageEvent<ToWebview>) => app.receive(event.data));
send({ type: 'ready' });
