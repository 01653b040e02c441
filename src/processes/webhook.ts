import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { AnswerVerdict } from '../incident/events.ts';
import { maskedAddress, webhookUrl, withoutAddress, wrongAddress } from '../files/webAddress.ts';

export interface WebhookRequest {
  /** A secret: in no message, log or error. */
  readonly address: string;
  /** JSON. */
  readonly body: string;
  /** Sent as `Idempotency-Key`, the same for every attempt. */
  readonly key: string;
  /** A person has seen the text and the receiver and said yes. Nothing is sent without. */
  readonly confirmed: boolean;
  /** What the text of an answer of status 2xx makes of the message; without it, every such answer is a success. */
  readonly judge?: (answer: string) => AnswerVerdict;
  /** The receiver drops what it has had under the same key: then an attempt without an answer is made again. */
  readonly deduplicates?: boolean;
}

/** `unknown`: it left, and no answer came. Nobody can say whether it arrived, so it is not sent a second time. */
export interface WebhookResult {
  readonly outcome: 'accepted' | 'rejected' | 'failed' | 'unknown';
  readonly attempts: number;
  /** A sentence for the responder, without the address. */
  readonly message: string;
}

export interface WebhookOptions {
  /** Milliseconds for one attempt, from connecting to the answer. */
  readonly timeout?: number;
  readonly attempts?: number;
  /** Milliseconds: the first wait is between 0 and this. */
  readonly baseDelay?: number;
  /** Milliseconds for everything. */
  readonly deadline?: number;
  readonly random?: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

const defaults = { timeout: 10_000, attempts: 4, baseDelay: 500, deadline: 60_000 };
const MAX_DELAY = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;
/** Milliseconds for what follows an answer's status. */
const ANSWER_MS = 1_000;
/** How one attempt ended. `sent`: bytes of it may have reached the receiver. */
type Attempt =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter?: string;
      readonly text?: string;
      readonly cut?: boolean;
    }
  | { readonly kind: 'error'; readonly sent: boolean; readonly why: string; readonly permanent?: boolean };

/**
 * Sends a message to a webhook, once. Waits (exponentially longer, with full jitter, at least as long as `Retry-After`
 * says) and tries again only where it is sure that the message was not taken: no connection, 408, 425, 429, 503. After an
 * attempt without an answer it gives up, unless the receiver drops duplicates. Redirects are not followed.
 */
export async function sendWebhook(request: WebhookRequest, options: WebhookOptions = {}): Promise<WebhookResult> {
  const { timeout, attempts, baseDelay, deadline } = { ...defaults, ...options };
  const { random = Math.random, wait: pause = (milliseconds) => wait(milliseconds) } = options;
  if (!request.confirmed) return { outcome: 'failed', attempts: 0, message: 'Not sent: it was not confirmed.' };
  const url = webhookUrl(request.address);
  if (url === undefined) return { outcome: 'failed', attempts: 0, message: wrongAddress(request.address) };
  const receiver = maskedAddress(request.address);
  const end = performance.now() + deadline;
  // One attempt that may have arrived leaves that open, whatever becomes of the others.
  let mayHaveArrived = false;
  for (let attempt = 1; ; attempt++) {
    const got = await attemptOnce(url, request, Math.max(1, Math.min(timeout, end - performance.now())));
    const done = (outcome: WebhookResult['outcome'], message: string): WebhookResult => ({
      outcome,
      attempts: attempt,
      message,
    });
    if (got.kind === 'answer' && got.status >= 200 && got.status < 300) {
      const said = (got.text ?? '').trim();
      const verdict = request.judge?.(said) ?? { outcome: 'accepted' };
      if (verdict.outcome === 'rejected')
        return done('rejected', `${receiver} did not take the message: it answered ${quoted(verdict.why, url)}.`);
      if (got.cut === true) return done('unknown', unknown(receiver, 'its answer broke off'));
      // A page to sign in at, or of a proxy.
      if (/^<(?:!doctype html|html)\b/i.test(said)) return done('unknown', unknown(receiver, 'a web page answered'));
      if (verdict.outcome === 'unknown')
        return done('unknown', unknown(receiver, `it answered ${quoted(verdict.why, url)}`));
      return done('accepted', `Sent to ${receiver}.`);
    }
    const why = got.kind === 'answer' ? `it answered with status ${got.status}` : got.why;
    if (got.kind === 'answer' && ![408, 425, 429, 503].includes(got.status)) {
      if (got.status < 500) return done('rejected', `${receiver} did not take the message: ${why}.`);
      if (request.deduplicates !== true) return done('unknown', unknown(receiver, why));
    }
    if (got.kind === 'error' && got.permanent === true) return done('failed', `Not sent to ${receiver}: ${why}.`);
    if (got.kind === 'error' && got.sent && request.deduplicates !== true)
      return done('unknown', unknown(receiver, why));
    mayHaveArrived ||= got.kind === 'error' ? got.sent : got.status >= 500 && got.status !== 503;
    const jitter = random() * Math.min(MAX_DELAY, baseDelay * 2 ** (attempt - 1));
    const asked = got.kind === 'answer' ? retryAfter(got.retryAfter) : 0;
    const delay = Math.max(jitter, asked);
    const times = attempt === 1 ? 'once' : `${attempt} times`;
    const giveUp = `Gave up on ${receiver} after trying ${times}: ${why}.`;
    const gaveUp = mayHaveArrived ? 'unknown' : 'failed';
    const look = mayHaveArrived ? ' It may have arrived: look there before you send it again.' : '';
    if (attempt >= attempts) return done(gaveUp, `${giveUp}${look}`);
    if (performance.now() + delay >= end) {
      const asks = asked > 0 ? ` It asks to wait ${Math.ceil(asked / 1_000)} s.` : '';
      return done(gaveUp, `${giveUp}${asks}${look}`);
    }
    await pause(delay);
  }
}

