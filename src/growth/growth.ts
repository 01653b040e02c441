import type { FunctionNode, Node, Variable } from '../ast/types.ts';
import { enclosingFunction, rangeOf } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import { someNode } from '../ast/walk.ts';
import { textHas } from '../ast/fileText.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { GrowthFact } from '../facts/holding.ts';
import { occasionOf, runsOnRequestOfSocket } from './clientEvents.ts';
import { isMadeOf, isNamedClient, isOfClient, isOfMessage } from './clientKeys.ts';
import { heldFields, isEmpty } from './fields.ts';
import { growingListeners } from './listeners.ts';
import { useOf } from './uses.ts';
import type { Addition } from './uses.ts';

const mark =
  /\b(?:req|request|ctx|socket|ws|msg|message|interaction)\b|(?:user|session|socket|client|player|chat|sender|author|message|order)_?Id\b|\b(?:email|phone|ip|jid|nonce)\b/;

/** Collections that outlive the work of one client, and listeners, that grow with each and never shrink. */
export function findGrowth(context: FileContext, test: boolean): readonly GrowthFact[] {
  if (test || !textHas(context.file, mark)) return [];
  const found = [...growingCollections(context), ...growingFields(context), ...growingListeners(context)];
  return found.map((one) => ({ ...one, test }));
}

type Found = Omit<GrowthFact, 'test'>;

function growingCollections(context: FileContext): readonly Found[] {
  return context.file.scopes.scopes.flatMap((scope) => {
    const ofModule = scope.type === 'module' || scope === context.file.scopes.scopes[0];
    if (!ofModule && scope.type !== 'function') return [];
    return scope.variables.flatMap((variable) => {
      if (!isOfThisFile(variable) || variable.references.filter((one) => one.isWrite()).length > 1) return [];
      const found = growthOf(context, readsOf(variable), variable.name);
      return found && (ofModule || isSetUp(context, variable, found)) ? [found] : [];
    });
  });
}

/** `(app) => { const hits = {}; app.use((req, res) => ...) }`: made once, where the handler that adds to it is as well. */
function isSetUp(context: FileContext, variable: Variable, { per }: Found): boolean {
  const made = variable.defs[0]?.node as Node | undefined;
  return per === 'request' && made !== undefined && occasionOf(context, made) === undefined;
}

/** `const seen = new Map()`, of this file alone. */
function isOfThisFile(variable: Variable): boolean {
  const definition = variable.defs[0]?.node;
  if (definition?.type !== 'VariableDeclarator' || !definition.init || definition.id.type !== 'Identifier')
    return false;
  return definition.parent.parent.type !== 'ExportNamedDeclaration' && isEmpty(definition.init);
}

/** `this.sessions`, of an object that is there once for the whole program and whose fields others don't reach. */
function growingFields(context: FileContext): readonly Found[] {
  return heldFields(context).flatMap(({ name, reads }) => growthOf(context, reads, name) ?? []);
}

/** The place that adds to it for a client, where every use of it is in sight and none takes anything out. */
function growthOf(context: FileContext, reads: readonly Node[], name: string): Found | undefined {
  let first: Found | undefined;
  let onDemand = false;
  for (const read of reads) {
    const use = useOf(read, (node) => context.text(node));
    if (use === 'other') return undefined;
    if (use === 'removes') {
      if (!runsOnRequestOfSocket(context, read)) return undefined;
      onDemand = true;
      continue;
    }
    if (use === 'asks' || first) continue;
    const per = occasionFor(context, read, use);
    if (per) first = { kind: 'growth', range: rangeOf(use.node), what: 'collection', name, per };
  }
  return first && onDemand ? { ...first, onDemand } : first;
}

/** How often something new is added there; undefined where it is seldom, or where what is added may be there already. */
function occasionFor(context: FileContext, read: Node, use: Addition): Found['per'] | undefined {
  const occasion = occasionOf(context, read);
  if (!occasion) {
    const around = enclosingFunction(read);
    const ofClient = isNamedClient(context, use.key) || (around && isOfMessage(context, use.key, around));
    return !use.isList && ofClient ? 'call' : undefined;
  }
  const { handler, per } = occasion;
  if (isOfClient(context, use.key, handler) || (!use.isList && isNamedClient(context, use.key))) return per;
  return use.isList && isMadeOf(context, use.key, handler) && !isGuarded(context, read, handler) ? per : undefined;
}

/** Added only where the list has no such element yet: it holds as many as there are different ones. */
function isGuarded(context: FileContext, read: Node, handler: FunctionNode): boolean {
  const list = context.text(read);
  return someNode(handler, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    return (
      context.text(node.callee.object) === list &&
      /^(?:includes|indexOf|find|findIndex|some)$/.test(calledName(node) ?? '')
    );
  });
}
