import { programOf } from '../programs/program.ts';

/** Whether a shell reads a text as something else than the shell for which the text was judged. */
export function readsDifferently(shell: string, textShell: string | undefined): boolean {
  const name = shell.trim().replace(/^\/(?:usr\/(?:local\/)?)?bin\//, '');
  if (name === '' || name === textShell) return false;
  if (POSIX_SHELL.test(name)) return textShell !== undefined && !POSIX_SHELL.test(textShell);
  if (/^(?:pwsh|powershell)$/.test(name)) return textShell !== 'powershell';
  const program = programOf(name);
  return program === undefined || program !== programOf(textShell ?? '');
}

const POSIX_SHELL = /^(?:ba|z|k|da|a)?sh$/;
