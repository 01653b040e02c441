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
    about: 'Name of the block. It keeps its state when the text changes, and others refer to it.',
  },
  {
    name: 'confirm',
    value: '"Really restart?"',
    about: 'Asks before the block is run, with this question if one is given.',
  },
  { name: 'timeout', value: '30s', about: 'Ends the block after this time: `500ms`, `30s`, `5m`.' },
  {
    name: 'retries',
    value: '3',
    about: 'How often a failed block is run again, at most 20 times, with growing pauses.',
  },
  {
    name: 'expect',
    value: '/ready/',
    about:
      'What tells success: an exit code, `/pattern/` in the output, or `output` for the output that the runbook shows.',
  },
  {
    name: 'when',
    value: '"ENV=prod"',
    about: 'Runs the block only while a blank has this value: `NAME=value` or `NAME!=value`.',
  },
  { name: 'rollback', value: 'undo', about: 'Id of the block that takes this one back.' },
  { name: 'needs', value: 'backup', about: 'Ids of blocks that must have succeeded before, with commas between.' },
  { name: 'background', value: 'true', about: 'Leaves the block running and goes on, as for a port forward.' },
  { name: 'interactive', value: 'true', about: 'Runs the block in a terminal, for sessions and passwords.' },
  { name: 'cwd', value: 'infra/prod', about: 'Folder that the block runs in, relative to the workspace.' },
  { name: 'env', value: 'REGION=eu-1', about: 'Environment variables for the block, with commas between.' },
  {
    name: 'kind',
    value: 'command',
    about:
      'What the block is, where Breakwater takes it for something else: `command` runs all of it (Python, JavaScript, TypeScript, SQL on `DATABASE_URL`, an HTTP request), `output` shows it as sample output.',
  },
  { name: 'role', value: 'commander', about: 'Who does this.' },
];

/** Keys of the front matter. */
export const frontMatterWords: readonly Word[] = [
  { name: 'title', value: 'What to do when', about: 'Title of the runbook; the first heading if left out.' },
  { name: 'owner', value: 'team', about: 'Team or person that keeps the runbook true.' },
  { name: 'services', value: '[checkout]', about: 'Services that the runbook is about.' },
  { name: 'severity', value: 'SEV2', about: 'How bad the incident usually is.' },
  { name: 'escalation', value: '[secondary on call]', about: 'Whom to call next, in order.' },
  { name: 'communication', value: '["#incidents"]', about: 'Where to tell people what is going on.' },
  {
    name: 'lastReviewed',
    value: '2026-01-31',
    about: 'Day on which somebody last read the runbook through and found it true.',
  },
  {
    name: 'reviewEvery',
    value: '90d',
    about: 'How often it must be reviewed: `90d`, `3 months`, `1y`. A year if left out.',
  },
  { name: 'drillEvery', value: '180d', about: 'How often it must be practised.' },
  {
    name: 'lastDrilled',
    value: '2026-01-31',
    about: 'Day on which it was last practised; recorded runs count as well where there are any.',
  },
  { name: 'slo', value: '99.9 % of checkouts under 2 s', about: 'Objective that is at stake.' },
  { name: 'shell', value: 'bash', about: 'Shell that runs blocks which name none.' },
  { name: 'cwd', value: '..', about: 'Folder that blocks run in, relative to the file.' },
];
