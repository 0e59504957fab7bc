import { isTree, type Leaf, type Tree } from "./tree";

type Problem = { path?: string | null | undefined; message: string };

/**
 * What the server has found, by the place in the builder: "1.0" is the first item of the
 * second list. A path such as rule.all[1].not.any[0].value is of the document that
 * `toDocument` wrote; what stands at no condition is told at the list.
 */
export function placesOf(problems: readonly Problem[], tree: Tree): Map<string, string> {
  const places = new Map<string, string>();
  const paths = pathsOf(tree);
  for (const { path, message } of problems) {
    if (!path) continue;
    const own = [...paths].filter(([start]) => path === start || startsAt(path, start));
    const [, place] = own.toSorted(([one], [other]) => other.length - one.length)[0] ?? [];
    if (place !== undefined && !places.has(place)) places.set(place, message);
  }
  return places;
}

function startsAt(path: string, start: string): boolean {
  return path.startsWith(start) && /^[.[]/.test(path.slice(start.length));
}

/** Every leaf's path in the document, with its place in the tree. */
function pathsOf(tree: Tree): Map<string, string> {
  const found = new Map<string, string>();
  const [only] = tree.rules;
  if (tree.rules.length === 1 && only !== undefined && !tree.not) walk(only, "rule", [0], found);
  else walk(tree, "rule", [], found);
  return found;
}

function walk(item: Tree | Leaf, path: string, place: number[], found: Map<string, string>): void {
  if (!isTree(item)) {
    found.set(path, place.join("."));
    return;
  }
  const start = item.not ? `${path}.not` : path;
  const isCollapsed = item.not && item.rules.length === 1;
  item.rules.forEach((inner, index) => {
    const next = isCollapsed ? start : `${start}.${item.combinator}[${index}]`;
    walk(inner, next, [...place, index], found);
  });
}
