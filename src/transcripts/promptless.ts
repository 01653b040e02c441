import { isProse, lineShape } from './lineShape.ts';

/** What a line without a prompt is, in a block whose other lines have one. */
export type Promptless = 'command' | 'output' | 'unclear';

/** The line and what stands above and below it. */
export interface PromptlessPlace {
  readonly line: string;
  /** The command typed last. */
  readonly before: string;
  /** Nothing but commands since then. */
  readonly fresh: boolean;
  /** A blank line parts it from what stands above. */
  readonly apart: boolean;
  /** A prompt, or the end of the block, follows. */
  readonly alone: boolean;
  /** What the line above says, if that was printed. */
  readonly above: string;
  /** Programs typed at prompts of this block. */
  readonly programs: ReadonlySet<string>;
  /** Further to the right than the prompts. */
  readonly indented: boolean;
}

/**
 * Tells a command that lost its prompt from what a command printed. Where both are possible it says so, so that nobody
 * runs half of a block without knowing.
 */
export function promptlessLine(place: PromptlessPlace): Promptless {
  const text = place.line.trim();
  if (place.indented) return 'output';
  if (promptOfSomething.test(text)) return 'unclear';
  const shape = lineShape(text);
  if (shape === 'output' || shape === 'prose') return 'output';
  const typed = shape === 'command' || shape === 'assignment' || couldBeTyped(text);
  if (!typed) return 'output';
  if (place.fresh && printsNothing(place.before)) return 'command';
  if (shape === 'command' || shape === 'assignment') {
    const marked = /\s--?[A-Za-z]|\s[|<>]\s|\s\S*\/\S/.test(text) || place.programs.has(text.split(/\s+/)[0]!);
    if (!marked || /:$/.test(place.above.trim()) || isProse(place.above)) return 'output';
    return printsText(place.before) && !place.apart ? 'output' : 'unclear';
  }
  const own = place.programs.has(text.split(/\s+/)[0]!) || /\s--?[a-z]/.test(text);
  return place.alone && (place.fresh || place.apart || own) && !printsText(place.before) ? 'unclear' : 'output';
}

/** `web-1> show log`: the prompt of a program or device that is not known. */
const promptOfSomething = /^[A-Za-z][\w.@:~/-]{0,40}[>#$] +[a-z./]/;

const SMALL_WORD =
  /\s(?:the|an?|to|of|and|or|if|for|with|in|on|is|are|was|has|not|by|from|as|at|this|that|then)(?=\s|$)/i;

/** Whether a text holds a word that sentences are made of and arguments hardly ever are. */
export function hasSmallWord(text: string): boolean {
  return SMALL_WORD.test(text);
}

/** A program's name and its arguments, as far as that can be told of a program nobody knows: no sentence, no report. */
export function couldBeTyped(text: string): boolean {
  const [first = '', second = ''] = text.split(/\s+/);
  return (
    /^(?:\.{0,2}\/)?[a-z][\w./-]*$/.test(first) &&
    second !== '' &&
    !/(?:ing|ed)$/.test(first) &&
    !/^(?:\w+ed|\w+ing|ok|done|up|down|true|false|ready|yes|no|rows?)$/i.test(second) &&
    !/\s{2,}|\s(?:\w+ed|completed?|failed|ready)$|\s(?:successfully|rolled)\s|[:,!;]$|[^\s./]\.$|^\S+=/.test(text) &&
    !SMALL_WORD.test(text) &&
    !isProse(text)
  );
}

/** Whether a command prints its own words, a file or a name, so that a line below it is most likely its output. */
export function printsText(command: string): boolean {
  return (
    /^(?:sudo )?(?:echo|printf|cat|head|tail|whoami|hostname|uname|which|type|id|ls|pwd|date|history|grep|awk|sed|find)\b/.test(
      command,
    ) || /\b(?:current-context|config get|context show|get-contexts|--short|jsonpath|-o name)\b/.test(command)
  );
}

/** Programs that say nothing where all goes well. */
function printsNothing(command: string): boolean {
  return (
    /^(?:sudo )?(?:cd|export|unset|set|alias|umask|mkdir|rmdir|source|\.|cp|mv|rm|chmod|chown|chgrp|ln|touch|kill|sleep|mount|umount|swapon|swapoff|git add|systemctl (?:start|stop|restart|reload|daemon-reload|kill|reset-failed))(?:\s|$)(?!.*\s-\w*v)/.test(
      command,
    ) ||
    /^[A-Za-z_]\w*=\S*$/.test(command) ||
    /(?:^|[^0-9&>-])>{1,2}\s?[\w./~$"-]+$/.test(command)
  );
}
