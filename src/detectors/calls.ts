import type { Ast, Node } from '../ast/types.ts';
import { argumentsOf, awaitedMembers, findRequest } from '../values/index.ts';
import type { Creation, FileContext, FoundRequest, OptionsView } from '../values/index.ts';
import { enclosingFunction, isIdentifier, memberName, rangeOf } from '../ast/nodes.ts';
import { boundaryOf } from '../outcomes/boundary.ts';
import { bodyOf } from '../outcomes/errorBodies.ts';
import { droppedByCallback, errorState } from '../outcomes/errors.ts';
import { spreadingOf } from './fanOut.ts';
import type { RetryLayer } from './layers.ts';
import { limitOfSome, optionsPassed } from '../outcomes/passedOptions.ts';
import { libraryPolicy } from './policy.ts';
import type { CallOptions, ClientOrigin, InstanceRef, RemoteCall } from '../facts/model.ts';
import { silenceOf } from '../outcomes/swallowing.ts';
import { statusState } from '../outcomes/status.ts';
import { isStreamed } from '../outcomes/streaming.ts';
import { callbackStatus } from '../unheard/callbackStatus.ts';
import { methodOf, targetOf } from './target.ts';
import { answersRequest } from '../outcomes/requestPath.ts';
import { applies, callOptions, requestTimeout } from './timeout.ts';
import { wrappingsOf } from './wrapping.ts';
import type { Wrapping } from './wrapping.ts';

/** A remote call with what led to it, for the parts of the analysis that need more than the fact. */
export interface CallInContext {
  readonly found: FoundRequest;
  readonly node: Node;
  readonly wrappings: readonly Wrapping[];
  readonly layers: readonly RetryLayer[];
  readonly call: RemoteCall;
}

/** Every remote call of a file, in the order of its text. */
export function findCalls(context: FileContext, test: boolean): readonly CallInContext[] {
  const { calls, news, tagged } = context.index;
  const found: FoundRequest[] = [];
  const covered = new Set<Node>();
  for (const node of [...calls, ...news, ...tagged, ...awaitedMembers(context)]) {
    const request = findRequest(context, node);
    if (!request || covered.has(node)) continue;
    for (const link of request.links) covered.add(link);
    found.push(request);
  }
  return found
    .filter((request) => !covered.has(request.node))
    .sort((a, b) => a.node.range[0] - b.node.range[0])
    .map((request) => inContext(context, request, test));
}

function inContext(context: FileContext, found: FoundRequest, test: boolean): CallInContext {
  const node = found.chain;
  const wrappings = wrappingsOf(context, node);
  const timeout = requestTimeout(context, found, wrappings);
  const options = callOptions(context, found);
  const optional = timeout.optional ?? (timeout.state === 'none' ? limitOfSome(context, found, options) : undefined);
  const method = methodOf(found, options);
  const target = targetOf(context, found, options);
  const { policy, layers } = libraryPolicy(context, found, options, wrappings, method);
  const instance = instanceRef(context, found.client.creation);
  const { library, version } = found.client;
  const told = callbackStatus(context, found);
  const status = told?.status ?? statusOf(context, node, found, options);
  const silence = droppedByCallback(context, found) ?? silenceOf(context, node);
  const streaming = found.request.streaming === true || isStreamed(context, node, found);
  return {
    found,
    node,
    wrappings,
    layers,
    call: {
      kind: 'call',
      range: rangeOf(node),
      api: apiOf(found),
      library: { name: library.name, ...(version === undefined ? {} : { version }) },
      client: originOf(context, found),
      ...(found.client.by ? { by: found.client.by } : {}),
      ...(instance ? { instance } : {}),
      timeout: timeout.state,
      ...(timeout.reason === undefined ? {} : { timeoutReason: timeout.reason }),
      ...(optional === undefined ? {} : { optionalTimeout: optional }),
      ...heldFor(context, node, streaming ? undefined : timeout.defaultMs),
      timeoutDefects: timeout.defects,
      policy,
      retriedBy: layers.map(({ ref }) => ref),
      errors: errorState(context, node, found),
      status,
      ...(told ?? (status === 'unchecked' ? bodyOf(context, node, found, target) : {})),
      ...fanOutOf(context, node),
      ...(method === undefined ? {} : { method }),
      ...(target === undefined ? {} : { target }),
      test,
      streaming,
      options: optionsOf(context, found, options),
      boundary: boundaryOf(context, node),
      ...(silence ? { silencedBy: silence } : {}),
    },
  };
}

function fanOutOf(context: FileContext, node: Node): Pick<RemoteCall, 'fanout' | 'spread'> {
  const spreading = spreadingOf(context, node);
  if (!spreading) return { fanout: 'no' };
  const { by, use, grows } = spreading;
  const each = use?.parent?.type === 'CallExpression' && use.parent.callee === use ? use.parent : use;
  const name = use && (isIdentifier(use) ? use.name : use.type === 'MemberExpression' ? memberName(use) : undefined);
  const place = by.type === 'CallExpression' ? by : (each ?? node);
  return {
    fanout: 'unbounded',
    spread: {
      grows,
      by: rangeOf(by),
      ...(each && name !== undefined ? { through: { name, call: rangeOf(each), place: rangeOf(place) } } : {}),
    },
  };
}

