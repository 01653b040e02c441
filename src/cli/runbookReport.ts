import pc from 'picocolors';
import manifest from '../../package.json' with { type: 'json' };
import { checkCodes } from '../checks/checks.ts';
import { checkUrl } from '../checks/docs.ts';
import type { RunbookFinding } from '../checks/model.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { lineHashes } from '../text/lineHashes.ts';
import { repositoryUrl } from '../text/repository.ts';
import { visibleJson, visibleLine } from '../text/visible.ts';
import { annotation } from '../formats/lintGithub.ts';
import type { CheckedFile } from './runbookCheck.ts';

export type ReportFormat = 'stylish' | 'json' | 'sarif' | 'github';

/** Findings of `runbook check` as text: for people, in ESLint's result format, SARIF 2.1.0, or GitHub's annotations. */
export function formatChecks(files: readonly CheckedFile[], format: ReportFormat): string {
  if (format === 'json') return `${visibleJson(JSON.stringify(files.map(eslintResult), null, 2))}\n`;
  if (format === 'github') return files.map(annotations).join('');
  return format === 'sarif' ? `${visibleJson(JSON.stringify(sarif(files)))}\n` : stylish(files);
}

function stylish(files: readonly CheckedFile[]): string {
  const c = pc.createColors(process.stdout.isTTY === true && !process.env['NO_COLOR']);
  const out: string[] = [];
  let count = 0;
  for (const { path, text, findings } of files) {
    if (findings.length === 0) continue;
    const index = new LineIndex(text);
    out.push(c.underline(visibleLine(path)));
    for (const { range, severity, message, code } of findings) {
      const { line, column } = index.positionAt(range.start);
      const paint = severity === 'error' ? c.red : severity === 'warning' ? c.yellow : c.blue;
      out.push(
        `  ${c.dim(`${line}:${column}`.padEnd(9))} ${paint(severity.padEnd(7))}  ${visibleLine(message)}  ${c.dim(code)}`,
      );
      count++;
    }
    out.push('');
  }
  const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  if (count > 0)
    out.push(`${plural(count, 'finding')} in ${plural(files.filter((f) => f.findings.length > 0).length, 'file')}`);
  else out.push(`${plural(files.length, 'file')} checked, no problems found`);
  return `${out.join('\n')}\n`;
}

function eslintResult({ path, text, findings }: CheckedFile): object {
  const index = new LineIndex(text);
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    filePath: path,
    errorCount: count('error'),
    warningCount: findings.length - count('error'),
    messages: findings.map(({ code, severity, message, range, fix }) => {
      const start = index.positionAt(range.start);
      const end = index.positionAt(range.end);
      const edit = fix?.edits.length === 1 ? fix.edits[0]! : undefined;
      return {
        ruleId: code,
        severity: severity === 'error' ? 2 : 1,
        message,
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        ...(edit ? { fix: { range: [edit.range.start, edit.range.end], text: edit.newText } } : {}),
      };
    }),
  };
}

function annotations({ path, text, findings }: CheckedFile): string {
  const index = new LineIndex(text);
  return findings
    .map(({ code, severity, message, range }) => {
      const [start, end] = [index.positionAt(range.start), index.positionAt(range.end)];
      return annotation(severity, { path, start, end, id: code }, message);
    })
    .join('');
}

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

function sarif(files: readonly CheckedFile[]): object {
  const rules = Object.entries(checkCodes).map(([id, text]) => ({
    id,
    shortDescription: { text },
    helpUri: checkUrl(id),
  }));
  const driver = {
    name: 'Breakwater runbooks',
    semanticVersion: manifest.version,
    informationUri: repositoryUrl,
    rules,
  };
  const results = files.flatMap(({ path, text, findings }) => {
    const index = new LineIndex(text);
    const uri = path.split('/').map(encodeURIComponent).join('/');
    const hashes = findings.length > 0 ? lineHashes(text) : [];
    return findings.map((finding) => sarifResult(finding, index, hashes, uri));
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      { tool: { driver }, automationDetails: { id: 'breakwater/runbooks/' }, columnKind: 'utf16CodeUnits', results },
    ],
  };
}

function sarifResult(
  { code, severity, message, range, fix }: RunbookFinding,
  index: LineIndex,
  hashes: readonly string[],
  uri: string,
): object {
  const start = index.positionAt(range.start);
  const end = index.positionAt(range.end);
  return {
    ruleId: code,
    ruleIndex: Object.keys(checkCodes).indexOf(code),
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: hashes[start.line - 1] },
    ...(fix
      ? {
          fixes: [
            {
              description: { text: fix.title },
              artifactChanges: [
                {
                  artifactLocation: { uri },
                  replacements: fix.edits.map((edit) => ({
                    deletedRegion: { charOffset: edit.range.start, charLength: edit.range.end - edit.range.start },
                    insertedContent: { text: edit.newText },
                  })),
                },
              ],
            },
          ],
        }
      : {}),
  };
}
