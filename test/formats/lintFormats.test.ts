import { describe, expect, it } from 'vitest';
import { github } from '../../src/formats/lintGithub.ts';
import { gitlab } from '../../src/formats/lintGitlab.ts';
import { json } from '../../src/formats/lintJson.ts';
import { stylish } from '../../src/formats/lintStylish.ts';
import { rdjson } from '../../src/formats/lintRdjson.ts';
import type { FileReport, Format } from '../../src/formats/lintReport.ts';
import { sarif } from '../../src/formats/lintSarif.ts';
import { checkstyle, junit } from '../../src/formats/lintXml.ts';
import { formatChecks } from '../../src/cli/runbookReport.ts';
import type { LintMessage } from '../../src/lint/model.ts';

const source = `// é\nconst größe = fetch("<a&b>");\n`;
const at = source.indexOf('fetch');

const warning: LintMessage = {
  ruleId: 'unwrapped-network-call',
  severity: 'warning',
  message: 'No "timeout" <here>\u0001 & there.',
  range: { start: at, end: at + 5 },
  start: { line: 2, column: 15 },
  end: { line: 2, column: 20 },
  suggestions: [
    {
      title: 'Both ends',
      edits: [
        { range: { start: at, end: at }, newText: 'await ' },
        { range: { start: at + 5, end: at + 5 }, newText: '2' },
      ],
    },
    { title: 'Another way', edits: [{ range: { start: at, end: at + 1 }, newText: 'F' }] },
  ],
  fingerprint: 'abc:1',
};
const note: LintMessage = {
  ...warning,
  ruleId: 'parse-error',
  severity: 'info',
  suggestions: [],
  fingerprint: 'abd:1',
};

const file = (path: string, ...messages: LintMessage[]): FileReport => ({
  path,
  result: { path: `/w/${path}`, messages, suppressed: [] },
  text: () => source,
});
const context = { version: '1.2.3', workingDirectory: '/w', colors: false, baseline: false };
const print = (format: Format, ...files: FileReport[]) => format(files, context);
const found = [file('src/a "1".ts', warning, note), file('clean.ts')];

describe('gitlab', () => {
  it('has one entry per finding, with fingerprints that differ by file', () => {
    const entries = JSON.parse(print(gitlab, ...found, file('b.ts', warning))) as { fingerprint: string }[];
    expect(entries[0]).toEqual({
      description: warning.message,
      check_name: 'unwrapped-network-call',
      fingerprint: expect.stringMatching(/^[0-9a-f]{14}$/),
      severity: 'minor',
      location: { path: 'src/a "1".ts', lines: { begin: 2, end: 2 } },
    });
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect(print(gitlab, file('clean.ts'))).toBe('[]\n');
  });
});

describe('checkstyle', () => {
  it('lists files with findings, escaped', () => {
    expect(print(checkstyle, ...found)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="src/a &quot;1&quot;.ts">
    <error line="2" column="15" severity="warning" message="No &quot;timeout&quot; &lt;here&gt;\ufffd &amp; there." source="breakwater.unwrapped-network-call"/>
    <error line="2" column="15" severity="info" message="No &quot;timeout&quot; &lt;here&gt;\ufffd &amp; there." source="breakwater.parse-error"/>
  </file>
</checkstyle>
`);
  });
});

describe('junit', () => {
  it('fails a case per finding, but for notes', () => {
    const text = print(junit, ...found);
    expect(text).toContain('<testsuite name="src/a &quot;1&quot;.ts" tests="2" failures="1" errors="0">');
    expect(text.match(/<testcase /g)).toHaveLength(2);
    expect(text.match(/<failure message="[^"<]*" type="warning">/g)).toHaveLength(1);
    expect(text.match(/<system-out>/g)).toHaveLength(1);
  });

  it('has a case that passed where there is nothing to report', () => {
    expect(print(junit, file('clean.ts'))).toContain('<testcase name="no findings" classname="breakwater"/>');
  });
});

describe('rdjson', () => {
  it('counts columns in bytes, and sends one way to fix a finding', () => {
    const { source: by, diagnostics } = JSON.parse(print(rdjson, ...found)) as {
      source: object;
      diagnostics: object[];
    };
    expect(by).toEqual({ name: 'breakwater', url: 'https://github.com/breakwater/breakwater' });
    const range = { start: { line: 2, column: 17 }, end: { line: 2, column: 22 } };
    expect(diagnostics).toEqual([
      {
        message: warning.message,
        severity: 'WARNING',
        location: { path: 'src/a "1".ts', range },
        code: { value: 'unwrapped-network-call', url: expect.stringMatching(/unwrapped-network-call\.md$/) },
        suggestions: [{ range, text: 'await fetch2' }],
      },
      {
        message: note.message,
        severity: 'INFO',
        location: { path: 'src/a "1".ts', range },
        code: { value: 'parse-error' },
      },
    ]);
  });
});

describe('sarif', () => {
  it('names its category and the hash of the line', () => {
    const [run] = (JSON.parse(print(sarif, ...found)) as { runs: { automationDetails: object; results: object[] }[] })
      .runs;
    expect(run!.automationDetails).toEqual({ id: 'breakwater/lint/' });
    expect(run!.results[0]).toMatchObject({
      partialFingerprints: { primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]+:1$/) },
    });
  });
});

describe('github', () => {
  it('escapes what would end a property or a command', () => {
    expect(print(github, file('a,b:c.ts', { ...warning, message: 'a%\nb' }))).toBe(
      '::warning file=a%2Cb%3Ac.ts,line=2,endLine=2,col=15,endColumn=20,title=breakwater/unwrapped-network-call::a%25%0Ab\n',
    );
  });

  it('shows findings of runbooks too', () => {
    const range = { start: 0, end: 4 };
    const finding = { code: 'broken-link', severity: 'info', message: 'No: %', range } as const;
    expect(formatChecks([{ path: 'r.md', text: source, findings: [finding as never] }], 'github')).toBe(
      '::notice file=r.md,line=1,endLine=1,col=1,endColumn=5,title=breakwater/broken-link::No: %25\n',
    );
  });
});

describe('every format', () => {
  // What erases the line, C1, a bare return, an override of the direction, a zero-width space.
  const hostile = 'a\u001b[2K\u009b\r\u202eb\u200b';
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
  const finding = { code: 'broken-link', severity: 'info', message: hostile, range: { start: 0, end: 4 } } as never;

  it.each(Object.entries({ stylish, json, sarif, checkstyle, junit, github, gitlab, rdjson }))(
    '%s shows what hides in names and messages',
    (_, format) => {
      const printed = print(format, file(`${hostile}.ts`, { ...warning, message: hostile }));
      expect(printed).not.toMatch(hidden);
      expect(printed).toMatch(/202e|8238|%E2%80%AE/i);
    },
  );

  it.each(['stylish', 'json', 'sarif', 'github'] as const)('so does %s of runbook checks', (format) => {
    const printed = formatChecks([{ path: `${hostile}.md`, text: source, findings: [finding] }], format);
    expect(printed).not.toMatch(hidden);
    expect(printed).toMatch(/202e|%E2%80%AE/i);
  });
});
