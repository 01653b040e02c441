import type { FunctionNode, Node } from '../ast/types.ts';
import { isInside, unwrap } from '../ast/nodes.ts';
import { findRequest } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { isBrief } from './rowWork.ts';

/** A function that is run again and again. */
export interface Tick {
  readonly node: FunctionNode;
  readonly file: FileContext;
}

/** Nothing ends a request where its server hangs. */
export type Hangs = (file: FileContext, request: FoundRequest) => boolean;

/** What a tick sends: requests of this file by their index, and whether one of another file may hang. */
export interface Reached {
  readonly calls: readonly number[];
  readonly hangs?: true;
}

const MAX_DEPTH = 3;

/** Which requests the ticks of one file start, there or in functions that they call. */
export class Reach {
  readonly #home: FileContext;
  readonly #requests: readonly Node[];
  readonly #hangs: Hangs;

  constructor(home: FileContext, requests: readonly Node[], hangs: Hangs) {
    this.#home = home;
    this.#requests = requests;
    this.#hangs = hangs;
  }

  /** Undefined for a tick that sends nothing. */
  from({ node, file }: Tick): Reached | undefined {
    const calls = this.#requests.flatMap((request, i) =>
      file === this.#home && this.#reaches(node, request, 0, new Set()) ? [i] : [],
    );
    const elsewhere: { readonly file: FileContext; readonly request: FoundRequest }[] = [];
    const collect = (at: FileContext, request: FoundRequest): void => void elsewhere.push({ file: at, request });
    this.#elsewhere(file, node, 0, new Set(), collect);
    if (calls.length === 0 && elsewhere.length === 0) return undefined;
    const limited = /timeout|\brace\(/i.test(file.text(node));
    const hangs = !limited && elsewhere.some((one) => this.#hangs(one.file, one.request));
    return { calls, ...(hangs ? { hangs } : {}) };
  }

  /** The request is made by the function, or by one of this file that it calls. */
  #reaches(from: FunctionNode, request: Node, depth: number, seen: Set<Node>): boolean {
    if (isInside(request, from)) return true;
    if (depth > MAX_DEPTH || seen.has(from)) return false;
    seen.add(from);
    return this.#home.index.calls.some((call) => {
      if (!isInside(call, from)) return false;
      const value = this.#home.value(unwrap(call.callee));
      return (
        value.kind === 'function' && value.file === this.#home && this.#reaches(value.node, request, depth + 1, seen)
      );
    });
  }

  /** Requests of functions of other files that the tick waits for, or starts. */
  #elsewhere(
    file: FileContext,
    from: FunctionNode,
    depth: number,
    seen: Set<Node>,
    collect: (file: FileContext, request: FoundRequest) => void,
  ): void {
    if (depth > MAX_DEPTH || seen.has(from)) return;
    seen.add(from);
    for (const call of file.index.calls) {
      if (!isInside(call, from)) continue;
      const request = file === this.#home ? undefined : findRequest(file, call);
      if (request && !isBrief(request)) collect(file, request);
      const value = file.value(unwrap(call.callee));
      if (value.kind === 'function') this.#elsewhere(value.file, value.node, depth + 1, seen, collect);
    }
  }
}
