import { hash53 } from '../text/hash.ts';
import type { Severity } from '../rules/model.ts';
import type { Format } from './lintReport.ts';
import { visibleJson } from '../text/visible.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab's Code Quality report (`artifacts:reports:codequality`). Fingerprints stay where lines above come or go. */
export const gitlab: Format = (reports) => {
  const findings = reports.flatMap(({ result, path }) =>
    result.messages.map(({ ruleId, severity, message, start, end, fingerprint }) => ({
      description: message,
      check_name: ruleId,
      fingerprint: hash53(`${path}\0${fingerprint}`).toString(16).padStart(14, '0'),
      severity: severities[severity],
      location: { path, lines: { begin: start.line, end: end.line } },
    })),
  );
  return `${visibleJson(JSON.stringify(findings, null, 2))}\n`;
};
