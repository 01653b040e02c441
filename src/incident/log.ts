import { lostLines } from '../record/lostLines.ts';
import { fieldsOf, number } from '../record/rawFields.ts';
import { INCIDENT_LOG_VERSION, type IncidentEvent, type NewIncidentEvent } from './events.ts';
import { checkedIncidentEvent } from './fields.ts';

/** What the log of an incident holds. */
export interface IncidentLogContent {
  /** In the order of their lines. */
  readonly events: readonly IncidentEvent[];
  /** One sentence each, for the responder. */
  readonly warnings: readonly string[];
  /** There where a newer Breakwater wrote to this log: nothing may be added then. */
  readonly refused?: string;
}

/** Longer lines are no events. UTF-16 units. */
const MAX_LINE = 2_000_000;
/** Enough to see what is wrong; a log of rubbish must not fill the view. */
const MAX_WARNINGS = 20;

/**
 * The events in the lines of an incident's log. Total: torn, foreign and unknown lines are said and skipped, an event
 * that is there twice counts once, a field that holds what it may not is dropped and named.
 * @param name of the file, to be told with what is wrong in it
 */
export function decodeIncident(lines: string, name = 'this log'): IncidentLogContent {
  const events: IncidentEvent[] = [];
  const warnings: string[] = [];
  const seen = new Set<string>();
  const warn = (sentence: string): void => {
    if (warnings.length < MAX_WARNINGS) warnings.push(sentence);
    else if (warnings.length === MAX_WARNINGS) warnings.push('This log has more problems.');
  };
  const torn: number[] = [];
  const foreign: number[] = [];
  let newer = 0;
  lines
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((line, index) => {
      if (line.trim() === '') return;
      const value = line.length > MAX_LINE ? undefined : parsed(line);
      const fields = fieldsOf(value);
      if (value === undefined) torn.push(index + 1);
      else if (fields === undefined || typeof fields['type'] !== 'string') foreign.push(index + 1);
      else if ((number(fields['v']) ?? 1) > INCIDENT_LOG_VERSION) newer = Math.max(newer, number(fields['v'])!);
      else {
        const checked = checkedIncidentEvent(fields);
        if ('problem' in checked) return warn(`Skipped line ${index + 1} of ${name}: it ${checked.problem}.`);
        for (const key of checked.dropped)
          warn(`Line ${index + 1} of ${name}: ignored \`${key}\`, which isn't a valid value.`);
        const event = checked.event as unknown as IncidentEvent;
        if (seen.has(event.id)) return;
        seen.add(event.id);
        events.push(event);
      }
    });
  warnings.push(...lostLines(torn, foreign, name));
  if (newer === 0) return { events, warnings };
  const refused =
    `This incident was recorded by a newer Breakwater (log version ${newer}; this one knows ${INCIDENT_LOG_VERSION}). ` +
    'You can view it; update Breakwater to continue it.';
  return { events, warnings, refused };
}

/** The logs of several responders as one: an event that is in more than one counts once. */
export function mergeIncidentLogs(logs: readonly IncidentLogContent[]): IncidentLogContent {
  const events = new Map<string, IncidentEvent>();
  for (const log of logs) for (const event of log.events) if (!events.has(event.id)) events.set(event.id, event);
  const warnings = [...new Set(logs.flatMap((log) => log.warnings))];
  const refused = logs.find((log) => log.refused !== undefined)?.refused;
  return { events: [...events.values()], warnings, ...(refused === undefined ? {} : { refused }) };
}

/** A line of the log, from what happened and who wrote it when. */
export function incidentEvent(
  fields: NewIncidentEvent,
  written: { readonly id: string; readonly at: string; readonly by: string; readonly after?: string },
): IncidentEvent {
  return { v: INCIDENT_LOG_VERSION, ...written, ...fields } as IncidentEvent;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
