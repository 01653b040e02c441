import { describe, expect, it } from 'vitest';
import { validRange } from 'semver';
import { libraries } from '../../src/libraries/index.ts';
import type { Library, Member, TypeRef, TypeSpec } from '../../src/knowledge/schema.ts';

/** References that may be named by a member or type, with the place where each stands. */
interface Reference {
  readonly place: string;
  readonly ref: TypeRef;
}

function referencesOf(library: Library): readonly Reference[] {
  const found: Reference[] = [];
  const seen = new Set<object>();
  const visit = (place: string, ref: TypeRef | undefined): void => {
    if (ref === undefined) return;
    found.push({ place, ref });
    if (typeof ref === 'string' || seen.has(ref)) return;
    seen.add(ref);
    type(place, ref);
  };
  const member = (place: string, of: Member | undefined): void => {
    if (!of) return;
    if (of.returns !== 'this') visit(`${place}()`, of.returns);
    visit(`${place}()[]`, of.returnsMany);
    visit(place, of.property);
    visit(`${place}[]`, of.propertyMany);
    visit(`${place}(callback this)`, of.callback?.receiver);
    for (const parameter of of.callback?.parameters ?? []) visit(`${place}(callback)`, parameter ?? undefined);
  };
  const type = (place: string, spec: TypeSpec): void => {
    member(`${place}()`, spec.call);
    member(`new ${place}`, spec.new);
    visit(`${place} handed on`, spec.handedOn);
    for (const base of spec.extends ?? []) visit(`${place} extends`, base);
    for (const [name, of] of Object.entries(spec.members ?? {})) member(`${place}.${name}`, of);
  };
  for (const [name, ref] of Object.entries(library.exports)) visit(`exports.${name}`, ref);
  for (const [name, ref] of Object.entries(library.globals ?? {})) visit(`globals.${name}`, ref);
  for (const [name, ref] of Object.entries(library.typeNames ?? {})) visit(`typeNames.${name}`, ref);
  for (const [name, spec] of Object.entries(library.types)) type(name, spec);
  visit('namespace', library.namespace);
  for (const mutation of library.mutations ?? []) visit('mutations', mutation.type);
  return found;
}

function members(library: Library): readonly (readonly [string, Member])[] {
  return referencesOf(library)
    .map(({ ref, place }) => [place, typeof ref === 'string' ? library.types[ref] : ref] as const)
    .flatMap(([place, spec]) => [
      ...(spec?.call ? [[`${place}()`, spec.call] as const] : []),
      ...(spec?.new ? [[`new ${place}`, spec.new] as const] : []),
      ...Object.entries(spec?.members ?? {}).map(([name, member]) => [`${place}.${name}`, member] as const),
    ]);
}

const positions = (of: number | readonly number[] | undefined): readonly number[] =>
  of === undefined ? [] : typeof of === 'number' ? [of] : of;
/** A released version, a file of the package, a documented page or a measurement. */
const checkable = /\d|measured|README|readme|docs?\b|https?:|\.(?:com|org|io|dev|ts|js|team)\b/;

describe('what is known of all libraries', () => {
  it('claims no specifier, global or name twice', () => {
    for (const of of [
      libraries.flatMap(({ modules }) => modules),
      libraries.flatMap(({ globals }) => Object.keys(globals ?? {})),
      libraries.map(({ name }) => name),
    ]) {
      expect(of.filter((name, i) => of.indexOf(name) !== i)).toEqual([]);
    }
  });

  it('hides no library behind a pattern of an earlier one', () => {
    const hidden: string[] = [];
    libraries.forEach((library, i) => {
      for (const specifier of library.modules.filter((name) => name.endsWith('*'))) {
        const prefix = specifier.slice(0, -1);
        for (const other of libraries.slice(i + 1)) {
          for (const name of other.modules) {
            if (name.endsWith('*') && name.startsWith(prefix)) hidden.push(`${name} behind ${specifier}`);
          }
        }
      }
    });
    expect(hidden).toEqual([]);
  });
});

