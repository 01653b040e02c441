import { describe, expect, test } from 'vitest';
import { readAll, type OptionValue, type OptionsView } from '../../src/values/index.ts';
import { filesPort, shown } from './shown.ts';

function view(text: string, files: Readonly<Record<string, string>> = {}): OptionsView {
  const { context, node } = shown(text, filesPort(files));
  return context.options(node);
}

/** An option in a word: its constant, `computed`, `maybe`, `absent`. */
function word(option: OptionValue): unknown {
  if (option.state !== 'present') return option.state;
  return option.constant === undefined ? 'computed' : option.constant;
}

const timeout = (text: string, files?: Readonly<Record<string, string>>): unknown =>
  word(view(text, files).get('timeout'));

describe('an option is there', () => {
  test.each([
    ['show({ timeout: 5 });', 5],
    ["show({ 'timeout': 5 });", 5],
    ["show({ ['timeout']: 5 });", 5],
    ['const timeout = 5; show({ timeout });', 5],
    ['show({ timeout: f() });', 'computed'],
    ['show({ timeout: undefined });', 'undefined'],
    ['show({ timeout: void 0 });', 'undefined'],
    ['const o = { timeout: 5 }; show(o);', 5],
    ['const o = {}; o.timeout = 5; show(o);', 5],
    ["const o = {}; o['timeout'] = 5; show(o);", 5],
    ['const o = {}; Object.assign(o, { timeout: 5 }); show(o);', 5],
    ['show({ ...{ timeout: 5 }, a: 1 });', 5],
    ['show(Object.assign({}, { timeout: 5 }));', 5],
    ['show(merge({}, { timeout: 5 }));', 5],
    ['show(Object.freeze({ timeout: 5 }));', 5],
    ['show(x ? { timeout: 5 } : {});', 5],
    ['show(x && { timeout: 5 });', 5],
    ['const base = () => ({ timeout: 5 }); show(base());', 5],
    ['class A { o = { timeout: 5 }; f() { show(this.o); } }', 5],
    ['let o; show((o = { timeout: 5 }));', 5],
    ['function f(o) { show(o); } f({}); f({ timeout: 5 });', 5],
    ['function f(a, o) { show({ ...o }); } f(1);', 'absent'],
    ['const o = { timeout: 5, host: h }; const { host, ...rest } = o; show(rest);', 5],
    ['const { timeout, ...rest } = { timeout: 5, host: h }; show(rest);', 'absent'],
    ['let o = { host: h }; if (x) { const { host, ...rest } = o; o = rest; o.path = x; } show(o);', 'absent'],
    ['const { host, ...rest } = { host: h }; rest.timeout = 5; show(rest);', 5],
    ['const { host, ...rest } = load(); show(rest);', 'maybe'],
  ])('%s', (text, value) => {
    expect(timeout(text)).toBe(value);
  });

  test('from another file', () => {
    const files = { options: 'export const options = { timeout: 5 };' };
    expect(timeout("import { options } from './options'; show({ ...options });", files)).toBe(5);
  });

  test('the later one wins', () => {
    expect(timeout('show({ timeout: 1, ...{ timeout: 2 } });')).toBe(2);
    expect(timeout('show({ ...{ timeout: 2 }, timeout: 1 });')).toBe(1);
  });
});

describe('an option is not there', () => {
  test.each([
    'show({});',
    'show({ timeouts: 5 });',
    'show({ inner: { timeout: 5 } });',
    'const o = { timeout: 5 }; show({ o });',
    'show(undefined);',
    "show('text');",
    'show(() => 1);',
    'show({ [name]: 5 });',
    'function f(url: string) { show(url); }',
  ])('%s', (text) => {
    expect(timeout(text)).toBe('absent');
  });
});

describe('an option may come from elsewhere', () => {
  test.each([
    ['function f(o) { show(o); }', 'forwarded'],
    ['export function f(o) { show(o); } f({ a: 1 });', 'forwarded'],
    ['function f(o) { show(o); } f({ a: 1 }); export { f };', 'forwarded'],
    ['function f(o) { show(o); } f({ a: 1 }); each(f);', 'forwarded'],
    ['function f(o) { show(o); } f(...all);', 'forwarded'],
    ['class A { f(o) { show(o); } g() { this.f({ a: 1 }); } }', 'forwarded'],
    ['export function g(o) { f(o); } function f(o) { show(o); }', 'forwarded'],
    ['function f(o) { show({ ...o, a: 1 }); }', 'forwarded'],
    ['function f(o) { show(o.options); }', 'forwarded'],
    ['show(load());', 'opaque'],
    ['show(anywhere);', 'opaque'],
  ])('%s', (text, source) => {
    const found = view(text);
    expect(found.get('timeout').state).toBe('maybe');
    expect(found.source).toBe(source);
  });

  test('what is written after it holds all the same', () => {
    expect(timeout('function f(o) { show({ ...o, timeout: 5 }); }')).toBe(5);
    expect(view('function f(o) { show({ a: 1, ...o }); }').get('timeout')).toMatchObject({ added: true });
  });
});

describe('paths', () => {
  test.each([
    ['show({ retry: { limit: 3 } });', 3],
    ['const retry = { limit: 3 }; show({ retry });', 3],
    ['show({ retry: { ...{ limit: 3 } } });', 3],
    ['show({ retry: {} });', 'absent'],
    ['show({ limit: 3 });', 'absent'],
    ['show({ retry: f() });', 'maybe'],
  ])('retry.limit of %s', (text, value) => {
    expect(word(view(text).get('retry.limit'))).toBe(value);
  });
});

test('of several, the first that has an answer wins', () => {
  const all = readAll([view('show({ a: 1 });'), view('show({ timeout: 2 });'), view('show({ timeout: 3 });')]);
  expect([word(all.get('timeout')), word(all.get('a')), word(all.get('b'))]).toEqual([2, 1, 'absent']);
  expect(all.source).toBe('own');
  const unsure = readAll([view('show(load());'), view('show({ timeout: 2 });')]);
  expect([word(unsure.get('timeout')), word(unsure.get('b'))]).toEqual([2, 'maybe']);
  expect(unsure.source).toBe('opaque');
});

test('options that lead back to themselves end', () => {
  expect(timeout('let o = {}; o = Object.assign({}, o); show(o);')).toBe('absent');
  expect(timeout('let a = { ...b }; let b = { ...a, timeout: 5 }; show(a);')).toBe(5);
});

describe('a parameter is what callers give, where all are in sight', () => {
  test.each([
    'function f(o) { show(o); } f({ a: 1 }); f();',
    'const f = (o = {}) => show({ ...o, a: 1 }); f({ b: 1 });',
    'class A { private f(o) { show(o); } g() { this.f({ a: 1 }); } }',
    'class A { #f(o) { show(o); } g() { this.#f({ a: 1 }); } }',
    'new Promise((resolve) => show(resolve));',
    'function done() {} show(done);',
  ])('%s', (text) => {
    const found = view(text);
    expect(found.get('timeout').state).toBe('absent');
    expect(found.source).toBe('own');
  });
});
