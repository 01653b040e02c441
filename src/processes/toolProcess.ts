import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ToolAnswer } from '../tools/answer.ts';

/** Milliseconds. A large workspace takes a while. */
const CALL_TIMEOUT_MS = 120_000;

/** How a program that serves tools is started. */
export interface ToolCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Node, as the editor brings it, with a script that serves the tools of a folder. */
export function toolCommand(script: string, root: string, runs: string): ToolCommand {
  return { command: process.execPath, args: [script, root, runs], env: { ELECTRON_RUN_AS_NODE: '1' } };
}

interface Waiting {
  readonly resolve: (answer: ToolAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** A program that serves tools: started with the first call, and again after it has gone. */
export class ToolProcess {
  readonly #command: ToolCommand;
  readonly #version: string;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess | undefined;
  #id = 0;

  /** @param version of who calls */
  constructor(command: ToolCommand, version: string) {
    this.#command = command;
    this.#version = version;
  }

  /** Rejects with a sentence where there is no answer. */
  call(name: string, given: unknown): Promise<ToolAnswer> {
    const child = (this.#child ??= this.#start());
    const id = ++this.#id;
    return new Promise<ToolAnswer>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        // It does one thing after the other: what comes next would wait as well.
        child.kill();
        reject(new Error(`No answer in ${CALL_TIMEOUT_MS / 1000} s.`));
      }, CALL_TIMEOUT_MS);
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(timer);
          settle(value);
        };
      this.#waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      send(child, { id, method: 'tools/call', params: { name, arguments: given } });
    });
  }

  dispose(): void {
    this.#child?.stdin?.end();
    this.#child?.kill();
  }

  #start(): ChildProcess {
    const { command, args, env } = this.#command;
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'] });
    const gone = (): void => {
      if (this.#child === child) this.#child = undefined;
      for (const { reject } of this.#waiting.values()) reject(new Error('The tools of Breakwater stopped.'));
      this.#waiting.clear();
    };
    child.on('error', gone).on('exit', gone);
    child.stdin.on('error', gone);
    createInterface({ input: child.stdout }).on('line', (line) => this.#receive(line));
    const clientInfo = { name: 'VS Code', version: this.#version };
    send(child, {
      id: 0,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo },
    });
    return child;
  }

  #receive(line: string): void {
    const { id, result, error } = JSON.parse(line) as {
      readonly id: number;
      readonly result?: ToolAnswer;
      readonly error?: { readonly message: string };
    };
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (result) waiting?.resolve(result);
    else waiting?.reject(new Error(error?.message ?? 'No answer.'));
  }
}

function send({ stdin }: ChildProcess, message: object): void {
  stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
