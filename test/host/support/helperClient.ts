import type { Control } from './control.ts';
import { waitFor } from './wait.ts';
import type { Operations } from '../helper/operations.ts';

interface Hello {
  readonly url: string;
  readonly pid: number;
}

/** Calls the helper extension of a window; follows it from one extension host to the next. */
export class HelperClient {
  private current: Hello | undefined;
  private count = 0;

  constructor(control: Control) {
    control.handlers.set('hello', (body) => {
      this.current = body as Hello;
      this.count++;
    });
  }

  get pid(): number {
    if (!this.current) throw new Error('No extension host has answered yet');
    return this.current.pid;
  }

  /** Resolves when the next extension host has said where it listens. */
  async nextHello(timeout = 60_000): Promise<void> {
    const before = this.count;
    await waitFor('an extension host to start', () => this.count > before, timeout);
  }

  /** Runs an operation of the helper. @throws Error with what it threw. */
  async call(name: keyof Operations, ...args: unknown[]): Promise<unknown> {
    const host = this.current;
    if (!host) throw new Error('No extension host has answered yet');
    const response = await fetch(`${host.url}/${name}`, {
      method: 'POST',
      body: JSON.stringify(args),
      signal: AbortSignal.timeout(30_000),
    }).catch((error: Error) => {
      throw new Error(`The extension host did not answer '${name}' (${String(args[0] ?? '')}): ${error.message}`);
    });
    const answer = (await response.json()) as { value?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(`${name} ${String(args[0] ?? '')}: ${answer.error}`);
    return answer.value;
  }
}
