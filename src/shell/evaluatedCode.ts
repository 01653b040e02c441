import { namesRead } from './evaluatedBuiltins.ts';
import { variablesIn, type Evaluation, type Evaluations, type Giving } from './secondReading.ts';
import type { ShellCall, ShellInput } from './calls.ts';
import type { ShellWord } from './shellWord.ts';
import { unwrapOnce } from './unwrap.ts';

/** Programs whose text is code of another language, and the option before that text. */
const CODE_OPTION: readonly (readonly [RegExp, RegExp])[] = [
  [/^python[\d.]*$/, /^-[a-zA-Z]*c$/],
  [/^(?:perl|ruby)$/, /^-[a-zA-Z0-9]*[eE]$/],
  [/^(?:node|nodejs)$/, /^(?:-e|--eval|-p|--print|-pe)$/],
  [/^php$/, /^-[rRB]$/],
];
const AWK = /^[gmn]?awk$/;

interface Found {
  readonly evaluated: Evaluation[];
  readonly given: Giving[];
}

/** What calls hand to shells and interpreters as code, and what variables they read from their input. */
export function codeOfCalls(calls: readonly ShellCall[], functions: ReadonlySet<string>): Evaluations {
  const found: Found = { evaluated: [], given: [] };
  for (const call of calls) {
    for (const name of namesRead(call.words)) readFrom(name, call, found);
    if (functions.has(call.words[0]?.value ?? ''))
      for (const word of call.words.slice(1)) found.given.push(given('@', word.value, word));
    codeIn(call.words, call, found, 0);
  }
  return found;
}

function codeIn(words: readonly ShellWord[], call: ShellCall, found: Found, depth: number): void {
  const values = words.map(({ value }) => value);
  const name = (values[0] ?? '').replace(/^.*\//, '');
  if (name === '' || depth > 6) return;
  const inner = unwrapOnce([name, ...values.slice(1)]);
  if (inner?.kind === 'words') {
    const command = words.slice(inner.from, inner.to);
    if (/^(?:xargs|parallel)$/.test(name)) inputOfScripts(name, words, command, call.input, found);
    codeIn(command, call, found, depth + 1);
  } else if (inner?.kind === 'scripts' && name !== 'eval') {
    // Only what the first shell has expanded is new to the second one.
    for (const word of words.slice(1)) if (isPartOf(word, inner.texts)) found.evaluated.push(code(name, word));
  } else if (inner?.kind === 'shell') handedIn(name, call.input, found);
  else if (name === 'parallel') handedIn(name, call.input, found);
  else interpreted(name, words, found);
}

function isPartOf({ value }: ShellWord, texts: readonly string[]): boolean {
  return value !== '' && texts.some((text) => text.includes(value));
}

/** `echo x | xargs -I% sh -c 'rm %'`: the mark is replaced in the text of the shell. */
function inputOfScripts(
  name: string,
  words: readonly ShellWord[],
  command: readonly ShellWord[],
  input: ShellInput,
  found: Found,
): void {
  const at = words.findIndex(({ value }) => /^-(?:I|i|-replace)/.test(value));
  const joined = /^(?:-I|-i|--replace=)(.+)$/.exec(words[at]?.value ?? '')?.[1];
  const mark = joined ?? (words[at]?.value === '-I' ? words[at + 1]?.value : undefined) ?? '{}';
  const inner = unwrapOnce(command.map(({ value }) => value));
  const inScript = inner?.kind === 'scripts' && inner.texts.some((text) => text.includes(mark));
  // parallel runs all that it starts by a shell.
  if (inScript || name === 'parallel') handedIn(name, input, found);
}

/** What a shell reads from its input. */
function handedIn(what: string, input: ShellInput, found: Found): void {
  if (input.kind === 'text')
    found.evaluated.push(code(what, { value: input.text, fixed: input.fixed, ...placeOf(input) }));
  if (input.kind !== 'pipe') return;
  for (const { words, input: before } of input.from) {
    for (const word of words.slice(1)) found.evaluated.push(code(what, word));
    if (before.kind === 'text') handedIn(what, before, found);
  }
}

function interpreted(name: string, words: readonly ShellWord[], found: Found): void {
  const option = CODE_OPTION.find(([program]) => program.test(name))?.[1];
  if (option)
    for (const [i, word] of words.entries())
      if (i > 1 && option.test(words[i - 1]!.value)) found.evaluated.push(code(name, word));
  if (!AWK.test(name)) return;
  let i = 1;
  while (words[i]?.value.startsWith('-')) i += /^-[vFf]$/.test(words[i]!.value) ? 2 : 1;
  if (words[i]) found.evaluated.push(code(name, words[i]!));
}

/** `read x <<< text`, `echo text | while read x`: what can be seen of the value. */
function readFrom(name: string, { input, words }: ShellCall, found: Found): void {
  const whole = words[0]!;
  if (input.kind === 'text') found.given.push(given(name, input.text, placeOf(input)));
  else found.given.push({ name, text: undefined, names: [], ...placeOf(whole) });
  if (input.kind !== 'pipe') return;
  for (const call of input.from)
    for (const word of call.words.slice(1)) found.given.push(given(name, word.value, word));
}

interface Placed {
  readonly start?: number;
  readonly end?: number;
}

function code(
  what: string,
  { value, fixed, ...place }: Pick<ShellWord, 'value'> & Partial<ShellWord> & Placed,
): Evaluation {
  const names = fixed ? [] : variablesIn(value, 'code');
  return { what, as: 'code', text: value, names, ...placeOf(place) };
}

function given(name: string, text: string, place: Placed): Giving {
  return { name, text, names: variablesIn(text, 'text'), ...placeOf(place) };
}

function placeOf({ start = -1, end = -1 }: Placed): { readonly start: number; readonly end: number } {
  return { start, end };
}
