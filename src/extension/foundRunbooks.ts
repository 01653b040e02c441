import * as vscode from 'vscode';
import { runnable } from '../run/plan.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { settings } from './ids.ts';

export interface FoundRunbook {
  readonly uri: vscode.Uri;
  readonly title: string;
  /** By its name, its folder or its front matter; else because its steps hold commands. */
  readonly chosen: boolean;
  readonly owner?: string;
  /** ISO 8601 date. */
  readonly lastReviewed?: string;
  /** Days. */
  readonly reviewEvery?: number;
}

/** How many Markdown files are looked into, and how many bytes of each: of its head, and for commands. */
const MAX_FILES = 2_000;
const MAX_PARSED_BYTES = 100_000;
const MAX_HEAD_BYTES = 4_000;
const excluded = '**/{node_modules,.git,dist,build,out,vendor}/**';

/** Keys of front matter that only runbooks have. */
const telling = /^(?:owner|escalation|lastReviewed|last_reviewed|reviewEvery|drillEvery):/m;

/** The workspace's runbooks: by name or folder as the settings say, by their front matter, or by steps with commands. */
export async function findRunbooks(token?: vscode.CancellationToken): Promise<readonly FoundRunbook[]> {
  const globs = vscode.workspace.getConfiguration().get<string[]>(settings.runbookFiles) ?? [];
  // One by one: alternatives of the editor's globs cannot be nested.
  const find = (glob: string): Thenable<vscode.Uri[]> => vscode.workspace.findFiles(glob, excluded, MAX_FILES, token);
  const matching = (await Promise.all(globs.map(find))).flat();
  const chosen = new Set(matching.map((uri) => uri.toString()));
  const markdown = await find('**/*.md');
  const all = new Map([...matching, ...markdown].map((uri) => [uri.toString(), uri]));
  const found: FoundRunbook[] = [];
  for (const [key, uri] of all) {
    if (token?.isCancellationRequested) break;
    const text = await textOf(uri);
    if (text === undefined) continue;
    const head = text.slice(0, MAX_HEAD_BYTES);
    const front = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(head)?.[1] ?? '';
    const named = chosen.has(key) || telling.test(front);
    if (named || hasCommandSteps(text)) found.push(described(uri, head, front, named));
  }
  return found.sort((a, b) => a.title.localeCompare(b.title));
}

/** Whether a text has steps to be run. */
function hasCommandSteps(text: string): boolean {
  if (!/^(?:[ \t>*+\-\d.]*(?:```|~~~)| {4}|\t)/m.test(text)) return false;
  return parseRunbook(text).steps.some(({ blocks }) => blocks.some(runnable));
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return new TextDecoder().decode(bytes.subarray(0, MAX_PARSED_BYTES));
  } catch {
    // It has gone since it was found, or may not be read: the list does without it.
    return undefined;
  }
}

function described(uri: vscode.Uri, head: string, front: string, chosen: boolean): FoundRunbook {
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}:[ \\t]*["']?(.+?)["']?[ \\t]*$`, 'm').exec(front)?.[1];
  const heading = /^#{1,2}\s+(.+?)\s*#*$/m.exec(head.slice(front.length))?.[1];
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return {
    uri,
    chosen,
    title: value('title') ?? heading ?? name,
    owner: value('owner'),
    lastReviewed: value('lastReviewed') ?? value('last_reviewed'),
    reviewEvery: days(value('reviewEvery')),
  };
}

/** `90`, `90d`, `3 months`: in days. */
function days(text: string | undefined): number | undefined {
  const [, number, unit = 'd'] = /^(\d+)\s*([a-z]*)/i.exec(text ?? '') ?? [];
  if (!number) return undefined;
  const factor = { w: 7, m: 30, q: 91, y: 365 }[unit.toLowerCase()[0] ?? 'd'] ?? 1;
  return Number(number) * factor;
}
