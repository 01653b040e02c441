import { programOf } from '../risk/program.ts';
import { commandRisk } from '../risk/risk.ts';
import { worst, type Risk } from '../risk/model.ts';
import { word } from '../shell/quote.ts';

const POSIX = /^(?:ba|z|k|da|a)?sh$/;
const OTHERS = /^(?:fish|pwsh|powershell|cmd)$/;
/** Folders of the machine's own shells. */
const SYSTEM = /^\/(?:usr\/(?:local\/)?)?bin\//;

/**
 * What a block's attributes add to the risk of its text. The text was judged for the shell that the block's language
 * names: another shell may read it as something else, a shell of one's own or a variable such as `PATH` may run anything.
 */
export function attributeRisk(attributes: Readonly<Record<string, string>>, textShell: string | undefined): Risk {
  const shells = [attributes['shell'], attributes['interpreter']].filter((shell) => shell !== undefined);
  return worst([...shells.map((shell) => shellRisk(shell, textShell)), ...environmentRisks(attributes['env'] ?? '')]);
}

/** What it adds to run a text in a shell that the block or the runbook names. */
export function shellRisk(shell: string, textShell: string | undefined): Risk {
  const name = shell.trim().replace(SYSTEM, '');
  if (name === '' || name === textShell) return 'reads';
  if (POSIX.test(name)) return textShell === undefined || POSIX.test(textShell) ? 'reads' : 'unknown';
  if (OTHERS.test(name)) return /^(?:pwsh|powershell)$/.test(name) && textShell === 'powershell' ? 'reads' : 'unknown';
  const program = programOf(name);
  return program !== undefined && program === programOf(textShell ?? '') ? 'reads' : 'unknown';
}

function environmentRisks(text: string): Risk[] {
  return text.split(/[,\s]+/).flatMap((pair) => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(pair) ?? [];
    if (name === undefined) return [];
    return [commandRisk(`export ${name}=${word(value!, 'posix') ?? '"$?"'}`)];
  });
}
