import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import type { ContextQuestion, ProgramQuestion } from '../run/ports.ts';

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
  const once = (question: ContextQuestion, options: ContextOptions): Promise<Answer> => {
    const key = JSON.stringify([question, options.cwd, options.env]);
    const answer = answers.get(key) ?? ('file' in question ? ask(question, options) : read(question.variable, options));
    answers.set(key, answer);
    return answer;
  };
  return async (questions, options) => {
    const found = await Promise.all(questions.map((question) => once(question, options)));
    const context = new Map<string, string>();
    for (const [index, question] of questions.entries()) {
      const { name } = question;
      const { given, text } = found[index]!;
      const value = text || (given && 'file' in question ? (question.otherwise ?? '') : '');
      if (value !== '') context.set(name, [...new Set([context.get(name), value])].filter(Boolean).join(', '));
    }
    for (const question of questions) {
      const { name } = question;
      const other = 'file' in question ? question.with : undefined;
      const asked = other !== undefined && questions.some((one) => one.name === other);
      if (asked && !context.has(other)) context.delete(name);
    }
    return { ...Object.fromEntries(context), host: hostname() };
  };
}

function ask(
  { file, args, env: own }: ProgramQuestion,
  { cwd, env = {}, timeout = 2000 }: ContextOptions,
): Promise<Answer> {
  return new Promise((resolve) => {
    const given = { ...process.env, ...env, ...own };
    execFile(file, [...args], { cwd, env: given, timeout, windowsHide: true }, (error, stdout) => {
      const line = stdout.trim().split('\n')[0] ?? '';
      const text = error || line === '(unset)' ? '' : line.slice(0, 200);
      resolve({ given: !error, text });
    });
  });
}

/** Host and name of the database that a variable holds the address of; never its password. */
function read(variable: string, { env = {} }: ContextOptions): Promise<Answer> {
  const address = variable in env ? env[variable] : process.env[variable];
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
  const text = url ? `${url.host}${decodeURIComponent(url.pathname)}` : '';
  return Promise.resolve({ given: url !== undefined, text });
}
