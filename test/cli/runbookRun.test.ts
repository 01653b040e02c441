import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAlive } from '../../src/processes/processMark.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { book, folder, follow, onTerminal, script, start, written, readyRunbookProcess } from './runbookProcess.ts';

readyRunbookProcess();

test('steps pass, are logged and reported; the runbook stays as it is', async () => {
  await book(['One', 'echo first'], ['Two', 'echo <who>']);
  const before = await readFile(join(folder, 'book.md'));
  const { code, out } = await start('book.md', '--yes', '--var', 'who=a b', '--report', 'json').ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    title: 'Book',
    steps: [
      { title: 'One', status: 'passed', output: 'first\n' },
      { title: 'Two', status: 'passed', output: 'a b\n' },
    ],
  });
  expect(await written()).toContain('"outcome":"done"');
  expect(await readFile(join(folder, 'book.md'))).toEqual(before);
});

test('a failing step ends the run with 1, in JUnit as well', async () => {
  await book(['One', 'exit 4'], ['Two', 'echo never-reached']);
  const { code, err } = await start('book.md', '--yes', '--report', 'junit', '--output', 'report.xml').ended;
  expect(code).toBe(1);
  expect(err).toContain('One: exit code 4');
  const report = await readFile(join(folder, 'report.xml'), 'utf8');
  expect(report).toContain('tests="1" failures="1" errors="0" skipped="0"');
  expect(await written()).not.toContain('"output":"never-reached');
});

test('an empty blank is refused with 2; so is what does not exist', async () => {
  await book(['One', 'echo <who>']);
  const missing = await start('book.md', '--yes').ended;
  expect(missing).toMatchObject({ code: 2 });
  expect(missing.err).toContain('Needs a value: `who`.');
  expect(await start('none.md').ended).toMatchObject({ code: 2, err: 'breakwater: none.md: file not found.\n' });
  expect((await start('book.md', '--step', 'nope').ended).err).toMatch(/has no step `nope`/);
  expect((await start('book.md', '--var', 'nope').ended).err).toMatch(/expected name=value/);
});

test('a dry run shows what would run and leaves nothing', async () => {
  await book(['One', 'touch "$PWD/made-<who>"']);
  const { code, out } = await start('book.md', '--dry-run', '--var', 'who=x').ended;
  expect(code).toBe(0);
  expect(out).toContain('made-x');
  expect(await readdir(folder)).toEqual(['book.md']);
});

test('one runbook has one path in the logs, however it is typed', async () => {
  await book(['One', 'echo first']);
  for (const typed of [
    'book.md',
    './book.md',
    join(folder, 'book.md'),
    '.././' + folder.split('/').at(-1)! + '/book.md',
  ])
    expect((await start(typed, '--yes').ended).code, typed).toBe(0);
  const runs = join(folder, '.breakwater/runs');
  const logs = (await readdir(runs)).filter((name) => name.endsWith('.jsonl'));
  expect(logs).toHaveLength(4);
  for (const name of logs) expect(await readFile(join(runs, name), 'utf8')).toContain('"path":"book.md"');
});

test('one step only', async () => {
  await book(['One', 'echo first'], ['Two', 'echo second']);
  const { steps } = parseRunbook(await readFile(join(folder, 'book.md'), 'utf8'));
  const shown = await start('book.md', '--yes', '--step', steps[1]!.id).ended;
  expect(shown.code).toBe(0);
  expect(shown.out).toContain('second\n');
  expect(shown.out).not.toContain('first');
});

test('nothing of a secret is written or reported', async () => {
  const secret = 'hunter2-Kälte/&x';
  await book(
    ['One', 'echo <db_password>; printf %s "pre <db_password>" | base64'],
    ['Two', 'MY_TOKEN=$(echo sesame-open); echo "$MY_TOKEN" >/dev/null'],
    ['Three', 'echo "again: $MY_TOKEN"; exit 3'],
  );
  const given = ['--yes', '--var', `db_password=${secret}`, '--report', 'json', '--output', 'report.json'];
  const { code, out, err } = await start('book.md', ...given).ended;
  expect(code).toBe(1);
  const report = await readFile(join(folder, 'report.json'), 'utf8');
  const all = [out, err, report, (await written()).replaceAll('echo sesame-open', '')];
  for (const text of all) {
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('again: sesame');
    for (const cut of [0, 4])
      expect(text).not.toContain(
        Buffer.from('pre ' + secret)
          .toString('base64')
          .slice(8 + cut, 20),
      );
  }
  expect(report).toContain('again: ***');
});

