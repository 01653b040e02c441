import type { ServerStatus as ReportedStatus } from '../protocol/server.ts';

/** What the server reports of itself, and what only its supervisor can know. */
export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly reported: ReportedStatus }
  | { readonly kind: 'restarting'; readonly seconds: number }
  | { readonly kind: 'gave-up'; readonly reason: string };

/** A state as the status shows it; its button shows the log where nothing else is named. */
export interface StatusText {
  readonly text: string;
  readonly detail?: string;
  readonly severity?: 'Warning' | 'Error';
  readonly busy?: true;
  readonly button?: 'restart' | 'stop' | { readonly open: string };
}

export function statusText(state: ServerState): StatusText {
  switch (state.kind) {
    case 'starting':
      return { text: 'Breakwater: starting', busy: true };
    case 'running':
      return reportedText(state.reported);
    case 'restarting':
      return {
        text: 'Breakwater: restarting',
        detail: `The language server stopped; restarting in ${state.seconds} s.`,
        severity: 'Warning',
        busy: true,
      };
    case 'gave-up':
      return { text: 'Breakwater: stopped', detail: state.reason, severity: 'Error', button: 'restart' };
  }
}

function reportedText(status: ReportedStatus): StatusText {
  switch (status.state) {
    case 'starting':
      return { text: 'Breakwater: starting', busy: true };
    case 'linting':
      if (status.total === undefined) return { text: 'Breakwater: checking', busy: true };
      return { text: `Breakwater: ${status.done} of ${status.total} files`, busy: true, button: 'stop' };
    case 'ready':
      return {
        text: status.findings === 1 ? 'Breakwater: 1 problem' : `Breakwater: ${status.findings} problems`,
        detail: detailOf(status),
      };
    case 'misconfigured':
      return {
        text: 'Breakwater: invalid config',
        // The error itself is in Problems and in the file: here it would wrap over several lines.
        detail: 'using the recommended preset',
        severity: 'Warning',
        button: { open: status.config },
      };
  }
}

function detailOf({ workspace, config, tooManyFiles }: Extract<ReportedStatus, { state: 'ready' }>): string {
  const where = workspace ? 'in the workspace' : 'in open files';
  const many =
    tooManyFiles === undefined
      ? ''
      : `; ${tooManyFiles.toLocaleString('en')} files are too many to check automatically`;
  return `${where}${config === undefined ? '' : ', configured'}${many}`;
}

/** The first line of the log. */
export function startedLine(version: string): string {
  return `Language server ${version} started.`;
}
