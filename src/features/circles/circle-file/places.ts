import { isAlias, isMap, isNode, isScalar, isSeq, type LineCounter } from 'yaml';
import { type Finding, type Path, type Problem, pathText } from './problem.ts';

/** Where each value of a YAML document stands, and what is wrong with its keys and aliases; one visit finds it all. */
export class Places {
  readonly doubles: Problem[] = [];
  /** What makes the values unreadable: aliases (`*name`) without an anchor (`&name`) before them, lists as keys. */
  readonly broken: Problem[] = [];
  aliases = 0;
  readonly #lineCounter: LineCounter;
  readonly #lines = new Map<string, number>();
  readonly #anchors = new Set<string>();

  constructor(lineCounter: LineCounter) {
    this.#lineCounter = lineCounter;
  }

  visit(node: unknown, path: Path): void {
    if (!isNode(node)) return;
    const here = pathText(path);
    const line = this.#lineOf(node);
    if (!this.#lines.has(here)) this.#lines.set(here, line);
    if (isAlias(node)) {
      this.aliases += 1;
      if (this.#anchors.has(node.source)) return;
      const message = `"*${node.source}" points to nothing: put words that begin with * in quotes.`;
      this.broken.push({ path: here, line, message });
      return;
    }
    if (node.anchor !== undefined) this.#anchors.add(node.anchor);
    if (isSeq(node)) for (const [index, item] of node.items.entries()) this.visit(item, [...path, index]);
    if (isMap(node)) this.#visitPairs(node.items, path);
  }

  /** Gives a finding its line. What is missing has the line of what it is missing from. */
  locate({ path, message }: Finding): Problem {
    let line: number | undefined;
    for (let length = path.length; length >= 0 && line === undefined; length--) {
      line = this.#lines.get(pathText(path.slice(0, length)));
    }
    return { path: pathText(path), line: line ?? 1, message };
  }

  #visitPairs(pairs: readonly { readonly key: unknown; readonly value: unknown }[], path: Path): void {
    const seen = new Map<string, number>();
    for (const { key, value } of pairs) {
      if (!isScalar(key)) {
        const message = 'A key must be one word: put a key with brackets in quotes.';
        const line = isNode(key) ? this.#lineOf(key) : (this.#lines.get(pathText(path)) ?? 1);
        this.broken.push({ path: pathText(path), line, message });
        continue;
      }
      const name = String(key.value);
      const inner = [...path, name];
      const line = this.#lineOf(key);
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, line);
        this.#lines.set(pathText(inner), line);
      } else {
        const message = `"${name}" stands here and in line ${first}: keep one of them.`;
        this.doubles.push({ path: pathText(inner), line, message });
      }
      this.visit(value, inner);
    }
  }

  #lineOf(node: { readonly range?: readonly [number, number, number] | null | undefined }): number {
    return Math.max(1, this.#lineCounter.linePos(node.range?.[0] ?? 0).line);
  }
}
