import { has, plainWord, readInput, type Decide, type ProgramCall } from './call.ts';
import { codeRisk } from './console.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';
import { isPlainFile, isReadingText } from './oneLiners.ts';
import { sed } from './sed.ts';

/** A shell that runs a file cannot be told; one that reads its input runs what it is given. */
export function shellInputRisk({ input, judge }: Pick<ProgramCall, 'input' | 'judge'>): Risk {
  const text = readInput(input);
  // Somebody types into it: a session is opened.
  if (text === 'none') return 'changes';
  return text === 'unknown' ? 'unknown' : judge.script(text.text);
}

/** Text of a program that starts others: `system("rm x")`, `` `rm x` ``. */
const STARTS =
  /\b(?:system|exec|popen|spawn|execSync|spawnSync|check_call|check_output|subprocess\.run|run|call)\s*\(\s*\[?\s*(["'])((?:[^\\]|\\.)*?)\1/g;

/** What a program's text starts, and what else it is known to do. */
function programTextRisk(text: string, judge: ProgramCall['judge']): Risk {
  const started = [...text.matchAll(STARTS)].map((match) => judge.script(match[2]!.replace(/\\(["'])/g, '$1')));
  return worst([...started, codeRisk(text) === 'destroys' ? 'destroys' : 'unknown']);
}

const CODE_SWITCH: Readonly<Record<string, RegExp>> = {
  python: /^-[a-zA-Z]*c$/,
  perl: /^-[a-zA-Z0-9]*[eE]$/,
  ruby: /^-[a-zA-Z]*e$/,
  node: /^(?:-e|--eval|-p|--print|-pe)$/,
  php: /^-[rRB]$/,
  lua: /^-e$/,
  Rscript: /^-e$/,
  groovy: /^-e$/,
  osascript: /^-e$/,
  deno: /^eval$/,
};

/** Options that load other code before the text runs. */
const PRELOADS: Readonly<Record<string, RegExp>> = {
  node: /^(?:-r|--require|--import|--loader|--experimental-loader|--env-file)(?:=|$)/,
  perl: /^-(?:[MmI]|[a-zA-Z0-9]*d:)/,
  ruby: /^-[rI]/,
  php: /^-d/,
  lua: /^-l/,
};

/** Programs of a language: what their text says, where it stands in the command; else it cannot be told. */
const language: Decide = (call) => {
  const { name, values, args, judge } = call;
  const program = /^python/.test(name) ? 'python' : /^nodejs$/.test(name) ? 'node' : name;
  if (values.length === 1 && /^(?:-v|-V|-version|--version|-h|--help)$/.test(values[0]!)) return 'reads';
  if (program === 'php' && values.length === 1 && /^-[mi]$/.test(values[0]!)) return 'reads';
  if (PRELOADS[program] && has(values, PRELOADS[program])) return 'unknown';
  // What stands behind a script or a module is for that: `node x.js -p 1`, `python -m trace -c x.py`.
  const own = ownOptions(program, values);
  const isText = (i: number): boolean => i > 0 && i <= own && CODE_SWITCH[program]?.test(values[i - 1]!) === true;
  const texts = values.filter((_, i) => isText(i));
  if (texts.length === 0) return program === 'python' ? moduleRisk(call) : 'unknown';
  const fixed = args.every((arg, i) => !isText(i) || arg.fixed);
  const reads = fixed && texts.every((text) => isReadingText(program, text));
  if (/^(?:perl|ruby)$/.test(program)) {
    if (values.some((value, i) => !isText(i) && /^-[a-zA-Z0-9]*i/.test(value))) return reads ? 'changes' : 'unknown';
    const opens = values.some((value, i) => !isText(i) && /^-[a-zA-Z0-9]*[np]/.test(value));
    const asks = texts.some((text) => /<\s*(?:>|<|ARGV|STDIN)|\bgets\b|\breadlines?\b|\beof\b/.test(text));
    const files = args.filter((arg, i) => !isText(i) && !/^-./.test(arg.value));
    const safe = !(opens || asks) || files.every((arg) => arg.fixed && isPlainFile(arg.value));
    // Where its input comes from is a list that the text may fill.
    const fills = opens && texts.some((text) => /ARGV|\$</.test(text));
    if (reads && safe && !fills) return 'reads';
  } else if (reads && texts.every(isPrinting)) return 'reads';
  return worst(texts.map((text) => programTextRisk(text, judge)));
};

/** How many of the words are options of the interpreter itself; those after a script's or module's name are not. */
function ownOptions(program: string, values: readonly string[]): number {
  const takesValue = program === 'python' ? /^-[WX]$/ : CODE_SWITCH[program];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (program === 'python' && /^-[a-zA-Z]*m$/.test(value)) return i;
    if (program === 'deno' && i === 0 && value === 'eval') i++;
    else if (CODE_SWITCH[program]?.test(value)) {
      i++;
      // Python takes all that follows for the text's own arguments; others may have more texts.
      if (program === 'python') return i;
    } else if (takesValue?.test(value)) i++;
    else if (!value.startsWith('-') || value === '-' || value === '--') return i;
  }
  return values.length;
}

/** Modules of Python that are run by `-m`. */
function moduleRisk({ values, judge }: ProgramCall): Risk {
  const module = values[1] ?? '';
  if (values[0] !== '-m') return 'unknown';
  const plain = values.slice(2).filter((value) => !value.startsWith('-'));
  if (module === 'pip') return judge.words(values.slice(1).map(plainWord), { kind: 'inherited' });
  if (/^(?:zipfile|tarfile)$/.test(module)) {
    if (has(values, /^(?:-l|--list|-t|--test)$/)) return 'reads';
    return has(values, /^(?:-[ec]|--extract|--create)$/) ? 'changes' : 'unknown';
  }
  if (/^(?:venv|virtualenv|ensurepip|compileall)$/.test(module)) return 'changes';
  if (module === 'json.tool') return plain.length > 1 ? 'changes' : 'reads';
  return /^(?:this|platform|site|sysconfig|calendar|tabnanny|dis)$/.test(module) ? 'reads' : 'unknown';
}

/** `import sys, json; print(json.load(sys.stdin)["a"])`: modules that compute, and something is printed. */
function isPrinting(text: string): boolean {
  const imports = [...text.matchAll(/\b(?:import|from|require\s*\(?)\s*['"]?(?:node:)?([\w., ]+)/g)]
    .flatMap((match) => match[1]!.split(/[, ]+/))
    .filter((name) => name !== '' && name !== 'as' && name !== 'import');
  return imports.every((name) => COMPUTING_MODULE.test(name)) && PRINTS.test(text);
}

const COMPUTING_MODULE =
  /^(?:sys|json|base64|re|datetime|time|math|random|string|secrets|uuid|hashlib|urllib|urllib\.parse|parse|quote|unquote|platform|textwrap|collections|itertools|yaml|ipaddress|crypto|util|url|fs|path|os|pprint|struct|binascii|calendar|timezone|timedelta|Counter|fromtimestamp|ssl|socket)$/;
const PRINTS =
  /\b(?:print|print_r|printf|var_dump|console\.\w+|puts|echo|sys\.stdout\.write|process\.stdout\.write|pprint|phpinfo)\b|^\s*[\w.]+\s*$|^[\d+\-*/ ().]+$|^[\w.]+\([^]*\)[\w.()]*$/;

/** awk starts programs by `system` and by pipes, and writes by `>`. */
const awk: Decide = ({ values, args, judge }) => {
  if (has(values, /^(?:-f|--file|-i|--include|-l|--load|-E|--exec|-o|-d|-p)/))
    return values.some((value) => /^(?:-i|--include)$/.test(value)) && values.includes('inplace')
      ? 'changes'
      : 'unknown';
  let program: string | undefined;
  for (let i = 0; i < values.length && program === undefined; i++) {
    if (/^-[vF]$/.test(values[i]!)) i++;
    else if (!values[i]!.startsWith('-')) {
      // A program that only a variable or a substitution holds.
      if (args[i]?.fixed === false && /^["']?[$`]/.test(args[i]!.text)) return 'unknown';
      program = values[i]!;
    }
  }
  if (program === undefined) return 'reads';
  // A function that only a variable names: `@f(x)`.
  if (/@\s*[A-Za-z_]\w*\s*\(/.test(program)) return 'unknown';
  const started = [...program.matchAll(/\bsystem\s*\(\s*"((?:[^"\\]|\\.)*)"\s*([^)\s])?/g)].map((match) =>
    worse(judge.script(match[1]!.replace(/\\"/g, '"')), match[2] ? 'unknown' : 'reads'),
  );
  const piped = [...program.matchAll(/\|&?\s*"((?:[^"\\]|\\.)*)"|"((?:[^"\\]|\\.)*)"\s*\|&?\s*getline/g)].map((match) =>
    judge.script(match[1] ?? match[2]!, { kind: 'pipe', from: [] }),
  );
  const plain = program.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\/(?:[^/\\\n]|\\.)+\//g, '//');
  const unclear =
    /\bsystem\s*\(\s*[^"\s]/.test(program) ||
    /[^|]\|&?\s*(?!\||"|getline)\S/.test(plain.replace(/\|\|/g, '')) ||
    /[\w)]\s*\|\s*getline/.test(plain) ||
    /@load|@include/.test(plain);
  const writes = /\bprintf?\b[^;}\n]*>/.test(plain.replace(/\([^()]*\)/g, ''));
  return worst([
    ...started,
    ...piped,
    unclear ? 'unknown' : 'reads',
    writes ? (/>\s*"\/dev\/(?:stderr|stdout)"/.test(program) ? 'reads' : 'changes') : 'reads',
  ]);
};

/** find by its actions; what `-exec` starts is judged by itself. */
const find: Decide = ({ values, args }) => {
  if (values.includes('-delete')) return 'destroys';
  if (has(values, /^-(?:fprint|fprint0|fprintf|fls)$/)) return 'changes';
  return args.some(
    (arg) => arg.splits && /^\$/.test(arg.text) && !/DIR|PATH|FOLDER|ROOT|HOME|FILE|BASE/i.test(arg.text),
  )
    ? 'unknown'
    : 'reads';
};

/** Interpreters of languages and filters with languages of their own. */
export const interpreters: Readonly<Record<string, Decide>> = {
  ...Object.fromEntries(
    'python python2 python3 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 ipython perl ruby irb node nodejs deno php lua luajit Rscript R groovy scala osascript tclsh expect guile julia ghci iex elixir erl java ts-node tsx jshell kotlin swift'
      .split(' ')
      .map((name) => [name, language]),
  ),
  awk,
  gawk: awk,
  mawk: awk,
  nawk: awk,
  sed,
  gsed: sed,
  find,
  gfind: find,
  yq: ({ values }) =>
    has(values, /^(?:-[a-zA-Z]*i[a-zA-Z]*|--inplace|-s|--split-exp|--in-place)$/) ? 'changes' : 'reads',
};
