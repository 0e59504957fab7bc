/**
 * What the Dashboard passes in the address under the name: ids=a,b from a popup,
 * ids[0]=a&ids[1]=b from a page.
 */
export function listParam(params: URLSearchParams, name: string): string[] {
  const indexed = [...params]
    .filter(([key]) => key.startsWith(`${name}[`))
    .map(([, value]) => value);
  const joined = params.getAll(name).flatMap((value) => value.split(","));
  return [...new Set([...indexed, ...joined].filter(Boolean))];
}

/** One id; GET widgets carry some parameters twice. */
export function idParam(params: URLSearchParams, name: string): string | undefined {
  return listParam(params, name)[0];
}
