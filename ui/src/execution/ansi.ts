export interface Span {
  text: string;
  classes: string;
}

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const codes =
  /\u001b\[([0-9;]*)([A-Za-z])|\u001b\][^\u0007]*(?:\u0007|\u001b\\)|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A line of a terminal as texts with classes: colours and weight, and nothing else that a terminal would obey. */
export function ansi(line: string): Span[] {
  const spans: Span[] = [];
  let bold = false;
  let colour = '';
  let from = 0;
  const push = (to: number) => {
    if (to > from)
      spans.push({
        text: line.slice(from, to),
        classes: [bold && 'ansi-bold', colour].filter(Boolean).join(' '),
      });
  };
  for (const match of line.matchAll(codes)) {
    push(match.index);
    from = match.index + match[0].length;
    if (match[2] !== 'm') continue;
    for (const code of (match[1] || '0').split(';').map(Number)) {
      if (code === 0) {
        bold = false;
        colour = '';
      } else if (code === 1) bold = true;
      else if (code === 22) bold = false;
      else if (code >= 30 && code <= 37) colour = `ansi-${colours[code - 30]}`;
      else if (code >= 90 && code <= 97) colour = `ansi-${colours[code - 90]}`;
      else if (code === 39) colour = '';
    }
  }
  push(line.length);
  return spans;
}
