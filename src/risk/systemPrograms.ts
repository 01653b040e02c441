import { has, type Decide } from './call.ts';
import { apiRisk, optionValue } from './http.ts';
import { worse, worst, type Risk } from './model.ts';
import { tableRisk } from './table.ts';
import { toolTables } from './toolTables.ts';

const firstPlain = (values: readonly string[]): string => values.find((value) => !value.startsWith('-')) ?? '';

/** Signals that ask a program to do something rather than to end. */
const MILD_SIGNALS =
  /^-?(?:s\s*)?(?:SIG)?(?:HUP|1|USR1|USR2|10|12|CONT|18|WINCH|28|QUIT|3|TTIN|TTOU|URG|CHLD|17|23|21|22)$/i;

const kill: Decide = ({ values }) => {
  const signal = optionValue(values, /^(?:-s|--signal|-n)$/) ?? values.find((value) => /^-/.test(value)) ?? '';
  if (/^-(?:l|L|0)$|^(?:-l|--list|--table|0|EXIT)$/.test(signal)) return 'reads';
  return MILD_SIGNALS.test(signal) && values.some((value) => /^(?!-)/.test(value)) ? 'changes' : 'destroys';
};

/** pkill and killall with a signal. */
const killByName: Decide = (call) => {
  if (has(call.values, /^(?:-l|--list)$/)) return 'reads';
  const signal = call.values.find((value) => /^-(?:\d+|SIG[A-Z0-9]+|HUP|USR[12]|KILL|TERM|CONT|QUIT|0)$/.test(value));
  return signal === undefined
    ? has(call.values, /^(?:-s|--signal)/)
      ? kill(call)
      : 'destroys'
    : signal === '-0'
      ? 'reads'
      : MILD_SIGNALS.test(signal)
        ? 'changes'
        : 'destroys';
};

const ip: Decide = ({ values }) => {
  if (has(values, /^-(?:b|batch|force)/)) return 'unknown';
  const words = values.filter((value) => !value.startsWith('-'));
  if (/^netns?$/.test(words[0] ?? '') && words[1] === 'exec') return 'unknown';
  const verb =
    words
      .slice(1)
      .find((word) =>
        /^(?:a(?:dd)?|ap(?:pend)?|c(?:h|hange)?|r(?:e|ep|eplace)|s(?:e|et)|d(?:e|el|elete)|f(?:l|lush)|show|list|ls|get|monitor|save|restore|up|down|attach|detach|prepend|identify|pids|help|lst|test)$/.test(
          word,
        ),
      ) ?? 'show';
  if (/^(?:d|de|del|delete|f|fl|flush|detach)$/.test(verb)) return 'destroys';
  if (/^(?:show|list|lst|ls|get|monitor|save|identify|pids|help)$/.test(verb)) return 'reads';
  return words.includes('down') ? 'destroys' : 'changes';
};

const ifconfig: Decide = ({ values }) => {
  if (has(values, /^(?:down|del|delete|-arp)$/)) return 'destroys';
  return values.filter((value) => !value.startsWith('-')).length > 1 ? 'changes' : 'reads';
};

const iptables: Decide = ({ name, values }) => {
  if (/-save$/.test(name)) return has(values, /^(?:-f|--file)/) ? 'changes' : 'reads';
  if (/-restore$/.test(name)) return has(values, /^(?:-t|--test)$/) ? 'reads' : 'changes';
  if (has(values, /^(?:-[FXDZP]|--(?:flush|delete|delete-chain|zero|policy))$/))
    return has(values, /^(?:-P|--policy)$/) && !has(values, /^-[FXDZ]/) ? 'changes' : 'destroys';
  if (has(values, /^(?:-[AIRNE]|--(?:append|insert|replace|new-chain|rename-chain))$/)) return 'changes';
  return has(values, /^(?:-[a-zA-Z]*[LSC][a-zA-Z]*|--(?:list|list-rules|check|version)(?:=.*)?|-V)$/)
    ? 'reads'
    : 'unknown';
};

const ipvsadm: Decide = ({ values }) =>
  has(values, /^(?:-[CDd]|--(?:clear|delete-\w+)|--stop-daemon)$/)
    ? 'destroys'
    : has(values, /^(?:-[AEaeRZ]|--(?:add|edit|restore|zero|set|start)\S*)$/)
      ? 'changes'
      : 'reads';

const ipset: Decide = ({ values }) => {
  const verb = firstPlain(values) || (values[0] ?? '');
  if (/^(?:list|test|save|help|version|-L|-T|-S)$/.test(verb)) return 'reads';
  return /^(?:destroy|flush|del|-X|-F|-D)$/.test(verb) ? 'destroys' : verb === '' ? 'reads' : 'changes';
};

const route: Decide = ({ values }) =>
  has(values, /^(?:del|delete|flush)$/) ? 'destroys' : has(values, /^(?:add|change)$/) ? 'changes' : 'reads';

const tar: Decide = ({ values }) => {
  if (
    has(
      values,
      /^(?:--to-command|--use-compress-program|--checkpoint-action|--info-script|--new-volume-script|--rsh-command|--rmt-command|-I|-F)(?:=|$)/,
    )
  )
    return 'unknown';
  if (has(values, /^(?:--remove-files|--delete|--recursive-unlink|--overwrite)$/))
    return values.includes('--overwrite') && !has(values, /^--(?:remove|delete|rec)/) ? 'changes' : 'destroys';
  const [mode = ''] = values;
  const letters = values
    .filter((value, i) => (i === 0 && !value.startsWith('--')) || /^-[a-zA-Z]+$/.test(value))
    .join('');
  if (/[xcruA]/.test(letters.replace(/-/g, '')) && !/^-?t/.test(mode)) return toStdout(values, letters);
  if (has(values, /^--(?:extract|get|create|append|update|concatenate|catenate)$/)) return toStdout(values, letters);
  return /t/.test(letters) || has(values, /^--(?:list|test-label|diff|compare)$/) || /d/.test(letters)
    ? 'reads'
    : 'unknown';
};

