import type { FrontMatter, Runbook } from '../runbook/model.ts';
import { readFrontMatter } from '../runbook/frontMatter.ts';
import { fieldsOf, text } from '../record/rawFields.ts';
import { cleanText } from '../incident/clean.ts';
import { between, durationText, exactDuration } from '../incident/duration.ts';
import type { IncidentState } from '../incident/state.ts';
import { startOf } from '../incident/times.ts';
import { bothTimes, type Zone } from '../incident/zone.ts';

/** A message to be written, with blanks such as `{{severity}}`. */
export interface MessageTemplate {
  /** `status`, `customer`, `handover`, `resolved`, or a team's own. */
  readonly name: string;
  /** Where it goes; absent where the template does not say. */
  readonly channel?: string;
  readonly text: string;
  /** Where it is from, to be told with its problems. */
  readonly source: string;
}

export interface RenderedMessage {
  /** Without secrets. Unknown variables stand there as they are written. */
  readonly text: string;
  /** Names of variables that there are none of, and of blanks that are not closed: such a message isn't fit to be sent. */
  readonly unknown: readonly string[];
  /** One sentence for each variable that is unknown or has no value. */
  readonly problems: readonly string[];
}

/** In place of the status of an incident that goes on: nobody waits for another one. */
const STATUS_OVER = `{{severity}}: {{title}}
Status: {{mitigation}}, impaired for {{duration}}
Services: {{services}}
Impact: {{impact}}
Latest: {{latest}}
Commander: {{commander}}.`;

/** Templates of our own; a runbook's or the folder's of the same name goes before them. */
export const defaultTemplates: readonly MessageTemplate[] = [
  {
    name: 'status',
    source: 'built in',
    text: `{{severity}}: {{title}}
Status: {{status}}, {{elapsed}} since it began
Services: {{services}}
Impact: {{impact}}
Latest: {{latest}}
Commander: {{commander}}. {{nextUpdate}}.`,
  },
  {
    name: 'customer',
    source: 'built in',
    text: `We are looking into a problem with {{services}} that began at {{started}}.
What you may notice: {{impact}}
Current status: {{status}}. We will update this notice when we know more.`,
  },
  {
    name: 'handover',
    source: 'built in',
    text: `Handover of {{incident}} ({{severity}}): {{title}}
Status: {{status}}, {{elapsed}} since it began. Commander so far: {{commander}}
Services: {{services}}. Impact: {{impact}}
Latest: {{latest}}
Open hypothesis: {{hypothesis}}
Last decision: {{decision}}
Runs: {{runs}}`,
  },
  {
    name: 'escalation',
    source: 'built in',
    text: `{{contact}}: we need your help with {{severity}} {{title}}.
It began at {{started}} ({{elapsed}} ago) and is {{mitigation}}.
Services: {{services}}
Impact: {{impact}}
Latest: {{latest}}
Commander: {{commander}}.`,
  },
  {
    name: 'resolved',
    source: 'built in',
    text: `Resolved: {{title}} ({{severity}})
{{services}} impaired from {{started}} to {{resolved}}, {{duration}} in all.
Impact: {{impact}}
A post-mortem follows.`,
  },
];

/**
 * The templates of a runbook's front matter: `templates:` with a text, or `{text, channel}`, by name. What is neither is
 * left alone.
 */
export function templatesOf({ frontMatter }: Pick<Runbook, 'frontMatter'>, source: string): readonly MessageTemplate[] {
  const all = fieldsOf(frontMatter.other['templates']) ?? {};
  return Object.entries(all).flatMap(([name, value]): MessageTemplate[] => {
    const fields = fieldsOf(value);
    const body = text(value) ?? text(fields?.['text']);
    const channel = text(fields?.['channel']);
    return body === undefined ? [] : [{ name, text: body, source, ...(channel === undefined ? {} : { channel }) }];
  });
}

/** The template in a file of `communication/`: its name is the file's, its channel is in its front matter. */
export function templateFromFile(fileName: string, content: string): MessageTemplate {
  const { frontMatter, body } = readFrontMatter(content);
  const channel = text(frontMatter.other['channel']);
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.(?:md|markdown)$/i, '');
  return { name, text: body.trim(), source: fileName, ...(channel === undefined ? {} : { channel }) };
}

/** The template of a name: the first of those given, else our own as it fits the incident; undefined where there is none. */
export function findTemplate(
  name: string,
  given: readonly MessageTemplate[],
  { status }: Pick<IncidentState, 'status'> = { status: 'open' },
): MessageTemplate | undefined {
  const own = given.find((template) => template.name === name);
  const ours = defaultTemplates.find((template) => template.name === name);
  const isOver = status === 'resolved' || status === 'closed';
  return own ?? (ours && name === 'status' && isOver ? { ...ours, text: STATUS_OVER } : ours);
}

