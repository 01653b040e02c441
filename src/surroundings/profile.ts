/** A profile of a tool: of its logins, contexts or configurations, which the user has set up on this machine. */
export interface ProfileVariable {
  readonly tool: string;
  /** The environment variable by which the tool is told: `AWS_PROFILE`. */
  readonly name: string;
  readonly value: string;
}

export interface Profile {
  readonly variables: readonly ProfileVariable[];
  /** Entries that name no known tool, or no plain name. */
  readonly unclear: readonly string[];
}

/**
 * The variable by which each tool is told its profile, as its documentation says. Each names something that is set up on
 * this machine already; none names a file or a program.
 */
const VARIABLES: Readonly<Record<string, string>> = {
  aws: 'AWS_PROFILE',
  gcloud: 'CLOUDSDK_ACTIVE_CONFIG_NAME',
  docker: 'DOCKER_CONTEXT',
  oci: 'OCI_CLI_PROFILE',
  databricks: 'DATABRICKS_CONFIG_PROFILE',
  scw: 'SCW_PROFILE',
  doctl: 'DIGITALOCEAN_CONTEXT',
  terraform: 'TF_WORKSPACE',
  snow: 'SNOWFLAKE_DEFAULT_CONNECTION_NAME',
};

/** Reads `profile:` of the front matter: `aws: payments-prod`, `aws=payments-prod`; one entry per tool. */
export function readProfile(entries: readonly string[]): Profile {
  const variables: ProfileVariable[] = [];
  const unclear: string[] = [];
  for (const entry of entries) {
    const [, said = '', value = ''] = /^\s*([\w-]+)\s*[:=]\s*([\w@.+/-]{1,128})\s*$/.exec(entry) ?? [];
    const tool = said.toLowerCase();
    const name = Object.hasOwn(VARIABLES, tool) ? VARIABLES[tool] : undefined;
    if (name === undefined || value.startsWith('-') || variables.some((one) => one.name === name)) unclear.push(entry);
    else variables.push({ tool, name, value });
  }
  return { variables, unclear };
}

/** `AWS_PROFILE=payments-prod`: names of profiles are no secrets. */
export function profileText({ variables }: Profile): string {
  return variables.map(({ name, value }) => `${name}=${value}`).join(', ');
}

/** Why entries of a profile are left out; undefined where none is. */
export function unclearProfile({ unclear }: Profile): string | undefined {
  if (unclear.length === 0) return undefined;
  const known = Object.keys(VARIABLES).join(', ');
  return `Not understood in \`profile\`: ${unclear.join(', ')}. Use \`aws: NAME\`; tools: ${known}.`;
}
