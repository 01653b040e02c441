import { describe, expect, test } from 'vitest';
import { balanced, hasCallCycle, hasLoop } from '../../src/scan/textScan.ts';

describe('what a text tells without being parsed', () => {
  test.each([
    'async function load(n) { try { await op(); } catch (e) { return load(n - 1); } }',
    'const load = async (n: number): Promise<void> => op().catch(() => load(n - 1));',
    'class A { async connect(): Promise<void> { this.s.on("close", () => this.again()); }\n again() { setTimeout(this.connect, 5); } }',
    'const connect = wrap(() => {\n  socket.on("close", () => setTimeout(connect, 5));\n});',
    'const api = { load: async function () { return api.load(); } };',
  ])('a function comes back to itself: %s', (text) => expect(hasCallCycle(text)).toBe(true));

  test.each([
    'function a() { return b(); }\nfunction b() { return 1; }\n',
    'const a = read();\nconst b = a(a);\n',
    'const a = () => 1;\na();\n',
  ])('nothing comes back: %s', (text) => expect(hasCallCycle(text)).toBe(false));

  test('a loop is judged by its own text alone', () => {
    const caught = (loop: string): boolean => loop.includes('catch');
    expect(hasLoop('for (;;) {\n  try { go(); } catch {}\n}\n', caught)).toBe(true);
    expect(hasLoop('do { try { go(); } catch {} } while (true);', caught)).toBe(true);
    expect(hasLoop('for (const a of b) {\n  c(a);\n}\ntry { go(); } catch {}\n', caught)).toBe(false);
  });

  test('brackets in strings, comments and patterns are none', () => {
    const text = "f('('); // (\ng(/[)]/, `{${a}`); /* ] */\n";
    expect(balanced(text)).toHaveLength(text.length);
    expect(balanced('if (a) {')).toBeUndefined();
  });
});
