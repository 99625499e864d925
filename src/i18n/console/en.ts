import type { ExclusionReason } from '../../domain/board.ts';
import type { VigieEvent } from '../../domain/event.ts';
import type { OrderStatus } from '../../domain/status.ts';
import type { StrategyName } from '../../domain/strategy.ts';
import { alertsEn } from '../alerts.ts';
import { causeName, modeName, modesEn } from '../modes.ts';
import { refusalsEn } from '../refusals.ts';
import { whyEn } from '../why.ts';
import { actsEn } from './acts.ts';
import { alertsScreenEn } from './alerts.ts';
import { driversEn } from './drivers.ts';
import { engineEn } from './engine.ts';
import { handoverEn } from './handover.ts';
import { healthEn } from './health.ts';
import { keyNamesEn } from './keys.ts';
import { liveEn } from './live.ts';
import { mapEn } from './map.ts';
import { ordersEn } from './orders.ts';
import { planEn } from './plan.ts';
import { readerEn } from './reader.ts';
import { reportsEn } from './reports.ts';
import { themeEn } from './theme.ts';
import { driverOf, routeOf } from './words.ts';

/** Why something was done, where the word that the events keep is not one of this language. */
const REASONS = new Map([['best_rated', 'best rated']]);
const reasonOf = (via: string) => REASONS.get(via) ?? via;

