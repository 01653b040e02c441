import type { Retry } from '../facts/model.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
import { pathTo, textOf } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import { someNode } from '../ast/walk.ts';

const noEnd =
  /\b(?:for ?ever|indefinite(?:ly)?|endless(?:ly)?|infinite(?:ly)?|never (?:give|giv)\w* up|keeps? (?:on )?(?:re-?)?trying|until (?:it|we|they|successful|success|connected|available)\b)/i;

const wait =
  /\b(?:re-?try\w*|re-?connect\w*|again|attempt\w*|wait\w*|sleep\w*|paus\w*)\b[^.!?\n]*?\b(?:in|after|for|every)\s+(?:about\s+)?(?:\d[\d.,_]*|\$\{[^}]*\}|an?|one|two|five|ten)\s*(?:ms|milli\w*|s|secs?|seconds?|m|min\w*|hours?)\b|\bre-?(?:try|connect)\w*\s+(?:immediately|right away|at once|now|without (?:delay|waiting))\b/i;

/** A log or error of the same function says that it goes on without end: a limit would make that false. */
export function saysNoEnd(file: ParsedFile, retry: Retry): boolean {
  return says(file, retry, noEnd);
}

/** It says how long it waits, or that it does not: `retrying in 5 s`. Another wait would make that false. */
export function saysWait(file: ParsedFile, retry: Retry): boolean {
  return says(file, retry, wait);
}

function says(file: ParsedFile, { range, form }: Retry, words: RegExp): boolean {
  const around = pathTo(file, range).findLast(isFunction);
  const place = form === 'loop' ? pathTo(file, range).at(-1) : around;
  return someNode(place, (node) => isText(node) && words.test(textOf(file, node)));
}

/** A sentence, not a name or a path. */
function isText(node: Node): boolean {
  if (node.type === 'TemplateLiteral') return node.quasis.some(({ value }) => value.raw.includes(' '));
  return node.type === 'Literal' && typeof node.value === 'string' && node.value.includes(' ');
}
