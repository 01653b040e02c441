import { blockSpans, KEY_BEGIN, type LineState } from './blocks.ts';
import { NAME_STEM } from './names.ts';
import { namedSpans, SPOKEN, type Span } from './named.ts';
import { argumentSpans, PROGRAM, type Continued } from './programs.ts';
import { SHAPE_HINT, SHAPES, userInfo } from './shapes.ts';

/** Lines that match none of these hold nothing to hide, and tell nothing about the next ones. */
export const HINTS: readonly RegExp[] = [NAME_STEM, SHAPE_HINT, KEY_BEGIN, PROGRAM, SPOKEN].map(
  ({ source, flags }) => new RegExp(source, flags.includes('i') ? 'gi' : 'g'),
);

/** Colours and the like, which stand between a name and its value. */
const STYLE = /\x1b\[[0-?]{0,32}[ -/]{0,4}[@-~]/g;

/** What is to be hidden in a line, and the program whose arguments go on in the next. */
export interface Found {
  readonly spans: readonly Span[];
  readonly program: Continued;
}

/**
 * Secrets of a line, which has no line break at its end.
 * @param complete false where the line may go on: then what more text may change is `open`, or touches its end.
 */
export function secretsIn(line: string, state: LineState, complete: boolean): Found {
  if (!line.includes('\x1b[')) return inPlain(line, state, complete);
  const { plain, places } = unstyled(line);
  const { spans, program } = inPlain(plain, state, complete);
  // Styles around a secret stay.
  const at = (index: number): number => (index >= plain.length ? line.length : places[index]!);
  const end = (span: Span): number => {
    if (span.end === Infinity) return Infinity;
    return span.end === span.start ? at(span.start) : places[span.end - 1]! + 1;
  };
  return { program, spans: spans.map((span) => ({ ...span, start: at(span.start), end: end(span) })) };
}

function inPlain(line: string, state: LineState, complete: boolean): Found {
  const { spans: passed, program } = argumentSpans(line, state.program);
  const spans = [...blockSpans(line, state, complete), ...namedSpans(line, complete), ...passed];
  if (SHAPE_HINT.test(line)) {
    spans.push(...userInfo(line));
    for (const shape of SHAPES) spans.push(...shapeSpans(line, shape));
  }
  return { spans, program };
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

function unstyled(line: string): { readonly plain: string; readonly places: readonly number[] } {
  let plain = '';
  const places: number[] = [];
  let from = 0;
  const keep = (to: number): void => {
    for (let index = from; index < to; index++) places.push(index);
    plain += line.slice(from, to);
  };
  for (const match of line.matchAll(STYLE)) {
    keep(match.index);
    from = match.index + match[0].length;
  }
  keep(line.length);
  return { plain, places };
}
