/*
 * A block that is a menu: calls for one object right behind each other, of which a later one takes back what an earlier one
 * has just done. Nobody starts what is stopped in the next line; who reads such a block looks for one of its lines. To stop
 * and start it is a restart, and whatever stands between two of them is a step.
 */

/** What is done, and what takes it back at once. What is only paused for a while is no such pair: the pause is for something. */
const TAKES_BACK: Readonly<Record<string, readonly string[]>> = {
  start: ['stop', 'kill'],
  restart: ['stop', 'kill'],
  up: ['down', 'stop', 'rm'],
  enable: ['disable', 'mask'],
  activate: ['deactivate'],
  create: ['delete', 'destroy', 'remove', 'rm', 'drop'],
  apply: ['delete', 'destroy'],
  add: ['remove', 'delete', 'del', 'rm'],
  install: ['uninstall', 'remove', 'purge', 'delete'],
  deploy: ['undeploy', 'destroy', 'remove', 'delete'],
  grant: ['revoke'],
};
/** The last is the first two in one: where all three stand, one of them is looked for. */
const ALL_THREE = ['stop', 'start', 'restart'];

/** Two commands, or one that waits or writes. */
const COMPOUND = /[|;&\n]|<<|\s>/;

/** The lines of a block's commands that are such a menu, from the first to the last of its calls; else none. */
export function menuOf(commands: readonly string[]): readonly string[] {
  let row: { readonly words: readonly string[]; readonly text: string }[] = [];
  let found: readonly string[] = [];
  const end = (): void => {
    if (found.length === 0 && isMenu(row.map(({ words }) => words))) found = row.map(({ text }) => text);
    row = [];
  };
  for (const command of commands) {
    const text = command.replace(/\s#.*$/s, '').trim();
    const words = wordsOf(text);
    if (row.length > 0 && !row.every((one) => verbAt(one.words, words) !== undefined)) end();
    if (words.length > 1) row.push({ words, text });
  }
  end();
  return found;
}

/** Whether one of calls that differ in one and the same word takes back one before it. */
function isMenu(calls: readonly (readonly string[])[]): boolean {
  const at = calls[1] && verbAt(calls[0]!, calls[1]);
  if (at === undefined || at === SAME || calls.some((words) => ![at, SAME].includes(verbAt(calls[0]!, words)!)))
    return false;
  const verbs = calls.map((words) => words[at]!.toLowerCase());
  if (ALL_THREE.every((verb) => verbs.includes(verb))) return true;
  return verbs.some((verb, i) => {
    const back = Object.hasOwn(TAKES_BACK, verb) ? TAKES_BACK[verb]! : [];
    return verbs.slice(i + 1).some((later) => back.includes(later));
  });
}

const SAME = -1;

/** Where two calls of one object differ: in one word; SAME where in none, undefined where they are of two objects. */
function verbAt(one: readonly string[], other: readonly string[]): number | undefined {
  if (one.length !== other.length || other.length < 2) return undefined;
  const apart = one.flatMap((word, i) => (word === other[i] ? [] : [i]));
  return apart.length === 0 ? SAME : apart.length === 1 ? apart[0] : undefined;
}

/** A call without its options; empty where it is more than one. */
function wordsOf(text: string): readonly string[] {
  if (COMPOUND.test(text) || text.length > 300) return [];
  return text.split(/\s+/).filter((word) => word !== '' && word !== 'sudo' && !word.startsWith('-'));
}
