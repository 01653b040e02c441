import { h } from './dom.ts';

type TokenClass = 'comment' | 'string' | 'variable' | 'keyword' | 'number' | 'flag' | 'name' | 'blank';

const shellWords =
  'if|then|else|elif|fi|for|in|do|done|while|until|case|esac|function|export|local|return|set|unset|source|exit|cd|sudo';
const codeWords =
  'const|let|var|function|return|if|else|for|while|import|from|export|class|new|await|async|try|catch|finally|def|with|as|lambda|raise|True|False|None|true|false|null';
const sqlWords =
  'select|from|where|and|or|not|insert|into|values|update|set|delete|create|alter|drop|table|index|join|left|right|inner|on|group|order|by|limit|begin|commit|rollback|with|as|is|null|count';

const blank = '<[A-Za-z][\\w .-]{0,40}>|YOUR[-_][A-Z_]+|\\{\\{[^{}\\n]{1,60}\\}\\}';

/** One alternative for each class, first match wins. Only linear patterns: code of any size must not hang the view. */
const languages: readonly { readonly matches: RegExp; readonly pattern: RegExp }[] = [
  {
    matches: /^(|sh|bash|zsh|fish|ksh|shell|shellscript|console|terminal|azurecli.*|powershell|pwsh|ps1|cmd|bat)$/,
    pattern: new RegExp(
      `(?<blank>${blank})|(?<comment>(?<![^\\s;])#[^\\n]*)|(?<string>"(?:[^"\\\\]|\\\\.)*"|'[^']*')|(?<variable>\\$\\{[^}\\n]*\\}|\\$[A-Za-z_]\\w*)|(?<flag>(?<=\\s)--?[A-Za-z][\\w-]*)|(?<keyword>\\b(?:${shellWords})\\b)|(?<number>\\b\\d+\\b)`,
      'g',
    ),
  },
  {
    matches: /^(yaml|yml|toml|ini|properties|dotenv|hcl|terraform)$/,
    pattern:
      /(?<comment>(?<!\S)#[^\n]*)|(?<name>(?<=^|\n)[ \t-]*[A-Za-z_"][\w./"-]*(?=\s*[:=]))|(?<string>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')|(?<keyword>\b(?:true|false|null)\b)|(?<number>\b\d+(?:\.\d+)?\b)/g,
  },
  {
    matches: /^jsonc?$|^json5$/,
    pattern:
      /(?<name>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\\n]|\\.)*")|(?<keyword>\b(?:true|false|null)\b)|(?<number>-?\b\d+(?:\.\d+)?\b)/g,
  },
  {
    matches: /sql$|^promql$|^cql$/,
    pattern: new RegExp(
      `(?<blank>${blank})|(?<comment>--[^\\n]*)|(?<string>'[^']*')|(?<keyword>\\b(?:${sqlWords})\\b)|(?<number>\\b\\d+\\b)`,
      'gi',
    ),
  },
  {
    matches: /^(js|jsx|mjs|cjs|javascript|ts|tsx|typescript|node|python|py|go|java|ruby|rb|rust|rs|c|cpp|csharp|php)$/,
    pattern: new RegExp(
      `(?<comment>\\/\\/[^\\n]*|(?<!\\S)#[^\\n]*)|(?<string>"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'|\`[^\`]*\`)|(?<keyword>\\b(?:${codeWords})\\b)|(?<number>\\b\\d+(?:\\.\\d+)?\\b)`,
      'g',
    ),
  },
];

/** Above this many characters code is shown plain. */
const MAX_HIGHLIGHTED_CHARACTERS = 20_000;

/** The code as text and classed spans, coloured lightly: enough to read by, without a grammar for each language. */
export function highlight(code: string, language: string): Node[] {
  const grammar = languages.find(({ matches }) => matches.test(language));
  if (!grammar || code.length > MAX_HIGHLIGHTED_CHARACTERS) return [document.createTextNode(code)];
  const nodes: Node[] = [];
  let at = 0;
  for (const match of code.matchAll(grammar.pattern)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] as
      TokenClass | undefined;
    if (!kind || !match[0]) continue;
    if (match.index > at) nodes.push(document.createTextNode(code.slice(at, match.index)));
    nodes.push(h('span', { className: `token-${kind}` }, ...(kind === 'string' ? withBlanks(match[0]) : [match[0]])));
    at = match.index + match[0].length;
  }
  nodes.push(document.createTextNode(code.slice(at)));
  return nodes;
}

/** Blanks stand in quotes as often as not. */
function withBlanks(text: string): (Node | string)[] {
  return text
    .split(new RegExp(`(${blank})`))
    .map((part, index) => (index % 2 === 1 ? h('span', { className: 'token-blank' }, part) : part));
}
