import { Transform, type TransformCallback } from 'node:stream';

/** Bytes that a message may have at most; a header that promises more is not believed. */
const MAX_MESSAGE_BYTES = 2 ** 28;
/** Bytes without a header after which the beginning is given up. */
const MAX_HEADER_BYTES = 65_536;

const LENGTH = /Content-Length:[ \t]*(\d+)[ \t]*(?=\r\n|$)/gi;

/** Whole header lines. */
const HEADERS = /^(?:[\w-]+:[^\r\n]*\r\n)*$/;

/** What is wrong with something that came in: JSON-RPC's code, and a sentence. */
export type WireProblem = (code: -32700 | -32600, message: string) => void;

/**
 * Lets through whole messages whose content is a JSON object. Anything else on the wire is reported, left out, and what
 * comes after it is read: a client that sends garbage once is not cut off.
 */
export class WireFilter extends Transform {
  readonly #onProblem: WireProblem;
  readonly #onMethod: (method: string) => void;
  #waiting: Buffer = Buffer.alloc(0);
  #needed = 0;

  constructor(onProblem: WireProblem, onMethod: (method: string) => void = () => undefined) {
    super();
    this.#onProblem = onProblem;
    this.#onMethod = onMethod;
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
      this.#onProblem(-32700, 'No Content-Length header was found.');
      return false;
    }
    const header = this.#waiting.toString('latin1', 0, end);
    const found = [...header.matchAll(LENGTH)].at(-1);
    const length = Number(found?.[1]);
    if (!found || length > MAX_MESSAGE_BYTES) {
      this.#onProblem(
        -32700,
        found ? `A message of ${length} bytes is too large.` : 'The header has no Content-Length.',
      );
      this.#waiting = this.#waiting.subarray(end + 4);
      return true;
    }
    // The rest of a message that was left out, say: it is skipped, and the message behind it counts.
    if (this.#needed === 0 && !HEADERS.test(header.slice(0, found.index)))
      this.#onProblem(-32700, "Text that isn't a header was skipped.");
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
      return this.#onProblem(-32700, "The message isn't valid JSON.");
    }
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      return this.#onProblem(-32600, "The message isn't a JSON object.");
    }
    const { method } = message as { readonly method?: unknown };
    if (typeof method === 'string') this.#onMethod(method);
    this.push(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }
}
