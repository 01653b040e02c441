import type { Ast, Comment, ScopeManager } from '../ast/types.ts';

/** What the adapter uses of ESLint's rule API; oxlint's JS plugins bring the same. */
export interface RuleContext {
  readonly filename: string;
  readonly physicalFilename?: string;
  readonly cwd?: string;
  readonly options: readonly unknown[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sourceCode: SourceCode;
  readonly languageOptions?: { readonly parser?: unknown };
  report(descriptor: ReportDescriptor): void;
}

export interface SourceCode {
  readonly text: string;
  readonly ast: Ast.Program;
  readonly scopeManager: ScopeManager | null;
  getAllComments(): readonly Comment[];
  getLocFromIndex(index: number): { readonly line: number; readonly column: number };
}

export interface Fixer {
  replaceTextRange(range: readonly [number, number], text: string): unknown;
}

export type Fix = (fixer: Fixer) => readonly unknown[];

export interface ReportDescriptor {
  readonly loc: { readonly start: { line: number; column: number }; readonly end: { line: number; column: number } };
  readonly message: string;
  readonly fix?: Fix;
  readonly suggest?: readonly { readonly desc: string; readonly fix: Fix }[];
}
