import type { SecondReading } from './secondReading.ts';
import type { ShellWord } from './shellWord.ts';

/** A word of a builtin that is read again. */
export interface BuiltinEvaluation {
  /** Which of the words. */
  readonly at: number;
  readonly what: string;
  readonly as: SecondReading;
  /** Where it is not the whole word. */
  readonly text?: string;
  /** How many characters of the word as it is written are read again; left out for all. */
  readonly length?: number;
}

/** A variable that a builtin gives a value. */
export interface BuiltinGiving {
  readonly at: number;
  readonly name: string;
  readonly text: string;
}

type Builtin = (words: readonly ShellWord[]) => readonly BuiltinEvaluation[];

const COMPARES = /^-(?:eq|ne|lt|le|gt|ge)$/;

/** The indexes of the words behind options; `values` are the letters of options that take the next word. */
function plainWords(words: readonly ShellWord[], values: string): number[] {
  const out: number[] = [];
  let options = true;
  for (let i = 1; i < words.length; i++) {
    const { value } = words[i]!;
    if (options && value === '--') options = false;
    else if (options && /^[-+]\w/.test(value)) {
      if (values.includes(value.at(-1)!)) i++;
    } else out.push(i);
  }
  return out;
}

/** The index of the word that belongs to an option letter, and the text of it: `-v x`, `-vx`. */
function optionWord(words: readonly ShellWord[], letter: string): { at: number; text: string }[] {
  return words.flatMap(({ value }, i) => {
    if (i === 0 || !/^-[A-Za-z]/.test(value)) return [];
    const found = value.indexOf(letter);
    if (found < 0) return [];
    const joined = value.slice(found + 1);
    if (joined !== '') return [{ at: i, text: joined }];
    return words[i + 1] ? [{ at: i + 1, text: words[i + 1]!.value }] : [];
  });
}

/** Names of variables: with a subscript, or made by an expansion, they are evaluated. */
const named =
  (what: string, pick: (words: readonly ShellWord[]) => readonly number[]): Builtin =>
  (words) =>
    pick(words).map((at) => ({ at, what, as: 'arithmetic', text: nameText(words[at]!.value) }));

/** A plain name is only set: its own value is not looked at. */
function nameText(value: string): string {
  return /^\w+$/.test(value) ? '' : value;
}

const declaration: Builtin = (words) => {
  const options = words.filter(({ value }, i) => i > 0 && /^-\w/.test(value)).map(({ value }) => value);
  const numeric = options.some((option) => /[in]/.test(option));
  const associative = options.some((option) => option.includes('A'));
  return words.flatMap(({ value, text }, at): BuiltinEvaluation[] => {
    if (at === 0 || /^-\w/.test(value)) return [];
    const pair = /^([^=]*?)\+?=([^]*)$/.exec(value);
    const name = pair?.[1] ?? value;
    const what = `${words[0]!.value} ${text.split(/[=\s]/)[0] ?? ''}`.trim();
    const out: BuiltinEvaluation[] = [];
    const length = pair ? text.indexOf('=') : text.length;
    if (!associative) out.push({ at, what, as: 'arithmetic', text: nameText(name), length });
    // From here on whatever the variable gets is evaluated.
    if (numeric) out.push({ at, what, as: 'arithmetic', text: pair ? `${pair[2]!} ${name}` : name });
    const prompt = pair && /^PS[0-4]$/.test(name);
    return prompt ? [...out, { at, what: 'a prompt', as: 'text', text: pair[2]! }] : out;
  });
};

const test: Builtin = (words) =>
  words.flatMap(({ value }, i): BuiltinEvaluation[] => {
    if (/^-[vR]$/.test(value) && words[i + 1])
      return [{ at: i + 1, what: 'test -v', as: 'arithmetic', text: nameText(words[i + 1]!.value) }];
    // bash takes numbers only; zsh and ksh evaluate what stands there.
    if (!COMPARES.test(value)) return [];
    return [i - 1, i + 1].flatMap((at) =>
      at > 0 && words[at]?.fixed ? [{ at, what: 'test', as: 'arithmetic' as const }] : [],
    );
  });

const code =
  (letter: string, what: string): Builtin =>
  (words) =>
    optionWord(words, letter).map(({ at, text }) => ({ at, what, as: 'code', text }));

const both =
  (...all: readonly Builtin[]): Builtin =>
  (words) =>
    all.flatMap((one) => one(words));

const mapfile = both(
  named('mapfile', (words) => plainWords(words, 'dnOsucC')),
  code('C', 'mapfile -C'),
);

const completion = both(code('C', 'complete -C'), (words) =>
  optionWord(words, 'W').map(({ at, text }) => ({ at, what: 'complete -W', as: 'text' as const, text })),
);

