import type { Library, TypeSpec, VersionedDefaults } from '../knowledge/schema.ts';
import type { Limits } from './limits.ts';
import type { InstalledPackage, Learned } from './package.ts';
import { awaited } from './shape.ts';

export interface LibrarySource {
  readonly pkg: InstalledPackage;
  readonly specifier: string;
  readonly learned: Learned;
  readonly limits: Limits;
  readonly drawn: Pick<Library, 'exports' | 'types'>;
  readonly exports: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

const SERVES = /\.\s*listen\s*\(|\bcreateServer\s*\(/;

/** Data for look-ups, of what was learned; undefined where no export is a way to the network. */
export function libraryFor(source: LibrarySource): Library | undefined {
  const { pkg, specifier, learned, limits, drawn } = source;
  const base: Library = {
    name: pkg.name,
    api: `other:${pkg.name}`,
    modules: [specifier],
    learned: true,
    exports: drawn.exports,
    types: drawn.types,
    timeouts: [
      { option: 'signal', bounds: 'call', unit: 'signal' },
      ...limits.timeoutOptions.map((option) => ({ option, bounds: 'call' as const })),
    ],
    defaults: [defaultsFor(learned)],
  };
  const unlisted = isClient(source) ? unlistedIn(source) : {};
  const exports = { ...unlisted, ...drawn.exports };
  return Object.keys(exports).length > 0 ? { ...base, exports } : undefined;
}

/** Exports that make clients by their name, and whose methods are not in sight; all, where no other is known to send. */
function unlistedIn({ exports, drawn }: LibrarySource): Library['exports'] {
  const shown = Object.keys(drawn.exports);
  const named = exports.filter((name) => name !== 'default' && MAKES_CLIENT.test(name));
  const whole = shown.length === 0 || (exports.includes('default') && !shown.includes('default'));
  const found = whole ? ['default', ...named] : named;
  return Object.fromEntries((shown.length === 0 ? [...found, '*'] : found).map((name) => [name, unlisted]));
}

const MAKES_CLIENT =
  /^(?:[A-Z]\w*)?(?:Client|Pool|Cluster|Connection|Api|Sdk)$|^(?:create|connect|make|get|init)(?:[A-Z]\w*)?(?:Client|Pool|Cluster|Connection|Transport)$/;

/** A class or function that makes a client whose methods are not in sight. */
const unlisted: TypeSpec = {
  ...awaited(3),
  new: { returns: awaited(4), createsClient: true, options: [0, 1] },
  call: { request: { options: -1, sentBy: ['then'] }, returns: awaited(4), createsClient: true, options: [0, 1] },
};

/** A package that is there to talk to a service: of a family of clients, or no command and no server. */
function isClient({ pkg: { manifest }, texts, learned }: LibrarySource): boolean {
  if (learned.family !== undefined) return true;
  if (manifest['bin'] !== undefined) return false;
  return ![...texts.values()].some((text) => SERVES.test(text));
}

function defaultsFor({ timeoutMs, retries, by, family }: Learned): VersionedDefaults {
  const why = `${by}: ${describe(timeoutMs, retries)}${family === undefined ? '' : `, ${family}`}`;
  return {
    timeout: {
      operation: typeof timeoutMs === 'number' ? 'bounded' : timeoutMs,
      ...(typeof timeoutMs === 'number' ? { ms: { call: timeoutMs } } : {}),
      why,
    },
    ...(retries === 'unknown'
      ? {}
      : { retry: { attempts: retries + 1, delay: 'unknown', jitter: true, errors: 'selective', why } }),
    source: by,
  };
}

/** `60 s, 2 retries`. */
function describe(timeoutMs: Learned['timeoutMs'], retries: Learned['retries']): string {
  const wait =
    timeoutMs === 'none'
      ? 'no timeout'
      : timeoutMs === 'unknown'
        ? 'timeout unknown'
        : timeoutMs % 1_000 === 0
          ? `${timeoutMs / 1_000} s`
          : `${timeoutMs} ms`;
  const again = retries === 'unknown' ? 'retries unknown' : retries === 1 ? '1 retry' : `${retries || 'no'} retries`;
  return `${wait}, ${again}`;
}
