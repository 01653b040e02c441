/** What a command does at worst; `unknown` where its text does not tell. These words are part of the JSON contract. */
export type Risk = 'reads' | 'changes' | 'destroys' | 'unknown';

const ORDER: readonly Risk[] = ['reads', 'changes', 'unknown', 'destroys'];

/** The worse of two. What is not known may be anything, so it hides a change; only what surely destroys is worse. */
export function worse(a: Risk, b: Risk): Risk {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/** The worst of several; `reads` of none. */
export function worst(risks: Iterable<Risk>): Risk {
  let risk: Risk = 'reads';
  for (const one of risks) risk = worse(risk, one);
  return risk;
}
