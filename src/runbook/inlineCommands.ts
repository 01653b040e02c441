import { isKnownCommand } from '../shell/commandWords.ts';
import { sessionOpened } from '../sessions/openers.ts';
import { isProse, lineShape } from '../transcripts/lineShape.ts';
import { ownText, type MdNode } from '../markdown/mdNode.ts';
import { plainText } from '../markdown/markdown.ts';
import { isImperative } from '../blocks/imperative.ts';

/** A mention, rather than something to do: "`kubectl get` shows ...", "(see `man ls`)". */
const MENTION =
  /(?:\b(?:output of|result of|like|unlike|see|equivalent to|instead of|alias for|version of|do not|don't|never|avoid|than|i\.e\.|e\.g\.)\s*|\()$/i;

/** "To unlock it, run: `git-crypt unlock`": then it is a command, known or not. */
const ASKED =
  /\b(?:run|execute|type|issue|enter|commands?|running)\b[^.`]{0,60}:\s*$|\b(?:we|you) (?:use|run|do):\s*$|\b(?:run|execute|issue|use) (?:(?:the|this) (?:\w+ ){0,3}command\s*:?\s*)?$/i;

/**
 * The commands that a paragraph tells to run in its sentences: whole calls of known programs in back-ticks.
 * @param said the text right before it.
 */
export function inlineCommands(node: MdNode, said = ''): string[] {
  const text = (node.children[0]?.content ?? '').slice(0, 4000);
  if (!text.includes('`')) return bareCommand(text);
  return [...text.matchAll(/(?<!`)(`{1,2})(?!`)([^`\n]{1,300})\1(?!`)/g)].flatMap((match) => {
    const command = match[2]!.trim().replace(/^[$>] /, '');
    const [program = '', ...rest] = command.replace(/^sudo /, '').split(/\s+/);
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    const asOther = /^sudo -|^sudo su$/.test(command) && sessionOpened(command) !== undefined;
    if (asOther && !MENTION.test(before)) return [command];
    if (MENTION.test(before)) return [];
    const asked = ASKED.test(`${said.slice(-160)}\n${text.slice(Math.max(0, match.index - 160), match.index)}`);
    // A script alone, where the text asks for it: "Execute it with: `./delete.sh`".
    if (rest.length === 0)
      return asked &&
        /^(?:\.{1,2}\/|[\w-]+\/)[\w./-]*[\w-](?:\.(?:sh|py|rb|pl))?$/.test(command) &&
        /^\.|\.\w+$/.test(command)
        ? [command]
        : [];
    // A span that is all of its paragraph is a command line of its own: "- `softwareupdate --schedule off`".
    const called = lineShape(command) === 'command' || /\s--?[a-z]/.test(command);
    const alone = text.trim() === match[0] && called && /^[a-z][\w.-]*$/.test(program);
    return alone || isKnownCommand(program) || (asked && /^[a-z][\w.-]*$/.test(program)) ? [command] : [];
  });
}

/** Whether an item tells to run a command in a sentence of its own or below it. */
export function asksInline(node: MdNode): boolean {
  return node.type === 'paragraph' ? inlineCommands(node).length > 0 : node.children.some(asksInline);
}

/** Bullets that all ask for something, at least one with a command in its sentence: what is done there is in the list itself. */
export function holdsTheAct({ type, children }: MdNode): boolean {
  if (type !== 'bullet_list' || children.length < 2) return false;
  const texts = children.map((item) => ownText(item));
  const asks = (text: string): boolean => isImperative(plainText(text)) || /^`[a-z][\w-]*`\s/.test(text);
  if (!texts.every((text) => asks(text) && !/^\W*(?:if|when|see|note|use `-)/i.test(text))) return false;
  return children.some((item) =>
    item.children.some((own) => own.type === 'paragraph' && inlineCommands(own).length > 0),
  );
}

/**
 * A line of its own without any marks, as in an item that is indented too little for code. Only what no sentence looks
 * like counts: options, paths, blanks.
 */
function bareCommand(text: string): string[] {
  const line = text.trim().replace(/^\$ /, '');
  const [program = '', ...rest] = line.replace(/^sudo /, '').split(/\s+/);
  if (line.includes('\n') || line.length > 300 || rest.length === 0 || /[.:?!]$/.test(line)) return [];
  if (!/^[a-z]/.test(line) || !isKnownCommand(program) || isProse(line)) return [];
  const signs = /(?:^|\s)(?:--?[a-z][\w-]*|~?\.{0,2}\/\S+|<[\w -]+>|\S+=\S+)(?=\s|$|=)/i;
  return signs.test(rest.join(' ')) && !/\s(?:the|that|which|and|is|are|should|you)\s/.test(line) ? [line] : [];
}
