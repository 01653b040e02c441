import { readIfPlain } from '../files/readPlain.ts';
import { linkTargets } from '../files/linkTargets.ts';
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
  type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isOnPath } from '../processes/shells.ts';
import { checkRunbook } from '../checks/checks.ts';
import { disableCheckEdit, type DisabledScope } from '../checks/disableEdit.ts';
import { checkUrl } from '../checks/docs.ts';
import type { RunbookFinding } from '../checks/model.ts';
import { isOurs } from '../checks/practice.ts';
import { readFrontMatter } from '../runbook/frontMatter.ts';
import type { TextEdit as OffsetEdit } from '../text/edit.ts';
import type { ClientTraits } from './clientTraits.ts';
import { commentEdit, pageAction } from './disableActions.ts';
import { explanationAt, proposalsAt } from '../runbook/writing.ts';

/** Milliseconds between the last keystroke and a check. */
const CHECK_DEBOUNCE_MS = 200;

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** Keys of front matter that only runbooks have. */
const runbookKeys = /^(?:escalation|lastReviewed|reviewEvery|drillEvery):/m;

export function isMarkdown({ languageId }: TextDocument): boolean {
  return languageId === 'markdown';
}

/** Named or filed as a runbook, or with the front matter of one, in any of its forms. Other Markdown isn't checked. */
export function isRunbook(document: TextDocument): boolean {
  const path = decodeURIComponent(document.uri);
  if (/\.runbook\.(?:md|mdx|markdown)$|\/(?:run|play)-?books?\/[^?#]*$/i.test(path)) return true;
  const text = document.getText();
  const front = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(text.slice(0, 4_000))?.[1];
  return (front !== undefined && runbookKeys.test(front)) || isOurs(readFrontMatter(text).frontMatter);
}

/** Checks open runbooks, each after a pause in typing. */
export class RunbookChecker {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  readonly #pathOf: (uri: string) => string;
  readonly #unused: (uri: string, text: string) => Promise<readonly string[]>;
  readonly #publish: (document: TextDocument, diagnostics: Diagnostic[]) => void;
  readonly #lastDrill: (path: string) => Promise<string | undefined>;
  constructor(
    pathOf: (uri: string) => string,
    unused: (uri: string, text: string) => Promise<readonly string[]>,
    publish: (document: TextDocument, diagnostics: Diagnostic[]) => void,
    lastDrill: (path: string) => Promise<string | undefined>,
  ) {
    this.#lastDrill = lastDrill;
    this.#unused = unused;
    this.#publish = publish;
    this.#pathOf = pathOf;
  }

  schedule(document: TextDocument, delay = CHECK_DEBOUNCE_MS): void {
    clearTimeout(this.#timers.get(document.uri));
    const check = async (): Promise<void> => {
      const { version } = document;
      const found = await this.#findings(document);
      // Typed into, closed or removed meanwhile: whoever did it asks again, or wants nothing any more.
      if (this.#timers.get(document.uri) !== timer || document.version !== version) return;
      this.#timers.delete(document.uri);
      this.#publish(
        document,
        found.map((finding) => toDiagnostic(finding, document)),
      );
    };
    const timer = setTimeout(() => void check(), delay);
    this.#timers.set(document.uri, timer);
  }

  forget(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** What is wrong with a document as it is now. */
  async diagnosticsOf(document: TextDocument): Promise<Diagnostic[]> {
    return (await this.#findings(document)).map((finding) => toDiagnostic(finding, document));
  }

  /** The fixes of findings at a range, then comments that disable their checks, and pages. */
  async actions(
    { range, context }: CodeActionParams,
    document: TextDocument,
    client: Pick<ClientTraits, 'takesSnippets' | 'showsPages'>,
  ): Promise<CodeAction[]> {
    if (context.only && !context.only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
    const from = document.offsetAt(range.start);
    const to = document.offsetAt(range.end);
    const { version } = document;
    const found = await this.#findings(document);
    // The document has changed since: offsets into its old text would fix the wrong place.
    if (document.version !== version) return [];
    const here = found.filter((finding) => finding.range.start <= to && from <= finding.range.end);
    return [
      ...here.flatMap((finding) => fixOf(finding, document)),
      ...(['line', 'file'] as const).flatMap((scope) =>
        here.flatMap((finding) => disableOf(finding, document, scope, client)),
      ),
      ...(client.showsPages ? here.map((finding) => pageAction(finding.code, toDiagnostic(finding, document))) : []),
    ];
  }

  /** Never rejects: records that can't be read count as none. */
  async #findings(document: TextDocument): Promise<readonly RunbookFinding[]> {
    if (!isRunbook(document)) return [];
    const onDisk = document.uri.startsWith('file:');
    const path = onDisk ? this.#pathOf(document.uri) : document.uri;
    const folder = dirname(path);
    const text = document.getText();
    // Records are many files: only a runbook that wants drills is worth a look into them.
    const lastDrilled = onDisk && text.includes('drillEvery') ? await this.#lastDrill(path) : undefined;
    const unusedDependencies = text.includes('dependenc') ? await this.#unused(document.uri, text) : [];
    return checkRunbook(text, {
      unusedDependencies,
      today: new Date().toISOString().slice(0, 10),
      fileName: path,
      onPath: isOnPath,
      ...(lastDrilled === undefined ? {} : { lastDrilled }),
      ...(onDisk
        ? {
            exists: linkTargets(folder),
            read: (link: string) => readIfPlain(join(folder, link)),
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

function fixOf(finding: RunbookFinding, document: TextDocument): CodeAction[] {
  if (!finding.fix) return [];
  const edits = finding.fix.edits.map((edit) => toEdit(edit, document));
  return [
    {
      title: finding.fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(finding, document)],
      isPreferred: true,
      edit: { changes: { [document.uri]: edits } },
    },
  ];
}

function disableOf(
  finding: RunbookFinding,
  document: TextDocument,
  scope: DisabledScope,
  client: Pick<ClientTraits, 'takesSnippets'>,
): CodeAction[] {
  const edit = disableCheckEdit(document.getText(), finding, scope);
  if (!edit) return [];
  return [
    {
      title: `Disable ${finding.code} for this ${scope}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(finding, document)],
      edit: commentEdit([toEdit(edit, document)], document, client),
    },
  ];
}

function toEdit({ range, newText }: OffsetEdit, document: TextDocument): TextEdit {
  return { range: { start: document.positionAt(range.start), end: document.positionAt(range.end) }, newText };
}

function toDiagnostic({ code, severity, message, range }: RunbookFinding, document: TextDocument): Diagnostic {
  return {
    source: 'breakwater',
    code,
    codeDescription: { href: checkUrl(code) },
    severity: severities[severity],
    message,
    range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
  };
}
