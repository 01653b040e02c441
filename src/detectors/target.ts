import type { Node } from '../ast/types.ts';
import { argumentsOf, constantOf } from '../values/index.ts';
import type { FileContext, FoundRequest, OptionsView } from '../values/index.ts';
import { memberName, unwrap } from '../ast/nodes.ts';
import { isSocketFile } from '../outcomes/socketFile.ts';
import { madeOptions } from './timeout.ts';

/** Host of the request, where its beginning is a constant. */
export function targetOf(context: FileContext, found: FoundRequest, options: OptionsView): string | undefined {
  const { request } = found;
  if (isSocketFile(context, found) || options.get('socketPath').state === 'present') return 'localhost';
  const candidates: (string | undefined)[] = [];
  if (request.url !== undefined) candidates.push(leadingText(context, argumentsOf(found.node)[request.url], 0));
  if (request.urlOption) candidates.push(optionText(options, request.urlOption));
  for (const view of [options, ...madeOptions(found.client.creation)]) {
    for (const name of ['baseURL', 'baseUrl', 'prefixUrl', 'hostname', 'host', 'url', 'connectionString']) {
      candidates.push(
        name === 'hostname' || name === 'host' ? withEnvironmentPrefix(optionText(view, name)) : optionText(view, name),
      );
    }
  }
  for (const candidate of candidates) {
    if (candidate && inProcess.test(candidate)) return 'localhost';
    const host = candidate && /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?([^/?#\s]+)(?=[/?#]|$)/i.exec(candidate)?.[1];
    if (host) return host.toLowerCase();
  }
  return undefined;
}

/** A database in a file or in memory, which runs in this process. */
const inProcess = /^(?:file:|:memory:)/;

/** HTTP method or operation, where it is a constant. */
export function methodOf(found: FoundRequest, options: OptionsView): string | undefined {
  const { request } = found;
  if (request.method !== undefined) return request.method;
  if (request.methodOption) {
    const value = options.get(request.methodOption.option);
    if (value.state === 'present')
      return typeof value.constant === 'string' && value.constant !== 'undefined'
        ? value.constant.toUpperCase()
        : undefined;
    return value.state === 'absent' ? request.methodOption.default : undefined;
  }
  const { node } = found;
  const called = node.type === 'TaggedTemplateExpression' ? node.tag : 'callee' in node ? node.callee : node;
  const callee = unwrap(called);
  return callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier'
    ? callee.property.name
    : undefined;
}

function withEnvironmentPrefix(host: string | undefined): string | undefined {
  return host && !host.includes('://') ? `tcp://${host}` : host;
}

function optionText(view: OptionsView, name: string): string | undefined {
  const value = view.get(name);
  if (value.state !== 'present') return undefined;
  return leadingText(value.file, value.node, 0);
}

const loopback = /^[a-z][a-z0-9+.-]*:\/\/(?:localhost|127\.|\[?::1)/i;

/** The constant that a text begins with; a host counts as whole only where something follows it. */
function leadingText(context: FileContext, expression: Node | undefined, depth: number): string | undefined {
  if (!expression || depth > 5) return undefined;
  const whole = constantOf(context, expression);
  if (typeof whole === 'string') return whole;
  const node = unwrap(expression);
  if (node.type === 'TemplateLiteral') {
    const first = node.quasis[0]?.value.cooked ?? '';
    if (first) return truncateAtPath(first);
    const start = leadingText(context, node.expressions[0], depth + 1);
    return start && start + (node.quasis[1]?.value.cooked ?? '');
  }
  if (node.type === 'ConditionalExpression') {
    const ways = [node.consequent, node.alternate].map((way) => leadingText(context, way, depth + 1));
    // One way may lead to another host: that counts, since this machine is there for development.
    return ways.includes(undefined) ? undefined : (ways.find((way) => !loopback.test(way!)) ?? ways[0]);
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const left = leadingText(context, node.left as Node, depth + 1);
    return left && truncateAtPath(left);
  }
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'URL') {
    return leadingText(context, node.arguments[1] ?? node.arguments[0], depth + 1);
  }
  if (node.type === 'Identifier') {
    const variable = context.variable(node);
    if (variable?.references.some(({ identifier }) => setsHost(identifier))) return undefined;
    const writes = variable?.references.filter((reference) => reference.isWrite()) ?? [];
    const only = writes.length === 1 ? writes[0]!.writeExpr : undefined;
    if (only && only !== expression && !variable!.defs.some((def) => def.type === 'Parameter')) {
      return leadingText(context, only, depth + 1);
    }
  }
  return undefined;
}

/** `url.hostname = address`: the text that it was made from is not where it leads. */
function setsHost({ parent }: Node): boolean {
  if (parent?.type !== 'MemberExpression' || parent.parent?.type !== 'AssignmentExpression') return false;
  return parent.parent.left === parent && /^(?:host(?:name)?|href)$/.test(memberName(parent) ?? '');
}

/** Without a slash after it, what is computed next may still belong to the host. */
function truncateAtPath(text: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(text) ? text : undefined;
}
