import { Option, type Command } from 'commander';
import { noteKinds, phases } from '../incident/events.ts';
import { webhookKinds } from '../messages/webhookKinds.ts';
import type * as Reports from './incidentReports.ts';
import type * as Actions from './incidentActions.ts';
import type { DashboardFlags } from './incidentDashboard.ts';
import type { ListFlags, MetricsFlags, PostmortemFlags, ShowFlags } from './incidentReports.ts';
import type { NoteFlags, OneIncident, PhaseFlags, StartFlags } from './incidentActions.ts';
import type { UpdateFlags } from './incidentUpdate.ts';
import { INCIDENTS_FOLDER, RUNS_FOLDER, TEMPLATES_FOLDER } from '../commandLine/runsFolder.ts';

/** Adds `breakwater incident ...` to the program. */
export function registerIncident(program: Command): void {
  const incident = program
    .command('incident')
    .description('record incidents, tell people about them, and work out what they cost');
  registerActions(incident);
  registerUpdate(incident);
  registerReports(incident);
}

/** Options that every command has which acts on one incident. */
function acting(command: Command): Command {
  return command
    .option('--incident <id>', 'incident, the beginning of its id, or "latest" (default: the only open one)')
    .option('--incidents <folder>', 'folder for incident logs', INCIDENTS_FOLDER);
}

function registerActions(incident: Command): void {
  incident
    .command('start')
    .description('declare an incident')
    .argument('<title>', 'what is wrong, in a few words')
    .option('--severity <severity>', 'SEV1, SEV2 ... (default: from the runbook, else SEV3)')
    .option('--service <name>', 'affected service (repeatable; default: from the runbook)', collect, [])
    .option('--impact <text>', 'what users notice')
    .option('--commander <name>', 'who leads (default: you)')
    .option('--runbook <file>', 'runbook to follow')
    .option('--started <time>', 'when the impact began: 2026-04-02T10:00Z, or "10 min ago"')
    .option('--detected <time>', 'when the first alert came in (default: now)')
    .option('--slo <objective>', 'availability objective, e.g. "99.9% over 30 days" (default: from the runbook)')
    .option('--drill', 'a drill: kept apart from incidents in every number')
    .option('--quiet', 'print the id alone, for scripts')
    .option('--incidents <folder>', 'folder for incident logs', INCIDENTS_FOLDER)
    .action(async (title: string, flags: StartFlags) => (await actions()).start(title, flags));
  acting(incident.command('note').description('add a note'))
    .argument('<text>', 'the note, or - for standard input')
    .addOption(new Option('--kind <kind>', 'kind of note').choices(noteKinds).default('observation'))
    .option('--evidence <text>', 'what shows it, or - for standard input')
    .option('--finding <file:line:rule>', 'finding in the code that it is about, e.g. src/pay.ts:12:require-timeout')
    .action(async (text: string, flags: NoteFlags) => (await actions()).note(text, flags));
  acting(incident.command('phase').description('declare a phase, correct its time, or take it back'))
    .argument('<phase>', phases.join(', '))
    .option('--at <time>', 'when it was reached (default: now): 2026-04-02T10:00Z, or "10 min ago"')
    .option('--withdraw', 'take the phase back: it was declared by mistake')
    .action(async (phase: string, flags: PhaseFlags) => (await actions()).phase(phase, flags));
  acting(incident.command('severity').description('change the severity'))
    .argument('<severity>', 'SEV1, SEV2 ...')
    .action(async (severity: string, flags: OneIncident) => (await actions()).severity(severity, flags));
  acting(incident.command('role').description('say who has a role'))
    .argument('<role>', 'commander, scribe, communications ...')
    .argument('<person>', 'who has it from now on')
    .action(async (role: string, person: string, flags: OneIncident) => (await actions()).role(role, person, flags));
  acting(incident.command('escalate').description('record that someone was called in'))
    .argument('<contact>', 'who was called')
    .option('--reason <text>', 'why')
    .action(async (to: string, flags: OneIncident & { reason?: string }) => (await actions()).escalate(to, flags));
  acting(incident.command('link').description('say that a recorded run belongs to the incident'))
    .argument('<run>', 'name of the run, or "latest"')
    .option('--runs <folder>', 'folder with run logs', RUNS_FOLDER)
    .action(async (run: string, flags: OneIncident & { runs: string }) => (await actions()).link(run, flags));
  acting(incident.command('reopen').description('say that it came back after it was resolved'))
    .option('--reason <text>', 'what happened')
    .option('--at <time>', 'when it came back (default: now)')
    .action(async (flags: OneIncident & { reason?: string; at?: string }) => (await actions()).reopen(flags));
  acting(incident.command('close').description('say that the follow-up is done'))
    .option('--reason <text>', 'anything to add')
    .action(async (flags: OneIncident & { reason?: string }) => (await actions()).close(flags));
}