const bind: Builtin = (words) =>
  optionWord(words, 'x').map(({ at, text }) => ({
    at,
    what: 'bind -x',
    as: 'code',
    text: text.replace(/^[^:]*:\s*/, ''),
  }));

const trap: Builtin = (words) => {
  const [at] = plainWords(words, '');
  return at === undefined || words[at]!.value === '-' ? [] : [{ at, what: 'trap', as: 'code' }];
};

const everyWord =
  (what: string, as: SecondReading): Builtin =>
  (words) =>
    words.slice(1).map((_, i) => ({ at: i + 1, what, as }));

const BUILTINS: Readonly<Record<string, Builtin>> = {
  let: everyWord('let', 'arithmetic'),
  eval: everyWord('eval', 'code'),
  declare: declaration,
  typeset: declaration,
  local: declaration,
  export: declaration,
  readonly: declaration,
  integer: (words) => declaration([words[0]!, { ...words[0]!, value: '-i' }, ...words.slice(1)]).map(oneEarlier),
  read: named('read', (words) => plainWords(words, 'dinNptu')),
  mapfile,
  readarray: mapfile,
  unset: named('unset', (words) => plainWords(words, '')),
  printf: (words) =>
    optionWord(words.slice(0, 3), 'v').map(({ at, text }) => ({
      at,
      what: 'printf -v',
      as: 'arithmetic',
      text: nameText(text),
    })),
  test,
  '[': test,
  getopts: named('getopts', (words) => (words.length > 2 ? [2] : [])),
  wait: (words) =>
    optionWord(words, 'p').map(({ at, text }) => ({ at, what: 'wait -p', as: 'arithmetic', text: nameText(text) })),
  trap,
  complete: completion,
  compgen: completion,
  bind,
};

function oneEarlier(found: BuiltinEvaluation): BuiltinEvaluation {
  return { ...found, at: found.at - 1 };
}

/** `builtin let x`, `command eval y`: the words from the builtin's name on, and how many stand before. */
function inner(words: readonly ShellWord[]): { readonly words: readonly ShellWord[]; readonly before: number } {
  let before = 0;
  while (/^(?:builtin|command|-p|--)$/.test(words[before]?.value ?? '')) before++;
  return { words: words.slice(before), before };
}

/** The words of a call that the shell's own commands read again. */
export function builtinEvaluations(all: readonly ShellWord[]): readonly BuiltinEvaluation[] {
  const { words, before } = inner(all);
  const name = words[0]?.value ?? '';
  if (!Object.hasOwn(BUILTINS, name)) return [];
  return BUILTINS[name]!(words).map((found) => ({ ...found, at: found.at + before }));
}

/** The variables that the shell's own commands set from their words; those that they read stand with their input. */
export function builtinGivings(all: readonly ShellWord[]): readonly BuiltinGiving[] {
  const { words, before } = inner(all);
  const name = words[0]?.value ?? '';
  const place = ({ at, ...rest }: BuiltinGiving): BuiltinGiving => ({ at: at + before, ...rest });
  if (/^(?:declare|typeset|local|export|readonly|integer)$/.test(name)) {
    return words
      .flatMap(({ value }, at): BuiltinGiving[] => {
        const pair = /^([A-Za-z_]\w*)(?:\[[^]*\])?\+?=([^]*)$/.exec(value);
        return pair && at > 0 ? [{ at, name: pair[1]!, text: pair[2]! }] : [];
      })
      .map(place);
  }
  if (name === 'printf') {
    const [variable] = optionWord(words.slice(0, 3), 'v');
    if (!variable) return [];
    return words
      .slice(variable.at + 1)
      .map((word, i) => place({ at: variable.at + 1 + i, name: variable.text, text: word.value }));
  }
  if (name === 'getopts' && words.length > 2) return [place({ at: 2, name: words[2]!.value, text: '' })];
  if (name !== 'set') return [];
  return plainWords(words, 'o').map((at) => place({ at, name: '@', text: words[at]!.value }));
}

/** The variables that a call reads from its input. */
export function namesRead(all: readonly ShellWord[]): readonly string[] {
  const { words } = inner(all);
  const name = words[0]?.value ?? '';
  if (name === 'read') {
    const names = plainWords(words, 'dinNptu').map((at) => words[at]!.value);
    return names.length > 0 ? names : ['REPLY'];
  }
  if (name !== 'mapfile' && name !== 'readarray') return [];
  const names = plainWords(words, 'dnOsucC').map((at) => words[at]!.value);
  return names.length > 0 ? names : ['MAPFILE'];
}