describe.each(libraries.map((library) => [library.name, library] as const))('%s', (_name, library) => {
  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(library))).toEqual(library);
  });

  it('names only types that it has', () => {
    const lost = referencesOf(library)
      .filter(({ ref }) => typeof ref === 'string' && !Object.hasOwn(library.types, ref))
      .map(({ place, ref }) => `${place}: ${String(ref)}`);
    expect(lost).toEqual([]);
  });

  it('reaches every type that it has', () => {
    const reached = new Set(referencesOf(library).flatMap(({ ref }) => (typeof ref === 'string' ? [ref] : [])));
    expect(Object.keys(library.types).filter((name) => !reached.has(name))).toEqual([]);
  });

  it('can be imported or is global', () => {
    expect(library.modules.length + Object.keys(library.globals ?? {}).length).toBeGreaterThan(0);
    for (const name of library.modules) expect(name).toMatch(/^(?:@[\w.-]+\/)?[\w.:-]*(?:\/[\w./-]*)*\*?$/);
  });

  it('says what happens without options, and from where it is known', () => {
    const isPolicy = library.api.startsWith('other:') && (library.sources?.length ?? 0) > 0;
    expect(isPolicy || (library.defaults?.length ?? 0) > 0).toBe(true);
    for (const { source } of library.defaults ?? []) expect(source).toMatch(checkable);
    for (const source of library.sources ?? []) expect(source).toMatch(checkable);
    for (const { source } of library.timeouts ?? []) if (source !== undefined) expect(source).toMatch(checkable);
  });

  it('starts requests only with a default for their timeout', () => {
    const requests = members(library).filter(([, member]) => member.request);
    if (requests.length === 0) return;
    const own = requests.every(([, member]) => member.request?.timeout);
    expect(own || library.defaults?.some(({ timeout }) => timeout)).toBe(true);
  });

  it('has a last default without a version, or for the newest', () => {
    const ranges = (library.defaults ?? []).map(({ versions }) => versions);
    for (const range of ranges) if (range !== undefined) expect(validRange(range)).not.toBeNull();
    if (ranges.length > 0) expect(ranges.some((range) => range === undefined || !/</.test(range))).toBe(true);
    expect(ranges.slice(0, -1).every((range) => range !== undefined)).toBe(true);
  });

  it('has timeouts that hold or that say what they do instead', () => {
    for (const option of library.timeouts ?? []) {
      if (option.bounds !== 'call') expect(option.why, option.option).toBeTruthy();
      if (option.versions !== undefined) expect(validRange(option.versions)).not.toBeNull();
      for (const name of option.types ?? []) expect(Object.keys(library.types)).toContain(name);
    }
  });

  it('has figures that can be', () => {
    const figures = [
      ...(library.defaults ?? []).flatMap(({ retry, connectRetry }) => [retry, connectRetry]),
      ...members(library).flatMap(([, { wraps }]) => [wraps?.retry]),
    ];
    for (const figure of figures) {
      if (!figure) continue;
      if (figure.attempts !== null) expect(figure.attempts).toBeGreaterThanOrEqual(1);
      if (figure.attempts !== 1) expect(figure.why).toBeTruthy();
      if (figure.attempts === 1) expect(figure).toMatchObject({ delay: 'none', jitter: false });
      if (figure.baseMs !== undefined && typeof figure.maxMs === 'number') {
        expect(figure.maxMs).toBeGreaterThanOrEqual(figure.baseMs);
      }
    }
    for (const { timeout } of library.defaults ?? []) {
      expect(timeout?.why ?? 'none').not.toMatch(/\.$/);
      for (const ms of Object.values(timeout?.ms ?? {})) expect(ms).toBeGreaterThan(0);
      if (timeout?.operation === 'bounded') expect(Object.keys(timeout.ms ?? {})).not.toEqual([]);
    }
  });

  it('takes options and callbacks where arguments can be', () => {
    for (const [place, member] of members(library)) {
      for (const at of [
        ...positions(member.options),
        ...positions(member.request?.options),
        ...positions(member.wraps?.options),
        ...positions(member.queue?.options),
        ...(member.wraps?.arguments ?? []),
      ]) {
        expect(at, place).toBeGreaterThanOrEqual(-1);
        expect(at, place).toBeLessThan(6);
      }
      if (member.createsClient) expect(member.returns, `${place} makes an instance of what?`).toBeDefined();
      if (member.request?.urlOption) expect(member.request.options, place).toBeDefined();
      if (member.request?.sentBy) expect(member.request.sentBy.length, place).toBeGreaterThan(0);
    }
  });
});
