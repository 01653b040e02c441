/** A text or a whole number that a tool is called with. */
export interface ArgumentSchema {
  readonly type: 'string' | 'integer';
  readonly description: string;
  /** Of a text, in characters. */
  readonly maxLength?: number;
  readonly minimum?: number;
}

/** What a tool takes, as JSON Schema: an object of texts and numbers. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ArgumentSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

export interface ToolDefinition {
  readonly name: string;
  readonly title: string;
  /** For the model: what it gives, and when to ask for it. */
  readonly description: string;
  readonly inputSchema: InputSchema;
  /** It adds a line to a record; all others only read. */
  readonly adds?: true;
}

/** What the names of the tools begin with in VS Code, where all extensions share them. */
export const EDITOR_PREFIX = 'breakwater_';

const MAX_PATH = 1_000;
const MAX_COMMAND = 4_000;

function path(description: string): ArgumentSchema {
  return { type: 'string', description, maxLength: MAX_PATH };
}

function taking(properties: InputSchema['properties'], ...required: readonly string[]): InputSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Everything that an agent may ask of Breakwater. None of it runs a command. */
export const toolDefinitions = [
  {
    name: 'lint_file',
    title: 'Lint a File',
    description:
      'Finds code in one JavaScript or TypeScript file that breaks when a dependency is slow or down (missing timeouts, harmful retries, unchecked statuses), or problems in one Markdown runbook. Reads only.',
    inputSchema: taking({ path: path('The file, relative to the workspace.') }, 'path'),
  },
  {
    name: 'explain_finding',
    title: 'Explain a Finding',
    description:
      'Gives the documentation page of a rule: why it matters and how to fix it. With a file and a line, also what was found there. Reads only.',
    inputSchema: taking(
      {
        rule: { type: 'string', description: 'Id of the rule, such as require-timeout.', maxLength: 100 },
        path: path('The file with the finding, relative to the workspace.'),
        line: { type: 'integer', description: 'Line of the finding, from 1.', minimum: 1 },
      },
      'rule',
    ),
  },
  {
    name: 'list_dependencies',
    title: 'List Dependencies',
    description:
      'Lists what the code calls over the network and how each call is protected: timeout, error handling, status check, retry or circuit breaker. Reads only.',
    inputSchema: taking({ path: path('A file or folder, relative to the workspace. Default: the whole workspace.') }),
  },
  {
    name: 'read_runbook',
    title: 'Read a Runbook',
    description:
      'Reads a Markdown runbook as steps: commands with their risk, values to fill in, checks, and problems found in it. Reads only.',
    inputSchema: taking({ path: path('The Markdown file, relative to the workspace.') }, 'path'),
  },
  {
    name: 'read_run',
    title: 'Read a Run',
    description:
      'Tells the state of a recorded run of a runbook: steps, results, timeline. Without a name: the latest runs. Reads only.',
    inputSchema: taking({ run: { type: 'string', description: 'Name of the run, or "latest".', maxLength: 200 } }),
  },
  {
    name: 'propose_step',
    title: 'Propose a Step',
    description:
      'Adds a step to the list of proposals, where it waits for a person. Nothing is executed: a person reads it, and runs it or not.',
    inputSchema: taking(
      {
        title: { type: 'string', description: 'What the step does, in one line.', maxLength: 200 },
        reason: { type: 'string', description: 'Why it should be done.', maxLength: 1_000 },
        command: { type: 'string', description: 'Shell commands. Leave out for manual work.', maxLength: MAX_COMMAND },
        runbook: path('The runbook that it belongs to, relative to the workspace.'),
      },
      'title',
      'reason',
    ),
    adds: true,
  },
] as const satisfies readonly ToolDefinition[];

export type ToolName = (typeof toolDefinitions)[number]['name'];

/** The tool of a name; undefined for any other text. */
export function toolNamed(name: unknown): (ToolDefinition & { readonly name: ToolName }) | undefined {
  return toolDefinitions.find((tool) => tool.name === name);
}
