/** Milliseconds that a request may take in all, its body included, unless its block says otherwise. */
const TIMEOUT_MS = 30_000;

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** Reads `GET https://host/path`, headers, an empty line and a body; lines before it that begin with # or // are comments. */
export function readHttpRequest(text: string): HttpRequest | { readonly problem: string } {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  while (lines.length > 0 && /^\s*(?:$|#|\/\/)/.test(lines[0]!)) lines.shift();
  const first = /^\s*(?:([A-Za-z]+)\s+)?(https?:\/\/\S+)(?:\s+HTTP\/[\d.]+)?\s*$/.exec(lines[0] ?? '');
  if (!first)
    return { problem: `Not a valid request: \`${(lines[0] ?? '').trim()}\`. Expected \`GET https://host/path\`.` };
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === '');
  const headers: [string, string][] = [];
  for (const line of lines.slice(1, end < 0 ? undefined : end)) {
    const header = /^([\w-]+):\s*(.*)$/.exec(line.trim());
    if (!header) return { problem: `Not a valid header: \`${line.trim()}\`. Put an empty line before the body.` };
    headers.push([header[1]!, header[2]!]);
  }
  const body =
    end < 0
      ? ''
      : lines
          .slice(end + 1)
          .join('\n')
          .trimEnd();
  return { method: (first[1] ?? 'GET').toUpperCase(), url: first[2]!, headers, ...(body ? { body } : {}) };
}

/**
 * Sends the request of an `http` block and prints status, latency and body. Secrets stand in it as `${BW_NAME}` and are
 * filled in here. @returns an exit code as `curl --fail` has them: 22 for 4xx and 5xx, 28 when time is up, 7 where no answer came.
 */
export async function sendHttpBlock(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  { signal, timeout = TIMEOUT_MS }: { readonly signal: AbortSignal; readonly timeout?: number },
  print: (stream: 'stdout' | 'stderr', text: string) => Promise<void> | undefined,
): Promise<number> {
  const request = readHttpRequest(text);
  if ('problem' in request) {
    await print('stderr', `${request.problem}\n`);
    return 2;
  }
  const filled = (value: string): string => value.replace(/\$\{(BW_\w+)\}/g, (all, name: string) => env[name] ?? all);
  const began = performance.now();
  const late = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(filled(request.url), {
      method: request.method,
      headers: request.headers.map(([name, value]): [string, string] => [name, filled(value)]),
      body: request.body === undefined ? undefined : filled(request.body),
      signal: AbortSignal.any([signal, late]),
    });
    const took = Math.round(performance.now() - began);
    await print('stdout', `HTTP ${response.status} ${response.statusText} in ${took} ms\n`);
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      await print('stdout', decoder.decode(value, { stream: true }));
    }
    await print('stdout', `${decoder.decode()}\n`);
    return response.ok ? 0 : 22;
  } catch (error) {
    const cause = (error as Error).cause;
    const why = cause instanceof Error && cause.message ? cause.message : (error as Error).message;
    await print(
      'stderr',
      late.aborted ? `No complete response within ${timeout / 1000} s.\n` : `Request failed: ${why}.\n`,
    );
    return late.aborted ? 28 : 7;
  }
}
