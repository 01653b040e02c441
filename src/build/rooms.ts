/**
 * Who may import whom. The one place where the import table lives; test/architecture.test.ts holds the tree against
 * it. `types` lists rooms of which only types may be imported.
 */
export interface Room {
  readonly imports: readonly string[];
  readonly types?: readonly string[];
  /** The one file of the room that others may import. */
  readonly door?: string;
}

const analysis = [
  'ast',
  'knowledge',
  'libraries',
  'facts',
  'values',
  'retries',
  'resources',
  'detectors',
  'scan',
  'rules',
  'lint',
];
const runbooks = ['shell', 'commands', 'risk', 'markdown', 'runbook', 'checks', 'masking', 'record', 'run', 'incident'];
const effects = ['files', 'processes'];

export const rooms: Readonly<Record<string, Room>> = {
  // From source text to findings.
  text: { imports: [] },
  ast: { imports: ['text'] },
  parser: { imports: ['ast'] },
  knowledge: { imports: ['text'] },
  libraries: { imports: ['knowledge'] },
  facts: { imports: ['text'], types: ['knowledge'] },
  values: { imports: ['text', 'ast', 'knowledge'], types: ['facts'], door: 'index.ts' },
  scan: { imports: ['text', 'knowledge'] },
  retries: { imports: ['text', 'ast', 'knowledge', 'facts', 'values'] },
  resources: { imports: ['text', 'ast', 'knowledge', 'facts', 'values', 'retries'] },
  detectors: { imports: ['text', 'ast', 'knowledge', 'facts', 'values', 'retries', 'resources'] },
  rules: { imports: ['text', 'ast', 'knowledge', 'libraries', 'facts'] },
  lint: { imports: ['text', 'parser', ...analysis.filter((room) => room !== 'lint')] },
  // From Markdown to the record of a run.
  shell: { imports: ['text'] },
  commands: { imports: ['text'] },
  risk: { imports: ['text', 'shell', 'commands'] },
  markdown: { imports: ['text', 'shell'] },
  runbook: { imports: ['text', 'shell', 'commands', 'risk', 'markdown'] },
  checks: { imports: ['text', 'shell', 'commands', 'risk', 'markdown', 'runbook'] },
  masking: { imports: ['text'] },
  record: { imports: ['text', 'runbook'], types: ['commands'] },
  run: { imports: ['text', 'shell', 'commands', 'risk', 'runbook', 'masking', 'record'] },
  incident: { imports: ['text', 'runbook', 'masking', 'record'], types: ['commands'] },
  protocol: { imports: [], types: ['text', 'lint', ...runbooks] },
  // Effects.
  files: { imports: ['text'], types: ['facts', 'values'] },
  processes: { imports: ['text', 'files', 'record', 'run'], types: ['runbook'] },
  // Shells.
  server: { imports: ['text', 'parser', 'rules', 'lint', 'runbook', 'checks', 'protocol', ...effects] },
  // Suppressions and settings are lint's; imports lead to files through files/, whose scopes parser/ works out.
  eslint: { imports: ['text', 'parser', ...analysis, 'files'] },
  cli: { imports: ['text', 'parser', ...analysis, ...runbooks, 'protocol', ...effects, 'server'] },
  extension: { imports: ['text', ...runbooks, 'protocol', ...effects] },
  webview: { imports: ['text'], types: ['protocol'] },
  // The benchmark finds its files as the command line does.
  build: { imports: ['text', 'knowledge', 'rules', 'lint', ...runbooks, 'protocol', ...effects] },
};

/** Packages (by prefix) and the only rooms that may import them. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  vscode: ['extension'],
  'vscode-languageclient': ['extension'],
  'vscode-languageserver': ['server'],
  'vscode-languageserver-textdocument': ['server'],
  '@typescript-eslint/types': ['ast'],
  // In build/ to measure the parser by itself.
  '@typescript-eslint/typescript-estree': ['parser', 'build'],
  '@typescript-eslint/scope-manager': ['parser', 'build'],
  '@typescript-eslint/visitor-keys': ['parser', 'build'],
  '@typescript-eslint/parser': ['build'],
  'oxc-parser': ['parser', 'build'],
  typescript: ['parser'],
  'markdown-it': ['markdown', 'runbook'],
  unbash: ['shell'],
};

/** The rooms that may use Node's own modules. */
export const nodeRooms: readonly string[] = ['files', 'processes', 'server', 'eslint', 'cli', 'build'];
