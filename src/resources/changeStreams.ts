import type { Node } from '../ast/types.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { fieldFor, readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

/** `collection.watch()` of the MongoDB driver, and `Model.watch()` of Mongoose. */
export function isChangeStream(library: string, context: FileContext, node: Node): boolean {
  return /^(?:mongodb|mongoose)$/.test(library) && /\.\s*watch$/.test(calleeText(context, node));
}

function calleeText(context: FileContext, node: Node): string {
  return node.type === 'CallExpression' ? context.text(node.callee as Node) : '';
}

/** It emits its failures only where it emits its changes: who iterates or asks for the next one gets a rejection. */
export function emitsChanges(context: FileContext, made: Node): boolean {
  return usesOf(context, made).some((use) => {
    for (let step = methodOn(use); step; step = methodOn(outermostWrapper(step.call))) {
      if (!/^(?:on|once|addListener)$/.test(step.name)) return false;
      if (context.constant(step.call.arguments[0] as Node | undefined) === 'change') return true;
    }
    return false;
  });
}

/** The listeners stand in one chain behind what makes it, and nobody keeps that. */
export function isChainOnly(made: Node): boolean {
  let at = outermostWrapper(made);
  for (let step = methodOn(at); step; step = methodOn(at)) at = outermostWrapper(step.call);
  return at.parent?.type === 'ExpressionStatement';
}

function usesOf(context: FileContext, made: Node): readonly Node[] {
  const outer = outermostWrapper(made);
  const variable = variableFor(context, outer);
  const field = variable ? undefined : fieldFor(context, outer);
  const reads = variable ? readsOf(variable) : context.index.members.filter((one) => context.text(one) === field);
  return [outer, ...reads.map((read) => outermostWrapper(read))];
}
