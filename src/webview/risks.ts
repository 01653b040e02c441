import type { BlockView, Risk, TargetView } from '../protocol/webview.ts';

/** What each risk is called, and what that means. */
export const risks = {
  reads: { label: 'read-only', title: 'These commands change nothing.' },
  changes: { label: 'modifies', title: 'These commands modify something.' },
  destroys: {
    label: 'destructive',
    title: 'These commands delete, stop or force something. You will be asked to confirm.',
  },
  unknown: { label: 'unknown effect', title: 'The effect of these commands is unknown.' },
} as const;

/** The worst comes first. */
const order: readonly Risk[] = ['destroys', 'unknown', 'changes', 'reads'];

/** What the commands of a step do at worst, and what they would act on; undefined where it has none. */
export function stakes(
  blocks: readonly BlockView[],
  targets: Readonly<Record<string, TargetView>>,
): { readonly risk: Risk; readonly text: string; readonly production: boolean } | undefined {
  const commands = blocks.filter(({ kind, commands: own }) => kind === 'command' && own.length > 0);
  const risk = order.find((one) => commands.some((block) => block.risk === one));
  if (!risk) return undefined;
  const known = commands.flatMap(({ id }) => (Object.hasOwn(targets, id) ? [targets[id]!] : []));
  const names = [...new Set(known.map(({ text }) => text).filter(Boolean))];
  return {
    risk,
    text: [risks[risk].label, ...(names.length > 0 ? [`on ${names.join(', ')}`] : [])].join(' '),
    production: known.some(({ production }) => production),
  };
}
