import { readFault, writtenFaults, wrongTarget, type Fault } from '../drill/faults.ts';
import { authored, recordingOf, type Recording } from '../drill/recording.ts';
import { replayPorts } from '../drill/replay.ts';
import { drillText, scoreDrill } from '../drill/score.ts';
import { EXPECTED } from '../processes/replayDrill.ts';
import { readRuns, type KnownRun } from '../processes/runHistory.ts';
import { systemClock } from '../processes/system.ts';
import type { RunLog } from '../record/logPorts.ts';
import { usualTimes } from '../reminders/stepTimes.ts';
import type { CommandRunner, LookUp } from '../run/ports.ts';
import type { RunSession } from '../run/session.ts';
import type { Runbook } from '../runbook/model.ts';
import { visible, visibleLine } from '../text/visible.ts';
import { readLinkedRuns } from '../commandLine/incidentStore.ts';
import { print, printAside } from '../commandLine/output.ts';
import { Problem } from '../commandLine/problem.ts';
import { chosen } from '../commandLine/runbookRecord.ts';
import { isRunOf } from '../commandLine/runsFolder.ts';

/** What `--replay` and `--inject` say. */
export interface ReplayFlags {
  readonly drill?: boolean;
  readonly replay?: string;
  readonly inject?: readonly string[];
  readonly dryRun?: boolean;
}

interface Place {
  readonly file: string;
  /** Folder of the logs. */
  readonly runs: string;
  readonly runbook: Runbook;
  readonly log: RunLog;
}

const MAX_LISTED_RUNS = 10_000;
/** Past runs that tell how long a step takes. */
const MAX_PAST_RUNS = 20;

/** A drill in which nothing is executed. */
export class RecordedDrill {
  readonly log: RunLog;
  readonly runner: CommandRunner;
  readonly #place: Place;
  readonly #from: string;
  readonly #recording: Recording;
  readonly #faults: readonly Fault[];
  readonly #past: readonly KnownRun[];

  private constructor(
    place: Place,
    from: string,
    recording: Recording,
    faults: readonly Fault[],
    past: readonly KnownRun[],
  ) {
    this.#place = place;
    this.#from = from;
    this.#recording = recording;
    this.#faults = faults;
    this.#past = past;
    const { runbook, log } = place;
    ({ log: this.log, runner: this.runner } = replayPorts({ runbook, recording, faults, log, clock: systemClock }));
  }

  /** Undefined where none is wanted. @throws Problem where there is no such run, or no such fault */
  static async open(flags: ReplayFlags, place: Place): Promise<RecordedDrill | undefined> {
    const { replay, inject = [], dryRun } = flags;
    const wanted = replay !== undefined || (flags.drill === true && !dryRun);
    if (!wanted && inject.length > 0) throw new Problem('--inject needs --drill or --replay.');
    if (!wanted) return undefined;
    if (dryRun) throw new Problem('--replay and --dry-run: choose one of them.');
    const faults = inject.map((text) => {
      const read = readFault(text, place.runbook);
      if ('problem' in read) throw new Problem(`--inject ${text}: ${read.problem}`);
      return read.fault;
    });
    const known = await readRuns(place.runs, MAX_LISTED_RUNS);
    const isOurs = isRunOf(place.file, place.runs);
    const past = known
      .filter(({ path, drill, dryRun }) => !drill && !dryRun && isOurs(path))
      .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    // Without a word what to replay: what happened last, else what the runbook shows.
    if (replay === EXPECTED || (replay === undefined && past.length === 0))
      return new RecordedDrill(place, EXPECTED, authored, faults, past);
    if (replay === 'latest' && past.length === 0)
      throw new Problem(`--replay latest: no run of ${place.file} in ${place.runs}; --replay ${EXPECTED} needs none`);
    const run = replay === undefined || replay === 'latest' ? past[0]!.run : chosen(known, replay, place.runs);
    const [recorded] = await readLinkedRuns(place.runs, [run]);
    return new RecordedDrill(place, run, recordingOf(recorded?.events ?? []), faults, past);
  }

  /** What the log says of it, so that it is replayed the same way when somebody goes on with it. */
  get plan(): { readonly replay: string; readonly faults: string } {
    return { replay: this.#from, faults: writtenFaults(this.#faults) };
  }

  /**
   * Says in the log what this run is, and gives the values of the recorded one.
   * @param given those of the command line
   * @param ask what somebody at the terminal answers; undefined where nobody is there
   */
  async prepare(
    session: RunSession,
    given: Readonly<Record<string, string>>,
    ask: (question: string) => Promise<string | undefined>,
  ): Promise<void> {
    const from = this.#from === EXPECTED ? 'outputs that the runbook shows' : `the outputs of run ${this.#from}`;
    // Its faults are for the report: nobody is tested who has read of them.
    await session.note('note', `Drill with ${from}: nothing is executed.`);
    for (const { name } of this.#place.runbook.placeholders) {
      if (Object.hasOwn(given, name) || !this.#recording.values.has(name)) continue;
      // Nothing gets to see it: a secret of the recorded run is on record nowhere.
      await session.setVariable(name, this.#recording.values.get(name) ?? 'secret-of-the-recorded-run');
    }
    await this.#callContacts(session, ask);
  }

  /** What commands seem to act on: no program is asked, and a fault may have it that it is another target. */
  readonly lookUp: LookUp = async (questions) =>
    this.#faults.some(({ kind }) => kind === 'context') ? wrongTarget(questions.map(({ name }) => name)) : {};

  /** Where whoever is called first does not answer: says so, and asks who is next. */
  async #callContacts(session: RunSession, ask: (question: string) => Promise<string | undefined>): Promise<void> {
    const [first] = session.runbook.frontMatter.escalation ?? [];
    if (first === undefined || !this.#faults.some(({ kind }) => kind === 'contact')) return;
    await session.escalated(first, 'drill: does not answer');
    await printAside(`(drill: you call ${visibleLine(first)}, who does not answer)\n`);
    const next = (await ask('Who do you call next (Enter: no one)? '))?.trim();
    if (next) await session.escalated(next);
  }

  /** Prints how it went. @param aside standard output is for something else */
  async tell(aside: boolean): Promise<void> {
    const text = await this.#report();
    if (aside) printAside(text);
    else await print(text);
  }

  async #report(): Promise<string> {
    const past = await readLinkedRuns(
      this.#place.runs,
      this.#past.slice(0, MAX_PAST_RUNS).map(({ run }) => run),
    );
    const { events } = await this.#place.log.read();
    const { runbook } = this.#place;
    const scores = scoreDrill({ runbook, events, usual: usualTimes(past), faults: this.#faults });
    return visible(drillText(scores, events, this.#faults));
  }
}
