import { describe, expect, it } from 'vitest';
import { Capture, capturedAsSecret, capturedName, namesFor } from '../../src/run/capture.ts';
import type { Stream } from '../../src/run/ports.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { block } from './sample.ts';

function captured(...printed: readonly (readonly [Stream, string])[]): ReturnType<Capture['result']> {
  const capture = new Capture('POD');
  const take = capture.through(() => undefined);
  for (const [stream, text] of printed) void take(stream, { text: () => text });
  return capture.result();
}

describe('capturing a value', () => {
  it('takes standard output as $(...) would', () => {
    expect(captured(['stdout', 'web-'], ['stdout', '0\n\n'])).toEqual({ name: 'POD', value: 'web-0' });
    expect(captured(['stderr', 'warning\n'], ['stdout', 'web-0\n'])).toEqual({ name: 'POD', value: 'web-0' });
    expect(captured(['stdout', 'a\nb\n'])).toEqual({ name: 'POD', value: 'a\nb' });
    expect(captured(['stdout', '\u001B[32mweb-0\u001B[0m\r\n'])).toEqual({ name: 'POD', value: 'web-0' });
  });

  it('takes nothing that is empty, too long, an option or not text', () => {
    expect(captured()).toHaveProperty('problem');
    expect(captured(['stdout', ' \n'])).toHaveProperty('problem');
    expect(captured(['stdout', 'x'.repeat(70_000)])).toHaveProperty('problem');
    expect(captured(['stdout', '--all\n'])).toHaveProperty('problem');
    expect(captured(['stdout', 'web\u0007\n'])).toHaveProperty('problem');
  });

  it('has the name that the block gives it', () => {
    expect(capturedName(block('b', 'x', { attributes: { capture: 'POD' } }))).toBe('POD');
    expect(capturedName(block('b', 'x', { attributes: { capture: 'a b' } }))).toBeUndefined();
    expect(capturedName(block('b', 'x'))).toBeUndefined();
  });

  it('fills in the blanks of that name, however they are written', () => {
    const text =
      '```sh {capture=POD_NAME id=find}\nkubectl get pods -o name\n```\n\n```sh\necho <pod-name> <node>\n```\n';
    const book = parseRunbook(text);
    expect(namesFor(book, 'POD_NAME')).toEqual(['POD_NAME', 'pod-name']);
    const sources = Object.fromEntries(book.placeholders.map(({ name, capturedFrom }) => [name, capturedFrom]));
    expect(sources).toEqual({ 'pod-name': 'find', node: undefined });
  });
});

describe('a captured value that its block calls a secret', () => {
  const book = (attributes: string): ReturnType<typeof parseRunbook> =>
    parseRunbook(`\`\`\`sh {${attributes}}\ncat x\n\`\`\`\n`);
  it.each(['capture=TOK secret=true', 'capture=TOK sensitive=true', 'capture=TOK mask=true'])(
    'is one: %s',
    (attributes) => {
      expect(capturedAsSecret(book(attributes), 'TOK')).toBe(true);
      expect(capturedAsSecret(book(attributes), 'tok')).toBe(true);
      expect(capturedAsSecret(book(attributes), 'OTHER')).toBe(false);
    },
  );
  it.each(['capture=TOK', 'capture=TOK secret=false', 'secret=true'])('is none: %s', (attributes) => {
    expect(capturedAsSecret(book(attributes), 'TOK')).toBe(false);
  });
});
