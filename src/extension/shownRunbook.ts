import type { TextDocument } from 'vscode';
import type { DocumentView } from '../protocol/webview.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { documentView } from './documentMessage.ts';

/** Longer texts are not shown as a runbook: drawing them would hold the window up. UTF-16 units. */
const MAX_TEXT_CHARACTERS = 2_000_000;
/** So many steps and blocks, each of which is a control, hold the window up as well. */
const MAX_CONTROLS = 4_000;

/** What a view of the document draws, or the sentence why it cannot. */
export type Shown = { readonly view: DocumentView } | { readonly cannot: string };

/**
 * Reads a document as a runbook. `runbook` is absent where the text is not even read.
 * @param shell of the settings, for runbooks that name none.
 */
export function readShown(document: TextDocument, shell: string | undefined): { shown: Shown; runbook?: Runbook } {
  const text = document.getText();
  const refusal = unreadable(text);
  if (refusal) return { shown: { cannot: refusal } };
  const runbook = withShell(parseRunbook(text, { fileName: document.uri.path }), shell);
  const tooMany = crowded(runbook);
  return { runbook, shown: tooMany ? { cannot: tooMany } : { view: documentView(text, runbook, document.uri) } };
}

function withShell(runbook: Runbook, shell: string | undefined): Runbook {
  if (!shell || runbook.frontMatter.shell) return runbook;
  return { ...runbook, frontMatter: { ...runbook.frontMatter, shell } };
}

function unreadable(text: string): string | undefined {
  if (text.includes('\0')) return 'This is a binary file. A runbook is a Markdown file.';
  if (text.length <= MAX_TEXT_CHARACTERS) return undefined;
  const size = (text.length / 1e6).toFixed(1);
  return `This file is too long for a runbook (${size} million characters; the limit is ${MAX_TEXT_CHARACTERS / 1e6} million).`;
}

function crowded({ steps, blocks }: Runbook): string | undefined {
  const count = steps.reduce((sum, step) => sum + 1 + step.blocks.length, blocks.length);
  if (count <= MAX_CONTROLS) return undefined;
  return `This file is too large for a runbook (${count} steps and code blocks; the limit is ${MAX_CONTROLS}).`;
}
