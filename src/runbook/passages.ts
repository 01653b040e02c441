import { inlineCommands } from './inlineCommands.ts';
import { isImperative } from '../blocks/imperative.ts';
import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import type { Prepared } from './outline.ts';
import { visibleText } from './stepTitle.ts';

/** Begins like an order and is a remark, a condition or a pointer. */
const REMARK = /^\W*(?:note|see|refer|if|when|once|on the|in the|from the|under|work|expand|let|keep in mind)\b/i;
const MAX_ASKED = 200;

/** `<!-- cspell:disable -->`: nothing that a reader sees. */
export function isComment({ type, content }: MdNode): boolean {
  return type === 'html_block' && /^\s*<!--(?:(?!-->)[\s\S])*-->\s*$/.test(content);
}

/** "Useful commands" and "Notes about ..." beside the procedure: to look up, not to be done one after the other. */
export function isLookUp({ part, lists }: Prepared): boolean {
  return (
    lists.size === 0 &&
    /^\W*(?:[\d.]+\s+)?(?:(?:additional|background|some|general|technical) )?notes? (?:about|on|regarding|concerning)\b|^\W*(?:(?:some |a few )?(?:other|additional|miscellaneous|misc\.?|further) (?:\w+ )?(?:commands?|queries|one-?liners|snippets)\W*$|(?:appendix\b(?:\W+\w+\b)?\W*)?(?:(?:some|other|more|a few) )*(?:useful|handy|common|helpful|basic|frequent(?:ly used)?|sample|example|quick) (?:\w+ )?(?:commands?|queries|one-?liners|snippets|reference)\W*$)/i.test(
      part.heading,
    )
  );
}

export function asksInBullets({ type, children }: MdNode): boolean {
  return type === 'bullet_list' && children.filter((item) => isImperative(ownText(item))).length >= children.length / 2;
}

/** `~~Install the updates~~`: what is no longer done. */
export function isStruck(raw: string): boolean {
  return /^(?:\[[ xX]\]\s+)?~~[^~\n]+~~[.:]?$/.test(raw.trim());
}

/** What a paragraph asks for, as one sentence; what leads to a block below it does not. */
export function askedIn(paragraph: MdNode): readonly string[] {
  const said = visibleText((paragraph.children[0]?.content ?? '').slice(0, 1000))
    .replace(/\s+/g, ' ')
    .trim();
  if (/:$/.test(said)) return [];
  const asked = REMARK.test(said) || !isImperative(said) ? said.split(/(?<=[.!;])\s+/).find(isNeeded) : said;
  if (asked === undefined) return [];
  return [asked.length > MAX_ASKED ? `${asked.slice(0, MAX_ASKED)}…` : asked];
}

/** "You need to restart etcd on all masters.": said outright, in no case and of no aim. */
function isNeeded(sentence: string): boolean {
  return (
    /^(?:you|we)(?: (?:now|still|also|then|will|['’]ll))* (?:need|have) to (?:restart|reboot|reload|delete|remove|create|add|update|change|edit|start|stop|apply|run|replace|recreate|redeploy|re-run|revoke|rotate|enable|disable|move|copy)\b/i.test(
      sentence,
    ) && !/[:]$/.test(sentence)
  );
}

/** "Then run the playbook.", "Run `make deploy`.": what comes after the last item of a list of steps, and leads to no block. */
export function goesOnAfterList(node: MdNode, next: MdNode | undefined): boolean {
  if (node.type !== 'paragraph' || (next !== undefined && isCode(next))) return false;
  const sentence = sentenceOf(node);
  if (/:$/.test(sentence) || REMARK.test(sentence)) return false;
  const rest = sentence.replace(AFTER_THAT, '');
  return isImperative(rest) && (rest !== sentence || inlineCommands(node).length > 0);
}

const AFTER_THAT = /^(?:and )?(?:then|finally|afterwards?|lastly|after (?:that|this)|when (?:done|finished)),?\s+/i;

/** The first sentence of a paragraph, as it is seen. */
export function sentenceOf(node: MdNode): string {
  const said = visibleText((node.children[0]?.content ?? '').slice(0, 1000)).replace(/\s+/g, ' ');
  return said.trim().split(/(?<=[.!;])\s+/)[0]!;
}
