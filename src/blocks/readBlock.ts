import { blockKind } from './blockKind.ts';
import { isBarePrompt, isNamedPath, isPathList } from './contentShape.ts';
import { isOutputTitle, type BlockContext } from './blockContext.ts';
import { isPowerShell, languageClass, shellOf } from '../shell/language.ts';
import type { BlockKind } from './model.ts';
import { isSampleRun } from './sampleRun.ts';
import { readPlain } from '../transcripts/plainText.ts';
import { readSession } from '../transcripts/session.ts';
import { opensStatement } from '../transcripts/statement.ts';
import { isAnswered } from '../transcripts/answered.ts';
import { withNotes } from '../transcripts/notes.ts';
import { splitShells } from '../transcripts/shellSession.ts';

/** A block's text taken apart. */
export interface BlockReading {
  readonly kind: BlockKind;
  readonly commands: readonly string[];
  /** Meant for the session that a command opens, or for a console. */
  readonly inner: readonly string[];
  readonly output: string;
  /** Console that the block is typed into, where it is none of a shell. */
  readonly console?: string;
  readonly shell?: string;
  /** It shows a root prompt. */
  readonly root: boolean;
  /** It begins its commands with prompts. */
  readonly prompts: boolean;
  /** By the prompts below it, a command opened a shell elsewhere; or what it reads is typed below it. */
  readonly opens?: true;
  /** Lines that may be commands as well as output. */
  readonly unclear?: readonly string[];
}

const none = { commands: [], inner: [], output: '', root: false, prompts: false } as const;

