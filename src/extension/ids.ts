import { showPageCommand } from '../protocol/server.ts';

/** Ids that package.json declares; test/manifest.test.ts holds both against each other. */
export const commands = {
  openRunbook: 'breakwater.runbook.open',
  openRunbookBeside: 'breakwater.runbook.openBeside',
  openSource: 'breakwater.runbook.openSource',
  pickRunbook: 'breakwater.runbook.pick',
  runFromText: 'breakwater.runbook.runFromText',
  addRunbookFolder: 'breakwater.runbooks.addFolder',
  newRunbook: 'breakwater.runbook.new',
  refreshRunbooks: 'breakwater.runbooks.refresh',
  runBlock: 'breakwater.run.runBlock',
  runToHere: 'breakwater.run.runToHere',
  tick: 'breakwater.run.tick',
  skip: 'breakwater.run.skip',
  note: 'breakwater.run.note',
  cancel: 'breakwater.run.cancel',
  runSection: 'breakwater.run.runSection',
  rerunFailed: 'breakwater.run.rerunFailed',
  stopAll: 'breakwater.run.stopAll',
  finish: 'breakwater.run.finish',
  reopen: 'breakwater.run.reopen',
  startNew: 'breakwater.run.startNew',
  startDrill: 'breakwater.run.startDrill',
  startDryRun: 'breakwater.run.startDryRun',
  checkWorkspace: 'breakwater.workspace.check',
  stopCheck: 'breakwater.workspace.stopCheck',
  showPage: showPageCommand,
  createConfig: 'breakwater.config.create',
  openSample: 'breakwater.sample.open',
  showRuns: 'breakwater.runs.show',
  openRun: 'breakwater.runs.open',
  exportRun: 'breakwater.runs.export',
  refreshRuns: 'breakwater.runs.refresh',
  startIncident: 'breakwater.incident.start',
  startIncidentDrill: 'breakwater.incident.startDrill',
  incidentActs: 'breakwater.incident.acts',
  acknowledge: 'breakwater.incident.acknowledge',
  mitigate: 'breakwater.incident.mitigate',
  resolve: 'breakwater.incident.resolve',
  incidentNote: 'breakwater.incident.note',
  addEvidence: 'breakwater.incident.addEvidence',
  addTerminalEvidence: 'breakwater.incident.addTerminalEvidence',
  changeSeverity: 'breakwater.incident.changeSeverity',
  correctPhase: 'breakwater.incident.correctPhase',
  escalate: 'breakwater.incident.escalate',
  prepareUpdate: 'breakwater.incident.prepareUpdate',
  recordUpdate: 'breakwater.incident.recordUpdate',
  sendUpdate: 'breakwater.incident.sendUpdate',
  setWebhook: 'breakwater.incident.setWebhook',
  addFinding: 'breakwater.incident.addFinding',
  incidentTimeline: 'breakwater.incident.timeline',
  writePostmortem: 'breakwater.incident.writePostmortem',
  exportPostmortem: 'breakwater.incident.exportPostmortem',
  incidents: 'breakwater.incidents.show',
  incidentMetrics: 'breakwater.incidents.metrics',
  incidentDashboard: 'breakwater.incidents.dashboard',
  proposals: 'breakwater.agents.proposals',
  restartServer: 'breakwater.server.restart',
  showLog: 'breakwater.log.show',
} as const;

export const settings = {
  lintEnable: 'breakwater.lint.enable',
  lintPreset: 'breakwater.lint.preset',
  lintRun: 'breakwater.lint.run',
  missingRunbooks: 'breakwater.lint.missingRunbooks',
  trace: 'breakwater.trace.server',
  runbookFiles: 'breakwater.runbooks.files',
  codeLens: 'breakwater.runbooks.codeLens',
  runsLocation: 'breakwater.runs.location',
  runsShell: 'breakwater.runs.shell',
  runsTimeout: 'breakwater.runs.timeout',
  productionPatterns: 'breakwater.runs.productionPatterns',
  updateEvery: 'breakwater.incidents.updateEvery',
  escalateAfter: 'breakwater.incidents.escalateAfter',
  postmortems: 'breakwater.incidents.postmortems',
  slos: 'breakwater.incidents.slos',
} as const;

export const views = { runbooks: 'breakwater.runbooks', runs: 'breakwater.recordedRuns' } as const;

/** The tools for agents, as an MCP server. */
export const mcpServer = 'breakwater.mcp';

/** The custom editor, as an option for any Markdown and as the default for `*.runbook.md`. */
export const editors = { option: 'breakwater.runbook', byDefault: 'breakwater.runbookDefault' } as const;

/** Webview panel of "Open Runbook to the Side"; not declared in the manifest, but named in its `when` clauses. */
export const besidePanel = 'breakwater.runbookBeside';
