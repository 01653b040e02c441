import { between, exactDuration } from './duration.ts';
import { phases } from './events.ts';
import { summarySentence, type Postmortem } from './postmortem.ts';
import { region } from '../text/regions.ts';
import type { TimelineEntry } from './timelineEntry.ts';
import { measures, type Measure } from './times.ts';
import { bothTimesToSecond, type Zone } from './zone.ts';
import { capital } from '../text/words.ts';

const UNKNOWN = 'not recorded';

const measureNames: Readonly<Record<Measure, string>> = {
  detect: 'Detection',
  acknowledge: 'Response',
  mitigate: 'Mitigation',
  recover: 'Recovery',
};

/**
 * A post-mortem, or the record of a bare run, as Markdown. What Breakwater knows stands in marked regions that
 * `mergePage` brings up to date; all else is for people to fill in, and stays. It names roles, not people.
 */
export function postmortemMarkdown(postmortem: Postmortem, zone: Zone): string {
  const { kind, title, deviations, patches, drill } = postmortem;
  const heading = kind === 'run' ? 'Record of a run' : drill ? 'Review of a drill' : 'Post-mortem';
  const parts = [
    `# ${heading}: ${inline(title)}`,
    region('facts', factTable(postmortem, zone)),
    '## Summary',
    region('summary', inline(summarySentence(postmortem))),
    'Add two or three sentences that someone outside the team understands.',
    '## Impact',
    region('impact', impactText(postmortem, zone)),
    'Who noticed, how many were affected, and what could they not do?',
    '## Detection, response and recovery',
    region('times', timeTable(postmortem, zone)),
    'What would have told us earlier? What slowed us down?',
    '## Timeline',
    region('timeline', timelineTable(postmortem, zone)),
    '## Root cause and contributing factors',
    rootCausePrompts,
    region('hypotheses', hypotheses(postmortem)),
    ...['went well', 'went badly'].map((how) => `## What ${how}\n\n- `),
    '## Where we were lucky\n\n- ',
    '## Action items',
    'Each has an owner and a due date, and removes a contributing factor or makes the next incident shorter.',
    region('actions', actionList(postmortem)),
    '## Deviations from the runbook',
    region('deviations', deviationTable(postmortem)),
  ];
  if (deviations.length > 0) parts.push('Was the runbook wrong, or was this case special? Either is fine: say which.');
  parts.push(
    '## Patch for the runbook',
    region('patch', patches.length === 0 ? 'Nothing to change.' : patchText(postmortem)),
  );
  return `${parts.join('\n\n')}\n`;
}

/** What happened so far, as Markdown to be read while it goes on: facts, times and timeline, latest entry last. */
export function timelineMarkdown(postmortem: Postmortem, zone: Zone): string {
  const { title, kind } = postmortem;
  const parts = [`# Timeline: ${inline(title)}`, factTable(postmortem, zone)];
  if (kind === 'incident') parts.push('## Times', timeTable(postmortem, zone));
  parts.push('## What happened', timelineTable(postmortem, zone));
  return `${parts.join('\n\n')}\n`;
}

const rootCausePrompts = [
  'Look for conditions, not for people: everybody did what made sense with what they knew.',
  '',
  '- What made this possible? What had to be true at the same time?',
  '- What made it worse, or hid it?',
  '- Which protection (timeout, retry, breaker, limit, alert, review) did not hold, and why did it look sufficient?',
  '- What would have to change so that the next person cannot run into this?',
].join('\n');

function factTable(postmortem: Postmortem, zone: Zone): string {
  const { kind, id, severity, status, services, runbook, roles, runs, warnings, drill } = postmortem;
  const rows: (readonly [string, string])[] = [[kind === 'run' ? 'Run' : 'Incident', code(id)]];
  if (drill) rows.push(['Drill', 'yes: in no number of real incidents']);
  if (severity !== undefined) rows.push(['Severity', inline(severity)]);
  if (status !== undefined) rows.push(['Status', status]);
  if (kind === 'incident') rows.push(['Services', services.length === 0 ? UNKNOWN : services.map(inline).join(', ')]);
  if (runbook !== undefined) rows.push(['Runbook', code(runbook)]);
  for (const [role, person] of Object.entries(roles)) rows.push([inline(capital(role)), inline(person)]);
  for (const { run, title, path, startedAt, endedAt } of runs) {
    const span = startedAt === undefined ? UNKNOWN : bothTimesToSecond(startedAt, zone);
    const took = startedAt === undefined || endedAt === undefined ? -1 : between(startedAt, endedAt);
    const length = endedAt === undefined ? ', not finished' : took >= 0 ? `, ${exactDuration(took)}` : '';
    rows.push([`Run ${code(run)}`, `${inline(title)} (${pathCode(path)}), ${span}${length}`]);
  }
  const lines = rowsOf(['', ''], rows);
  if (warnings.length > 0) lines.push('', ...warnings.map((warning) => `- Note: ${inline(warning)}`));
  return lines.join('\n');
}

