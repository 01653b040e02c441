import { readCallsOf } from './calls.ts';
import { builtinEvaluations, builtinGivings } from './evaluatedBuiltins.ts';
import { codeOfCalls } from './evaluatedCode.ts';
import { variablesIn, type Evaluation, type Evaluations, type Giving, type SecondReading } from './secondReading.ts';
import { forEachChild, parseShell, type Assignment, type ShellSyntax, type SyntaxNode, type Word } from './syntax.ts';
import { readWord, type ShellWord } from './shellWord.ts';

const NOTHING: Evaluations = { evaluated: [], given: [] };

/** Something that may be read again, or a variable that gets a value; other texts need no second look. */
const WORTH_READING =
  /[=[@]|\(\(|\$\{|\b(?:let|declare|typeset|local|export|readonly|read|mapfile|readarray|unset|printf|test|getopts|wait|trap|eval|set|for|select|complete|compgen|bind|sh|bash|zsh|ksh|dash|ash|ssh|su|xargs|parallel|watch|awk|gawk|mawk|nawk|python\w*|perl|ruby|node|php)\b/;

/** Reads what a text has read twice, and what gives its variables their values. */
export function readEvaluations(text: string): Evaluations {
  if (!WORTH_READING.test(text)) return NOTHING;
  const syntax = parseShell(text);
  const reader = new EvaluationReader(syntax);
  reader.visit(syntax.tree, syntax.source, 0);
  const { calls, functions } = readCallsOf(syntax);
  const code = codeOfCalls(calls, functions);
  return { evaluated: [...reader.evaluated, ...code.evaluated], given: [...reader.given, ...code.given] };
}

/** Variables whose value something in the texts reads again, also by way of other variables. */
export function evaluatedNames(texts: readonly string[]): ReadonlyMap<string, Evaluation> {
  const all = texts.map(readEvaluations);
  const found = new Map<string, Evaluation>();
  const open: { readonly name: string; readonly by: Evaluation }[] = all.flatMap(({ evaluated }) =>
    evaluated.flatMap((by) => by.names.map((name) => ({ name, by }))),
  );
  if (open.length === 0) return found;
  const sources = new Map<string, string[]>();
  for (const { name, names } of all.flatMap(({ given }) => given))
    sources.set(name, appended(sources.get(name), names));
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.has(next.name)) continue;
    found.set(next.name, next.by);
    for (const name of sources.get(next.name) ?? []) open.push({ name, by: next.by });
  }
  return found;
}

/** Adds to a list in place. */
function appended(list: string[] = [], more: readonly string[]): string[] {
  for (const one of more) list.push(one);
  return list;
}

/** The comparisons of `[[` that evaluate both sides. */
const COMPARES_NUMBERS = /^-(?:eq|ne|lt|le|gt|ge)$/;

interface Piece {
  readonly pos: number;
  readonly end: number;
}

class EvaluationReader {
  readonly evaluated: Evaluation[] = [];
  readonly given: Giving[] = [];
  readonly #syntax: ShellSyntax;
  /** False inside of escaped back-quotes, whose offsets are their own. */
  #placed = true;
  /** Names of associative arrays, whose subscripts are plain text. */
  readonly #associative: ReadonlySet<string>;

  constructor(syntax: ShellSyntax) {
    this.#syntax = syntax;
    this.#associative = new Set(
      [...syntax.source.matchAll(/\b(?:declare|typeset|local)\s+-\w*A\w*\s+([A-Za-z_]\w*)/g)].map((match) => match[1]!),
    );
  }

  visit(node: SyntaxNode, source: string, depth: number): void {
    if (depth > 400) return;
    if (node.type === 'Script' && node.source !== undefined && node.source !== source) {
      const placed = this.#placed;
      this.#placed = false;
      this.#children(node, node.source, depth);
      this.#placed = placed;
      return;
    }
    this.#read(node, source);
    this.#children(node, source, depth);
  }

  #children(node: SyntaxNode, source: string, depth: number): void {
    forEachChild(node, (child) => this.visit(child, source, depth + 1));
  }

  #read(node: SyntaxNode, source: string): void {
    switch (node.type) {
      case 'ArithmeticExpansion':
        this.#evaluate('arithmetic', node, node.text.replace(/^\$(?:\(\(|\[)|(?:\)\)|\])$/g, ''));
        return;
      case 'ArithmeticCommand':
        this.#evaluate('arithmetic', node, node.body);
        return;
      case 'ArithmeticFor':
        for (const part of [node.initialize, node.test, node.update])
          if (part) this.#evaluate('arithmetic', part, source.slice(part.pos, part.end));
        return;
      case 'TestBinary':
        if (COMPARES_NUMBERS.test(node.operator)) for (const side of [node.left, node.right]) this.#word('[[', side);
        return;
      case 'TestUnary':
        if (/^-[vR]$/.test(node.operator)) this.#word('[[', node.operand);
        return;
      case 'ParameterExpansion':
        this.#parameter(node);
        return;
      case 'Assignment':
        this.#assignment(node);
        return;
      case 'FileDescriptorVariable':
        if (node.name.includes('[')) this.#evaluate('a name', node, node.name);
        return;
      case 'For':
      case 'Select':
        for (const word of node.wordlist ?? []) this.#give(node.name.value, readWord(word, this.#syntax), word);
        if (!node.wordlist) this.#give(node.name.value, { value: '$@' }, node.name);
        return;
      case 'Command':
        this.#command(node);
        return;
      default:
    }
  }

  #parameter(node: Extract<SyntaxNode, { type: 'ParameterExpansion' }>): void {
    const { operation, index, parameter, prefix } = node;
    if (index && !/^[@*]$/.test(index.text) && !this.#associative.has(parameter)) this.#raw('a subscript', index);
    if (operation?.type === 'Slice')
      for (const part of [operation.offset, operation.length]) if (part) this.#raw('a slice', part);
    // `${x:=y}` sets what is empty.
    if (operation?.type === 'Default' && operation.operator.endsWith('='))
      this.#give(parameter, { value: operation.operand.value }, operation.operand);
    if (operation?.type === 'Transform' && /^P$/.test(operation.operand.value))
      this.#evaluate('a prompt', node, `\${${parameter}}`, 'text');
    if (prefix === '!' && operation?.type !== 'Names' && !(index && /^[@*]$/.test(index.text)))
      this.#evaluate('a name', node, `\${${parameter}}`);
  }

  #assignment(node: Assignment): void {
    if (node.index && !this.#associative.has(node.name)) this.#raw('a subscript', node.index);
    const values = node.value.type === 'ArrayValue' ? node.value.elements : [node.value];
    for (const value of values) {
      const word = readWord(value, this.#syntax);
      const index = /^\[([^]*)\]\+?=/.exec(word.value)?.[1];
      if (node.value.type === 'ArrayValue' && index !== undefined && !this.#associative.has(node.name))
        this.#evaluate('a subscript', value, index);
      this.#give(node.name, word, value);
    }
    if (/^PS[0-4]$/.test(node.name) && node.value.type === 'Word')
      this.#evaluate('a prompt', node.value, readWord(node.value, this.#syntax).value, 'text');
  }

  #command(node: Extract<SyntaxNode, { type: 'Command' }>): void {
    if (!node.name) return;
    const nodes = [node.name, ...node.args];
    const words = nodes.map((one) => readWord(one, this.#syntax));
    for (const { at, what, as, text, length } of builtinEvaluations(words)) {
      const { pos, end } = nodes[at]!;
      this.#evaluate(what, { pos, end: length === undefined ? end : pos + length }, text ?? words[at]!.value, as);
    }
    for (const { at, name, text } of builtinGivings(words)) this.#give(name, { value: text }, nodes[at]!);
  }

  #word(what: string, node: Word): void {
    this.#evaluate(what, node, readWord(node, this.#syntax).value);
  }

  /** A subscript as it is written: quotes do not keep bash from expanding it. */
  #raw(what: string, node: Word): void {
    this.#evaluate(what, node, node.text);
  }

  #evaluate(what: string, node: Piece, masked: string, as: SecondReading = 'arithmetic'): void {
    const text = this.#syntax.unmask(masked);
    this.evaluated.push({ what, as, text, names: variablesIn(text, as), ...this.#place(node) });
  }

  #give(name: string, { value }: Pick<ShellWord, 'value'>, node: SyntaxNode): void {
    this.given.push({ name, text: value, names: variablesIn(value, 'text'), ...this.#place(node) });
  }

  #place({ pos, end }: Piece): { readonly start: number; readonly end: number } {
    return this.#placed ? { start: pos, end } : { start: -1, end: -1 };
  }
}
