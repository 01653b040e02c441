import { firstPlain, has, type Decide } from './call.ts';
import { type Risk } from '../commands/risk.ts';

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

const base64Like: Decide = ({ values }) =>
  has(values, /^(?:-o|--output)/) && !values.includes('-') ? 'changes' : 'reads';

/** The second file is written, `-` being the first one as well: `uniq - out`. A variable may hold both. */
const writesSecond: Decide = ({ args, operands = [] }) =>
  args.some(({ fixed, splits }) => splits && !fixed) ? 'unknown' : operands.length > 1 ? 'changes' : 'reads';

const less: Decide = ({ values }) => (values.some((value) => /^\+.*[!|svE]|^\+\+/.test(value)) ? 'unknown' : undefined);

const fileList: Decide = ({ values }) => (has(values, /^-C$/) ? 'changes' : 'reads');

const split: Decide = ({ values }) => (has(values, /^--filter/) ? 'unknown' : 'changes');

/** Of several modes the last one counts: `xz -l -d`. */
function lastMode(values: readonly string[]): string {
  const letters = values.flatMap((value) => {
    const long = /^--(list|test|decompress|uncompress|compress)$/.exec(value)?.[1];
    if (long !== undefined) return [long === 'compress' ? 'z' : long[0]!.replace('u', 'd')];
    return /^-[a-zA-Z0-9]+$/.test(value) ? [...value].filter((letter) => /[ltdz]/.test(letter)) : [];
  });
  return letters.at(-1) ?? '';
}

/** Without a file, these are filters: what they read from a pipe they print. */
const compress: Decide = ({ values, input }) => {
  if (has(values, /^(?:-[a-zA-Z0-9]*c[a-zA-Z0-9]*|--stdout|--to-stdout)$/)) return 'reads';
  if (/[lt]/.test(lastMode(values))) return 'reads';
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

/** An editor runs what it is told by an option. */
const editor: Decide = ({ values }) =>
  has(values, /^(?:-[csSu]|--cmd|--eval|-l|--load|--script|-f|--funcall|\+.*[!a-z]\S*)$/) ? 'unknown' : 'changes';

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
    ? /^(?:presign|signurl)$/.test(verb) || (verb === 'share' && /^(?:list|ls)?$/.test(sub))
      ? 'reads'
      : 'changes'
    : 'unknown';
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

const rclone: Decide = ({ values }) => {
  const verb = firstPlain(values);
  // A remote that is described on the spot may name a program: `:sftp,ssh=./x:`.
  if (has(values, /^:\w+,.*(?:ssh|command|cmd|exec|program)/i)) return 'unknown';
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

const mdadm: Decide = ({ values }) =>
  has(values, /^(?:--(?:stop|remove|fail|zero-superblock|set-faulty|kill-subarray)|-S|-r|-f)$/)
    ? 'destroys'
    : has(values, /^(?:--(?:detail|examine|query|detail-platform|test|examine-bitmap)|-D|-E|-Q|-X|-Es|-Ds)$/)
      ? 'reads'
      : 'changes';

/** Files, archives, disks and object stores. */
export const filePrograms: Readonly<Record<string, Decide>> = {
  tar,
  bsdtar: tar,
  gtar: tar,
  unzip,
  '7z': sevenZip,
  '7za': sevenZip,
  '7zz': sevenZip,
  rsync,
  mount,
  umount,
  rclone,
  gsutil,
  s3cmd: objectStore,
  mc: objectStore,
  s5cmd: objectStore,
  minio: objectStore,
  mdadm,
  base64: base64Like,
  base32: base64Like,
  uniq: writesSecond,
  xxd: writesSecond,
  less,
  file: fileList,
  split,
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
  hdfs,
  hadoop: hdfs,
  vi: editor,
  vim: editor,
  nvim: editor,
  view: editor,
  emacs: editor,
};
