import { visibleJson } from '../text/visible.ts';

/** How one step of `runbook run` went. */
export interface StepResult {
  readonly id: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'refused';
  readonly seconds: number;
  readonly message?: string;
  readonly output: string;
}

/** The report of a run, for machines: JUnit's XML, or JSON with one entry per step. */
export function reportAs(format: 'junit' | 'json', title: string, results: readonly StepResult[]): string {
  if (format === 'json') return visibleJson(JSON.stringify({ title, steps: results }, null, 2)) + '\n';
  const count = (status: StepResult['status']): number => results.filter((one) => one.status === status).length;
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0).toFixed(3);
  const cases = results.map((one) => {
    const element = { passed: '', failed: 'failure', skipped: 'skipped', refused: 'error' }[one.status];
    const inner = element === '' ? '' : `<${element} message="${escaped(one.message ?? '')}"/>`;
    const output = one.output === '' ? '' : `<system-out>${escaped(one.output)}</system-out>`;
    const attributes = `name="${escaped(one.title)}" classname="${escaped(title)}" time="${one.seconds.toFixed(3)}"`;
    return `    <testcase ${attributes}>${inner}${output}</testcase>`;
  });
  const counts = `tests="${results.length}" failures="${count('failed')}" errors="${count('refused')}" skipped="${count('skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites>`,
    `  <testsuite name="${escaped(title)}" ${counts} time="${seconds}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** XML 1.0 cannot hold most control characters at all, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"\n]/g, (c) => entities[c]!)
    .replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (c) => `&#${c.charCodeAt(0)};`);
}
