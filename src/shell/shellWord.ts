import {
  forEachChild,
  type ArrayValue,
  type Assignment,
  type ShellSyntax,
  type SyntaxNode,
  type Word,
} from './syntax.ts';

/** One word of a shell text. */
export interface ShellWord {
  /** Without quotes; expansions, substitutions and placeholders stand in it as they are written. */
  readonly value: string;
  /** Nothing in it is expanded: the value is what a program gets. */
  readonly fixed: boolean;
  /** Without quotes around it, an expansion may become several words or none. */
  readonly splits: boolean;
  /** As written. */
  readonly text: string;
  /** Where it stands in the text that was read; left out for words that stand in none. */
  readonly start?: number;
  readonly end?: number;
}

/** Reads a word; of an assignment that stands among the arguments (`export A=b`) all of it. */
export function readWord(node: Word | Assignment | ArrayValue, syntax: ShellSyntax): ShellWord {
  const raw = node.type === 'ArrayValue' ? syntax.source.slice(node.pos, node.end) : node.text;
  const value = node.type === 'Word' ? node.value : node.type === 'Assignment' ? assigned(node) : raw;
  const traits = { fixed: true, splits: false };
  look(node, false, traits, 0);
  if (syntax.hasPlaceholder(raw)) traits.fixed = false;
  return { value: syntax.unmask(value), text: syntax.unmask(raw), ...traits, start: node.pos, end: node.end };
}

function assigned(node: Assignment): string {
  const { value } = node;
  const operator = node.append ? '+=' : '=';
  const index = node.index ? `[${node.index.value}]` : '';
  return `${node.name}${index}${operator}${value.type === 'Word' ? value.value : node.text.slice(node.text.indexOf('=') + 1)}`;
}

const EXPANSIONS = new Set([
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'ProcessSubstitution',
  'Glob',
  'ExtendedGlob',
  'BraceExpansion',
]);

function look(node: SyntaxNode, quoted: boolean, traits: { fixed: boolean; splits: boolean }, depth: number): void {
  if (EXPANSIONS.has(node.type)) {
    traits.fixed = false;
    if (!quoted && node.type !== 'ArithmeticExpansion' && node.type !== 'ProcessSubstitution') traits.splits = true;
    return;
  }
  const inQuotes = quoted || node.type === 'DoubleQuoted' || node.type === 'LocaleString';
  if (depth < 50) forEachChild(node, (child) => look(child, inQuotes, traits, depth + 1));
}
