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
  'backoff',
  'answers',
  'retries',
  'resources',
  'outcomes',
  'unheard',
  'growth',
  'audience',
  'detectors',
  'typing',
  'learning',
  'scan',
  'changes',
  'catching',
  'repeats',
  'rules',
  'lint',
];
const runbooks = [
  'shell',
  'sessions',
  'transcripts',
  'commands',
  'programs',
  'forms',
  'risk',
  'markdown',
  'blanks',
  'blocks',
  'procedures',
  'conditions',
  'runbook',
  'checks',
  'secrets',
  'masking',
  'record',
  'surroundings',
  'run',
  'walk',
  'reports',
  'incident',
  'reminders',
  'messages',
  'dashboard',
  'drill',
];
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
  learning: { imports: ['text', 'ast', 'knowledge', 'values'] },
  scan: { imports: ['text', 'knowledge'] },
  backoff: { imports: ['text', 'ast', 'facts', 'values'] },
  answers: { imports: ['text', 'ast', 'facts', 'values', 'backoff'] },
  retries: { imports: ['text', 'ast', 'knowledge', 'facts', 'values', 'backoff', 'answers'] },
  resources: { imports: ['text', 'ast', 'knowledge', 'facts', 'values', 'backoff', 'answers', 'retries'] },
  outcomes: { imports: ['text', 'ast', 'knowledge', 'facts', 'values', 'backoff', 'answers', 'retries', 'resources'] },
  unheard: {
    imports: ['text', 'ast', 'knowledge', 'facts', 'values', 'backoff', 'answers', 'retries', 'resources', 'outcomes'],
  },
  growth: {
    imports: ['text', 'ast', 'knowledge', 'facts', 'values', 'backoff', 'answers', 'retries', 'resources', 'outcomes'],
  },
  audience: { imports: ['ast'] },
  detectors: {
    imports: [
      'text',
      'ast',
      'knowledge',
      'facts',
      'values',
      'backoff',
      'retries',
      'resources',
      'outcomes',
      'unheard',
      'growth',
      'audience',
    ],
  },
  // What syntax leaves open, and who may be asked.
  typing: { imports: ['ast', 'values'], types: ['facts'] },
  changes: { imports: ['text', 'ast', 'knowledge', 'libraries', 'facts'] },
  catching: { imports: ['text', 'ast', 'facts', 'changes'] },
  repeats: { imports: ['text', 'ast', 'facts', 'changes'] },
  rules: { imports: ['text', 'ast', 'knowledge', 'libraries', 'facts', 'changes', 'catching', 'repeats'] },
  lint: { imports: ['text', 'parser', ...analysis.filter((room) => room !== 'lint')] },
  // What a person asks for at a place; nothing need be found there.
  refactors: { imports: ['text', 'ast', 'changes'], types: ['facts'] },
  prove: { imports: ['text', 'ast', 'knowledge', 'libraries', 'facts', 'changes'], types: ['rules', 'lint'] },
  formats: { imports: ['text', 'rules', 'lint'], types: ['parser', 'changes'] },
  // From Markdown to the record of a run.
  shell: { imports: ['text'] },
  // Commands that open something which stays, ask a person, or never end.
  sessions: { imports: ['text', 'shell'] },
  transcripts: { imports: ['text', 'shell', 'sessions'] },
  commands: { imports: ['text'] },
  programs: { imports: ['text', 'shell', 'commands'] },
  // Calls that do more than their verb says, by what else stands in them.
  forms: { imports: ['shell', 'commands', 'programs'] },
  risk: { imports: ['text', 'shell', 'commands', 'programs', 'forms'] },
  markdown: { imports: ['text', 'shell'] },
  // What a command leaves for the reader to fill in.
  blanks: { imports: ['text', 'shell'], types: ['blocks'] },
  blocks: {
    imports: ['text', 'shell', 'sessions', 'transcripts', 'commands', 'programs', 'risk', 'markdown', 'blanks'],
  },
  // Which procedures a page holds, and which of them are ways to do the same.
  procedures: { imports: ['text', 'markdown', 'blanks', 'blocks'], types: ['runbook'] },
  // For whom and when a page's commands are: branches, turns, warnings, what is forbidden.
  conditions: { imports: ['text', 'markdown', 'blocks', 'procedures'], types: ['runbook'] },
  runbook: {
    imports: [
      'text',
      'shell',
      'sessions',
      'transcripts',
      'commands',
      'risk',
      'markdown',
      'blocks',
      'procedures',
      'conditions',
    ],
  },
  checks: {
    imports: [
      'text',
      'shell',
      'transcripts',
      'commands',
      'programs',
      'risk',
      'markdown',
      'blanks',
      'blocks',
      'runbook',
    ],
  },
  // What secrets look like and what they are called; where they stand in a text is masking's.
  secrets: { imports: ['text'] },
  masking: { imports: ['text', 'secrets'] },
  record: { imports: ['text', 'blocks', 'runbook'], types: ['commands'] },
  surroundings: { imports: ['text', 'shell', 'commands', 'risk', 'blocks', 'procedures', 'runbook'] },
  run: {
    imports: [
      'text',
      'shell',
      'sessions',
      'transcripts',
      'commands',
      'programs',
      'risk',
      'blanks',
      'blocks',
      'runbook',
      'secrets',
      'masking',
      'record',
      'surroundings',
    ],
  },
  // A run through many commands: what comes before each of them.
  walk: { imports: ['blocks', 'runbook', 'record', 'surroundings', 'run'] },
  reports: {
    imports: ['text', 'commands', 'risk', 'blocks', 'runbook', 'masking', 'record', 'surroundings', 'run', 'walk'],
  },
  incident: { imports: ['text', 'blanks', 'blocks', 'runbook', 'masking', 'record'], types: ['commands'] },
  reminders: { imports: ['text', 'record', 'incident'] },
  messages: { imports: ['text', 'runbook', 'record', 'incident'] },
  // Runs in which nothing is executed.
  drill: { imports: ['text', 'record', 'incident', 'reminders'], types: ['blocks', 'runbook', 'run'] },
  // What incidents and runs add up to, as a page.
  dashboard: { imports: ['text', 'runbook', 'record', 'incident', 'reminders'], types: ['blocks'] },
  // Where the two lines meet: which runbook covers what a call leads to.
  dependencies: { imports: ['text', 'runbook'], types: ['facts'] },
  // What agents may ask.
  tools: {
    imports: [
      'text',
      'rules',
      'shell',
      'commands',
      'risk',
      'blocks',
      'runbook',
      'checks',
      'masking',
      'surroundings',
      'run',
    ],
  },
  protocol: { imports: [], types: ['text', 'lint', ...runbooks, 'dependencies'] },
  // Effects.
  files: { imports: ['text'], types: ['facts', 'values', 'learning'] },
  processes: {
    imports: [
      'text',
      'files',
      'masking',
      'record',
      'surroundings',
      'run',
      'reports',
      'incident',
      'reminders',
      'drill',
      'tools',
    ],
    types: ['runbook'],
  },
  // The compiler that answers what syntax leaves open.
  compiler: { imports: ['text', 'knowledge', 'libraries', 'typing', 'files'], types: ['facts', 'values'] },
  // Shells.
  server: {
    imports: [
      'text',
      'parser',
      'rules',
      'lint',
      'refactors',
      'prove',
      // Whether what a refactor makes still type-checks.
      'compiler',
      'runbook',
      'checks',
      'dependencies',
      'inventory',
      'protocol',
      ...effects,
    ],
  },
  // Suppressions and settings are lint's; imports lead to files through files/, whose scopes parser/ works out.
  eslint: { imports: ['text', 'parser', ...analysis, 'files'] },
  // Whole folders: which files, the cache, worker threads.
  batch: { imports: ['text', 'parser', ...analysis, 'prove', 'compiler', ...effects] },
  inventory: { imports: ['text', 'dependencies', 'batch', 'files'], types: ['parser', 'lint'] },
  // The tools over a folder on disk, and their protocol over two streams.
  mcp: { imports: ['text', 'tools', 'lint', 'batch', 'inventory', 'reports', ...effects] },
  // What all commands share: what they say and ask, exit codes, the runbooks and the folder of runs that they are given.
  commandLine: { imports: ['text', 'masking', 'reports', 'incident', ...effects] },
  incidentCommands: {
    imports: ['text', 'runbook', 'incident', 'reminders', 'messages', 'dashboard', ...effects, 'batch', 'commandLine'],
    types: ['record'],
  },
  cli: {
    imports: [
      'commandLine',
      'incidentCommands',
      'text',
      'parser',
      ...analysis,
      'prove',
      'formats',
      'batch',
      'inventory',
      ...runbooks,
      'dependencies',
      'protocol',
      ...effects,
      'server',
      'tools',
      'mcp',
    ],
  },
  extension: { imports: ['text', ...runbooks, 'protocol', ...effects] },
  // Above the extension: the language server in VS Code; incidents, and where it enters.
  client: { imports: ['protocol', 'extension'] },
  desk: { imports: ['text', ...runbooks, ...effects, 'tools', 'extension', 'client'] },
  webview: { imports: ['text'], types: ['protocol'] },
  // The benchmark finds its files as the command line does.
  build: { imports: ['text', 'knowledge', 'libraries', 'rules', 'lint', ...runbooks, 'tools', 'protocol', ...effects] },
};

/** Packages (by prefix) and the only rooms that may import them. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  vscode: ['extension', 'client', 'desk'],
  'vscode-languageclient': ['client'],
  'vscode-languageserver': ['server'],
  'vscode-languageserver-textdocument': ['server'],
  '@typescript-eslint/types': ['ast'],
  // In build/ to measure the parser by itself.
  '@typescript-eslint/typescript-estree': ['parser', 'build'],
  '@typescript-eslint/scope-manager': ['parser', 'build'],
  '@typescript-eslint/visitor-keys': ['parser', 'build'],
  '@typescript-eslint/parser': ['build'],
  'oxc-parser': ['parser', 'build'],
  typescript: ['parser', 'compiler'],
  'markdown-it': ['markdown', 'runbook'],
  unbash: ['shell'],
};

/** The rooms that may use Node's own modules. */
export const nodeRooms: readonly string[] = [
  'files',
  'processes',
  'server',
  'eslint',
  'compiler',
  'formats',
  'batch',
  'inventory',
  'mcp',
  'commandLine',
  'incidentCommands',
  'cli',
  'build',
];
