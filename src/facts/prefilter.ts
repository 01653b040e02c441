import type { Knowledge } from '../knowledge/lookup.ts';
import { typeOf } from '../knowledge/lookup.ts';
import type { Library, Member, TypeRef } from '../knowledge/schema.ts';

/** What a file's text alone tells. */
export interface TextScan {
  /** The file may hold facts, whatever its imports lead to. */
  readonly candidate: boolean;
  /** What it imports that may be a file of the project. */
  readonly specifiers: readonly string[];
  /** Marks of statements that change all calls of a library. */
  readonly markers: readonly string[];
}

const IMPORT = /\b(?:from|import|require)\b\s*\(?\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*(['"`])((?:(?!\1)[^\n\\])+)\1/g;
/** A loop, a timer, or a function that may call itself ... */
const AGAIN = /\b(?:for|while|do|setTimeout|setInterval|setImmediate|function)\b|=>|\)\s*(?::[^={;]+)?\{/;
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
  const words = ['breakwater', ...globals].map((word) => word.replace(/[$]/g, '\\$&'));
  const speaks = new RegExp(`(?<![\\w$])(?:${words.join('|')})(?![\\w$])`);
  const markers = [...new Set(knowledge.libraries.flatMap(({ mutations }) => mutations?.map((m) => m.marker) ?? []))];
  return (text) => {
    let candidate = speaks.test(text);
    const specifiers = new Set<string>();
    for (const match of text.matchAll(IMPORT)) {
      const specifier = match[2]!;
      if (isKnown(knowledge, specifier)) candidate = true;
      else if (!specifier.startsWith('node:')) specifiers.add(specifier);
    }
    candidate ||= mayRetry(text);
    return { candidate, specifiers: [...specifiers], markers: markers.filter((marker) => text.includes(marker)) };
  };
}

/** Whether a text may hold an operation that is done again because it failed. */
function mayRetry(text: string): boolean {
  return (
    /\bcatch\b|\bretr(?:y|ies)|attempt|\btries\b/i.test(text) &&
    AGAIN.test(text) &&
    FAILS.test(text) &&
    /\b(?:await|then|Promise|setTimeout|callback|cb)\b/.test(text)
  );
}

/** The candidates among files: by their own text, or because what they import, directly or not, leads to one. */
export function candidatesAmong(
  scans: ReadonlyMap<string, TextScan>,
  resolve: (specifier: string, from: string) => string | undefined,
): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  const found = new Set<string>();
  for (const [file, scan] of scans) {
    if (scan.candidate) found.add(file);
    for (const specifier of scan.specifiers) {
      const target = resolve(specifier, file);
      if (target === undefined) continue;
      const known = importers.get(target);
      if (known) known.push(file);
      else importers.set(target, [file]);
    }
  }
  const open = [...found];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const importer of importers.get(at) ?? []) {
      if (found.has(importer)) continue;
      found.add(importer);
      open.push(importer);
    }
  }
  return found;
}

function isKnown(knowledge: Knowledge, specifier: string): boolean {
  return (
    knowledge.byModule(specifier) !== undefined || knowledge.byModule(specifier.replace(/^node:/, '')) !== undefined
  );
}

/** Whether something of this type can start a request, or is a thing that facts tell of. */
function startsSomething(library: Library, ref: TypeRef, seen = new Set<unknown>()): boolean {
  const type = typeOf(library, ref);
  if (!type || seen.has(type)) return false;
  seen.add(type);
  if (type.policy !== undefined || type.emitter) return true;
  const does = (member: Member | undefined): boolean =>
    member !== undefined &&
    (member.request !== undefined ||
      member.queue !== undefined ||
      member.server !== undefined ||
      (member.gives !== undefined && startsSomething(library, member.gives, seen)) ||
      (member.property !== undefined && startsSomething(library, member.property, seen)));
  return (
    does(type.call) ||
    does(type.new) ||
    Object.values(type.members ?? {}).some(does) ||
    (type.extends ?? []).some((base) => startsSomething(library, base, seen))
  );
}
