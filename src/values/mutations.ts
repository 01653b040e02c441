import type { Library, Mutation } from '../knowledge/schema.ts';
import type { Node } from '../ast/types.ts';
import { argumentsAt } from '../ast/callArguments.ts';
import { calledName } from '../ast/calls.ts';
import { constantOf } from './constants.ts';
import { ancestors, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { FileContext } from './context.ts';
import type { AbstractValue } from './abstractValue.ts';
import type { GlobalMutation } from './modulePort.ts';

/** Texts of which one occurs in every file that has a statement that changes all calls of a library. */
export function mutationMarkers(libraries: readonly Library[]): readonly string[] {
  return [...new Set(libraries.flatMap((library) => (library.mutations ?? []).map((mutation) => mutation.marker)))];
}

/** The statements of this file that change all calls of a library. */
export function fileMutations(context: FileContext): readonly GlobalMutation[] {
  const found: GlobalMutation[] = [];
  const changing = context.knowledge.libraries.filter((library) =>
    library.mutations?.some((m) => context.file.text.includes(m.marker)),
  );
  for (const library of changing) {
    for (const mutation of library.mutations!) {
      if (mutation.assigns !== undefined)
        found.push(...mutationsByAssignment(context, library, mutation, mutation.assigns));
      if (mutation.calls !== undefined) found.push(...mutationsByCall(context, library, mutation, mutation.calls));
      if (mutation.method !== undefined) found.push(...mutationsByMethod(context, library, mutation, mutation.method));
    }
  }
  return found;
}

function mutationsByAssignment(
  context: FileContext,
  library: Library,
  mutation: Mutation,
  path: string,
): readonly GlobalMutation[] {
  const names = path.split('.');
  const merged = context.index.calls.flatMap((node) => {
    const [target, options] = node.arguments;
    if (calledName(node) !== 'assign' || target?.type !== 'MemberExpression' || !options) return [];
    if (memberName(target) !== names[0]) return [];
    if (!isShared(context.value(unwrap(target.object)), library)) return [];
    const set = context.options(options).get(names[1]!);
    return set.state === 'absent' ? [] : [mutated(context, library, mutation, node, isOff(mutation, set))];
  });
  const assigned = context.index.assignments.flatMap((node) => {
    let target: Node = node.left;
    for (let i = names.length - 1; i >= 0; i--) {
      if (target.type !== 'MemberExpression' || memberName(target) !== names[i]) return [];
      target = unwrap(target.object);
    }
    if (!isShared(context.value(target), library)) return [];
    const set = { state: 'present', constant: constantOf(context, node.right) };
    return [mutated(context, library, mutation, node, isOff(mutation, set))];
  });
  return [...assigned, ...merged];
}

function mutationsByCall(
  context: FileContext,
  library: Library,
  mutation: Mutation,
  name: string,
): readonly GlobalMutation[] {
  return context.index.calls.flatMap((node) => {
    if (calledName(node) !== name) return [];
    const [target] = argumentsAt(node.arguments, mutation.options ?? 0);
    if (!target) return [];
    const value = context.value(target);
    if (mutation.type !== undefined && !isShared(value, library)) return [];
    if (mutation.madeWith !== undefined) return mutationsByClient(context, library, mutation, node, value);
    if (mutation.option === undefined) return [mutated(context, library, mutation, node, false)];
    const view = context.options(target);
    const option = view.get(mutation.option);
    // `registerAsync({ useFactory })`: the options are what that gives.
    const later = view.get('useFactory').state !== 'absent' || view.get('useClass').state !== 'absent';
    if (option.state === 'absent')
      return later ? [{ ...mutated(context, library, mutation, node, false), ...unsure }] : [];
    const change = mutated(context, library, mutation, node, isOff(mutation, option));
    return [{ ...change, ...(option.state === 'maybe' ? unsure : {}) }];
  });
}

/** `mail.setTimeout(5000)`, `mail.client.setDefaultRequest('timeout', 5000)`: on the client that the package makes itself. */
function mutationsByMethod(
  context: FileContext,
  library: Library,
  mutation: Mutation,
  name: string,
): readonly GlobalMutation[] {
  return context.index.calls.flatMap((node) => {
    const callee = unwrap(node.callee);
    const [first] = node.arguments;
    if (callee.type !== 'MemberExpression' || memberName(callee) !== name || !first) return [];
    if (mutation.naming !== undefined && !context.text(first as Node).includes(mutation.naming)) return [];
    if (!isShared(context.value(unwrap(callee.object)), library)) return [];
    const set = { state: 'present', constant: constantOf(context, node.arguments.at(-1) as Node) };
    return [mutated(context, library, mutation, node, isOff(mutation, set))];
  });
}

/** All calls go through the client that is given; in one branch alone, it is for those who come by there. */
function mutationsByClient(
  context: FileContext,
  library: Library,
  mutation: Mutation,
  node: Node,
  value: AbstractValue,
): readonly GlobalMutation[] {
  const made = value.kind === 'client' ? value.creation : undefined;
  const given = made?.options.filter((one) => !isAddress(made.file, one));
  const options = given?.map((one) => made!.file.options(one).get(mutation.madeWith!)) ?? [];
  const set = options.find((one) => one.state === 'present' || (one.state === 'maybe' && !one.forwarded));
  if (made && !set) return [];
  const off = set !== undefined && isOff(mutation, set);
  const sure = set?.state === 'present' && ![...ancestors(node)].some(({ type }) => type === 'IfStatement');
  return [{ ...mutated(context, library, mutation, node, off), ...(sure ? {} : unsure) }];
}

/** The client that the package makes itself: an instance has its own defaults, only the shared one changes everybody's. */
function isShared(value: AbstractValue, library: Library): boolean {
  return value.kind === 'client' && value.library === library && !value.creation;
}

/** What is set takes the effect away again: `timeout: 0`. */
function isOff(mutation: Mutation, set: { readonly state: string; readonly constant?: unknown }): boolean {
  return set.state === 'present' && ((mutation.off as readonly unknown[] | undefined)?.includes(set.constant) ?? false);
}

/** What `new ProxyAgent(url)` is given: a text, one of the environment, an address made of one, or called so. */
function isAddress(context: FileContext, node: Node): boolean {
  const definition = node.type === 'Identifier' ? context.variable(node)?.defs[0]?.node : undefined;
  const init = definition?.type === 'VariableDeclarator' ? definition.init : undefined;
  const text = context.text(init ?? node);
  return /^(?:['"`]|new URL\(|process\.env\b|String\()|\.toString\(\)$|(?:ur[il]|proxy)['"`)\]]*$/i.test(text);
}

const unsure = { state: 'unknown' } as const;

function mutated(context: FileContext, library: Library, mutation: Mutation, node: Node, off: boolean): GlobalMutation {
  return {
    library: library.name,
    effect: mutation.effect,
    state: off ? 'none' : 'bounded',
    file: context.file.path,
    range: rangeOf(node),
  };
}
