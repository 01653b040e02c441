import { collectCode, type CodeSite } from './collect.ts';
import { hashText } from '../text/hash.ts';
import { IdPool } from './ids.ts';
import { readInfoString } from './infoString.ts';
import { isInteractive } from '../sessions/interactive.ts';
import { sessionOpened } from '../sessions/openers.ts';
import { asksForQuery } from './blockContext.ts';
import type { MdNode } from '../markdown/mdNode.ts';
import type { Block, Placeholder, Problem } from './model.ts';
import type { Risk } from '../commands/risk.ts';
import type { Draft } from './draft.ts';
import { memo, riskAfter, riskAlone } from './blockRisk.ts';
import { destinationOf } from './destination.ts';
import { toldBlanks } from '../blanks/leftOpen.ts';
import { findPlaceholders, type PlaceholderSpan } from '../blanks/placeholder.ts';
import { readsDifferently } from './otherShell.ts';
import { assignedNames, sourcesAt } from '../blanks/shellNames.ts';
import { readBlock, type BlockReading } from './readBlock.ts';
import { worse } from '../risk/risk.ts';
import { newScope } from '../risk/scope.ts';
import { settingsRisk } from '../risk/settings.ts';
import { isPowerShell, shellOf } from '../shell/language.ts';
import { programOf } from '../programs/program.ts';
import { typePageTools } from './pageTools.ts';
import { typeSettings } from './typedSettings.ts';
import { saysInteractive } from './saysInteractive.ts';
import { staysOpen } from './staysOpen.ts';
import { fencedIn } from './swallowed.ts';
import { unlessTooDeep } from './tooDeep.ts';

export interface BlocksRead {
  readonly blocks: readonly Block[];
  readonly byNode: ReadonlyMap<MdNode, Block>;
  readonly spans: ReadonlyMap<Block, readonly PlaceholderSpan[]>;
  /** Names set by the document itself, with values where they are plain. */
  readonly variables: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  /** Queries and statements that the text asks to run in a console. */
  readonly queries: ReadonlySet<MdNode>;
}

/** Reads all code blocks of a document: first what each is, then, knowing what the document sets, its blanks. */
export function readBlocks(nodes: readonly MdNode[], documentShell = ''): BlocksRead {
  const { sites, variables } = collectCode(nodes);
  const drafts: Draft[] = [];
  const readings = new Map<string, BlockReading>();
  let before: Draft | undefined;
  for (const site of sites) {
    const read = site.container ? containerDraft(site) : draft(site, before, readings);
    drafts.push(read);
    if (!site.container) before = read;
  }
  typePageTools(drafts);
  typeSettings(drafts);
  const set = new Set(Object.keys(variables));
  const ids = new IdPool();
  const byNode = new Map<MdNode, Block>();
  const spans = new Map<Block, readonly PlaceholderSpan[]>();
  const document = newScope();
  const blocks = drafts.map((entry, i) => {
    const found = spansOf(entry, set);
    const own = finish(entry, found, ids, expectedAfter(drafts, i));
    const read = { ...own, risk: worse(own.risk, riskAfter(entry.reading, document)) };
    const block = { ...read, risk: worse(read.risk, attributeRisk(read, documentShell, entry.reading.shell)) };
    byNode.set(entry.site.node, block);
    spans.set(block, found);
    return block;
  });
  const queries = new Set(drafts.filter(isAskedQuery).map(({ site }) => site.node));
  return { blocks, byNode, spans, variables, problems: drafts.flatMap((entry) => entry.problems), queries };
}

function isAskedQuery({ reading, site }: Draft): boolean {
  return reading.kind === 'config' && reading.console !== undefined && asksForQuery(site.lead);
}

function containerDraft(site: CodeSite): Draft {
  return {
    site,
    language: '',
    attributes: {},
    reading: { ...empty, kind: 'other' },
    problems: [],
    unclosed: false,
    swallows: false,
  };
}