test.runIf(process.platform !== 'win32')('an interrupt ends the whole tree, and the log says so', async () => {
  await book([
    'One',
    'trap "" TERM\necho $$ >pid\n(setsid sleep 64 & echo $! >left)\necho be""gun\nsleep 65; sleep 66',
  ]);
  const run = start('book.md', '--yes');
  // Not as the command that is shown before it runs has it.
  await run.prints('begun\n');
  run.child.kill('SIGINT');
  expect((await run.ended).code).toBe(130);
  for (const name of ['pid', 'left']) {
    const pid = Number(await readFile(join(folder, name), 'utf8'));
    // One that has ended, and that the system has not put away yet, still has a number.
    expect(await isAlive({ pid }), name).toBe(false);
  }
  const log = await written();
  expect(log).toContain('"how":"cancelled"');
  expect(log).toContain('"outcome":"abandoned"');
});

test.runIf(process.platform !== 'win32')('an interrupt between two attempts ends the run', async () => {
  await writeFile(
    join(folder, 'book.md'),
    '# Book\n\n## One\n\n```sh {retries=3 backoff=5s}\necho x >>tries; echo fai""led; false\n```\n',
  );
  const run = start('book.md', '--yes');
  await run.prints('failed\n');
  await new Promise((resolve) => setTimeout(resolve, 300));
  run.child.kill('SIGINT');
  expect((await run.ended).code).toBe(130);
  expect((await readFile(join(folder, 'tries'), 'utf8')).length).toBe(2);
});

test.runIf(process.platform !== 'win32')('a job that is ended says so by its exit code', async () => {
  await writeFile(join(folder, 'book.md'), '# Book\n\n## One\n\n```sh\necho beg""un; sleep 30\n```\n');
  const run = start('book.md', '--yes');
  await run.prints('begun');
  run.child.kill('SIGTERM');
  expect((await run.ended).code).toBe(143);
});

const WAITS = 'echo $$ >pid; echo begun; while [ -e go ]; do sleep 0.05; done';

test.runIf(process.platform === 'linux')('after a kill the next run tells of the unknown result', async () => {
  await book(['One', WAITS]);
  await writeFile(join(folder, 'go'), '');
  const run = start('book.md', '--yes');
  await run.prints('begun\n');
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
  run.child.kill('SIGKILL');
  await run.ended;
  // It ends with the tool.
  for (let left = 200; left > 0 && (await isAlive({ pid })); left--)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await isAlive({ pid })).toBe(false);
  const again = await start('./book.md', '--yes', '--dry-run').ended;
  expect(again.code).toBe(0);
  expect(again.err).toMatch(/Unknown result: `echo .*` was running when run \S+ was killed\./);
  expect(again.err).not.toContain('Still running');
});

test.runIf(process.platform === 'linux')('nothing runs beside a command that a killed run has left', async () => {
  await book(['One', WAITS]);
  await writeFile(join(folder, 'go'), '');
  const run = start('book.md', '--yes');
  await run.prints('begun\n');
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
  const tool = run.child.pid!;
  const children = (await readFile(`/proc/${tool}/task/${tool}/children`, 'utf8')).trim().split(' ').map(Number);
  // What would end the command in the tool's place.
  const guards = children.filter((one) => one !== pid);
  for (const one of guards) process.kill(one, 'SIGSTOP');
  try {
    run.child.kill('SIGKILL');
    await run.ended;
    const beside = await start('./book.md', '--yes').ended;
    expect(Number(await readFile(join(folder, 'pid'), 'utf8'))).toBe(pid);
    expect([beside.code, beside.err]).toEqual([
      2,
      expect.stringMatching(/Nothing was run beside process [\d ]+: wait until/),
    ]);
    expect(beside.err).toMatch(new RegExp(`Still running: process (\\d+, )*${pid}\\b`));
  } finally {
    for (const one of [pid, ...guards]) process.kill(one, 'SIGKILL');
  }
});

test.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))(
  'a terminal is asked for blanks, and a secret is not shown while it is typed',
  async () => {
    await book(['One', 'echo "<who>"; printf %s "<api_token>" | wc -c; echo "<api_token>"']);
    const run = onTerminal('book.md', '--yes');
    await run.prints('who: ');
    run.child.stdin!.write('ada\r');
    await run.prints('api_token: ');
    run.child.stdin!.write('planted-secret\r');
    const { code, out } = await run.ended;
    expect(out).toContain('14\r\n***');
    expect(code).toBe(0);
    expect(out).not.toContain('planted');
    expect(await written()).not.toContain('planted');
  },
);

