import type { FromWebview } from '../protocol/webview.ts';

/** Tells the host what the responder wants. */
export type Send = (message: FromWebview) => void;