/** Runbooks say the same things over and over; `readings` keeps what has been read once. */
function draft(site: CodeSite, before: Draft | undefined, readings: Map<string, BlockReading>): Draft {
  const { node } = site;
  const info = node.type === 'fence' ? readInfoString(node.info) : { language: '', attributes: {}, malformed: false };
  const problems: Problem[] = [];
  if (info.malformed)
    problems.push({
      line: node.line,
      code: 'bad-attributes',
      message: 'Missing closing brace in the attributes of this block.',
    });
  let attributes: Record<string, string> = { ...info.attributes };
  // What no reader sees runs only when somebody asks for it.
  if (site.hidden || site.folded) attributes['excludeFromRunAll'] ??= 'true';
  let expected = false;
  for (const annotation of site.annotations) {
    if (annotation.attributes) attributes = { ...attributes, ...annotation.attributes };
    if (annotation.expectedSimilarity !== undefined) {
      attributes['expected_similarity'] = annotation.expectedSimilarity;
      expected = true;
    }
  }
  const context = {
    lead: site.lead,
    heading: site.heading,
    ...(before ? { previous: { kind: before.reading.kind, language: before.language, adjacent: site.adjacent } } : {}),
  };
  const { content, unclosed, swallows } = fencedIn(node, before);
  const key = JSON.stringify([info.language, context.lead, context.heading, context.previous, content]);
  let reading = readings.get(key) ?? readBlock(content, info.language, context);
  readings.set(key, reading);
  // Material for MkDocs: nothing to copy is nothing to type.
  const shown = /(?:^| )no-copy(?: |$)/.test(attributes['class'] ?? '');
  if (expected || shown || attributes['kind'] === 'output') reading = { ...empty, kind: 'output' };
  else if (attributes['kind'] === 'command' && reading.kind !== 'command') reading = whole(node.content, info.language);
  // A line that opens a fence is Markdown: back-ticks would run what the lines between them print.
  if (reading.commands.some((command) => /^\s*(?:`{3}|~{3})/.test(command))) reading = { ...empty, kind: 'other' };
  if (swallows) reading = { ...empty, kind: 'other' };
  if (unclosed)
    problems.push({
      line: node.line,
      code: 'unclosed-fence',
      message: swallows
        ? 'Unclosed code block: it includes the text below, so it cannot be run. Add a closing fence.'
        : 'Unclosed code block: add a closing fence.',
    });
  return { site, language: info.language, attributes, reading, problems, unclosed, swallows };
}

/** What the block and the document set around the commands may make them do anything. */
function attributeRisk({ kind, attributes, shell }: Block, documentShell: string, textShell?: string): Risk {
  if (kind !== 'command') return 'reads';
  const others = [attributes['shell'], attributes['interpreter']].filter((one) => one !== undefined);
  if (others.some((one) => readsDifferently(one, textShell))) return 'unknown';
  const env = Object.fromEntries(
    (attributes['env'] ?? '').split(/[,\s]+/).flatMap((pair) => {
      const name = /^([A-Za-z_]\w*)=/.exec(pair)?.[1];
      return name === undefined ? [] : [[name, '']];
    }),
  );
  return settingsRisk({ shell: attributes['shell'] ?? shell ?? documentShell, env });
}

const empty = { commands: [], inner: [], output: '', root: false, prompts: false } as const;

/** The block says that it is to be run: all of it, by what its language names. */
function whole(content: string, language: string): BlockReading {
  const text = content.trim();
  const shell = programOf(language) ?? shellOf(language);
  return { ...empty, kind: 'command', commands: text === '' ? [] : [text], ...(shell ? { shell } : {}) };
}

/**
 * The blanks of a block. `set` holds what the lines above set, and takes up what this block sets: a variable that only
 * a later line sets is still empty here.
 */
function spansOf({ reading, language, site, attributes }: Draft, set: Set<string>): readonly PlaceholderSpan[] {
  if (reading.kind === 'output' || reading.kind === 'other') return [];
  const isCommand = reading.kind === 'command';
  const on = isCommand ? (attributes['on'] ?? '') : '';
  const shell = isCommand && programOf(reading.shell ?? '') === undefined;
  const powershell = isPowerShell(language) || reading.shell === 'powershell';
  const spans: PlaceholderSpan[] = [];
  const told = shell ? toldBlanks(`${site.lead}\n${commentsOf(site.node.content)}`) : [];
  let at = 0;
  let sourced = false;
  for (const text of isCommand ? [...reading.commands, ...reading.inner] : [site.node.content]) {
    const from: number = sourced ? 0 : sourcesAt(text);
    sourced ||= from >= 0;
    for (const span of findPlaceholders(text, { set, shell, powershell, told }))
      // What a file sets, nobody has to say.
      if (from < 0 || span.start < from || text[span.start] !== '$')
        spans.push({ ...span, start: span.start + at, end: span.end + at });
    at += text.length + 1;
    // A file's text, or a program of another language, sets nothing: what it names is still empty in the shell.
    if (shell) for (const name of assignedNames(text, powershell)) set.add(name);
  }
  // Where it is carried to may hold blanks as well; what the commands set is not set on this machine.
  for (const span of findPlaceholders(on, { set: new Set(), shell: true }))
    spans.push({ ...span, start: span.start + at, end: span.end + at });
  return spans;
}

/** The lines of a text that are comments of a shell. */
function commentsOf(text: string): string {
  return text
    .split('\n')
    .filter((line) => /^\s*#/.test(line))
    .join('\n');
}

function finish(entry: Draft, found: readonly PlaceholderSpan[], ids: IdPool, expected: string | undefined): Block {
  const { site, language, attributes, reading } = entry;
  const { node } = site;
  const placeholders: Placeholder[] = [];
  for (const { name, form, default: fallback } of found) {
    if (fallback === undefined && !placeholders.some((p) => p.name === name)) placeholders.push({ name, form });
  }
  const explicit = attributes['id'] ?? attributes['name'];
  const output = reading.output === '' ? expected : reading.output;
  const shell = attributes['interpreter'] ?? reading.shell;
  const goesInto =
    reading.kind === 'config' ? destinationOf(site.lead, language, reading.console, site.above) : undefined;
  const block: Block = {
    id: ids.take(explicit ? explicit : `b-${hashText(`${language}\n${node.content.trim()}`)}`),
    line: node.line,
    endLine: lastLine(node),
    language,
    kind: reading.kind,
    commands: reading.commands,
    placeholders,
    risk: riskAlone(reading),
    interactive: isSession(reading, attributes, site),
    attributes,
    content: node.content,
    ...(reading.inner.length > 0 && reading.kind === 'command' ? { inner: reading.inner } : {}),
    ...(output !== undefined && output !== '' ? { expectedOutput: output } : {}),
    ...(shell ? { shell } : {}),
    ...(reading.root ? { root: true } : {}),
    ...(reading.prompts ? { prompts: true } : {}),
    ...(reading.unclear ? { unclear: reading.unclear } : {}),
    ...(reading.kind === 'command' && site.place ? { place: site.place } : {}),
    ...(goesInto === undefined ? {} : { goesInto }),
    ...(entry.unclosed ? { unclosed: true } : {}),
    ...(entry.swallows ? { swallows: true } : {}),
    ...(site.hidden ? { hidden: true } : {}),
    ...(site.container ? { container: true } : {}),
  };
  return staysOpen(block, `${site.lead} ${site.below}`, output ?? '') ? { ...block, staysOpen: true } : block;
}

const sessions = new WeakMap<BlockReading, boolean>();

function lastLine(node: MdNode): number {
  if (node.type === 'fence') return node.endLine;
  const lines = node.content.replace(/\n+$/, '').split('\n').length;
  return Math.min(node.endLine, node.line + lines - 1);
}

function isSession(
  reading: BlockReading,
  attributes: Readonly<Record<string, string>>,
  { lead, node }: CodeSite,
): boolean {
  const said = attributes['interactive'];
  if (said !== undefined && /^(?:true|false|yes|no|)$/.test(said.replace(/,$/, ''))) {
    // Runme writes `interactive=false` on plain commands and leaves it out elsewhere.
    if (/^(?:false|no)/.test(said)) return false;
    return reading.kind === 'command';
  }
  if (reading.kind === 'command' && saysInteractive(`${lead}\n${commentsOf(node.content)}`, reading.commands))
    return true;
  return memo(sessions, reading, (r) =>
    unlessTooDeep(
      () => r.kind === 'command' && (r.opens === true || r.commands.some((one) => isInteractive(one) || isOpener(one))),
      () => false,
    ),
  );
}

/** A session that a program's name alone tells. */
function isOpener(command: string): boolean {
  return sessionOpened(command) !== undefined;
}

/** The output block that stands right below a command block tells what its commands print. */
function expectedAfter(drafts: readonly Draft[], i: number): string | undefined {
  const next = drafts[i + 1];
  if (drafts[i]!.reading.kind !== 'command' || next?.reading.kind !== 'output') return undefined;
  const near = next.site.adjacent || 'expected_similarity' in next.attributes;
  return near && next.site.heading === drafts[i]!.site.heading ? next.site.node.content.replace(/\s+$/, '') : undefined;
}
