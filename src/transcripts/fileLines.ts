import { isProse, lineShape } from './lineShape.ts';

/** A line of a table of jobs: when, and what is run then. */
const JOB =
  /^\s*(?:@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly)|(?:(?:\*|\d+(?:-\d+)?)(?:\/\d+)?(?:,[\d-]+(?:\/\d+)?)*\s+){3}(?:[\w*/,-]+\s+)[\w*/,-]+)\s+[\w./~<$"'[(@{-]/;

/** A line of fstab, of a compose file's environment, of a list of hosts. */
const MOUNT =
  /^\s*(?:UUID=|LABEL=|PARTUUID=|\/\/|\/dev\/)?[\w.:@/<>${}-]+\s+(?:\/\S*|none|swap)\s+(?:ext[234]|xfs|btrfs|zfs|nfs4?|cifs|smbfs|tmpfs|vfat|ntfs\S*|swap|auto|none|ceph|glusterfs|gcsfuse|s3fs|fuse\S*|efs|overlay|iso9660|9p)\s+(?:defaults|rw|ro|sw|auto|noauto|nofail|_netdev|bind|[\w.]+=)\S*(?:\s+\d){0,2}\s*$/;
const LISTED_VARIABLE = /^\s*- ["']?[A-Za-z_]\w*=\S.*$/;
const HOSTS = /^\s*\d{1,3}(?:\.\d{1,3}){3}(?:\s+[a-z][\w.-]*)+\s*(?:#.*)?$/i;

/** A record of a zone. */
const RECORD = /^\s*(?:[\w.*@-]+\s+)?(?:\d+\s+)?IN\s+(?:A|AAAA|CNAME|MX|NS|TXT|SRV|SOA|PTR|CAA)\s+\S/;

/** A line of `/etc/exports`: a directory, and who may mount it how. */
const EXPORT = /^\s*\/\S*(?:\s+[\w.*@:/-]+\([\w=:/.,-]+\))+\s*$/;

const PIPELINE_VALUE =
  /^[^'#]*\$\{\{\s*(?:env|secrets|github|inputs|vars|matrix|steps|needs|runner|job)\.[\w.-]+\s*\}\}/;

/** A step of a pipeline, which fills `${{ env.X }}` in before a shell sees it. */
export function isPipelineStep(typed: readonly string[]): boolean {
  if (typed.some((row) => row.includes('<<'))) return false;
  return typed.some((row) => PIPELINE_VALUE.test(row) && !/\b(?:sed|echo|printf|yq|grep)\b/.test(row));
}

/** Lines of a crontab or of a zone: what stands in them is run at another time, by another program, or never. */
export function isTable(typed: readonly string[]): boolean {
  const all = (pattern: RegExp): boolean => typed.length > 0 && typed.every((row) => pattern.test(row));
  if ([RECORD, MOUNT, LISTED_VARIABLE, HOSTS, EXPORT].some(all)) return true;
  return typed.some((row) => JOB.test(row)) && typed.every((row) => JOB.test(row) || /^\s*[A-Z]\w*\s*=/.test(row));
}

/** What logrotate is told, by words that it alone has, and the scripts that it runs in between. */
const ROTATION =
  /^\s*(?:rotate \d+|daily|weekly|monthly|yearly|missingok|(?:not)?ifempty|copytruncate|(?:no)?delaycompress|dateext|sharedscripts|endscript)\s*$/;
const SCRIPT = /^\s*(?:prerotate|postrotate|firstaction|lastaction|preremove)\s*$[\s\S]*?^\s*endscript\s*$\n?/gm;

/** The address of a site: no script, which a group of commands may follow. */
const SITE = /^\s*(?:(?:https?:\/\/)?(?:[\w*-]+\.)+[a-z]{2,}(?::\d+)?(?:,\s*|\s*$))+$|^\s*:\d+\s*$/;

/** Settings whose brace stands on a line of its own, below the log or the site that they are for. */
function opensBelow([first = '', second = '', ...rest]: readonly string[]): boolean {
  if (second.trim() !== '{' || rest.at(-1)?.trim() !== '}') return false;
  if (rest.some((row) => ROTATION.test(row))) return /^\s*["']?\/\S+(?:\s+["']?\/\S+)*\s*$/.test(first);
  if (!SITE.test(first) || /\.(?:sh|py|pl|rb|js|run|bash)\b/.test(first)) return false;
  return rest.length > 1 && lineShape(rest[0]!) !== 'command';
}

/** `time to live: 60`: a name of words and its value, on every line; what prints its words has one as well. */
export function isLabelled(typed: readonly string[]): boolean {
  return (
    typed.length > 0 &&
    typed.every(
      (row) =>
        /^\s*(?!(?:echo|printf|logger|wall|say|print|notify-send)\s)[A-Za-z][a-z]*(?: [A-Za-z][a-z]*){0,4}:\s+[^\s-]/.test(
          row,
        ) && !/(?:^|\s)--?[a-z]|["'`$|;&]|:\/\//.test(row),
    )
  );
}

/** A site of Caddy or nginx: an address or a word, a brace, and directives as far as the last brace. */
export function isDirectives(typed: readonly string[]): boolean {
  if (opensBelow(typed)) return true;
  const [first = '', ...rest] = typed;
  if (
    rest.length < 2 ||
    rest.at(-1)!.trim() !== '}' ||
    !/^\s*[^\s'"$(){}|;&=]\S*(?:\s+[^\s'"|;&(){}]+)*\s*\{$/.test(first)
  )
    return false;
  if (/^\s*(?:function|if|for|while|until|case|select|sudo|cat)\b|<<|\(\)/.test(first)) return false;
  const text = typed.some((row) => ROTATION.test(row)) ? typed.join('\n').replace(SCRIPT, '') : typed.join('\n');
  return text.split('{').length === text.split('}').length && !/\$\(|\|\s|&&|;\s*(?:then|do)\b/.test(text);
}

/** A letter to somebody: how it greets, or how it ends, on a line of its own among sentences. */
export function isLetter(typed: readonly string[]): boolean {
  const greets = typed.some((row) =>
    /^\s*(?:hi|hello|dear|hey|good (?:morning|afternoon|evening|day))\b[^|;$=]{0,60}[,!]\s*$/i.test(row),
  );
  const ends = typed.some((row) =>
    /^\s*(?:thanks?(?: you)?(?: (?:in advance|so much))?|(?:kind |best |warm )?regards|cheers|sincerely)[,.!]?\s*$/i.test(
      row,
    ),
  );
  return typed.length > 1 && (greets || ends) && typed.some((row) => isProse(row));
}
