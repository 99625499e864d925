/** The bare thing: rows of text on a screen of Ink, a Text each. */
import { Box, Text } from 'ink';
import { createElement } from 'react';

export function Rows({ rows }: { rows: readonly string[] }) {
  return createElement(
    Box,
    { flexDirection: 'column' },
    rows.map((row, index) => createElement(Text, { key: index }, row)),
  );
}
