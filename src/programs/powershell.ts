import type { ProgramCall } from './call.ts';
import { plainWord } from './call.ts';
import { isKnownNoun } from '../commands/powershellNouns.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';

const READ_VERB =
  /^(?:Get|Find|Search|Select|Show|Test|Measure|Compare|ConvertTo|ConvertFrom|Convert|Where|Sort|Format|Read|Resolve|Wait|Join|Split|Group|Receive|Trace|Watch|Assert|Ping|Debug|Ping|Use-Unique|Limit)$/;
const DESTROY_VERB =
  /^(?:Remove|Stop|Clear|Uninstall|Revoke|Unregister|Dismount|Reset|Unpublish|Deny|Optimize-Purge|Format)$/;
/** Commands that are not what their verb says. */
const OWN: Readonly<Record<string, Risk>> = {
  'format-volume': 'destroys',
  'clear-host': 'reads',
  'out-file': 'changes',
  'out-printer': 'changes',
  'out-null': 'reads',
  'out-string': 'reads',
  'out-host': 'reads',
  'out-default': 'reads',
  'out-gridview': 'reads',
  'write-output': 'reads',
  'write-host': 'reads',
  'write-error': 'reads',
  'write-warning': 'reads',
  'write-verbose': 'reads',
  'write-debug': 'reads',
  'write-information': 'reads',
  'write-progress': 'reads',
  'foreach-object': 'reads',
  'where-object': 'reads',
  'tee-object': 'changes',
  'invoke-expression': 'unknown',
  'invoke-command': 'unknown',
  'invoke-sqlcmd': 'unknown',
  'invoke-item': 'unknown',
  'start-sleep': 'reads',
  'set-location': 'reads',
  'push-location': 'reads',
  'pop-location': 'reads',
  'set-variable': 'reads',
  'new-object': 'unknown',
  'new-timespan': 'reads',
  'import-csv': 'reads',
  'import-clixml': 'reads',
  'import-module': 'unknown',
  'enter-pssession': 'unknown',
  'new-pssession': 'changes',
  'restart-computer': 'destroys',
  'stop-computer': 'destroys',
  'move-item': 'changes',
  'set-strictmode': 'reads',
  'set-psdebug': 'reads',
  'add-type': 'unknown',
  'set-content': 'changes',
  'reset-computermachinepassword': 'changes',
};
const ALIASES: Readonly<Record<string, string>> = {
  gci: 'Get-ChildItem',
  dir: 'Get-ChildItem',
  ls: 'Get-ChildItem',
  gc: 'Get-Content',
  cat: 'Get-Content',
  type: 'Get-Content',
  gi: 'Get-Item',
  gp: 'Get-ItemProperty',
  gps: 'Get-Process',
  ps: 'Get-Process',
  gsv: 'Get-Service',
  select: 'Select-Object',
  where: 'Where-Object',
  '?': 'Where-Object',
  '%': 'ForEach-Object',
  foreach: 'ForEach-Object',
  sort: 'Sort-Object',
  group: 'Group-Object',
  measure: 'Measure-Object',
  ft: 'Format-Table',
  fl: 'Format-List',
  echo: 'Write-Output',
  iex: 'Invoke-Expression',
  icm: 'Invoke-Command',
  iwr: 'Invoke-WebRequest',
  irm: 'Invoke-RestMethod',
  curl: 'Invoke-WebRequest',
  wget: 'Invoke-WebRequest',
  rm: 'Remove-Item',
  ri: 'Remove-Item',
  del: 'Remove-Item',
  erase: 'Remove-Item',
  rd: 'Remove-Item',
  rmdir: 'Remove-Item',
  cp: 'Copy-Item',
  copy: 'Copy-Item',
  mv: 'Move-Item',
  move: 'Move-Item',
  ren: 'Rename-Item',
  md: 'New-Item',
  mkdir: 'New-Item',
  ni: 'New-Item',
  kill: 'Stop-Process',
  spps: 'Stop-Process',
  sasv: 'Start-Service',
  spsv: 'Stop-Service',
  cd: 'Set-Location',
  sl: 'Set-Location',
  tee: 'Tee-Object',
  sleep: 'Start-Sleep',
  gwmi: 'Get-WmiObject',
  gcim: 'Get-CimInstance',
  gm: 'Get-Member',
  sls: 'Select-String',
  cls: 'Clear-Host',
  clear: 'Clear-Host',
};