function impactText({ kind, impact, impactSpans, downtime }: Postmortem, zone: Zone): string {
  if (kind === 'run') return 'A run by itself has no recorded impact.';
  const spans = impactSpans.map(
    ({ from, to }) =>
      `- From ${bothTimesToSecond(from, zone)} ${to === undefined ? 'until now' : `to ${bothTimesToSecond(to, zone)}`}`,
  );
  const total =
    downtime === undefined ? 'Duration of the impact: unknown.' : `Duration of the impact: ${exactDuration(downtime)}.`;
  return [impact === undefined ? 'Impact: not recorded.' : inline(impact), '', total, '', ...spans].join('\n');
}

function timeTable({ kind, times, durations, formulas }: Postmortem, zone: Zone): string {
  if (kind === 'run') return 'A run by itself has no phases.';
  const reached = phases.map((phase) => {
    const at = times[phase];
    return [capital(phase), at === undefined ? UNKNOWN : bothTimesToSecond(at, zone)] as const;
  });
  const took = measures.map((measure) => {
    const duration = durations[measure];
    return [
      measureNames[measure],
      duration === undefined ? UNKNOWN : exactDuration(duration),
      inline(formulas[measure]),
    ] as const;
  });
  return [...rowsOf(['Phase', 'When'], reached), '', ...rowsOf(['Time', 'Took', 'How it is worked out'], took)].join(
    '\n',
  );
}

function timelineTable({ timeline, roles, runs }: Postmortem, zone: Zone): string {
  if (timeline.length === 0) return 'Nothing was recorded.';
  const roleOf = new Map(Object.entries(roles).map(([role, person]) => [person, role]));
  const several = runs.length > 1;
  const rows = timeline.map((entry) => [
    bothTimesToSecond(entry.at, zone),
    entry.kind === 'gap' ? '' : inline(roleOf.get(entry.by) ?? 'responder'),
    entryText(entry, several),
  ]);
  return rowsOf(['When', 'Role', 'What'], rows).join('\n');
}

function entryText({ kind, text, run, step, command, result, evidence }: TimelineEntry, several: boolean): string {
  if (kind === 'gap') return `*${inline(text)}*`;
  const parts = [inline(text)];
  if (command !== undefined) parts.push(code(command));
  if (result !== undefined) parts.push(`(${inline(result)})`);
  if (step !== undefined) parts.push(`in step "${inline(step)}"`);
  if (run !== undefined && several) parts.push(`of run ${code(run)}`);
  if (evidence !== undefined) parts.push(`Evidence: ${code(evidence)}`);
  return parts.join(' ');
}

function hypotheses({ notes }: Postmortem): string {
  const lines = [
    ...notes.hypothesis.map((text) => `- Hypothesis at the time: ${inline(text)}`),
    ...notes.decision.map((text) => `- Decision: ${inline(text)}`),
  ];
  return lines.length === 0 ? 'No hypothesis or decision was noted.' : lines.join('\n');
}

function actionList({ actions }: Postmortem): string {
  if (actions.length === 0) return '- [ ] (owner: , due: YYYY-MM-DD)';
  return actions
    .map(({ text, owner, due, finding }) => {
      const found =
        finding === undefined ? '' : ` (${code(finding.rule)} at ${code(`${finding.path}:${finding.line}`)})`;
      return `- [ ] ${inline(text)}${found} (owner: ${inline(owner)}, due: ${due || 'YYYY-MM-DD'})`;
    })
    .join('\n');
}

function deviationTable({ deviations, runs }: Postmortem): string {
  if (deviations.length === 0) return 'None.';
  const rows = deviations.map(({ step, line, text, edit, took, path, run }) => [
    inline(step),
    [
      inline(text),
      ...(took === undefined ? [] : [`(${exactDuration(took)})`]),
      ...(edit === undefined ? [] : [`${code(edit.before)} became ${code(edit.after)}`]),
    ].join(' '),
    `${pathCode(path)}, line ${line}${runs.length > 1 ? `, run ${code(run)}` : ''}`,
  ]);
  return rowsOf(['Step', 'What was different', 'Where'], rows).join('\n');
}

function patchText({ patches }: Postmortem): string {
  const fence = '`'.repeat(
    Math.max(2, ...patches.flatMap(({ diff }) => [...diff.matchAll(/`+/g)].map(([run]) => run.length))) + 1,
  );
  const blocks = patches.map(({ diff }) => `${fence}diff\n${diff.trimEnd()}\n${fence}`);
  return ['Read it, change it as needed, and apply it with `git apply`.', ...blocks].join('\n\n');
}

function rowsOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** A text on one line in which Markdown and HTML find nothing to obey. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/&(?=#?\w{1,32};)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*[\]|~]|(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, (character) => `\\${character}`);
}

/** A text on one line as code; a bar would end a cell of a table. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');
  if (line === '') return UNKNOWN;
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** Blanks that end a line or a cell belong to the name: as escapes, it is still the same one. */
function pathCode(path: string): string {
  return code(path.replaceAll('\t', '\\t').replaceAll('\n', '\\n'));
}
