import { capital } from '../text/words.ts';
import type { FileFacts, RemoteCall, Retry, RetryRef } from '../facts/model.ts';
import { callsOf, retryOf } from '../facts/retries.ts';
import { nodeAt } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { CallExpression, Node, ParsedFile } from '../ast/types.ts';

/** Attempts in all of one layer, where they are known. */
export function attemptsOf(facts: FileFacts, ref: RetryRef): number | undefined {
  return ref.attempts ?? retryOf(facts, ref)?.attempts;
}

/** `p-retry` of `library:p-retry`, `this loop`, ... */
export function retryName({ form }: Pick<Retry | RetryRef, 'form'>): string {
  return form.startsWith('library:') ? form.slice(8) : form === 'loop' ? 'this loop' : `this ${form}`;
}

/** The same at the start of a sentence; a package keeps its name. */
export function retrySubject(retry: Pick<Retry | RetryRef, 'form'>): string {
  return retry.form.startsWith('library:') ? retryName(retry) : capital(retryName(retry));
}

const notHttp = /^(?:db|cache|queue|mail|websocket|grpc|graphql|aws-sdk|injected)$|^sdk:/;

/** The call goes through a client that speaks plain HTTP: its methods and statuses mean what HTTP says. */
export function isPlainHttp({ api }: Pick<RemoteCall, 'api'>): boolean {
  return !notHttp.test(api);
}

/** The functions among the arguments of a retry that a library makes. */
export function callbacksOf(file: ParsedFile, { range }: Retry): Node[] {
  const node = nodeAt(file, range, 'CallExpression') as CallExpression | undefined;
  return node?.arguments.filter(isFunction) ?? [];
}

/** It never gives up while a caller waits for it: what `unbounded-retry` is about. */
export function neverEnds(file: ParsedFile, facts: FileFacts, retry: Retry): boolean {
  if (retry.test || retry.bounded !== false || comesUpPatiently(retry)) return false;
  // Nobody waits for what a timer starts again, nor for a worker; a call that calls itself is waited for.
  if (retry.form === 'recursion')
    return !retry.goesOn && retry.network === true && retry.attempts === undefined && pilesUp(facts, retry);
  if (retry.form === 'loop') return retry.network === true && retry.errors === 'all' && givesResult(file, retry);
  if (!retry.form.startsWith('library:') || retry.delay === 'unknown') return false;
  if (retry.form === 'library:cockatiel') return retry.network !== false;
  // Resubscribing forever, after a delay, is how a stream is kept open.
  return retry.network === true && (retry.form !== 'library:rxjs' || retry.delay === 'none');
}

/** A program that is not up yet tries once a second or less often: it waits alone, and its supervisor sees to the rest. */
export function comesUpPatiently({ atStart, delay, waitMs = 0 }: Retry): boolean {
  return atStart === true && delay !== 'none' && delay !== 'unknown' && (delay !== 'constant' || waitMs >= 1000);
}

/** A program that waits for its own database or broker to come up waits alone; requests of others pile up. */
function pilesUp(facts: FileFacts, retry: Retry): boolean {
  if (retry.delay === 'none') return true;
  return retry.delay !== 'unknown' && callsOf(facts, retry).some(isPlainHttp);
}

/** A client of a server that the program keeps a connection to: it comes back by itself, at its own pace. */
export function isDriver({ api }: Pick<RemoteCall, 'api'>): boolean {
  return /^(?:db|cache|queue|mail|websocket)$/.test(api);
}

/** The loop returns a value, so a caller waits for it; a background loop may run forever. */
function givesResult(file: ParsedFile, { range }: Retry): boolean {
  const loop = nodeAt(file, range);
  return (
    !isFunction(loop) && someNode(loop, (node) => node.type === 'ReturnStatement' && node.argument !== null, OWN_BODY)
  );
}

/** The name of a function, a method, or the variable that holds one. */
export function nameOf(node: Node): string {
  const named = node as { id?: Node | null; parent?: Node };
  if (named.id?.type === 'Identifier') return named.id.name;
  const { parent } = named;
  const key =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'MethodDefinition' || parent?.type === 'Property' || parent?.type === 'PropertyDefinition'
        ? parent.key
        : undefined;
  return key?.type === 'Identifier' ? key.name : '';
}
