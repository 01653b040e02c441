import type { AlertTone } from '../markdown/alerts.ts';

/**
 * A document as a typed tree that can be sent as JSON and drawn without ever parsing HTML. Text is text: nothing in it
 * is markup. Addresses have been checked: only http, https, mailto, anchors and relative ones are left. The shape is
 * that of the protocol's view tree.
 */
export type ViewNode =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly line: number;
      /** What `#fragment` links name. */
      readonly anchor: string;
      readonly step?: string;
      readonly children: readonly ViewInline[];
    }
  | {
      readonly kind: 'paragraph';
      readonly line: number;
      readonly step?: string;
      readonly children: readonly ViewInline[];
    }
  | {
      readonly kind: 'list';
      readonly line: number;
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly ViewItem[];
    }
  | { readonly kind: 'quote'; readonly line: number; readonly children: readonly ViewNode[] }
  | {
      readonly kind: 'alert';
      readonly line: number;
      /** `note`, `tip`, `important`, `warning`, `caution`; `details` for what `<details>` folds away. */
      readonly tone: AlertTone | 'details';
      readonly title: string;
      readonly children: readonly ViewNode[];
    }
  | {
      readonly kind: 'table';
      readonly line: number;
      readonly align: readonly ('left' | 'center' | 'right' | '')[];
      readonly head: readonly (readonly ViewInline[])[];
      readonly rows: readonly (readonly (readonly ViewInline[])[])[];
    }
  /** A code block; `id` is the block's. `step` where the block itself begins a step. */
  | { readonly kind: 'block'; readonly line: number; readonly id: string; readonly step?: string }
  /** HTML of the document, shown as the text it is. */
  | { readonly kind: 'raw'; readonly line: number; readonly text: string }
  | { readonly kind: 'rule'; readonly line: number };

export interface ViewItem {
  readonly line: number;
  readonly step?: string;
  readonly check?: string;
  readonly children: readonly ViewNode[];
}

export type ViewInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'strike'; readonly children: readonly ViewInline[] }
  | { readonly kind: 'link'; readonly href: string; readonly title?: string; readonly children: readonly ViewInline[] }
  | { readonly kind: 'image'; readonly source: string; readonly alt: string; readonly title?: string };
