import { expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

/** Whether a change is offered that writes the option. */
async function offers(version: string): Promise<boolean> {
  const text = `import webpush from 'web-push';\nexport const push = (to, text) => webpush.sendNotification(to, text);`;
  const { messages } = await lintInMemory(text, { preset: 'recommended' }, { versions: { 'web-push': version } });
  expect(messages.map(({ ruleId }) => ruleId)).toEqual(['unwrapped-network-call']);
  return (messages[0]!.suggestions ?? []).some(({ edits }) => edits.some(({ newText }) => newText.includes('timeout')));
}

it('the timeout of web-push is written where its version has one', async () => {
  expect(await offers('3.6.7')).toBe(true);
  expect(await offers('3.5.0')).toBe(true);
  expect(await offers('3.4.5')).toBe(false);
  expect(await offers('3.3.0')).toBe(false);
});
