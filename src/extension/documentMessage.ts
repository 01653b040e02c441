import * as vscode from 'vscode';
import { noticesOf } from '../surroundings/concerns.ts';
import { allBlocks, rollbackOf } from '../run/plan.ts';
import { joinFolder } from '../run/prepare.ts';
import { settingsOf } from '../surroundings/settings.ts';
import type { BlockView, DocumentView, ViewInline, ViewNode } from '../protocol/webview.ts';
import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { renderRunbook } from '../runbook/render.ts';
import { hiddenCharacters } from '../shell/hiddenCharacters.ts';
import { visibleLine } from '../text/visible.ts';
import { documentFolder } from './documentFolder.ts';

/** What the view draws of a runbook's text. `images` of it are resolved for each webview by `imagesFor`. */
export function documentView(text: string, runbook: Runbook, uri: vscode.Uri): DocumentView {
  const { steps, title, frontMatter, placeholders, problems } = runbook;
  return {
    title,
    path: vscode.workspace.asRelativePath(uri),
    frontMatter: { ...frontMatter, other: {} },
    nodes: renderRunbook(text, runbook),
    steps: steps.map(({ id, title: name, number, section, level, line, endLine, checks, blocks: own }) => ({
      id,
      title: name,
      number,
      section,
      level,
      line,
      endLine,
      checks: checks.map((check) => check.id),
      blocks: own.map((block) => block.id),
    })),
    procedures: runbook.procedures ?? [],
    blocks: allBlocks(runbook).map((block) => blockView(block, runbook)),
    placeholders,
    problems,
    startsIn: visibleLine(startFolder(runbook, uri)),
    images: {},
  };
}

function blockView(block: Block, runbook: Runbook): BlockView {
  const { id, line, language, kind, commands, risk, interactive, content, shell, expectedOutput } = block;
  const placeholders = block.placeholders.map(({ name }) => name);
  const rollback = rollbackOf(runbook, block)?.id;
  return {
    id,
    line,
    language,
    kind,
    commands,
    risk,
    interactive,
    content,
    shell,
    expectedOutput,
    placeholders,
    rollback,
    settings: settingsOf(runbook, block),
    notices: noticesOf(block.commands),
    hidden: block.commands.some((command) => hiddenCharacters(command).length > 0),
    unclear: block.unclear ?? [],
  };
}

/** Where the first command starts, as the page says it. */
function startFolder({ frontMatter }: Runbook, uri: vscode.Uri): string {
  const folder = vscode.workspace.asRelativePath(documentFolder(uri));
  return frontMatter.cwd ? joinFolder(folder, frontMatter.cwd) : folder;
}

/** Addresses of the images beside the document, as a webview may load them. Images of the network are left out. */
export function imagesFor(
  nodes: readonly ViewNode[],
  document: vscode.Uri,
  webview: vscode.Webview,
): Record<string, string> {
  const images: Record<string, string> = {};
  for (const source of sourcesIn(nodes)) {
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(source)) continue;
    const folder = source.startsWith('/') ? vscode.workspace.getWorkspaceFolder(document)?.uri : undefined;
    const path = decoded(source.replace(/[?#].*$/, ''));
    const file = vscode.Uri.joinPath(folder ?? vscode.Uri.joinPath(document, '..'), path);
    images[source] = webview.asWebviewUri(file).toString();
  }
  return images;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function* sourcesIn(nodes: readonly (ViewNode | ViewInline)[]): Generator<string> {
  for (const node of nodes) {
    if (node.kind === 'image') yield node.source;
    else if (node.kind === 'list') for (const item of node.items) yield* sourcesIn(item.children);
    else if (node.kind === 'table') for (const cell of [...node.head, ...node.rows.flat()]) yield* sourcesIn(cell);
    else if ('children' in node) yield* sourcesIn(node.children);
  }
}
