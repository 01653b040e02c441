import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  MarkupKind,
  type CodeAction,
  type CodeActionParams,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { checkRunbook } from '../runbook/checks.ts';
import type { RunbookFinding } from '../runbook/checkModel.ts';
import { explanationAt, proposalsAt } from '../runbook/writing.ts';

/** Milliseconds between the last keystroke and a check. */
const calm = 200;

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** Keys of front matter that only runbooks have. */
const telling = /^(?:escalation|lastReviewed|reviewEvery|drillEvery):/m;

export function isMarkdown({ languageId }: TextDocument): boolean {
  return languageId === 'markdown';
}

/** Other Markdown is nobody's business here: named or filed as a runbook, or with the front matter of one. */
export function isRunbook(document: TextDocument): boolean {
  const path = decodeURIComponent(document.uri);
  if (/\.runbook\.(?:md|mdx|markdown)$|\/(?:run|play)-?books?\/[^?#]*$/i.test(path)) return true;
  const front = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(document.getText().slice(0, 4_000))?.[1];
  return front !== undefined && telling.test(front);
}

/** Checks open runbooks, each when its text has been calm for a while. */
export class RunbookChecker {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly pathOf: (uri: string) => string,
    private readonly publish: (document: TextDocument, diagnostics: Diagnostic[]) => void,
  ) {}

  schedule(document: TextDocument, delay = calm): void {
    clearTimeout(this.#timers.get(document.uri));
    const check = (): void => {
      this.#timers.delete(document.uri);
      const found = this.#findings(document);
      this.publish(
        document,
        found.map((finding) => toDiagnostic(finding, document)),
      );
    };
    this.#timers.set(document.uri, setTimeout(check, delay));
  }

  forget(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** The fixes of findings at a range. */
  actions({ range, context }: CodeActionParams, document: TextDocument): CodeAction[] {
    if (context.only && !context.only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
    const from = document.offsetAt(range.start);
    const to = document.offsetAt(range.end);
    return this.#findings(document)
      .filter((finding) => finding.fix && finding.range.start <= to && from <= finding.range.end)
      .map((finding) => ({
        title: finding.fix!.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(finding, document)],
        isPreferred: true,
        edit: {
          changes: {
            [document.uri]: finding.fix!.edits.map(({ range: at, newText }) => ({
              range: { start: document.positionAt(at.start), end: document.positionAt(at.end) },
              newText,
            })),
          },
        },
      }));
  }

  #findings(document: TextDocument): readonly RunbookFinding[] {
    if (!isRunbook(document)) return [];
    const onDisk = document.uri.startsWith('file:');
    const path = onDisk ? this.pathOf(document.uri) : document.uri;
    const folder = dirname(path);
    return checkRunbook(document.getText(), {
      today: new Date().toISOString().slice(0, 10),
      fileName: path,
      ...(onDisk
        ? {
            exists: (link: string) => existsSync(join(folder, link)),
            read: (link: string) => readQuietly(join(folder, link)),
          }
        : {}),
    });
  }
}

/** Attributes and front matter keys that fit at a position. */
export function completions(document: TextDocument, position: Position): CompletionItem[] {
  return proposalsAt(document.getText(), document.offsetAt(position)).map(({ name, about, insert, range }, index) => ({
    label: name,
    kind: CompletionItemKind.Property,
    detail: insert,
    documentation: { kind: MarkupKind.Markdown, value: about },
    sortText: String(index).padStart(2, '0'),
    textEdit: {
      range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
      newText: insert,
    },
  }));
}

/** What the attribute or front matter key at a position means. */
export function hover(document: TextDocument, position: Position): Hover | undefined {
  const found = explanationAt(document.getText(), document.offsetAt(position));
  return (
    found && {
      contents: { kind: MarkupKind.Markdown, value: found.text },
      range: { start: document.positionAt(found.range.start), end: document.positionAt(found.range.end) },
    }
  );
}

function toDiagnostic({ code, severity, message, range }: RunbookFinding, document: TextDocument): Diagnostic {
  return {
    source: 'breakwater',
    code,
    severity: severities[severity],
    message,
    range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
  };
}

function readQuietly(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
