import { expect, it } from "vitest";

import { csvLine } from "./csv";

it("quotes what needs it and disarms what a spreadsheet would run", () => {
  expect(csvLine(["plain", 'say "hi"', "a,b", "=1+1", "-5"])).toBe(
    `plain,"say ""hi""","a,b",'=1+1,'-5\r\n`,
  );
});