/** How long the client of a server waits, where only the library's default ends the call. */
function heldFor(context: FileContext, node: Node, defaultMs: number | undefined): Pick<RemoteCall, 'heldMs'> {
  return defaultMs !== undefined && answersRequest(context, node) ? { heldMs: defaultMs } : {};
}

function apiOf(found: FoundRequest): string {
  return found.client.type.api ?? found.client.library.api;
}

function originOf(context: FileContext, found: FoundRequest): ClientOrigin {
  const { origin, creation: made } = found.client;
  return origin === 'instance' && made && made.file.file.path !== context.file.path ? 'imported-instance' : origin;
}

function instanceRef(context: FileContext, made: Creation | undefined): InstanceRef | undefined {
  if (!made) return undefined;
  const file = made.file.file.path;
  const holder = made.node.parent;
  const name = holder?.type === 'VariableDeclarator' && isIdentifier(holder.id) ? holder.id.name : undefined;
  return {
    range: made.range,
    ...(file === context.file.path ? {} : { file }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Options by which a client that rejects on a 4xx or 5xx lets it through. */
const LET_THROUGH = ['validateStatus', 'throwHttpErrors'] as const;

function statusOf(context: FileContext, node: Node, found: FoundRequest, options: OptionsView): RemoteCall['status'] {
  const rejects = found.request.rejectsOnStatus ?? found.client.library.rejectsOnStatus;
  if (rejects === false) return statusState(context, node, found);
  const resolves = rejects === true && LET_THROUGH.some((name) => options.get(name).state === 'present');
  // What is not asked for a status may be let through for another reason: a body that tells.
  return resolves && statusState(context, node, found) === 'checked' ? 'checked' : 'na';
}

function optionsOf(context: FileContext, found: FoundRequest, view: OptionsView): CallOptions {
  const { options } = found.request;
  const args = argumentsOf(found.node);
  const index = typeof options === 'number' ? options : options?.at(-1);
  const written = index === undefined || index < 0 ? undefined : args[index];
  const signal = view.get('signal');
  const names = (found.client.library.timeouts ?? []).filter(
    (option) => (option.bounds === 'call' || option.countsAsBound) && applies(option, found.client, 'call'),
  );
  const best = names.find(({ bounds }) => bounds !== 'headers') ?? names[0];
  return {
    ...(index === undefined ? {} : { index }),
    ...(written ? { range: rangeOf(written) } : {}),
    source: optionsPassed(context, found, view) === view ? view.source : 'own',
    ...(best ? { timeoutOption: best.option } : {}),
    ...(signal.state === 'present' && signal.file === context ? { signal: rangeOf(signal.node) } : {}),
    signalsInScope: signal.state === 'present' ? [] : signalsInScope(context, found.node),
  };
}

/** Parameters of the functions around that are abort signals: by type, by destructuring, by the callback they belong to. */
function signalsInScope(context: FileContext, node: Node): CallOptions['signalsInScope'] {
  const found: { name: string; range: { start: number; end: number } }[] = [];
  for (let at = enclosingFunction(node); at; at = enclosingFunction(at)) {
    for (const parameter of at.params) {
      const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
      if (target.type === 'ObjectPattern') {
        // A query function is always given one; options of a caller may lack it.
        if (parameter !== target || !isAlwaysGiven(context, target)) continue;
        for (const property of target.properties) {
          if (property.type !== 'Property' || !isIdentifier(property.key as Node, 'signal')) continue;
          if (isIdentifier(property.value as Node))
            found.push({ name: (property.value as { name: string }).name, range: rangeOf(property.value) });
        }
      } else if (isIdentifier(target)) {
        const annotation = target.typeAnnotation && context.text(target.typeAnnotation);
        if (annotation && /\bAbortSignal\b/.test(annotation) && !mayLack(annotation, target, parameter))
          found.push({ name: target.name, range: rangeOf(target) });
      }
    }
  }
  return found;
}

/** `{ signal }` of a query function, or by a type that demands it. */
function isAlwaysGiven(context: FileContext, target: Ast.ObjectPattern): boolean {
  if (!target.typeAnnotation) return true;
  return /\bsignal:\s*AbortSignal\s*(?:[;,}\n]|$)/.test(context.text(target.typeAnnotation));
}

/** `signal?: AbortSignal`: `AbortSignal.any` fails for what is not there. */
function mayLack(annotation: string, target: Node, parameter: Node): boolean {
  return (
    (target as { optional?: boolean }).optional === true || parameter !== target || /undefined|null/.test(annotation)
  );
}
