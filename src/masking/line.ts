import { encodedSpans } from './awaited.ts';
import { BLOCK_HINT, blockSpans, KEY_BEGIN, type LineState } from './blocks.ts';
import { CARD_HINT, cardSpans } from './cards.ts';
import { CODES_HINT } from './codes.ts';
import { DIRECTIVE, directiveSpans } from './directives.ts';
import { ENTRY_HINT, pairedValues } from './entries.ts';
import { viewsOf } from './invisible.ts';
import { MADE_UP_HINT, TAIL_HINT } from './keyTail.ts';
import { insertedSpans, LIST_HINT, listSpans } from './lists.ts';
import { MANIFEST_HINT } from './manifests.ts';
import { NESTED_HINT, nestedSpans } from './nested.ts';
import { NAME_STEM } from '../secrets/names.ts';
import { namedSpans, SPOKEN, type Span } from '../secrets/named.ts';
import { argumentSpans, PROGRAM, type Continued } from './programs.ts';
import { PIPED_HINT, pipedSpans } from './piped.ts';
import { QUOTE_HINT } from './quotes.ts';
import { SECTION_HINT } from './sections.ts';
import { SHAPE_HINT, SHAPES, userInfo } from '../secrets/shapes.ts';
import { lastWord } from './spans.ts';
import { TABLE_HINT } from './tables.ts';
import { TOLD_HINT, toldSpans } from './told.ts';

/** Twelve to twenty-four short words and nothing else: what a wallet is restored from. */
const MNEMONIC = /^[ \t]*(?:(?:[a-z]{3,8} ){11}(?:(?:[a-z]{3,8} ){3}){0,4}[a-z]{3,8})[ \t]*$/gm;

/** Lines that match none of these hold nothing to hide, and tell nothing about the next ones. */
export const HINTS: readonly RegExp[] = [
  NAME_STEM,
  SHAPE_HINT,
  KEY_BEGIN,
  PROGRAM,
  SPOKEN,
  DIRECTIVE,
  ENTRY_HINT,
  MANIFEST_HINT,
  TABLE_HINT,
  SECTION_HINT,
  BLOCK_HINT,
  MNEMONIC,
  TOLD_HINT,
  CODES_HINT,
  LIST_HINT,
  QUOTE_HINT,
  PIPED_HINT,
  TAIL_HINT,
  MADE_UP_HINT,
  CARD_HINT,
  NESTED_HINT,
].map(({ source, flags }) => new RegExp(source, flags.includes('i') ? 'gim' : 'gm'));

/** What is to be hidden in a line, and the program whose arguments go on in the next. */
export interface Found {
  readonly spans: readonly Span[];
  readonly program: Continued;
  /** Where the last word begins, which may go on. */
  readonly held: number;
}

/**
 * Secrets of a line, which has no line break at its end.
 * @param complete false where the line may go on: then what more text may change is `open`, or touches its end.
 */
export function secretsIn(line: string, state: LineState, complete: boolean): Found {
  const found = viewsOf(line, complete).map((view) => {
    const { spans, program } = inPlain(view.text, state, complete);
    return { spans: spans.map(view.span), program, held: view.place(lastWord(view.text, 0)) };
  });
  return {
    spans: found.flatMap(({ spans }) => spans),
    program: found[0]!.program,
    held: Math.min(...found.map(({ held }) => held)),
  };
}

function inPlain(line: string, state: LineState, complete: boolean): Omit<Found, 'held'> {
  const { spans: passed, program } = argumentSpans(line, state.program);
  const spans = [
    ...blockSpans(line, state, complete),
    ...namedSpans(line, state.listed === true, complete),
    ...pairedValues(line, state.named !== undefined, complete),
    ...directiveSpans(line, complete),
    ...toldSpans(line, complete),
    ...listSpans(line, complete),
    ...insertedSpans(line),
    ...nestedSpans(line),
    ...pipedSpans(line, complete),
    ...mnemonicSpans(line, complete),
    ...encodedSpans(line),
    ...cardSpans(line),
    ...passed,
  ];
  if (SHAPE_HINT.test(line)) {
    spans.push(...userInfo(line));
    for (const shape of SHAPES) spans.push(...shapeSpans(line, shape));
  }
  return { spans, program };
}

function mnemonicSpans(line: string, complete: boolean): Span[] {
  if (!/^\s*[a-z]{3}/.test(line)) return [];
  const goesOn = !complete && /^[ \t]*(?:[a-z]{3,8} ){1,23}[a-z]{0,8}[ \t]*$/.test(line);
  MNEMONIC.lastIndex = 0;
  const found =
    goesOn ||
    (MNEMONIC.test(line) && !/ (?:the|and|for|was|with|that|this|not|are|has|from|you|can|its?|but|all) /.test(line));
  // The first word may be shown before anybody can know: it is, always.
  const start = /^\s*[a-z]+ /.exec(line)?.[0].length ?? line.length;
  return found ? [{ start, end: line.length, open: true }] : [];
}

function shapeSpans(line: string, shape: RegExp): Span[] {
  const spans: Span[] = [];
  for (const { indices } of line.matchAll(shape)) {
    for (let group = 1; group < indices!.length; group++) {
      const place = indices![group] as [number, number] | undefined;
      if (place !== undefined) spans.push({ start: place[0], end: place[1] });
    }
  }
  return spans;
}
