import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  FoldingRangeKind,
  SymbolKind,
  type CodeLens,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Runbook, Step } from '../runbook/model.ts';

/** Tells how to run a step in a terminal. The server itself runs nothing. */
export const stepCommand = 'breakwater.runbook.stepCommand';

interface Node {
  readonly symbol: DocumentSymbol & { children: DocumentSymbol[] };
  readonly from: number;
  readonly to: number;
}

/** Sections, steps and the blocks in them, nested as they lie in the document. */
export function symbolsOf(runbook: Runbook, document: TextDocument): DocumentSymbol[] {
  const node = (name: string, kind: SymbolKind, line: number, endLine: number, detail = ''): Node => ({
    symbol: {
      name: name.trim() === '' ? '(untitled)' : name,
      kind,
      ...(detail === '' ? {} : { detail }),
      range: linesRange(document, line, endLine),
      selectionRange: linesRange(document, line, line),
      children: [],
    },
    from: line,
    to: endLine,
  });
  const blocks = [...runbook.blocks, ...runbook.steps.flatMap((step) => step.blocks)];
  const nodes = [
    ...runbook.sections.map(({ title, line, endLine }) => node(title, SymbolKind.String, line, endLine)),
    ...runbook.steps.map(({ title, number, line, endLine }) =>
      node(number === undefined ? title : `${number}. ${title}`, SymbolKind.Event, line, endLine),
    ),
    ...blocks
      .filter(({ kind }) => kind === 'command')
      .map(({ commands, risk, line, endLine }) =>
        node((commands[0] ?? '').split('\n')[0]!, SymbolKind.Function, line, endLine, risk),
      ),
  ];
  const roots: DocumentSymbol[] = [];
  const open: Node[] = [];
  // A section, the step that its heading is, and a block may begin on one line: the wider one comes first.
  for (const next of nodes.sort((a, b) => a.from - b.from || b.to - a.to)) {
    while (open.length > 0 && (open.at(-1)!.to < next.from || open.at(-1)!.to < next.to)) open.pop();
    const above = open.at(-1);
    (above ? above.symbol.children : roots).push(next.symbol);
    open.push(next);
  }
  return roots;
}

/** Sections, steps and blocks of more than one line. */
export function foldingOf(runbook: Runbook): FoldingRange[] {
  const blocks = [...runbook.blocks, ...runbook.steps.flatMap((step) => step.blocks)];
  const parts = [...runbook.sections, ...runbook.steps, ...blocks];
  const byStart = new Map<string, FoldingRange>();
  for (const { line, endLine } of parts) {
    if (endLine <= line) continue;
    const range = { startLine: line - 1, endLine: endLine - 1, kind: FoldingRangeKind.Region };
    byStart.set(`${line}:${endLine}`, range);
  }
  return [...byStart.values()].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

const LINK = /!?\[(?:[^[\]\n]|\[[^[\]\n]*\])*\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))/g;

/** Links of a document to files that exist beside it. Addresses with a scheme are the editor's own business. */
export function linksOf(runbook: Runbook, document: TextDocument, path: string): DocumentLink[] {
  const blocks = [...runbook.blocks, ...runbook.steps.flatMap((step) => step.blocks)];
  const text = document.getText();
  const found: DocumentLink[] = [];
  for (const match of text.matchAll(LINK)) {
    const address = match[1] ?? match[2] ?? '';
    const start = match.index + match[0].length - address.length - (match[1] === undefined ? 0 : 1);
    const range = { start: document.positionAt(start), end: document.positionAt(start + address.length) };
    const line = range.start.line + 1;
    if (blocks.some((block) => block.line <= line && line <= block.endLine)) continue;
    const target = targetOf(address, path);
    if (target !== undefined) found.push({ range, target });
  }
  return found;
}

function targetOf(address: string, path: string): string | undefined {
  if (address === '' || /^(?:[a-z][a-z0-9+.-]*:|[/\\#?~])/i.test(address)) return undefined;
  const [file = '', fragment] = address.split('#', 2);
  let name = file;
  try {
    name = decodeURIComponent(file);
  } catch {
    // As it is written.
  }
  const at = join(dirname(path), name);
  if (!existsSync(at)) return undefined;
  return pathToFileURL(at).href + (fragment === undefined ? '' : `#${fragment}`);
}

/** Above each step with commands: how it would be run. */
export function lensesOf(runbook: Runbook, document: TextDocument): CodeLens[] {
  return runbook.steps.filter(hasCommands).map(({ id, line }) => ({
    range: linesRange(document, line, line),
    command: { title: 'Run this step in a terminal', command: stepCommand, arguments: [document.uri, id] },
  }));
}

/** The command line that runs one step. */
export function terminalCommand(path: string, step: string): string {
  return `npx breakwater runbook run ${quoted(path)} --step ${quoted(step)}`;
}

function hasCommands({ blocks }: Step): boolean {
  return blocks.some(({ kind }) => kind === 'command');
}

function quoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** From the first character of a line to the last of another, both 1-based. */
function linesRange(document: TextDocument, line: number, endLine: number): Range {
  const start = { line: line - 1, character: 0 };
  const end = document.positionAt(document.offsetAt({ line: endLine, character: 0 }));
  const last = document.getText({ start: { line: endLine - 1, character: 0 }, end }).replace(/[\r\n]+$/, '');
  const offset = document.offsetAt({ line: endLine - 1, character: 0 }) + last.length;
  return { start, end: document.positionAt(offset) };
}
