/** Webview panel of the incident dashboard. */
export const dashboardPanel = 'breakwater.incidentDashboard';

/** Context key for `when` clauses: an incident is open. */
export const incidentOpen = 'breakwater.incidentOpen';
