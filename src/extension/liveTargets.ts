import * as vscode from 'vscode';
import { targetLookUp } from '../processes/targetLookUp.ts';
import type { TargetView } from '../protocol/webview.ts';
import { productionName, type Target } from '../run/confirmation.ts';
import type { LookUp } from '../run/ports.ts';
import { describeTarget } from '../run/target.ts';
import type { Block } from '../blocks/model.ts';

export type Targets = Readonly<Record<string, TargetView>>;

/** So many blocks have their target looked up; the rest tell it when they are run. */
const MAX_TARGET_LOOK_UPS = 200;
/** Milliseconds in which changes are gathered: after a command, and while somebody writes. */
const gathered = { run: 300, edit: 2_000 };

export interface TargetsOf {
  blocks(): readonly Block[];
  /** Undefined where programs may not be asked. */
  lookUp(block: Block, ask: LookUp): Promise<Target> | undefined;
  /** Expressions that tell production targets by their names. */
  production(): readonly string[];
}

/** What each block would act on if it ran now, kept fresh while somebody looks. */
export class LiveTargets implements vscode.Disposable {
  readonly #of: TargetsOf;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  #targets: Targets = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(of: TargetsOf) {
    this.#of = of;
    const refresh = (): void => this.refreshSoon();
    this.#disposables = [
      // Contexts are switched in other windows.
      vscode.window.onDidChangeWindowState(({ focused }) => focused && refresh()),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
      this.#changed,
    ];
  }

  get now(): Targets {
    return this.#targets;
  }

  refreshSoon(why: keyof typeof gathered = 'run'): void {
    if (this.#disposed) return;
    if (this.#timer && why === 'edit') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#refresh();
    }, gathered[why]);
  }

  async #refresh(): Promise<void> {
    const patterns = this.#of.production();
    // To look at a runbook starts nothing.
    const ask = targetLookUp({ remote: false });
    const runnable = this.#of.blocks().filter(({ kind, commands }) => kind === 'command' && commands.length > 0);
    const found = await Promise.all(
      runnable.slice(0, MAX_TARGET_LOOK_UPS).map(async (block) => {
        const context = await this.#of.lookUp(block, ask);
        if (!context) return [];
        const production = productionName(context, patterns) !== undefined;
        // That it is this machine goes without saying, unless this machine is a production one.
        const view = { text: describeTarget(production ? context : { ...context, host: '' }), context, production };
        return [[block.id, view] as const];
      }),
    );
    const targets: Targets = Object.fromEntries(found.flat());
    if (this.#disposed || JSON.stringify(targets) === JSON.stringify(this.#targets)) return;
    this.#targets = targets;
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
  }
}
