/** Whose form a message is sent in. Apart from the forms, so that a command line can name them before it loads any. */
export const webhookKinds = ['slack', 'teams', 'json'] as const;
export type WebhookKind = (typeof webhookKinds)[number];
