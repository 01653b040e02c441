import { describe, expect, it } from 'vitest';
import { filledCommands, filledInner, textOf } from '../../src/run/filled.ts';
import { prepare, type Variable } from '../../src/run/prepare.ts';
import type { Block } from '../../src/blocks/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { allBlocks } from '../../src/run/plan.ts';

const values = (given: Readonly<Record<string, string>>, secret = ''): Map<string, Variable> =>
  new Map(Object.entries(given).map(([name, value]) => [name, { value, secret: name === secret }]));

function read(command: string): [ReturnType<typeof parseRunbook>, Block] {
  const runbook = parseRunbook(`# T\n\n## 1. Do\n\n\`\`\`sh\n${command}\n\`\`\`\n`);
  return [runbook, allBlocks(runbook)[0]!];
}

const shown = (command: string, variables: ReadonlyMap<string, Variable>): readonly string[] =>
  filledCommands(...read(command), variables)
    .flat()
    .map(({ kind, text }) => (kind === 'text' ? text : `{${kind} ${text}}`));

describe('filledCommands', () => {
  it('shows values as the shell gets them: what is shown is what runs', () => {
    const given = values({ name: "it's; rm -rf /", region: 'eu-1' });
    for (const command of ['echo <name> in <region>', 'echo "<name>" \'<region>\'', 'echo ${name} # <region>']) {
      const [runbook, block] = read(command);
      const prepared = prepare(runbook, block, given, { cwd: '/', home: '/' });
      expect(textOf(filledCommands(runbook, block, given))).toEqual('commands' in prepared ? prepared.commands : []);
    }
    expect(shown('echo <name> now', given)).toEqual(['echo ', "{value 'it'\\''s; rm -rf /'}", ' now']);
  });

  it('shows dots for a secret, and never a part of it', () => {
    expect(shown('login <token> <host>', values({ token: 'hunter2', host: 'db' }, 'token'))).toEqual([
      'login ',
      '{secret ••••••••}',
      ' ',
      '{value db}',
    ]);
  });

  it('leaves blanks without a value, before and behind those with one', () => {
    expect(shown('cp <from> <to> <again>', values({ to: 'a much longer name' }))).toEqual([
      'cp ',
      '{missing <from>}',
      ' ',
      "{value 'a much longer name'}",
      ' ',
      '{missing <again>}',
    ]);
  });

  it('takes no blank out of a value', () => {
    expect(shown('echo <from>', values({ from: '<to>' }))).toEqual(['echo ', "{value '<to>'}"]);
  });

  it('shows a command as it is written where its value is refused', () => {
    expect(shown('ssh h "ls <dir>"', values({ dir: 'a; b' }))).toEqual(['ssh h "ls ', '{missing <dir>}', '"']);
  });
});

describe('blanks that no command of a block holds', () => {
  const preparedWith = (text: string, given: ReadonlyMap<string, Variable>): ReturnType<typeof prepare> => {
    const runbook = parseRunbook(text);
    return prepare(runbook, allBlocks(runbook)[0]!, given, { cwd: '/', home: '/' });
  };

  it.each([
    'cd /srv\nnano settings.env\n\n# Set:\nKEY=<key>',
    'psql app\nUPDATE users SET role = 1 WHERE mail = <key>;',
    'sudo -u app crontab -e\n0 4 * * * report.sh <key>',
  ])('are filled where they are typed in a session: %j', (command) => {
    const [runbook, block] = read(command);
    const given = values({ key: 'k 7' });
    expect(prepare(runbook, block, given, { cwd: '/', home: '/' })).toHaveProperty('commands');
    expect(filledInner(block, given).join('\n')).toContain('k 7');
    expect(filledInner(block, values({ key: 'k 7' }, 'key')).join('\n')).not.toContain('k 7');
    expect(prepare(runbook, block, new Map(), { cwd: '/', home: '/' })).toHaveProperty('missing', ['key']);
  });

  it('are filled where only the text says so, and nowhere else', () => {
    const text = '# T\n\nReplace "RECIPIENT" with your address:\n\n```sh\nmail -s up RECIPIENT\n```\n';
    expect(preparedWith(text, values({ RECIPIENT: 'a@b.c' }))).toHaveProperty('commands', ["mail -s up 'a@b.c'"]);
    const named = '# T\n\n```sh\necho NAME; get --id YOUR_NAME\n```\n';
    expect(preparedWith(named, values({ YOUR_NAME: 'x' }))).toHaveProperty('commands', ['echo NAME; get --id x']);
  });
});
