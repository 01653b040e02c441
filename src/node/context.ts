import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import type { ContextQuestion } from '../run/ports.ts';

export interface ContextOptions {
  readonly cwd: string;
  /** Added to the environment of this process, as for a command. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds per question. */
  readonly timeout?: number;
}

interface Answer {
  /** The program ended well. */
  readonly given: boolean;
  readonly text: string;
}

/**
 * Asks programs what they act on at the moment. What does not answer in time, or is not installed, is left out. Starts
 * programs: for trusted workspaces only.
 */
export const lookUpContext = (
  questions: readonly ContextQuestion[],
  options: ContextOptions,
): Promise<Readonly<Record<string, string>>> => contextLookUp()(questions, options);

/** The same for many commands at one moment: what has been asked is not asked again. Not to be kept. */
export function contextLookUp(): typeof lookUpContext {
  const answers = new Map<string, Promise<Answer>>();
  const once = ({ file, args }: ContextQuestion, options: ContextOptions): Promise<Answer> => {
    const key = JSON.stringify([file, args, options.cwd, options.env]);
    const answer = answers.get(key) ?? ask(file, args, options);
    answers.set(key, answer);
    return answer;
  };
  return async (questions, options) => {
    const found = await Promise.all(questions.map((question) => once(question, options)));
    const context = new Map<string, string>();
    for (const [index, { name, otherwise = '' }] of questions.entries()) {
      const { given, text } = found[index]!;
      const value = text || (given ? otherwise : '');
      if (value !== '') context.set(name, [...new Set([context.get(name), value])].filter(Boolean).join(', '));
    }
    for (const { name, with: other } of questions) {
      const asked = other !== undefined && questions.some((one) => one.name === other);
      if (asked && !context.has(other)) context.delete(name);
    }
    return { ...Object.fromEntries(context), host: hostname() };
  };
}

function ask(
  file: string,
  args: readonly string[],
  { cwd, env = {}, timeout = 2000 }: ContextOptions,
): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(file, [...args], { cwd, env: { ...process.env, ...env }, timeout, windowsHide: true }, (error, stdout) => {
      const line = stdout.trim().split('\n')[0] ?? '';
      const text = error || line === '(unset)' ? '' : line.slice(0, 200);
      resolve({ given: !error, text });
    });
  });
}
