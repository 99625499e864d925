import { clockSeconds } from '../../components/format.ts';
import { panel } from '../../components/panel.ts';
import type { Line } from '../../components/text.ts';
import type { Health } from '../../domain/health.ts';
import { healthNow } from '../../store/health/now.ts';
import { HEALTH_PANELS, type HealthPanel } from '../../store/health/state.ts';
import { isOneColumn } from '../../store/size.ts';
import type { View } from '../view.ts';
import { type HealthRect, healthLayout } from './layout.ts';
import { chartLines, contentOf } from './panels.ts';

/** Border and a column of air at the left. */
const innerWidth = (width: number) => width - 4;

/** How the servers are and what is wrong with them, in panels: problems first. */
export function healthBody(view: View): Line[] {
  const { state, m, g, width, height } = view;
  const read = healthNow(state);
  if (read === null) {
    const lines: Line[] = [[{ text: m.healthScreen.looking, dim: true }]];
    return panel({ title: m.screens.health, lines }, width, height, g);
  }
  const drawn = rectsOf(read, view).map((rect) => ({ rect, lines: draw(rect, read, view) }));
  return Array.from({ length: height }, (_, y) =>
    drawn
      .filter(({ rect }) => y >= rect.y && y < rect.y + rect.height)
      .sort((a, b) => a.rect.x - b.rect.x)
      .flatMap(({ rect, lines }) => lines[y - rect.y] ?? []),
  );
}

function rectsOf(read: Health, view: View): HealthRect[] {
  const { width, height, state } = view;
  const problems = contentOf('problems', read, innerWidth(width), view).lines.length;
  return healthLayout(width, height, state.health.focus, problems);
}

function draw(rect: HealthRect, read: Health, view: View): Line[] {
  const { state, m, g } = view;
  const { focus, offset } = state.health;
  const focused = rect.panel === focus;
  const inner = innerWidth(rect.width);
  const room = rect.height - 2;
  const { lines, charts } = contentOf(rect.panel, read, inner, view);
  const from = focused ? Math.min(offset, scrollEnd(lines.length, room)) : 0;
  const shown = lines.slice(from, from + room);
  const hidden = lines.length - from - shown.length;
  const more: Line[] = hidden > 0 ? [[{ text: m.healthScreen.more(hidden + 1), dim: true }]] : [];
  const body = hidden > 0 ? [...shown.slice(0, -1), ...more] : shown;
  const below = chartLines(charts, inner, room - body.length, view);
  const title = titleOf(rect.panel, read, view);
  return panel({ title, focused, lines: [...body, ...below] }, rect.width, rect.height, g);
}

const scrollEnd = (lines: number, room: number) => Math.max(0, lines - room);

/** How far the panel that has the focus can scroll. */
export function healthScroll(view: View): number {
  const { focus } = view.state.health;
  const read = healthNow(view.state);
  if (read === null) return 0;
  const rect = rectsOf(read, view).find(({ panel: name }) => name === focus);
  if (!rect) return 0;
  const { lines } = contentOf(focus, read, innerWidth(rect.width), view);
  return scrollEnd(lines.length, rect.height - 2);
}

/** A panel's name, and what is to be known at once: where, how it is, when it was looked at, what Tab shows. */
function titleOf(name: HealthPanel, read: Health, { state, m, width, height }: View): string {
  const { titles, up, down } = m.healthScreen;
  const { redis, mongodb } = read.services;
  const place = redis.port === null ? redis.host : `${redis.host}:${redis.port}`;
  const parts = [titles[name]];
  if (name === 'redis') parts.push(redis.version ?? '', redis.status === 'up' ? up : down, place);
  if (name === 'mongodb')
    parts.push(mongodb.version ?? '', mongodb.status === 'up' ? up : down, mongodb.uri);
  if (name === 'log' && state.filters.health)
    parts.push(m.healthScreen.filtered(state.filters.health));
  if (name === 'problems')
    parts.push(clockSeconds(state.health.readAt || Date.parse(read.timestamp)));
  const { focus } = state.health;
  if (name === focus && isOneColumn(width, height + 4)) {
    const next = HEALTH_PANELS[(HEALTH_PANELS.indexOf(focus) + 1) % HEALTH_PANELS.length] ?? focus;
    parts.push(m.healthScreen.next(titles[next]));
  }
  return parts.filter((part) => part !== '').join('  ');
}
