import { has, type ProgramCall } from '../programs/call.ts';
import { worst, type Risk } from '../commands/risk.ts';
import { CLOUD_FORMS, type Form } from '../forms/cloudForms.ts';
import { devicesRisk } from './devices.ts';
import { MACHINE_FORMS } from '../forms/machineForms.ts';
import { NAMED_FILES } from '../forms/namedFiles.ts';
import { WRITING_FORMS } from '../forms/writingForms.ts';

/*
 * The least risk of calls that read by their verb, and do more by what else stands in them: an operand that makes a
 * reading form a writing one, an option within a cluster, a later mode that takes back an earlier one.
 */

const plain = (values: readonly string[]): readonly string[] => values.filter((value) => !value.startsWith('-'));
const starts = (values: readonly string[], ...verbs: readonly string[]): boolean =>
  verbs.includes(plain(values)[0] ?? '');

const LISTS_BRANCHES =
  /^(?:-[a-zA-Z]*[lar][a-zA-Z]*|--(?:list|all|remotes|contains|no-contains|merged|no-merged|points-at|show-current)(?:=.*)?)$/;

/** `git branch -v name`: only some options make it a list. */
const makesBranch = ({ values }: ProgramCall): boolean => {
  const at = values.indexOf('branch');
  const rest = values.slice(at + 1);
  const operands = rest.filter(
    (value, i) => !value.startsWith('-') && !/^--(?:format|sort|color)$/.test(rest[i - 1] ?? ''),
  );
  return at >= 0 && starts(values.slice(at), 'branch') && operands.length > 0 && !has(rest, LISTS_BRANCHES);
};

/** Behind its first word `git config` reads no more options: `git config a.b c --get` sets. */
const setsConfig = ({ values }: ProgramCall): boolean => {
  const at = values.indexOf('config');
  const rest = values.slice(at + 1);
  const first = rest.findIndex(
    (value, i) => !value.startsWith('-') && !/^(?:-f|--file|--blob|--type|--default)$/.test(rest[i - 1] ?? ''),
  );
  const before = first < 0 ? rest : rest.slice(0, first);
  if (at < 0 || (at > 0 && !/^-|[/=.]/.test(values[at - 1]!))) return false;
  if (has(before, /^(?:-e|--edit|--add|--replace-all)$/)) return true;
  if (has(before, /^(?:-l|--list|--get(?:-\w+)?|--help)$/)) return false;
  return first >= 0 && rest.length - first > 1 && !/^(?:get|list|unset|help|edit)$/.test(rest[first]!);
};

const DRY_PUSH = /^(?:-[a-zA-Z]*n|--(?:no-)?dry-run|--no-n)$/;

/** Settings of the project that name what is run. */
const SCRIPTED = /^(?:publish|pack|install|i|in|ci|add|update|up|clean-install|install-test|it|rebuild|version|link)$/;

/** Addresses of socat that write a file or start a program. */
const ACTING_ADDRESS = /(?:^|!!)(?:OPEN|CREATE?|FILE|GOPEN|APPEND|PIPE|FIFO):/i;
const STARTING_ADDRESS = /(?:^|!!)(?:EXEC|SYSTEM|SHELL):/i;

/** Operations of AWS whose last word is the file that they write, whatever it is called. */
const WRITES_LAST =
  /^(?:get-object(?!-)|get-object-torrent|get-export|get-sdk|get-clip|get-media|get-job-output|get-configuration|get-latest-configuration|get-package-version-asset|describe-input-device-thumbnail|synthesize-speech|invoke|invoke-endpoint|invoke-model|get-snapshot-block|get-content|get-raw-message-content|get-.*-file|get-.*-thumbnail|describe-.*-thumbnail)$/;

