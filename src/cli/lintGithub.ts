import type { Severity } from '../rules/model.ts';
import { githubCommand, type Annotation } from './githubCommand.ts';
import type { Format } from './lintReport.ts';

const levels: Readonly<Record<Severity, Annotation['level']>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands that GitHub shows as annotations of a pull request. */
export const github: Format = (reports) =>
  reports
    .flatMap(({ result, path }) =>
      result.messages.map(({ severity, start, end, ruleId, message }) =>
        githubCommand({ level: levels[severity], file: path, start, end, title: `breakwater/${ruleId}`, message }),
      ),
    )
    .join('');
