import type { Knowledge } from '../knowledge/lookup.ts';
import { isServerFramework } from '../knowledge/serverFrameworks.ts';
import { LAST_RESORT_MARKERS } from '../knowledge/lastResort.ts';
import { globalsSetIn, REGISTRY_MARKER } from '../knowledge/registries.ts';
import { wholeProgramMarkersIn } from '../knowledge/wholeProgram.ts';
import { startsSomething } from '../knowledge/starts.ts';
import { balanced, hasCallCycle, hasLoop } from './textScan.ts';

/** What a file's text alone tells. */
export interface TextScan {
  /** The file may hold facts, whatever its imports lead to. */
  readonly candidate: boolean;
  /** It names a known library or a global of one, so that it may hand clients on. */
  readonly network: boolean;
  /** What it imports that may be a file of the project. */
  readonly specifiers: readonly string[];
  /** What it exports whole: `export * from`. */
  readonly passesOn: readonly string[];
  /** Names that it puts on the global object, by which any file of the project may reach what it puts there. */
  readonly globals: readonly string[];
  /** Marks of statements that change all calls of a library. */
  readonly markers: readonly string[];
}

/**
 * Names of globals as code may use them. Not: a member of something else (`repo.fetch()`), a method that is defined
 * (`async fetch() {`), and prose, where words stand on both sides.
 */
function mentionOf(names: string): RegExp {
  const before =
    '(?<![\\w$#-])(?<!(?<!\\b(?:globalThis|window|self|global)\\??|\\.\\.)\\.\\s*|\\basync\\s+|\\bfunction\\s+)';
  const after = '(?![\\w$-])(?![ \\t]+(?!as\\b|satisfies\\b|instanceof\\b|in\\b|of\\b|extends\\b)[A-Za-z])';
  return new RegExp(`${before}(?:${names})${after}`);
}