/** Milliseconds between messages where nobody says otherwise. */
const UPDATE_EVERY = 30 * 60_000;

/**
 * How often people are told of an incident: as its runbook says, else as the settings do.
 * @param setting minutes; 0: never
 * @returns milliseconds
 */
export function updateEveryOf(
  frontMatter: Pick<FrontMatter, 'updateEvery'> | undefined,
  setting = UPDATE_EVERY / 60_000,
): number | 'never' {
  const minutes = frontMatter?.updateEvery ?? setting;
  return minutes > 0 ? minutes * 60_000 : 'never';
}

export type MessageVariables = Readonly<Record<string, string | undefined>>;

/**
 * What templates can name, from an incident as it is now. Present and undefined: known by name, without a value yet.
 * @param updateEvery milliseconds between messages, as the reminders have it
 * @param more of a run (`step`, the values of its placeholders); does not go before the incident's own
 */
export function messageVariables(
  state: IncidentState,
  {
    now,
    zone,
    updateEvery = UPDATE_EVERY,
    more = {},
  }: {
    readonly now: string;
    readonly zone: Zone;
    readonly updateEvery?: number | 'never';
    readonly more?: MessageVariables;
  },
): MessageVariables {
  const start = startOf(state);
  const { mitigated, resolved, detected } = state.times;
  const lastNote = (kind?: string): string | undefined =>
    state.notes.findLast((note) => kind === undefined || note.kind === kind)?.text;
  const span = (to: string | undefined): string | undefined =>
    start === undefined || to === undefined || between(start, to) < 0 ? undefined : durationText(between(start, to));
  const at = (time: string | undefined): string | undefined => (time === undefined ? undefined : bothTimes(time, zone));
  return {
    ...more,
    // Who is called in: known where a message is written to someone.
    contact: more['contact'],
    incident: state.incident,
    title: state.title,
    severity: state.severity,
    status: state.status,
    services: state.services.length === 0 ? undefined : state.services.join(', '),
    impact: state.impact,
    commander: state.commander,
    started: at(start),
    detected: at(detected),
    mitigated: at(mitigated),
    resolved: at(resolved),
    mitigation: mitigationText(state, at),
    nextUpdate:
      updateEvery === 'never' ? 'Next update when there is news' : `Next update in ${exactDuration(updateEvery)}`,
    elapsed: span(now),
    duration: span(mitigated ?? resolved),
    latest: lastNote(),
    observation: lastNote('observation'),
    hypothesis: lastNote('hypothesis'),
    decision: lastNote('decision'),
    action: lastNote('action'),
    runbook: state.runbook,
    runs: state.runs.length === 0 ? undefined : state.runs.join(', '),
    now: at(now),
  };
}

/** In words that follow "it is". */
function mitigationText(
  { status, times }: IncidentState,
  at: (time: string | undefined) => string | undefined,
): string {
  const since = status === 'mitigated' ? times.mitigated : times.resolved;
  const word = status === 'open' ? 'not mitigated' : status;
  return since === undefined || status === 'open' ? word : `${word} since ${at(since)}`;
}

/** What begins with a full stop is of another language of templates, which people write about. */
const BLANK = /\{\{[ \t]*(\w[\w.-]{0,99})[ \t]*\}\}/g;
/** Begins a blank whose braces are not closed on its line. */
const UNCLOSED = /\{\{[ \t]*(\w[\w.-]{0,99})(?![\w.-])(?![^\n{}]*\}\})/g;
/** Stands for what is not known yet. */
const UNKNOWN = 'not known yet';

/** A template with its blanks filled. What it cannot fill is named in a sentence, and stays visible. */
export function renderMessage(template: MessageTemplate, variables: MessageVariables): RenderedMessage {
  const unknown = new Set<string>();
  const empty = new Set<string>();
  const filled = template.text.replace(BLANK, (written, name: string) => {
    if (!Object.hasOwn(variables, name)) {
      unknown.add(name);
      return written;
    }
    const value = variables[name];
    if (value === undefined || value.trim() === '') empty.add(name);
    return value === undefined || value.trim() === '' ? UNKNOWN : cleanText(value);
  });
  const unclosed = [...new Set([...template.text.matchAll(UNCLOSED)].map((match) => match[1]!))];
  const where = `template \`${template.name}\` (${template.source})`;
  const known = Object.keys(variables).join(', ');
  return {
    text: cleanText(filled),
    unknown: [...unknown, ...unclosed],
    problems: [
      ...unclosed.map((name) => `\`{{${name}\` in ${where} is not closed with \`}}\`: it stays as it is.`),
      ...[...unknown].map((name) => `Unknown variable \`${name}\` in ${where}: it stays as it is. Known are ${known}.`),
      ...[...empty].map((name) => `\`${name}\` has no value yet in ${where}: the message says "${UNKNOWN}".`),
    ].map((problem) => cleanText(problem)),
  };
}