test.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))(
  'Ctrl-C ends a question, and after an answer it still ends the command',
  async () => {
    await book(['One', 'echo "begun <who>"; sleep 67']);
    const asked = onTerminal('book.md', '--yes');
    await asked.prints('who: ');
    asked.child.stdin!.write('\x03');
    expect((await asked.ended).code).toBe(130);
    const run = onTerminal('book.md', '--yes');
    await run.prints('who: ');
    run.child.stdin!.write('ada\r');
    await run.prints('begun ada\r\n');
    run.child.stdin!.write('\x03');
    expect((await run.ended).code).toBe(130);
    expect(await written()).toContain('"how":"cancelled"');
  },
);

test('a block that takes another one back, or that is not for now, does not run in passing', async () => {
  await writeFile(
    join(folder, 'book.md'),
    [
      '# Book\n\n## Change\n',
      '```sh {id=change rollback=back}\necho changed\n```\n',
      '```sh {id=back}\necho taken back > back.txt\n```\n',
      '## Sometimes\n',
      '```sh {when="region == eu"}\necho eu > eu.txt\n```\n',
      '## Beside\n',
      '```sh {background=true}\necho $$ > beside.txt; sleep 61\n```\n',
      '## End\n',
      '```sh\nwhile [ ! -s beside.txt ]; do sleep 0.05; done; echo end\n```\n',
    ].join('\n'),
  );
  const { code, err, out } = await start('book.md', '--yes', '--report', 'json').ended;
  expect(err + out).toContain('rolls back `change`');
  expect(code).toBe(0);
  expect(existsSync(join(folder, 'back.txt'))).toBe(false);
  expect(existsSync(join(folder, 'eu.txt'))).toBe(false);
  expect(JSON.parse(out)).toMatchObject({
    steps: [{ status: 'passed' }, { status: 'skipped' }, { status: 'passed' }, { status: 'passed' }],
  });
  const ids = JSON.parse(out) as { steps: { id: string }[] };
  expect((await start('book.md', '--yes', '--step', ids.steps[0]!.id).ended).code).toBe(0);
  expect(existsSync(join(folder, 'back.txt'))).toBe(false);
  const beside = Number(await readFile(join(folder, 'beside.txt'), 'utf8'));
  expect(await isAlive({ pid: beside })).toBe(false);
});

const ASKED = process.platform === 'linux' && existsSync('/usr/bin/script');

test.runIf(ASKED)('a target that has moved since the step before is asked about; tokens are not printed', async () => {
  const token = `ghp_${'a1B2'.repeat(9)}`;
  await book(
    [
      'Make',
      'git init -q -b one . && git config user.name x && git config user.email x@example.com && git commit -q --allow-empty -m x',
    ],
    ['Token', `echo ${token} >/dev/null`],
    ['Look', 'git status --short'],
    ['Move', 'git checkout -q -b two'],
    ['Change', 'git push origin HEAD'],
  );
  const run = onTerminal('book.md');
  await run.prints('branch was one, now two');
  run.child.stdin!.write('n\r');
  const { code, err, out } = await run.ended;
  expect(code).toBe(2);
  expect(out + err).not.toContain(token);
});

test('what may be meant for a shell elsewhere is not run here, unless that is said', async () => {
  await writeFile(
    join(folder, 'book.md'),
    '# Book\n\n1. Open:\n\n   ```sh\n   kubectl exec -it web-0 -- sh\n   ```\n\n2. Clean:\n\n   ```sh\n   touch localfile\n   ```\n',
  );
  const refused = await start('book.md', '--yes').ended;
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('`kubectl exec -it web-0 -- sh` (step 1) opened a shell');
  expect(existsSync(join(folder, 'localfile'))).toBe(false);
  const here = await start('book.md', '--yes', '--run-here').ended;
  // The first step is still to be done by hand.
  expect(here.code).toBe(1);
  expect(here.err).toMatch(/has to be run by hand: Open/);
  expect(existsSync(join(folder, 'localfile'))).toBe(true);
});

test('a step that is left for a terminal is neither passed nor ticked', async () => {
  await book(['Edit', 'vim config.yaml'], ['Then', 'echo then']);
  const { code, out, err } = await start('book.md', '--yes', '--report', 'json').ended;
  expect(code).toBe(1);
  expect(err).toContain('run it by hand');
  expect(JSON.parse(out)).toMatchObject({ steps: [{ status: 'skipped' }, { status: 'passed' }] });
  const log = await written();
  expect(log.match(/"type":"step-(?:ticked|skipped)"/g)).toEqual(['"type":"step-ticked"']);
  expect(log).toContain('"outcome":"incomplete"');
});

