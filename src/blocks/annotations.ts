import { readAttributeWords } from './infoString.ts';
import type { MdNode } from '../markdown/mdNode.ts';

/** What HTML comments of a document say to tools that run it; nothing of it is shown. */
export interface Annotation {
  readonly line: number;
  readonly endLine: number;
  /** `<!-- breakwater: key=value -->`: attributes of the next block. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** `<!-- expected_similarity=0.3 -->` or `="regex"`: how near the next output must come. */
  readonly expectedSimilarity?: string;
  /** `export A=b` of a fence in a comment, as Innovation Engine sets variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Reads the comments of an HTML node. */
export function readAnnotations(node: MdNode): Annotation[] {
  if (!node.content.includes('<!--')) return [];
  const out: Annotation[] = [];
  let line = node.line;
  let counted = 0;
  for (const match of node.content.matchAll(/<!--([\s\S]*?)(?:-->|$)/g)) {
    line += breaksIn(node.content.slice(counted, match.index));
    counted = match.index;
    const endLine = line + breaksIn(match[0]);
    const text = match[1]!.trim();
    const ours = /^breakwater:\s*([\s\S]*)$/i.exec(text);
    if (ours) out.push({ line, endLine, attributes: readAttributeWords(ours[1]!) });
    const similarity = /^expected_similarity\s*=\s*(?:"([\s\S]*)"|(\d+(?:\.\d+)?))/.exec(text);
    if (similarity) out.push({ line, endLine, expectedSimilarity: similarity[1] ?? similarity[2]! });
    const variables = /```\s*variables\s*\n([\s\S]*?)```/.exec(text);
    if (variables) out.push({ line, endLine, variables: readExports(variables[1]!) });
  }
  return out;
}

function breaksIn(text: string): number {
  return text.split('\n').length - 1;
}

/** `export NAME=value` lines as names and values, quotes taken off. */
export function readExports(text: string): Readonly<Record<string, string>> {
  const out: Record<string, string> = {};
  for (const match of text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=(?:"([^"\n]*)"|'([^'\n]*)'|([^\n#]*))/gm)) {
    out[match[1]!] = (match[2] ?? match[3] ?? match[4] ?? '').trim();
  }
  return out;
}
