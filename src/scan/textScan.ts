/**
 * Questions that a text answers without being parsed. Brackets are counted as they stand, in strings and comments too,
 * so answers hold only for texts in which they come out even; elsewhere the answer is always the careful one.
 */

const LOOP = /\b(?:for|while|do)\b(?=\s*(?:await\b\s*)?[({])/g;
/** `function f`, `f = (…`, `f: async x =>`, `f = wrap(…`, and methods: `f(…) {`, `async f<T>(…): R {`. */
const DEFINED =
  /\bfunction\b\s*\*?\s*([\w$]+)|([\w$]+)\s*(?::[^=;,(){}\n]{1,80})?(?:=(?!=)|:)\s*(?:async\b\s*)?(?:function\b|[(<]|[\w$]+\s*=>|[\w$.]+\s*(?:<[^;(){}]{0,80}>)?\()|([\w$]+)\s*(?:<[^;(){}]{0,80}>)?\(/g;
const NO_NAME = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'function', 'await', 'super', 'typeof']);
/** A name that is called, or handed on to be called. */
const CALLED = /([A-Za-z_$][\w$]*)\s*(?:!?\s*[(,);]|<|\?\.|\.(?:bind|call|apply)\b|as\b|\n|$)/g;
/** Calls on the way round a circle of functions: further than this nobody looks. */
const MAX_CYCLE_LENGTH = 6;

/** What may hold brackets that are none: comments, strings, regular expressions and simple templates. */
const QUOTED =
  /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"|(?<=[(,=:[!&|?{};+]\s*|\breturn\s+)\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/|`(?:[^`\\$]|\\[^]|\$(?!\{)|\$\{[^{}`]*\})*`/g;

/** The text, of the same length, in which brackets come out even; undefined where they do not, so that it may not parse. */
export function balanced(text: string): string | undefined {
  if (isEven(text)) return text;
  const without = text.replace(QUOTED, (quoted) => quoted.replace(/[()[\]{}]/g, ' '));
  return isEven(without) ? without : undefined;
}

/** Whether every bracket has its counterpart. */
function isEven(text: string): boolean {
  let round = 0;
  let square = 0;
  let curly = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 40:
        round++;
        break;
      case 41:
        round--;
        break;
      case 91:
        square++;
        break;
      case 93:
        square--;
        break;
      case 123:
        curly++;
        break;
      case 125:
        curly--;
    }
  }
  return round === 0 && square === 0 && curly === 0;
}

/** Whether some loop of a text with even brackets holds something, judged by the loop's own text. */
export function hasLoop(text: string, holds: (loop: string) => boolean): boolean {
  for (const { index } of text.matchAll(LOOP)) {
    const head = text.startsWith('do', index) ? index : groupEnd(text, text.indexOf('(', index));
    if (holds(text.slice(index, statementEnd(text, bodyStart(text, head))))) return true;
  }
  return false;
}

/** Whether some function of a text with even brackets may come back to itself, through others of the text or not. */
export function hasCallCycle(text: string): boolean {
  const bodies = new Map<string, Set<string>>();
  for (const match of text.matchAll(DEFINED)) {
    const name = match[1] ?? match[2] ?? match[3]!;
    if (NO_NAME.has(name)) continue;
    const after = match.index + match[0].length;
    if (match[3] !== undefined && !isMethod(text, after - 1)) continue;
    const start = match[1] !== undefined ? after : text.indexOf(name, match.index) + name.length;
    const body = text.slice(start, statementEnd(text, start));
    if (match[2] !== undefined && !/=>|\bfunction\b/.test(body)) continue;
    const words = bodies.get(name) ?? new Set<string>();
    bodies.set(name, words);
    for (const called of body.matchAll(CALLED)) words.add(called[1]!);
  }
  for (const [name] of bodies) if (isReachableFromItself(name, bodies)) return true;
  return false;
}

function isReachableFromItself(name: string, bodies: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set<string>();
  let open = [name];
  for (let step = 0; step < MAX_CYCLE_LENGTH && open.length > 0; step++) {
    const next: string[] = [];
    for (const at of open) {
      const words = bodies.get(at)!;
      if (words.has(name)) return true;
      for (const word of words) {
        if (seen.has(word) || !bodies.has(word)) continue;
        seen.add(word);
        next.push(word);
      }
    }
    open = next;
  }
  return false;
}

/** Whether the bracket at a place holds parameters: a body follows, after the type of the result at most. */
function isMethod(text: string, open: number): boolean {
  const end = groupEnd(text, open);
  return /^\s*(?::[^;=]{1,200}?)?\{/.test(text.slice(end, end + 220));
}

/** Behind the bracket that closes the one at `open`. */
function groupEnd(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i >= 0 && i < text.length; i++) {
    const step = stepOf(text.charCodeAt(i));
    depth += step;
    if (step < 0 && depth <= 0) return i + 1;
  }
  return text.length;
}

function bodyStart(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

/** Where what starts at `from` surely ends: at a semicolon, at a line that nothing leads on from, where its block ends. */
function statementEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const step = stepOf(code);
    depth += step;
    if (depth < 0) return i;
    if (depth > 0 || step !== 0) continue;
    if (code === 59 || (code === 10 && endsAt(text, i))) return i;
  }
  return text.length;
}

function endsAt(text: string, newline: number): boolean {
  let before = newline - 1;
  while (before > 0 && text.charCodeAt(before) <= 32) before--;
  let after = newline + 1;
  while (after < text.length && text.charCodeAt(after) <= 32) after++;
  // Only a closing bracket can end a body; and what follows must not carry it on.
  return (
    /[)}\]]/.test(text[before] ?? '') &&
    !/[.?:|&={,<>+*)/-]/.test(text[after] ?? ' ') &&
    !continuesExpression(text, after)
  );
}

function continuesExpression(text: string, at: number): boolean {
  return /^(?:while|catch|finally|else|as|satisfies)\b/.test(text.slice(at, at + 10));
}

function stepOf(code: number): number {
  return code === 40 || code === 91 || code === 123 ? 1 : code === 41 || code === 93 || code === 125 ? -1 : 0;
}
