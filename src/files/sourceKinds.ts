const SOURCE = /\.(?:[mc]?[tj]s|[tj]sx)$/i;
const DECLARATIONS = /\.d\.(?:[mc]?ts|[^/]+\.ts)$/i;
const GENERATED_NAME = /(?:[._](?:generated|gen|pb|pb2|grpc)|_pb|_grpc_pb|_pb_service|_grpc_web_pb)\.[mc]?[tj]sx?$/i;
const MINIFIED_NAME = /[.-](?:min|bundle|chunk|umd|iife)\.[mc]?js$/i;

/** Bytes above which a file is left out: nobody wrote it by hand. A file named on the command line may be larger. */
export const WALKED_BYTES = 2_000_000;
export const NAMED_BYTES = 8_000_000;

/** Folders that hold other people's code, tools' droppings or build output, wherever they are. */
const NEVER_SOURCE = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'web_modules',
  'coverage',
  'dist',
  'storybook-static',
  '__generated__',
  '__pycache__',
]);

/** Folders that hold build output where they lie beside a package.json and no TypeScript is in them. */
const MAYBE_OUTPUT = new Set(['build', 'out', 'output', 'target', 'lib-cov', 'esm', 'cjs', 'umd']);

export function isSourceName(name: string): boolean {
  return SOURCE.test(name);
}

/** Why a file is left out for its name, or undefined where it is not. */
export function leftOutByName(name: string): string | undefined {
  if (DECLARATIONS.test(name)) return 'type declarations';
  if (MINIFIED_NAME.test(name)) return 'minified';
  if (GENERATED_NAME.test(name)) return 'generated';
  return undefined;
}

/** Whether a folder is left out for its name. `names` are its siblings', `inside` those in it, read when needed. */
export function isLeftOutFolder(name: string, siblings: ReadonlySetLike, inside: () => Iterable<string>): boolean {
  if (NEVER_SOURCE.has(name)) return true;
  if (name.startsWith('.')) return name !== '.github';
  if (!MAYBE_OUTPUT.has(name) || !siblings.has('package.json')) return false;
  for (const entry of inside()) {
    if (/\.[mc]?tsx?$/i.test(entry) && !DECLARATIONS.test(entry)) return false;
  }
  return true;
}

export interface ReadonlySetLike {
  has(name: string): boolean;
}

/** Why a file is left out for its text, or undefined where it is not. */
export function leftOutByText(text: string): string | undefined {
  if (isGenerated(text)) return 'generated';
  if (isMinified(text)) return 'minified';
  return undefined;
}

const GENERATED_MARK =
  /@generated\b|\bDO NOT (?:EDIT|MODIFY)\b|\b(?:auto-?generated|generated (?:automatically|by|from|file|code|using|with))\b/i;

/** A mark that tools write on top of what they generate, in a comment before the first statement. */
function isGenerated(text: string): boolean {
  let at = 0;
  for (;;) {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
    let end: number;
    if (text.startsWith('//', at) || (at === 0 && text.startsWith('#!'))) end = text.indexOf('\n', at);
    else if (text.startsWith('/*', at)) end = text.indexOf('*/', at + 2) + 2;
    else return false;
    if (end < at + 2) end = text.length;
    const comment = text.slice(at, Math.min(end, at + 1_000));
    if (/@generated\b|DO NOT (?:EDIT|MODIFY)/.test(comment)) return true;
    if (
      GENERATED_MARK.test(comment) &&
      /\bdo not (?:edit|modify|change)\b|auto-?generated|automatically/i.test(comment)
    )
      return true;
    at = end;
  }
}

/** Machine-made code has long lines, and code in them; a long line of base64 or prose does not make a file minified. */
function isMinified(text: string): boolean {
  if (text.length < 5_000) return false;
  let lines = 1;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
    // Few files get this far before the answer is clear.
    if (++lines * 250 > text.length) return false;
  }
  let dense = 0;
  for (const line of text.split('\n')) {
    if (line.length > 500 && punctuation(line) > line.length / 20) dense += line.length;
  }
  return dense > text.length / 2;
}

function punctuation(line: string): number {
  let count = 0;
  for (let i = 0; i < line.length; i++) if (';,(){}'.includes(line[i]!)) count++;
  return count;
}
