import type { Node, ParsedFile } from '../../src/ast/types.ts';
import { findNode } from '../../src/ast/walk.ts';
import { indexNodes } from '../../src/ast/nodeIndex.ts';
import { loadParser } from '../../src/parser/parse.ts';

const parse = await loadParser();

/** A file with parents, as the analysis reads it. */
export function parsed(text: string, path = 'a.ts'): ParsedFile {
  const file = parse(text, path);
  indexNodes(file);
  return file;
}

/** The first node of a type. */
export function firstOf(text: string, type: string): Node {
  const found = findNode(parsed(text).ast, (node) => node.type === type);
  if (!found) throw new Error(`no ${type} in ${text}`);
  return found;
}

/** The expression of a text that is one. */
export function expression(text: string): Node {
  const block = firstOf(`async () => { (${text}); };`, 'BlockStatement');
  return (block as unknown as { body: [{ expression: Node }] }).body[0].expression;
}
