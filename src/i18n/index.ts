import { aclEn, aclFr } from './acl.ts';
import { alertCommandsEn, alertCommandsFr } from './alert-commands.ts';
import { alertsEn, alertsFr } from './alerts.ts';
import { archiveEn, archiveFr } from './archive.ts';
import { archiveWatchEn, archiveWatchFr } from './archive-watch.ts';
import { autoEn, autoFr } from './auto.ts';
import { cliEn, cliFr } from './cli.ts';
import { configEn, configFr } from './config.ts';
import { dispatchEn, dispatchFr } from './dispatch.ts';
import { healthWordsEn, healthWordsFr } from './health.ts';
import { mongoEn, mongoFr } from './mongo.ts';
import { problemsEn, problemsFr } from './problems.ts';
import { refusalsEn, refusalsFr } from './refusals.ts';
import { reportCommandsEn } from './report-commands.ts';
import { reportCommandsFr } from './report-commands-fr.ts';
import { reportWordsEn, reportWordsFr } from './reports.ts';
import { serversEn, serversFr } from './servers.ts';
import { statusEn, statusFr } from './status.ts';
import { syncEn, syncFr } from './sync.ts';
import { whatifEn, whatifFr } from './whatif.ts';
import { whyEn, whyFr } from './why.ts';

export type Language = 'en' | 'fr';

const en = {
  acl: aclEn,
  alertCommands: alertCommandsEn,
  alerts: alertsEn,
  archive: archiveEn,
  archiveWatch: archiveWatchEn,
  auto: autoEn,
  cli: cliEn,
  config: configEn,
  dispatch: dispatchEn,
  health: healthWordsEn,
  mongo: mongoEn,
  problems: problemsEn,
  refusals: refusalsEn,
  reportCommands: reportCommandsEn,
  reports: reportWordsEn,
  servers: serversEn,
  status: statusEn,
  sync: syncEn,
  whatif: whatifEn,
  why: whyEn,
};

export type Messages = typeof en;

const fr: Messages = {
  acl: aclFr,
  alertCommands: alertCommandsFr,
  alerts: alertsFr,
  archive: archiveFr,
  archiveWatch: archiveWatchFr,
  auto: autoFr,
  cli: cliFr,
  config: configFr,
  dispatch: dispatchFr,
  health: healthWordsFr,
  mongo: mongoFr,
  problems: problemsFr,
  refusals: refusalsFr,
  reportCommands: reportCommandsFr,
  reports: reportWordsFr,
  servers: serversFr,
  status: statusFr,
  sync: syncFr,
  whatif: whatifFr,
  why: whyFr,
};

/** Every sentence that the commands say, in one language. The console's own are in console.ts. */
export function messages(language: Language): Messages {
  return language === 'fr' ? fr : en;
}
