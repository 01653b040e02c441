import { escapeXml } from '../text/xml.ts';
import type { LintMessage } from '../lint/model.ts';
import { countFindings, type FileReport, type Format } from './lintReport.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Checkstyle's report, which most CI servers read. */
export const checkstyle: Format = (reports) => {
  const files = withFindings(reports).map(
    ({ path, result }) =>
      `  <file${attributes({ name: path })}>\n${result.messages.map(checkstyleError).join('')}  </file>\n`,
  );
  return `${declaration}<checkstyle version="4.3">\n${files.join('')}</checkstyle>\n`;
};

function checkstyleError({ start, severity, message, ruleId }: LintMessage): string {
  const { line, column } = start;
  return `    <error${attributes({ line, column, severity, message, source: `breakwater.${ruleId}` })}/>\n`;
}

/** JUnit's report: a suite per file and a case per finding; notes do not fail. A clean run has one case that passed. */
export const junit: Format = (reports) => {
  const found = withFindings(reports);
  const suites =
    found.length > 0
      ? found.map(junitSuite)
      : [
          '  <testsuite name="breakwater" tests="1" failures="0" errors="0">\n',
          '    <testcase name="no findings" classname="breakwater"/>\n  </testsuite>\n',
        ];
  return `${declaration}<testsuites name="breakwater lint">\n${suites.join('')}</testsuites>\n`;
};

function junitSuite(report: FileReport): string {
  const { path, result } = report;
  const { error, warning } = countFindings([report]);
  const counts = { tests: result.messages.length, failures: error + warning, errors: 0 };
  return `  <testsuite${attributes({ name: path, ...counts })}>\n${result.messages
    .map((message) => junitCase(message, path))
    .join('')}  </testsuite>\n`;
}

function junitCase({ ruleId, severity, start, message }: LintMessage, path: string): string {
  const place = `${path}:${start.line}:${start.column}`;
  const text = escapeXml(`${place} ${message}`);
  const inner =
    severity === 'info'
      ? `<system-out>${text}</system-out>`
      : `<failure${attributes({ message, type: severity })}>${text}</failure>`;
  return `    <testcase${attributes({ name: `${ruleId} (${place})`, classname: path, file: path, line: start.line })}>${inner}</testcase>\n`;
}

function withFindings(reports: readonly FileReport[]): readonly FileReport[] {
  return reports.filter(({ result }) => result.messages.length > 0);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}
