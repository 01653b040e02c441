import type { Refusal } from '../run/prepare.ts';

/** Why something does not run, and by which options it would. */
export function adviceFor({ refusal, missing }: Refusal): string {
  const options = missing.map((name) => `--var ${quoted(name)}=VALUE`).join(' ');
  return options === '' ? refusal : `${refusal} Pass ${options}.`;
}

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name}'`;
}
