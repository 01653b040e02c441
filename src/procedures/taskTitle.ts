import { isImperative } from '../blocks/imperative.ts';

const WORK =
  /\b(?:deployment|deploy|installation|install|upgrade|update|backup|restore|restoration|rotation|rollback|recovery|migration|failover|removal|creation|set-?up|configuration|development|release|renewal|replacement|scaling|restart|reboot|shut-?down|start-?up|(?:on|off)boarding|provisioning|clean-?up|maintenance|registration|expansion|revocation|reset|access)$/i;
const GERUND =
  /^(?!(?:during|following|pricing|understanding|existing|missing|pending|remaining|nothing|string)\b)[a-z]+ing\b/i;

/** A title without its number, mark and what stands in brackets behind it. */
export function bareTitle(title: string): string {
  return title
    .replace(/^\([^)]{1,40}\)\s+/, '')
    .replace(/^[^\p{L}\d]+/u, '')
    .replace(/^(?:\d+(?:\.\d+)*[.)]?\s+)/, '')
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/[^\p{L}\d)?'"`]+$/u, '')
    .trim();
}

/** Whether a title names something that is done: "Add a user", "Adding a user", "How to add one", "User backup". */
export function isTaskTitle(title: string): boolean {
  const name = bareTitle(title);
  return /^how (?:to|do|can)\b/i.test(name) || GERUND.test(name) || isImperative(name) || WORK.test(name);
}