/** Within 120 characters. */
function quoted(why: string, url: URL): string {
  return `"${withoutAddress(why, url).replace(/^([^]{120})[^]+$/u, '$1...')}"`;
}

function unknown(receiver: string, why: string): string {
  return `Sent to ${receiver}, but ${why}. It may have arrived: look there before you send it again.`;
}

function attemptOnce(url: URL, { body, key }: WebhookRequest, timeout: number): Promise<Attempt> {
  return new Promise((resolve) => {
    let connected = false;
    const bytes = Buffer.from(body);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // breakwater-disable-next-line require-policy -- whoever calls this repeats what was surely not taken
    const request = send(url, {
      method: 'POST',
      agent: false,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': bytes.length,
        'Idempotency-Key': key,
        'User-Agent': 'breakwater',
      },
    });
    const settle = (attempt: Attempt): void => {
      clearTimeout(timer);
      resolve(attempt);
    };
    const timer = setTimeout(() => {
      settle({ kind: 'error', sent: connected, why: `no answer came within ${Math.round(timeout / 100) / 10} s` });
      request.destroy();
    }, timeout);
    request.on('socket', (socket) => {
      // For https the request's bytes go out only after the handshake.
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (connected = true));
    });
    request.on('response', (response) => {
      clearTimeout(timer);
      const after = response.headers['retry-after'];
      const status = response.statusCode ?? 0;
      void beginningOf(response).then((said) =>
        settle({ kind: 'answer', status, ...said, ...(after === undefined ? {} : { retryAfter: after }) }),
      );
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      settle({ kind: 'error', sent: connected, ...describe(error) });
    });
    request.end(bytes);
  });
}

/** What an answer says, as far as it comes soon: one that never ends, or comes byte by byte, must not keep the process. */
function beginningOf(response: IncomingMessage): Promise<{ readonly text: string; readonly cut: boolean }> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    let enough = false;
    const stop = (): void => {
      enough = true;
      response.destroy();
    };
    const timer = setTimeout(stop, ANSWER_MS);
    response.on('error', () => undefined);
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      parts.push(chunk);
      if (bytes > MAX_ANSWER_BYTES) stop();
    });
    response.on('close', () => {
      clearTimeout(timer);
      resolve({ text: Buffer.concat(parts).toString('utf8'), cut: !enough && !response.complete });
    });
  });
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset before an answer came',
  EPIPE: 'the connection was closed before an answer came',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host is unreachable',
  ENETUNREACH: 'the network is unreachable',
};

/** An error's own text may hold the address. */
function describe({ code = '' }: NodeJS.ErrnoException): { readonly why: string; readonly permanent?: boolean } {
  const why = reasons[code];
  if (why !== undefined) return { why, ...(code === 'ENOTFOUND' ? { permanent: true } : {}) };
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|SSL|TLS/.test(code);
  if (certificate) return { why: `its certificate was not accepted (${code})`, permanent: true };
  return { why: `the request failed (${/^\w{1,60}$/.test(code) ? code : 'unknown error'})` };
}

/** Milliseconds of a `Retry-After` header, in seconds or as a date; 0 where it says nothing. */
function retryAfter(header: string | undefined): number {
  if (header === undefined) return 0;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
