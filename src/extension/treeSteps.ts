import * as vscode from 'vscode';
import type { ItemState } from '../run/itemState.ts';
import { visibleLine } from '../text/visible.ts';
import { commands } from './ids.ts';
import type { ListedStep } from './standing.ts';

const icons: Readonly<Record<ItemState['state'], readonly [icon: string, color?: string]>> = {
  'not-started': ['circle-outline'],
  started: ['circle-large-outline'],
  running: ['loading~spin'],
  succeeded: ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  cancelled: ['circle-slash', 'list.warningForeground'],
  refused: ['circle-slash', 'list.warningForeground'],
  skipped: ['debug-step-over'],
  unknown: ['question', 'list.warningForeground'],
  done: ['pass-filled', 'testing.iconPassed'],
};

/** How the view shows a step. */
export function stepItem({ runbook, id, title, state, current }: ListedStep): vscode.TreeItem {
  const item = new vscode.TreeItem(visibleLine(title));
  const said = [state.state === 'not-started' && !current ? '' : state.text, current ? 'current' : ''];
  const [icon, color] = icons[state.state];
  item.id = `${runbook.toString()}#${id}`;
  item.description = visibleLine(said.filter(Boolean).join(', '));
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.accessibilityInformation = {
    label: visibleLine(`${title}, ${state.text}${current ? ', current step' : ''}`),
  };
  item.contextValue = 'step';
  item.command = { title: 'Open as Runbook', command: commands.openRunbook, arguments: [runbook, id] };
  return item;
}