const IMPORT = /\b(?:from|import|require)\b\s*\(?\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*(['"`])((?:(?!\1)[^\n\\])+)\1/g;
const STAR = /\bexport\s*\*\s*(?:as\s+[\w$]+\s*)?from\s*(['"])([^'"\n]+)\1/g;
/** What a merge leaves in a file that nobody has resolved. */
const CONFLICT = /^(?:<{7}|>{7}) /m;
/** Work that is done again and again; whether it goes over the network its own file tells. */
const TICKS =
  /\bsetInterval\s*\(|\b(?:from|require)\b\s*\(?\s*['"`](?:node-cron|cron|croner|node-schedule|@nestjs\/schedule)['"`]/;
/** Callbacks whose promise nobody waits for, and promises that are given up on purpose. */
const DROPS =
  /\bset(?:Timeout|Immediate)\s*\(\s*async\b|\.\s*on(?:ce)?\s*\(\s*(['"`])[^'"`\n]+\1\s*,\s*async\b|\bvoid\s+(?:\w+\.)*\w+\(|\.\s*(?:forEach|map)\s*\(\s*async\b|\bcreate(?:Secure)?Server\s*\(\s*(?:\w+\s*,\s*)?async\b|,\s*async\s*\(\s*_?err(?:or)?\b/;
/** Work that is started for many at once; whether it goes over the network its own file tells. */
const SPREADS = /\bPromise\s*\.\s*all(?:Settled)?\s*\(/;
/** Routers hand requests to functions of other files. */
const ROUTES = /\b(?:from|require)\b\s*\(?\s*['"`]express['"`]/;
/** Streams and programs of this machine, which fail as well. */
const LOCAL =
  /\bcreate(?:Read|Write)Stream\s*\(|\b(?:from|require)\b\s*\(?\s*['"`](?:(?:node:)?child_process|cross-spawn|execa|archiver|ws)['"`]/;
/** A client that others hand over, by its name: `$.http.get(url)`, `db.query(sql)`. */
const HANDED =
  /\b(?:client|db|knex|pool|conn|connection|redis|prisma|http|axios|trx)\s*(?:\?\.|\.)\s*\w+\s*\(|\.(?:http|axios|knex)\s*\(/;
/** What may grow: collections that start empty, and emitters that are listened to ... */
const KEEPS = /\bnew (?:Map|Set|Array)\b|=\s*(?:\{\s*\}|\[\s*\])|\.on\s*\(/;
/** ... with each request, message or client. */
const COMES =
  /\b(?:req|request|ctx|socket|ws|interaction)\b|\.(?:on|addListener|command|hears|event|message|onText)\s*\([^]*\b(?:msg|message)\b|(?:user|session|socket|client|player|chat|sender|author|message|order)_?Id\b|\b(?:email|phone|ip|jid|nonce)\b/;
/** A loop, a timer, or a function that may call itself ... */
const REPEATS = /\b(?:for|while|do|setTimeout|setInterval|setImmediate|function)\b|=>|\)\s*(?::[^={;]+)?\{/;
/** ... and something that fails. */
const FAILS = /\bcatch\b|\.ok\b|\bstatus|\berr(?:or)?s?\b|\bretr(?:y|ies)|\battempt|\btries\b/i;

/**
 * Reads from texts, without parsing them, whether they may hold facts. Derived from what is known of the libraries: a
 * file without any import of them, global of theirs or code that could be a retry holds none of its own.
 */
export function makeScanner(knowledge: Knowledge): (text: string) => TextScan {
  const globals = knowledge.libraries.flatMap((library) =>
    Object.entries(library.globals ?? {})
      .filter(([, type]) => startsSomething(library, type))
      .map(([name]) => name),
  );
  const speaks = mentionOf(globals.map((word) => word.replace(/[$]/g, '\\$&')).join('|'));
  const used = usesOf(knowledge);
  const changes = knowledge.libraries.flatMap(({ mutations }) => mutations?.map((m) => m.marker) ?? []);
  const markers = [...new Set([...changes, ...LAST_RESORT_MARKERS])];
  return (text) => {
    let network = speaks.test(text) || used.test(text) || /\bbreakwater\b/.test(text);
    const listens = /\.\s*listen\b/.test(text);
    let serves = false;
    const specifiers = new Set<string>();
    for (const match of text.matchAll(IMPORT)) {
      const specifier = match[2]!;
      // An application may well come from a file of the project.
      if (listens && (isServerFramework(specifier) || /^[.@~#]/.test(specifier))) serves = true;
      if (isKnown(knowledge, specifier)) network = true;
      else if (!specifier.startsWith('node:')) specifiers.add(specifier);
    }
    // What may not parse is parsed, so that somebody is told.
    const even = network ? text : balanced(text);
    const ticks =
      specifiers.size > 0 && (TICKS.test(text) || DROPS.test(text) || ROUTES.test(text) || SPREADS.test(text));
    const candidate =
      network ||
      serves ||
      ticks ||
      LOCAL.test(text) ||
      HANDED.test(text) ||
      (KEEPS.test(text) && COMES.test(text)) ||
      even === undefined ||
      CONFLICT.test(text) ||
      mayRetry(even);
    const set = globalsSetIn(text).filter((name) => !knowledge.byGlobal(name));
    const passesOn = [...text.matchAll(STAR)].map((match) => match[2]!);
    return {
      candidate,
      network,
      specifiers: [...specifiers],
      passesOn,
      globals: set,
      markers: [
        ...markers.filter((marker) => text.includes(marker)),
        ...wholeProgramMarkersIn(text),
        ...(set.length > 0 ? [REGISTRY_MARKER] : []),
      ],
    };
  };
}

/** Calls by which a parameter without a type is known: `.schema.createTable(`. */
function usesOf(knowledge: Knowledge): RegExp {
  const paths = knowledge.libraries.flatMap(({ types }) =>
    Object.values(types).flatMap((type) => type.recognizedBy ?? []),
  );
  return paths.length === 0
    ? /(?!)/
    : new RegExp(`\\.(?:${paths.map((path) => path.replace(/\./g, '\\.')).join('|')})\\s*\\(`);
}

/** Whether a text may hold an operation that is done again because it failed. */
function mayRetry(text: string): boolean {
  if (
    !/\bcatch\b|\bretr(?:y|ies)|attempt|\btries\b/i.test(text) ||
    !REPEATS.test(text) ||
    !FAILS.test(text) ||
    !/\b(?:await|then|Promise|setTimeout|callback|cb)\b/.test(text)
  )
    return false;
  return hasLoop(text, mayFail) || hasCallCycle(text);
}

/** What goes round because it failed catches the failure, or looks at what came of it. */
function mayFail(loop: string): boolean {
  return /\bcatch\b|\b(?:await|yield|then)\b/.test(loop) && FAILS.test(loop);
}

/** Who imports whom: importers by the file that they import, of which `passesOn` are those that export it whole. */
export interface Importers {
  readonly all: ReadonlyMap<string, readonly string[]>;
  readonly passesOn: ReadonlyMap<string, readonly string[]>;
}

export function importersAmong(
  scans: ReadonlyMap<string, TextScan>,
  resolve: (specifier: string, from: string) => string | undefined,
): Importers {
  const all = new Map<string, string[]>();
  const passesOn = new Map<string, string[]>();
  for (const [file, scan] of scans) {
    for (const specifier of scan.specifiers) addImporter(all, resolve(specifier, file), file);
    for (const specifier of scan.passesOn) addImporter(passesOn, resolve(specifier, file), file);
  }
  return { all, passesOn };
}

/** The files that import a carrier of clients, directly or through files that export it whole. */
export function importersOf(carrier: string, importers: Importers): ReadonlySet<string> {
  const found = new Set<string>();
  const carriers = new Set([carrier]);
  for (const at of carriers) {
    for (const importer of importers.all.get(at) ?? []) found.add(importer);
    for (const importer of importers.passesOn.get(at) ?? []) carriers.add(importer);
  }
  return found;
}

function addImporter(map: Map<string, string[]>, target: string | undefined, file: string): void {
  if (target === undefined) return;
  const known = map.get(target);
  if (known) known.push(file);
  else map.set(target, [file]);
}

function isKnown(knowledge: Knowledge, specifier: string): boolean {
  return (
    knowledge.byModule(specifier) !== undefined || knowledge.byModule(specifier.replace(/^node:/, '')) !== undefined
  );
}
