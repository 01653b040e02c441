import fc from 'fast-check';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProgram } from '../../src/processes/shells.ts';
import { fill, type Filling } from '../../src/shell/quote.ts';
import { dialectOf } from '../../src/run/prepare.ts';
import { scratch } from './bundled.ts';

const run = promisify(execFile);
const COUNT = 10_000;
const BATCH = 250;

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => ({ folder, remove } = await scratch()));
afterAll(() => remove());

const nasty = fc.constantFrom(
  ...`' " \\ \` $ $( ) $(touch pwned) \`touch pwned\` ; & | < > ( ) { } [ ] * ? ! # ~ % ^ = - -- , + @ \n \r \t é ✓ 💥 \u2028 ’ “ if then \\' '' '"'"' \${HOME} $HOME a b 0`.split(
    ' ',
  ),
  ' ',
  '\n',
);
const value = fc.oneof(
  fc.array(nasty, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0')),
);

/** Where the blank stands. */
const places = {
  sh: [
    '<v>',
    '"<v>"',
    "'<v>'",
    'a<v>b',
    '"a<v>b"',
    "'a<v>b'",
    '"$(printf %s. <v>)"',
    '"$(printf %s. "<v>")"',
    '`printf %s. <v>`',
  ],
  fish: ['<v>', '"<v>"', "'<v>'", 'a<v>b', '"a<v>b"', "'a<v>b'"],
} as const;

const shells = (
  await Promise.all(
    ['sh', 'bash', 'zsh', 'fish', 'dash', 'ksh'].map(async (name) => ((await findProgram(name)) ? [name] : [])),
  )
).flat();

test('sh and bash are there', () => {
  expect(shells).toEqual(expect.arrayContaining(['sh', 'bash']));
});

test.each(shells)(
  `${COUNT} values come through %s as they are, and do nothing`,
  { timeout: 240_000 },
  async (shell) => {
    const forms = shell === 'fish' ? places.fish : places.sh;
    const values = fc.sample(value, { numRuns: COUNT, seed: 7 });
    for (let from = 0; from < COUNT; from += BATCH) {
      const expected: string[] = [];
      const commands = values.slice(from, from + BATCH).map((text, index) => {
        const form = forms[index % forms.length]!;
        // A substitution takes newlines off the end and an unquoted one splits: the dot keeps them, quotes are not to be had.
        const bare = form.startsWith('`');
        const given = bare ? text.replace(/[\s*?[\]\\]/g, '_') : text;
        const inner = form.replace(/^"\$\(printf %s\. "?<v>"?\)"$/, '<v>.').replace(/^`printf %s\. <v>`$/, '<v>.');
        expected.push(inner.replace(/^(["'])(.*)\1$/s, '$2').replace('<v>', () => given));
        return filled(`printf '%s\\0' ${form}`, given, shell);
      });
      const { stdout } = await run(shell, [...(shell === 'zsh' ? ['-f'] : []), '-c', commands.join('\n')], {
        cwd: folder,
        maxBuffer: 16 << 20,
      });
      expect(stdout.split('\0').slice(0, -1)).toEqual(expected);
    }
    expect(await readdir(folder)).toEqual([]);
  },
);

function filled(command: string, text: string, shell: string): string {
  const start = command.indexOf('<v>');
  const filling: Filling = { start, end: start + 3, name: 'v', value: text };
  const result = fill(command, [filling], dialectOf(shell));
  if ('refusal' in result) throw new Error(`${command}: ${result.refusal}`);
  return result.text;
}

const refusal = (command: string, text: string, shell = 'bash'): string => {
  const start = command.indexOf('<v>');
  const result = fill(command, [{ start, end: start + 3, name: 'v', value: text }], dialectOf(shell));
  return 'refusal' in result ? result.refusal : `not refused: ${result.text}`;
};

test('what cannot be made safe is refused', () => {
  expect(refusal('echo <v>', 'a\0b')).toMatch(/NUL/);
  expect(refusal('echo $((1 + <v>))', '$(touch pwned)')).toMatch(/arithmetic/);
  expect(refusal('echo ${X:-<v>}', 'a b')).toMatch(/expansion/);
  expect(refusal('ssh db "rm <v>"', '$(reboot)')).toMatch(/\(ssh\)/);
  expect(refusal('ssh db rm <v>', 'a; reboot')).toMatch(/ssh/);
  expect(refusal("kubectl exec p -- sh -c 'ls <v>'", '; reboot')).toMatch(/\(sh\)/);
  expect(refusal('cat <<EOF\n<v>\nEOF\n', 'a\nEOF\nreboot')).toMatch(/heredoc/);
  expect(refusal('echo <v>', 'a"&calc', 'cmd')).toMatch(/outside quotes/);
  expect(refusal('ssh db "rm <v>"', 'plain-1')).toBe('not refused: ssh db "rm plain-1"');
});

test('PowerShell and cmd have their own quoting', () => {
  expect(filled('Get-Item <v>', "it's ‘x’", 'pwsh')).toBe("Get-Item 'it''s ‘‘x’’'");
  expect(filled('Write-Host "<v>"', '$(calc) `"', 'pwsh')).toBe('Write-Host "`$(calc) ```""');
  expect(filled('Get-Item <v>', 'plain', 'pwsh')).toBe('Get-Item plain');
  expect(filled('type <v>', 'a & b%PATH%', 'cmd')).toBe('type "a & b%%PATH%%"');
});

test('a secret is named, never written', async () => {
  for (const shell of shells) {
    const forms = ['<v>', '"a<v>b"', "'a<v>b'"];
    for (const form of forms) {
      const command = `printf %s ${form}`;
      const start = command.indexOf('<v>');
      const result = fill(
        command,
        [{ start, end: start + 3, name: 'v', value: 'p"$(x)\'', secretIn: 'BW_V' }],
        dialectOf(shell),
      );
      const text = 'text' in result ? result.text : result.refusal;
      expect(text).not.toContain('$(x)');
      const { stdout } = await run(shell, ['-c', text], { env: { ...process.env, BW_V: 'p"$(x)\'' } });
      expect(stdout).toBe(form.replace(/["']/g, '').replace('<v>', () => 'p"$(x)\''));
    }
  }
});