/** What a cmdlet does, by its verb; undefined where the name is none. */
export function cmdletRisk(name: string, values: readonly string[]): Risk | undefined {
  const verb = /^([A-Z][A-Za-z]+)-[A-Z]\w*$/i.exec(name)?.[1];
  if (verb === undefined) return undefined;
  const lower = name.toLowerCase();
  if (values.some((value) => /^-(?:WhatIf|wi)$/i.test(value))) return 'reads';
  if (/^invoke-(?:webrequest|restmethod)$/.test(lower)) return webRisk(values);
  // What is written into a file, whatever the verb.
  const writes: Risk = values.some((value) => /^-(?:OutF\w*|OutputP\w*|Dest\w*)(?::|$)/i.test(value))
    ? 'changes'
    : 'reads';
  if (Object.hasOwn(OWN, lower)) return worse(OWN[lower]!, writes);
  const named = verb[0]!.toUpperCase() + verb.slice(1).toLowerCase();
  const same = [READ_VERB, DESTROY_VERB].map((verbs) => verbs.test(named) || verbs.test(verb));
  const known = isKnownNoun(name.slice(verb.length + 1));
  if (lower.startsWith('format-') || same[0]) return known ? writes : 'unknown';
  return same[1] ? 'destroys' : 'changes';
}

function webRisk(values: readonly string[]): Risk {
  // Names of parameters may be cut short, and hold their value: `-Me Delete`, `-Method:Delete`.
  const at = values.findIndex((value) => /^-(?:Me\w*|Cu\w*|M|CM)(?::|$)/i.test(value));
  const inside = /:(.+)$/.exec(values[at] ?? '')?.[1];
  const method = at < 0 ? 'GET' : (inside ?? values[at + 1] ?? '').toUpperCase();
  const risk: Risk = /^(?:GET|HEAD|OPTIONS|DEFAULT)$/.test(method)
    ? 'reads'
    : method === 'DELETE'
      ? 'destroys'
      : /^[A-Z]+$/.test(method)
        ? 'changes'
        : 'unknown';
  return worse(risk, values.some((value) => /^-(?:O\w*|In\w*)(?::|$)/i.test(value)) ? 'changes' : 'reads');
}