test('a step without commands is said to have none, and is never passed', async () => {
  await writeFile(
    join(folder, 'book.md'),
    '# Book\n\n1. Call the lead.\n2. Say so:\n\n   ```sh\n   echo said\n   ```\n',
  );
  const { code, out } = await start('book.md', '--yes', '--report', 'json').ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    steps: [{ status: 'skipped', message: 'by hand: nothing to run' }, { status: 'passed' }],
  });
  expect((await written()).match(/"type":"step-(?:ticked|skipped)"/g)).toHaveLength(2);
});

test('where there are no commands at all, nothing ran, which is no success', async () => {
  await writeFile(join(folder, 'book.md'), '# Book\n\n1. Call the lead.\n2. Look at the board.\n');
  const { code, out, err } = await start('book.md', '--yes', '--report', 'junit').ended;
  expect(code).toBe(1);
  expect(err).toContain('nothing ran');
  expect(out).toContain('skipped="2"');
});

test('what the settings of the folder start is asked about before a command runs', async () => {
  await mkdir(join(folder, '.git/objects'), { recursive: true });
  await writeFile(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(folder, '.git/config'), '[core]\n\tfsmonitor = "touch ran; false"\n');
  await book(['One', 'git status']);
  const { code, err } = await start('book.md').ended;
  expect(code).toBe(2);
  expect(err).toContain('`core.fsmonitor`');
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});

test('a dry run shows all steps and lists the values that are missing', async () => {
  await book(['One', 'echo <first> <second>'], ['Two', 'touch made'], ['Three', 'echo <second>']);
  const { code, out } = await start('book.md', '--dry-run', '--var', 'first=a').ended;
  expect(code).toBe(0);
  for (const shown of ['$ echo a <second>', '$ touch made', '(needs a value: `second`)', 'Missing values: `second`.'])
    expect(out).toContain(shown);
  expect(await readdir(folder)).toEqual(['book.md']);
});

test('a dry run reports no step as passed', async () => {
  await book(['One', 'echo <who>'], ['Two', 'vim x'], ['Three', 'touch made']);
  const { code, out } = await start('book.md', '--dry-run', '--report', 'json').ended;
  expect(code).toBe(0);
  const skipped = { status: 'skipped', message: 'dry run: nothing ran' };
  expect(JSON.parse(out)).toMatchObject({ steps: [skipped, skipped, skipped] });
});

test('commands start in the folder of the runbook, wherever the command line is called', async () => {
  await mkdir(join(folder, 'sub/deeper'), { recursive: true });
  const block = '```sh\npwd -P >here\n```\n';
  await writeFile(join(folder, 'sub/book.md'), `# Book\n\n## One\n\n${block}`);
  await writeFile(join(folder, 'sub/other.md'), `---\ncwd: deeper\n---\n# Book\n\n## One\n\n${block}`);
  for (const [file, place] of [
    ['sub/book.md', 'sub'],
    ['sub/other.md', 'sub/deeper'],
  ] as const) {
    expect((await start(file, '--yes').ended).code).toBe(0);
    const there = await realpath(join(folder, place));
    expect(await readFile(join(there, 'here'), 'utf8')).toBe(`${there}\n`);
  }
});

test('a block that is left out when all is run only runs when it is asked for', async () => {
  await writeFile(
    join(folder, 'book.md'),
    '# Book\n\n## One\n\n```sh {id=one excludeFromRunAll=true}\ntouch one\n```\n\n## Two\n\n```sh {excludeFromRunAll=false}\ntouch two\n```\n',
  );
  expect((await start('book.md', '--yes').ended).code).toBe(0);
  expect([existsSync(join(folder, 'one')), existsSync(join(folder, 'two'))]).toEqual([false, true]);
  expect((await start('book.md', '--yes', '--step', 'one').ended).code).toBe(0);
  expect(existsSync(join(folder, 'one'))).toBe(true);
});

test('what is set around a command is shown, and nothing runs unasked', async () => {
  await writeFile(join(folder, 'bash'), '#!/bin/sh\ntouch started\n', { mode: 0o755 });
  await writeFile(join(folder, 'evil.env'), 'touch started\n');
  for (const attributes of ['{env=PATH=.}', '{env=BASH_ENV=./evil.env}', '{shell=./bash}']) {
    await writeFile(join(folder, 'book.md'), `# Book\n\n## One\n\n\`\`\`sh ${attributes}\nls\n\`\`\`\n`);
    const { code, out, err } = await start('book.md').ended;
    expect(code, attributes).toBe(2);
    expect(out).toContain(`(set by the runbook: ${attributes.slice(1, -1).replace('=', ' ')})`);
    expect(err).toContain('Pass --yes');
    expect(existsSync(join(folder, 'started'))).toBe(false);
  }
});

