import { describe, expect, it } from 'vitest';
import { Answers, cutShort } from '../../src/ast/answers.ts';

/** Which names a name leads to, by what each names, told once for each. */
function reached(names: Readonly<Record<string, readonly string[]>>): {
  readonly of: (name: string) => string;
  readonly asked: string[];
} {
  const answers = new Answers<string, string>('?');
  const asked: string[] = [];
  const of = (name: string): string =>
    answers.of(name, () => {
      asked.push(name);
      return `${name}(${names[name]!.map(of).join(' ')})`;
    });
  return { of, asked };
}

describe('answers that ask for each other', () => {
  it('are worked out once', () => {
    const { of, asked } = reached({ a: ['b', 'c'], b: ['c'], c: [] });
    expect(of('a')).toBe('a(b(c()) c())');
    of('b');
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('have a stand-in for themselves only where they are asked from within', () => {
    const { of } = reached({ a: ['b'], b: ['a'], c: ['a'] });
    expect(of('a')).toBe('a(b(?))');
    expect(of('c')).toBe('c(a(b(?)))');
    expect(of('b')).toBe('b(a(b(?)))');
  });

  it('are found once for who is open, however often it asks', () => {
    const { of, asked } = reached({ a: ['b', 'b', 'c'], b: ['c'], c: ['a'] });
    expect(of('a')).toBe('a(b(c(?)) b(c(?)) c(?))');
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('are found again after one that was cut short', () => {
    const answers = new Answers<string, string>('?');
    const cut = (): string => {
      cutShort();
      return 'too far';
    };
    expect(answers.of('a', () => answers.of('b', cut))).toBe('too far');
    expect(answers.of('b', () => 'near')).toBe('near');
    expect(answers.of('a', () => 'not asked again')).toBe('too far');
  });

  it('are not kept where finding them failed', () => {
    const answers = new Answers<string, string>('?');
    const fail = (): string => {
      throw new Error('no');
    };
    expect(() => answers.of('a', fail)).toThrow('no');
    expect(answers.of('a', () => 'found')).toBe('found');
    answers.forget('a');
    expect(answers.of('a', () => 'anew')).toBe('anew');
  });
});
