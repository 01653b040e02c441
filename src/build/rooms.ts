/**
 * Who may import whom. The one place where the import table lives; test/architecture.test.ts holds the tree against
 * it. `types` lists rooms of which only types may be imported.
 */
export interface Room {
  readonly imports: readonly string[];
  readonly types?: readonly string[];
}

const cliMayImport = [
  'text',
  'syntax',
  'knowledge',
  'facts',
  'rules',
  'lint',
  'runbook',
  'run',
  'incident',
  'protocol',
  'node',
  'server',
];

export const rooms: Readonly<Record<string, Room>> = {
  text: { imports: [] },
  knowledge: { imports: ['text'] },
  syntax: { imports: ['text'] },
  facts: { imports: ['text', 'knowledge'], types: ['syntax'] },
  rules: { imports: ['text', 'knowledge', 'facts'], types: ['syntax'] },
  lint: { imports: ['text', 'syntax', 'knowledge', 'facts', 'rules'] },
  runbook: { imports: ['text'] },
  run: { imports: ['text', 'runbook'] },
  incident: { imports: ['text', 'runbook', 'run'] },
  protocol: { imports: [], types: ['text', 'lint', 'runbook', 'run', 'incident'] },
  node: { imports: ['text'], types: ['lint', 'facts', 'runbook', 'run'] },
  server: { imports: ['text', 'lint', 'runbook', 'protocol', 'node'] },
  // Suppressions and settings are lint's; imports lead to files through node, whose scopes syntax works out.
  eslint: { imports: ['text', 'syntax', 'knowledge', 'facts', 'rules', 'lint', 'node'] },
  cli: { imports: cliMayImport },
  extension: { imports: ['text', 'runbook', 'run', 'incident', 'protocol', 'node'] },
  webview: { imports: [], types: ['protocol'] },
  // The benchmark finds its files as the command line does.
  build: { imports: ['text', 'knowledge', 'rules', 'lint', 'runbook', 'protocol', 'node'] },
};

/** Packages (by prefix) and the only rooms that may import them. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  vscode: ['extension'],
  'vscode-languageclient': ['extension'],
  'vscode-languageserver': ['server'],
  'vscode-languageserver-textdocument': ['server'],
  // In build/ to measure the parser by itself.
  '@typescript-eslint': ['syntax', 'build'],
  typescript: ['syntax'],
  'markdown-it': ['runbook'],
};

/** The rooms that may use Node's own modules. */
export const nodeRooms: readonly string[] = ['node', 'server', 'eslint', 'cli', 'build'];
