import type { TSESTree } from '@typescript-eslint/types';

/**
 * The syntax tree that every room reads: ESTree with TypeScript's nodes, as typescript-estree, espree and the other
 * parsers that ESLint takes build it. Compare `type` with string literals; parsers differ in everything else.
 */
export type { TSESTree as Ast } from '@typescript-eslint/types';

export type Node = TSESTree.Node;
export type Identifier = TSESTree.Identifier;
export type CallExpression = TSESTree.CallExpression;
export type NewExpression = TSESTree.NewExpression;
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** What facts need of a scope manager; @typescript-eslint/scope-manager and eslint-scope both fit. */
export interface ScopeManager {
  readonly scopes: readonly Scope[];
}

export interface Scope {
  readonly type: string;
  readonly block: Node;
  readonly upper: Scope | null;
  readonly variables: readonly Variable[];
  readonly references: readonly Reference[];
  readonly set: ReadonlyMap<string, Variable>;
}

export interface Variable {
  readonly name: string;
  readonly defs: readonly Definition[];
  readonly references: readonly Reference[];
  readonly identifiers: readonly Node[];
  readonly scope: Scope;
}

/** `type` is `ImportBinding`, `Variable`, `Parameter`, `FunctionName`, `ClassName`, `CatchClause`, `Type`, ... */
export interface Definition {
  readonly type: string;
  readonly name: Node;
  readonly node: Node;
  readonly parent?: Node | null;
}

export interface Reference {
  readonly identifier: Node;
  /** Null or undefined where nothing in the file declares the name. */
  readonly resolved?: Variable | null;
  readonly writeExpr?: Node | null;
  isWrite(): boolean;
  isRead(): boolean;
}

export interface Comment {
  readonly type: 'Line' | 'Block' | 'Shebang' | (string & {});
  readonly value: string;
  readonly range: readonly [number, number];
}

export interface ParseError {
  readonly message: string;
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

/**
 * One file, parsed. `text` is the text that node ranges count in: no byte order mark. ESLint's own tree and scope
 * manager fit as well, so nothing may rest on one parser: a reference without a variable, or with a variable without
 * definitions, is a global.
 */
export interface ParsedFile {
  /** `/`-separated. */
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopes: ScopeManager;
  readonly comments: readonly Comment[];
  /** Not empty where the parser went on after an error, or gave up and `ast` is empty. */
  readonly errors: readonly ParseError[];
}
