import { keyReadAs, WANTS_HIDDEN } from '../runbook/frontMatter.ts';
import { distance } from './blocks.ts';
import { finding, type RunbookCheck, type RunbookFinding } from './model.ts';
import { isOurs } from './practice.ts';

const OWN =
  'owner services dependencies severity escalation communication lastReviewed reviewEvery drillEvery updateEvery requires envFile profile secrets'.split(
    ' ',
  );
/** Read as one of ours, or of what builds the site. */
const KNOWN = /^(?:secrets?|sensitive|hidden|hide|env[-_]?file|dotenv)$/i;

/** Keys of the front matter that do nothing, and look as if they hid a value or were one of ours. */
export const frontMatterKeys: RunbookCheck = (subject) => {
  const { frontMatter } = subject.runbook;
  const ours = isOurs(frontMatter, subject.options.fileName);
  return Object.keys(frontMatter.other).flatMap((key): RunbookFinding[] => {
    const report = (message: string): RunbookFinding[] => [
      finding(subject, subject.keyLines.get(key) ?? 1, 'unknown-attribute', 'warning', message),
    ];
    if (KNOWN.test(key)) return [];
    if (WANTS_HIDDEN.test(key))
      return report(
        `The front matter has no key "${key}": nothing is hidden by it. Name the values: secrets: [DB_PIN].`,
      );
    const readAs = keyReadAs(key);
    if (readAs !== undefined)
      return ours && subject.keyLines.has(readAs)
        ? report(`"${key}" isn't read beside "${readAs}": keep one of the two.`)
        : [];
    const plain = key.toLowerCase().replace(/[-_]/g, '');
    const near = ours ? OWN.find((known) => distance(plain, known.toLowerCase()) <= 2) : undefined;
    if (near === undefined || near.toLowerCase() === plain) return [];
    return report(`Unknown front matter key "${key}". Did you mean "${near}"?`);
  });
};
