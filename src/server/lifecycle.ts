import type { Refusal, WireMessage } from './wire.ts';

/** The protocol's codes: a server that is not initialized yet, and requests that make no sense. */
const NOT_INITIALIZED = -32002;
const INVALID_REQUEST = -32600;
const INVALID_PARAMS = -32602;

/**
 * Where a client is: it begins with `initialize`, ends with `shutdown` and `exit`, and asks for everything else between.
 * What comes at another time is refused, as the protocol says; notifications, which have no answer, are left out.
 */
export class Lifecycle {
  #initialized = false;
  #shutDown = false;

  get shutDown(): boolean {
    return this.#shutDown;
  }

  /** Why a message cannot be taken now; undefined where it can. */
  refuses({ id, method, params }: WireMessage): Refusal | 'dropped' | undefined {
    // An answer to what the server asked, or nothing that is known.
    if (typeof method !== 'string' || method === 'exit') return undefined;
    const isRequest = id !== undefined;
    const refuse = (code: number, message: string): Refusal | 'dropped' => (isRequest ? { code, message } : 'dropped');
    if (this.#shutDown) return refuse(INVALID_REQUEST, `"${method}" came after "shutdown".`);
    if (method === 'initialize') {
      if (this.#initialized) return refuse(INVALID_REQUEST, 'The server is initialized already.');
      if (!isObject(params) || !isObject(params['capabilities']))
        return refuse(INVALID_PARAMS, '"capabilities" is missing or malformed.');
      if (isRequest) this.#initialized = true;
      return undefined;
    }
    if (!this.#initialized) return refuse(NOT_INITIALIZED, `"${method}" came before "initialize".`);
    if (method === 'shutdown') this.#shutDown = true;
    if (!isRequest && !isWellFormed(method, params)) return 'dropped';
    return undefined;
  }
}

/** Notifications have no answer that could say what is missing in them; the library would fail inside. */
function isWellFormed(method: string, params: unknown): boolean {
  if (!/^(?:textDocument|workspace)\/did/.test(method)) return true;
  if (!isObject(params)) return false;
  const { textDocument, contentChanges, changes, event } = params;
  if (method === 'workspace/didChangeWatchedFiles') return areAddresses(changes);
  if (method === 'workspace/didChangeWorkspaceFolders')
    return isObject(event) && areAddresses(event['added']) && areAddresses(event['removed']);
  if (!method.startsWith('textDocument/')) return true;
  if (!isObject(textDocument) || typeof textDocument['uri'] !== 'string') return false;
  if (method === 'textDocument/didOpen') return typeof textDocument['text'] === 'string';
  return method !== 'textDocument/didChange' || Array.isArray(contentChanges);
}

function areAddresses(list: unknown): boolean {
  return Array.isArray(list) && list.every((one) => isObject(one) && typeof one['uri'] === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
