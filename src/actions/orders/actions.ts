import { STRATEGIES } from '../../domain/strategy.ts';
import { subjects } from '../../store/screens.ts';
import type { ScreenName } from '../../store/state.ts';
import type { Action } from '../action.ts';
import type { ActionContext } from '../context.ts';
import { askAllWaiting, noneWaits } from './all-waiting.ts';
import { askFirst, askWhy } from './finish.ts';
import { cannot } from './fit.ts';
import { correct, newOrder } from './form.ts';
import { assignBy, chooseDriver } from './give.ts';
import { askPlan, cannotPlan } from './plan.ts';
import { onSelected } from './shifted.ts';
import { noOrderMeant, showWhy } from './why.ts';

/** Screens on which an order that waits may be selected, and those that also show carried ones. */
const WAITING: readonly ScreenName[] = ['live', 'orders', 'map'];
const CARRIED: readonly ScreenName[] = [...WAITING, 'drivers'];

const STRATEGY_KEYS = { closest: 'c', best_rated: 'r', balanced: 'b' } as const;
const ASKED_KEYS = { takeBack: 'U', pickUp: 'P', deliver: 'D' } as const;
const REASONED_KEYS = { fail: 'F', cancel: 'C' } as const;

const selected = ({ store }: ActionContext) => subjects(store.getState());

const common = { group: 'dispatch', writes: true } as const;

/** What is done to the orders that are marked, else to the selected one. A capital letter asks first. */
export const orderActions: readonly Action[] = [
  ...STRATEGIES.map(
    (strategy, index): Action => ({
      ...common,
      screens: WAITING,
      id: strategy,
      title: (m) => m.actions[strategy],
      // The first key tells for all that it is about the marked ones.
      short: (m, { screen, orders: { marks } }) =>
        index === 0 && screen === 'orders' && marks.length > 0
          ? `${m.actions[strategy]}, ${m.ordersScreen.marked(marks.length)}`
          : m.actions[strategy],
      keys: [STRATEGY_KEYS[strategy]],
      footer: index + 1,
      disabled: cannot('assign'),
      run: onSelected((context) => assignBy(context, strategy, selected(context))),
    }),
  ),
  {
    ...common,
    screens: WAITING,
    id: 'plan',
    title: (m) => m.engine.titles.plan,
    short: (m) => m.engine.titles.planned,
    keys: ['o'],
    footer: 3.5,
    disabled: cannotPlan,
    run: onSelected((context) => askPlan(context, selected(context))),
  },
  {
    ...common,
    screens: WAITING,
    id: 'allWaiting',
    title: (m) => m.engine.titles.allWaiting,
    keys: ['A'],
    footer: 23.5,
    disabled: noneWaits,
    run: askAllWaiting,
  },
  {
    group: 'dispatch',
    screens: CARRIED,
    id: 'why',
    title: (m) => m.engine.titles.why,
    short: (m) => m.engine.titles.whyShort,
    keys: ['w'],
    footer: 14.5,
    disabled: noOrderMeant,
    run: showWhy,
  },
  {
    ...common,
    screens: CARRIED,
    id: 'reassign',
    title: (m) => m.acts.titles.reassign,
    short: (m) => m.acts.short.reassign,
    keys: ['t'],
    footer: 4,
    disabled: cannot('reassign'),
    run: onSelected((context) => chooseDriver(context, selected(context))),
  },
  ...(['takeBack', 'pickUp', 'deliver'] as const).map(
    (what): Action => ({
      ...common,
      screens: CARRIED,
      id: what,
      title: (m) => `${m.acts.titles[what]}…`,
      short: (m) => `${what === 'takeBack' ? m.acts.short.takeBack : m.acts.titles[what]}…`,
      keys: [ASKED_KEYS[what]],
      footer: 25,
      disabled: cannot(what),
      run: onSelected((context) => askFirst(context, what, selected(context))),
    }),
  ),
  ...(['fail', 'cancel'] as const).map(
    (what): Action => ({
      ...common,
      screens: CARRIED,
      id: what,
      title: (m) => `${m.acts.titles[what]}…`,
      short: (m) => (what === 'fail' ? `${m.acts.short.fail}…` : `${m.acts.titles.cancel}…`),
      keys: [REASONED_KEYS[what]],
      footer: 26,
      disabled: cannot(what),
      run: onSelected((context) => askWhy(context, what, selected(context))),
    }),
  ),
  {
    ...common,
    screens: WAITING,
    id: 'newOrder',
    title: (m) => `${m.acts.titles.create}…`,
    keys: ['N'],
    footer: 24,
    disabled: ({ redis }, m) => (redis.state === 'up' ? null : m.disabled.redisDown),
    run: newOrder,
  },
  {
    ...common,
    screens: CARRIED,
    id: 'correct',
    title: (m) => `${m.acts.titles.correct}…`,
    keys: ['E'],
    footer: 27,
    disabled: cannot('correct'),
    run: onSelected(correct),
  },
];
