import type { ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textOf } from '../ast/locate.ts';
import { freshName } from '../changes/edits.ts';
import { styleOf } from '../changes/layout.ts';

/** Functions that stand in the file itself, for projects without a library for it. */
export interface Helper {
  readonly name: string;
  /** The text with a type, or without where the file has none; the style is made the file's. */
  readonly text: (name: string, type: (text: string) => string) => string;
}

export interface Helpers {
  /** Their names in this file, in the order asked for. */
  readonly names: readonly string[];
  readonly edits: readonly TextEdit[];
}

/**
 * Helpers at the end of a file, each by a name that is free; one that stands there already is used again. Those that
 * others call come first.
 */
export function placeHelpers(file: ParsedFile, helpers: readonly ((names: readonly string[]) => Helper)[]): Helpers {
  const names: string[] = [];
  const added: string[] = [];
  for (const make of helpers) {
    const helper = make(names);
    const known = standing(file, helper);
    const name = known ?? freshName(file, helper.name);
    if (known === undefined) added.unshift(styled(file, helper, name));
    names.push(name);
  }
  if (added.length === 0) return { names, edits: [] };
  const end = file.text.length;
  const lead = file.text.endsWith('\n') ? '\n' : '\n\n';
  return { names, edits: [{ range: { start: end, end }, newText: `${lead}${added.join('\n\n')}\n` }] };
}

/** The name of the same function, where a refactor has put it here before. */
function standing(file: ParsedFile, helper: Helper): string | undefined {
  for (const node of file.ast.body) {
    if (node.type !== 'FunctionDeclaration' || !node.id) continue;
    const text = styled(file, helper, node.id.name);
    if (text.slice(text.indexOf('\n') + 1) === textOf(file, node).replaceAll('\r', '')) return node.id.name;
  }
  return undefined;
}

function styled(file: ParsedFile, { text }: Helper, name: string): string {
  const { end, quote, step } = styleOf(file);
  const typed = /\.[cm]?tsx?$/.test(file.path);
  // What a file names itself hides the global of that name.
  const hides = file.scopes.scopes.some(({ set, type }) => type === 'module' && set.has('setTimeout'));
  return text(name, (type) => (typed ? type : ''))
    .replace(/^(?: {2})+/gm, (spaces) => step.repeat(spaces.length / 2))
    .replace(/;$/gm, end)
    .replaceAll("'", quote)
    .replace(/\bsetTimeout\b/g, hides ? 'globalThis.setTimeout' : 'setTimeout');
}

/** Globals that helpers use, and that a file may have given another meaning. */
const needed = ['Promise', 'Error', 'Object', 'Math', 'Number', 'TypeError', 'clearTimeout', 'globalThis'];

/** Nothing that helpers use is hidden by a name of the file. */
export function mayHoldHelpers({ scopes }: ParsedFile): boolean {
  const tops = scopes.scopes.filter(({ type }) => type === 'module' || type === 'global');
  return !tops.some(({ set }) => needed.some((name) => (set.get(name)?.defs.length ?? 0) > 0));
}

/** Which failures may be different the next time. */
export const transientHelper = (): Helper => ({
  name: 'isTransient',
  text: (name, type) => `/** Timeouts, lost connections, 408, 429 and 5xx: the next attempt may succeed. */
function ${name}(failure${type(': unknown')})${type(': boolean')} {
  const { name, message, code, cause, status, statusCode, response, $metadata } = Object(failure);
  const answer = status ?? statusCode ?? response?.status ?? response?.statusCode ?? $metadata?.httpStatusCode;
  if (typeof answer === 'number') return answer === 408 || answer === 429 || answer >= 500;
  if (name === 'TimeoutError') return true;
  const lost = /^(?:E(?:AI_AGAIN|CONN\\w+|HOSTUNREACH|PIPE|TIMEDOUT)|ERR_NETWORK|UND_ERR_(?:SOCKET|\\w+_TIMEOUT))$/;
  const reason = code ?? cause?.code;
  if (reason !== undefined) return lost.test(reason);
  // Browsers have no codes.
  return failure instanceof TypeError && /^(?:Failed to fetch|NetworkError|Load failed)/.test(message);
}`,
});

/** Calls again what rejects. */
export const retryHelper = ([isTransient]: readonly string[]): Helper => ({
  name: 'retry',
  text: (name, type) => `/** Retries transient failures with exponential backoff and full jitter. */
async function ${name}${type('<T>')}(attempt${type(': () => T | PromiseLike<T>')}, attempts = 4)${type(': Promise<T>')} {
  for (let made = 1; ; made++) {
    try {
      return await attempt();
    } catch (error) {
      if (made >= attempts || !${isTransient}(error)) throw error;
    }
    const wait = Math.random() * Math.min(10_000, 200 * 2 ** (made - 1));
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}`,
});

/** Calls again what rejects, or answers with a status that tells of a failure. */
export const retryFetchHelper = ([isTransient]: readonly string[]): Helper => ({
  name: 'retryFetch',
  text: (
    name,
    type,
  ) => `/** Retries transient failures with exponential backoff, full jitter and Retry-After; returns the last response. */
async function ${name}(attempt${type(': () => Promise<Response>')}, attempts = 4)${type(': Promise<Response>')} {
  for (let made = 1; ; made++) {
    let wait = Math.random() * Math.min(10_000, 200 * 2 ** (made - 1));
    try {
      const response = await attempt();
      if (made >= attempts || !${isTransient}(response)) return response;
      const seconds = Number(response.headers.get('retry-after')) || 0;
      wait = Math.max(wait, Math.min(10_000, seconds * 1000));
      await response.body?.cancel();
    } catch (error) {
      if (made >= attempts || !${isTransient}(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}`,
});

/** Ends the wait for what takes too long. */
export const timeoutHelper = (): Helper => ({
  name: 'withTimeout',
  text: (name, type) => `/** Rejects when \`work\` takes longer than \`ms\`; the work itself isn't cancelled. */
async function ${name}${type('<T>')}(work${type(': T | PromiseLike<T>')}, ms${type(': number')})${type(': Promise<T>')} {
  let timer${type(': ReturnType<typeof setTimeout> | undefined')};
  const late = new Promise${type('<never>')}((_, reject) => {
    const error = Object.assign(new Error(\`Timed out after \${ms} ms\`), { name: 'TimeoutError' });
    timer = setTimeout(() => reject(error), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}`,
});

/** Serves what was good last while a call fails. */
export const lastGoodHelper = ([isTransient]: readonly string[]): Helper => ({
  name: 'withLastGood',
  text: (
    name,
    type,
  ) => `/** Serves the last good value while a call fails or its breaker is open; rejects while there is none. */
function ${name}${type('<T>')}(call${type(': () => Promise<T>')})${type(': () => Promise<T>')} {
  let last${type(': { readonly value: T } | undefined')};
  return async () => {
    try {
      const value = await call();
      last = { value };
      return value;
    } catch (error) {
      const { code, isBrokenCircuitError } = Object(error);
      const isDown = isBrokenCircuitError === true || code === 'EOPENBREAKER' || ${isTransient}(error);
      if (!last || !isDown) throw error;
      console.warn('Serving the last good value:', error);
      return last.value;
    }
  };
}`,
});
