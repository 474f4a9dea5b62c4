import { LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import { Places } from './places.ts';
import type { Finding, Problem } from './problem.ts';

/** A circle file of a thousand people is about 100 kB. */
export const MAX_FILE_BYTES = 1_000_000;
const MAX_ALIASES = 100;

/** What a YAML text holds, and where in it. */
export interface YamlSource {
  readonly value: unknown;
  /** Faults that leave the rest readable, such as a key given twice. */
  readonly problems: readonly Problem[];
  /** Gives findings their lines. What is missing has the line of what it is missing from. */
  locate(finding: Finding): Problem;
}

export type YamlReading =
  | { readonly ok: true; readonly source: YamlSource }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads one YAML 1.2 document. Refuses more than a megabyte, text that is not UTF-8, several documents, and anchors that
 * unfold beyond measure. Never throws.
 */
export function readYaml(input: string | Uint8Array): YamlReading {
  const size = typeof input === 'string' ? new TextEncoder().encode(input).length : input.byteLength;
  if (size > MAX_FILE_BYTES) return unreadable(1, 'The file is larger than 1 MB: is it the right file?');
  let text: string;
  try {
    text = typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true }).decode(input);
  } catch {
    return unreadable(1, 'The file is not UTF-8 text: save it again with the encoding UTF-8.');
  }
  try {
    return readText(text);
  } catch {
    return unreadable(1, TOO_DEEP);
  }
}

const TOO_DEEP =
  'The file is nested too deeply, or repeats itself through too many aliases: write it out plainly.';

function readText(text: string): YamlReading {
  const lines = new LineCounter();
  // The parser compares each key with all before it, which takes minutes on a hostile file; Places finds doubles at once.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  if (document.errors.length > 0) return { ok: false, problems: syntaxProblems(document.errors, lines) };
  const places = new Places(lines);
  places.visit(document.contents, []);
  if (places.aliases > MAX_ALIASES) return unreadable(1, TOO_DEEP);
  if (places.broken.length > 0) return { ok: false, problems: places.broken };
  const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
  return {
    ok: true,
    source: { value, problems: places.doubles, locate: (finding) => places.locate(finding) },
  };
}

/** One problem for each line: what follows the first on a line is mostly its echo. */
function syntaxProblems(errors: readonly YAMLParseError[], lines: LineCounter): Problem[] {
  const problems = new Map<number, Problem>();
  for (const { code, message, pos } of errors) {
    const line = Math.max(1, lines.linePos(pos[0]).line);
    if (!problems.has(line)) problems.set(line, { path: '', line, message: syntaxMessage(code, message) });
  }
  return [...problems.values()];
}

function syntaxMessage(code: string, original: string): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'The file holds more than one document: keep one circle to a file, without "---" between.';
    case 'TAB_AS_INDENT':
      return 'This line begins with a tab: use spaces instead.';
    case 'BAD_INDENT':
      return 'This line does not begin under the lines it belongs to: check the spaces before it.';
    case 'MISSING_CHAR':
      return 'A quote, bracket or comma is missing here: check the start and end of this line.';
    case 'RESOURCE_EXHAUSTION':
      return TOO_DEEP;
    default:
      return `This is not valid YAML (${original.replace(/\s+/g, ' ').slice(0, 120)}): check the spaces, quotes and brackets here.`;
  }
}

function unreadable(line: number, message: string): YamlReading {
  return { ok: false, problems: [{ path: '', line, message }] };
}
