import { MODES, type Mode } from '../domain/planned.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import { setMode } from '../services/redis/transitions/plans.ts';
import { answered } from '../store/acts.ts';
import { said } from '../store/reducers.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { askChoice, confirm } from './prompt.ts';
import { attempt } from './run.ts';

/** Why the mode can't be set: Redis is away, or there is nobody whom it would tell what to do. */
function cannotSet(state: ConsoleState, m: ConsoleMessages): string | null {
  if (state.redis.state !== 'up') return m.disabled.needsRedis;
  if (state.plans.mode === null) return m.engine.disabled.unread;
  return (state.board?.workers ?? 0) > 0 ? null : m.engine.disabled.noWorker;
}

/** Why this mode can't be set. Off is always to be had: who starts a worker later finds it so. */
function cannotBe(mode: Mode) {
  return (state: ConsoleState, m: ConsoleMessages): string | null => {
    const now = state.plans.mode;
    // What nobody chose, or the engine fell back to, a person may choose.
    const chosen = now !== null && now.at !== null && now.cause === null;
    if (chosen && now.mode === mode) return m.engine.isAlready(m.engine.modes[mode].label);
    const reason = cannotSet(state, m);
    return mode === 'off' && reason === m.engine.disabled.noWorker ? null : reason;
  };
}

/** The other modes, first the one a step away that undoes least: Enter takes it. */
const OTHERS: Readonly<Record<Mode, readonly Mode[]>> = {
  off: ['suggest', 'automatic'],
  suggest: ['automatic', 'off'],
  automatic: ['suggest', 'off'],
};

function chooseMode(context: ActionContext): void {
  const { store, m } = context;
  const { mode: now } = store.getState().plans;
  if (now === null) return;
  const { modes } = m.engine;
  const ids = [...OTHERS[now.mode], now.mode];
  askChoice(context, {
    title: m.engine.chooseMode(modes[now.mode].label, now.by),
    options: ids.map((id) => {
      const { label, hint } = modes[id];
      return { id, label, hint: id === now.mode ? m.engine.isNow(hint) : hint };
    }),
    submit: (id) => {
      const mode = MODES.find((each) => each === id);
      if (mode) askMode(context, mode);
    },
  });
}

/** Sets a mode; automatic asks first, for then orders are given away without a key. */
function askMode(context: ActionContext, mode: Mode): void {
  const { store, m } = context;
  const reason = cannotBe(mode)(store.getState(), m);
  const set = () => attempt(context, () => change(context, mode));
  if (reason !== null) store.setState(said(reason));
  else if (mode === 'automatic') confirm(context, { text: m.engine.askAutomatic, yes: set });
  else set();
}

async function change(context: ActionContext, mode: Mode): Promise<void> {
  const { store, live, m } = context;
  const { operator: by } = store.getState();
  const outcome = await setMode(live.platform, { mode }, { by });
  live.refresh();
  const text = outcome.ok ? m.engine.isSet[mode] : m.refusals[outcome.refusal](outcome.details);
  store.setState((state) => answered(state, text, outcome.ok ? 'info' : 'error'));
}

const common = { group: 'dispatch', writes: true } as const;

/** How far the dispatch engine goes, on every screen. */
export const engineActions: readonly Action[] = [
  {
    ...common,
    id: 'mode',
    title: (m) => m.engine.titles.mode,
    keys: ['M'],
    disabled: cannotSet,
    run: chooseMode,
  },
  ...MODES.map(
    (mode): Action => ({
      ...common,
      id: `mode.${mode}`,
      title: (m) => m.engine.titles.setMode[mode],
      keys: [],
      disabled: cannotBe(mode),
      run: (context) => askMode(context, mode),
    }),
  ),
];
