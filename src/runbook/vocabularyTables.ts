/** A word that runbooks may use, with what it means in a line or two of Markdown. */
export interface Word {
  readonly name: string;
  readonly about: string;
  /** An example of its value, as it is written. */
  readonly value: string;
}

/** Attributes of blocks: `{name=value}` after the language, or in `<!-- breakwater: name=value -->` above. */
export const attributeWords: readonly Word[] = [
  {
    name: 'id',
    value: 'restart',
    about: 'Name of the block: keeps its state when the text changes, and lets other blocks refer to it.',
  },
  {
    name: 'confirm',
    value: '"Really restart?"',
    about: 'Asks for confirmation before running, optionally with this question.',
  },
  { name: 'timeout', value: '30s', about: 'Stops the block after this time: `500ms`, `30s`, `5m`.' },
  {
    name: 'timebox',
    value: '10m',
    about: 'How long the step should take at most: in an open incident, a step that takes longer is a reminder.',
  },
  {
    name: 'retries',
    value: '3',
    about: 'How often to retry a failed block (at most 20 times, with backoff).',
  },
  {
    name: 'expect',
    value: '/ready/',
    about:
      'What counts as success: an exit code, a `/pattern/` in the output, or `output` for the sample output in the runbook.',
  },
  {
    name: 'when',
    value: '"ENV=prod"',
    about: 'Runs the block only if a placeholder has this value: `NAME=value` or `NAME!=value`.',
  },
  { name: 'rollback', value: 'undo', about: 'Id of the block that undoes this one.' },
  { name: 'needs', value: 'backup', about: 'Ids of blocks that must succeed first, separated by commas.' },
  { name: 'background', value: 'true', about: 'Keeps the block running in the background, e.g. a port forward.' },
  { name: 'interactive', value: 'true', about: 'Runs the block in a terminal, for sessions and passwords.' },
  { name: 'cwd', value: 'infra/prod', about: 'Working directory, relative to the workspace.' },
  { name: 'env', value: 'REGION=eu-1', about: 'Environment variables, separated by commas.' },
  {
    name: 'kind',
    value: 'command',
    about:
      'Overrides how Breakwater treats the block: `command` runs all of it (Python, JavaScript, TypeScript, SQL on `DATABASE_URL`, an HTTP request), `output` shows it as sample output.',
  },
  { name: 'role', value: 'commander', about: 'Who does this step.' },
];

/** Keys of the front matter. */
export const frontMatterWords: readonly Word[] = [
  { name: 'title', value: 'What to do when', about: 'Title of the runbook. Default: the first heading.' },
  { name: 'owner', value: 'team', about: 'Team or person responsible for the runbook.' },
  { name: 'services', value: '[checkout]', about: 'Services the runbook covers.' },
  { name: 'dependencies', value: '[stripe]', about: 'What the services call: hosts, services, technologies.' },
  { name: 'severity', value: 'SEV2', about: 'Usual severity of the incident.' },
  { name: 'escalation', value: '[secondary on call]', about: 'Who to call next, in order.' },
  { name: 'communication', value: '["#incidents"]', about: 'Channels for incident updates.' },
  {
    name: 'lastReviewed',
    value: '2026-01-31',
    about: 'Date of the last review.',
  },
  {
    name: 'reviewEvery',
    value: '90d',
    about: 'Review interval: `90d`, `3 months`, `1y`. Default: one year.',
  },
  { name: 'drillEvery', value: '180d', about: 'Drill interval.' },
  {
    name: 'updateEvery',
    value: '15m',
    about: 'How often an incident is told of: `15m`, `1h`, `never`. Default: 30 min.',
  },
  {
    name: 'lastDrilled',
    value: '2026-01-31',
    about: 'Date of the last drill. Recorded drills count too.',
  },
  { name: 'slo', value: '99.9 % of checkouts under 2 s', about: 'The objective at risk.' },
  { name: 'shell', value: 'bash', about: 'Shell for blocks without one of their own.' },
  { name: 'cwd', value: '..', about: 'Working directory for blocks, relative to the file.' },
];
