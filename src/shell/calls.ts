import {
  forEachChild,
  parseShell,
  type Redirection,
  type ShellSyntax,
  type SyntaxError,
  type SyntaxNode,
} from './syntax.ts';
import { readWord, type ShellWord } from './shellWord.ts';

/** A variable set before a command, or alone. */
export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord;
  /** `A+=b` */
  readonly appends?: boolean;
}

/** `> file`, `2>&1`, `< file`. */
export interface ShellRedirect {
  readonly operator: string;
  readonly target: ShellWord | undefined;
}

/** Where a call's standard input comes from. */
export type ShellInput =
  | { readonly kind: 'inherited' }
  /** A here-document or here-string; `fixed` where nothing in it is expanded. */
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly fixed: boolean;
      readonly start?: number;
      readonly end?: number;
    }
  | { readonly kind: 'file'; readonly file: ShellWord }
  /** What other calls print; none where that cannot be told. */
  | { readonly kind: 'pipe'; readonly from: readonly ShellCall[] };

/** One program call, builtin or bare assignment of a shell text. */
export interface ShellCall {
  /** The name and the arguments, without quotes. */
  readonly words: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  /** Its own redirections, and those of the groups and loops around it. */
  readonly redirects: readonly ShellRedirect[];
  readonly input: ShellInput;
  /** The function that it is a part of. */
  readonly inFunction?: string;
  readonly start: number;
  readonly end: number;
}

/** All calls of a text: of pipes, lists, loops, functions and substitutions, each before what it contains. */
export interface ShellCalls {
  readonly calls: readonly ShellCall[];
  /** Names of the functions that the text defines. */
  readonly functions: ReadonlySet<string>;
  readonly errors: readonly SyntaxError[];
}

/** Reads the calls of a shell text. What could not be read stands in `errors`: the calls are then not all there is. */
export function readCalls(text: string, input: ShellInput = { kind: 'inherited' }): ShellCalls {
  return readCallsOf(parseShell(text), input);
}

/** The same of a text that has been parsed already. */
export function readCallsOf(syntax: ShellSyntax, input: ShellInput = { kind: 'inherited' }): ShellCalls {
  const reader = new CallReader(syntax);
  reader.visit(syntax.tree, { input, redirects: [] });
  return { calls: reader.calls, functions: reader.functions, errors: syntax.errors };
}

interface Scope {
  readonly input: ShellInput;
  readonly redirects: readonly ShellRedirect[];
  readonly inFunction?: string;
}

class CallReader {
  readonly calls: ShellCall[] = [];
  readonly functions = new Set<string>();
  readonly #syntax: ShellSyntax;
  #depth = 0;

  constructor(syntax: ShellSyntax) {
    this.#syntax = syntax;
  }

  visit(node: SyntaxNode, scope: Scope): void {
    // Deeper nesting is in the errors already.
    if (this.#depth > 400) return;
    this.#depth++;
    this.#read(node, scope);
    this.#depth--;
  }

  #read(node: SyntaxNode, scope: Scope): void {
    switch (node.type) {
      case 'Command':
        this.#command(node, scope);
        return;
      case 'Pipeline':
        this.#pipeline(node.commands, scope);
        return;
      case 'Redirected': {
        const { redirects, input } = this.#redirections(node.redirects, scope);
        const before = this.calls.length;
        this.visit(node.command, { ...scope, redirects, input });
        // `[[ -f a ]] > file`: nothing is called, and the file is written all the same.
        if (this.calls.length === before && redirects.length > 0)
          this.calls.push({ words: [], assignments: [], redirects, input, start: node.pos, end: node.end });
        for (const redirect of node.redirects) this.#inside(redirect, scope);
        return;
      }
      case 'Function':
        this.functions.add(node.name.value);
        this.visit(node.body, { ...scope, inFunction: node.name.value });
        return;
      case 'ProcessSubstitution':
        // `>(sh)` reads what is written to it.
        if (node.script)
          this.visit(node.script, {
            ...scope,
            redirects: [],
            input: node.operator === '>' ? { kind: 'pipe', from: [] } : scope.input,
          });
        return;
      case 'CommandExpansion':
        if (node.script) this.visit(node.script, { ...scope, redirects: [] });
        return;
      default:
        forEachChild(node, (child) => this.visit(child, scope));
    }
  }

  #command(node: Extract<SyntaxNode, { type: 'Command' }>, scope: Scope): void {
    const { redirects, input } = this.#redirections(node.redirects, scope);
    const words: ShellWord[] = node.name ? [readWord(node.name, this.#syntax)] : [];
    for (const argument of node.args) words.push(readWord(argument, this.#syntax));
    const assignments: ShellAssignment[] = [];
    for (const part of node.prefix) {
      if (part.type !== 'Assignment') continue;
      const { name, append: appends } = part;
      assignments.push({ name, value: readWord(part.value, this.#syntax), ...(appends ? { appends } : {}) });
    }
    const { inFunction } = scope;
    const { pos: start, end } = node;
    this.calls.push({ words, assignments, redirects, input, start, end, ...(inFunction ? { inFunction } : {}) });
    this.#inside(node, scope);
  }

  /** The calls of the substitutions within a command's words. */
  #inside(node: SyntaxNode, scope: Scope): void {
    forEachChild(node, (child) => this.visit(child, { ...scope, redirects: [] }));
  }

  #pipeline(commands: readonly SyntaxNode[], scope: Scope): void {
    let input = scope.input;
    for (const command of commands) {
      const first = this.calls.length;
      this.visit(command, { ...scope, input });
      input = { kind: 'pipe', from: this.calls.slice(first) };
    }
  }

  #redirections(own: readonly Redirection[], scope: Scope): { redirects: ShellRedirect[]; input: ShellInput } {
    const redirects = [...scope.redirects];
    let { input } = scope;
    for (const entry of own) {
      const takesInput = entry.descriptor === undefined || descriptorOf(entry) === 0;
      if (entry.type === 'HereDoc') {
        const raw = entry.body.text;
        const text = entry.operator === '<<-' ? raw.replace(/^\t+/gm, '') : raw;
        const fixed = entry.delimiter?.quoted === true || !/[$`]/.test(raw);
        if (takesInput)
          input = {
            kind: 'text',
            text: this.#syntax.unmask(text),
            fixed: fixed && !this.#syntax.hasPlaceholder(raw),
            start: entry.body.pos,
            end: entry.body.end,
          };
      } else if (entry.type === 'HereString') {
        const word = entry.target && readWord(entry.target, this.#syntax);
        if (word && takesInput)
          input = { kind: 'text', text: word.value, fixed: word.fixed, start: word.start, end: word.end };
      } else {
        const target = entry.target && readWord(entry.target, this.#syntax);
        if (takesInput && entry.operator === '<' && target) input = { kind: 'file', file: target };
        // `<&3`: another file, which cannot be told.
        if (takesInput && entry.operator === '<&') input = { kind: 'pipe', from: [] };
        redirects.push({ operator: entry.operator, target });
      }
    }
    return { redirects, input };
  }
}

function descriptorOf(entry: Redirection): number | undefined {
  return entry.descriptor?.type === 'FileDescriptor' ? entry.descriptor.value : undefined;
}
