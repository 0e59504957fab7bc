import { expect, it } from "vitest";

import { idParam, listParam } from "./params";

it.each([
  ["customerIds=a,b", ["a", "b"]],
  ["customerIds[0]=a&customerIds[1]=b", ["a", "b"]],
  ["customerIds=a&customerIds=a", ["a"]],
  ["id=x", []],
])("reads the ids of %s", (query, ids) => {
  expect(listParam(new URLSearchParams(query), "customerIds")).toEqual(ids);
});

it("takes the one id of a widget that carries it twice", () => {
  expect(idParam(new URLSearchParams("customerId=a&customerId=a"), "customerId")).toBe("a");
});
