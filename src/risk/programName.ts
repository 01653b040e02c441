const TRUSTED_FOLDERS =
  /^(?:\/usr|\/bin|\/sbin|\/opt|\/snap|\/nix|\/home\/linuxbrew|\/etc\/init\.d|\/rabbitmq|\/kafka|\/app\/bin|\/opt\/[\w.-]+)\//;
/** Programs that are started from the folder that they were unpacked to. */
const FROM_FOLDER =
  /^(?:kafka-[\w-]+(?:\.sh)?|zkCli\.sh|zookeeper-shell\.sh|rails|rake|nodetool|cqlsh|artisan|manage\.py|gradlew|mvnw|elasticsearch-[\w-]+|redis-cli|istioctl|mongosh?|etcdctl|patronictl|occ)$/;

/** A program's name without its folder; undefined where the folder makes it another program than the one known. */
export function programName(word: string): string | undefined {
  const plain = word.replace(/\.exe$/i, '');
  const at = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\'));
  if (at < 0) return withoutG(plain);
  const name = withoutG(plain.slice(at + 1));
  return TRUSTED_FOLDERS.test(word) || /^[A-Z]:\\Windows\\/i.test(word) || FROM_FOLDER.test(name) ? name : undefined;
}

/** Tools of GNU beside those of a BSD: `gsed` is sed. */
const WITH_G =
  /^g(awk|basename|cat|chgrp|chmod|chown|cksum|comm|cp|csplit|cut|date|dd|df|dir|dirname|du|echo|env|expand|expr|factor|false|find|fmt|fold|grep|egrep|fgrep|head|hostid|id|install|join|kill|link|ln|locate|logname|ls|make|md5sum|mkdir|mkfifo|mknod|mktemp|mv|nice|nl|nohup|nproc|numfmt|od|paste|patch|pathchk|pr|printenv|printf|ptx|pwd|readlink|realpath|rm|rmdir|sed|seq|sha(?:1|224|256|384|512)sum|shred|shuf|sleep|sort|split|stat|stdbuf|stty|sum|sync|tac|tail|tar|tee|test|time|timeout|touch|tr|true|truncate|tsort|tty|uname|unexpand|uniq|unlink|uptime|users|vdir|wc|who|whoami|xargs|yes)$/;

function withoutG(name: string): string {
  return WITH_G.exec(name)?.[1] ?? name;
}

/** `./gradlew`: a script of the repository, which reads the repository's own code. */
export function startsOwnScript(word: string, name: string): boolean {
  return (
    /^(?:gradlew|mvnw|rake|rails|artisan|manage\.py|occ)$/.test(name) &&
    /^\.{0,2}\/|^\w+\//.test(word) &&
    !TRUSTED_FOLDERS.test(word)
  );
}

/** Folders that are known to be the workspace's own. */
const OWN_FOLDER = /^(?:\.\/?|\$PWD|\$\{PWD\}|\$\(pwd\)|\$\(git rev-parse --show-toplevel\))$/;

export function staysAt(values: readonly string[]): boolean {
  const folders = values.filter((value) => !/^-[LPe@]*$/.test(value) || value === '-');
  return folders.length > 0 && folders.every((value) => OWN_FOLDER.test(value));
}

/** Git reads the settings of the repository that it is sent to, which can name programs: `git -C dir`. */
export function isElsewhere(values: readonly string[]): boolean {
  return values.some((value, i) => {
    const joined = /^(?:--git-dir|--work-tree|--exec-path)=([^]*)$/.exec(value)?.[1];
    const folder = joined ?? (/^(?:-C|--git-dir|--work-tree)$/.test(values[i - 1] ?? '') ? value : undefined);
    return folder !== undefined && !OWN_FOLDER.test(folder);
  });
}

export function isScript(word: string): boolean {
  return /\.\w+$/.test(word);
}
