import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';

/** The language server on the transport that the arguments name: `--stdio`, `--node-ipc` or `--socket=N`. */
serve(createConnection(ProposedFeatures.all));