/** What the console shows. Short where it stands in a column. */
export const consoleEn = {
  refusals: refusalsEn,
  ordersScreen: ordersEn,
  handover: handoverEn,
  keyNames: keyNamesEn,
  acts: actsEn,
  liveScreen: liveEn,
  plan: planEn,
  engine: engineEn,
  why: whyEn,
  reader: readerEn,
  theme: themeEn,
  mapScreen: mapEn,
  screens: {
    live: 'Live',
    orders: 'Orders',
    drivers: 'Drivers',
    map: 'Map',
    alerts: 'Alerts',
    reports: 'Reports',
    health: 'Health',
  },
  /** The same where there is little room. */
  tabs: {
    live: 'Live',
    orders: 'Ord.',
    drivers: 'Driv.',
    map: 'Map',
    alerts: 'Alerts',
    reports: 'Rep.',
    health: 'Health',
  },
  now: '<1 min',
  day: 'd',
  thousands: ',',
  statuses: {
    waiting: 'waiting',
    assigned: 'assigned',
    pickedUp: 'picked up',
    delivered: 'delivered',
    cancelled: 'cancelled',
  } satisfies Record<OrderStatus, string>,
  status: {
    redis: 'redis',
    mongo: 'mongo',
    worker: 'worker',
    lag: (n: string) => `lag ${n}`,
    perSecond: (n: number) => `${n}/s`,
    down: 'down',
    since: (time: string) => `since ${time}`,
    connecting: 'connecting',
    dataAge: (age: string) => `data ${age} old`,
    none: 'none',
    noWorker: 'none: W starts one',
    unknown: '?',
    simulator: 'sim',
    paused: 'paused',
  },
  panels: {
    orders: 'Orders',
    waiting: 'Waiting, longest first',
    top: 'Top drivers',
    nearest: 'Nearest drivers',
    nearestTo: (order: string) => `Nearest drivers to ${order}`,
    alerts: 'Alerts',
    events: 'Events',
    fromHistory: 'from history',
    old: (age: string) => `${age} old`,
  },
  orders: {
    oldest: (age: string) => `oldest ${age}`,
    drivers: 'drivers',
    driverCounts: (free: number, busy: number, off: number) =>
      `${free} free  ${busy} busy  ${off} off`,
    late: 'late',
    atRisk: 'at risk',
    medianWait: 'median',
    freeOf: (free: number, total: number) => `free ${free}/${total}`,
  },
  columns: {
    order: 'order',
    client: 'client',
    route: 'from - to',
    age: 'age',
    due: 'due',
    driver: 'driver',
    km: 'km',
    rating: 'rating',
    load: 'load',
    closest: 'closest',
    bestRated: 'rated',
    balanced: 'balanced',
  },
  more: (n: number) => `${n} more below`,
  moreAbove: (n: number) => `${n} more above`,
  moreDrivers: (n: number) => `${n} more: Tab goes there`,
  off: 'off',
  cacheLeft: (seconds: string) => `cache ${seconds} left`,
  noCache: 'read live, no cache',
  promised: (time: string, left: string) => `promised ${time}, ${left}`,
  inTime: (age: string) => `in ${age}`,
  late: (age: string) => `${age} late`,
  distanceBetween: (a: string, b: string, distance: string) => `* ${a} - ${b}: ${distance} km`,
  markAnother: (a: string) => `* ${a}: mark another driver for the distance`,
  noneWithin: (radius: string) => `none within ${radius} km: + widens`,
  unknownPickup: 'this order has no pick-up position',
  excluded: {
    full: 'full',
    off_duty: 'off duty',
    silent: 'silent',
    other_region: 'other region',
    refused: 'refused',
    pinned: 'other pinned',
  } satisfies Record<ExclusionReason, string>,
  empty: {
    loading: 'reading…',
    waiting: 'no order is waiting',
    alerts: 'nothing is wrong',
    events: 'nothing has happened yet',
    top: 'no driver yet: vigie seed makes some',
    noSelection: 'no order is selected',
    redisDown: 'Redis is down: the live board waits for it',
  },
  alertsScreen: alertsScreenEn,
  alert: alertsEn.sentence,
  alertStates: { open: 'open', acknowledged: 'ack', muted: 'muted', resolved: 'over' },
  event: (event: VigieEvent): { text: string; right: string } => {
    const { type, order, via, by, record } = event;
    switch (type) {
      case 'order_created':
        return {
          text: [`${order} created`, routeOf(event)].filter(Boolean).join(', '),
          right: by,
        };
      case 'order_assigned':
        return {
          text: `${order} assigned to ${driverOf(event)}${via ? `, ${reasonOf(via)}` : ''}`,
          right: by,
        };
      case 'order_unassigned':
        return { text: `${order} back in the queue${via ? `, ${reasonOf(via)}` : ''}`, right: by };
      case 'order_picked_up':
        return { text: `${order} picked up by ${driverOf(event)}`, right: '' };
      case 'order_delivered':
        return { text: `${order} delivered by ${driverOf(event)}`, right: '' };
      case 'order_cancelled':
        return { text: `${order} cancelled${via ? `, ${reasonOf(via)}` : ''}`, right: by };
      case 'order_corrected':
        return { text: `${order} corrected`, right: by };
      case 'order_reassigned':
        return {
          text: `${order} moved from ${record.previous_driver} to ${driverOf(event)}${via ? `, ${reasonOf(via)}` : ''}`,
          right: by,
        };
      case 'order_failed':
        return {
          text: `${order} could not be delivered${via ? `, ${via}` : ''}: back in the queue`,
          right: by,
        };
      case 'order_rated':
        return { text: `${order} rated ${record.rating} of 5: ${driverOf(event)}`, right: by };
      case 'order_deleted':
        return { text: `${order} deleted`, right: by };
      case 'order_adopted':
        return { text: `${order} changed by another program`, right: '' };
      case 'driver_added':
        return { text: `${driverOf(event)} joined`, right: '' };
      case 'driver_regions':
        return { text: `${driverOf(event)} works in ${record.regions}`, right: by };
      case 'driver_removed':
        return { text: `${driverOf(event)} is removed`, right: by };
      case 'driver_on_duty':
        return { text: `${driverOf(event)} came on duty`, right: '' };
      case 'driver_off_duty':
        return { text: `${driverOf(event)} went off duty`, right: '' };
      case 'alert_opened':
      case 'alert_acknowledged':
      case 'alert_muted':
      case 'alert_reopened':
      case 'alert_escalated':
      case 'alert_resolved':
        return alertsEn.event(event);
      case 'note_left':
        return { text: `note for the next dispatcher: ${record.text}`, right: by };
      case 'mode_changed': {
        const cause = causeName(modesEn, record.cause);
        const mode = modeName(modesEn, record.mode);
        return { text: `dispatch engine: ${mode}${cause && `, ${cause}`}`, right: by };
      }
      case 'plan_pinned':
        return { text: `${order} pinned to ${event.driver}`, right: by };
      case 'plan_unpinned':
        return { text: `${order} no longer pinned to ${event.driver}`, right: by };
      case 'pair_refused':
        return { text: `${event.driver} refused for ${order}`, right: by };
      case 'pair_allowed':
        return { text: `${event.driver} allowed again for ${order}`, right: by };
    }
  },
  groups: {
    dispatch: 'Dispatch',
    drivers: 'Drivers',
    alerts: 'Alerts',
    map: 'Map',
    move: 'Move',
    view: 'View',
    reports: 'Reports',
    simulator: 'Simulator',
    general: 'General',
  },
  actions: {
    down: 'next',
    up: 'previous',
    pageDown: 'a page down',
    pageUp: 'a page up',
    first: 'first',
    last: 'last',
    nextPanel: 'next panel',
    previousPanel: 'previous panel',
    closest: 'closest',
    best_rated: 'best rated',
    balanced: 'balanced',
    undo: 'undo',
    mark: 'mark a driver (two: their distance)',
    wider: 'wider radius',
    narrower: 'narrower radius',
    filter: 'filter what is on screen',
    copy: 'copy',
    palette: 'all commands',
    pause: 'pause or go on',
    step: 'one step (30 s)',
    faster: 'faster',
    slower: 'slower',
    startWorker: 'start a worker',
    nextZone: 'next zone',
    help: 'help',
    back: 'back',
    suspend: 'to the shell (fg comes back)',
    quit: 'quit',
  },
  footer: {
    filter: 'filter',
    copy: 'copy',
    palette: 'command',
    mark: 'mark',
    pause: 'pause',
    step: 'step',
    wider: 'wider',
  },
  help: { title: 'Keys', hint: 'type to search, arrows scroll, Esc closes' },
  prompt: {
    palette: 'Commands',
    noMatch: 'nothing matches',
    sending: 'being sent…',
    yesKeys: 'yY',
    yesOrNo: (key: string) => `(${key}: yes, any other key: no)`,
    notDone: 'Not done.',
    pasteNowhere: 'Nothing is being typed here: what was pasted is dropped.',
    copiedAll: 'Copied.',
    keys: {
      line: 'Enter keeps it  Esc drops it  Ctrl-U empties it',
      choice: 'type to search  Up Down choose  Enter takes it  Esc closes',
      confirm: 'y: yes  any other key: no',
      form: 'Tab next field  Enter next, and sends at the last  Esc drops it',
      text: 'j k scroll  any other key closes',
      copied: 'j k scroll  y copies  any other key closes',
      notes: 'j k scroll  Enter closes: read',
      review: 'j k scroll  {yes}: yes  any other key: no',
      running: 'j k scroll  Esc stops: what is begun is finished',
      help: 'type to search  Up Down PgUp PgDn scroll  Esc closes',
    },
  },
  disabled: {
    redisDown: 'Redis is down: nothing can be assigned until it is back.',
    needsRedis: 'Redis is down: that waits until it is back.',
    acting: (order: string) => `${order}: the answer to the last key is still awaited.`,
    noOrder: 'No order is selected.',
    nothingToCopy: 'Nothing is selected to be copied.',
    nothingToUndo: 'Nothing of yours to undo.',
    noSimulator: 'No simulator is running: vigie simulate starts one.',
    worker: 'A worker is running.',
    noDriver: 'Select a driver first: Tab moves to the nearest drivers.',
    widest: 'The radius is at its widest, 20 km.',
    narrowest: 'The radius is at its narrowest, 1 km.',
  },
  said: {
    welcome: '? shows all keys.',
    copied: (text: string) => `copied: ${text}`,
    filtered: (text: string) => `filter ${text}. Esc drops it.`,
    noRegex: (text: string) => `"${text}" is no regular expression: it is looked for as it stands.`,
    assigning: (order: string, strategy: StrategyName) =>
      `assigning ${order}, ${reasonOf(strategy)}…`,
    assigned: (order: string, driver: string, strategy: string, score: string, next: string) =>
      `${order} assigned to ${driver} (${reasonOf(strategy)} ${score}${next}). u undoes.`,
    next: (driver: string, score: string) => `, next ${driver} ${score}`,
    nobody: (order: string, radius: string) =>
      `${order}: no driver can take it within ${radius} km. + widens.`,
    undone: (order: string, driver: string) =>
      `${order} taken back from ${driver}, it waits again.`,
    undoing: (order: string) => `taking ${order} back…`,
    refused: (order: string, reason: string) => `${order}: ${reason}`,
    redisLost:
      'Redis did not answer: it is not known whether that was done. The board will show it.',
    marked: (n: number) => `${n} marked.`,
    radius: (km: string) => `radius ${km} km`,
    zone: (name: string | null) =>
      `${name === null ? 'Outside of every zone' : `Zone ${name}`}. z goes on to the next.`,
    onlyZone: 'There is no other zone here. vigie seed --zone lyon makes one.',
    zonesUnknown: 'Redis did not answer: the other zones are not known now.',
    workerStarted: 'Worker started; it ends with this console.',
    simulatorPaused: 'Simulator paused: "." makes one step, "," goes on.',
    simulatorGoesOn: 'Simulator goes on.',
    simulatorStep: 'One step of 30 s.',
    simulatorSpeed: (speed: number) => `Simulator ×${speed}.`,
    redisBack: 'Redis is back.',
    mongoBack: 'MongoDB is back.',
    noShell: 'There is no shell to go back to here.',
    unknownKey: (key: string) => `${key} does nothing here. ? shows all keys.`,
    failed: (reason: string) => `That failed: ${reason}`,
  },
  healthScreen: healthEn,
  driversScreen: driversEn,
  reports: reportsEn,
  tooSmall: (columns: number, rows: number) => `Vigie needs 60×16, this is ${columns}×${rows}.`,
};

export type ConsoleMessages = typeof consoleEn;