const FORMS: readonly Form[] = [
  { of: /^git$/, risk: 'changes', when: makesBranch },
  { of: /^git$/, risk: 'changes', when: setsConfig },
  {
    of: /^git$/,
    risk: 'changes',
    when: ({ values }) =>
      starts(values, 'symbolic-ref') && plain(values.slice(values.indexOf('symbolic-ref') + 1)).length > 1,
  },
  // `-iOtouch`: the pager within a cluster.
  {
    of: /^git$/,
    risk: 'unknown',
    when: ({ values }) => starts(values, 'grep') && has(values, /^-[a-zA-Z]*O|^--open-files/) && !isPattern(values),
  },
  // The hook that runs before a push runs before a dry one as well.
  {
    of: /^git$/,
    risk: 'unknown',
    when: ({ values }) =>
      starts(values, 'push') &&
      /^(?:-[a-zA-Z]*n|--dry-run)$/.test(values.findLast((value) => DRY_PUSH.test(value)) ?? '') &&
      !has(values, /^--no-verify$/),
  },
  // What package.json names runs before a dry run as well.
  {
    of: /^(?:npm|pnpm|yarn|bun)$/,
    risk: 'unknown',
    when: ({ values }) =>
      SCRIPTED.test(plain(values)[0] ?? '') &&
      has(values, /^--dry-run(?:=true)?$/) &&
      !has(values, /^--ignore-scripts(?:=true)?$/),
  },
  { of: /^npm$/, risk: 'changes', when: ({ values }) => plain(values).slice(0, 2).join(' ') === 'cache verify' },
  // The lock file is written where it does not fit.
  {
    of: /^cargo$/,
    risk: 'changes',
    when: ({ values }) =>
      starts(
        values.filter((value) => !value.startsWith('+')),
        'tree',
        'metadata',
        'pkgid',
      ) && !has(values, /^--(?:locked|frozen|help|version)$/),
  },
  { of: /^go$/, risk: 'changes', when: ({ values }) => starts(values, 'list') && has(values, /^--?mod=mod$/) },
  { of: /^(?:vault|bao)$/, risk: 'changes', when: ({ values }) => /^policy fmt\b/.test(plain(values).join(' ')) },
  {
    of: /^(?:podman|buildah)$/,
    risk: 'changes',
    when: ({ values }) => /^(?:image )?mount \S/.test(plain(values).join(' ')),
  },
  { of: /^(?:kubectl|oc|kustomize)$/, risk: 'unknown', when: ({ values }) => has(values, /^--enable-helm(?:=true)?$/) },
  { of: /^openssl$/, risk: 'unknown', when: ({ values }) => has(values, /^--?config$/) },
  // A file that is not there is made, and may be a flag to something. An empty one that is named as a database is none:
  // as with a cache, that much comes with reading.
  {
    of: /^sqlite3?$/,
    risk: 'changes',
    when: ({ values }) =>
      plain(values).length > 1 &&
      !has(values, /^--?readonly$|^file:.*(?:mode=ro|immutable=1)|^:memory:$|\.(?:db3?|s3db|sdb|sqlite[23]?)$/),
  },
  // The file is the last operand: `rados getomapval -p pool object key file`.
  {
    of: /^rados$/,
    risk: 'changes',
    when: ({ values }) => {
      const words = values.filter(
        (value, i) => !value.startsWith('-') && !/^(?:-[pNncmk]|--(?:pool|namespace|id))$/.test(values[i - 1] ?? ''),
      );
      return words[0] === 'getomapval' && words.length > 3;
    },
  },
  { of: /^socat$/, risk: 'changes', when: ({ values }) => values.some(writesAddress) },
  { of: /^socat$/, risk: 'unknown', when: ({ values }) => has(values, STARTING_ADDRESS) },
  {
    of: /^(?:aws|aws2|awslocal|awscli)$/,
    risk: 'changes',
    when: ({ values }) =>
      WRITES_LAST.test(plain(values)[1] ?? '') &&
      !values.at(-1)!.startsWith('-') &&
      !/^(?:-|\/dev\/(?:null|stdout|stderr))$/.test(values.at(-1)!) &&
      !has(values, /^--(?:help|generate-cli-skeleton)$/),
  },
  // It starts what it looks at.
  {
    of: /^ldd$/,
    risk: 'unknown',
    when: ({ values }) => plain(values).some((value) => !/^\/(?!tmp|home|var\/tmp)/.test(value)),
  },
  // Whatever the verb: `sessions create --operation reboot`.
  {
    of: /./,
    risk: 'destroys',
    when: ({ values }) =>
      namesOperation(
        values,
        /^(?:(?:soft|hard|force|graceful)?[-_]?(?:reboot|restart|reset|shut-?down|power-?(?:off|down|cycle)|off)|delete|destroy|remove|terminate|stop|kill|wipe|erase|purge|drop|drain|evict|decommission|cycle)$/i,
      ),
  },
  {
    of: /./,
    risk: 'changes',
    when: ({ values }) =>
      namesOperation(
        values,
        /^(?:start|boot|on|power-?on|create|update|apply|configure|set|enable|disable|deploy|upgrade|scale|pause|resume|run)$/i,
      ),
  },
  // A service is read from a file, which the address may name.
  { of: /^(?:psql|pg_dump|pg_isready)$/, risk: 'unknown', when: ({ values }) => has(values, /\bservicefile\s*=/) },
];

/** `-e` and the like take what follows for a pattern or a number. */
function isPattern(values: readonly string[]): boolean {
  return values.every((value) => !/^-[a-zA-Z]*O|^--open-files/.test(value) || /^-[a-zA-NP-Z]*?[efmABC]/.test(value));
}

function writesAddress(value: string): boolean {
  return ACTING_ADDRESS.test(value) && !/,(?:rdonly|o_rdonly)\b/i.test(value) && !/:\/dev\/(?:null|stdout)/.test(value);
}

/** Whether an option that names what is done names one of these: `--operation reboot`, `--action=stop`. */
function namesOperation(values: readonly string[], verbs: RegExp): boolean {
  return values.some((value, i) => {
    const found = /^--?(?:[a-z]+-)?(?:operation|action|command)(?:=(.*))?$/i.exec(value);
    return found !== null && verbs.test(found[1] ?? values[i + 1] ?? '');
  });
}

/** The least risk of a call by a form in which it does more than its verb says. */
export function formRisk(call: ProgramCall): Risk {
  return worst([
    devicesRisk(call),
    ...[...FORMS, ...CLOUD_FORMS, ...MACHINE_FORMS, ...WRITING_FORMS, ...NAMED_FILES]
      .filter(({ of, when }) => of.test(call.name) && when(call))
      .map(({ risk }) => risk),
  ]);
}
