import { isIdentifier, unwrap } from '../ast/nodes.ts';
import type { Node } from '../ast/types.ts';
import { walk } from '../ast/walk.ts';
import type { FileContext } from '../values/index.ts';
import type { Means } from './flow.ts';
import type { ClientBelow } from './limits.ts';

/** By what a package may send where the call that sends does not show it. */
export function meansOf(files: readonly FileContext[], clients: readonly ClientBelow[]): Means {
  const given = handedOn(files, { fetch: true, http: true, sockets: false });
  return {
    fetch: given.some(({ client }) => client.library.name === 'global'),
    http: given.some(({ client }) => client.library.name === 'node:http'),
    sockets: clients.some(({ client }) => client.library.name === 'node:net'),
  };
}

/** The platform's clients that a package keeps or hands on: `options.fetch ?? fetch`, `this.transport = https`. */
export function handedOn(files: readonly FileContext[], means: Means): readonly ClientBelow[] {
  const found = new Map<string, ClientBelow>();
  for (const file of files) {
    if (means.fetch && !found.has('global') && /\bfetch\b/.test(file.file.text)) {
      walk(file.file.ast as unknown as Node, (node) => {
        if (!isIdentifier(node, 'fetch') || file.variable(node) || !isHandedOn(node)) return;
        const client = file.value(node);
        if (client.kind === 'client') found.set('global', { client });
      });
    }
    if (means.http && !found.has('node:http')) addHttp(file, found);
  }
  return [...found.values()];
}

/** Node's clients under a name that is used for more than calling it. */
function addHttp(file: FileContext, found: Map<string, ClientBelow>): void {
  if (!/['"](?:node:)?https?['"]/.test(file.file.text)) return;
  walk(file.file.ast as unknown as Node, (node) => {
    if (node.type !== 'Identifier' || found.has('node:http') || !isHandedOn(node)) return;
    const client = file.value(node);
    if (client.kind === 'client' && client.library.name === 'node:http') found.set('node:http', { client });
  });
}

/** A name as a value: returned, assigned, an argument or one of two; not called, not asked for, not a key. */
function isHandedOn(node: Node): boolean {
  const parent = node.parent;
  switch (parent?.type) {
    case 'ReturnStatement':
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'ArrowFunctionExpression':
      return !(parent.type === 'ConditionalExpression' && parent.test === node);
    case 'AssignmentExpression':
      return parent.right === node;
    case 'AssignmentPattern':
      return parent.right === node;
    case 'VariableDeclarator':
      return parent.init === node;
    case 'Property':
      return parent.value === node && parent.parent.type === 'ObjectExpression';
    case 'CallExpression':
      return parent.callee !== node;
    case 'MemberExpression':
      return parent.object === node && unwrap(parent).type === 'MemberExpression' && isBound(parent);
    default:
      return false;
  }
}

/** `fetch.bind(globalThis)`, `globalThis.fetch`. */
function isBound(parent: Extract<Node, { type: 'MemberExpression' }>): boolean {
  return parent.property.type === 'Identifier' && parent.property.name === 'bind';
}