/** A method that is called where an argument stands: `Write-Host $x.Delete()`. */
const METHOD_CALL =
  /::\w+\($|\.(?!Count|Length|Name|ToString|Split|Trim|Replace|Substring|Contains|StartsWith|EndsWith|ToUpper|ToLower|Add\w*s|GetType)\w+\($/;

/** Members of objects that are shown and do nothing. */
const PROPERTIES =
  /^(?:\w*Name|Length|Count|Id|\w*Status|State|\w*Path|Directory|Extension|\w*Time|\w*Date|Value|Key|Version|Message|ToString|ToUpper|ToLower|Trim)$/i;

/** The risk of PowerShell text; `native` judges what is no cmdlet. */
export function powershellRisk(text: string, native: ProgramCall['judge'], depth = 0): Risk {
  if (depth > 6) return 'unknown';
  // Quotes of typographers are quotes to PowerShell.
  const plain = text.replace(/[\u2018-\u201b]/g, "'").replace(/[\u201c-\u201e]/g, '"');
  return worst(splitStatements(plain).map((statement) => statementRisk(statement, native, depth)));
}

interface Statement {
  readonly words: readonly string[];
  /** Texts in `{ }`, `( )` and `$( )`. */
  readonly nested: readonly string[];
  readonly writes: boolean;
  readonly broken: boolean;
}

const KEYWORDS =
  /^(?:if|else|elseif|foreach|for|while|do|try|catch|finally|switch|function|return|param|begin|process|end|break|continue|in|until|trap|filter)$/i;

/** Sets what later commands run or load, or which parameters they are given. */
const REDIRECTS =
  /^\$(?:(?:global|script|local):)?(?:\{?env:(?:PATH|PATHEXT|ComSpec|PSModulePath|HOME|USERPROFILE|KUBECONFIG|DOCKER_CONFIG|\w*_(?:PATH|OPTIONS|OPTS|COMMAND|ARGS)|(?:PYTHON|NODE|LD|DYLD|GIT|NPM|RUBY|PERL|DOTNET|COR|CORECLR|JAVA|MAVEN|GRADLE|AWS|AZURE|CLOUDSDK|HELM|TF)\w*)\}?|PSDefaultParameterValues(?:\[[^\]]*\])?|PSHOME|ExecutionContext\S*)\s*[+?-]*=/i;

function statementRisk(
  { words, nested, writes, broken }: Statement,
  native: ProgramCall['judge'],
  depth: number,
): Risk {
  let risk: Risk = broken ? 'unknown' : writes ? 'changes' : 'reads';
  for (const inner of nested) risk = worse(risk, powershellRisk(inner, native, depth + 1));
  let rest = words;
  while (rest[0] !== undefined && KEYWORDS.test(rest[0])) rest = rest.slice(1);
  // Also without blanks: `$env:PATH='.;'+$env:PATH`.
  if (REDIRECTS.test(rest.slice(0, 2).join(' '))) risk = worse(risk, 'unknown');
  if (/^\$[\w:]+(?:\.\w+)*$/.test(rest[0] ?? '') && /^[+-]?=$/.test(rest[1] ?? '')) {
    // A property of an object is of the thing that it stands for.
    if (rest[0]!.includes('.')) risk = worse(risk, 'unknown');
    rest = rest.slice(2);
  }
  // `foreach ($x in Remove-Item y)`.
  if (/^\$\w+$/.test(rest[0] ?? '') && /^in$/i.test(rest[1] ?? '')) rest = rest.slice(2);
  if (rest.slice(1).some((word) => METHOD_CALL.test(word))) risk = worse(risk, 'unknown');
  const [name] = rest;
  if (name === undefined || /^['"\d@[($#]|^-/.test(name) || /^\$[\w:.[\]]+$/.test(name)) {
    // Methods and static calls: `$x.Delete()`, `[IO.File]::Delete()`.
    const called = rest.join(' ');
    return worse(
      risk,
      /::\w+\s*\(?|\.(?!Count|Length|Name|ToString|Split|Trim|Replace|Substring|Contains|StartsWith|EndsWith)\w+\($/.test(
        called,
      )
        ? 'unknown'
        : 'reads',
    );
  }
  if (name === '&' || name === '.')
    return worse(
      risk,
      rest[1] === undefined || /^[$'"]/.test(rest[1])
        ? 'unknown'
        : native.words(rest.slice(1).map(plainWord), { kind: 'inherited' }),
    );
  const full = Object.hasOwn(ALIASES, name.toLowerCase()) ? ALIASES[name.toLowerCase()]! : name;
  // `% Delete` calls a method of each object, or shows a property.
  if (full === 'ForEach-Object' || /^ForEach-Object$/i.test(full)) {
    const members = rest.slice(1).filter((value) => !/^-(?:\w+)?$|^\($/.test(value));
    if (members.some((value) => !PROPERTIES.test(value))) risk = worse(risk, 'unknown');
  }
  return worse(risk, cmdletRisk(full, rest.slice(1)) ?? native.words(rest.map(plainWord), { kind: 'inherited' }));
}

/** Divides a text at pipes, semicolons and line ends outside quotes and brackets. */
function splitStatements(text: string): Statement[] {
  const out: Statement[] = [];
  let words: string[] = [];
  let nested: string[] = [];
  let word = '';
  let writes = false;
  let broken = false;
  const endWord = (): void => {
    if (word !== '') words.push(word);
    word = '';
  };
  const end = (): void => {
    endWord();
    if (words.length > 0 || nested.length > 0 || writes || broken) out.push({ words, nested, writes, broken });
    words = [];
    nested = [];
    writes = false;
    broken = false;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '`') {
      if (text[i + 1] !== '\n') word += text[i + 1] ?? '';
      i++;
    } else if (c === "'" || c === '"') {
      const close = closing(text, i, c);
      broken ||= close < 0;
      const inner = text.slice(i + 1, close < 0 ? text.length : close);
      if (c === '"') for (const match of inner.matchAll(/\$\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)) nested.push(match[1]!);
      word += inner === '' ? "''" : inner;
      i = close < 0 ? text.length : close;
    } else if (c === '{' || c === '(') {
      const close = matching(text, i);
      broken ||= close < 0;
      nested.push(text.slice(i + 1, close < 0 ? text.length : close));
      if (word !== '') word += '(';
      endWord();
      i = close < 0 ? text.length : close;
    } else if (c === '<' && text[i + 1] === '#') {
      const close = text.indexOf('#>', i + 2);
      broken ||= close < 0;
      i = close < 0 ? text.length : close + 1;
    } else if (c === '#' && word === '') {
      const newline = text.indexOf('\n', i);
      i = newline < 0 ? text.length : newline - 1;
    } else if (c === '>') {
      const target = /^>+\s*(\S+)/.exec(text.slice(i))?.[1] ?? '';
      writes ||= !/^(?:\$null|&\d)$/i.test(target);
      i += text[i + 1] === '>' ? 1 : 0;
    } else if (c === '|' || c === ';' || c === '\n' || (c === '&' && text[i + 1] === '&')) end();
    else if (/\s/.test(c)) endWord();
    else word += c;
  }
  end();
  return out;
}

function closing(text: string, start: number, quote: string): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '`' && quote === '"') i++;
    else if (text[i] === quote) {
      if (text[i + 1] !== quote) return i;
      i++;
    }
  }
  return -1;
}

function matching(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text[i]!;
    if (c === "'" || c === '"') {
      const close = closing(text, i, c);
      if (close < 0) return -1;
      i = close;
    } else if (c === '{' || c === '(') depth++;
    else if ((c === '}' || c === ')') && --depth === 0) return i;
  }
  return -1;
}
