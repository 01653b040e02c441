import { sessionOpened } from '../sessions/openers.ts';
import { simpleCommands } from '../shell/simpleCommand.ts';

/** The first prompt that names who is where: `[root@db-1 ~]#`, `postgres@db-1:~$`. */
const NAMED = /^\s*(?:\([\w.-]+\) ?)?\[?([\w.-]+)@([\w.-]+)[^\n]{0,80}?[#$%>](?:\s|$)/m;
/** `/ # ls`, `sh-5.1# ls`, `# ls`: root's, which says nothing of where. */
const ROOT = /^\s*(?:(?:~|\/[\w./-]*) ?|(?:ba|a|da|z|k)?sh-\d[\w.]*)?# /m;

const CONTAINERS = /^(?:kubectl|oc|k|docker|podman|docker-compose|crictl|nerdctl)$/;
const AS_OTHER = /^(?:sudo|su|doas|runuser)$/;

/**
 * Whether the prompts of a session show that it is typed in the shell that a command before it opened: its host, its
 * pod or its user stands in them.
 */
export function showsInside(opener: string, content: string): boolean {
  const program = sessionOpened(opener)?.program;
  if (program === undefined) return false;
  const words = (simpleCommands(opener)[0]?.words ?? []).slice(1).filter((word) => !word.startsWith('-'));
  const named = NAMED.exec(content);
  const asRoot = AS_OTHER.test(program) && !/(?:^|\s)(?:-u|--user|su|-)\s+(?:-\w*\s+)?(?!root\b)[a-z]/.test(opener);
  if (named) {
    const [, user = '', host = ''] = named;
    if (AS_OTHER.test(program)) return asRoot ? user === 'root' : words.includes(user);
    return words.some((word) => isName(word.replace(/^.*[@/]/, ''), host));
  }
  return ROOT.test(content) && (asRoot || CONTAINERS.test(program) || words.some((word) => word.startsWith('root@')));
}

/** `db-1` in a prompt is `db-1.example.net`, and `web-6f9c-x2x` a pod of `web`. */
function isName(asked: string, shown: string): boolean {
  const short = (name: string): string => name.split('.')[0]!;
  if (asked.length < 2 || /^\d/.test(asked)) return asked === shown;
  return short(asked) === short(shown) || shown.startsWith(`${asked}-`);
}