/** `tar xOf a.tar file`, `tar cf - dir`: written to the next program of a pipe. */
function toStdout(values: readonly string[], letters: string): Risk {
  const extracts = /x/.test(letters) || has(values, /^--(?:extract|get)$/);
  if (extracts) return /O/.test(letters) || values.includes('--to-stdout') ? 'reads' : 'changes';
  const file = values.findIndex((value) => /^(?:-?[a-zA-Z]*f|--file)$/.test(value));
  return values[file + 1] === '-' && file >= 0 && /c/.test(letters) ? 'reads' : 'changes';
}

const unzip: Decide = ({ values }) =>
  has(values, /^-[a-zA-Z]*[lvtzZp][a-zA-Z]*$/) && !has(values, /^-[a-zA-Z]*[oxdfu]/) ? 'reads' : 'changes';

const sevenZip: Decide = ({ values }) =>
  /^[lti]$/.test(values[0] ?? '') ? 'reads' : values[0] === 'd' ? 'destroys' : 'changes';

const openssl: Decide = ({ values }) => {
  const [verb = ''] = values;
  if (has(values, /^-(?:out|keyout|signkey|CAcreateserial|writerand|engine|provider|caout|certout|subject_hash_out)$/))
    return has(values, /^-(?:engine|provider)$/) ? 'unknown' : 'changes';
  if (
    /^(?:x509|verify|version|ciphers|crl|dgst|asn1parse|rand|speed|ocsp|errstr|list|prime|help|sess_id|pkey|pkeyutl|rsa|rsautl|dsa|ec|ecparam|req|pkcs7|pkcs8|pkcs12|base64|enc|md5|sha1|sha256|sha512|passwd|genrsa|genpkey|dhparam|nseq|spkac|storeutl|cms|smime|ts|info|crl2pkcs7|kdf|mac|s_time)$/.test(
      verb,
    )
  )
    return verb === 'req' && has(values, /^-(?:new|x509|newkey)$/)
      ? has(values, /^-(?:noout|verify|text)$/)
        ? 'reads'
        : 'changes'
      : 'reads';
  if (verb === 's_client') return 'reads';
  return /^(?:ca|s_server|rehash|fipsinstall|srp|cmp)$/.test(verb)
    ? verb === 'ca' && values.includes('-revoke')
      ? 'destroys'
      : 'changes'
    : 'unknown';
};

const rsync: Decide = ({ values }) => {
  if (has(values, /^(?:-e|--rsh|--rsync-path)(?:=|$)/) && !has(values, /^(?:--rsh=)?ssh(?: -\w+(?: [\w./@~-]+)?)*$/))
    return 'unknown';
  if (has(values, /^(?:-[a-zA-Z]*n[a-zA-Z]*|--dry-run|--list-only)$/)) return 'reads';
  if (has(values, /^(?:--del|--delete\S*|--remove-source-files)$/)) return 'destroys';
  return values.filter((value) => !value.startsWith('-')).length < 2 ? 'reads' : 'changes';
};

const mount: Decide = ({ values }) =>
  values.length === 0 ||
  values.every((value) => /^(?:-l|-v|--show-labels|-V|--version)$/.test(value)) ||
  (values[0] === '-t' && values.length === 2)
    ? 'reads'
    : 'changes';

const umount: Decide = ({ values }) => (has(values, /^(?:-[a-z]*[fl]|--force|--lazy)$/) ? 'destroys' : 'changes');

const journalctl: Decide = ({ values }) =>
  has(values, /^--vacuum-/)
    ? 'destroys'
    : has(values, /^--(?:rotate|flush|sync|relinquish-var|smart-relinquish-var|update-catalog|setup-keys|cursor-file)/)
      ? 'changes'
      : 'reads';

const dmesg: Decide = ({ values }) =>
  has(values, /^(?:-[a-zA-Z]*[cC][a-zA-Z]*|--clear|--read-clear)$/)
    ? 'destroys'
    : has(values, /^(?:-[DEn]|--console-\w+)$/)
      ? 'changes'
      : 'reads';

const crontab: Decide = ({ values }) => (has(values, /^-l$/) ? 'reads' : has(values, /^-r/) ? 'destroys' : 'changes');

const sysctl: Decide = ({ values }) =>
  has(values, /^(?:-[wpf]|--(?:write|load|system))/) || values.some((value) => /^[\w./-]+=/.test(value))
    ? 'changes'
    : 'reads';

const hostname: Decide = ({ values }) =>
  values.some((value) => !value.startsWith('-')) || has(values, /^(?:-F|-b|--file|--boot)/) ? 'changes' : 'reads';

const date: Decide = ({ values }) =>
  has(values, /^(?:-s|--set)/) ||
  values.some((value, i) => /^\d{8,}/.test(value) && !/^-[dvfrI]|^--(?:date|reference|file)$/.test(values[i - 1] ?? ''))
    ? 'changes'
    : 'reads';

const nc: Decide = ({ values, input }) => {
  if (has(values, /^(?:-[a-zA-Z]*[ecl]|--exec|--sh-exec|--lua-exec|--listen|-[a-zA-Z]*[ecl][a-zA-Z]*)$/))
    return 'unknown';
  if (has(values, /^-[a-zA-Z]*z/)) return 'reads';
  if (input.kind === 'text')
    return /^(?:\s*(?:GET|HEAD|OPTIONS|PING|INFO|stats?(?: \w+)?|ruok|stat|mntr|srvr|conf|cons|envi|version|show [\w ]+|quit|help|EHLO \S+|QUIT|Host: \S+)?[^\n]*\n?)$/i.test(
      input.text,
    ) && /^(?:GET|HEAD|PING|INFO|stat|ruok|mntr|srvr|conf|cons|envi|version|show)/i.test(input.text)
      ? 'reads'
      : 'unknown';
  if (input.kind === 'pipe') {
    const words = input.from.length === 1 ? input.from[0]!.words.map((word) => word.value) : [];
    return /^(?:echo|printf)$/.test(words[0] ?? '') &&
      /^(?:-[ne]+ )*["']?(?:GET |HEAD |PING|INFO|stats|stat|ruok|mntr|srvr|conf|cons|envi|version|show )/i.test(
        words.slice(1).join(' '),
      )
      ? 'reads'
      : 'unknown';
  }
  return input.kind === 'file' ? 'unknown' : 'reads';
};

