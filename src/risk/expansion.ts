import type { ShellWord } from '../shell/shellWord.ts';
import { plainWord } from '../programs/call.ts';
import type { Scope } from './scope.ts';

/*
 * What a shell makes of words before a program gets them: braces become several, and a variable without quotes may be
 * an option: `sort {-o,file}`, `O='-o file'; sort $O f`.
 */

/** The words that a program gets, as far as the text tells. */
export interface Expanded {
  readonly words: readonly ShellWord[];
  /** A word may turn into options that cannot be told. */
  readonly open: boolean;
}

const MOST = 64;
const BRACES = /^([^{}'"$`\\]*)\{([^{}'"$`\\]*,[^{}'"$`\\]*)\}([^'"$`\\]*)$/;
const VARIABLE = /^\$(?:(\w+)|\{(\w+)(?::?[-=]([^{}]*))?\})$/;
/** Names that authors give to what holds options. */
const HOLDS_OPTIONS =
  /(?:^|_)(?:opt(?:ion)?s?|arg(?:ument)?s?|flags?|params?|extra|switch(?:es)?)\d?$|(?:OPTS|ARGS|FLAGS)$/i;

/** Expands the arguments of a call; its program stays as it is. */
export function expandArguments(words: readonly ShellWord[], scope: Scope): Expanded {
  const out: ShellWord[] = [];
  let open = false;
  for (const [i, word] of words.entries()) {
    if (i === 0 || word.fixed || !word.splits) {
      out.push(word);
      continue;
    }
    const braces = expandBraces(word.text);
    if (braces !== undefined) {
      out.push(...braces.map(plainWord));
      continue;
    }
    const variable = VARIABLE.exec(word.text);
    const name = variable?.[1] ?? variable?.[2];
    const known = name === undefined ? undefined : scope.variables.get(name);
    const values = [known?.fixed === true ? known.value : undefined, variable?.[3]].filter(
      (value) => value !== undefined,
    );
    if (values.length > 0 && values.some((value) => /^\s*-|\s-/.test(value)))
      out.push(...values.flatMap((value) => value.split(/\s+/).filter(Boolean).map(plainWord)));
    else {
      out.push(word);
      open ||= name !== undefined && known?.fixed !== true && HOLDS_OPTIONS.test(name);
    }
  }
  return { words: out.length > MOST * 8 ? words : out, open: open || out.length > MOST * 8 };
}

/** `a{b,c}d{e,}`: the words that it stands for; undefined where it holds no list or more than can be told. */
function expandBraces(text: string): string[] | undefined {
  if (!BRACES.test(text)) return undefined;
  let words = [text];
  for (let guard = 0; guard < 6 && words.some((word) => BRACES.test(word)); guard++) {
    words = words.flatMap((word) => {
      const [, before, list, after] = BRACES.exec(word) ?? [];
      return list === undefined ? [word] : list.split(',').map((part) => `${before}${part}${after}`);
    });
    if (words.length > MOST) return undefined;
  }
  return words.filter((word) => word !== '');
}
