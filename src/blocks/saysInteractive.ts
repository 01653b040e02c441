/** A person is wanted while the command runs, by what is said of it. */
const WANTED: readonly RegExp[] = [
  /\binteractive(?:ly)?\s+(?:log ?in|session|mode|prompts?|setup|installer|wizard|shell|script)\b/i,
  /\b(?:this|it|command|which|that|will)\s+(?:\w+\s+)?(?:will\s+)?opens?\s+(?:up\s+)?(?:an?|your|the)\s+(?:\w+\s+)?browser\b/i,
  /\b(?:press|hit)\s+(?:the\s+)?(?:enter|return)\b/i,
  /\b(?:you(?:['’]ll| will| are| may| should)?(?: then)?(?: be)?|be|get)\s+(?:prompted|asked)\s+(?:for|to|whether|if)\b/i,
  /\b(?:command|script|it|this|installer|wizard)\s+(?:will\s+)?(?:prompts?|asks?)\s+(?:you\s+)?(?:for|to|whether|if)\b/i,
  /\b(?:answer|follow|complete)\s+(?:the|all|its|any)\s+(?:\w+\s+)?(?:prompts?|questions)\b/i,
];
const NOT_WANTED =
  /\bnon-?interactive|\b(?:without|no|not|never|skip|avoid|don['’]t)\b[^.]{0,30}\b(?:prompt|interactive|ask|browser|enter)/i;
/** The commands answer by themselves. */
const ANSWERED =
  /(?:^|\s)(?:-y|--yes|--assume-yes|--non-?interactive|--no-(?:input|interaction|prompt|browser)|--batch|--force|-f)(?=\s|=|$)|<<|^\s*(?:yes|echo|printf|cat)\b[^|]*\||\bDEBIAN_FRONTEND=/m;

/**
 * Whether the text before a block, or a comment in it, says that somebody has to answer while it runs: "To keep them
 * simply press enter", "# This will open a browser". Of many commands nobody can tell which one asks.
 */
export function saysInteractive(text: string, commands: readonly string[]): boolean {
  if (commands.length === 0 || commands.length > 3 || commands.some((command) => ANSWERED.test(command))) return false;
  return text
    .split(/(?<=[.!?:])\s+|\n/)
    .some((sentence) => !NOT_WANTED.test(sentence) && WANTED.some((pattern) => pattern.test(sentence)));
}
