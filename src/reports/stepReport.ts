import { visibleJson } from '../text/visible.ts';
import { escapeXml } from '../text/xml.ts';

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
    const inner = element === '' ? '' : `<${element} message="${escapeXml(one.message ?? '')}"/>`;
    const output = one.output === '' ? '' : `<system-out>${escapeXml(one.output)}</system-out>`;
    const attributes = `name="${escapeXml(one.title)}" classname="${escapeXml(title)}" time="${one.seconds.toFixed(3)}"`;
    return `    <testcase ${attributes}>${inner}${output}</testcase>`;
  });
  const counts = `tests="${results.length}" failures="${count('failed')}" errors="${count('refused')}" skipped="${count('skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites>`,
    `  <testsuite name="${escapeXml(title)}" ${counts} time="${seconds}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
