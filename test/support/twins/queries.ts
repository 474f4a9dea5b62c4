import { readdirSync } from 'node:fs';
import ts from 'typescript';

/** A place where a value is wanted: a parameter, a property, or an element of a list. */
export interface Slot {
  readonly name: string;
  readonly type: ts.Type;
  /** As it is written where it is declared: names of plain strings and numbers (`CircleId`, `Instant`) stand nowhere else. */
  readonly node: ts.TypeNode | undefined;
  readonly optional: boolean;
}

/** One query of a table, as its declaration says it. */
export interface Query {
  /** `meetings.held`, as errors name it. */
  readonly name: string;
  readonly noun: string;
  readonly verb: string;
  readonly file: string;
  /** Under which name the file exports its table, or what makes it. */
  readonly table: string;
  readonly wants: readonly Slot[];
  /** What comes back, without the promise. */
  readonly gives: ts.Type;
}

/** To what the arguments of a query say that it belongs. */
export type Scope = 'circle' | 'organisation';

/** How deep a circle may be named in what a query takes: the key of a pool is one deep. */
const DEEPEST = 1;
const IN_TABLES = /^src\/(core\/tables|features\/[^/]+\/tables)[/.].*ts$/;
const SCOPES = [
  { scope: 'circle', property: 'circleId', alias: 'CircleId' },
  { scope: 'organisation', property: 'organisationId', alias: null },
] as const;

/** Every query of every table of the product, and the checker that knows its types. */
export function declaredQueries(): {
  readonly checker: ts.TypeChecker;
  readonly queries: readonly Query[];
} {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file}`)
    .filter((file) => IN_TABLES.test(file));
  const { options } = ts.convertCompilerOptionsFromJson(
    ts.readConfigFile('tsconfig.json', ts.sys.readFile).config.compilerOptions,
    '.',
  );
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const queries = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source === undefined ? [] : tablesIn(source).flatMap((call) => queriesOf(checker, call, file));
  });
  return { checker, queries };
}

function tablesIn(source: ts.SourceFile): readonly ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'table') found.push(node);
    else ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function queriesOf(checker: ts.TypeChecker, call: ts.CallExpression, file: string): readonly Query[] {
  const [noun, make] = call.arguments;
  const variable = ts.findAncestor(call, ts.isVariableDeclaration);
  if (noun === undefined || make === undefined || !ts.isStringLiteral(noun) || variable === undefined)
    throw new Error(`${file}: a table without a noun, or one that has no name`);
  const [made] = checker.getTypeAtLocation(make).getCallSignatures();
  if (made === undefined) throw new Error(`${file}: what makes ${noun.text} is no function`);
  return made
    .getReturnType()
    .getProperties()
    .map((verb) => {
      const [signature] = checker.getTypeOfSymbolAtLocation(verb, call).getCallSignatures();
      if (signature === undefined) throw new Error(`${noun.text}.${verb.name} is no function`);
      return {
        name: `${noun.text}.${verb.name}`,
        noun: noun.text,
        verb: verb.name,
        file,
        table: variable.name.getText(),
        wants: signature.getParameters().map((parameter) => slotOf(checker, parameter, call)),
        gives: checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType(),
      };
    });
}

/** The slot that a parameter or a property is. */
export function slotOf(checker: ts.TypeChecker, symbol: ts.Symbol, at?: ts.Node): Slot {
  const declared = symbol.valueDeclaration ?? symbol.declarations?.[0];
  const says =
    declared !== undefined && (ts.isParameter(declared) || ts.isPropertySignature(declared))
      ? declared
      : undefined;
  const optional =
    (symbol.flags & ts.SymbolFlags.Optional) !== 0 ||
    (says !== undefined && (says.questionToken !== undefined || isFilled(says)));
  return {
    name: symbol.name,
    type: at === undefined ? checker.getTypeOfSymbol(symbol) : checker.getTypeOfSymbolAtLocation(symbol, at),
    node: says?.type,
    optional,
  };
}

function isFilled(says: ts.ParameterDeclaration | ts.PropertySignature): boolean {
  return ts.isParameter(says) && says.initializer !== undefined;
}

/** The name by which a type is written, without `| null`; null where it has none. */
export function aliasOf(node: ts.TypeNode | undefined): string | null {
  if (node === undefined) return null;
  if (ts.isTypeReferenceNode(node)) return node.typeName.getText();
  if (!ts.isUnionTypeNode(node)) return null;
  const others = node.types.filter((each) => !/^(null|undefined)$/.test(each.getText()));
  return others.length === 1 ? aliasOf(others[0]) : null;
}

/** What an element of a list is, of a slot that takes one; null where it takes none. */
export function elementOf(checker: ts.TypeChecker, { name, type, node }: Slot): Slot | null {
  if (!checker.isArrayLikeType(type)) return null;
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (element === undefined) return null;
  const list = node !== undefined && ts.isTypeOperatorNode(node) ? node.type : node;
  const inner = list !== undefined && ts.isArrayTypeNode(list) ? list.elementType : undefined;
  return { name: name.replace(/s$/, ''), type: element, node: inner, optional: false };
}

/** What a query belongs to by what it takes; nothing: its caller has looked whose it is. */
export function scopesOf(checker: ts.TypeChecker, { wants }: Query): readonly Scope[] {
  return SCOPES.flatMap(({ scope, property, alias }) => {
    const says = (slot: Slot) => slot.name === property || (alias !== null && aliasOf(slot.node) === alias);
    return wants.some((slot) => says(slot) || hasProperty(checker, slot, says)) ? scope : [];
  });
}

/** Whether a value of a slot holds such a property: itself, an element of it, or an object in it. */
function hasProperty(
  checker: ts.TypeChecker,
  slot: Slot,
  says: (slot: Slot) => boolean,
  depth = DEEPEST,
): boolean {
  const type = checker.getNonNullableType(slot.type);
  const list = elementOf(checker, { ...slot, type });
  if (list !== null) return says(list) || hasProperty(checker, list, says, depth);
  return membersOf(type).some((one) =>
    propertiesOf(checker, one).some(
      (each) => says(each) || (depth > 0 && hasProperty(checker, each, says, depth - 1)),
    ),
  );
}

/** The members of a union, or the type itself. */
export function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** The properties of an object of ours; none of a string, a byte string, or a function. */
export function propertiesOf(checker: ts.TypeChecker, type: ts.Type): readonly Slot[] {
  const isOurs = (symbol: ts.Symbol) =>
    symbol.declarations?.every((each) => !each.getSourceFile().fileName.includes('node_modules')) === true;
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return [];
  return type
    .getProperties()
    .filter(isOurs)
    .map((property) => slotOf(checker, property));
}