/** Says what a code block is for and what in it is to be run. */
export function readBlock(content: string, language: string, context: BlockContext): BlockReading {
  const cls = languageClass(language);
  const written = dedent(content.replace(/\r\n?/g, '\n').split('\n'));
  const tags = cls === 'data' || cls === 'query' ? [] : written.map((line) => line.trim()).filter(isTemplateTag);
  // Of several branches only one is meant, and only the site's build knows which.
  if (tags.some((tag) => /^\{%-?\s*(?:else|elsif|elif|when|case)\b/.test(tag))) return { ...none, kind: 'other' };
  const lines = tags.length === 0 ? written : written.map((line) => (isTemplateTag(line.trim()) ? '' : line));
  const conditions = tags.filter((tag) => /^\{%-?\s*(?:if|unless|for)\b/.test(tag));
  const noted = withNotes(lines);
  const first = readLines(noted, language, context);
  // What is no call keeps its lines as they stand.
  const reading = noted === lines || first.kind === 'command' ? first : readLines(lines, language, context);
  return conditions.length === 0 || reading.kind !== 'command'
    ? reading
    : { ...reading, unclear: [...conditions, ...(reading.unclear ?? [])] };
}

/** "It will produce the following output:": whatever was typed in it was typed by the author. */
function showsOutput(lead: string): boolean {
  return /\b(?:produces?|prints?|gives?|shows?|displays?|results? in|yields?|generates?)\s+(?:(?:an?|the|this|following|similar|expected|sample|example)\s+)*outputs?\b[^.]{0,40}:\s*$/i.test(
    lead,
  );
}

/** "Here we can see that it expects version 28:", "You can see migrations triggering.": what the author saw. */
function isSeen(lead: string): boolean {
  return /\b(?:here|above|below)? ?(?:we|you) can see (?!(?:if|whether|it (?:with|by)|them (?:with|by)|(?:all|the) [\w ]+ (?:with|by|using|through))\b)[^.]{0,160}\w\.\s*$|\b(?:here,? (?:we|you|one) (?:can )?see|(?:as|which is) (?:shown|seen|indicated|evidenced) (?:by|in|here|below))\b[^.]{0,120}:\s*$/i.test(
    lead,
  );
}

/** A line that is nothing but a tag of a template: `{%- if cloud %}`. */
function isTemplateTag(line: string): boolean {
  return /^(?:\{%-?[^{}]*-?%\}\s*)+$/.test(line);
}

function readLines(lines: readonly string[], language: string, context: BlockContext): BlockReading {
  const cls = languageClass(language);
  const shell = shellOf(language);
  if (isPathList(lines) || isBarePrompt(lines) || isNamedPath(lines, context.lead)) return { ...none, kind: 'other' };
  const session = readSession(lines, cls);
  if (
    session &&
    (showsOutput(context.lead) ||
      (context.lead === '' && isOutputTitle(context.heading)) ||
      isSampleRun(lines, cls, context) ||
      (session.output.some((line) => line.trim() !== '') && isSeen(context.lead)))
  )
    return { ...none, kind: 'output', output: lines.join('\n') };
  if (session && session.commands.length > 0) {
    const by = session.powershell ? 'powershell' : shell;
    const { outer, inside } = splitShells(session.commands);
    const console = session.console ?? (inside.length > 0 || session.opens ? 'shell' : undefined);
    return {
      kind: 'command',
      commands: outer,
      inner: [...inside, ...session.inner],
      output: trimBlank(session.output),
      ...(console ? { console } : {}),
      ...(by ? { shell: by } : {}),
      root: session.root,
      prompts: true,
      ...(session.opens ? { opens: true } : {}),
      ...(session.unclear.length > 0 ? { unclear: session.unclear } : {}),
    };
  }
  const follows = context.lead === '' && context.previous?.kind === 'config' && context.previous.adjacent;
  if (follows && isAnswered(session ?? readSession(lines, languageClass('')), context.previous.language))
    return { ...none, kind: 'output', output: lines.join('\n') };
  if (session) {
    return {
      ...none,
      kind: 'config',
      inner: session.inner,
      output: trimBlank(session.output),
      console: session.console ?? 'other',
    };
  }
  const powershell = isPowerShell(language);
  const kind = blockKind(lines, language, context, powershell);
  if (kind === 'config') return { ...none, kind, inner: [lines.join('\n').trim()], ...configConsole(lines, language) };
  if (kind !== 'command') return { ...none, kind };
  const plain = readPlain(lines, powershell, cls === 'shell');
  const { outer, inside } = splitShells(plain.commands);
  return {
    ...none,
    kind,
    commands: outer,
    inner: [...inside, ...plain.inner],
    ...(inside.length > 0 && plain.inner.length === 0 ? { console: 'shell' } : {}),
    output: trimBlank(plain.output),
    ...(plain.typed ? { opens: true } : {}),
    ...(plain.unclear.length > 0 ? { unclear: plain.unclear } : {}),
    ...(shell ? { shell } : {}),
  };
}

/** Which console a query or statement is for, where that decides its risk. */
function configConsole(lines: readonly string[], language: string): { readonly console?: string } {
  if (/^(?:sql|psql|pgsql|postgres\w*|plsql|mysql|tsql|t-sql)$/.test(language)) return { console: 'sql' };
  if (/^redis/.test(language)) return { console: 'redis' };
  if (/^mongo/.test(language)) return { console: 'mongo' };
  if (/^(?:ruby|rb|irb)$/.test(language)) return { console: 'ruby' };
  if (/^(?:python|py|python3|pycon)$/.test(language)) return { console: 'python' };
  if (languageClass(language) === 'query') return { console: 'query' };
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (opensStatement(first)) return { console: 'sql' };
  if (language === '' || languageClass(language) !== 'data') {
    if (/^\s*\(?\s*[a-z_:]+(?:(?:\s*(?:by|without))?\s*\(|\{|\[\d)/.test(first) && !/;\s*$/.test(first))
      return { console: 'query' };
  }
  return {};
}

/** Takes off the indentation that all lines share; a tab counts as one character, as it stands in the file. */
function dedent(lines: readonly string[]): string[] {
  let shared: string | undefined;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = /^[ \t]*/.exec(line)![0];
    if (shared === undefined || shared.startsWith(indent)) shared = indent;
    else while (!indent.startsWith(shared)) shared = shared.slice(0, -1);
  }
  const cut = shared?.length ?? 0;
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(cut).trimEnd()));
}

function trimBlank(lines: readonly string[]): string {
  return lines.join('\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '');
}