const socat: Decide = ({ values, input }) => {
  if (has(values, /EXEC|SYSTEM|SHELL|LISTEN|CREATE|OPEN/i)) return 'unknown';
  return input.kind === 'pipe' || input.kind === 'text'
    ? haproxySocket(
        input.kind === 'text'
          ? input.text
          : input.from.flatMap((call) => call.words.slice(1).map((word) => word.value)).join(' '),
      )
    : 'unknown';
};

/** What is sent to the socket of HAProxy. */
function haproxySocket(text: string): Risk {
  const worstOf = text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part): Risk =>
      /^(?:show|help|prompt|quit|get)\b/.test(part)
        ? 'reads'
        : /^(?:shutdown|clear|del)\b/.test(part)
          ? 'destroys'
          : /^(?:set|disable|enable|add)\b/.test(part)
            ? 'changes'
            : 'unknown',
    );
  return worst(worstOf.length > 0 ? worstOf : ['unknown']);
}

const gpg: Decide = ({ values }) => {
  if (has(values, /^--(?:delete-|gen-revoke|quick-revoke)/)) return 'destroys';
  if (has(values, /^(?:-o|--output)/))
    return values.some((value, i) => value === '-' && /^(?:-o|--output)$/.test(values[i - 1] ?? ''))
      ? 'reads'
      : 'changes';
  if (
    has(
      values,
      /^(?:--(?:list|fingerprint|verify|decrypt|version|check|card-status|show-keys|print|export|locate-keys|search-keys|dump-options|export-secret-keys|list-\S+|export-\S+)\S*|-[kKd])$/,
    )
  )
    return 'reads';
  return 'changes';
};

const keytool: Decide = ({ values }) =>
  has(values, /^-(?:list|printcert|printcertreq|printcrl|showinfo|help)$/)
    ? 'reads'
    : values.includes('-delete')
      ? 'destroys'
      : has(values, /^-exportcert$|^-export$/) && !values.includes('-file')
        ? 'reads'
        : 'changes';

const sshKeygen: Decide = ({ values }) =>
  has(values, /^-(?:[lLFyBr]\w*|l[vf]+)$/) && !has(values, /^-[Rpt]$/)
    ? 'reads'
    : has(values, /^-R$/)
      ? 'destroys'
      : 'changes';

const sops: Decide = ({ values }) =>
  has(
    values,
    /^(?:-[a-z]*i|--in-place|--output|edit|-e|--encrypt|encrypt|rotate|-r|--rotate|set|unset|updatekeys|publish|keyservice|groups)$/,
  )
    ? values.includes('-o')
      ? 'changes'
      : has(values, /^(?:-e|--encrypt|encrypt)$/) && !has(values, /^(?:-[a-z]*i|--in-place|--output)$/)
        ? 'reads'
        : 'changes'
    : has(values, /^(?:exec-env|exec-file)$/)
      ? 'unknown'
      : has(values, /^(?:-d|--decrypt|decrypt|--version|filestatus|--show-master-keys)$/)
        ? 'reads'
        : 'changes';

const make: Decide = ({ values }) => {
  if (
    has(values, /^(?:-[a-z]*[nqp]|--(?:dry-run|just-print|recon|question|print-data-base|version|help))$/) &&
    !has(values, /^--eval/)
  )
    return 'unknown';
  return 'unknown';
};

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
  return undefined;
};

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

