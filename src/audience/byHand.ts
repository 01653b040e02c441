import { pathTo } from '../ast/locate.ts';
import { isFunction, isIdentifier, rangeOf } from '../ast/nodes.ts';
import type { Node, ParsedFile } from '../ast/types.ts';
import { walk } from '../ast/walk.ts';
import { exportsSomething, goesOn, startedBy } from './evidence.ts';

/** What is known of a file's package that tells who starts the file. */
export interface Starters {
  /** Names of the scripts in package.json that start this file. */
  readonly scripts: readonly string[];
  /** It is the package's `main`, or its command. */
  readonly entry?: boolean;
}

/** Scripts that start what goes on, or what a platform starts by itself. */
const serving =
  /(?:^|[:\-_.])(?:start|serve|server|dev|develop|watch|worker|workers|prod|production|bot|web|api|cron|daemon|listen|queue|consumer|scheduler|launch|run|live|up|debug|job|jobs|docker)(?:$|[:\-_.\d])/i;

/**
 * Started by a person or by a build, done, and ended: nobody waits behind it, and who started it sees it hang or fail.
 * Needs a sign of that, besides that nothing in it goes on: the script that starts it, its arguments, or its own exit.
 */
export function isRunByHand(file: ParsedFile, { scripts, entry = false }: Starters): boolean {
  if (goesOn(file.text) || scripts.some((name) => serving.test(name))) return false;
  if (scripts.length > 0 && mayBeMain.test(file.text) && asksForMain(file)) return !entry;
  if (exportsSomething(file)) return false;
  if (scripts.length > 0) return true;
  if (entry) return false;
  return takesArguments.test(file.text) || readsArguments.test(file.text) || exitsAtItsEnd(file);
}

const takesArguments =
  /\bprocess\.argv\s*(?:\[\s*[2-9]\s*\]|\.\s*slice\s*\(\s*2\s*\))|\bfrom\s+['"]node:util['"].*\bparseArgs\b/;
/** Packages that read the words of a command line. */
const readsArguments =
  /(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"](?:command-line-args|ts-command-line-args|commander|yargs(?:-parser)?(?:\/\w+)?|minimist|mri|sade|meow|cac|arg|argparse|getopts|optimist|optionator|nopt|docopt|dashdash|cmd-ts|cleye|posix-getopt|node-getopt)['"]/;
const mayBeMain = /\brequire\.main\b|\bimport\.meta\.main\b/;

/** `if (require.main === module) sync().then(() => process.exit(0))`, in a file that exports for its tests alone. */
function asksForMain(file: ParsedFile): boolean {
  return file.ast.body.some(
    (statement) =>
      statement.type === 'IfStatement' &&
      mayBeMain.test(file.text.slice(...statement.test.range)) &&
      exitsWithin(statement.consequent, file),
  );
}

/** The last that it does is to end the program with success: a server would not. */
function exitsAtItsEnd(file: ParsedFile): boolean {
  return /\bprocess\.exit\s*\(\s*(?:0\s*)?\)/.test(file.text) && exitsWithin(file.ast, file);
}

function exitsWithin(root: Node, file: ParsedFile): boolean {
  let found = false;
  walk(root, (node) => {
    found ||= isExit(node) && isOnTheWay(node, file);
  });
  return found;
}

/** `process.exit()` and `process.exit(0)`; any other number tells of a failure. */
function isExit(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  if (!isIdentifier(object, 'process') || !isIdentifier(property, 'exit')) return false;
  const [code] = node.arguments;
  return code === undefined || (code.type === 'Literal' && code.value === 0);
}

/** On every way through what the file starts: not in a branch, and not in a handler of signals or events. */
function isOnTheWay(exit: Node, file: ParsedFile): boolean {
  const path = pathTo(file, rangeOf(exit));
  for (let at = path.length - 1; at >= 0; at--) {
    const around = path[at]!;
    if (branches.test(around.type))
      return around.type === 'IfStatement' && mayBeMain.test(file.text.slice(...around.test.range));
    if (isFunction(around)) return isStarted(path, at, file);
  }
  return true;
}

const branches = /^(?:If|Switch|For|While|DoWhile|ForOf|ForIn)Statement$|^(?:Conditional|Logical)Expression$/;

/** The function that the file starts, or a callback of what waits for that: `run().then(() => process.exit())`. */
function isStarted(path: readonly Node[], at: number, file: ParsedFile): boolean {
  const owner = path[at]!;
  const parent = path[at - 1];
  if (owner.type === 'FunctionDeclaration') return startedBy(file, owner.id?.name);
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' && startedBy(file, parent.id.name);
  if (parent?.type !== 'CallExpression' || path.slice(0, at - 1).some((node) => isFunction(node))) return false;
  if (parent.callee === owner) return true;
  if (parent.callee.type !== 'MemberExpression' || parent.callee.property.type !== 'Identifier') return false;
  return /^(?:then|finally)$/.test(parent.callee.property.name);
}
