import { Transform, type TransformCallback } from 'node:stream';

/** Bytes that a message may have at most; a header that promises more is not believed. */
const MAX_MESSAGE_BYTES = 2 ** 28;
/** Bytes without a header after which the beginning is given up. */
const MAX_HEADER_BYTES = 65_536;

const LENGTH = /Content-Length:[ \t]*(\d+)[ \t]*(?=\r\n|$)/gi;

/** Whole header lines. */
const HEADERS = /^(?:[\w-]+:[^\r\n]*\r\n)*$/;

/** A message of JSON-RPC, as far as it has to be known here. */
export interface WireMessage {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

/** Why a message is not passed on: JSON-RPC's or the protocol's code, and a sentence. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** What is wrong with something that came in, and the id of the request that it was; null where nobody can tell. */
export type WireProblem = (refusal: Refusal, id: string | number | null) => void;

/**
 * Lets through whole messages whose content is a JSON object. Anything else on the wire is reported, left out, and what
 * comes after it is read: a client that sends garbage once is not cut off.
 */
export class WireFilter extends Transform {
  readonly #onProblem: WireProblem;
  readonly #gate: (message: WireMessage) => Refusal | 'dropped' | undefined;
  #waiting: Buffer = Buffer.alloc(0);
  #needed = 0;

  /** @param gate says of a whole message whether it is refused, or left out without an answer. */
  constructor(
    onProblem: WireProblem,
    gate: (message: WireMessage) => Refusal | 'dropped' | undefined = () => undefined,
  ) {
    super();
    this.#onProblem = onProblem;
    this.#gate = gate;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.#waiting = this.#waiting.length === 0 ? chunk : Buffer.concat([this.#waiting, chunk]);
    while (this.#waiting.length >= this.#needed && this.#next());
    done();
  }

  /** Takes one message, or one piece of garbage, from what waits. False where more has to come first. */
  #next(): boolean {
    const end = this.#waiting.indexOf('\r\n\r\n');
    if (end < 0) {
      if (this.#waiting.length <= MAX_HEADER_BYTES) return false;
      this.#waiting = this.#waiting.subarray(-MAX_HEADER_BYTES / 2);
      this.#garbage('No Content-Length header was found.');
      return false;
    }
    const header = this.#waiting.toString('latin1', 0, end);
    const found = [...header.matchAll(LENGTH)].at(-1);
    const length = Number(found?.[1]);
    if (!found || length > MAX_MESSAGE_BYTES) {
      this.#garbage(found ? `A message of ${length} bytes is too large.` : 'The header has no Content-Length.');
      this.#waiting = this.#waiting.subarray(end + 4);
      return true;
    }
    // The rest of a message that was left out, say: it is skipped, and the message behind it counts.
    if (this.#needed === 0 && !HEADERS.test(header.slice(0, found.index)))
      this.#garbage("Text that isn't a header was skipped.");
    const from = end + 4;
    this.#needed = from + length;
    if (this.#waiting.length < this.#needed) return false;
    this.#needed = 0;
    const body = this.#waiting.subarray(from, from + length);
    this.#waiting = this.#waiting.subarray(from + length);
    this.#pass(body);
    return true;
  }

  #pass(body: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(body.toString('utf8'));
    } catch {
      return this.#garbage("The message isn't valid JSON.");
    }
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      return this.#onProblem({ code: -32600, message: "The message isn't a JSON object." }, null);
    }
    const refused = this.#gate(message);
    if (refused !== undefined) {
      const { id } = message as WireMessage;
      if (refused !== 'dropped') this.#onProblem(refused, typeof id === 'string' || typeof id === 'number' ? id : null);
      return;
    }
    this.push(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  /** What is no message at all, of which nobody can tell which request it was. */
  #garbage(message: string): void {
    this.#onProblem({ code: -32700, message }, null);
  }
}
