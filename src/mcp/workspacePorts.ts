import { constants } from 'node:fs';
import { makeConfig } from '../lint/config.ts';
import { ConfigError } from '../lint/configFile.ts';
import { parseConfig } from '../lint/parseConfig.ts';
import type { LintResult } from '../lint/model.ts';
import { analyseAll, type AnalysisRun } from '../batch/analysisRun.ts';
import type { InventoryRow } from '../batch/inventoryRows.ts';
import type { LintSettings } from '../batch/lintTask.ts';
import { findConfig } from '../files/configSearch.ts';
import { insideRoot, isInsideRoot } from '../files/insideRoot.ts';
import { displayPath, folderOf } from '../files/paths.ts';
import { decodeSource } from '../files/readSource.ts';
import { buildInventory } from '../inventory/inventoryModel.ts';
import { dependenciesOf } from '../inventory/inventoryGroups.ts';
import { pendingProposals, type AgentLog } from '../processes/agentLog.ts';
import { openPlain } from '../processes/plainFiles.ts';
import { readRuns } from '../processes/runHistory.ts';
import { readReport } from '../processes/runReports.ts';
import { randomIds, systemClock } from '../processes/system.ts';
import type { ToolPorts } from '../tools/ports.ts';
import { shortReport } from './shortReport.ts';

const MAX_DOCUMENT_BYTES = 2_000_000;
const MAX_RUNS = 50;
const MAX_CALLS = 300;
const markdown = /\.(?:md|mdx|markdown)$/i;

/** A workspace on disk. */
export interface Workspace {
  /** Absolute, links followed, `/`-separated. */
  readonly root: string;
  /** Folder with the logs of runs. */
  readonly runs: string;
  /** Neither worker threads nor a compiler: their scripts are not there. */
  readonly inOneThread?: boolean;
}

type How = Pick<AnalysisRun, 'types' | 'threads'>;

/** What tools may know of a workspace: only files inside it, only to be read. */
export function workspacePorts({ root, runs, inOneThread = false }: Workspace, log: AgentLog): ToolPorts {
  const how: How = inOneThread ? { types: 'off', threads: 1 } : { types: 'auto' };
  return {
    document: (path) => readDocument(root, path),
    lint: (path) => lintFile(root, path, how),
    dependencies: (path) => dependencies(root, path, how),
    runs: async () => {
      const known = await readRuns(runs, MAX_RUNS);
      return known
        .map(({ run, title, path, startedAt, outcome, drill, dryRun }) => ({
          run,
          title,
          path,
          startedAt,
          outcome: outcome ?? 'open',
          drill,
          dryRun,
        }))
        .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    },
    run: async (name) => {
      const report = await readReport(runs, name);
      if (!report) throw new Error("This isn't the log of a run.");
      return shortReport(report);
    },
    record: (event) => log.append(event),
    now: systemClock.now,
    newId: randomIds.next,
    pending: async () => (await pendingProposals(root)).length,
  };
}

async function readDocument(root: string, named: string): Promise<{ readonly path: string; readonly text: string }> {
  const { path, shown } = insideRoot(root, named);
  // Other files may hold what no agent should see.
  if (!markdown.test(path)) throw new Error(`${shown.slice(0, 200)} isn't a Markdown file.`);
  const handle = await openPlain(path, constants.O_RDONLY);
  try {
    if ((await handle.stat()).size > MAX_DOCUMENT_BYTES) throw new Error(`${shown} is larger than 2 MB.`);
    const source = decodeSource(await handle.readFile());
    if (!source) throw new Error(`${shown} is a binary file.`);
    return { path: shown, text: source.text };
  } finally {
    await handle.close();
  }
}

async function lintFile(root: string, named: string, how: How): ReturnType<ToolPorts['lint']> {
  const { path, shown } = insideRoot(root, named);
  const settings = settingsFor(root, folderOf(path));
  const run = await analyseAll<LintResult | null>({
    from: root,
    paths: [path],
    task: 'lint',
    settings,
    declared: makeConfig(settings.config).declared,
    cache: false,
    ...how,
  });
  const [failed] = run.failures;
  if (failed) throw new Error(`Breakwater failed on this file: ${failed.message}`);
  const messages = run.results.get(path)?.messages ?? [];
  const findings = messages.map(({ ruleId, severity, start, message, fix, suggestions }) => ({
    rule: ruleId,
    severity,
    ...start,
    message,
    fixes: [...(fix ? [fix] : []), ...suggestions].map(({ title }) => title),
  }));
  return { path: shown, findings };
}

async function dependencies(root: string, named: string | undefined, how: How): Promise<object> {
  const at = named === undefined ? root : insideRoot(root, named).path;
  const { config, root: base } = settingsFor(root, root);
  const { ignores, declared } = makeConfig(config, base);
  const run = await analyseAll<InventoryRow[]>({
    from: root,
    paths: [at],
    task: 'inventory',
    settings: null,
    declared,
    // A link may lead out of the workspace.
    ignores: (path) => ignores(path) || !isInsideRoot(root, path),
    cache: false,
    ...how,
  });
  const { calls, coverage, files, skipped } = buildInventory(run, root);
  const own = calls.filter(({ test }) => !test);
  const shown = own.slice(0, MAX_CALLS);
  return {
    files,
    skipped: skipped.length,
    coverage,
    calls: own.length,
    notShown: own.length - shown.length,
    dependencies: dependenciesOf(shown).map((dependency) => ({
      name: dependency.name,
      calls: dependency.calls.map(({ path, line, api, method, library, timeout, errors, status, policy, fanout }) => {
        return { path, line, api, method, library, timeout, errors, status, policy, fanout };
      }),
    })),
  };
}

/** The configuration that holds in a folder. @throws with a sentence where it cannot be used */
function settingsFor(root: string, folder: string): LintSettings {
  const found = findConfig(folder);
  if (!found) return { config: {}, root };
  if (found.problem !== undefined) throw new Error(`${displayPath(found.path, root)} ${found.problem}`);
  try {
    return { config: parseConfig(found.text, displayPath(found.path, root), found.folder).source, root: found.folder };
  } catch (error) {
    if (error instanceof ConfigError) throw new Error(error.message.split('\n', 1)[0], { cause: error });
    throw error;
  }
}
