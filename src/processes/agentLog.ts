import { join } from 'node:path';
import { pendingIn, type AgentEvent, type StepProposed } from '../tools/agentEvents.ts';
import { listRuns, openLines } from './runLog.ts';
import { newRunName, systemClock, userName } from './system.ts';

/** Where what agents asked for is on record, from the workspace on. */
const AGENTS = ['.breakwater', 'agents'] as const;
/** Records that are looked into for proposals, latest first, and how large they may be. */
const MAX_LOGS = 200;
const MAX_LOG_BYTES = 32 * 1024 * 1024;

/** The record of one agent's session; the file is made with the first event. */
export interface AgentLog {
  readonly append: (event: AgentEvent) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A new record in a workspace. */
export function openAgentLog(root: string): AgentLog {
  const store = openLines(join(root, ...AGENTS), newRunName(), { inRepository: true });
  return { append: (event) => store.append([JSON.stringify(event)]), close: () => store.close() };
}

interface AgentRecord {
  readonly run: string;
  readonly pending: readonly StepProposed[];
}

/** The steps that agents have proposed and no person has settled, oldest first. */
export async function pendingProposals(root: string): Promise<readonly StepProposed[]> {
  const records = await readRecords(root);
  return records.flatMap(({ pending }) => pending).toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** Takes proposals off the list: a person has run or discarded them. The record keeps them. */
export async function settleProposals(root: string, calls: ReadonlySet<string>): Promise<void> {
  for (const { run, pending } of await readRecords(root)) {
    const settled = pending.filter(({ call }) => calls.has(call));
    if (settled.length === 0) continue;
    const store = openLines(join(root, ...AGENTS), run, { inRepository: true });
    const events = settled.map(({ call }): AgentEvent => {
      return { type: 'settled', call, at: systemClock.now(), by: userName() };
    });
    await store.append(events.map((event) => JSON.stringify(event))).finally(() => store.close());
  }
}

async function readRecords(root: string): Promise<readonly AgentRecord[]> {
  const folder = join(root, ...AGENTS);
  const found = (await listRuns(folder)).filter(({ bytes }) => bytes <= MAX_LOG_BYTES).slice(0, MAX_LOGS);
  return Promise.all(
    found.map(async ({ run }) => {
      const store = openLines(folder, run);
      const { text } = await store.read().finally(() => store.close());
      return { run, pending: pendingIn(text) };
    }),
  );
}