function registerUpdate(incident: Command): void {
  acting(incident.command('update').description('write a message from a template; sends it only with --send'))
    .option(
      '--template <name>',
      'status, customer, handover, escalation, resolved, or one of your own (default: status)',
    )
    .option('--text <text>', 'this text instead of a template, or - for standard input')
    .option('--to <channel>', 'who gets it, as recorded (default: from the template)')
    .option('--templates <folder>', 'folder with templates of your own', TEMPLATES_FOLDER)
    .option('--runs <folder>', 'folder with run logs: who was called from them', RUNS_FOLDER)
    .option('--send', 'send it to the webhook, after you have confirmed text and receiver')
    .option('--sent', 'record that you sent it yourself')
    .option('--yes', 'confirm without being asked')
    .option('--again', 'send a message once more that was sent, or may have arrived')
    .addOption(new Option('--webhook-kind <kind>', 'form of the request').choices(webhookKinds).default('json'))
    .option('--webhook-env <name>', 'environment variable that holds the address', 'BREAKWATER_WEBHOOK_URL')
    .option('--deduplicates', 'the receiver drops duplicates by Idempotency-Key: retry when no answer comes')
    .option('--time-zone <zone>', 'local time zone beside UTC (default: of this machine)')
    .action(async (flags: UpdateFlags) => {
      const { update } = await import('./incidentUpdate.ts');
      await update(flags);
    });
}

function registerReports(incident: Command): void {
  const folders = (command: Command): Command =>
    command
      .option('--incidents <folder>', 'folder with incident logs', INCIDENTS_FOLDER)
      .option('--runs <folder>', 'folder with run logs', RUNS_FOLDER)
      .option('--time-zone <zone>', 'local time zone beside UTC (default: of this machine)');
  const formats = (...names: string[]): Option =>
    new Option('--format <format>', 'output format').choices(names).default(names[0]);
  folders(incident.command('list').description('list incidents, the one that began last first'))
    .addOption(formats('table', 'json', 'csv'))
    .action(async (flags: ListFlags) => (await reports()).list(flags));
  folders(incident.command('show').description('show an incident and its timeline'))
    .argument('[incident]', 'incident, the beginning of its id, or "latest" (default: the only open one)')
    .addOption(formats('text', 'json'))
    .action(async (id: string | undefined, flags: ShowFlags) => (await reports()).show(id, flags));
  folders(incident.command('postmortem').description('write a post-mortem; writing it again keeps what people wrote'))
    .argument('[incident]', 'incident, the beginning of its id, or "latest" (default: the only open one)')
    .addOption(formats('markdown', 'html', 'json'))
    .option('--run <run>', 'record of this run instead of an incident')
    .option('--output <file>', 'write to this file instead of stdout')
    .option('--page <file>', 'for html: the Markdown page as people completed it')
    .option('--patch <file>', 'also write the patch for the runbook to this file')
    .option('--gap <duration>', 'mark gaps in the timeline from this length on', '15m')
    .action(async (id: string | undefined, flags: PostmortemFlags) => (await reports()).postmortem(id, flags));
  folders(incident.command('metrics').description('MTTD, MTTA, MTTR, MTBF, availability and error budget'))
    .addOption(formats('table', 'json', 'csv', 'openmetrics'))
    .option('--by <groups>', 'for the table: service, severity, month (comma-separated; default: all)')
    .option('--service <name>', 'only incidents of this service')
    .option('--severity <severity>', 'only incidents of this severity')
    .option('--since <time>', 'window begins (default: with the month of the first incident)')
    .option('--until <time>', 'window ends (default: now)')
    .option('--slo <[service=]objective>', 'availability objective, e.g. api=99.9% (repeatable)', collect, [])
    .action(async (flags: MetricsFlags) => (await reports()).metrics(flags));
  folders(incident.command('dashboard').description('one HTML page with plots: times, availability, runbooks, steps'))
    .option('--output <file>', 'write to this file instead of stdout')
    .option('--since <time>', 'window begins (default: with the month of the first incident)')
    .option('--until <time>', 'window ends (default: now)')
    .option('--slo <[service=]objective>', 'availability objective, e.g. api=99.9% (repeatable)', collect, [])
    .action(async (flags: DashboardFlags) => {
      const { dashboard } = await import('./incidentDashboard.ts');
      await dashboard(flags);
    });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function actions(): Promise<typeof Actions> {
  return import('./incidentActions.ts');
}

function reports(): Promise<typeof Reports> {
  return import('./incidentReports.ts');
}
