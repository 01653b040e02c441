// One bundle for both rooms: what reads runbooks is most of it, and is on disk once.
export * from '../extension/runbookHost.ts';
export { createIncidentDesk } from './incidentDesk.ts';
export { pendingProposals, settleProposals } from '../processes/agentLog.ts';
export { proposalsRunbook } from '../tools/agentEvents.ts';
