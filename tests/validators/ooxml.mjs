// Answers each path on standard input with one line of JSON: the problems of that Word file.
//
// A file that the validator cannot open is a problem of the file; one that we cannot read is ours.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import validate from "@ooxml-tools/validate";

// Standard output is for answers; .NET's chatter goes to the log.
console.log = console.error;

async function problems(bytes) {
  try {
    const found = await validate(bytes, "docx", "Microsoft365");
    return found.map(({ id, description, path }) => ({
      id,
      description,
      where: path.partUri + path.xpath,
    }));
  } catch (error) {
    return [{ id: "Unreadable", description: String(error.message ?? error), where: "/" }];
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await problems(await readFile(JSON.parse(line)));
  process.stdout.write(JSON.stringify(answer) + "\n");
}
// .NET's runtime would keep the process alive.
process.exit(0);
