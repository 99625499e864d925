import type { Glyphs } from './glyphs.ts';
import { fitLine, type Line, plain, type Span, widthOf } from './text.ts';

export interface PanelContent {
  readonly title: string;
  readonly focused?: boolean;
  readonly lines: readonly Line[];
  /** No column of air before the lines: what is drawn to the frame. */
  readonly flush?: boolean;
}

/** A framed panel of exactly width × height: title in the border, every line cut or padded to fit. */
export function panel(
  { title, focused = false, lines, flush = false }: PanelContent,
  width: number,
  height: number,
  g: Glyphs,
): Line[] {
  const inner = width - 2;
  const name = plain(fitLine([{ text: title }], Math.min(widthOf(title), inner - 4)));
  const fill = Math.max(0, inner - 3 - widthOf(name));
  const border = (text: string): Span => ({ text, dim: true });
  const top: Line = [
    border(`${g.topLeft}${g.horizontal} `),
    { text: name, bold: focused, dim: !focused },
    border(` ${g.horizontal.repeat(fill)}${g.topRight}`),
  ];
  const bottom: Line = [border(`${g.bottomLeft}${g.horizontal.repeat(inner)}${g.bottomRight}`)];
  const rows = Array.from({ length: Math.max(0, height - 2) }, (_, i): Line => {
    const content = fitLine([...(flush ? [] : [{ text: ' ' }]), ...(lines[i] ?? [])], inner);
    return [border(g.vertical), ...content, border(g.vertical)];
  });
  return [top, ...rows, bottom].slice(0, height);
}

/** Panels of the same height side by side. */
export function beside(...panels: readonly (readonly Line[])[]): Line[] {
  const [first = []] = panels;
  return first.map((_, row) => panels.flatMap((lines) => lines[row] ?? []));
}
