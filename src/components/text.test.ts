import xterm from '@xterm/headless';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { grouped, wholeMoney } from './format.ts';
import { glyphs } from './glyphs.ts';
import { asciiLine, fitLine, fitText, type Line, plain, printable, widthOf } from './text.ts';

describe('a line for a terminal without Unicode', () => {
  it('is as wide as the line was', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('e\u0301', '\u{1d15e}', '山田', '👩‍👩‍👧', '🇫🇷', 'ﬁ', 'Œuvre'),
    );
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (text, width) => {
        const line = plain(asciiLine([{ text: fitText(text, width) }]));
        expect(line).toMatch(/^[\x20-\x7e]*$/);
        expect([line, line.length]).toEqual([line, width]);
        expect(widthOf(line)).toBe(width);
      }),
      { numRuns: 500 },
    );
  });
  it('keeps sentences readable', () => {
    const text = 'l’équipe – 60×16… −0.52';
    expect(plain(asciiLine([{ text }]))).toBe("l'equipe - 60x16~ -0.52");
  });
});

describe('text from outside', () => {
  it('is as wide in a terminal as it is taken for, whatever it is made of', async () => {
    const names = fc.constantFrom(
      ...['👩‍👩‍👧', '🇫🇷', 'क्षि', 'กำ', 'a\u00adb', '\u1100\u1161', '⌚'],
    );
    const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), names);
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 40, maxLength: 40 }), async (pieces) => {
        const terminal = new xterm.Terminal({ cols: 200, rows: 41, allowProposedApi: true });
        const texts = pieces.map((each) => `${printable(each)}|`);
        await new Promise<void>((done) => terminal.write(texts.join('\r\n'), done));
        for (const [y, text] of texts.entries()) {
          const line = terminal.buffer.active.getLine(y);
          const end = Array.from({ length: 200 }, (_, x) => line?.getCell(x)?.getChars());
          expect([text, end.lastIndexOf('|') + 1]).toEqual([text, widthOf(text)]);
        }
      }),
      { numRuns: 25 },
    );
  });
  it('keeps what can be read in every terminal', () => {
    const safe = 'Amélie e\u0301 山田 한국 ไทย שלום Ωмир ﬁ';
    expect(printable(safe)).toBe(safe);
    expect(printable('Zoë 👩‍👩‍👧 \u001b[2J')).toBe('Zoë ····· ␛[2J');
  });
});

describe('how wide a text is', () => {
  it('is what a terminal makes of it, letter by letter and together', () => {
    // Beyond these every text is measured by the library.
    for (let code = 0; code < 0x2900; code += 1) {
      const letter = String.fromCharCode(code);
      const text = `a${letter}${letter}b`;
      const safe = printable(text);
      const widths = [widthOf(text), widthOf(safe)];
      expect([code, ...widths]).toEqual([code, stringWidth(text), stringWidth(safe)]);
    }
  });
  it('does not change when a line is fitted to a width', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '山田', 'é', '│ '));
    const line = fc.array(fc.record({ text }), { maxLength: 6 });
    fc.assert(
      fc.property(line, fc.integer({ min: 1, max: 40 }), (spans: Line, width) => {
        const fitted = plain(fitLine(spans, width));
        expect(stringWidth(fitted)).toBe(width);
        const safe = spans.map(({ text }) => printable(text)).join('');
        const sum = spans.reduce((all, { text }) => all + widthOf(printable(text)), 0);
        if (sum <= width) expect(fitted.trimEnd()).toBe(safe.trimEnd());
        else expect(fitted).toContain('…');
      }),
    );
  });
});

describe('figures', () => {
  it('have their thousands apart', () => {
    const at = (figure: string, thousands = ',') => grouped(figure, { thousands });
    expect([at('7'), at('999'), at('1000'), at('1234567')]).toEqual([
      ...['7', '999', '1,000', '1,234,567'],
    ]);
    expect([at('32310.50'), at('0.12345'), at('1234.5', ' ')]).toEqual([
      ...['32,310.50', '0.12345', '1 234.5'],
    ]);
    expect(wholeMoney(21_249, glyphs(false))).toBe('212 €');
    expect(wholeMoney(21_250, glyphs(true))).toBe('213 EUR');
  });
});
