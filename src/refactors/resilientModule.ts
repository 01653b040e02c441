import type { Style } from '../changes/layout.ts';

/** How the module is written: as the file that imports it. */
export interface ModuleForm {
  readonly typed: boolean;
  readonly esm: boolean;
  readonly style: Style;
}

/** The text of a module with one function, which stands for \`fetch\` where a failure must not spread. */
export function resilientModule({ typed, esm, style: { end, quote, step } }: ModuleForm): string {
  const type = (text: string): string => (typed ? text : '');
  const text = `const ATTEMPTS = 4;
const TIMEOUT_MS = 10_000;
const MAX_WAIT_MS = 10_000;
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;

/** Of each server: how often it failed in a row, and until when it is left alone. */
const breakers = new Map${type('<string, { failures: number; openUntil: number }>')}();

/**
 * A fetch with a timeout per attempt, retries of what is safe to repeat (exponential backoff, jitter, Retry-After) and
 * a circuit breaker per server. Rejects for an error status.
 */
${esm ? 'export ' : ''}async function resilientFetch(input${type(': Parameters<typeof fetch>[0]')}, init${type(': RequestInit')} = {})${type(': Promise<Response>')} {
  const request = input instanceof Request ? input : undefined;
  const url = String(request?.url ?? input);
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  const whole = request === undefined && (init.body == null || typeof init.body === 'string');
  const attempts = whole && ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(method) ? ATTEMPTS : 1;
  const { origin } = new URL(url);
  for (let made = 1; ; made++) {
    const breaker = enter(origin);
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    let wait = Math.random() * Math.min(MAX_WAIT_MS, 200 * 2 ** (made - 1));
    let failure${type(': unknown')};
    try {
      const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
      const response = await fetch(input, { ...init, signal });
      breaker.failures = response.status >= 500 ? breaker.failures + 1 : 0;
      if (response.ok) return response;
      failure = Object.assign(new Error(\`\${method} \${url} was answered with \${response.status}\`), { status: response.status });
      await response.body?.cancel();
      if (![408, 429].includes(response.status) && response.status < 500) throw failure;
      const seconds = Number(response.headers.get('retry-after')) || 0;
      wait = Math.max(wait, Math.min(MAX_WAIT_MS, seconds * 1000));
    } catch (error) {
      if (error === failure || init.signal?.aborted) throw error;
      breaker.failures++;
      failure = error;
    }
    if (breaker.failures >= FAILURES_TO_OPEN) breaker.openUntil = Date.now() + OPEN_MS;
    if (made >= attempts) throw failure;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

${breakerText(type)}${esm ? '' : `\nmodule.exports = { resilientFetch };\n`}`;
  return text
    .replace(/^(?: {2})+/gm, (spaces) => (spaces.length % 2 === 0 ? step.repeat(spaces.length / 2) : spaces))
    .replace(/;$/gm, end)
    .replaceAll("'", quote);
}

function breakerText(type: (text: string) => string): string {
  return `/** The breaker of a server; throws while it is open. After that, one request tries whether the server is back. */
function enter(origin${type(': string')})${type(': { failures: number; openUntil: number }')} {
  let breaker = breakers.get(origin);
  if (!breaker) breakers.set(origin, (breaker = { failures: 0, openUntil: 0 }));
  if (breaker.failures >= FAILURES_TO_OPEN) {
    if (Date.now() < breaker.openUntil) throw new Error(\`\${origin} failed \${breaker.failures} times in a row and is left alone\`);
    breaker.openUntil = Date.now() + OPEN_MS;
  }
  return breaker;
}
`;
}
