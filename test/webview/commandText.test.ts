import { describe, expect, it } from 'vitest';
import type { CommandPart } from '../../src/protocol/webview.ts';
import { isSameCommand, markedText } from '../../src/webview/commandText.ts';

const text = (piece: string): CommandPart => ({ kind: 'text', text: piece });
const value = (piece: string, name = 'x'): CommandPart => ({ kind: 'value', text: piece, name });

/** The marked pieces, as the reader sees them. */
const marked = (...given: Parameters<typeof markedText>): readonly string[] => {
  const { text: whole, marks } = markedText(...given);
  return marks.map(({ start, end, kind }) => `${kind} ${whole.slice(start, end)}`);
};

describe('markedText', () => {
  it('leaves a block without values as it is written', () => {
    expect(markedText('ls <x>', ['ls <x>'], undefined)).toEqual({ text: 'ls <x>', marks: [] });
  });

  it('fills in values where the command stands, between comments, prompts and output', () => {
    const content = '# first\n$ ls <x>\nfile\n$ rm <x> # gone';
    const filled = {
      commands: [
        [text('ls '), value('a')],
        [text('rm '), value("'b c'")],
      ],
    };
    const commands = ['ls <x>', 'rm <x>'];
    expect(markedText(content, commands, filled).text).toBe("# first\n$ ls a\nfile\n$ rm 'b c' # gone");
    expect(marked(content, commands, filled)).toEqual(['value a', "value 'b c'"]);
  });

  it('finds the same command twice', () => {
    const filled = {
      commands: [
        [text('a '), value('1')],
        [text('a '), value('1')],
      ],
    };
    expect(markedText('a <x>\na <x>', ['a <x>', 'a <x>'], filled).text).toBe('a 1\na 1');
  });

  it('shows what is sent in place of text that holds it in pieces', () => {
    const filled = { commands: [[text('for i in 1; do\n  echo '), value('v'), text('\ndone')], [text('ls')]] };
    const content = '$ for i in 1; do\n>   echo <x>\n> done\n$ ls';
    const commands = ['for i in 1; do\n  echo <x>\ndone', 'ls'];
    expect(markedText(content, commands, filled).text).toBe('for i in 1; do\n  echo v\ndone\nls');
    expect(marked(content, commands, filled)).toEqual(['value v']);
  });

  it('marks secrets and empty blanks as what they are', () => {
    const parts: CommandPart[] = [
      text('login '),
      { kind: 'secret', text: '••••••••', name: 'token' },
      text(' '),
      { kind: 'missing', text: '<host>', name: 'host' },
    ];
    expect(marked('login <token> <host>', ['login <token> <host>'], { commands: [parts] })).toEqual([
      'secret ••••••••',
      'missing <host>',
    ]);
  });

  it('does not fill in what belongs to another text of the block', () => {
    expect(markedText('ls\npwd', ['ls', 'pwd'], { commands: [[text('ls')]] }).text).toBe('ls\npwd');
  });
});

describe('isSameCommand', () => {
  it('tells what ran from what has been edited since', () => {
    expect(isSameCommand('ls a', 'ls a')).toBe(true);
    expect(isSameCommand('ls a', 'ls b')).toBe(false);
    expect(isSameCommand('ls a', undefined)).toBe(false);
  });

  it('takes the stars of a record for the secret that stands there', () => {
    expect(isSameCommand('login *** --to ***', 'login abc --to def')).toBe(true);
    expect(isSameCommand('login ***', 'logout abc')).toBe(false);
    expect(isSameCommand('login *** --to a', 'login abc --to b')).toBe(false);
    expect(isSameCommand('echo "***"', 'echo "***"')).toBe(true);
  });
});
