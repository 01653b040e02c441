/** A half-open span of UTF-16 code units, `[start, end)`, counted from the start of the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place as people and ESLint's result format count it: line and column both start at 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}
