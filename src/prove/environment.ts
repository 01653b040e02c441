import type { Node, ParsedFile } from '../ast/types.ts';
import { memberName } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';

const tuning = /^(?:NODE_|npm_|CI$|DEBUG|LOG)|(?:PORT|TIMEOUT|_MS|_SECONDS|COUNT|LIMIT|RETRIES|ATTEMPTS|PROXY)$/;

/** Environment variables that a file reads and has no default for, with values for a test, as source text. */
export function environmentFor(file: ParsedFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  walk(file.ast, (node) => {
    if (node.type !== 'MemberExpression' || !isEnvironment(node.object)) return;
    const name = memberName(node);
    if (name === undefined || tuning.test(name) || hasDefault(node)) return;
    found.set(name, valueFor(file, node, name));
  });
  return found;
}

function isEnvironment(node: Node): boolean {
  if (node.type !== 'MemberExpression' || memberName(node) !== 'env') return false;
  return node.object.type === 'Identifier' && node.object.name === 'process';
}

function hasDefault({ parent, ...node }: Node): boolean {
  return parent?.type === 'LogicalExpression' && parent.left.range[0] === node.range[0];
}

function valueFor({ text }: ParsedFile, { range }: Node, name: string): string {
  // `https://${process.env.HOST}/`: only a host fits.
  if (/:\/\/\$\{\s*$/.test(text.slice(0, range[0]))) return "'localhost'";
  return /URL|URI|ENDPOINT|ORIGIN|BASE|HOST|API$|SERVER|SERVICE/.test(name) ? 'server.url' : "'test'";
}
