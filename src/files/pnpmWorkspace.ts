/** A plain or quoted YAML scalar at the start of a text, with what follows it. */
const scalar =
  /^(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|([^\s,\][{}'"#&*!|>%@`][^,\][{}#\n]*?|\*[^,\][{}\n]*?))(?=\s*(?:[,\]]|\s#|$))/;

/**
 * The patterns that pnpm-workspace.yaml lists under `packages`, as a block or between brackets. Read by its outline: a
 * YAML parser would be a seventh of the ESLint plugin.
 */
export function workspacePackages(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const at = lines.findIndex((line) => /^(?:packages|'packages'|"packages")\s*:/.test(line));
  if (at < 0) return [];
  const first = lines[at]!.slice(lines[at]!.indexOf(':') + 1).trim();
  const body = lines.slice(at + 1).filter((line) => !/^\s*(?:#.*)?$/.test(line));
  if (first.startsWith('[')) return flowItems([first, ...body].join('\n').slice(1));
  if (first === '' && body[0]?.trim().startsWith('[')) return flowItems(body.join('\n').trim().slice(1));
  const patterns: string[] = [];
  for (const line of body) {
    const item = /^\s*-\s+(.*)$/.exec(line);
    if (!item) break;
    const value = readScalar(item[1]!.trim());
    if (value) patterns.push(value.text);
  }
  return patterns;
}

function flowItems(text: string): string[] {
  const found: string[] = [];
  for (let rest = text; ;) {
    rest = rest.replace(/^(?:[\s,]|#[^\n]*)+/, '');
    const value = readScalar(rest);
    if (!value) return found;
    found.push(value.text);
    rest = rest.slice(value.length);
  }
}

function readScalar(text: string): { readonly text: string; readonly length: number } | undefined {
  const match = scalar.exec(text);
  if (!match) return undefined;
  const [whole, single, double, plain] = match;
  return {
    text: single?.replaceAll("''", "'") ?? double?.replace(/\\(.)/g, '$1') ?? plain!,
    length: whole.length,
  };
}
