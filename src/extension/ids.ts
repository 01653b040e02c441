/** Ids that package.json declares; test/manifest.test.ts holds both against each other. */
export const commands = {
  openRunbook: 'breakwater.runbook.open',
  openRunbookBeside: 'breakwater.runbook.openBeside',
  openSource: 'breakwater.runbook.openSource',
  newRunbook: 'breakwater.runbook.new',
  refreshRunbooks: 'breakwater.runbooks.refresh',
  runBlock: 'breakwater.run.runBlock',
  runToHere: 'breakwater.run.runToHere',
  tick: 'breakwater.run.tick',
  skip: 'breakwater.run.skip',
  note: 'breakwater.run.note',
  cancel: 'breakwater.run.cancel',
  finish: 'breakwater.run.finish',
  startNew: 'breakwater.run.startNew',
  startDrill: 'breakwater.run.startDrill',
  startDryRun: 'breakwater.run.startDryRun',
  checkWorkspace: 'breakwater.workspace.check',
  restartServer: 'breakwater.server.restart',
  showLog: 'breakwater.log.show',
} as const;

export const settings = {
  lintEnable: 'breakwater.lint.enable',
  lintPreset: 'breakwater.lint.preset',
  lintRun: 'breakwater.lint.run',
  trace: 'breakwater.trace.server',
  runbookFiles: 'breakwater.runbooks.files',
  runsLocation: 'breakwater.runs.location',
  runsShell: 'breakwater.runs.shell',
  runsTimeout: 'breakwater.runs.timeout',
  productionPatterns: 'breakwater.runs.productionPatterns',
} as const;

export const views = { runbooks: 'breakwater.runbooks' } as const;

/** The custom editor, as an option for any Markdown and as the default for `*.runbook.md`. */
export const editors = { option: 'breakwater.runbook', byDefault: 'breakwater.runbookDefault' } as const;

/** Webview panel of "Open Runbook to the Side"; not declared in the manifest, but named in its `when` clauses. */
export const besidePanel = 'breakwater.runbookBeside';
