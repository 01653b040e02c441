import { plainText } from '../markdown/markdown.ts';
import { AFTER, PLACE } from './placeNouns.ts';

/*
 * Labels with a value that say where commands are typed: "Host: db-3", "Run from: the bastion".
 */

/** These ask for nothing but a place. */
const PLACED =
  /^(?:where|(?:to be )?(?:run|execute|executed|perform|performed|issue|type|typed)\s+(?:it\s+)?(?:on|from|in|at|inside))$/i;
/** These may also be what a client connects to, or what something is aimed at. */
const MACHINE =
  /^(?:on|from|host|hosts|hostname|machines?|servers?|nodes?|box|vm|container|pod|session|console|targets?(?: (?:hosts?|servers?|machines?|nodes?|systems?))?)$/i;
const LINE = /^\W*([A-Za-z][A-Za-z -]{0,30}?)\W*:\W*\s+(.{2,60})$/;
/** Beside a host these are of a connection. */
const CONNECTION =
  /^\W*(?:port|user(?:name)?|pass(?:word)?|database|db|url|uri|protocol|key|token|type|severity|service)\W*:/im;
const NO_PLACE =
  /^(?:any(?:where)?\b|localhost|local\b|127\.0\.0\.1|::1|here\b|see\b|the host\b|n\/a|all\b.*platforms?)|\b(?:below|above|your|this|my|own|local|laptop|workstation|terminal|command line|repo\w*|root|director(?:y|ies)|folder|project|checkout|worktree|every|each|linux|mac ?os|windows|ubuntu|debian|fedora|rhel|centos|ci)\b|[/\\~]|^https?:/i;
const IS_PLACE = new RegExp(String.raw`^(?:on |from |inside )?(?:${PLACE})${AFTER}`, 'i');
const SEVERAL = /^(?:web|app|db|database|api|cache|proxy|all|both) (?:servers?|nodes?|hosts?|machines?)$/i;

/** The place that the last line of labels names; undefined where there is none, or it is this machine. */
export function hostLabelled(raw: string): string | undefined {
  if (raw.length > 400 || !raw.includes(':')) return undefined;
  const lines = raw.split(/\n|\s[·|]\s/).map((line) => plainText(line).trim());
  if (lines.some((line) => CONNECTION.test(line))) return undefined;
  for (const line of lines) {
    const [, label = '', said = ''] = LINE.exec(line) ?? [];
    const value = said.replace(/[.\s]+$/, '');
    if (value === '' || NO_PLACE.test(value)) continue;
    const isPlace = IS_PLACE.test(value) || SEVERAL.test(value);
    if (MACHINE.test(label) ? isPlace : PLACED.test(label) && (isPlace || value.split(/\s+/).length < 6)) return line;
  }
  return undefined;
}
