import type { DocumentView, FromWebview, NoteKind } from '../protocol/webview.ts';
import { ask } from './dialogs.ts';
import { h } from './dom.ts';

type Said = Extract<FromWebview, { type: 'note' | 'escalated' | 'message-sent' | 'severity' | 'role' }>;

/** Something that can be written down during a run. */
interface Kind {
  readonly label: string;
  /** What the short field is for, and what may stand there; absent: there is none. */
  readonly field?: { readonly label: string; readonly offered: readonly string[] };
  /** What the long field is for. */
  readonly text?: { readonly label: string; readonly optional?: boolean };
  readonly say: (field: string, text: string) => Said;
}

const noteKinds: readonly NoteKind[] = ['note', 'hypothesis', 'observation', 'decision'];

function kindsOf(front: Partial<DocumentView['frontMatter']>, step: string | undefined): readonly Kind[] {
  return [
    ...noteKinds.map((kind): Kind => ({
      label: kind,
      text: { label: 'Note' },
      say: (_, text) => ({ type: 'note', kind, text, step }),
    })),
    {
      label: 'escalation',
      field: { label: 'To', offered: front.escalation ?? [] },
      text: { label: 'Reason', optional: true },
      say: (to, reason) => ({ type: 'escalated', to, reason: reason || undefined }),
    },
    {
      label: 'message sent',
      field: { label: 'Channel', offered: front.communication ?? [] },
      text: { label: 'Message' },
      say: (channel, text) => ({ type: 'message-sent', channel, text }),
    },
    {
      label: 'severity',
      field: { label: 'Severity', offered: ['SEV1', 'SEV2', 'SEV3', 'SEV4'] },
      say: (severity) => ({ type: 'severity', severity }),
    },
    {
      label: 'role',
      field: { label: 'Role', offered: ['incident commander', 'communications', 'operations', 'scribe'] },
      text: { label: 'Person' },
      say: (role, person) => ({ type: 'role', role, person }),
    },
  ];
}

/** Asks what to write down. @param about title of the step or runbook that it is about. */
export function askRecord(
  about: string,
  front: Partial<DocumentView['frontMatter']>,
  step: string | undefined,
  done: (said: Said) => void,
): void {
  const kinds = kindsOf(front, step);
  const kind = h(
    'select',
    { attributes: { 'aria-label': 'Kind' } },
    ...kinds.map(({ label }, index) => h('option', { value: String(index) }, label)),
  );
  const offered = h('datalist', { id: 'offered' });
  const field = h('input', { type: 'text', attributes: { list: 'offered' } });
  const text = h('textarea', { rows: 4 });
  const chosen = (): Kind => kinds[Number(kind.value)]!;
  const draw = (): void => {
    const now = chosen();
    field.hidden = !now.field;
    text.hidden = !now.text;
    for (const [element, label] of [
      [field, now.field?.label ?? ''],
      [text, now.text?.label ?? ''],
    ] as const) {
      element.setAttribute('aria-label', label);
      element.placeholder = element === text ? `${label}  (Ctrl+Enter to add)` : label;
    }
    offered.replaceChildren(...(now.field?.offered ?? []).map((value) => h('option', { value })));
  };
  kind.addEventListener('change', () => {
    draw();
    (field.hidden ? text : field).focus();
  });
  draw();
  ask(`Add to the log: “${about}”`, [kind, field, offered, text], 'Add', () => {
    const now = chosen();
    const [short, long] = [field.value.trim(), text.value.trim()];
    const missing = now.field && !short ? field : now.text && !now.text.optional && !long ? text : undefined;
    missing?.focus();
    if (missing) return false;
    done(now.say(short, long));
    return true;
  });
  text.focus();
}
