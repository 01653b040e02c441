import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeConfig } from '../../src/lint/config.ts';
import { lintWith } from '../../src/lint/lint.ts';
import type { LintMessage } from '../../src/lint/model.ts';
import { Project } from '../../src/lint/project.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { collectSources } from '../../src/batch/sourceSet.ts';
import { Typed } from './typed.ts';

/**
 * Applies every fix and suggestion of a folder of real code, one at a time and in memory, and says what came of each:
 * does the text parse, is the finding gone, did a rule find more, is there a new TypeScript error, is what no edit names as it was.
 * Usage: npx tsx test/proofs/applyAll.ts FOLDER [RULE...]. One line of JSON for each change, then the counts.
 * Whether the program still does what it did is for the reader to say.
 */
const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) throw new Error('usage: applyAll.ts FOLDER [RULE...]');
const root = resolve(folder);
const texts = new Map<string, string>();
const parse = await loadParser();
const config = makeConfig({ preset: 'recommended' }, root);
const typed = new Typed(root);

/** A project remembers what it has read: another text needs another project, with the folders read already. */
let disk = new DiskFiles({ text: (path) => texts.get(path) });
const lint = (path: string, text: string): readonly LintMessage[] => {
  texts.set(path, text);
  disk = new DiskFiles({ folders: disk.folders, text: (one) => texts.get(one) });
  const { messages } = lintWith(new Project(disk, parse), { path, text }, config);
  texts.delete(path);
  return messages;
};
const countsOf = (messages: readonly LintMessage[]): Map<string, number> =>
  messages.reduce((map, { ruleId }) => map.set(ruleId, (map.get(ruleId) ?? 0) + 1), new Map<string, number>());

const totals = { findings: 0, offering: 0, changes: 0, unparsed: 0, left: 0, adding: 0, typeErrors: 0, resolvable: 0 };
const sources = collectSources({
  from: root,
  paths: ['.'],
  ignores: (path) => config.ignores(path),
  warn: () => undefined,
  known: new Map(),
});
for (const { path, text } of sources.candidates) {
  const before = lint(path, text).filter(({ ruleId }) => wanted.length === 0 || wanted.includes(ruleId));
  totals.findings += before.length;
  for (const message of before) report(path, text, message, before);
}
console.log(JSON.stringify({ ...totals, share: `${Math.round((100 * totals.offering) / totals.findings)} %` }));

function report(path: string, text: string, message: LintMessage, before: readonly LintMessage[]): void {
  const changes = [...(message.fix ? [message.fix] : []), ...message.suggestions];
  const place = { file: path.slice(root.length + 1), line: message.start.line, rule: message.ruleId };
  if (changes.length === 0) console.log(JSON.stringify({ ...place, message: message.message }));
  else totals.offering++;
  const was = countsOf(before);
  for (const { title, edits } of changes) {
    const after = applyEdits(text, edits);
    const now = countsOf(lint(path, after));
    const errors = typed.newErrors(path, after);
    const row = {
      parses: parse(after, path).errors.length === 0,
      gone: (now.get(message.ruleId) ?? 0) < was.get(message.ruleId)!,
      added: [...now.keys()].filter((rule) => now.get(rule)! > (was.get(rule) ?? 0)),
      resolved: errors.resolved,
      typeErrors: errors.added,
    };
    totals.changes++;
    totals.unparsed += row.parses ? 0 : 1;
    totals.left += row.gone ? 0 : 1;
    totals.adding += row.added.length > 0 ? 1 : 0;
    totals.resolvable += row.resolved ? 1 : 0;
    totals.typeErrors += row.typeErrors.length > 0 ? 1 : 0;
    console.log(
      JSON.stringify({
        ...place,
        title,
        ...row,
        diff: edits.map(({ range, newText }) => [text.slice(range.start, range.end), newText]),
      }),
    );
  }
}
