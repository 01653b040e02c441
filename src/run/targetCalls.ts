import { simpleCommands } from '../shell/simpleCommand.ts';
import { innermostCommand } from '../shell/unwrap.ts';
import { decidingVariables, targetTools } from './targetTools.ts';

/** A call of a program that acts on something elsewhere. */
export interface TargetCall {
  /** From the program's name on, without its folder. */
  readonly words: readonly string[];
  /** What the text sets for it, of the variables that decide the target: `AWS_PROFILE=prod aws ...`, `export KUBECONFIG=...`. */
  readonly env: Readonly<Record<string, string>>;
}

type Values = Readonly<Record<string, string | undefined>>;

/** Programs that run the one behind them. */
const around = /^(?:sudo|doas|env|time|nohup|nice|ionice|timeout|watch|xargs|exec|command|setsid|stdbuf|strace|npx)$/;

/** The calls in a text, also those behind `sudo`, `env X=y` and `bash -c`. */
export function programCalls(text: string, values: Values): readonly TargetCall[] {
  return callsIn(text, { ...values }, {}, 0);
}

function callsIn(
  text: string,
  values: Record<string, string | undefined>,
  exported: Record<string, string>,
  depth: number,
): readonly TargetCall[] {
  return simpleCommands(text).flatMap(({ words }): readonly TargetCall[] => {
    const plain = words.map((word) =>
      word.replace(/\$(?:\{(\w+)\}|(\w+))/g, (all, a: string, b: string) => values[a ?? b] ?? all),
    );
    const first = plain.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    if (first < 0 || plain[first] === 'export') {
      const set = assignments(plain.slice(first < 0 ? 0 : first + 1));
      Object.assign(values, set);
      Object.assign(exported, decidingVariablesOf(set));
      return [];
    }
    const wrapped = around.test(basename(plain[first]!));
    const at = plain.findIndex(
      (word, index) => index >= first && (wrapped || index === first) && isTool(basename(word)),
    );
    if (at < 0) {
      const { script } = innermostCommand(words);
      return script === undefined || depth > 4 ? [] : callsIn(script, values, exported, depth + 1);
    }
    const env = { ...exported, ...decidingVariablesOf(assignments(plain.slice(0, at))) };
    return [{ words: [basename(plain[at]!), ...plain.slice(at + 1)], env }];
  });
}

function assignments(words: readonly string[]): Record<string, string> {
  const pairs = words.map((word) => /^([A-Za-z_]\w*)=([^]*)$/.exec(word)).filter((pair) => pair !== null);
  return Object.fromEntries(pairs.map((pair) => [pair[1]!, pair[2]!]));
}

function decidingVariablesOf(set: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(set).filter(([name]) => decidingVariables.test(name)));
}

const basename = (word: string): string => word.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
const isTool = (name: string): boolean => name === 'ssh' || targetTools.some(({ programs }) => programs.test(name));
