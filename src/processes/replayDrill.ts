import { readFaults, wrongTarget, type Fault } from '../drill/faults.ts';
import { authored, recordingOf, type Recording } from '../drill/recording.ts';
import { replayPorts } from '../drill/replay.ts';
import { drillText, scoreDrill } from '../drill/score.ts';
import { readLinkedRuns } from './incidentLogs.ts';
import { readRuns } from './runHistory.ts';
import { systemClock } from './system.ts';
import { targetLookUp } from './targetLookUp.ts';
import { usualTimes } from '../reminders/stepTimes.ts';
import type { LookUp, SessionPorts } from '../run/ports.ts';
import type { RunSession } from '../run/session.ts';
import type { Runbook } from '../runbook/model.ts';
import { visibleLine } from '../text/visible.ts';

const MAX_PAST_RUNS = 20;
const MAX_LISTED_RUNS = 2_000;
/** Outputs that the runbook shows, where nobody has run it yet. */
export const EXPECTED = 'expected';

/** What a drill is started with, as its log keeps it: a drill that goes on after a restart replays the same. */
export interface DrillPlan {
  /** Name of the run whose outputs are replayed, or `expected`. */
  readonly replay: string;
  readonly faults: string;
}

/** A drill: commands end as they were recorded, or as a fault has it. Nothing is executed. */
export class ReplayDrill {
  readonly #plan: DrillPlan;
  readonly #faults: readonly Fault[];
  readonly #recording: Recording;
  #called = 0;

  private constructor(plan: DrillPlan, recording: Recording) {
    this.#plan = plan;
    this.#faults = readFaults(plan.faults);
    this.#recording = recording;
  }

  /** @param folder of the logs; undefined where there is none */
  static async open(plan: DrillPlan, folder: string | undefined): Promise<ReplayDrill> {
    if (plan.replay === EXPECTED || folder === undefined) return new ReplayDrill(plan, authored);
    const [run] = await readLinkedRuns([folder], [plan.replay]);
    return new ReplayDrill(plan, recordingOf(run?.events ?? []));
  }

  /** Ports of a run in which nothing is executed. */
  ports(ports: SessionPorts, runbook: Runbook): SessionPorts {
    const replayed = replayPorts({
      runbook,
      recording: this.#recording,
      faults: this.#faults,
      log: ports.log,
      clock: systemClock,
    });
    return { ...ports, ...replayed };
  }

  /** What commands seem to act on: no program is asked, and a fault may have it that it is another target. */
  readonly lookUp: LookUp = async (questions, where) => {
    if (!this.#faults.some(({ kind }) => kind === 'context')) return targetLookUp({ remote: false })(questions, where);
    return wrongTarget(questions.map(({ name }) => name));
  };

  /** Gives the values of the recorded run, and says in the log what this run is. */
  async prepare(session: RunSession): Promise<void> {
    const from =
      this.#plan.replay === EXPECTED ? 'outputs that the runbook shows' : `the outputs of run ${this.#plan.replay}`;
    await session.note('note', `Drill with ${from}: nothing is executed.`);
    for (const { name } of session.runbook.placeholders) {
      if (!this.#recording.values.has(name)) continue;
      // Nothing gets to see it: a secret of the recorded run is on record nowhere.
      await session.setVariable(name, this.#recording.values.get(name) ?? 'secret-of-the-recorded-run');
    }
  }

  /** What becomes of calling somebody in; undefined where they answer. */
  answer(to: string): string | undefined {
    const first = this.#called++ === 0;
    const silent = first && this.#faults.some(({ kind }) => kind === 'contact');
    return silent ? `Drill: ${visibleLine(to)} does not answer.` : undefined;
  }

  /** How the responder did. @param folder of the logs */
  async score(session: RunSession, log: SessionPorts['log'], folder: string | undefined): Promise<string> {
    const { path } = session.state;
    const known = folder === undefined ? [] : await readRuns(folder, MAX_LISTED_RUNS);
    const past = known.filter((run) => run.path === path && !run.drill && !run.dryRun).slice(0, MAX_PAST_RUNS);
    const runs =
      folder === undefined
        ? []
        : await readLinkedRuns(
            [folder],
            past.map(({ run }) => run),
          );
    const { events } = await log.read();
    const { runbook } = session;
    return drillText(
      scoreDrill({ runbook, events, usual: usualTimes(runs), faults: this.#faults }),
      events,
      this.#faults,
    );
  }
}
