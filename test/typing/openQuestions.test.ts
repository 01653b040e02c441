import { describe, expect, test } from 'vitest';
import { openQuestions } from '../../src/typing/openQuestions.ts';
import { contextOf } from '../values/shown.ts';

/** What is asked about in a text, as written; packages called `far-*` lead nowhere. */
function asked(text: string): string[] {
  const context = contextOf(text);
  return openQuestions(context, (specifier) => !specifier.startsWith('far-')).map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe('what syntax leaves open', () => {
  test('receivers of calls that somebody waits for', () => {
    expect(
      asked("import { open } from 'near';\nconst a = open();\nexport const f = async () => await a.get(1);"),
    ).toEqual(['a']);
    expect(asked("import { a } from 'near';\nexport const f = () => a.get(1).then((x) => x);")).toEqual(['a']);
    expect(asked("import { a } from 'near';\nexport const f = () => void a.get(1);")).toEqual(['a']);
    expect(asked("import { a } from 'near';\nexport const f = () => Promise.all([a.get(1)]);")).toEqual(['a']);
    expect(asked("import { a } from 'near';\nexport const f = (): Promise<string> => a.get(1);")).toEqual(['a']);
    expect(asked('export class A extends B {\n  async f() {\n    return this.b.get(1);\n  }\n}')).toEqual(['this.b']);
  });

  test('every link of a chain, and a variable that is called', () => {
    expect(asked("import { a } from 'near';\nexport const f = async () => (await a.open()).b.get(1);")).toEqual([
      '(await a.open()).b',
      'a',
      'a.open()',
    ]);
    expect(
      asked("import { a } from 'near';\nconst send = a.make();\nexport const f = async () => await send(1);"),
    ).toEqual(['send']);
  });

  test('not what syntax tells, nor what is no client for sure', () => {
    expect(
      asked("import Redis from 'ioredis';\nconst a = new Redis();\nexport const f = async () => await a.get(1);"),
    ).toEqual([]);
    expect(asked("import { a } from 'far-away';\nexport const f = async () => await a.get(1);")).toEqual([]);
    expect(
      asked(
        "import { open } from 'far-away';\nexport const f = async () => {\n  const a = await open();\n  await a.get(1);\n};",
      ),
    ).toEqual([]);
    expect(asked("const { a } = require('far-away');\nexports.f = async () => await a.get(1);")).toEqual([]);
    expect(asked('export const f = async () => await Thing.get(1);')).toEqual([]);
    expect(asked('export const f = async () => await [1].at(0);')).toEqual([]);
    expect(asked("import { a } from 'near';\nexport const f = () => a.get(1);")).toEqual([]);
    expect(asked("import { a } from 'near';\nexport const f = async () => a.map((one) => one);")).toEqual([]);
    expect(asked("import { a } from 'near';\nexport const f = () => {\n  a.log(1);\n};")).toEqual([]);
  });

  test('what is waited for elsewhere', () => {
    expect(
      asked(
        "import { a } from 'near';\nexport const f = async () => {\n  a.set(1);\n  await a.get(1);\n  b.log(1);\n};",
      ),
    ).toEqual(['a', 'a']);
  });
});
