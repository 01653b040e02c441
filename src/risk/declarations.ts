import type { ShellWord } from '../shell/shellWord.ts';
import { plainWord, type Judge } from '../programs/call.ts';
import { worst, type Risk } from '../commands/risk.ts';
import { mayRedirect, variableRisk } from './environment.ts';
import type { Scope } from './scope.ts';

/** fish: `set -gx PATH ./bin`. To other shells `set -x a b` shows what it runs, which changes nothing. */
export function exportedByFish(words: readonly ShellWord[], judge: Judge): Risk {
  const [name, value] = words.slice(1).filter(({ value }) => !value.startsWith('-'));
  return name === undefined || value === undefined
    ? 'reads'
    : variableRisk({ name: name.value.replace(/\[.*$/, ''), value }, judge.script, 'kept');
}

/** `export A=b`, `alias k=kubectl`. */
export function declarationRisk(name: string, words: readonly ShellWord[], scope: Scope, judge: Judge): Risk {
  const options = words.map(({ value }) => value).filter((value) => /^-\w/.test(value));
  // fish: `alias ls 'rm -rf x'`, `set -gx PATH ./bin`.
  const [first, second] = words.slice(1).filter(({ value }) => !value.startsWith('-'));
  if (name === 'alias' && first && second && !first.value.includes('=')) {
    scope.aliases.set(first.value, second.value);
    return judge.script(second.value);
  }
  return worst(
    words.slice(1).map((word): Risk => {
      const pair = /^([A-Za-z_][\w.-]*)\+?=([^]*)$/.exec(word.value);
      // A name that only running it tells may be that of any variable: `export $x=./bin`, `export $(cat .env)`.
      if (!pair) return word.fixed ? 'reads' : 'unknown';
      const value = { ...word, value: pair[2]!, text: pair[2]! };
      if (name === 'alias') {
        scope.aliases.set(pair[1]!, pair[2]!);
        return judge.script(pair[2]!);
      }
      scope.variables.set(pair[1]!, value);
      // `declare -n r=PATH`: what is set by the one name is set by the other.
      if (options.some((option) => option.includes('n')) && mayRedirect(pair[2]!, '$')) return 'unknown';
      return variableRisk({ name: pair[1]!, value }, judge.script, 'exported');
    }),
  );
}

/** Variables that `env` and `sudo` set, and options that make them do something of their own. */
export function optionsRisk(name: string, before: readonly string[], judge: Judge): Risk {
  if (name === 'env' && before.some((value) => /^(?:-\w*S|--split-string)/.test(value))) return 'unknown';
  return worst(
    before.map((value): Risk => {
      const pair = /^([A-Za-z_]\w*)\+?=([^]*)$/.exec(value);
      return pair && /^(?:env|sudo|doas)$/.test(name)
        ? variableRisk({ name: pair[1]!, value: plainWord(pair[2]!) }, judge.script)
        : 'reads';
    }),
  );
}