/** A configuration that is made on the spot may name programs to run. */
const kubectl: Decide = ({ values }) => {
  const config = optionValue(values, /^--kubeconfig$/);
  if (config !== undefined && /[<(]\(/.test(config)) return 'unknown';
  if (values[0] === 'apply' && values.includes('--prune') && has(values, /^--dry-run/)) return 'reads';
  return undefined;
};

const rclone: Decide = ({ values }) => {
  const verb = firstPlain(values);
  if (has(values, /^(?:-n|--dry-run)$/)) return 'reads';
  if (
    /^(?:ls|lsd|lsl|lsf|lsjson|size|check|cryptcheck|checksum|cat|about|tree|ncdu|version|listremotes|md5sum|sha1sum|hashsum|help|config)$/.test(
      verb,
    )
  )
    return verb === 'config'
      ? /config (?:show|dump|file|paths|userinfo)/.test(values.join(' '))
        ? 'reads'
        : 'changes'
      : 'reads';
  return /^(?:delete|deletefile|purge|sync|rmdir|rmdirs|move|moveto|cleanup|dedupe|bisync)$/.test(verb)
    ? 'destroys'
    : 'changes';
};

const gsutil: Decide = ({ values }) => {
  const words = values.filter((value, i) => !value.startsWith('-') && !/^-[ohui]$/.test(values[i - 1] ?? ''));
  const [verb = '', sub = ''] = words;
  if (/^(?:ls|cat|stat|du|hash|version|help|test|perfdiag)$/.test(verb)) return 'reads';
  if (/^(?:rm|rb)$/.test(verb) || (verb === 'rsync' && has(values, /^-[a-zA-Z]*d/)) || verb === 'mv')
    return has(values, /^-[a-zA-Z]*n/) && verb === 'rsync' ? 'reads' : 'destroys';
  if (
    /^(?:acl|iam|cors|lifecycle|logging|versioning|web|defacl|label|requesterpays|retention|notification|rpo|ubla|bucketpolicyonly|pap|autoclass|kms|hmac|defstorageclass)$/.test(
      verb,
    )
  )
    return /^(?:get|list|ls)$/.test(sub) ? 'reads' : /^(?:delete|d)$/.test(sub) ? 'destroys' : 'changes';
  return /^(?:cp|mb|rsync|setmeta|rewrite|compose|signurl|config|update)$/.test(verb)
    ? verb === 'cp' && words[words.length - 1] === '-'
      ? 'reads'
      : 'changes'
    : 'unknown';
};

const objectStore: Decide = ({ name, values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  const [verb = '', sub = ''] = words;
  if (has(values, /^(?:-n|--dry-run)$/)) return 'reads';
  if (
    /^(?:ls|la|du|head|cat|stat|info|find|tree|diff|size|select|version|ping|ready|accesslog|--version|sql)$/.test(verb)
  )
    return 'reads';
  if (
    /^(?:rm|rb|del|multipart-abort|abortmp|undo|expire|dellifecycle|delpolicy)$/.test(verb) ||
    has(values, /^--(?:delete-removed|remove|delete|force-delete)$/) ||
    verb === 'mv'
  )
    return 'destroys';
  if (name === 'mc' && verb === 'admin')
    return /^(?:info|trace|top|logs|prometheus|console|inspect|speedtest|scanner)$/.test(sub)
      ? 'reads'
      : /^(?:list|ls|info|status|export|get)$/.test(words[2] ?? '')
        ? 'reads'
        : /^(?:remove|rm|stop|disable|decommission)$/.test(words[2] ?? sub)
          ? 'destroys'
          : 'changes';
  if (
    /^(?:ilm|version|replicate|event|policy|anonymous|tag|retention|legalhold|alias|encrypt|quota|support|license|idp)$/.test(
      verb,
    )
  )
    return /^(?:list|ls|info|status|get|export|get-json)$/.test(sub) || /^(?:ls|list|info)$/.test(words[2] ?? '')
      ? 'reads'
      : /^(?:rm|remove|clear|del)$/.test(sub)
        ? 'destroys'
        : 'changes';
  return /^(?:cp|put|get|sync|mb|mirror|share|pipe|setacl|setpolicy|setlifecycle|modify|config|restore|run|watch|presign|signurl|accelerate|cors|od)$/.test(
    verb,
  )
    ? /^(?:presign|signurl|share)$/.test(verb)
      ? 'reads'
      : 'changes'
    : 'unknown';
};

const heroku: Decide = ({ values }) => {
  const verb = firstPlain(values);
  if (/^(?:run|ps:exec|pg:psql|redis:cli|console)/.test(verb))
    return verb === 'pg:psql' && has(values, /^(?:-c|--command)/) ? undefined : 'unknown';
  if (
    /:(?:destroy|remove|delete|unset|kill|killall|reset|cancel|stop|revoke|clear|uninstall|detach)$|^(?:destroy)$/.test(
      verb,
    )
  )
    return 'destroys';
  if (
    /^(?:logs|ps|config|apps|releases|status|addons|info|access|domains|features|help|version|auth:whoami|auth:token|regions|stack|certs|pipelines|members|orgs|teams|webhooks|plugins|buildpacks|drains|maintenance|pg|labs|redis|spaces|sessions|keys|clients|authorizations|reviewapps|usage|notifications|events|ci)$|:(?:info|get|ps|diagnose|locks|outliers|bloat|blocking|index-usage|cache-hit|table-size|list|output|index|credentials|url|wait|docs|diff|open|links|settings|long-running-queries|unused-indexes|seq-scans|vacuum-stats|total-table-size|index-size|calls|connection-info|retrieve)$/.test(
      verb,
    )
  )
    return 'reads';
  return /^[a-z][\w-]*(?::[\w-]+)*$/.test(verb) ? 'changes' : 'unknown';
};

const fly: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  const path = words.join(' ');
  if (
    /^(?:ssh|console|postgres connect|pg connect|proxy|redis connect|mysql connect|sftp|machine exec|m exec|machines exec)\b/.test(
      path,
    )
  )
    return 'unknown';
  if (
    words
      .slice(0, 3)
      .some((word) =>
        /^(?:destroy|delete|remove|rm|kill|stop|suspend|unset|detach|release|revoke|failover|reset|abandon|clear)$/.test(
          word,
        ),
      )
  )
    return 'destroys';
  if (
    words
      .slice(0, 3)
      .some((word) =>
        /^(?:deploy|launch|scale|restart|start|set|create|add|login|logout|update|clone|run|move|attach|extend|import|resume|fork|cordon|uncordon|allocate-\w+|open|rename|enable|disable|sync|renew|save|push|build|leave|wait|join|apply|migrate-\w+)$/.test(
          word,
        ),
      )
  )
    return words[1] === 'show' ? 'reads' : 'changes';
  return words
    .slice(0, 3)
    .some((word) =>
      /^(?:status|logs|list|ls|show|info|checks|releases|version|ips|config|whoami|token|history|regions|vm-sizes|doctor|docs|ping|services|image|dashboard|dig|events|display|validate|platform|auth|monitor)$/.test(
        word,
      ),
    )
    ? 'reads'
    : 'unknown';
};

const rails: Decide = ({ name, values }) => {
  const task = values.find((value) => !value.startsWith('-') && !/=/.test(value)) ?? '';
  if (
    /(?:^|[:_-])(?:drop|destroy|delete|purge|remove|flush|reset|clear|clean|cleanup|truncate|wipe|rollback|clobber|kill|prune)(?:$|[:_[-])|^db:(?:drop|reset|purge|rollback|schema:load|migrate:(?:down|reset|redo)|setup|truncate_all|structure:load)/.test(
      task,
    )
  )
    return 'destroys';
  if (has(values, /^(?:-T|-P|-D|-W|--tasks|--prereqs|--describe|--version|-V|--help)$/) && task === '') return 'reads';
  if (/^(?:console|c|dbconsole|db|shell|dbshell|shell_plus|runner|r|tinker|eval)$/.test(task)) return 'unknown';
  if (
    /^(?:routes|about|stats|notes|check|showmigrations|version|diffsettings|sqlmigrate|inspectdb|dumpdata|initializers|middleware|list|env|sendtestemail--help|route:list|migrate:status|queue:failed|queue:monitor|schedule:list|health|inspire|config:show|db:show|db:table|model:show|event:list)$/.test(
      task,
    ) ||
    /:(?:status|check|list|show|info|count|report|version|health|env:info|doctor)(?:\[|$)|^gitlab:(?:check|env:info|doctor)/.test(
      task,
    )
  )
    return has(values, /^(?:-o|--output)/) ? 'changes' : 'reads';
  return /^(?:db:|migrate|assets:|cache:|collectstatic|createsuperuser|test|spec|server|s|runserver|generate|g|new|loaddata|makemigrations|queue:|gitlab:|config:|route:|view:|optimize|up|down|key:|storage:|changepassword|secret|credentials|encrypted|compilemessages|makemessages)/.test(
    task,
  )
    ? 'changes'
    : name === 'rake' || name === 'artisan' || name === 'manage.py' || name === 'rails' || name === 'django-admin'
      ? 'unknown'
      : 'unknown';
};

const jcmd: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (has(values, /^-l$/) || words.length < 2) return 'reads';
  const verb = words[1]!;
  if (
    /^(?:help|VM\.(?:version|uptime|flags|command_line|system_properties|native_memory|info|classloader_stats|classloaders|events|metaspace|dynlibs|stringtable|symboltable|systemdictionary|print_touched_methods|log)|Thread\.print|GC\.(?:heap_info|class_stats|finalizer_info)|Compiler\.\w+|JFR\.(?:check|view)|PerfCounter\.print|ManagementAgent\.status)$/.test(
      verb,
    )
  )
    return verb === 'VM.log' && words.length > 2 && !words.includes('list') ? 'changes' : 'reads';
  return /^(?:GC\.(?:run|run_finalization|heap_dump|class_histogram)|JFR\.(?:start|dump|stop|configure)|VM\.set_flag|ManagementAgent\.\w+|Thread\.dump_to_file|JVMTI\.data_dump|VM\.cds)$/.test(
    verb,
  )
    ? 'changes'
    : 'unknown';
};

const trap: Decide = ({ values, judge }) => {
  const [first = ''] = values;
  if (values.length < 2 || /^-[lp]$/.test(first) || first === '-' || first === '') return 'reads';
  return judge.script(values[0] === '--' ? (values[1] ?? '') : first);
};

const mdadm: Decide = ({ values }) =>
  has(values, /^(?:--(?:stop|remove|fail|zero-superblock|set-faulty|kill-subarray)|-S|-r|-f)$/)
    ? 'destroys'
    : has(values, /^(?:--(?:detail|examine|query|detail-platform|test|examine-bitmap)|-D|-E|-Q|-X|-Es|-Ds)$/)
      ? 'reads'
      : 'changes';

const chronyc: Decide = ({ values }) => {
  const verb = values.filter((value, i) => !value.startsWith('-') && !/^-[hp]$/.test(values[i - 1] ?? ''))[0] ?? '';
  if (
    /^(?:tracking|sources|sourcestats|activity|ntpdata|rtcdata|serverstats|clients|accheck|cmdaccheck|selectdata|authdata|manual|smoothing|waitsync|help|sourcename|keygen|timeout|retries)$/.test(
      verb,
    )
  )
    return verb === 'manual' ? 'unknown' : 'reads';
  return verb === '' ? 'unknown' : verb === 'shutdown' || verb === 'delete' ? 'destroys' : 'changes';
};

const pcs: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  const [group = '', verb = ''] = words;
  if (
    group === 'status' ||
    group === 'config' ||
    verb === 'status' ||
    verb === 'show' ||
    verb === 'config' ||
    verb === 'list' ||
    verb === 'describe' ||
    verb === '' ||
    (group === 'quorum' && verb === 'device')
  )
    return group === 'cluster' && verb === '' ? 'unknown' : 'reads';
  return /^(?:destroy|delete|remove|standby|fence|kill|stop|unmanage|confirm)$/.test(verb)
    ? /^(?:unmanage)$/.test(verb)
      ? 'changes'
      : 'destroys'
    : 'changes';
};

const ansibleVault: Decide = ({ values }) => (values[0] === 'view' ? 'reads' : 'changes');

const inventory: Decide = ({ values }) => (has(values, /^(?:--output)$/) ? 'changes' : 'reads');

const vmtools: Decide = ({ values }) =>
  /^(?:list|status|show|info|version|ps|ls|get)$/.test(firstPlain(values))
    ? 'reads'
    : /^(?:rm|delete|destroy|remove|kill|purge|stop)$/.test(firstPlain(values))
      ? 'destroys'
      : 'unknown';

const esxcli: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (
    words.some((word) => /^(?:remove|delete|kill|shutdown|reboot|poweroff|detach|unmount|uninstall|reset)$/.test(word))
  )
    return 'destroys';
  return /^(?:list|get|stats|check|ping)$/.test(words[words.length - 1] ?? '') ? 'reads' : 'changes';
};

const elasticTool: Decide = ({ name }) =>
  /-(?:certutil|reset-password|setup|plugin|keystore|users|service-tokens|create-enrollment-token|syskeygen)$/.test(
    name,
  )
    ? 'changes'
    : 'unknown';

const zookeeper: Decide = ({ values, input }) => {
  const words = values.filter(
    (value, i) =>
      !value.startsWith('-') &&
      !/^-(?:server|timeout|client-configuration)$/.test(values[i - 1] ?? '') &&
      !/:\d+(?:\/|$|,)/.test(value),
  );
  const [verb = ''] = words;
  if (verb === '') return input.kind === 'inherited' ? 'unknown' : 'unknown';
  if (
    /^(?:ls|get|stat|ls2|getAcl|listquota|config|history|sync|printwatches|getAllChildrenNumber|getEphemerals|version|whoami)$/.test(
      verb,
    )
  )
    return 'reads';
  return /^(?:delete|deleteall|rmr|delquota|close|removewatches)$/.test(verb) ? 'destroys' : 'changes';
};

const tsh: Decide = ({ values }) =>
  /^(?:ls|status|apps|db|kube|version|recordings|clusters|help|env|config)$/.test(firstPlain(values))
    ? /\b(?:login|logout|connect|exec)\b/.test(values.join(' '))
      ? 'unknown'
      : 'reads'
    : /^(?:login|logout|scp|request|play|mfa|join|proxy|beams)$/.test(firstPlain(values))
      ? 'changes'
      : 'unknown';

const goTool: Decide = ({ values }) =>
  /^(?:version|env|list|doc|vet|help|tool)$/.test(values[0] ?? '') && !has(values, /^-[wu]$/)
    ? values[0] === 'tool' && !/^(?:pprof|trace|cover|nm|objdump|dist)$/.test(values[1] ?? '')
      ? 'unknown'
      : 'reads'
    : values[0] === 'clean'
      ? 'destroys'
      : values[0] === 'run' || values[0] === 'generate' || values[0] === 'test'
        ? 'unknown'
        : 'changes';

const cargo: Decide = ({ values }) =>
  /^(?:check|clippy|tree|search|audit|metadata|version|pkgid|locate-project|read-manifest|verify-project|info|help)$/.test(
    values[0] ?? '',
  )
    ? /^(?:check|clippy)$/.test(values[0]!)
      ? 'changes'
      : 'reads'
    : /^(?:clean|uninstall|yank|remove)$/.test(values[0] ?? '')
      ? 'destroys'
      : /^(?:run|test|bench)$/.test(values[0] ?? '')
        ? 'unknown'
        : 'changes';

const mvn: Decide = ({ values }) =>
  has(values, /^(?:clean|:clean)$/)
    ? 'destroys'
    : values.every(
          (value) =>
            value.startsWith('-') ||
            /^(?:dependency:(?:tree|list|analyze)|help:\w[\w-]*|validate|tasks|dependencies|projects|properties|versions:display-\w[\w-]*)$/.test(
              value,
            ),
        ) && values.length > 0
      ? 'reads'
      : 'changes';

const base64Like: Decide = ({ values }) =>
  has(values, /^(?:-o|--output)/) && !values.includes('-') ? 'changes' : 'reads';

const uniq: Decide = ({ values }) =>
  values.filter((value, i) => !value.startsWith('-') && !/^-[fsw]$/.test(values[i - 1] ?? '')).length > 1
    ? 'changes'
    : 'reads';

const xxd: Decide = ({ values }) =>
  values.filter((value, i) => !/^[-+]/.test(value) && !/^-[closg]$/.test(values[i - 1] ?? '')).length > 1
    ? 'changes'
    : 'reads';

const less: Decide = ({ values }) => (values.some((value) => /^\+.*[!|svE]|^\+\+/.test(value)) ? 'unknown' : undefined);

const fileList: Decide = ({ values }) => (has(values, /^-C$/) ? 'changes' : 'reads');

const split: Decide = ({ values }) => (has(values, /^--filter/) ? 'unknown' : 'changes');

const rpm: Decide = ({ values }) =>
  has(values, /^(?:-q[a-zA-Z]*|--query|-V[a-zA-Z]*|--verify|-K|--checksig|--showrc|--eval|-E)$/)
    ? has(values, /^(?:-e|--erase|-[iUF]v?h?)$/) && !has(values, /^-q/)
      ? undefined
      : 'reads'
    : undefined;

const pacman: Decide = ({ values }) =>
  has(values, /^(?:-Q\w*|-S[silpg]+|-F\w*|-T\w*|-V|--query)$/) && !has(values, /^-(?:R|U|D|S\w*[yuc])/)
    ? 'reads'
    : undefined;

/** Without a file, these are filters: what they read from a pipe they print. */
const compress: Decide = ({ values, input }) => {
  if (has(values, /^(?:-[a-zA-Z0-9]*[ltc][a-zA-Z0-9]*|--list|--test|--stdout|--to-stdout)$/)) return 'reads';
  const files = values.filter((value) => !value.startsWith('-'));
  return files.length === 0 && input.kind !== 'inherited' ? 'reads' : 'changes';
};

const dd: Decide = ({ values }) => {
  const target = values.find((value) => value.startsWith('of='))?.slice(3);
  return target === undefined || /^\/dev\/(?:null|stdout|stderr)$/.test(target) ? 'reads' : 'destroys';
};

const wipefs: Decide = ({ values }) =>
  has(values, /^(?:-[a-z]*[ao].*|--all|--offset.*)$/) && !has(values, /^(?:-[a-z]*n[a-z]*|--no-act)$/)
    ? 'destroys'
    : 'reads';

const tee: Decide = ({ values }) =>
  values.every(
    (value) => /^(?:-[a-z]*[ip]?|\/dev\/(?:null|stdout|stderr|tty|fd\/\d+)|>\(.*)$/.test(value) && value !== '-a',
  )
    ? 'reads'
    : 'changes';

/** Copying nothing over a file empties it. */
const cp: Decide = ({ values }) => (values.some((value) => value === '/dev/null') ? 'destroys' : 'changes');

/** `tmux new -d 'command'`, `screen -dm command`. */
const multiplexer: Decide = ({ name, values, judge }) => {
  const [verb = ''] = values;
  if (/^(?:ls|list-\w+|-ls|-list|display-message|show-\w+|info|-V|-v|has-session|capture-pane)$/.test(verb))
    return 'reads';
  if (/^(?:kill-\w+)$/.test(verb) || (name === 'screen' && values.includes('quit'))) return 'destroys';
  const isNew =
    name === 'screen'
      ? has(values, /^-(?:d?m|dmS|d|S)/)
      : /^(?:new|new-session|new-window|neww|split-window|splitw|respawn-pane|run-shell|run)$/.test(verb);
  const takes = name === 'screen' ? /^-(?:S|c|L|h|p|s|t|T|dmS)$/ : /^-(?:s|n|c|t|x|y|e|F)$/;
  const rest = values.slice(name === 'screen' ? 0 : 1);
  const command = rest.filter((value, i) => !value.startsWith('-') && !takes.test(rest[i - 1] ?? ''));
  if (isNew && command.length > 0) return worse('changes', judge.script(command.join(' ')));
  if (/^(?:send-keys|send|-X|if-shell|bind-key|source-file)$/.test(verb) || has(values, /^-X$/))
    return worse(
      'unknown',
      judge.script(command.filter((value) => !/^(?:Enter|C-m|C-c|stuff)$/.test(value)).join(' ')),
    );
  return 'changes';
};

/** busybox is the program that its first argument names. */
const busybox: Decide = ({ args, values, input, judge }) =>
  values.length === 0 || /^--(?:list|list-full|help)$/.test(values[0]!) ? 'reads' : judge.words(args, input);

const hdfs: Decide = ({ values }) => {
  const path = values.slice(0, 3).join(' ');
  if (/\s-(?:rm|rmr|rmdir|expunge|deleteSnapshot|truncate|mv|renameSnapshot)\b/.test(path)) return 'destroys';
  if (
    /^(?:dfs|fs) -(?:ls|lsr|cat|tail|head|text|du|dus|df|count|stat|test|find|getfacl|getfattr|checksum|help|usage)\b|^(?:dfsadmin) -(?:report|printTopology|getDatanodeInfo|getBalancerBandwidth|listOpenFiles|metasave --help|safemode get)\b|^dfsadmin -safemode get|^(?:version|getconf|groups|lsSnapshottableDir|snapshotDiff|storagepolicies -list\w*|haadmin -getServiceState|haadmin -getAllServiceState|haadmin -checkHealth|cacheadmin -list\w*|ec -list\w*|ec -getPolicy|oiv|oev|classpath|envvars)\b|^fsck\b(?!.*-(?:delete|move))/.test(
      values.join(' '),
    )
  )
    return 'reads';
  return /-(?:delete|move)\b/.test(values.join(' ')) ? 'destroys' : 'changes';
};

/** Tools whose verbs stand somewhere in front, the last one deciding: `airflow dags list`, `wp plugin list`. */
const nounVerb =
  (reads: RegExp, destroys: RegExp, unknown = /^$/): Decide =>
  ({ values }) => {
    const words = values.filter((value) => !value.startsWith('-')).slice(0, 4);
    if (words.some((word) => unknown.test(word))) return 'unknown';
    if (words.some((word) => destroys.test(word))) return 'destroys';
    const verb = words.find((word) => reads.test(word));
    return verb !== undefined ? 'reads' : 'changes';
  };

const DELETING =
  /^(?:delete\S*|del|destroy\S*|remove\S*|rm|drop|purge\S*|reset|clear\S*|flush\S*|uninstall|kill\S*|terminate|unregister|abort|trash|empty|wipe|drain|deactivate|cancel|stop|unmap-route|unbind\S*|sql-drop|pm-uninstall|pmu)$/;
const READING =
  /^(?:list\S*|ls|show\S*|get\S*|describe\S*|status|info|version|logs?|help|view|check\S*|report|history|search|find|state|tree|details|config-list|events|env|apps?|services?|spaces|orgs|routes|target|buildpacks|marketplace|cat|export|size|count|exists|path|core-status|watchdog-show|ws|pm-list|pml|requirements|verify\S*|diff)$/;

/** Open vSwitch: a verb with a dash in front or behind says what is done. */
const openVSwitch: Decide = ({ values }) => {
  const words = values.filter(
    (value, i) => !value.startsWith('-') && !/^-[tO]$|^--(?:db|target|timeout)$/.test(values[i - 1] ?? ''),
  );
  const [verb = ''] = words;
  if (
    /^(?:del-|remove|clear|destroy|emer-reset|dp-del|flush|kick|cluster\/(?:kick|leave)|exit|lb-del|lr-del|ls-del|lsp-del|lrp-del|acl-del|lr-nat-del|lr-route-del)|-del$|\/del$|\/flush/.test(
      verb,
    )
  )
    return 'destroys';
  if (
    /^(?:show|list|get|find|dump|ls-|br-exists|port-to-br|iface-to-br|list-\w+|get-\w+|dump-\w+|snoop|monitor|ping|version|transact-show|query|lflow-list|db-\w+|db-version|db-name|schema-\w+)|-(?:list|show|get-\w+|dump)$|\/(?:show|status|list|dump|get|stats|cid|sid|version)\b|\/(?:show|list|dump)-\w+|^(?:coverage|memory|fdb|bridge|dpif|bond|mdb|tnl|ofproto|lacp|cfm|bfd|stp|rstp|connection-status|cluster|upcall|dpctl)\/(?:show|status|list|dump|trace|get|read-counter)/.test(
      verb,
    )
  )
    return 'reads';
  return verb === '' ? 'unknown' : 'changes';
};

const salt: Decide = ({ values }) => {
  const verb =
    values.find((value, i) => i > 0 && /^[a-z_]+\.[a-z_]+$/.test(value)) ??
    values.find((value) => /^[a-z_]+\.[a-z_]+$/.test(value)) ??
    '';
  if (values.some((value) => /^test=(?:true|1)$/i.test(value))) return 'reads';
  if (/\.(?:remove|purge|delete\w*|kill\w*|stop|reboot|shutdown|poweroff|halt|drop\w*|destroy|rm|unlink)$/.test(verb))
    return /\.stop$/.test(verb) ? 'changes' : 'destroys';
  if (
    /^(?:test|grains|pillar|status|disk|network|sys|ps|saltutil)\.(?!set|append|remove|kill|term|refresh|sync|clear|reset|delval|run|exec|cmd)\w+$|\.(?:list\w*|get\w*|show\w*|version|status|info\w*|read|stats|find|contains|file_exists|is_\w+|available|usage|item|items|ls|ping|top|up|list_pkgs|latest_version|search)$/.test(
      verb,
    )
  )
    return 'reads';
  return verb === '' ? 'unknown' : /^(?:cmd|module|ssh)\./.test(verb) ? 'unknown' : 'changes';
};

/** ansible by its module, where that is no shell. */
const ansible: Decide = ({ values }) => {
  const module = (optionValue(values, /^(?:-m|--module-name)$/) ?? '').replace(/^ansible\.builtin\./, '');
  const args = optionValue(values, /^(?:-a|--args)$/) ?? '';
  if (has(values, /^(?:--list-hosts|--version|-C|--check)$/)) return 'reads';
  if (/\bstate=(?:absent|killed|stopped\b(?=x))/.test(args)) return 'destroys';
  if (
    /^(?:ping|setup|gather_facts|stat|debug|slurp|find|assert|service_facts|package_facts|win_ping|getent|wait_for|wait_for_connection|fail|\w+_info|\w+_facts)$/.test(
      module,
    )
  )
    return 'reads';
  if (module === 'reboot') return 'destroys';
  return /^(?:script|command|shell|raw|win_shell|win_command|expect|)$/.test(module) ? 'unknown' : 'changes';
};

const rpmOstree: Decide = nounVerb(
  /^(?:status|db|list|search|diff|compose --help)$/,
  /^(?:uninstall|reset|cleanup|remove)$/,
);

const wicked: Decide = nounVerb(/^(?:show|ifstatus|show-xml|show-config|test|ethtool|arp)$/, /^(?:ifdown)$/);

/** Reading some paths makes what is read: credentials that live for a while. */
const vault: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (words[0] === 'ssh') return 'unknown';
  if (words[0] !== 'read') return undefined;
  const path = words[1] ?? '';
  if (path === '' || /^[$<{]/.test(path)) return 'unknown';
  return /\/(?:creds|static-creds|sts|issue|sign|token|otp)(?:\/|$)/.test(path) ? 'changes' : 'reads';
};

/** What these run when something happens, or while they hold a lock. */
const consul: Decide = ({ values, judge }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (!/^(?:lock|exec|watch)$/.test(words[0] ?? '')) return undefined;
  const command = words.slice(words[0] === 'lock' ? 2 : 1).join(' ');
  return worse(
    words[0] === 'watch' && command === '' ? 'reads' : 'changes',
    command === '' ? 'reads' : judge.script(command),
  );
};

const etcdctl: Decide = ({ values, args, judge }) => {
  const dashes = values.indexOf('--');
  if (dashes < 0 || !/^(?:watch|lock|elect)$/.test(firstPlain(values))) return undefined;
  return worse('reads', judge.words(args.slice(dashes + 1), { kind: 'inherited' }));
};

/** Programs whose arguments decide in ways of their own. */
export const systemPrograms: Readonly<Record<string, Decide>> = {
  kill,
  pkill: killByName,
  killall: killByName,
  skill: killByName,
  ip,
  ifconfig,
  iptables,
  ip6tables: iptables,
  'iptables-save': iptables,
  'ip6tables-save': iptables,
  'iptables-restore': iptables,
  'ip6tables-restore': iptables,
  'iptables-legacy': iptables,
  'iptables-nft': iptables,
  ebtables: iptables,
  ipvsadm,
  ipset,
  route,
  tar,
  bsdtar: tar,
  gtar: tar,
  unzip,
  '7z': sevenZip,
  '7za': sevenZip,
  '7zz': sevenZip,
  openssl,
  rsync,
  mount,
  umount,
  journalctl,
  dmesg,
  crontab,
  sysctl,
  hostname,
  date,
  gdate: date,
  nc,
  ncat: nc,
  netcat: nc,
  socat,
  gpg,
  gpg2: gpg,
  keytool,
  'ssh-keygen': sshKeygen,
  sops,
  make,
  gmake: make,
  just: make,
  task: make,
  git,
  gh,
  glab: gh,
  az: azRest,
  kubectl,
  oc: kubectl,
  rclone,
  gsutil,
  s3cmd: objectStore,
  mc: objectStore,
  s5cmd: objectStore,
  minio: objectStore,
  heroku,
  fly,
  flyctl: fly,
  rails,
  rake: rails,
  artisan: rails,
  'manage.py': rails,
  'django-admin': rails,
  'gitlab-rake': rails,
  'gitlab-rails': rails,
  flask: rails,
  jcmd,
  trap,
  mdadm,
  chronyc,
  pcs,
  crm: pcs,
  'ansible-vault': ansibleVault,
  'ansible-inventory': inventory,
  'ansible-doc': inventory,
  multipass: vmtools,
  lxc: vmtools,
  incus: vmtools,
  limactl: vmtools,
  colima: vmtools,
  esxcli,
  'elasticsearch-certutil': elasticTool,
  'elasticsearch-reset-password': elasticTool,
  'elasticsearch-plugin': elasticTool,
  'elasticsearch-keystore': elasticTool,
  'zkCli.sh': zookeeper,
  zkCli: zookeeper,
  'zookeeper-shell': zookeeper,
  'zookeeper-shell.sh': zookeeper,
  tsh,
  go: goTool,
  cargo,
  mvn,
  mvnw: mvn,
  gradle: mvn,
  gradlew: mvn,
  base64: base64Like,
  base32: base64Like,
  uniq,
  xxd,
  less,
  file: fileList,
  split,
  rpm,
  pacman,
  gzip: compress,
  gunzip: compress,
  bzip2: compress,
  bunzip2: compress,
  xz: compress,
  unxz: compress,
  lzma: compress,
  unlzma: compress,
  zstd: compress,
  unzstd: compress,
  lz4: compress,
  unlz4: compress,
  uncompress: compress,
  pigz: compress,
  unpigz: compress,
  pbzip2: compress,
  compress,
  dd,
  gdd: dd,
  wipefs,
  tee,
  cp,
  tmux: multiplexer,
  screen: multiplexer,
  busybox,
  toybox: busybox,
  hdfs,
  hadoop: hdfs,
  airflow: nounVerb(READING, DELETING, /^(?:shell|render|test|run|exec)$/),
  wp: nounVerb(READING, DELETING, /^(?:eval|eval-file|shell|query|cli)$/),
  drush: nounVerb(
    READING,
    DELETING,
    /^(?:php-eval|ev|php|sql-query|sqlq|sql-cli|sqlc|ssh|core-execute|exec|php-script|scr)$/,
  ),
  cf: nounVerb(READING, DELETING, /^(?:ssh|curl|run-task|rt)$/),
  cray: nounVerb(READING, DELETING),
  sat: nounVerb(READING, DELETING),
  'ovs-vsctl': openVSwitch,
  'ovs-ofctl': openVSwitch,
  'ovs-dpctl': openVSwitch,
  'ovs-appctl': openVSwitch,
  'ovn-nbctl': openVSwitch,
  'ovn-sbctl': openVSwitch,
  'ovn-appctl': openVSwitch,
  'ovsdb-client': openVSwitch,
  salt,
  'salt-call': salt,
  'salt-key': ({ values }) =>
    has(values, /^(?:-[dDrR]|--(?:delete|reject)\S*)/)
      ? 'destroys'
      : has(values, /^(?:-[aA]|--(?:accept|gen)\S*)/)
        ? 'changes'
        : 'reads',
  ansible,
  'rpm-ostree': rpmOstree,
  wicked,
  kubectx: ({ values }) =>
    has(values, /^(?:-d|--delete)$/)
      ? 'destroys'
      : values.length === 0 || has(values, /^(?:-c|--current|-h)$/)
        ? 'reads'
        : 'changes',
  kubens: ({ values }) => (values.length === 0 || has(values, /^(?:-c|--current|-h)$/) ? 'reads' : 'changes'),
  scontrol: nounVerb(
    /^(?:show|ping|listpids|getent|version)$/,
    /^(?:delete|shutdown|abort|cancel_reboot|reboot|takeover)$/,
  ),
  vault,
  bao: vault,
  consul,
  etcdctl,
};
