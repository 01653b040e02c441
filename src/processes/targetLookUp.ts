import { execFile } from 'node:child_process';
import { homedir, hostname } from 'node:os';
import type { TargetQuestion, FileQuestion, LookUp } from '../run/ports.ts';
import { environmentOutside, findOwnProgram } from './ownPrograms.ts';
import { targetFiles } from './targetFiles.ts';

export interface TargetLookUpOptions {
  /** Programs may be asked, which may call somebody over the network. Default: true. */
  readonly remote?: boolean;
  /** Milliseconds per program. */
  readonly timeout?: number;
  /** Of the editor or the command line; never what a runbook sets. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Finds what commands act on at the moment, by the files of this machine's user and, where those do not say, by a program
 * of the machine. Nothing that the runbook or its workspace brings along is started, and nothing that it sets counts.
 * What does not answer in time, or is not installed, is left out. Not to be used before the workspace is trusted.
 */
export const lookUpTarget: LookUp = (questions, where) => targetLookUp()(questions, where);

/** The same for many commands at one moment: what has been asked is not asked again. Not to be kept. */
export function targetLookUp({ remote = true, timeout = 2_000, env = process.env }: TargetLookUpOptions = {}): LookUp {
  const answers = new Map<string, Promise<string | undefined>>();
  const answer = (question: TargetQuestion, where: Parameters<LookUp>[1]): Promise<string | undefined> => {
    if ('variable' in question) return Promise.resolve(database(question.value ?? env[question.variable]));
    const key = JSON.stringify([question, where.cwd]);
    const known = answers.get(key) ?? fromFiles(question, { ...where, env, ...(remote ? { timeout } : {}) });
    answers.set(key, known);
    return known;
  };
  return async (questions, where) => {
    const found = await Promise.all(questions.map((question) => answer(question, where)));
    const context = new Map<string, string>();
    for (const [index, { name }] of questions.entries()) {
      const value = found[index];
      if (value) context.set(name, [...new Set([context.get(name), value])].filter(Boolean).join(', '));
    }
    return { ...Object.fromEntries(context), host: hostname() };
  };
}

async function fromFiles(
  question: FileQuestion,
  where: Parameters<LookUp>[1] & { readonly env: NodeJS.ProcessEnv; readonly timeout?: number },
): Promise<string | undefined> {
  const read = await targetFiles[question.read](where, question.of).catch(() => undefined);
  if (read !== undefined || question.program === undefined || where.timeout === undefined) return read?.slice(0, 200);
  const file = await findOwnProgram(question.program.name, where.workspace, where.env);
  // What it reads its settings from would be the workspace's: it could start anything (`credential_process`).
  const env = file && (await environmentOutside(where.workspace, where.env, /^(?:AWS_|HOME$|USERPROFILE$)/));
  return env ? ask(file!, question.program.args, env, where.timeout) : undefined;
}

function ask(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  timeout: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // In a folder that is the user's own: many programs read settings from where they are.
    const options = { cwd: homedir(), env, timeout, windowsHide: true, killSignal: 'SIGKILL' as const };
    execFile(file, [...args], options, (error, stdout) => {
      const line = stdout.trim().split('\n')[0] ?? '';
      resolve(error || line === '' ? undefined : line.slice(0, 200));
    });
  });
}

/** Host and name of a database by its address; never its password. */
function database(address: string | undefined): string | undefined {
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
  return url && `${url.host}${safeDecode(url.pathname)}`.slice(0, 200);
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