test('what is unknown, or fed to a shell, does not run where nobody can be asked', async () => {
  for (const command of ['./made.sh', "echo 'touch made' | bash", 'touch ma\u200bde']) {
    await book(['One', command]);
    const { code, err } = await start('book.md').ended;
    expect([code, err.includes('Pass --yes')], command).toEqual([2, true]);
  }
});

test.runIf(process.platform !== 'win32')('nothing runs of a pipe, or where there can be no log', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.md')]);
  const pipe = await start('pipe.md', '--yes').ended;
  expect([pipe.code, pipe.err]).toEqual([2, expect.stringContaining('is not a plain file')]);
  await book(['One', 'touch made']);
  await mkdir(join(folder, 'away'));
  await symlink('away', join(folder, '.breakwater'));
  const away = await start('book.md', '--yes').ended;
  expect([away.code, away.err]).toEqual([2, expect.stringContaining('leads to another folder. Nothing was run')]);
  await writeFile(join(folder, 'file'), '');
  expect((await start('book.md', '--yes', '--runs', 'file/runs').ended).code).toBe(2);
  expect(existsSync(join(folder, 'made'))).toBe(false);
  expect((await start('book.md', '--yes', '--runs', 'logs').ended).code).toBe(0);
});

test('where nobody can be asked only what reads runs unasked: a change is refused like what is unknown', async () => {
  for (const command of ['touch made', 'echo x > made', 'mkdir -p made', 'echo x | tee made >/dev/null']) {
    await book(['Look', 'echo seen'], ['Change', command]);
    const { code, out, err } = await start('book.md').ended;
    expect([code, /^seen$/m.test(out), existsSync(join(folder, 'made'))], command).toEqual([2, true, false]);
    expect(err).toMatch(/Change: Line 11: This command makes changes.* Pass --yes to run it without a terminal\./);
  }
  expect((await start('book.md', '--yes').ended).code).toBe(0);
  expect(existsSync(join(folder, 'made'))).toBe(true);
});

test('nothing that a terminal obeys is printed of titles, commands, outputs and messages', async () => {
  const hidden = '\u001b[2K\u001b[1G\u009b1G\u202e\b';
  await book([`One ${hidden}`, `printf '\\033[2K\\033[31mred\\033[0m\\n' #${hidden}`], [`Two ${hidden}`, 'exit 3']);
  const { code, out, err } = await start('book.md', '--yes').ended;
  expect(code).toBe(1);
  for (const text of [out, err]) expect(text.replace(/\u001b\[(?:31|0)m/g, '')).not.toMatch(/[\u001b\u009b\u202e\b]/);
  expect(out).toContain('\\x1b[2K\u001b[31mred');
  expect(out).toContain('\\u202e');
  expect(err).toContain('Two \\x1b[2K');
});

test.runIf(process.platform !== 'win32')(
  'when its reader leaves, commands are stopped and the run is ended',
  async () => {
    await book(
      ['One', 'echo $$ >pid; seq 30; sleep 0.5; for i in $(seq 100); do echo more; sleep 0.2; done; sleep 60'],
      ['Two', 'touch second'],
    );
    const { code } = await follow(
      spawn(
        'bash',
        [
          '-c',
          `"$0" "$1" runbook run book.md --yes | head -4 >/dev/null; exit "\${PIPESTATUS[0]}"`,
          process.execPath,
          script,
        ],
        {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
    ).ended;
    expect(code).toBe(130);
    expect(existsSync(join(folder, 'second'))).toBe(false);
    expect(await isAlive({ pid: Number(await readFile(join(folder, 'pid'), 'utf8')) })).toBe(false);
    const log = await written();
    expect(log).toContain('"how":"cancelled"');
    expect(log).toContain('"outcome":"abandoned"');
  },
);

test('a command that never ends goes on beside the next steps, and is stopped at the end', async () => {
  await book(
    ['Follow', 'touch log; echo $$ >pid; exec tail -f log'],
    ['Then', 'while [ ! -s pid ]; do sleep 0.05; done; echo then'],
  );
  const { code, out } = await start('book.md', '--yes').ended;
  expect(code).toBe(0);
  expect(out).toContain('running in the background');
  expect(await isAlive({ pid: Number(await readFile(join(folder, 'pid'), 'utf8')) })).toBe(false);
});
