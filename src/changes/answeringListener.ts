import type { Node, ParsedFile } from '../ast/types.ts';
import { nodeAt } from '../ast/locate.ts';
import { isFunction, isIdentifier } from '../ast/nodes.ts';
import { freshName, indentAt } from './edits.ts';
import { styleOf } from './layout.ts';
import { errorParameter } from './listenerParameter.ts';
import { errorLog } from './logger.ts';
import type { Told } from './toldOnce.ts';

const requests = /^_?(?:req|request|clientRe(?:q|quest))$|^_+$/i;
const responses = /^(?:res|response|clientRes(?:ponse)?)$/i;

/**
 * A listener that logs the error of a request or proxy and answers the client that waits for it, whose response would
 * stay open otherwise; undefined where no response is at hand.
 */
export function answeringListener(
  file: ParsedFile,
  path: readonly Node[],
  { library, range }: Told,
): string | undefined {
  const error = freshName(file, 'error');
  const log = errorLog(file, path[0] ?? file.ast, error);
  const { end, step } = styleOf(file);
  const indent = indentAt(file.text, path[0]?.range[0] ?? 0);
  const listener = (params: string, lines: readonly string[]): string =>
    `.on('error', (${params}) => {\n${[log + end, ...lines].map((line) => `${indent}${step}${line}\n`).join('')}${indent}})`;
  if (library === 'http-proxy') {
    const [request, response] = [freshName(file, 'request'), freshName(file, 'response')];
    // The third argument is a socket for upgraded connections, and missing for some errors.
    return listener(`${error}, ${request}, ${response}`, [
      `if (!${response}) return${end}`,
      `if ('writeHead' in ${response} && !${response}.headersSent) ${response}.writeHead(502).end()${end}`,
      `else ${response}.destroy()${end}`,
    ]);
  }
  const response = library === 'node:http' ? responseAround(path) : undefined;
  if (response === undefined) return undefined;
  return listener(errorParameter(file, nodeAt(file, range, 'CallExpression'), undefined, error), [
    `if (${response}.headersSent) ${response}.destroy()${end}`,
    `else ${response}.writeHead(502).end()${end}`,
  ]);
}

/** `(req, res) => ...` around a request: whoever sent the one waits for the other. */
function responseAround(path: readonly Node[]): string | undefined {
  for (const { params } of path.filter(isFunction)) {
    const [first, second] = params;
    if (!isIdentifier(first) || !isIdentifier(second)) continue;
    if (requests.test(first.name) && responses.test(second.name)) return second.name;
  }
  return undefined;
}
