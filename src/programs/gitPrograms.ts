import { firstPlain, has, type Decide } from './call.ts';
import { apiRisk, optionValue } from './http.ts';
import { worse, type Risk } from '../commands/risk.ts';
import { tableRisk } from '../commands/table.ts';
import { toolTables } from '../commands/toolTables.ts';

const git: Decide = (call) => {
  const { values } = call;
  // Settings for this call may name programs: pagers, hooks, helpers.
  for (let i = 0; i < values.length; i++) {
    const setting = values[i] === '-c' ? values[i + 1] : values[i]!.startsWith('--config-env') ? 'x.pager' : undefined;
    if (
      setting === undefined ||
      !values.slice(0, i).every((value) => value.startsWith('-') || values.includes('-C') || values.includes('-c'))
    )
      continue;
    if (
      !/^(?:user\.(?:name|email)|color\.\w+|core\.(?:quotepath|autocrlf|longpaths|filemode|ignorecase|compression|bigfilethreshold|abbrev|pager=(?:cat|less)?$)|http\.(?:sslverify|postbuffer|version|lowspeedlimit|lowspeedtime|extraheader)|advice\.\w+|safe\.directory|init\.defaultbranch|pull\.\w+|push\.\w+|log\.\w+|diff\.(?:algorithm|renames)|gc\.\w+|pack\.\w+|protocol\.version|fetch\.\w+|commit\.gpgsign|tag\.gpgsign|column\.ui|status\.\w+|merge\.(?:ff|conflictstyle)|rebase\.\w+|submodule\.\w+|pager\.\w+=false|rerere\.\w+|i18n\.\w+|receive\.\w+|transfer\.\w+|lfs\.\w+|branch\.\w+)(?:=|$)/i.test(
        setting,
      )
    )
      return worse('unknown', tableRisk(toolTables['git']!, values));
  }
  const words = values.filter(
    (value, i) => !/^-/.test(value) && !/^-[Cc]$|^--(?:git-dir|work-tree|namespace)$/.test(values[i - 1] ?? ''),
  );
  const [verb = '', ...rest] = words;
  if (verb === 'push' && rest.slice(1).some((ref) => /^[+:]/.test(ref)))
    return has(values, /^(?:-n|--dry-run)$/) ? 'reads' : 'destroys';
  if (verb === 'checkout') {
    const dashes = values.indexOf('--');
    if (
      (dashes >= 0 && dashes < values.length - 1) ||
      rest.some((word) => /^(?:\.|\.\/|\*|:\/)$/.test(word)) ||
      (rest.length > 1 && !has(values, /^(?:-b|-B|-t|--track|--orphan)$/))
    )
      return 'destroys';
  }
  if (verb === 'restore')
    return has(values, /^(?:-S|--staged)$/) && !has(values, /^(?:-W|--worktree)$/) ? 'changes' : 'destroys';
  if (
    /^(?:branch|tag)$/.test(verb) &&
    has(
      values,
      /^(?:-l|--list|--contains|--no-contains|--merged|--no-merged|--points-at|--show-current|-a|-r|--all|--remotes|-vv?|-av|-n\d*)(?:=|$)/,
    ) &&
    !has(values, /^(?:-[dDmMcCfu]|--(?:delete|move|copy|force|set-upstream-to|unset-upstream|edit-description))/)
  )
    return 'reads';
  if (verb === 'config') return gitConfig(values, rest);
  const exec = optionValue(values, /^(?:-x|--exec|--extcmd|--tree-filter|--index-filter|--msg-filter)$/);
  if (exec !== undefined && verb !== 'ls-remote') return worse('unknown', call.judge.script(exec));
  if (verb === 'bisect' && rest[0] === 'run') return worse('unknown', call.judge.script(rest.slice(1).join(' ')));
  if (verb === 'submodule' && rest[0] === 'foreach') return call.judge.script(rest.slice(1).join(' '));
  if (verb === 'lfs' || verb === '') return undefined;
  if (verb === 'archive') return has(values, /^(?:-o|--output|--remote|--exec)/) ? 'changes' : 'reads';
  if (verb === 'fsck') return has(values, /^--lost-found$/) ? 'changes' : 'reads';
  if (verb === 'stash' && rest[0] === undefined) return 'changes';
  if (verb === 'worktree' && rest[0] === 'remove') return 'destroys';
  if (/^[$<{`]/.test(verb)) return 'unknown';
  return values.includes('-c') ? tableRisk(toolTables['git']!, withoutSettings(values)) : undefined;
};

/** The words without `-c name=value` before the verb: such settings have been judged by then. */
function withoutSettings(values: readonly string[]): readonly string[] {
  let from = 0;
  while (values[from] === '-c') from += 2;
  return values.slice(from);
}

function gitConfig(values: readonly string[], rest: readonly string[]): Risk {
  if (has(values, /^(?:--unset|--unset-all|--remove-section|unset|remove-section)$/)) return 'destroys';
  if (has(values, /^(?:--get\S*|-l|--list|list|get|--show-origin|--show-scope|--name-only)$/)) return 'reads';
  const plain = rest.filter((word) => !/^(?:set|edit)$/.test(word));
  return plain.length === 1 && !has(values, /^(?:--add|--replace-all|-e|--edit|edit|set|--rename-section)$/)
    ? 'reads'
    : 'changes';
}

const gh: Decide = ({ values }) => (firstPlain(values) === 'api' ? apiRisk(values) : undefined);

const azRest: Decide = ({ values }) => (values[0] === 'rest' ? apiRisk(values) : undefined);

/** Git and the interfaces of its hosts. */
export const gitPrograms: Readonly<Record<string, Decide>> = {
  git,
  gh,
  glab: gh,
  az: azRest,
};
